import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Paced} from '../../web/shell/paced.js';
import {Loop} from '../../web/worker/loop.js';
import {SlowHash} from '../../web/worker/slow_hash.js';

function make_loop(program) {
  const frames = [], timers = [];
  const loop = new Loop({
    frame: () => program.frame?.() ?? false,
    tick: () => program.tick?.() ?? false,
    next_wake_ms: () => program.wake ?? -1,
    request_frame: (callback) => frames.push(callback),
    set_timeout: (callback, ms) => timers.push({callback, ms}) - 1,
    clear_timeout: (handle) => delete timers[handle],
  });
  return {loop, frames, timers: () => timers.filter(Boolean)};
}

test('loop: an idle program is never called', () => {
  const {loop, frames, timers} = make_loop({});
  loop.settle(false);
  assert.deepEqual([frames.length, timers().length], [0, 0]);
});

test('loop: several events lead to one frame', () => {
  const {loop, frames} = make_loop({});
  loop.settle(true);
  loop.settle(true);
  assert.equal(frames.length, 1);
  frames[0]();
  assert.equal(frames.length, 1);
  assert.equal(loop.frames, 1);
});

test('loop: a frame may ask for the next', () => {
  let left = 2;
  const {loop, frames} = make_loop({frame: () => --left > 0});
  loop.settle(true);
  frames[0]();
  frames[1]();
  assert.equal(frames.length, 2);
});

test('loop: there is one timer, and far ones are asked for in steps', () => {
  const program = {wake: 50.2};
  const {loop, timers} = make_loop(program);
  loop.settle(false);
  program.wake = 2 ** 40;
  loop.settle(false);
  assert.deepEqual(timers().map((timer) => timer.ms), [2 ** 31 - 1]);
});

class FakeWorker {
  terminated = false;
  postMessage(message) {
    this.message = message;
  }
  terminate() {
    this.terminated = true;
  }
}
const job = (number) => ({job: number, passphrase: new Uint8Array(1), salt: new Uint8Array(16), memory_kib: 1,
  passes: 1, lanes: 1});

test('slow hash: the worker ends with the job, and a dropped job is silent', () => {
  const workers = [], done = [];
  const hash = new SlowHash(() => (workers.push(new FakeWorker()), workers.at(-1)), (number, key) => done.push([number, key.length]));
  hash.start(job(1));
  hash.start(job(2));
  assert.equal(workers[0].terminated, true);
  workers[0].onmessage({data: new Uint8Array(32)});
  assert.deepEqual(done, []);
  workers[1].onmessage({data: new Uint8Array(32)});
  assert.deepEqual(done, [[2, 32]]);
  assert.equal(workers[1].terminated, true);
});

test('slow hash: a worker that fails to load answers with no key', () => {
  const workers = [], done = [];
  const hash = new SlowHash(() => (workers.push(new FakeWorker()), workers.at(-1)), (number, key) => done.push([number, key.length]));
  hash.start(job(1));
  workers[0].onerror();
  assert.deepEqual(done, [[1, 0]]);
});

test('paced: one is on its way, the newest of each waits, and the last one arrives', () => {
  const sent = [];
  const paced = new Paced((event) => sent.push(event.y));
  paced.push(1, {y: 1});
  paced.push(1, {y: 2});
  paced.push(1, {y: 3});
  paced.push(2, {y: 9});
  assert.deepEqual(sent, [1]);
  paced.done();
  paced.done();
  paced.done();
  assert.deepEqual(sent, [1, 3, 9]);
  paced.push(1, {y: 4});
  paced.push(1, {y: 5});
  paced.drop(1);
  paced.done();
  paced.push(1, {y: 6});
  assert.deepEqual(sent, [1, 3, 9, 4, 6]);
});
