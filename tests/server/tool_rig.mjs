// quietroom-sync as a script runs it: stores in temporary folders, saved copies to open, and an
// endpoint behind a gate that can stop it, or whoever asks, at the n-th request.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { addToken, makeFolder } from './endpoint_rig.mjs';
import { SERVER, makeSite, startServer } from './rig.mjs';

export const TOOL = process.env.QUIETROOM_SYNC ?? join(dirname(SERVER), 'quietroom-sync');
const kCopies = join(dirname(SERVER), 'tests/quietroom_copies');
export const kPassphrase = 'four quiet autumn rooms';
/** In every line that tests write. */
const kWords = 'quietwords';

/** A folder with the secrets as files; `at(name)` is a path in it. */
export function makePlace(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-tool-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name) => join(folder, name);
  writeFileSync(at('passphrase'), `${kPassphrase}\n`, { mode: 0o600 });
  const place = { folder, at, secrets: [kPassphrase, kWords] };
  /** Writes `token` to a file. */
  place.keep = (name, token) => {
    writeFileSync(at(name), `${token}\n`, { mode: 0o600 });
    place.secrets.push(token);
    return at(name);
  };
  return place;
}

/** Starts it; `ended` is its exit, what it said, and as `json` what it said so. */
export function start(place, args, { input = '', env = {} } = {}) {
  const child = spawn(TOOL, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, no_proxy: '127.0.0.1', ...env } });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const ended = new Promise((resolve) => child.on('close', (code, signal) => {
    for (const secret of place.secrets) assert.ok(!(stdout + stderr).includes(secret), `it said a secret:\n${stdout}${stderr}`);
    assert.ok(!/Sanitizer|runtime error/.test(stderr), stderr);
    resolve({ code, signal, stdout, stderr });
  }));
  return { child, ended };
}

/** Runs it to its end and requires the exit status `code`; the answer as an object. */
export async function run(place, code, args, options) {
  const ended = await start(place, [...args, '--json'], options).ended;
  assert.equal(ended.code, code, `${args.join(' ')}\n${ended.stdout}${ended.stderr}`);
  return { ...JSON.parse(ended.stdout), stderr: ended.stderr };
}

/** Runs `command` at a terminal of its own, and types one of `lines` whenever it asks. */
export function typeAt(command, lines) {
  const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const left = [...lines];
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    if (/: $/.test(output) && left.length > 0) child.stdin.write(`${left.shift()}\n`);
  });
  return new Promise((resolve) => child.on('close', (code) => {
    child.stdin.destroy();
    resolve({ code, output });
  }));
}

/** The flags of a store of `place`. */
export const of = (place, name) => ['--store', place.at(name), '--passphrase-file', place.at('passphrase')];

const copies = (...words) => execFileSync(kCopies, words.map(String), { encoding: 'utf8', maxBuffer: 1 << 28 });
/** A saved copy of a new person, with `lines` lines; the 24 words. */
export const makeCopy = (place, name, lines, size, address, token) =>
  copies('make', place.at(name), kPassphrase, lines, size, ...(address ? [address, token] : [])).trim();
export const addLines = (place, name, lines, size) => copies('add', place.at(name), kPassphrase, lines, size);
/** The lines in a saved copy, sorted. */
export const textsIn = (place, name) => copies('texts', place.at(name), kPassphrase).split('\n').slice(0, -1);

/** The lines in a store, by way of a copy of it. */
export async function textsOf(place, name) {
  await run(place, 0, ['export', '--store', place.at(name), '--copy', place.at(`${name}.texts`)]);
  return textsIn(place, `${name}.texts`);
}

/** A server with a token for everything; args go to it. `files`: where its objects lie. */
export async function startEndpoint(t, place, { args = [], ...more } = {}) {
  const data = makeFolder(t);
  const { token } = addToken(data, '*', 'owner');
  const site = makeSite(t);
  const endpoint = { data, files: join(data, 'files'), token, tokenFile: place.keep('token', token) };
  endpoint.start = async () => {
    endpoint.server = await startServer(t, { args: ['--data', data, ...args], site, victim: true, ...more });
    endpoint.address = `${endpoint.server.address}sync`;
  };
  await endpoint.start();
  endpoint.flags = () => ['--address', endpoint.address, '--token-file', endpoint.tokenFile];
  return endpoint;
}

/**
 * In front of `endpoint`: before the n-th request is handed on, or before its answer is, `stop()` is
 * called. `arm(n, 'before' | 'after', stop)` starts counting anew.
 */
export async function startGate(t, endpoint) {
  const gate = { count: 0, at: Infinity, when: 'before', stop: () => {} };
  const server = createServer((asked, reply) => {
    const n = ++gate.count;
    if (n === gate.at && gate.when === 'before') gate.stop();
    const { method, url: path, headers } = asked;
    const on = request({ host: '127.0.0.1', port: endpoint.server.port, method, path, headers }, (answer) => {
      if (n === gate.at && gate.when === 'after') gate.stop();
      reply.writeHead(answer.statusCode, answer.headers);
      answer.pipe(reply);
    });
    on.on('error', () => reply.destroy());
    reply.on('error', () => on.destroy());
    asked.pipe(on);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  gate.address = `http://127.0.0.1:${server.address().port}/sync`;
  gate.arm = (at, when, stop) => Object.assign(gate, { count: 0, at, when, stop });
  return gate;
}

/** The objects at an endpoint, as paths below `files`. */
export const objectsIn = (files) => readdirSync(files, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile())
  .map((one) => join(one.path ?? one.parentPath, one.name).slice(files.length + 1))
  .filter((path) => /^q1\/[a-z2-7]{26}\/[klp]\//.test(path))
  .sort();
