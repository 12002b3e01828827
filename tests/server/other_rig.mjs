// Servers that others wrote, as endpoints: each is started with the configuration that its page in
// docs/endpoints shows, in which only names, paths and ports are replaced.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free_port.mjs';
import { apacheArgs, nginxArgs, substitute } from './recipe_rig.mjs';
import { makeCertificate } from './rig.mjs';

export const kUser = 'quietroom';
export const kPassword = 'a4c6e8'.repeat(8);
/** The value of the header Authorization. */
export const basic = (password = kPassword) => `Basic ${Buffer.from(`${kUser}:${password}`).toString('base64')}`;
/** The app's origin, as the pages write it. */
export const kAppOrigin = 'https://notes.example.org';

const kApacheModules = ['mpm_event', 'authz_core', 'authn_core', 'ssl', 'headers', 'rewrite', 'mime', 'alias', 'dir', 'dav', 'dav_fs',
  'auth_basic', 'authn_file', 'authz_user'];

/** The folder in which all of `paths` are, installed or fetched by tests/support/suites.sh. */
const rootOf = (...paths) => ['/', 'build/deps/nginx/', 'build/deps/nginx-dav/', 'build/deps/lighttpd/']
  .find((root) => paths.every((path) => existsSync(root + path)));
/** One file of those, if it is there and so is every library that it needs. */
function find(path) {
  const root = rootOf(path);
  if (root === undefined || spawnSync('ldd', [root + path], { encoding: 'utf8' }).stdout.includes('not found')) return undefined;
  return root + path;
}
const apache = () => find('usr/sbin/apache2');
const nginx = () => find('usr/sbin/nginx');
const davExt = () => find('usr/lib/nginx/modules/ngx_http_dav_ext_module.so');
const kLighttpdModules = ['mod_webdav', 'mod_openssl', 'mod_auth', 'mod_authn_file'].map((name) => `usr/lib/lighttpd/${name}.so`);
const lighttpd = () => kLighttpdModules.every(find) ? rootOf('usr/sbin/lighttpd', ...kLighttpdModules) : undefined;

/** The one block of docs/endpoints/`page`.md in `language`, for the app at `origin`. */
function recipe(page, language, origin = kAppOrigin) {
  const text = readFileSync(`docs/endpoints/${page}.md`, 'utf8').replaceAll(kAppOrigin, origin);
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter((block) => block[1] === language);
  assert.equal(blocks.length, 1, `docs/endpoints/${page}.md has one block of ${language}`);
  return blocks[0][2];
}

/** Folders that belong to whom the servers run as; the names of the recipes for them. */
async function prepare(t, origin) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-other-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const files = join(folder, 'files');
  const passwords = join(folder, 'passwords');
  const hash = execFileSync('openssl', ['passwd', '-apr1', kPassword], { encoding: 'utf8' });
  writeFileSync(passwords, `${kUser}:${hash}`, { mode: 0o644 });
  for (const path of [files, ...['quietroom', 'locks', 'uploads'].map((name) => join(files, name))]) {
    mkdirSync(path);
    // Started by root, the servers work as this user.
    if (process.getuid() === 0) {
      const id = (flag) => Number(execFileSync('id', [flag, 'www-data'], { encoding: 'utf8' }));
      chownSync(path, id('-u'), id('-g'));
    }
  }
  const { cert, key } = makeCertificate(t);
  return {
    folder, origin, root: join(files, 'quietroom'), cert, port: await freePort(), inner: await freePort(),
    files: [['/srv/files', files]],
    passwords: [['/etc/quietroom/passwords', passwords]],
    tls: [['/etc/ssl/quietroom/cert.pem', cert], ['/etc/ssl/quietroom/key.pem', key]],
    name: [['files.example.org', '127.0.0.1']],
  };
}

const nginxCommand = (rig, recipe, modules) => [nginx(), ...nginxArgs(rig.folder, recipe, modules)];
const nginxPairs = (rig) => [...rig.tls, ...rig.name, ['listen 443 ssl', `listen 127.0.0.1:${rig.port} ssl`]];

