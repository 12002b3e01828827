// What every test in a real browser needs: a server, a Chromium with a profile of its own, and a
// few ways to look at the app. Used by the end-to-end tests and by the benchmark.
import {spawn} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync,
  rmSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {extname, join, normalize, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

export const kRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const kSite = join(kRoot, 'build/site');

/** As web-platform.md found them necessary; nothing of the browser's own may go out. */
const kBrowserArguments = ['--no-sandbox', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-domain-reliability', '--no-default-browser-check'];
/**
 * Parts of the browser that nothing here uses. The last three would start a process each for windows
 * that nobody opens, which is a tenth of a start; the others are Playwright's own list, of which the
 * browser would otherwise forget what it was given first.
 */
const kUnwanted = '--disable-features=' + ['AvoidUnnecessaryBeforeUnloadCheckSync',
  'BoundaryEventDispatchTracksNodeRemoval', 'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider', 'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter',
  'PaintHolding', 'ThirdPartyStoragePartitioning', 'Translate', 'AutoDeElevate', 'RenderDocument',
  'OptimizationHints', 'PreloadTopChromeWebUI', 'WebUITabStrip', 'SpareRendererForSitePerProcess',
].join(',');
/**
 * Mesa's drawing, which takes a processor half of what the browser's own does; and what the program
 * has drawn is put on the page without it, since nothing is shown anywhere: a caret that blinks costs
 * a tenth then.
 */
const kSoftwareGraphics = ['--use-angle=gl-egl', '--disable-gpu-compositing',
  '--ignore-gpu-blocklist'];
const kNoGraphics = ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'];

const kTypes = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm',
  '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json'};

/** The same policy as the server's (sync/server/security_headers.cc). */
const kPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
    "connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "object-src 'none'";

/**
 * A small static server for tests of the page alone. `folder` may be changed while it runs, which
 * is how a new version is deployed.
 * @param {{folder?: string, path?: string, port?: number,
 *   read?: (file: string) => Buffer}} [options] `path`: the sub-path that it is served below, "/" or
 *   "/some/where/". `read`: what stands in a file, where it is not just that.
 */
export async function serve_folder({folder = kSite, path = '/', port = 0, read = readFileSync} = {}) {
  const state = {folder, requests: /** @type {string[]} */ ([])};
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    state.requests.push(url.pathname);
    const inside = url.pathname.startsWith(path) ? url.pathname.slice(path.length) : null;
    const file = inside === null ? '' : join(state.folder, normalize(`/${inside || 'index.html'}`));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, {'Content-Type': 'text/plain'});
      return response.end('not found');
    }
    response.writeHead(200, {
      'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': kPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': inside?.startsWith('v/') ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(read(file));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', () => done(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    state,
    url: `http://127.0.0.1:${address.port}${path}`,
    stop: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done(undefined));
    }),
  };
}

/**
 * Starts a server's own command and waits until it says its address.
 * @param {string} command @param {string[]} parameters
 */
export async function serve_command(command, parameters) {
  const child = spawn(command, parameters, {cwd: kRoot, stdio: ['ignore', 'pipe', 'pipe']});
  const url = await new Promise((done, fail) => {
    let said = '';
    const read = (/** @type {Buffer} */ chunk) => {
      said += chunk;
      const found = said.match(/https?:\/\/[^\s]+/);
      if (found) done(found[0].replace(/\/?$/, '/'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => fail(new Error(`${command} ended with ${code}: ${said}`)));
    child.once('error', fail);
  });
  const ended = new Promise((done) => child.once('exit', done));
  return {url: /** @type {string} */ (url), child, stop: () => (child.kill('SIGTERM'), ended)};
}

/**
 * Another build of the site, the same but for its hash, in a folder of its own: what somebody
 * deploys while the app is open. Give it to `server.state.folder`.
 * @param {string} site
 * @returns {{folder: string, build: string, remove: () => void}}
 */
export function make_next_version(site) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-site-'));
  cpSync(site, folder, {recursive: true});
  const [before] = readdirSync(join(folder, 'v'));
  const build = [...before].reverse().join('');
  renameSync(join(folder, 'v', before), join(folder, 'v', build));
  for (const name of ['index.html', 'service_worker.js', `v/${build}/index.html`]) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(before, build));
    for (const ending of ['.br', '.gz']) rmSync(path + ending, {force: true});
  }
  return {folder, build, remove: () => rmSync(folder, {recursive: true, force: true})};
}

