// The endpoint behind nginx, with the very lines that docs/endpoint.md gives.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { freePort } from '../support/free_port.mjs';
import { assertCors, makeFolder, makeVault, segment, send, staged, startEndpoint } from './endpoint_rig.mjs';
import { askTls, makeCertificate, makeSite, startServer } from './rig.mjs';

const nginx = ['/usr/sbin/nginx', 'build/deps/nginx/usr/sbin/nginx'].find((path) => existsSync(path));

/** nginx with TLS in front of `port`, configured by the block of docs/endpoint.md. */
async function startProxy(t, port) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-proxy-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { cert, key } = makeCertificate(t);
  const conf = join(folder, 'conf');
  const [, block] = /```\n(location \/ \{[^`]*)```/.exec(readFileSync('docs/endpoint.md', 'utf8'));
  const front = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(conf, `daemon off; pid ${folder}/pid; error_log ${folder}/log; ${process.getuid() === 0 ? 'user root;' : ''} events {}
    http { access_log off; ${temporary.join(' ')}
    server { listen 127.0.0.1:${front} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};
    ${block.replace('127.0.0.1:8080', `127.0.0.1:${port}`)} } }`);
  const child = spawn(nginx, ['-c', conf, '-p', folder], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const ca = readFileSync(cert);
  const ask = (method, path, options) => askTls(front, ca, method, path, options);
  for (let tries = 0; tries < 200; tries++) {
    try {
      await ask('GET', '/');
      return { ask, front };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error('nginx does not answer');
}

test('behind nginx and TLS: upload, MOVE by an https address, refusals with CORS', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const { ask, front } = await startProxy(t, endpoint.port);
  const token = endpoint.tokens.device;
  const body = Buffer.alloc(5_000_000, 'sealed ');
  const put = await ask('PUT', staged(1), { token, body });
  assert.equal(put.status, 201);
  const headers = { destination: `https://127.0.0.1:${front}${segment(1)}`, overwrite: 'F' };
  const moved = await ask('MOVE', staged(1), { token, headers });
  assert.equal(moved.status, 201);
  assert.equal(moved.headers.etag, put.headers.etag);
  const got = await ask('GET', segment(1), { token });
  assert.deepEqual(got.bytes, body);
  assertCors(got.headers);
  for (const [status, method, path, options] of [
    [401, 'GET', segment(1), {}], [404, 'GET', segment(2), { token }], [412, 'PUT', segment(1), { token, body: Buffer.from('x') }],
    [403, 'DELETE', `/sync/q1/`, { token }], [405, 'LOCK', segment(1), { token }],
    [207, 'PROPFIND', '/sync/q1/', { token, headers: { depth: '1' } }]]) {
    const answer = await ask(method, path, options);
    assert.equal(answer.status, status);
    assertCors(answer.headers, `${status}`);
  }
});

test("this machine's token does not go through a proxy", async (t) => {
  const args = ['--data', makeFolder(t), '--local-app'];
  const server = await startServer(t, { args, site: makeSite(t) });
  const { ask } = await startProxy(t, server.port);
  const page = { 'sec-fetch-site': 'same-origin', 'x-quietroom-local': '1' };
  assert.equal((await ask('GET', '/sync/-/local', { headers: page })).status, 403);
  assert.equal((await send(server.port, 'GET', '/sync/-/local', { headers: page })).status, 200);
});
