// Whatever arrives on the socket gets its status code, and nobody else notices.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LARGE, ask, missingSecurityHeaders, open, parse, raw, readSome, readToEnd, startServer } from './rig.mjs';

const QUICK = ['--header-timeout-ms', '300', '--body-timeout-ms', '300', '--idle-timeout-ms', '400'];

/** [what it is, the bytes, the status] */
const BROKEN = [
  ['a line feed alone', 'GET / HTTP/1.1\nHost: a\n\n', 400],
  ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00', 400],
  ['nothing but a blank', ' \r\n\r\n', 400],
  ['a NUL in the target', 'GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['raw bytes in the target', 'GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['HTTP/1.1 without a Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
  ['a folded field', 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n', 400],
  ['a blank before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', 400],
  ['a field without a colon', 'GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n', 400],
  ['two lengths that differ', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', 400],
  ['two lengths that agree', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc', 400],
  ['a length and chunks', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['chunks twice', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n', 501],
  ['chunks under another name', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n', 501],
  ['chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['a chunk size that is no number', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
  ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
  ['a length beyond all bounds', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n', 400],
  ['a large length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n', 413],
  ['a large chunk', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\nabc', 413],
  ['an unknown expectation', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: magic\r\n\r\n', 417],
  ['HTTP/2 from the start', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
  ['HTTP/0.9', 'GET /\r\n\r\n', 400],
  ['HTTP/3.7', 'GET / HTTP/3.7\r\nHost: a\r\n\r\n', 505],
  ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', 400],
  ['another scheme', 'GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['100 kB of one field', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
  ['100 kB of many fields', `GET / HTTP/1.1\r\nHost: a\r\n${'X: aaaaaaaa\r\n'.repeat(8000)}\r\n`, 431],
  ['a target of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
  ['a method of 100 kB', `${'A'.repeat(100_000)} / HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
];

test('every malformed request gets its status, the security headers, and the end', async (t) => {
  const server = await startServer(t, { args: QUICK });
  for (const [what, bytes, status] of BROKEN) {
    await t.test(what, async () => {
      const answer = parse(await raw(server.port, bytes));
      assert.equal(answer.status, status, answer.text.slice(0, 200));
      assert.deepEqual(missingSecurityHeaders(answer.headers), []);
      assert.equal(answer.headers.get('connection'), 'close');
      assert.equal((answer.text.match(/HTTP\/1\.[01] \d/g) ?? []).length, 1, 'one reply, no second');
    });
  }
  assert.equal((await ask(server.port, '/')).status, 200);
});

const TRICKS = [
  '/../../../../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/.%2e/%2e./etc/passwd',
  '/v/../../etc/passwd',
  '/v/1/../../index.html',
  '/./index.html',
  '/..\\..\\etc\\passwd',
  '/%5c..%5c',
  '/%c0%ae%c0%ae/etc/passwd',
  '/%e0%80%ae%e0%80%ae/',
  '/%c0%af..%c0%af',
  '/index.html%00.js',
  '/%00',
  '/index.html%0d%0aSet-Cookie:x',
  '/%0a',
  '/%ff%fe',
  '/%ed%a0%80',
  '/%u002e%u002e/',
  '/%',
  '/%2',
  'http://a/../etc/passwd',
  'http://a/%2e%2e/etc/passwd',
  'file:///etc/passwd',
  '../etc/passwd',
  '..',
];

test('no way to write a path leaves the table of the site', async (t) => {
  const server = await startServer(t);
  for (const target of TRICKS) {
    await t.test(JSON.stringify(target), async () => {
      const answer = await ask(server.port, target);
      assert.equal(answer.status, 400, answer.text.slice(0, 200));
      assert.doesNotMatch(answer.text, /root:|Set-Cookie/);
      assert.deepEqual(missingSecurityHeaders(answer.headers), []);
    });
  }
  for (const target of ['//index.html', '/v', '/v/', '/v/1', '/v/1/', '/index.html/', '/INDEX.HTML',
    '/%252e%252e/etc/passwd', '/index.html.br', '/etc/passwd', '//etc/passwd', '/index.html;x=1']) {
    await t.test(JSON.stringify(target), async () => {
      assert.equal((await ask(server.port, target)).status, 404);
    });
  }
});

test('a request that dribbles in is answered 408 when its time is up', async (t) => {
  const server = await startServer(t, { args: QUICK });
  const socket = await open(server.port);
  const answer = readToEnd(socket);
  const dribble = setInterval(() => socket.write('X: a\r\n'), 40);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
  const { status, headers } = parse(await answer);
  clearInterval(dribble);
  assert.equal(status, 408);
  assert.deepEqual(missingSecurityHeaders(headers), []);
});

test('a body that dribbles in is answered 408', async (t) => {
  const server = await startServer(t, { args: QUICK });
  const answer = await raw(server.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
  assert.equal(parse(answer).status, 408);
});

test('a silent connection is closed without a word', async (t) => {
  const server = await startServer(t, { args: QUICK });
  assert.equal(await readToEnd(await open(server.port)), '');
  const socket = await open(server.port);
  const all = readToEnd(socket);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal((await all).match(/HTTP\/1\.1/g).length, 1, 'after its one request too');
});

test('a client that takes nothing is cut off', async (t) => {
  const server = await startServer(t, { args: ['--write-timeout-ms', '300'] });
  const socket = await open(server.port);
  socket.pause();
  socket.write('GET /v/1/large.bin HTTP/1.1\r\nHost: a\r\n\r\n');
  // The server answers others meanwhile, and after its patience ends the connection: what was
  // underway arrives, and less than all of it.
  assert.equal((await ask(server.port, '/')).status, 200);
  await new Promise((resolve) => setTimeout(resolve, 900));
  const text = await readToEnd(socket);
  assert.ok(text.length < LARGE.length, `${text.length} bytes arrived`);
});

test('what follows a request on the same connection is the next request, not part of the first', async (t) => {
  const server = await startServer(t);
  const one = 'GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n';
  const last = 'GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const text = await raw(server.port, `\r\n${one}${one}${last}`);
  assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
});

test('a small body is read to its end and the connection goes on', async (t) => {
  const server = await startServer(t);
  const bodies = [
    'Content-Length: 5\r\n\r\nGET /',
    'Transfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n',
  ];
  for (const body of bodies) {
    const text = await raw(server.port,
      `GET / HTTP/1.1\r\nHost: a\r\n${body}GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 404']);
  }
});

test('Expect: 100-continue gets its yes, and a no before a large body is sent', async (t) => {
  const server = await startServer(t);
  const head = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n';
  const socket = await open(server.port);
  const all = readToEnd(socket);
  socket.write(`${head}Content-Length: 3\r\n\r\n`);
  assert.match(await readSome(socket), /^HTTP\/1\.1 100 Continue\r\n\r\n/);
  socket.write('abc');
  assert.match(await all, /HTTP\/1\.1 200 OK/);
  const refused = parse(await raw(server.port, `${head}Content-Length: 1000000\r\n\r\n`));
  assert.equal(refused.status, 413);
});

test('a client that goes away in the middle of anything does no harm', async (t) => {
  const server = await startServer(t);
  const starts = ['', 'G', 'GET / HTTP/1.1\r\nHost: a\r\n', 'GET /v/1/large.bin HTTP/1.1\r\nHost: a\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc'];
  for (const start of starts) {
    const socket = await open(server.port);
    if (start) socket.write(start);
    socket.resetAndDestroy();
  }
  assert.equal((await ask(server.port, '/')).status, 200);
});