/** A folder for a browser profile; give it to several browsers, one after the other. */
export function make_profile() {
  return mkdtempSync(join(tmpdir(), 'quietroom-profile-'));
}

/** @param {string} profile */
export function remove_profile(profile) {
  rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 100});
}

export class Browser {
  /** @type {string[]} Requests to any other origin. */
  foreign = [];
  /** @type {string[]} What pages and workers wrote to the console as a warning or an error. */
  complaints = [];
  /** What the person answers when a page warns that something is not saved yet. */
  stays = false;
  /** Neither closed nor killed. */
  is_open = true;
  /** @type {Set<string>} The origins that may be asked for something. */
  #own = new Set();

  /** @param {import('playwright-core').BrowserContext} context @param {string} profile */
  constructor(context, profile) {
    this.context = context;
    this.profile = profile;
  }

  /**
   * @param {{profile?: string, width?: number, height?: number, dark?: boolean, touch?: boolean,
   *   reduced_motion?: boolean, contrast?: boolean, forced_colours?: boolean, scale?: number,
   *   graphics?: boolean, arguments?: string[], display?: Record<string, string>}} [options]
   *   `graphics`: false for a browser without WebGL. `display`: the environment of a screen, for a
   *   browser that has a window there.
   */
  static async start(options = {}) {
    const profile = options.profile ?? make_profile();
    const graphics = options.graphics ?? true;
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.QUIETROOM_CHROMIUM ?? '/usr/bin/chromium',
      headless: !options.display,
      env: {.../** @type {Record<string, string>} */ (process.env), LIBGL_ALWAYS_SOFTWARE: '1',
        ...options.display},
      acceptDownloads: true,
      viewport: {width: options.width ?? 1280, height: options.height ?? 800},
      deviceScaleFactor: options.scale ?? 1,
      hasTouch: options.touch ?? false,
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: options.reduced_motion ? 'reduce' : 'no-preference',
      contrast: options.contrast ? 'more' : 'no-preference',
      forcedColors: options.forced_colours ? 'active' : 'none',
      ignoreDefaultArgs: graphics ? [] : ['--enable-unsafe-swiftshader'],
      args: [...kBrowserArguments, kUnwanted, ...(graphics ? kSoftwareGraphics : kNoGraphics),
        ...(options.arguments ?? [])],
    });
    const browser = new Browser(context, profile);
    context.once('close', () => void (browser.is_open = false));
    context.on('request', (request) => {
      const {protocol, origin} = new URL(request.url());
      const is_own = browser.#own.size === 0 || browser.#own.has(origin);
      if (protocol.startsWith('http') && !is_own) browser.foreign.push(request.url());
    });
    context.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) browser.complaints.push(message.text());
    });
    context.on('dialog', (dialog) => browser.stays ? dialog.dismiss() : dialog.accept());
    context.on('weberror', (error) => browser.complaints.push(String(error.error())));
    return browser;
  }

  /**
   * Opens `url` in a new tab and waits until the program has shown its first screen.
   * @param {string} url @param {{wait?: boolean}} [options] Not waiting, for the plain pages.
   */
  async open(url, {wait = true} = {}) {
    this.#own.add(new URL(url).origin);
    const blank = this.context.pages().find((one) => one.url() === 'about:blank');
    const page = blank ?? await this.context.newPage();
    await page.goto(url);
    if (wait) await wait_until_shown(page);
    return page;
  }

  /** Pages may ask there too: who serves the app allows it. @param {string} origin */
  may_ask(origin) {
    this.#own.add(origin);
  }

  async close() {
    await this.context.close();
  }

  /** The process that the others were started by. */
  #main_process() {
    return Number(readlinkSync(join(this.profile, 'SingletonLock')).split('-').at(-1));
  }

  /**
   * How long the processes of a kind have had the processor so far; counted in steps of 10 ms.
   * @param {'renderer'|'gpu-process'} kind A page and its workers are in a renderer.
   */
  processor_ms(kind) {
    return processes_below(this.#main_process()).reduce((sum, pid) => sum + spent_ms(pid, kind), 0);
  }

  /** Ends the browser and all its processes at once, as a loss of power would. */
  async kill() {
    const closed = new Promise((done) => this.context.once('close', done));
    kill_tree(this.#main_process());
    await closed;
    // What a living browser would have removed.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
      rmSync(join(this.profile, name), {force: true});
    }
  }
}

