// The network seam in a browser (platform/web/http_web, web/worker/http.js): in a worker, below the
// server's own policy, against our own endpoint and against servers that do what they should not.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {kNone, kUnreachable, kVault, nobody_there, talk_to_probe, test_contract,
  test_webdav} from '../http/contract.mjs';
import {start_strange_server} from '../http/strange_server.mjs';
import {Browser, kRoot, remove_profile, serve_command} from '../web/rig.mjs';
import {at_end, kFolder, Person, start_browser} from './support/app.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

/** @param {import('node:test').TestContext} t @param {string} name */
function folder_for(t, name) {
  const folder = mkdtempSync(join(tmpdir(), `quietroom-${name}-`));
  at_end(t, () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/**
 * Our own server with an endpoint, whose pages may also reach `allowed`.
 * @param {import('node:test').TestContext} t @param {string} site @param {string[]} [allowed]
 */
async function serve_endpoint(t, site, allowed = []) {
  const data = join(folder_for(t, 'data'), 'data');
  const token = (/** @type {string} */ vault, /** @type {string} */ right) => {
    const words = ['token', 'add', '--data', data, '--vault', vault, '--right', right];
    return /(qrt_\w+)/.exec(execFileSync(kServer, words, {encoding: 'utf8'}))?.[1] ?? '';
  };
  const tokens = {token: token('*', 'owner'), reader: token(kVault, 'read')};
  const server = await serve_command(kServer, ['--site', site, '--port', '0', '--data', data,
    ...allowed.flatMap((origin) => ['--allow-endpoint', origin])]);
  at_end(t, () => server.stop());
  return {...tokens, url: server.url, root: `${server.url}sync`};
}

/** One browser for all pages of the probe: each has an origin of its own.
 * @type {Promise<Browser>|undefined} */
let browser_here;
const browser_of_all = () => browser_here ??= Browser.start({graphics: false});
after(async () => {
  const browser = await browser_here;
  await browser?.close();
  if (browser) remove_profile(browser.profile);
});

/** A page whose worker asks what it is told to; it may reach its own server and `allowed`.
 * @param {import('node:test').TestContext} t @param {string[]} allowed */
async function open_probe(t, allowed) {
  const site = folder_for(t, 'site');
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>probe</title>');
  for (const [from, to] of [['tests/http', 'probe_worker.js'], ['web/worker', 'http.js'],
    ['build/web', 'http_probe.js'], ['build/web', 'http_probe.wasm']]) {
    copyFileSync(join(kRoot, from, to), join(site, to));
  }
  const endpoint = await serve_endpoint(t, site, allowed);
  const page = await (await browser_of_all()).context.newPage();
  at_end(t, () => page.close());
  const probe = talk_to_probe((message) => page.evaluate(
      (one) => /** @type {any} */ (window).probe.postMessage(one), message));
  await page.exposeFunction('stopped', probe.fail);
  await page.exposeFunction('answered', (/** @type {any} */ {number, line}) => probe.take(number, line));
  await page.goto(endpoint.url);
  await page.evaluate(() => new Promise((ready) => {
    const worker = new Worker('probe_worker.js');
    Object.assign(window, {probe: worker});
    worker.onerror = ({message}) => void /** @type {any} */ (window).stopped(message);
    worker.onmessage = ({data}) => data.ready ? ready(undefined) :
        void /** @type {any} */ (window).answered(data);
  }));
  return {probe, page, endpoint};
}

/** @param {import('node:test').TestContext} t */
async function open_with_strangers(t) {
  const server = await start_strange_server(t);
  const nobody = await nobody_there();
  return {...await open_probe(t, [server.url, nobody]), server, nobody};
}

test_contract(test, 'http_web', open_with_strangers, {redirect_status: 0});

test_webdav(test, 'webdav over http_web, own origin', async (t) => {
  const all = await open_with_strangers(t);
  return {...all, ...all.endpoint};
});

test_webdav(test, 'webdav over http_web, another origin', async (t) => {
  const other = await serve_endpoint(t, folder_with_page(t));
  const server = await start_strange_server(t);
  const {probe} = await open_probe(t, [server.url, new URL(other.url).origin]);
  return {probe, server, ...other};
});

/** @param {import('node:test').TestContext} t */
function folder_with_page(t) {
  const site = folder_for(t, 'site');
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>elsewhere</title>');
  return site;
}

test('http_web: what the policy or the other server forbids is unreachable, and never sent', async (t) => {
  const server = await start_strange_server(t);
  const strict = await open_probe(t, []);
  assert.equal((await strict.probe.ask({url: `${server.url}/echo`}).answer).failure, kUnreachable);
  assert.deepEqual(server.seen.asked, [], 'connect-src');
  const own = await strict.probe.ask({url: strict.endpoint.url}).answer;
  assert.deepEqual([own.failure, own.status], [kNone, 200], 'its own server is there');

  const {probe} = await open_probe(t, [server.url]);
  const refused = {headers: {'X-Other': '1'}};
  assert.equal((await probe.ask({url: `${server.url}/echo`, ...refused}).answer).failure, kUnreachable);
  assert.deepEqual(server.seen.asked, ['OPTIONS /echo'], 'the preflight');
  assert.equal((await probe.ask({url: `${server.url}/no-cors`}).answer).failure, kUnreachable);
});

test('http_web: without a network it is unreachable, at once, and works again after', async (t) => {
  const {probe, page, server} = await open_with_strangers(t);
  const url = `${server.url}/nothing`;
  await page.context().setOffline(true);
  assert.equal((await probe.ask({url}).answer).failure, kUnreachable);
  await page.context().setOffline(false);
  assert.equal((await probe.ask({url}).answer).failure, kNone);
});

test('the service worker lets the endpoint pass, here and elsewhere, and keeps none of it', async (t) => {
  const other = await serve_endpoint(t, folder_with_page(t));
  const own = await serve_endpoint(t, kFolder, [new URL(other.url).origin]);
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  await page.goto(own.url);
  await new Person(page).sees('A quiet place for 1:1 notes');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  /** @type {Map<string, boolean>} */
  const from_worker = new Map();
  browser.context.on('response', (one) => from_worker.set(one.url(), one.fromServiceWorker()));
  const asked = [own, other].flatMap(({root, token}) => ['PROPFIND', 'GET'].map((method) =>
      ({url: `${root}/q1/${kVault}/k/${method.toLowerCase()}`, method, token})));
  const statuses = await page.evaluate((all) => Promise.all(all.map(
      ({url, method, token}) => fetch(url, {method, headers: {Authorization: `Bearer ${token}`, Depth: '1'}})
          .then(({status}) => status))), asked);
  assert.deepEqual(statuses, [404, 404, 404, 404]);
  await page.evaluate(() => fetch('manifest.webmanifest'));
  for (const {url} of asked) assert.equal(from_worker.get(url), false, url);
  assert.equal(from_worker.get(`${own.url}manifest.webmanifest`), true, 'which answers for the app');
  const kept = await page.evaluate(async () => {
    const caches_here = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_here.map((one) => one.keys()));
    return requests.flat().map((one) => one.url);
  });
  assert.ok(kept.length > 10);
  assert.deepEqual(kept.filter((url) => /\/sync\//.test(url) || !url.startsWith(own.url)), []);
});
