// The file endpoint: how many small objects a second, how fast a large one, how long a list of 10,000
// takes; beside it Apache's mod_dav where it is installed (which answers before anything is on the
// disk), and what the disk alone gives for the same bytes made durable one after the other.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free_port.mjs';
import { tell } from './figures.mjs';

const SERVER = process.env.QUIETROOM_BENCH_SERVER ?? 'build/server/quietroom-server';
const CLIENTS = 16;
const PUTS = 3000;
const LARGE = 8 * 1024 * 1024;
const LARGE_GETS = 60;
const LARGE_PUTS = 20;
const MEMBERS = 10_000;
const MODULES = '/usr/lib/apache2/modules';

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const folder = mkdtempSync(join(tmpdir(), 'quietroom-bench-'));
const children = [];

function ask(port, method, path, { headers = {}, body } = {}) {
  const fields = { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers: fields, agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (part) => (bytes += part.length));
      answer.on('end', () => resolve({ status: answer.statusCode, bytes }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function waitFor(port) {
  for (let tries = 0; tries < 200; tries++) {
    try {
      return await ask(port, 'GET', '/');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error(`nobody answers on port ${port}`);
}

async function startOurs() {
  const site = join(folder, 'site');
  const data = join(folder, 'data');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), 'x');
  const text = execFileSync(SERVER, ['token', 'add', '--data', data, '--vault', 'plain', '--right', 'owner'], { encoding: 'utf8' });
  const port = await freePort();
  const args = ['--site', site, '--data', data, '--plain-area', '--port', String(port)];
  children.push(spawn(SERVER, args, { stdio: 'ignore' }));
  await waitFor(port);
  const headers = { authorization: `Bearer ${/^token (\S+)$/m.exec(text)[1]}` };
  return { name: 'ours', port, root: '/sync/plain', files: join(data, 'files/plain'), headers };
}

async function startApache() {
  const root = join(folder, 'apache');
  const files = join(root, 'files');
  mkdirSync(files, { recursive: true });
  const port = await freePort();
  const modules = ['mpm_event', 'authz_core', 'dav', 'dav_fs'].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
  writeFileSync(join(root, 'conf'), `ServerRoot ${root}\nServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${root}/pid\nErrorLog ${root}/log\n` +
    `${modules.join('\n')}\nDocumentRoot ${files}\nDAVLockDB ${root}/locks\nKeepAlive On\nMaxKeepAliveRequests 0\n` +
    `<Directory ${files}>\nDav On\nRequire all granted\nEnableSendfile On\n</Directory>\n`);
  const user = process.getuid() === 0 ? ['-c', 'User www-data', '-c', 'Group www-data'] : [];
  if (user.length) execFileSync('chown', ['-R', 'www-data', root]);
  execFileSync('chmod', ['755', folder, root]);
  children.push(spawn('apache2', ['-f', join(root, 'conf'), ...user, '-DFOREGROUND'], { stdio: 'ignore' }));
  await waitFor(port);
  return { name: 'Apache', port, root: '', files, headers: {} };
}

/** `count` calls of `action(n)`, CLIENTS at a time; seconds. */
async function timed(count, clients, action) {
  let next = 0;
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < count) await action(next++);
  }));
  return (performance.now() - begin) / 1000;
}

const must = (answer, ...good) => {
  if (!good.includes(answer.status)) throw new Error(`status ${answer.status}`);
  return answer;
};

async function measure({ name, port, root, files, headers }) {
  const small = Buffer.alloc(256, 'x');
  const put = (n) => ask(port, 'PUT', `${root}/small-${n}`, { headers, body: small }).then((answer) => must(answer, 201));
  tell(`${name}: PUT of 256 B, ${CLIENTS} clients`, PUTS / (await timed(PUTS, CLIENTS, put)), '/s', '-');
  const get = (n) => ask(port, 'GET', `${root}/small-${n}`, { headers }).then((answer) => must(answer, 200));
  tell(`${name}: GET of 256 B, ${CLIENTS} clients`, PUTS / (await timed(PUTS, CLIENTS, get)), '/s', '-');
  const probe = (n) => ask(port, 'GET', `${root}/none-${n}`, { headers }).then((answer) => must(answer, 404));
  tell(`${name}: GET of nothing (404), ${CLIENTS} clients`, PUTS / (await timed(PUTS, CLIENTS, probe)), '/s', '-');
  const big = Buffer.alloc(LARGE, 'x');
  const bring = (n) => ask(port, 'PUT', `${root}/large-${n}`, { headers, body: big }).then((answer) => must(answer, 201));
  tell(`${name}: PUT of 8 MiB, 4 clients`, (LARGE_PUTS * 8) / (await timed(LARGE_PUTS, 4, bring)), 'MiB/s', '-');
  must(await ask(port, 'PUT', `${root}/large`, { headers, body: big }), 201);
  const large = () => ask(port, 'GET', `${root}/large`, { headers }).then((answer) => must(answer, 200));
  tell(`${name}: GET of 8 MiB, 4 clients`, (LARGE_GETS * 8) / (await timed(LARGE_GETS, 4, large)), 'MiB/s', '-');
  const many = join(files, 'many');
  mkdirSync(many);
  for (let n = 0; n < MEMBERS; n++) writeFileSync(join(many, `object-${n}`), small);
  execFileSync('chmod', ['-R', 'a+rX', many]);
  const body = Buffer.from('<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getetag/></prop></propfind>');
  for (const times of ['first', 'again']) {
    const seconds = await timed(1, 1, () =>
      ask(port, 'PROPFIND', `${root}/many/`, { headers: { ...headers, depth: '1' }, body }).then((answer) => must(answer, 207)));
    tell(`${name}: PROPFIND of 10,000 with tags, ${times}`, seconds * 1000, 'ms', '-');
  }
}

/** The same small objects, each durable before the next, by one process without a network. */
function measureDisk() {
  const at = join(folder, 'disk');
  mkdirSync(at);
  const small = Buffer.alloc(256, 'x');
  const above = openSync(at, 'r');
  const count = 500;
  const begin = performance.now();
  for (let n = 0; n < count; n++) {
    const file = openSync(join(at, 'hidden'), 'w');
    writeSync(file, small);
    fsyncSync(file);
    closeSync(file);
    renameSync(join(at, 'hidden'), join(at, String(n)));
    fsyncSync(above);
  }
  tell('the disk: 256 B made durable, one after the other', (count * 1000) / (performance.now() - begin), '/s', '-');
}

try {
  await measure(await startOurs());
  if (existsSync(`${MODULES}/mod_dav_fs.so`)) await measure(await startApache());
  measureDisk();
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