/** Ends `pid` and every process that it started, at once. @param {number} pid */
export function kill_tree(pid) {
  for (const one of [pid, ...processes_below(pid)]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  }
}

/** The children of `pid` and theirs. @param {number} pid @returns {number[]} */
function processes_below(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended in the meantime.
    }
  }
  const found = [];
  for (let seen = [pid]; seen.length > 0;) {
    seen = [...parents].filter(([, parent]) => seen.includes(parent)).map(([child]) => child);
    found.push(...seen);
  }
  return found;
}

/** What `pid` has used if it is of this kind, else 0. @param {number} pid @param {string} kind */
function spent_ms(pid, kind) {
  const kTickMs = 10;  // USER_HZ, which is 100 on every Linux that a browser runs on.
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--type=${kind}`)) return 0;
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * kTickMs;  // utime and stime.
  } catch {
    return 0;  // It has ended in the meantime.
  }
}

/** @param {import('playwright-core').Page} page */
export async function wait_until_shown(page) {
  await page.locator('#mirror [data-node]').first().waitFor({state: 'attached'});
}

/**
 * How often the program has painted and woken by itself while `ms` went by.
 * @param {import('playwright-core').Page} page @param {number} ms
 * @returns {Promise<{frames: number, ticks: number}>}
 */
export async function count_while_idle(page, ms) {
  const counts = () => page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
  const before = await counts();
  await page.waitForTimeout(ms);
  const after = await counts();
  return {frames: after.frames - before.frames, ticks: after.ticks - before.ticks};
}

/**
 * The minutes on the screen change with the minute: a tick that is wanted. Waits for it if it would
 * come within `ms`.
 * @param {import('playwright-core').Page} page @param {number} ms
 */
export async function wait_past_the_minute(page, ms) {
  const to_minute_ms = 60_000 - Date.now() % 60_000;
  if (to_minute_ms < ms) await page.waitForTimeout(to_minute_ms + 500);
}

/**
 * Waits until the program has painted nothing for so long: what came before may still be on its way.
 * @param {import('playwright-core').Page} page @param {number} ms
 */
export async function wait_until_at_rest(page, ms) {
  const kWindowMs = 100;
  for (let quiet_ms = 0; quiet_ms < ms;) {
    quiet_ms = (await count_while_idle(page, kWindowMs)).frames === 0 ? quiet_ms + kWindowMs : 0;
  }
}

/**
 * The picture of the page once the program has come to rest: canvas frames arrive by themselves.
 * @param {import('playwright-core').Page} page @param {string} path
 */
export async function screenshot(page, path) {
  await page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(
      () => requestAnimationFrame(done))));
  return page.screenshot({path});
}

/**
 * What axe finds wrong, as "rule: element" lines.
 * @param {import('playwright-core').Page} page
 */
export async function axe_violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) {
    await page.evaluate(readFileSync(join(kRoot, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  }
  const result = await page.evaluate(() => /** @type {any} */ (window).axe.run(document, {
    // The mirror's text is transparent on purpose; contrast is tested on the theme's tokens.
    rules: {'color-contrast': {enabled: false}},
  }));
  return result.violations.flatMap((/** @type {any} */ violation) => violation.nodes.map(
      (/** @type {any} */ node) => `${violation.id}: ${node.html} ${node.failureSummary}`));
}
