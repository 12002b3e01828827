// The network seam in a browser (platform/web/http_web, web/worker/http.js): in a worker, below the
// server's own policy, against our own endpoint and against servers that do what they should not.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {kNone, kUnreachable, kVault, test_contract, test_webdav} from '../http/contract.mjs';
import {folder_with_page, open_at_other_endpoint, open_at_own_endpoint, open_probe, open_with_strangers,
  serve_endpoint} from '../http/probe_page.mjs';
import {start_strange_server} from '../http/strange_server.mjs';
import {Browser, remove_profile} from '../web/rig.mjs';
import {at_end, kFolder, Person, start_browser} from './support/app.mjs';

/**
 * One browser for all pages of the probe: each has an origin of its own.
 * @type {Promise<Browser>|undefined}
 */
let browser_here;
after(async () => {
  const browser = await browser_here;
  await browser?.close();
  if (browser) remove_profile(browser.profile);
});

/** A new tab. @param {import('node:test').TestContext} t */
async function viewer_for(t) {
  browser_here ??= Browser.start({graphics: false});
  const page = await (await browser_here).context.newPage();
  at_end(t, () => page.close());
  return {
    page,
    open: (/** @type {string} */ url) => page.goto(url),
    evaluate: (/** @type {any} */ use, /** @type {unknown} */ parameter) => page.evaluate(use, parameter),
  };
}

test_contract(test, 'http_web', async (t) => open_with_strangers(t, await viewer_for(t)),
    {redirect_status: 0});
test_webdav(test, 'webdav over http_web, own origin',
    async (t) => open_at_own_endpoint(t, await viewer_for(t)));
test_webdav(test, 'webdav over http_web, another origin',
    async (t) => open_at_other_endpoint(t, await viewer_for(t)));

test('http_web: what the policy or the other server forbids is unreachable, and never sent', async (t) => {
  const server = await start_strange_server(t);
  const strict = await open_probe(t, await viewer_for(t), []);
  assert.equal((await strict.probe.ask({url: `${server.url}/echo`}).answer).failure, kUnreachable);
  assert.deepEqual(server.seen.asked, [], 'connect-src');
  const own = await strict.probe.ask({url: strict.endpoint.url}).answer;
  assert.deepEqual([own.failure, own.status], [kNone, 200], 'its own server is there');

  const {probe} = await open_probe(t, await viewer_for(t), [server.url]);
  const refused = {headers: {'X-Other': '1'}};
  assert.equal((await probe.ask({url: `${server.url}/echo`, ...refused}).answer).failure, kUnreachable);
  assert.deepEqual(server.seen.asked, ['OPTIONS /echo'], 'the preflight');
  assert.equal((await probe.ask({url: `${server.url}/no-cors`}).answer).failure, kUnreachable);
});

test('http_web: without a network it is unreachable, at once, and works again after', async (t) => {
  const viewer = await viewer_for(t);
  const {probe, server} = await open_with_strangers(t, viewer);
  const url = `${server.url}/nothing`;
  await viewer.page.context().setOffline(true);
  assert.equal((await probe.ask({url}).answer).failure, kUnreachable);
  await viewer.page.context().setOffline(false);
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
