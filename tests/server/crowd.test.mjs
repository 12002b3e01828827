// Many at once, slow ones among them: a normal client is served as if it were alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, open, parse, readToEnd, startServer } from './rig.mjs';

/** Half the shortest deadline of the slow ones, so that waiting for these would show. */
const PROMPT_MS = 5000;

/** `count` connections that each send `start` and, if they read at all, drop what comes. */
async function openMany(t, count, port, start, { reads = true } = {}) {
  const sockets = [];
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  for (let done = 0; done < count; done++) {
    const socket = await open(port);
    if (reads) socket.resume();
    else socket.pause();
    if (start) socket.write(start);
    sockets.push(socket);
  }
  return sockets;
}

const LARGE_REQUEST = 'GET /v/1/large.bin HTTP/1.1\r\nHost: a\r\n\r\n';

async function millisecondsFor(action) {
  const begin = performance.now();
  await action();
  return performance.now() - begin;
}

test('256 connections, half of them dribbling: others are served promptly', async (t) => {
  const server = await startServer(t);
  const slow = await openMany(t, 128, server.port, 'GET / HTTP/1.1\r\nX: ');
  await openMany(t, 64, server.port, '');
  await openMany(t, 64, server.port, LARGE_REQUEST, { reads: false });
  const dribble = setInterval(() => slow.forEach((socket) => socket.write('a')), 100);
  t.after(() => clearInterval(dribble));
  for (let round = 0; round < 20; round++) {
    const took = await millisecondsFor(async () => {
      assert.equal((await ask(server.port, '/v/1/app.js')).status, 200);
    });
    assert.ok(took < PROMPT_MS, `round ${round} took ${took} ms`);
  }
});

test('256 requests at once are all answered in full', async (t) => {
  const server = await startServer(t);
  const answers = await Promise.all(
    Array.from({ length: 256 }, () => ask(server.port, '/v/1/app.js')),
  );
  for (const answer of answers) {
    assert.equal(answer.status, 200);
    assert.equal(answer.body.length, Number(answer.headers.get('content-length')));
  }
});

test('when the house is full, the longest idle connection makes room', async (t) => {
  const server = await startServer(t, { args: ['--connections-max', '8'] });
  const sockets = await openMany(t, 8, server.port, '');
  const first = readToEnd(sockets[0]);
  assert.equal((await ask(server.port, '/')).status, 200);
  assert.equal(await first, '', 'the oldest one was closed');
});

test('when all are busy, the newcomer is told to come again, and is served later', async (t) => {
  const server = await startServer(t, { args: ['--connections-max', '4'] });
  const sockets = await openMany(t, 4, server.port, LARGE_REQUEST, { reads: false });
  // Busy from the moment that the reply begins; until then a newcomer may push them out.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const answer = parse(await readToEnd(await open(server.port)));
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '2');
  assert.match(answer.headers.get('content-security-policy'), /default-src 'none'/);
  sockets.forEach((socket) => socket.destroy());
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await ask(server.port, '/')).status, 200);
});
