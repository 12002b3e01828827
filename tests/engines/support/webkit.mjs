// WebKitGTK as one of the engines under test; see engine.mjs for what an engine can do. It is the
// nearest thing to Safari on Linux: the same engine, without synchronous file handles.
import {spawn} from 'node:child_process';
import {mkdirSync, openSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort} from '../../support/free_port.mjs';
import {kill_tree} from '../../web/rig.mjs';
import {actions_of_click, actions_of_keys, Engine} from './engine.mjs';
import {WebDriver} from './webdriver.mjs';

const kHost = fileURLToPath(new URL('webkit_host.py', import.meta.url));

export class WebKit extends Engine {
  name = 'WebKitGTK';

  /** @param {{profile: string, display: Record<string, string>}} options */
  static async start({profile, display}) {
    mkdirSync(profile, {recursive: true});
    const webkit = new WebKit();
    webkit.profile = profile;
    webkit.script = join(profile, 'input-method');
    writeFileSync(webkit.script, '');
    const port = await freePort();
    const log = openSync(join(profile, 'log'), 'a');
    webkit.child = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: ['ignore', log, log],
      // Without a graphics card the way by DMABUF costs a third of all that the browser does.
      env: {...process.env, HOME: profile, LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1', GTK_A11Y: 'none', QUIETROOM_IME: webkit.script, ...display},
    });
    webkit.ended = new Promise((done) => webkit.child.once('exit', done));
    const address = `http://127.0.0.1:${port}`;
    await listens(address, webkit.child);
    webkit.remote = await WebDriver.connect(address, {
      'webkitgtk:browserOptions': {binary: kHost, args: ['--profile', profile, '--automation']},
    });
    await webkit.remote.post('timeouts', {script: 60_000, pageLoad: 60_000});
    return webkit;
  }

  /** @type {import('node:child_process').ChildProcess} The driver; the browser is its child. */
  child;
  /** @type {Promise<unknown>} */
  ended;
  /** @type {WebDriver} */
  remote;
  script = '';

  /** @param {string} url */
  async open(url) {
    await this.remote.post('url', {url});
  }

  async reload() {
    await this.remote.post('refresh');
  }

  /** @param {string} script @param {unknown[]} parameters */
  run_script(script, parameters) {
    return this.remote.post('execute/async', {script, args: parameters});
  }

  /** @param {string[]} keys */
  async presses_keys(keys) {
    await this.remote.post('actions', {actions: actions_of_keys(keys)});
  }

  /** @param {number} x @param {number} y */
  async clicks_at(x, y) {
    await this.remote.post('actions', {actions: actions_of_click(x, y)});
  }

  /** @param {string[]} steps @param {string|null} kept */
  async composes(steps, kept) {
    const lines = [...steps.map((shows) => ({shows})), {keeps: kept ?? ''}];
    writeFileSync(this.script, lines.map((line) => JSON.stringify(line) + '\n').join(''));
    await this.presses_keys(lines.map(() => 'a'));  // Whatever the keys are, the method takes them.
    if (statSync(this.script).size > 0) throw new Error('the input method saw no key');
  }

  async screenshot() {
    return Buffer.from(await this.remote.get('screenshot'), 'base64');
  }

  async kill() {
    kill_tree(/** @type {number} */ (this.child.pid));
    await this.ended;
  }

  /** The driver has no gentle way: the session's end is the host's, in the middle of the answer. */
  async close() {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
  }
}

/** @param {string} address @param {import('node:child_process').ChildProcess} child */
async function listens(address, child) {
  for (const until = Date.now() + 60_000; Date.now() < until && child.exitCode === null;) {
    const answer = await fetch(`${address}/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('WebKitWebDriver did not start');
}
