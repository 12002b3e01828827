// What a good request gets: the right bytes in the right encoding, with the right headers.
import assert from 'node:assert/strict';
import test from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { FILES, ask, makeSite, missingSecurityHeaders, raw, parse, startServer } from './rig.mjs';

test('every kind of reply carries the security headers, once each', async (t) => {
  const server = await startServer(t);
  const asks = [
    ['/', {}, 200],
    ['/none', {}, 404],
    ['/', { method: 'HEAD' }, 200],
    ['/', { method: 'OPTIONS' }, 204],
    ['*', { method: 'OPTIONS' }, 204],
    ['/', { method: 'POST' }, 405],
    ['/', { method: 'PUT', fields: { 'Content-Length': 3 }, body: 'abc' }, 405],
    ['/', { method: 'DELETE' }, 405],
    ['/', { method: 'TRACE' }, 405],
    ['/', { method: 'PROPFIND' }, 405],
    ['/', { method: 'BREW' }, 405],
    ['/', { method: 'get' }, 405],
    ['/..', {}, 400],
  ];
  for (const [target, options, status] of asks) {
    await t.test(`${options.method ?? 'GET'} ${target}`, async () => {
      const answer = await ask(server.port, target, options);
      assert.equal(answer.status, status);
      assert.deepEqual(missingSecurityHeaders(answer.headers), []);
      assert.equal(answer.text.match(/content-security-policy:/gi).length, 1);
      assert.equal(answer.headers.has('strict-transport-security'), false, 'TLS only');
      assert.equal(answer.headers.has('server'), false);
      if (status === 405 || status === 204) {
        assert.equal(answer.headers.get('allow'), 'GET, HEAD, OPTIONS');
      }
    });
  }
});

test('the policy names this origin, and just the endpoints that were allowed', async (t) => {
  const strict = await startServer(t);
  const csp = (await ask(strict.port, '/')).headers.get('content-security-policy');
  assert.equal(
    csp,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
      "style-src 'self'; img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  );
  const open = await startServer(t, {
    args: ['--allow-endpoint', 'https://files.example.org', '--allow-endpoint', 'http://127.0.0.1:9'],
  });
  const both = (await ask(open.port, '/none')).headers.get('content-security-policy');
  assert.match(both, / connect-src 'self' https:\/\/files\.example\.org http:\/\/127\.0\.0\.1:9; /);
});

test('types and caching fit each file', async (t) => {
  const server = await startServer(t);
  const rows = [
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html?x=1', 'text/html; charset=utf-8', 'no-cache'],
    ['/service_worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/v/1/app.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/v/1/app.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
    ['/v/1/style.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/v/1/inter.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/none', 'text/plain; charset=utf-8', 'no-store'],
  ];
  for (const [target, type, caching] of rows) {
    const { headers } = await ask(server.port, target);
    assert.equal(headers.get('content-type'), type, target);
    assert.equal(headers.get('cache-control'), caching, target);
  }
});

test('the encoding is the best that both sides have', async (t) => {
  const server = await startServer(t);
  const plain = FILES['v/1/app.js'];
  const rows = [
    [undefined, undefined, (body) => body],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body) => body],
  ];
  const tags = new Set();
  for (const [accept, encoding, decode] of rows) {
    const fields = accept ? { 'Accept-Encoding': accept } : {};
    const answer = await ask(server.port, '/v/1/app.js', { fields });
    assert.equal(answer.headers.get('content-encoding'), encoding);
    assert.equal(answer.headers.get('vary'), 'accept-encoding');
    assert.equal(decode(Buffer.from(answer.body, 'latin1')).toString(), plain);
    tags.add(answer.headers.get('etag'));
  }
  assert.equal(tags.size, 3, 'a tag for each encoding');
  const only = await ask(server.port, '/v/1/style.css', { fields: { 'Accept-Encoding': 'br' } });
  assert.equal(only.headers.get('content-encoding'), undefined, 'no compressed form, no header');
});

test('a client that has the file gets 304 and no body', async (t) => {
  const server = await startServer(t);
  const fields = { 'Accept-Encoding': 'br' };
  const first = await ask(server.port, '/v/1/app.js', { fields });
  const tag = first.headers.get('etag');
  for (const value of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
    const again = await ask(server.port, '/v/1/app.js', { fields: { ...fields, 'If-None-Match': value } });
    assert.equal(again.status, 304);
    assert.equal(again.body, '');
    assert.equal(again.headers.get('etag'), tag);
    assert.equal(again.headers.get('content-length'), undefined);
  }
  const other = await ask(server.port, '/v/1/app.js', { fields: { 'If-None-Match': tag } });
  assert.equal(other.status, 200, 'the tag of one encoding does not stand for another');
});

test('HEAD is GET without the body', async (t) => {
  const server = await startServer(t);
  const head = await ask(server.port, '/v/1/app.js', { method: 'HEAD' });
  const get = await ask(server.port, '/v/1/app.js');
  head.headers.delete('date');
  get.headers.delete('date');
  assert.deepEqual(head.headers, get.headers);
  assert.equal(head.body, '');
  assert.equal(get.body.length, FILES['v/1/app.js'].length);
});

test('HTTP/1.0, absolute addresses and keep-alive follow the rules', async (t) => {
  const server = await startServer(t);
  const old = await raw(server.port, 'GET / HTTP/1.0\r\n\r\n');
  assert.match(old, /^HTTP\/1\.0 200 OK/);
  const absolute = await ask(server.port, 'http://other.example/v/1/style.css?x');
  assert.equal(absolute.status, 200);
  assert.equal(absolute.body, FILES['v/1/style.css']);
  const two = await raw(server.port,
    'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  assert.equal(two.match(/HTTP\/1\.1 200/g).length, 2);
  assert.match(parse(two).headers.get('date'), /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
});

test('the access log is off unless asked for, and then holds no query and no unknown path', async (t) => {
  const site = makeSite(t);
  const quiet = await startServer(t, { site });
  await ask(quiet.port, '/');
  await quiet.stop();
  assert.equal(quiet.stdout, `Quietroom is ready at ${quiet.address}\nQuietroom has stopped.\n`);
  const open = await startServer(t, { site, args: ['--access-log'] });
  await ask(open.port, '/?secret=1');
  await ask(open.port, '/secret');
  await ask(open.port, '/secret%00');
  await ask(open.port, '/v/1/style.css', { method: 'SECRET' });
  await open.stop();
  assert.doesNotMatch(open.stdout, /secret/i);
  assert.match(open.stdout, /^GET \/index\.html 200 34$/m);
  assert.match(open.stdout, /^GET - 404 \d+$/m);
  assert.match(open.stdout, /^- - 405 \d+$/m);
  assert.match(open.stdout, /^- - 400 \d+$/m);
});
