// For whoever runs an endpoint: installing it, TLS, backing up while it runs, restoring.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { VAULT, addTokens, assertCors, makeFolder, makeVault, segment, send, startEndpoint, treeOf } from './endpoint_rig.mjs';
import { SERVER, askTls, makeCertificate, makeSite, runServer, startServer } from './rig.mjs';

const DEPLOY = 'docs/deploy';

function makeTemporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-running-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('backup.sh copies a running endpoint, restore.sh brings all of it back', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const contentOf = (n) => Buffer.alloc(1 + 999 * n, `object ${n} `);
  for (let n = 1; n <= 60; n++) await endpoint.expect(201, 'PUT', segment(n), { as: 'device', body: contentOf(n) });
  let busy = true;
  const others = Array.from({ length: 3 }, async (_, writer) => {
    for (let n = 0; busy; n++) {
      const path = `/sync/plain/${writer}-${n % 5}`;
      await endpoint.ask('PUT', path, { as: 'plain', body: Buffer.alloc(100_000, String(n)) });
      await endpoint.ask('DELETE', path, { as: 'plain' });
    }
  });
  const folder = makeTemporary(t);
  const tar = join(folder, 'quietroom.tar');
  const copied = await new Promise((resolve) => {
    import('node:child_process').then(({ execFile }) =>
      execFile('sh', [join(DEPLOY, 'backup.sh'), endpoint.data, tar], (error, stdout, stderr) => resolve({ error, stderr })));
  });
  busy = false;
  await Promise.all(others);
  assert.equal(copied.error, null, copied.stderr);
  await endpoint.expect(200, 'GET', segment(1), { as: 'device' });
  assert.ok(!existsSync(join(endpoint.data, '.qr-backup')));
  const text = readFileSync(tar, 'latin1');
  for (const token of Object.values(endpoint.tokens)) assert.ok(!text.includes(token));
  await endpoint.server.stop();

  const data = join(folder, 'restored', 'data');
  const restored = spawnSync('sh', [join(DEPLOY, 'restore.sh'), tar, data], { encoding: 'utf8' });
  assert.equal(restored.status, 0, restored.stderr);
  assert.equal(spawnSync('diff', ['-r', join(endpoint.files, 'q1'), join(data, 'files/q1')]).status, 0);
  const server = await startServer(t, { args: ['--data', data, '--plain-area'] });
  for (let n = 1; n <= 60; n++) {
    const { status, bytes } = await send(server.port, 'GET', segment(n), { token: endpoint.tokens.reader });
    assert.equal(status, 200);
    assert.ok(contentOf(n).equals(bytes));
  }
  const more = { token: endpoint.tokens.device, body: 'more' };
  assert.equal((await send(server.port, 'PUT', segment(61), more)).status, 201);
  assert.deepEqual(treeOf(data).filter((path) => path.includes('.qr-')), []);
  const again = spawnSync('sh', [join(DEPLOY, 'restore.sh'), tar, data], { encoding: 'utf8' });
  assert.equal(again.status, 1);
  assert.match(again.stderr, /is not empty; move it away first/);
});

test('cmake --install puts a server there that runs with its example settings', async (t) => {
  const prefix = makeTemporary(t);
  execFileSync('cmake', ['--install', dirname(SERVER), '--prefix', prefix], { stdio: 'pipe' });
  const server = join(prefix, 'bin/quietroom-server');
  const example = readFileSync(join(prefix, 'share/quietroom/server.conf.example'), 'utf8');
  assert.match(example, new RegExp(`^site = ${prefix}/share/quietroom/site$`, 'm'));
  const site = makeSite(t);
  const file = join(prefix, 'server.conf');
  const data = makeFolder(t);
  const used = example.replace(/^site = .*$/m, `site = ${site}`).replace(/^data = .*$/m, `data = ${data}`);
  writeFileSync(file, used);
  assert.equal(execFileSync(server, ['--config', file, '--check-config'], { encoding: 'utf8' }), 'The settings are fine.\n');
  const unit = readFileSync(join(prefix, 'lib/systemd/system/quietroom-server.service'), 'utf8');
  assert.match(unit, new RegExp(`^ExecStart=${server} --config /etc/quietroom/server.conf$`, 'm'));
  assert.ok(existsSync(join(prefix, 'share/quietroom/backup.sh')));
});

