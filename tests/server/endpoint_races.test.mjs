// Conditions are real locks, and what was acknowledged survives kill -9: the two promises that other
// WebDAV servers break (docs/design/endpoint.md).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { DEVICE, VAULT, makeVault, segment, send, staged, startEndpoint, treeOf } from './endpoint_rig.mjs';

const ROUNDS = 60;
const WRITERS = 16;
const PLAIN = '/sync/plain';

/** `WRITERS` requests at once, made by `make(n)`; the numbers of those that were answered 2xx. */
async function race(make) {
  const answers = await Promise.all(Array.from({ length: WRITERS }, (_, n) => make(n)));
  const winners = [];
  answers.forEach(({ status }, n) => {
    assert.ok([201, 204, 412, 404, 405].includes(status), `status ${status}`);
    if (status < 300) winners.push(n);
  });
  return { winners, answers };
}

test('60 of 60 rounds of 16 writers with If-None-Match: * have one winner, whose bytes stay', async (t) => {
  const endpoint = await startEndpoint(t);
  for (let round = 0; round < ROUNDS; round++) {
    const path = `${PLAIN}/inm${round}`;
    const { winners } = await race((n) =>
      endpoint.ask('PUT', path, { as: 'plain', body: `writer ${n}`, headers: { 'if-none-match': '*' } }));
    assert.equal(winners.length, 1, `round ${round}`);
    assert.equal((await endpoint.ask('GET', path, { as: 'plain' })).text, `writer ${winners[0]}`);
  }
});

test('60 of 60 rounds of 16 writers with one If-Match have one winner', async (t) => {
  const endpoint = await startEndpoint(t);
  const path = `${PLAIN}/im`;
  let { etag } = (await endpoint.expect(201, 'PUT', path, { as: 'plain', body: 'begin' })).headers;
  for (let round = 0; round < ROUNDS; round++) {
    const { winners, answers } = await race((n) => endpoint.ask('PUT', path,
      { as: 'plain', body: `round ${round} writer ${n}`, headers: { 'if-match': etag } }));
    assert.equal(winners.length, 1, `round ${round}`);
    etag = answers[winners[0]].headers.etag;
    const got = await endpoint.ask('GET', path, { as: 'plain' });
    assert.equal(got.text, `round ${round} writer ${winners[0]}`);
    assert.equal(got.headers.etag, etag);
  }
});

test('60 of 60 rounds of 16 MOVEs to one final name, and of 16 plain PUTs, have one winner', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(Array.from({ length: WRITERS }, (_, n) =>
      endpoint.expect(201, 'PUT', staged(100 * round + n), { as: 'device', body: `writer ${n}` })));
    const destination = segment(2 * round + 1);
    const moves = await race((n) => endpoint.ask('MOVE', staged(100 * round + n),
      { as: 'device', headers: { destination, overwrite: 'F' } }));
    assert.equal(moves.winners.length, 1, `round ${round}`);
    assert.equal((await endpoint.ask('GET', destination, { as: 'device' })).text, `writer ${moves.winners[0]}`);
    const puts = await race((n) => endpoint.ask('PUT', segment(2 * round + 2), { as: 'device', body: `writer ${n}` }));
    assert.equal(puts.winners.length, 1, `round ${round}`);
  }
});

test('60 of 60 rounds of 16 MKCOLs, DELETEs and MOVEs of one thing have one winner', async (t) => {
  const endpoint = await startEndpoint(t);
  for (let round = 0; round < ROUNDS; round++) {
    const path = `${PLAIN}/folder${round}`;
    assert.equal((await race(() => endpoint.ask('MKCOL', path, { as: 'plain' }))).winners.length, 1);
    await endpoint.expect(201, 'PUT', `${path}/a`, { as: 'plain', body: 'a' });
    const moved = await race((n) => endpoint.ask('MOVE', `${path}/a`, { as: 'plain', headers: { destination: `${path}/to${n}` } }));
    assert.equal(moved.winners.length, 1);
    assert.equal((await race(() => endpoint.ask('DELETE', path, { as: 'plain' }))).winners.length, 1);
  }
  assert.deepEqual(treeOf(join(endpoint.files, 'plain')), []);
});

test('a reader sees the old object or the new one, whole, while it is replaced', async (t) => {
  const endpoint = await startEndpoint(t);
  const path = `${PLAIN}/large`;
  const bodies = [1, 2].map((fill) => Buffer.alloc(3 * 1024 * 1024, fill));
  await endpoint.expect(201, 'PUT', path, { as: 'plain', body: bodies[0] });
  let writing = true;
  const writer = (async () => {
    for (let n = 1; n <= 24; n++) await endpoint.expect(204, 'PUT', path, { as: 'plain', body: bodies[n % 2] });
    writing = false;
  })();
  const tags = new Set();
  let reads = 0;
  const read = async () => {
    while (writing) {
      const { bytes, headers } = await endpoint.expect(200, 'GET', path, { as: 'plain' });
      assert.ok(bodies.some((body) => body.equals(bytes)), 'no mixture, nothing cut');
      tags.add(`${headers.etag} ${bytes[0]}`);
      reads++;
    }
  };
  await Promise.all([writer, read(), read(), read()]);
  assert.ok(reads > 10, `${reads} reads`);
  assert.ok(tags.size <= 2, 'each tag belongs to one content');
});

