// quietroom-sync between stores of its own and our server: every line arrives, nothing is lost
// when it is killed, and each exit status says what it should.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { addToken } from './endpoint_rig.mjs';
import { makeCertificate } from './rig.mjs';
import {
  TOOL, addLines, kPassphrase, makeCopy, makePlace, of, run, start, startEndpoint, startGate, textsIn, textsOf,
  typeAt,
} from './tool_rig.mjs';

const init = (place, name, copy, ...more) => ['init', ...of(place, name), '--copy', place.at(copy), ...more];
const whatOf = (answer) => answer.findings.filter((one) => !one.note).map((one) => one.what);

test('init, push, pull over https: what is in one copy arrives in another store, and in a copy of that', async (t) => {
  const place = makePlace(t);
  const { cert, key } = makeCertificate(t);
  const endpoint = await startEndpoint(t, place, { args: ['--tls-cert', cert, '--tls-key', key] });
  makeCopy(place, 'ada.copy', 30, 200);
  const made = await run(place, 0, init(place, 'a', 'ada.copy', ...endpoint.flags()));
  assert.equal(made.sync, 'on');
  assert.equal(made.last_whole_run, 'never');
  const waiting = made.vaults.reduce((sum, one) => sum + one.only_here, 0);
  assert.ok(waiting >= 30, `${waiting} changes are here only`);
  await run(place, 3, ['push', ...of(place, 'a')]);  // The certificate is not trusted yet.
  const pushed = await run(place, 0, ['push', ...of(place, 'a'), '--ca', cert]);
  assert.deepEqual(pushed.vaults.map((one) => one.only_here), [0, 0]);

  await run(place, 0, init(place, 'b', 'ada.copy', ...endpoint.flags()));
  addLines(place, 'ada.copy', 7, 100);
  await run(place, 0, init(place, 'c', 'ada.copy', ...endpoint.flags()));
  await run(place, 0, ['push', ...of(place, 'c'), '--ca', cert]);
  await run(place, 0, ['pull', ...of(place, 'b'), '--ca', cert]);
  const texts = textsIn(place, 'ada.copy');
  assert.equal(texts.length, 37);
  assert.deepEqual(await textsOf(place, 'b'), texts);
  await run(place, 0, ['pull', ...of(place, 'a'), '--ca', cert]);
  assert.deepEqual(await textsOf(place, 'a'), texts);
  const told = await run(place, 0, ['status', ...of(place, 'b')]);
  assert.match(told.last_whole_run, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(told.address, endpoint.address);
  const checked = await run(place, 0, ['check', ...of(place, 'b'), '--ca', cert, '--read-data']);
  assert.deepEqual(checked.findings, []);
  assert.deepEqual(checked.vaults.map((one) => one.sealed_for_others), [0, 0]);
});

test('init with the 24 words chooses a new passphrase; with a wrong one nothing is made', async (t) => {
  const place = makePlace(t);
  const words = makeCopy(place, 'ada.copy', 3, 20);
  place.secrets.push(words);
  writeFileSync(place.at('words'), words.split(' ').join('\n'), { mode: 0o600 });
  const other = 'another room by the river';
  place.keep('other', other);
  const wrong = await run(place, 4, ['init', '--store', place.at('a'), '--copy', place.at('ada.copy'), '--passphrase-file', place.at('other')]);
  assert.match(wrong.error, /^That is not the passphrase\. Everything is as it was/);
  await run(place, 4, ['status', ...of(place, 'a')]);
  await run(place, 0, ['init', '--store', place.at('a'), '--copy', place.at('ada.copy'), '--recovery-file', place.at('words'),
    '--passphrase-file', place.at('other')]);
  assert.match((await run(place, 4, ['status', ...of(place, 'a')])).error, /not the passphrase/);
  const told = await run(place, 0, ['status', '--store', place.at('a'), '--passphrase-file', place.at('other')]);
  assert.equal(told.sync, 'off');
  assert.match((await run(place, 4, ['pull', '--store', place.at('a'), '--passphrase-file', place.at('other')])).error, /^Sync is off/);
  assert.match((await run(place, 2, init(place, 'a', 'ada.copy'))).error, /has a store already/);
  writeFileSync(place.at('short'), 'short\n', { mode: 0o600 });
  await run(place, 2, ['init', '--store', place.at('b'), '--copy', place.at('ada.copy'), '--recovery-file', place.at('words'),
    '--passphrase-file', place.at('short')]);
  await run(place, 4, ['init', '--store', place.at('c'), '--copy', place.at('words'), '--passphrase-file', place.at('passphrase')]);
  const cut = readFileSync(place.at('ada.copy'));
  writeFileSync(place.at('cut.copy'), cut.subarray(0, cut.length - 10));
  assert.match((await run(place, 4, init(place, 'c', 'cut.copy'))).error, /damaged, cut off/);
  await run(place, 0, init(place, 'c', 'ada.copy'));
});

test('init: what is wrong with the endpoint on the command line is said before a store is made', async (t) => {
  const place = makePlace(t);
  makeCopy(place, 'ada.copy', 1, 20);
  const open_to_all = place.keep('open', 'a-token');
  chmodSync(open_to_all, 0o644);
  await run(place, 2, init(place, 'a', 'ada.copy', '--address', 'https://files.example', '--token-file', open_to_all));
  await run(place, 2, init(place, 'a', 'ada.copy', '--address', 'http://files.example', '--token-file', place.keep('closed', 'a-token')));
  assert.ok(!existsSync(place.at('a')));
  await run(place, 0, init(place, 'a', 'ada.copy'));
});

test('a report that cannot be written whole is no success', async (t) => {
  const place = makePlace(t);
  makeCopy(place, 'ada.copy', 1, 20);
  await run(place, 0, init(place, 'a', 'ada.copy'));
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  const told = spawnSync(TOOL, ['status', ...of(place, 'a'), '--json'], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  assert.equal(told.status, 4);
  assert.match(told.stderr, /could not be written/);
});

test('secrets: from a closed file, the standard input or the terminal without echo; never an argument', async (t) => {
  const place = makePlace(t);
  makeCopy(place, 'ada.copy', 1, 20);
  await run(place, 0, init(place, 'a', 'ada.copy'));
  const store = ['--store', place.at('a')];
  await run(place, 0, ['status', ...store, '--passphrase-file', '-'], { input: `${kPassphrase}\n` });
  for (const flag of ['--passphrase', '--token', '--recovery']) {
    const refused = await run(place, 2, ['status', ...store, flag, kPassphrase]);
    assert.match(refused.error, /every user of this machine can read a command line/);
    await run(place, 2, ['status', ...store, `${flag}=${kPassphrase}`]);
  }
  await run(place, 2, ['status', ...store, kPassphrase]);
  await run(place, 2, ['status', ...store, `--what=${kPassphrase}`]);
  chmodSync(place.at('passphrase'), 0o644);
  assert.match((await run(place, 2, ['status', ...of(place, 'a')])).error, /others on this machine may read it/);
  await run(place, 4, ['status', ...store, '--passphrase-file', place.at('nowhere')]);
  writeFileSync(place.at('empty'), '\n', { mode: 0o600 });
  await run(place, 2, ['status', ...store, '--passphrase-file', place.at('empty')]);

  const asked = await typeAt(`${TOOL} status --store ${place.at('a')}`, [kPassphrase]);
  assert.equal(asked.code, 0, asked.output);
  assert.match(asked.output, /sync: off/);
  assert.ok(!asked.output.includes(kPassphrase.slice(0, 8)), asked.output);
  assert.equal((await typeAt(`${TOOL} status --store ${place.at('a')}`, ['something else'])).code, 4);
  // setsid takes its terminal away.
  const alone = spawnSync('setsid', ['-w', TOOL, 'status', ...store], { encoding: 'utf8' });
  assert.equal(alone.status, 4);
  assert.match(alone.stderr, /no terminal to ask at; --passphrase-file/);
});

test('a store that another program has is left alone; the lock ends with that program', async (t) => {
  const place = makePlace(t);
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  makeCopy(place, 'ada.copy', 1, 20, `http://127.0.0.1:${silent.address().port}/sync`, 'qrt_none');
  await run(place, 0, init(place, 'a', 'ada.copy'));
  const asked = new Promise((resolve) => silent.once('connection', resolve));
  const first = start(place, ['pull', ...of(place, 'a')]);
  const socket = await asked;
  for (const command of ['status', 'push', 'check']) {
    const second = await run(place, 4, [command, ...of(place, 'a')]);
    assert.match(second.error, /is in use by another program\. Nothing was changed/);
  }
  await run(place, 4, ['export', '--store', place.at('a'), '--copy', place.at('b.copy')]);
  assert.ok(!existsSync(place.at('b.copy')));
  first.child.kill('SIGKILL');
  assert.equal((await first.ended).signal, 'SIGKILL');
  socket.destroy();
  await run(place, 0, ['status', ...of(place, 'a')]);
});

test('P1, P2: killed at every n-th request of a push and a pull, nothing is lost or doubled', async (t) => {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  const gate = await startGate(t, endpoint);
  makeCopy(place, 'ada.copy', 60, 15_000, gate.address, endpoint.token);
  await run(place, 0, init(place, 'b', 'ada.copy'));
  addLines(place, 'ada.copy', 60, 15_000);
  await run(place, 0, init(place, 'a', 'ada.copy'));
  let kills = 0;
  for (const [store, command] of [['a', 'push'], ['b', 'pull']]) {
    // The same store again and again: what a killed run has done, the next one goes on from.
    for (let n = 1; ; n += process.env.QUIETROOM_LONG === '1' || n < 6 ? 1 : 6) {
      let running;
      gate.arm(n, n % 2 ? 'before' : 'after', () => running.child.kill('SIGKILL'));
      running = start(place, [command, ...of(place, store)]);
      const { code, signal, stderr } = await running.ended;
      if (signal === 'SIGKILL') {
        ++kills;
        continue;
      }
      assert.equal(code, 0, stderr);
      assert.ok(n > 10, `${command} was killed at ${n - 1} requests only`);
      break;
    }
    gate.arm(Infinity, 'before', () => {});
  }
  t.diagnostic(`${kills} kills`);
  const texts = textsIn(place, 'ada.copy');
  assert.equal(texts.length, 120);
  assert.deepEqual(await textsOf(place, 'a'), texts);
  assert.deepEqual(await textsOf(place, 'b'), texts);
  const checked = await run(place, 0, ['check', ...of(place, 'b'), '--read-data']);
  assert.deepEqual(whatOf(checked), []);
});

test('P1, P2: killed in the middle of init and of an export, both are done again', async (t) => {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  makeCopy(place, 'ada.copy', 200, 5_000, endpoint.address, endpoint.token);
  let whole = false;
  for (let ms = 150; !whole; ms += 100) {
    const running = start(place, init(place, 'a', 'ada.copy'));
    const timer = setTimeout(() => running.child.kill('SIGKILL'), ms);
    const { code, stdout, stderr } = await running.ended;
    clearTimeout(timer);
    // Killed after its last write, the one before has made the store and could not say so.
    if (code === 2) assert.match(stdout + stderr, /has a store already/);
    else assert.ok(code === 0 || code === null, `exit ${code}: ${stderr}`);
    whole = code !== null;
  }
  await run(place, 0, ['push', ...of(place, 'a')]);
  assert.deepEqual(await textsOf(place, 'a'), textsIn(place, 'ada.copy'));

  const gate = await startGate(t, endpoint);
  const flags = ['--address', gate.address, '--token-file', endpoint.tokenFile];
  for (const n of [9, 14, 18]) {
    let running;
    gate.arm(n, 'after', () => running.child.kill('SIGKILL'));
    running = start(place, ['export', ...flags, '--to', place.at('backup')]);
    await running.ended;
  }
  gate.arm(Infinity, 'before', () => {});
  await run(place, 0, ['export', ...flags, '--to', place.at('backup')]);
  assert.equal(spawnSync('diff', ['-r', '-x', '*.part', '-x', 't', `${endpoint.files}/q1`, place.at('backup/q1')]).status, 0);
});

test('an endpoint that is away, or does not let us in, is exit status 3 with a message of its own', async (t) => {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  makeCopy(place, 'ada.copy', 5, 50, endpoint.address, endpoint.token);
  await run(place, 0, init(place, 'a', 'ada.copy'));
  await run(place, 0, ['push', ...of(place, 'a')]);
  const wrong = place.keep('wrong', `qrt_${'a'.repeat(52)}`);
  for (const command of ['check', 'doctor', 'export']) {
    const flags = ['--address', endpoint.address, '--token-file', wrong, ...(command === 'export' ? ['--to', place.at('x')] : [])];
    const answer = await run(place, command === 'doctor' ? 1 : 3, [command, ...flags]);
    assert.match(answer.error ?? answer.findings[0].what, /does not know this token|wrong-password/);
  }
  const { vault } = (await run(place, 0, ['status', ...of(place, 'a')])).vaults[1];

  // Who may only read can pull, check and export, and not push.
  const reader = addToken(endpoint.data, vault, 'read').token;
  const reading = ['--address', endpoint.address, '--token-file', place.keep('reader', reader)];
  const read = await run(place, 0, ['check', ...reading, '--read-data']);
  assert.deepEqual(read.vaults.map((one) => one.vault), [vault]);
  await run(place, 0, ['export', ...reading, '--to', place.at('backup')]);
  const refused = await run(place, 3, ['heal', '--from', place.at('backup'), '--address', endpoint.address, '--token-file', place.keep('stranger', addToken(endpoint.data, 'b'.repeat(26), 'owner').token)]);
  assert.match(refused.error, /no right to that/);

  await endpoint.server.stop();
  for (const words of [['pull', ...of(place, 'a')], ['push', ...of(place, 'a')], ['check', ...endpoint.flags()], ['doctor', ...endpoint.flags()]]) {
    assert.match((await run(place, 3, words)).error, /cannot be reached.*What is here is safe/);
  }
  await run(place, 0, ['status', ...of(place, 'a')]);
  const plain = await run(place, 2, ['check', '--address', 'http://files.example', '--token-file', endpoint.tokenFile]);
  assert.match(plain.error, /must begin with https/);
});

test('cmake --install puts it beside the server, with its page and its script; --help is the reference', (t) => {
  const { folder } = makePlace(t);
  execFileSync('cmake', ['--install', dirname(TOOL), '--prefix', folder], { stdio: 'pipe' });
  const help = execFileSync(join(folder, 'bin/quietroom-sync'), ['--help'], { encoding: 'utf8' });
  assert.match(help, /^quietroom-sync: .*\n(.*\n)*EXIT STATUS\n/);
  assert.ok(help.split('\n').every((line) => line.length <= 110));
  for (const path of ['share/quietroom/backup-sync.sh', 'share/doc/quietroom/sync-tool.md']) assert.ok(existsSync(join(folder, path)), path);
});

test('a folder that has lost its keys, and one of a newer version, are said to be so', async (t) => {
  const place = makePlace(t);
  makeCopy(place, 'ada.copy', 1, 20);
  await run(place, 0, init(place, 'a', 'ada.copy'));
  await run(place, 4, ['status', ...of(place, 'nowhere')]);
  execFileSync('cp', ['-r', place.at('a'), place.at('b')]);
  for (const name of ['keys-a', 'keys-b']) rmSync(place.at(`b/${name}`));
  assert.match((await run(place, 4, ['status', ...of(place, 'b')])).error, /is not whole/);
  for (const name of ['keys-a', 'keys-b']) writeFileSync(place.at(`a/${name}`), 'x'.repeat(665));
  assert.match((await run(place, 4, ['status', ...of(place, 'a')])).error, /is not whole/);
});
