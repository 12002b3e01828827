// A server with a file endpoint in a temporary folder, tokens for it, and requests with any method.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER, makeSite, startServer } from './rig.mjs';

export const VAULT = 'a'.repeat(26);
export const OTHER_VAULT = 'b'.repeat(26);
export const DEVICE = 'd'.repeat(26);
export const OTHER_DEVICE = 'e'.repeat(26);

/** Where the objects of a vault go. `n` makes different names. */
const base32 = (n, size) => {
  let text = '';
  for (let rest = n; text.length < size; rest = Math.floor(rest / 32)) {
    text = 'abcdefghijklmnopqrstuvwxyz234567'[rest % 32] + text;
  }
  return text;
};
export const key = (n = 1, vault = VAULT) => `/sync/q1/${vault}/k/${base32(n, 4)}-${base32(n, 26)}`;
export const segment = (n = 1, device = DEVICE, vault = VAULT) =>
  `/sync/q1/${vault}/l/${device}/${base32(n >> 10, 8)}/${base32(n, 10)}`;
export const pack = (n = 1, device = DEVICE, vault = VAULT) =>
  `/sync/q1/${vault}/p/${device}/${base32(n, 10)}-${base32(n, 10)}-${base32(n, 16)}`;
export const staged = (n = 1, vault = VAULT) => `/sync/q1/${vault}/t/${base32(n, 26)}`;

export function makeFolder(t, name = 'data') {
  const folder = mkdtempSync(join(tmpdir(), `quietroom-${name}-`));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

/** Makes a token with the command line. */
export function addToken(data, vault, right, ...devices) {
  const words = ['token', 'add', '--data', data, '--vault', vault, '--right', right];
  for (const device of devices) words.push('--device', device);
  const text = execFileSync(SERVER, words, { encoding: 'utf8' });
  const [, id, token] = /^id {4}(\S+)\ntoken (qrt_[a-z2-7]{52})\n$/.exec(text);
  return { id, token };
}

/** All tokens that the tests use, for the folder `data`. */
export function addTokens(data) {
  return {
    every: addToken(data, '*', 'owner').token,
    owner: addToken(data, VAULT, 'owner').token,
    device: addToken(data, VAULT, 'device', DEVICE).token,
    reader: addToken(data, VAULT, 'read').token,
    stranger: addToken(data, OTHER_VAULT, 'owner').token,
    plain: addToken(data, 'plain', 'owner').token,
    plainReader: addToken(data, 'plain', 'read').token,
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request; `token` goes into Authorization. The answer's headers are a plain object. */
export function send(port, method, path, { token, headers = {}, body, host = '127.0.0.1', ...more } = {}) {
  const fields = { ...headers };
  if (token) fields.authorization = `Bearer ${token}`;
  if (body !== undefined && !('transfer-encoding' in fields)) {
    fields['content-length'] = Buffer.byteLength(body);
  }
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, method, path, headers: fields, agent, ...more }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString() });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/**
 * A running endpoint: `ask(method, path, options)`, where options.as names one of `tokens`; the
 * folder of its files; restart() and the server itself.
 */
export async function startEndpoint(t, { args = [], data = makeFolder(t), victim = false, plain = true } = {}) {
  const tokens = addTokens(data);
  const site = makeSite(t);
  const all = ['--data', data, ...(plain ? ['--plain-area'] : []), ...args];
  const endpoint = { data, files: join(data, 'files'), tokens, site };
  endpoint.start = async () => {
    endpoint.server = await startServer(t, { args: all, site, victim });
    endpoint.port = endpoint.server.port;
  };
  endpoint.ask = (method, path, { as, ...options } = {}) =>
    send(endpoint.port, method, path, { token: as && tokens[as], ...options });
  /** Asks and requires `status`. */
  endpoint.expect = async (status, method, path, options) => {
    const answer = await endpoint.ask(method, path, options);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  await endpoint.start();
  return endpoint;
}

/** Makes the folders of VAULT with room for DEVICE and OTHER_DEVICE, as an owner. */
export async function makeVault(endpoint, vault = VAULT) {
  const as = 'every';
  const below = ['', '/k', '/l', '/p', '/t'];
  for (const device of [DEVICE, OTHER_DEVICE]) {
    below.push(`/l/${device}`, `/p/${device}`, `/l/${device}/aaaaaaaa`);
  }
  for (const folder of below) await endpoint.expect(201, 'MKCOL', `/sync/q1/${vault}${folder}/`, { as });
}

/** Every file below `folder` with its size, as sorted lines; hidden ones too. */
export function treeOf(folder) {
  const lines = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    lines.push(path);
    if (entry.isDirectory()) lines.push(...treeOf(path));
  }
  return lines.sort();
}

/** The headers without which a page of another origin could not read the answer. */
export function assertCors(headers, what) {
  assert.equal(headers['access-control-allow-origin'], '*', what);
  assert.match(headers['access-control-expose-headers'] ?? '', /ETag.*Date/, what);
  assert.equal(headers['access-control-allow-credentials'], undefined, what);
  assert.ok(headers.date, what);
}