/** What can be started: `missing()` names what is not there; commands(rig) are run side by side. */
export const kOthers = {
  apache: {
    missing: () => apache() ? null : 'the program of apache2-bin',
    commands(rig) {
      const conf = substitute(recipe('apache', 'apache', rig.origin), [
        ...rig.files, ...rig.passwords, ...rig.tls, ...rig.name, ['*:443', `127.0.0.1:${rig.port}`]]);
      return [[apache(), ...apacheArgs(rig.folder, conf, rig.port, kApacheModules)]];
    },
  },
  nginx: {
    missing: () => nginx() && davExt() ? null : 'nginx with libnginx-mod-http-dav-ext',
    commands: (rig) => [nginxCommand(rig,
      substitute(recipe('nginx', 'nginx', rig.origin), [...rig.files, ...rig.passwords, ...nginxPairs(rig)]), [davExt()])],
  },
  lighttpd: {
    missing: () => lighttpd() ? null : 'lighttpd with lighttpd-mod-webdav and lighttpd-mod-openssl',
    commands(rig) {
      const conf = join(rig.folder, 'lighttpd.conf');
      writeFileSync(conf, substitute(recipe('lighttpd', 'lighttpd', rig.origin), [...rig.files, ...rig.passwords, ...rig.tls,
        ['server.port = 443', `server.port = ${rig.port}\nserver.bind = "127.0.0.1"`]]));
      return [[`${lighttpd()}usr/sbin/lighttpd`, '-D', '-f', conf, '-m', `${lighttpd()}usr/lib/lighttpd`]];
    },
  },
  rclone: {
    missing: () => spawnSync('rclone', ['--version']).error ? 'rclone' : nginx() ? null : 'nginx',
    commands(rig) {
      const inner = [['127.0.0.1:8081', `127.0.0.1:${rig.inner}`]];
      const line = substitute(recipe('rclone', 'sh', rig.origin), [['/srv/files', rig.files[0][1]], ...rig.passwords, ...inner]);
      return [line.trim().split(/\s+/), nginxCommand(rig, substitute(recipe('rclone', 'nginx', rig.origin), [...inner, ...nginxPairs(rig)]))];
    },
  },
};

/** The status of one request, of any kind; rejects if nobody answers. */
function statusOf(port) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/quietroom/', rejectUnauthorized: false, agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/**
 * The server `name` as an endpoint: its url, its certificate, the folder of its files, the port of
 * what stands behind a proxy; kill() ends it at once, start() starts it again, empty() takes all
 * files away. The app that uses it is at `origin`.
 */
export async function startOther(t, name, origin = kAppOrigin) {
  const rig = await prepare(t, origin);
  const commands = kOthers[name].commands(rig);
  let running = [];
  const other = { url: `https://127.0.0.1:${rig.port}/quietroom`, cert: rig.cert, root: rig.root, inner: rig.inner };
  other.start = async () => {
    let output = '';
    running = commands.map(([program, ...args]) => {
      // A process group of its own, for it has children that outlive a parent that is killed.
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true,
        env: { PATH: process.env.PATH, HOME: rig.folder } });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
      const one = { child, ended: false };
      one.end = new Promise((resolve) => child.once('close', () => resolve(one.ended = true)));
      child.once('error', (error) => (output += error));
      return one;
    });
    // 401 comes from whoever asks for passwords, behind a proxy too.
    for (let tries = 0; tries < 200 && !running.some((one) => one.ended); tries++) {
      if (await statusOf(rig.port).catch(() => 0) === 401) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const log = join(rig.folder, 'error.log');
    assert.fail(`${name} does not answer:\n${output}${existsSync(log) ? readFileSync(log, 'utf8') : ''}`);
  };
  const end = async (signal) => {
    for (const { child, ended } of running) if (!ended) process.kill(-child.pid, signal);
    await Promise.all(running.map((one) => one.end));
  };
  other.kill = () => end('SIGKILL');
  other.empty = () => {
    for (const entry of readdirSync(rig.root)) rmSync(join(rig.root, entry), { recursive: true });
  };
  t.after(() => end('SIGTERM'));
  await other.start();
  return other;
}
