// The doctor at real servers: with the configurations of docs/endpoints it finds just what this
// table says, CORS on every reply included, and leaves no file behind, and
// where CORS is missing it names each header.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { kVault } from '../http/contract.mjs';
import { addToken, makeFolder } from './endpoint_rig.mjs';
import { basic, kAppOrigin, kOthers, startOther } from './other_rig.mjs';
import { SERVER, makeCertificate, startServer } from './rig.mjs';
import { idOf } from './sync_rig.mjs';

const kProbe = join(dirname(SERVER), 'tests/quietroom_doctor_probe');

/** What the doctor finds: lines of severity, recipe, status and header. */
function examine(url, authorization, { origin = kAppOrigin, vault = '-', device = '-', cert } = {}) {
  const words = [url, authorization, origin, vault, device, ...(cert ? [cert] : [])];
  return new Promise((resolve, reject) => {
    execFile(kProbe, words, { encoding: 'utf8', env: { ...process.env, no_proxy: '127.0.0.1' } }, (error, stdout, stderr) => {
      const lines = stdout.trimEnd().split('\n');
      if (error || lines.pop() !== 'end') reject(new Error(`${error}\n${stdout}${stderr}`));
      else resolve(lines.map((line) => line.split('\t').filter((word) => word !== '0' && word !== '').join(' ')));
    });
  });
}

/** Every file below `folder`. */
const filesOf = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

/** What is expected of each with its recipe. */
const kExpected = {
  apache: [],
  nginx: ['good to know condition-ignored 204'],
  lighttpd: [],
  rclone: ['good to know folder-twice 201', 'good to know condition-ignored 201'],
};

for (const [name, { missing }] of Object.entries(kOthers)) {
  if (missing()) {
    console.log(`# left out: "the doctor at ${name}": ${missing()} is not here, and could not be fetched`);
    continue;
  }
  test(`the doctor at ${name}: what the table says, and no file is left`, async (t) => {
    const { url, cert, root } = await startOther(t, name);
    assert.deepEqual(await examine(url, basic(), { cert }), kExpected[name]);
    assert.deepEqual(readdirSync(root, { recursive: true }), ['q1']);
    const inUse = await examine(url, basic(), { cert, vault: kVault, device: idOf(0) });
    assert.deepEqual(inUse, kExpected[name], 'in a vault');
    assert.deepEqual(filesOf(root), []);
    assert.deepEqual(await examine(url, basic('wrong'), { cert }), ['unusable wrong-password 401']);
    const elsewhere = await examine(url, basic(), { cert, origin: 'https://elsewhere.example' });
    assert.deepEqual(elsewhere.filter((one) => !one.includes('reply-lacks')),
      ['unusable preflight-lacks Access-Control-Allow-Origin', ...kExpected[name]], 'for an app at another address');
  });
}

test('the doctor at our own endpoint: nothing to find for an owner and for a device; a reader may not write', async (t) => {
  const data = makeFolder(t);
  const every = addToken(data, '*', 'owner').token;
  const owner = addToken(data, kVault, 'owner').token;
  const device = addToken(data, kVault, 'device', idOf(1)).token;
  const reader = addToken(data, kVault, 'read').token;
  const { cert, key } = makeCertificate(t);
  const server = await startServer(t, { args: ['--data', data, '--tls-cert', cert, '--tls-key', key] });
  const url = `${server.address}sync`;
  const files = join(data, 'files');
  assert.deepEqual(await examine(url, `Bearer ${every}`, { cert }), []);
  const in_vault = (token, n) => examine(url, `Bearer ${token}`, { cert, vault: kVault, device: idOf(n) });
  assert.deepEqual(await in_vault(owner, 0), [], 'owner');
  assert.deepEqual(await in_vault(device, 1), [], 'device');
  const asPassword = `Basic ${Buffer.from(`any:${device}`).toString('base64')}`;
  assert.deepEqual(await examine(url, asPassword, { cert, vault: kVault, device: idOf(1) }), [], 'Basic');
  assert.deepEqual(filesOf(files), []);
  assert.deepEqual(await in_vault(device, 2), ['unusable forbidden 403'], "another device's log");
  assert.deepEqual(await in_vault(reader, 1), ['unusable forbidden 403'], 'reader');
  assert.deepEqual(await in_vault('nobody', 1), ['unusable wrong-password 401']);
  assert.deepEqual(filesOf(files), []);
});

if (!kOthers.rclone.missing()) {
  test('the doctor at rclone without a proxy: each header that a browser would miss', async (t) => {
    const { inner } = await startOther(t, 'rclone');
    const url = `http://127.0.0.1:${inner}/quietroom`;
    assert.deepEqual(await examine(url, basic(), { origin: '' }), kExpected.rclone, 'natively all is well');
    const allow = (name, values) => values.map((value) => `unusable preflight-lacks Access-Control-Allow-${name}: ${value}`);
    assert.deepEqual((await examine(url, basic())).sort(), [
      ...kExpected.rclone,
      'unusable preflight-lacks Access-Control-Allow-Origin',
      ...allow('Methods', ['PUT', 'DELETE', 'MKCOL', 'MOVE', 'PROPFIND']),
      ...allow('Headers', ['Authorization', 'Cache-Control', 'Content-Type', 'Depth', 'Destination', 'Overwrite']),
      ...[200, 201, 204, 206, 207, 401, 404, 412].map((status) => `unusable reply-lacks ${status} Access-Control-Allow-Origin`),
      'good to know date-hidden',
    ].sort());
  });
}

test('the doctor where nobody is, and at a server of web pages', async (t) => {
  const server = await startServer(t);
  assert.deepEqual(await examine('http://127.0.0.1:9', basic(), { origin: '' }), ['unusable unreachable']);
  assert.deepEqual(await examine(server.address.replace(/\/$/, ''), basic(), { origin: '' }),
    ['cost open-to-all 404', 'unusable cannot-write 405']);
});
