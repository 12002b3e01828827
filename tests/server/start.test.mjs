// Starting and stopping: which port, which messages, which exit status.
import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { LARGE, ask, makeSite, open, readSome, readToEnd, runServer, startServer } from './rig.mjs';

/** Somebody else's server on `port`; null if that port is taken already. */
function occupy(t, port) {
  return new Promise((resolve) => {
    const other = createServer();
    other.once('error', () => resolve(null));
    other.listen(port, '127.0.0.1', () => {
      t.after(() => other.close());
      resolve(other);
    });
  });
}

test('a taken port is named, with the way out', async (t) => {
  const other = await occupy(t, 0);
  const { port } = other.address();
  const { code, stderr } = await runServer(['--site', makeSite(t), '--port', String(port)]);
  assert.equal(code, 1);
  assert.equal(stderr, `quietroom-server: port ${port} is taken; choose another one with --port.\n`);
});

test('without --port it takes 8080, or the next free one', async (t) => {
  await occupy(t, 8080);
  const server = await startServer(t, { port: null });
  assert.ok(server.port > 8080 && server.port < 8180, `port ${server.port}`);
  assert.equal(server.address, `http://127.0.0.1:${server.port}/`);
});

test('it listens on this machine only, and says how to serve others', async (t) => {
  const server = await startServer(t);
  assert.match(server.stdout, /^Quietroom is ready at http:\/\/127\.0\.0\.1:\d+\/\n$/);
  await assert.rejects(open(server.port, '127.0.0.2'));
  const all = await startServer(t, { args: ['--host', '0.0.0.0'] });
  assert.equal((await ask(all.port, '/')).status, 200);
  assert.match(all.stdout, /Without https other devices cannot keep notes/);
});

test('bad commands get one clear line and status 2', async () => {
  const rows = [
    [[], /--site is needed/],
    [['--sit', 'x'], /--sit is not a flag/],
    [['--site', 'x', '--port', 'many'], /--port needs a whole number from 0 to 65535, not "many"/],
    [['--site', 'x', '--tls-cert', 'x'], /belong together/],
    [['--site', 'x', '--allow-endpoint', 'http://example.org'], /this machine only/],
  ];
  for (const [args, message] of rows) {
    const { code, stdout, stderr } = await runServer(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.equal(stdout, '');
  }
  const help = await runServer(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--allow-endpoint/);
});

test('a folder that is not a built app is refused at the start', async (t) => {
  const missing = await runServer(['--site', '/nonexistent/site']);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /there is no folder/);
  const site = makeSite(t);
  symlinkSync('/etc/passwd', join(site, 'v/1/link.txt'));
  const linked = await runServer(['--site', site, '--port', '0']);
  assert.equal(linked.code, 1);
  assert.match(linked.stderr, /link\.txt is a link or a special file/);
});

test('an address that is not of this machine is refused', async (t) => {
  const site = makeSite(t);
  for (const host of ['192.0.2.1', 'no such host', '1.2.3.4.5']) {
    const { code, stderr } = await runServer(['--site', site, '--host', host, '--port', '0']);
    assert.equal(code, 1, host);
    assert.match(stderr, /^quietroom-server: /);
  }
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} ends it quietly and at once, idle connections and all`, async (t) => {
    const server = await startServer(t);
    const idle = await open(server.port);
    const ended = readToEnd(idle);
    const begin = performance.now();
    assert.deepEqual(await server.stop(signal), { code: 0, signal: null });
    assert.ok(performance.now() - begin < 2000);
    assert.equal(await ended, '');
    assert.match(server.stdout, /Quietroom has stopped\.\n$/);
    assert.equal(server.stderr, '');
  });
}

test('a reply under way is finished before it stops; new connections are not taken', async (t) => {
  const server = await startServer(t);
  const socket = await open(server.port);
  socket.write('GET /v/1/large.bin HTTP/1.1\r\nHost: a\r\n\r\n');
  const begin = await readSome(socket);
  const rest = readToEnd(socket);
  const begun = performance.now();
  const stopped = server.stop();
  const text = begin + (await rest);
  assert.equal(text.length - text.indexOf('\r\n\r\n') - 4, LARGE.length);
  assert.equal((await stopped).code, 0);
  assert.ok(performance.now() - begun < 2500, 'as soon as the reply is out');
  await assert.rejects(open(server.port));
});

test('the site is what it was at the start, whatever happens to the folder', async (t) => {
  const site = makeSite(t);
  const server = await startServer(t, { site });
  writeFileSync(join(site, 'index.html'), 'changed');
  assert.match((await ask(server.port, '/')).body, /<title>site/);
});
