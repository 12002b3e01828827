// docs/deploy/nginx.conf and apache.conf work as they stand: real servers on loopback serve a site at
// a sub-path with these very files, in which only paths, names and the port are replaced.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { apacheArgs, nginxArgs, substitute } from '../server/recipe_rig.mjs';
import { FILES, makeCertificate, makeSite, missingSecurityHeaders } from '../server/rig.mjs';
import { freePort } from '../support/free_port.mjs';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** A folder with a site and a certificate, and what a recipe's own names become in it. */
async function prepare(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-deploy-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const site = makeSite(t);
  // Both servers read as a user who owns nothing.
  for (const path of [folder, site]) chmodSync(path, 0o755);
  const { cert, key } = makeCertificate(t);
  const pairs = [
    ['/etc/ssl/quietroom/cert.pem', cert],
    ['/etc/ssl/quietroom/key.pem', key],
    ['notes.example.org', 'localhost'],
  ];
  return { folder, site, pairs, port: await freePort() };
}

/** Starts `command`, waits until `port` answers, and ends it after the test. */
async function run(t, command, args, port) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const ended = new Promise((resolve) => child.once('close', resolve));
  let running = true;
  ended.then(() => (running = false));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  for (let tries = 0; running && tries < 200; tries++) {
    try {
      await ask(port, '/');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  assert.fail(`${command} does not answer:\n${output}`);
}

function ask(port, path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false, agent: false },
      (response) => {
        const parts = [];
        response.on('data', (data) => parts.push(data));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: new Map(Object.entries(response.headers)),
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** What both recipes promise. `encodings`: those that the server has. */
async function checkSite(t, port, encodings) {
  await t.test('types and caching', async () => {
    const rows = [
      ['/quietroom/', /^text\/html; ?charset=utf-8$/i, 'no-cache', FILES['index.html']],
      ['/quietroom/service_worker.js', /^text\/javascript/, 'no-cache', FILES['service_worker.js']],
      ['/quietroom/manifest.webmanifest', /^application\/manifest\+json/, 'no-cache'],
      ['/quietroom/v/1/app.js', /^text\/javascript/, IMMUTABLE, FILES['v/1/app.js']],
      ['/quietroom/v/1/app.wasm', /^application\/wasm$/, IMMUTABLE],
      ['/quietroom/v/1/style.css', /^text\/css/, IMMUTABLE],
      ['/quietroom/v/1/inter.woff2', /^font\/woff2$/, IMMUTABLE],
    ];
    for (const [path, type, caching, body] of rows) {
      const answer = await ask(port, path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-type'), type, path);
      assert.equal(answer.headers.get('cache-control'), caching, path);
      assert.equal(answer.headers.get('content-encoding'), undefined, path);
      if (body) assert.equal(answer.body.toString(), body, path);
    }
  });
  await t.test('every reply has the security headers', async () => {
    for (const [path, status] of [['/quietroom/', 200], ['/quietroom/none', 404], ['/quietroom/v/1/app.wasm', 200]]) {
      const answer = await ask(port, path);
      assert.equal(answer.status, status, path);
      assert.deepEqual(missingSecurityHeaders(answer.headers), [], path);
      assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000');
    }
  });
  await t.test('the policy is the one of our own server', async () => {
    const source = readFileSync('sync/server/security_headers.cc', 'utf8');
    const literals = [...source.slice(source.indexOf('"default-src')).matchAll(/"([^"]*)"/g)];
    const ours = literals.slice(0, 4).map((match) => match[1]).join('').replace('connect-src ', "connect-src 'self'");
    const { headers } = await ask(port, '/quietroom/');
    assert.equal(headers.get('content-security-policy'), ours);
  });
  await t.test('compressed forms are sent to whom takes them', async () => {
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of encodings) {
      const answer = await ask(port, '/quietroom/v/1/app.js', { headers: { 'accept-encoding': encoding } });
      assert.equal(answer.headers.get('content-encoding'), encoding);
      assert.match(answer.headers.get('content-type'), /^text\/javascript/);
      assert.match(answer.headers.get('vary'), /accept-encoding/i);
      assert.equal(decoders[encoding](answer.body).toString(), FILES['v/1/app.js']);
      assert.equal(answer.headers.get('cache-control'), IMMUTABLE);
    }
  });
  await t.test('a sub-path only, and reading only', async () => {
    assert.equal((await ask(port, '/quietroom')).headers.get('location')?.replace(/^https:\/\/[^/]+/, ''), '/quietroom/');
    assert.equal((await ask(port, '/index.html')).status, 404);
    assert.ok([400, 403, 404].includes((await ask(port, '/quietroom/../../etc/passwd')).status));
    assert.ok([403, 404].includes((await ask(port, '/quietroom/v/')).status), 'no listing');
    for (const method of ['POST', 'PUT', 'DELETE']) {
      assert.ok([403, 405].includes((await ask(port, '/quietroom/', { method })).status), method);
    }
  });
}

test('docs/deploy/nginx.conf', async (t) => {
  const { folder, site, pairs, port } = await prepare(t);
  const nginx = ['/usr/sbin/nginx', 'build/deps/nginx/usr/sbin/nginx'].find(existsSync);
  assert.ok(nginx, 'nginx is there');
  const recipe = substitute(readFileSync('docs/deploy/nginx.conf', 'utf8'), [
    ...pairs,
    ['/srv/quietroom/site/', `${site}/`],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
  ]);
  await run(t, nginx, nginxArgs(folder, recipe), port);
  await checkSite(t, port, ['gzip']);
});

test('docs/deploy/apache.conf', async (t) => {
  const { folder, site, pairs, port } = await prepare(t);
  const recipe = substitute(readFileSync('docs/deploy/apache.conf', 'utf8'), [
    ...pairs,
    ['"/srv/quietroom/site/"', `"${site}/"`],
    ['"/srv/quietroom/site"', `"${site}"`],
    ['*:443', `127.0.0.1:${port}`],
  ]);
  const modules = ['mpm_event', 'authz_core', 'ssl', 'headers', 'rewrite', 'mime', 'alias', 'dir'];
  await run(t, '/usr/sbin/apache2', apacheArgs(folder, recipe, port, modules), port);
  await checkSite(t, port, ['br', 'gzip']);
});
