// Starts the real server on a free port over a small site, and speaks to it byte by byte.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const SERVER = process.env.QUIETROOM_SERVER ?? 'build/native/quietroom-server';

/** Incompressible enough to be larger than any socket buffer. */
export const LARGE = Buffer.alloc(8 * 1024 * 1024, 'quietroom ');

/** What the site holds, by path. */
export const FILES = {
  'index.html': '<!doctype html><title>site</title>',
  'service_worker.js': '// worker',
  'manifest.webmanifest': '{"name":"Quietroom"}',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'v/1/app.js': 'console.log("app");'.repeat(100),
  'v/1/app.wasm': Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
  'v/1/style.css': 'body{}',
  'v/1/inter.woff2': 'wOF2',
  'v/1/large.bin': LARGE,
};

/** A site in a temporary folder that is removed after the tests of `t`. */
export function makeSite(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-server-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const script = Buffer.from(FILES['v/1/app.js']);
  writeFileSync(join(folder, 'v/1/app.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'v/1/app.js.gz'), gzipSync(script));
  return folder;
}

/** Runs the server with `args` to its end. */
export function runServer(args) {
  return new Promise((resolve) => {
    const child = spawn(SERVER, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** A throw-away certificate for 127.0.0.1 and its key. */
export function makeCertificate(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-tls-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
    '-nodes', '-days', '2', '-subj', '/CN=quietroom test', '-addext', 'subjectAltName=IP:127.0.0.1',
    '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
  return files;
}

/**
 * A running server: its port, address and output; stop() ends it and gives its exit status. A server
 * that ends by itself, or that a sanitizer complains about, fails the test at its end, unless it is
 * one that the test is going to kill.
 */
export async function startServer(t, { args = [], site = makeSite(t), port = 0, victim = false } = {}) {
  const portArgs = port === null ? [] : ['--port', String(port)];
  const child = spawn(SERVER, ['--site', site, ...portArgs, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const server = { child, stdout: '', stderr: '', port: 0, address: '' };
  const ended = new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  child.stderr.on('data', (data) => (server.stderr += data));
  server.stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  t.after(async () => {
    const { code } = await server.stop();
    if (code !== 0 && !victim) throw new Error(`the server ended with ${code}:\n${server.stderr}`);
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      server.stdout += data;
      const match = /^Quietroom is ready at (https?:\/\/.*?:(\d+)\/)$/m.exec(server.stdout);
      if (match) {
        server.address = match[1];
        server.port = Number(match[2]);
        resolve();
      }
    });
    ended.then(({ code }) => reject(new Error(`ended with ${code}: ${server.stderr}`)));
  });
  return server;
}

/** Opens a connection to `port`; rejects if nobody listens. */
export function open(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, allowHalfOpen: true });
    socket.once('connect', () => {
      socket.off('error', reject);
      // A reset is one of the ways in which a server may end a connection.
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Everything that comes on `socket` until the other side ends it. */
export function readToEnd(socket) {
  return new Promise((resolve) => {
    const parts = [];
    socket.on('data', (data) => parts.push(data));
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(parts).toString('latin1'));
    };
    socket.once('end', done);
    socket.once('close', done);
    socket.resume();
  });
}

/** Resolves when as many bytes as `bytes` have come, or the connection ended. */
export function readSome(socket, bytes = 1) {
  return new Promise((resolve) => {
    let text = '';
    const take = (data) => {
      text += data.toString('latin1');
      if (text.length >= bytes) finish();
    };
    const finish = () => {
      socket.off('data', take);
      resolve(text);
    };
    socket.on('data', take);
    socket.once('end', finish);
    socket.once('close', finish);
  });
}

/** Sends `text` and gives the whole answer until the server closes. */
export async function raw(port, text) {
  const socket = await open(port);
  const answer = readToEnd(socket);
  socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  return answer;
}

/** Sends a well-formed request with `target` and `fields`, asking for the connection's end. */
export function ask(port, target, { method = 'GET', fields = {}, body = '' } = {}) {
  const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...fields });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return raw(port, `${method} ${target} HTTP/1.1\r\n${head}\r\n${body}`).then(parse);
}

/** The same over TLS, with a certificate that `ca` vouches for, and the body as bytes. */
export function askTls(port, ca, method, path, { token, headers = {}, body } = {}) {
  const fields = { ...headers, ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-length': body.length }) };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, ca, method, path, headers: fields }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Splits the first response of `text`. */
export function parse(text) {
  const end = text.indexOf('\r\n\r\n');
  const [first, ...rows] = text.slice(0, end).split('\r\n');
  const headers = new Map();
  for (const row of rows) {
    const colon = row.indexOf(':');
    headers.set(row.slice(0, colon).toLowerCase(), row.slice(colon + 1).trim());
  }
  return { status: Number(first.split(' ')[1]), headers, body: text.slice(end + 4), text };
}

/** The headers that no reply may lack. */
export function missingSecurityHeaders(headers) {
  const needed = {
    'content-security-policy': /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^no-referrer$/,
    'permissions-policy': /camera=\(\)/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'x-frame-options': /^DENY$/,
  };
  return Object.keys(needed).filter((name) => !needed[name].test(headers.get(name) ?? ''));
}
