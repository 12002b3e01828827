import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BlockFile, joined, kBlockSize} from '../../web/core/blocks.js';
import {kRetryMs, Outbox} from '../../web/core/outbox.js';

const settle = async () => {
  for (let turn = 0; turn < 5; ++turn) await new Promise((done) => setImmediate(done));
};

function file(content) {
  const batches = [];
  return {batches, file: new BlockFile('f', (batch) => batches.push(batch), () => {}, content)};
}

/** The same numbers in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** What a database holds after these batches. */
function stored(batches) {
  const {size, blocks} = batches.reduce((sum, batch) => joined(sum, batch), new Map()).get('f') ??
      {size: 0, blocks: new Map()};
  return {size, blocks: new Map([...blocks].filter(([, bytes]) => bytes))};
}

function all_of(one) {
  const bytes = new Uint8Array(one.getSize());
  assert.equal(one.read(bytes, {at: 0}), bytes.length);
  return bytes;
}

test('blocks: reads what was written, across blocks, zeros in gaps, short at the end', () => {
  const {file: one} = file();
  const data = Uint8Array.from({length: 2 * kBlockSize}, (_, at) => at % 251);
  assert.equal(one.write(data, {at: kBlockSize - 10}), data.length);
  assert.equal(one.getSize(), 3 * kBlockSize - 10);
  const back = new Uint8Array(data.length);
  assert.equal(one.read(back, {at: kBlockSize - 10}), data.length);
  assert.deepEqual(back, data);
  const gap = new Uint8Array(10).fill(9);
  assert.equal(one.read(gap, {at: 5}), 10);
  assert.deepEqual(gap, new Uint8Array(10));
  assert.equal(one.read(back, {at: 3 * kBlockSize - 11}), 1);
  assert.equal(one.read(back, {at: 3 * kBlockSize}), 0);
});

test('blocks: what is cut off reads as zeros when the file grows again', () => {
  const {file: one} = file();
  one.write(new Uint8Array(2 * kBlockSize).fill(7), {at: 0});
  one.truncate(10);
  one.truncate(kBlockSize + 1);
  const bytes = all_of(one);
  assert.deepEqual(bytes.subarray(0, 10), new Uint8Array(10).fill(7));
  assert.ok(bytes.subarray(10).every((byte) => byte === 0));
});

test('blocks: a flush hands over what has changed since the last one, and nothing twice', () => {
  const {file: one, batches} = file();
  one.flush();
  assert.equal(batches.length, 0);
  one.write(new Uint8Array(3 * kBlockSize), {at: 0});
  one.flush();
  one.write(new Uint8Array([1]), {at: kBlockSize});
  one.flush();
  one.flush();
  one.truncate(1);
  one.flush();
  assert.deepEqual(batches.map((batch) => [...batch.get('f').blocks.keys()]), [[0, 1, 2], [1], [1, 2, 0]]);
  assert.equal(batches[2].get('f').blocks.get(2), null);
  assert.equal(batches[2].get('f').size, 1);
});

test('blocks: what was handed over does not change with the file', () => {
  const {file: one, batches} = file();
  one.write(new Uint8Array([1]), {at: 0});
  one.flush();
  one.write(new Uint8Array([2]), {at: 0});
  assert.equal(batches[0].get('f').blocks.get(0)[0], 1);
});

test('blocks: after any beginning of the flushes the database holds what the file was then', () => {
  for (let seed = 1; seed <= 30; ++seed) {
    const below = numbers(seed);
    const {file: one, batches} = file();
    const states = [new Uint8Array(0)];
    for (let step = 0; step < 40; ++step) {
      const at = below(3 * kBlockSize);
      if (below(4) === 0) one.truncate(at);
      else one.write(new Uint8Array(1 + below(kBlockSize)).fill(1 + below(255)), {at});
      if (below(3) > 0) continue;
      const before = batches.length;
      one.flush();
      if (batches.length > before) states.push(all_of(one));
    }
    for (const [count, bytes] of states.entries()) {
      const again = file(stored(batches.slice(0, count))).file;
      assert.deepEqual(all_of(again), bytes, `seed ${seed}, after ${count} flushes`);
    }
  }
});

/** An outbox whose transactions end when the test says so. */
function outbox() {
  const on = {commits: [], told: [], waits: []};
  on.outbox = new Outbox({
    commit: (batch) => new Promise((done, fail) => on.commits.push({batch, done,
      fail: (name) => fail(new DOMException('no', name))})),
    everything: () => new Map([['f', {size: 9, blocks: new Map()}]]),
    tell: (flushes, problem) => on.told.push([flushes, problem]),
    wait: (ms) => new Promise((done) => on.waits.push({ms, done})),
  });
  return on;
}
const change = (index, byte, size = 100) =>
    new Map([['f', {size, blocks: new Map([[index, new Uint8Array([byte])]])}]]);
const bytes_of = (batch) => [...batch.get('f').blocks].map(([index, bytes]) => [index, bytes[0]]);

test('outbox: one transaction at a time, and what waits goes as one', async () => {
  const on = outbox();
  assert.equal(on.outbox.rest(), null);
  on.outbox.add(change(0, 1));
  on.outbox.add(change(0, 2));
  on.outbox.add(change(1, 3, 200));
  assert.equal(on.commits.length, 1);
  assert.equal(on.outbox.promised, 3);
  const rest = on.outbox.rest();
  on.commits[0].done();
  await settle();
  assert.deepEqual(on.told, [[1, '']]);
  assert.equal(on.commits.length, 2);
  assert.deepEqual(bytes_of(on.commits[1].batch), [[0, 2], [1, 3]]);
  assert.equal(on.commits[1].batch.get('f').size, 200);
  on.commits[1].done();
  await rest;
  assert.deepEqual(on.told, [[1, ''], [3, '']]);
  assert.equal(on.outbox.rest(), null);
});

test('outbox: what failed is told and tried again, under what came later, never skipped', async () => {
  const on = outbox();
  on.outbox.add(change(0, 1));
  on.outbox.add(change(1, 2));
  on.commits[0].fail('QuotaExceededError');
  await settle();
  assert.deepEqual(on.told, [[0, 'QuotaExceededError']]);
  assert.equal(on.commits.length, 1, 'it waits first');
  on.outbox.add(change(0, 3));
  on.waits[0].done();
  await settle();
  assert.deepEqual(bytes_of(on.commits[1].batch), [[0, 3], [1, 2]]);
  on.commits[1].fail('UnknownError');
  await settle();
  assert.deepEqual(on.waits.map((wait) => wait.ms), kRetryMs.slice(0, 2));
  on.waits[1].done();
  await settle();
  on.commits[2].done();
  await settle();
  assert.deepEqual(on.told.at(-1), [3, '']);
});

test('outbox: a database that was emptied gets everything', async () => {
  const on = outbox();
  on.outbox.add(change(0, 1));
  on.commits[0].fail('Emptied');
  await settle();
  on.waits[0].done();
  await settle();
  assert.equal(on.commits[1].batch.get('f').size, 9);
});

test('outbox: once stopped it begins nothing and tells nothing', async () => {
  const on = outbox();
  on.outbox.add(change(0, 1));
  on.outbox.add(change(0, 2));
  const rest = on.outbox.rest();
  on.outbox.stop();
  await rest;
  on.commits[0].done();
  await settle();
  on.outbox.add(change(0, 3));
  assert.deepEqual([on.commits.length, on.told.length], [1, 0]);
});