test('the systemd unit is one that systemd takes, and it leaves the server little', async (t) => {
  const folder = makeTemporary(t);
  const unit = join(folder, 'quietroom-server.service');
  const text = readFileSync(join(DEPLOY, 'quietroom-server.service'), 'utf8').replace('/usr/local/bin/quietroom-server', SERVER[0] === '/' ? SERVER : join(process.cwd(), SERVER));
  writeFileSync(unit, text);
  for (const line of ['User=quietroom', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'ProtectHome=yes', 'CapabilityBoundingSet=',
    'SystemCallFilter=@system-service', 'StateDirectoryMode=0700']) {
    assert.match(text, new RegExp(`^${line}$`, 'm'));
  }
  if (spawnSync('systemd-analyze', ['--version']).error) {
    t.diagnostic('systemd-analyze is not here; the unit was read, but not by systemd');
    return;
  }
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
  const complaints = verified.stderr.split('\n').filter((line) => line.includes(unit) || line.includes('quietroom-server.service'));
  assert.deepEqual(complaints, []);
});

test('over TLS the endpoint does the same', async (t) => {
  const { cert, key } = makeCertificate(t);
  const data = makeFolder(t);
  const tokens = addTokens(data);
  const server = await startServer(t, { args: ['--data', data, '--plain-area', '--tls-cert', cert, '--tls-key', key] });
  const ca = readFileSync(cert);
  const ask = (method, path, options) => askTls(server.port, ca, method, path, { token: tokens.plain, ...options });
  const body = Buffer.alloc(3_000_000, 'large ');
  const put = await ask('PUT', '/sync/plain/a', { body });
  assert.equal(put.status, 201);
  assertCors(put.headers);
  assert.deepEqual((await ask('GET', '/sync/plain/a')).bytes, body);
  const headers = { destination: `https://127.0.0.1:${server.port}/sync/plain/b`, overwrite: 'F' };
  assert.equal((await ask('MOVE', '/sync/plain/a', { headers })).status, 201);
  assert.equal((await ask('PUT', '/sync/plain/c', { body: Buffer.alloc(10), token: 'qrt_wrong' })).status, 401);
  assert.equal((await ask('PROPFIND', '/sync/plain/', { headers: { depth: '1' } })).status, 207);
});

test('a list of three thousand objects comes at once, with tags and without', async (t) => {
  const endpoint = await startEndpoint(t);
  const folder = join(endpoint.files, 'plain/many');
  mkdirSync(folder);
  for (let n = 0; n < 3_000; n++) writeFileSync(join(folder, `object-${n}`), `content ${n}`);
  const list = (body) => endpoint.expect(207, 'PROPFIND', '/sync/plain/many/', { as: 'plain', headers: { depth: '1' }, body });
  const named = await list('<propfind xmlns="DAV:"><prop><getcontentlength/><resourcetype/></prop></propfind>');
  assert.equal(named.text.match(/<D:response>/g).length, 3_001);
  const tags = new Set((await list('<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>')).text.match(/<D:getetag>[^<]*/g));
  assert.equal(tags.size, 3_000);
  assert.ok(named.bytes.length / 3_000 < 340, `${named.bytes.length / 3_000} bytes a member`);
});

test('docs/endpoint.md names every setting, and no other', async () => {
  const { stdout } = await runServer(['--help']);
  const flags = new Set([...stdout.matchAll(/--([a-z-]+)/g)].map((match) => match[1]));
  const [, text] = readFileSync('docs/endpoint.md', 'utf8').split(/^## /m);
  const documented = new Set([...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]));
  for (const none of ['config', 'check-config', 'help']) flags.delete(none);
  assert.deepEqual([...documented].sort(), [...flags].sort());
});
