// The network seam of the command line (platform/native/http_native), over real sockets: against our
// own endpoint, and against servers that do what they should not.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { kNone, kTimeout, kUnreachable, kVault, nobody_there, talk_to_probe, test_contract, test_webdav } from '../http/contract.mjs';
import { start_strange_server } from '../http/strange_server.mjs';
import { addToken, makeFolder } from './endpoint_rig.mjs';
import { SERVER, makeCertificate, startServer } from './rig.mjs';

const kProbe = join(dirname(SERVER), 'tests/quietroom_http_probe');

/** The probe as a program; `authority` is a file of certificates. */
function startProbe(t, { authority } = {}) {
  const child = spawn(kProbe, authority ? [authority] : [], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, no_proxy: '127.0.0.1,localhost' },
  });
  const probe = talk_to_probe(({ number, line, cancel }) => child.stdin.write(`${number}\t${cancel ? 'cancel' : line}\n`));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const tab = line.indexOf('\t');
    probe.take(Number(line.slice(0, tab)), line.slice(tab + 1));
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  ended.then((code) => probe.fail(`the probe ended with ${code}`));
  t.after(async () => {
    child.stdin.end();
    assert.equal(await ended, 0);
  });
  return probe;
}

test_contract(test, 'http_native', async (t) => ({
  probe: startProbe(t), server: await start_strange_server(t), nobody: await nobody_there(),
}), { redirect_status: 302 });

test_webdav(test, 'webdav over http_native', async (t) => {
  const data = makeFolder(t);
  const endpoint = await startServer(t, { args: ['--data', data] });
  return { probe: startProbe(t), server: await start_strange_server(t), root: `${endpoint.address}sync`,
    token: addToken(data, '*', 'owner').token, reader: addToken(data, kVault, 'read').token };
});

test('http_native: https needs a certificate that is trusted, for that very name', async (t) => {
  const { cert, key } = makeCertificate(t);
  const other = makeCertificate(t);
  const server = await start_strange_server(t, { cert: readFileSync(cert), key: readFileSync(key) });
  const url = `${server.url}/nothing`;
  const ends = async (probe, more = {}) => (await probe.ask({ url, ...more }).answer).failure;
  assert.equal(await ends(startProbe(t)), kUnreachable, 'unknown to the system');
  assert.equal(await ends(startProbe(t, { authority: other.cert })), kUnreachable, 'another authority');
  assert.deepEqual(server.seen.asked, [], 'nothing was asked before it was sure');
  const probe = startProbe(t, { authority: cert });
  assert.equal(await ends(probe), kNone);
  const elsewhere = url.replace('127.0.0.1', 'localhost');
  assert.equal(await ends(probe, { url: elsewhere }), kUnreachable, 'it is for 127.0.0.1');
  assert.equal(await ends(probe, { url: url.replace('https', 'http') }), kUnreachable, 'plain at a port for https');
  assert.equal(await ends(probe, { url: `${server.url}/slow`, timeout_ms: 300 }), kTimeout);
});

test('http_native: a file without certificates is refused at the start', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-authority-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const empty = join(folder, 'empty.pem');
  writeFileSync(empty, 'nothing');
  for (const file of [empty, join(folder, 'missing.pem')]) {
    assert.throws(() => execFileSync(kProbe, [file], { stdio: 'pipe' }), /certificates: not a readable PEM file/);
  }
});