test('an upload into a folder that is removed meanwhile is not acknowledged', async (t) => {
  const endpoint = await startEndpoint(t);
  for (let round = 0; round < 20; round++) {
    const folder = `${PLAIN}/gone${round}`;
    await endpoint.expect(201, 'MKCOL', folder, { as: 'plain' });
    const puts = Array.from({ length: 8 }, (_, n) =>
      endpoint.ask('PUT', `${folder}/${n}`, { as: 'plain', body: Buffer.alloc(300_000) }));
    await endpoint.expect(204, 'DELETE', folder, { as: 'plain' });
    for (const { status } of await Promise.all(puts)) assert.ok([201, 409].includes(status), String(status));
    await endpoint.expect(404, 'PROPFIND', folder, { as: 'plain', headers: { depth: '0' } });
  }
});

/** Repeatable content for a name: whoever reads it can tell whether it is whole. */
const contentOf = (name) => Buffer.alloc(40_000 + (name % 7) * 90_000, createHash('sha256').update(String(name)).digest());

test('P1: kill -9 during PUT and MOVE leaves nothing or the whole object, and all that was acknowledged', async (t) => {
  const endpoint = await startEndpoint(t, { victim: true });
  await makeVault(endpoint);
  for (const shard of 'bcdefgh') {
    await endpoint.expect(201, 'MKCOL', `/sync/q1/${VAULT}/l/${DEVICE}/aaaaaaa${shard}`, { as: 'owner' });
  }
  const kills = process.env.QUIETROOM_LONG ? 120 : 20;
  const acknowledged = new Set();
  let next = 1;
  for (let round = 0; round < kills; round++) {
    let alive = true;
    const write = async () => {
      while (alive) {
        const n = next++;
        const upload = staged(n);
        const options = { token: endpoint.tokens.device };
        try {
          const put = await send(endpoint.port, 'PUT', upload, { ...options, body: contentOf(n) });
          if (put.status !== 201) throw new Error(`PUT ${put.status} ${put.text}`);
          const headers = { destination: segment(n), overwrite: 'F' };
          const moved = await send(endpoint.port, 'MOVE', upload, { ...options, headers });
          if (moved.status !== 201) throw new Error(`MOVE ${moved.status} ${moved.text}`);
          acknowledged.add(n);
        } catch (failure) {
          if (alive || /^(PUT|MOVE)/.test(failure.message)) throw failure;
        }
      }
    };
    const writers = [write(), write(), write(), write()];
    // Later and later, so that the kill falls into every part of what a write does.
    await new Promise((resolve) => setTimeout(resolve, 5 + 7 * round));
    alive = false;
    endpoint.server.child.kill('SIGKILL');
    await Promise.all(writers);
    await endpoint.server.stop();
    await endpoint.start();
    const hidden = treeOf(endpoint.files).filter((path) => path.includes('.qr-'));
    assert.deepEqual(hidden, [], 'what was under way is cleared at the start');
  }
  assert.ok(acknowledged.size > kills, `${acknowledged.size} acknowledged`);
  for (let n = 1; n < next; n++) {
    for (const path of [segment(n), staged(n)]) {
      const { status, bytes } = await endpoint.ask('GET', path, { as: 'device' });
      if (status === 200) assert.ok(contentOf(n).equals(bytes), `${path} is whole`);
      else assert.equal(status, 404);
      if (path === segment(n) && acknowledged.has(n)) assert.equal(status, 200, `${n} was acknowledged`);
    }
  }
  t.diagnostic(`${kills} kills, ${acknowledged.size} acknowledged, ${next - 1} begun`);
});

test('an upload that is cut off by its client leaves nothing', async (t) => {
  const endpoint = await startEndpoint(t);
  await endpoint.expect(201, 'PUT', `${PLAIN}/kept`, { as: 'plain', body: 'kept' });
  for (const name of ['new', 'kept']) {
    await new Promise((resolve) => {
      const upload = request({ host: '127.0.0.1', port: endpoint.port, method: 'PUT', path: `${PLAIN}/${name}`,
        headers: { authorization: `Bearer ${endpoint.tokens.plain}`, 'content-length': 2_000_000 } });
      upload.on('error', resolve);
      upload.write(Buffer.alloc(900_000));
      setTimeout(() => upload.destroy(), 100);
      upload.on('close', resolve);
    });
  }
  await endpoint.expect(404, 'GET', `${PLAIN}/new`, { as: 'plain' });
  assert.equal((await endpoint.ask('GET', `${PLAIN}/kept`, { as: 'plain' })).text, 'kept');
  for (let tries = 0; tries < 100 && readdirSync(join(endpoint.files, 'plain')).length > 1; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(readdirSync(join(endpoint.files, 'plain')), ['kept']);
});
