// The page itself, whatever the app shows in it: input methods, focus, scrolling, sizes, and the
// plain pages for browsers that cannot run the app.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Browser, count_while_idle, make_next_version, serve_folder, wait_until_at_rest,
  wait_until_shown} from '../web/rig.mjs';
import {assert_soon, at_end, kFolder, serve, start_browser, test_if_long, use_browser}
  from './support/app.mjs';

/** @type {{browser: Browser, server: Awaited<ReturnType<typeof serve_folder>>}|undefined} */
let plain;

after(async () => {
  await plain?.browser.close();
  await plain?.server.stop();
});

/**
 * The app in a new tab of a browser that all tests share which leave it as it was.
 * @param {import('node:test').TestContext} t
 */
async function open_plain_app(t) {
  plain ??= {browser: await Browser.start(), server: await serve_folder({folder: kFolder})};
  const {browser, server} = plain;
  use_browser(t, browser);
  browser.complaints.length = 0;
  const used = browser.context.pages();
  const page = await browser.context.newPage();
  for (const one of used) await one.close();
  await browser.open(server.url);
  return {browser, server, page};
}

/**
 * The app in a browser of its own.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof start_browser>[1] & {host?: string, wait?: boolean}} options
 */
async function open_app(t, {host, wait, ...options}) {
  const server = await serve(t);
  const browser = await start_browser(t, options);
  const url = host ? server.url.replace('127.0.0.1', host) : server.url;
  return {browser, server, page: await browser.open(url, {wait})};
}

/** Opens the example's interview. @param {import('playwright-core').Page} page */
async function open_interview(page) {
  await page.getByRole('button', {name: 'Try it with an example'}).click();
  await page.getByRole('link', {name: /Ira/}).click();
  const note = page.getByRole('textbox', {name: 'Note'});
  await note.waitFor();
  return note;
}

/** The chosen radio, if it is called `name`. */
function chosen(/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) {
  return page.locator('[role=radio][aria-checked=true]', {hasText: name});
}

test('page: an insecure address says what to do, and nothing of the app is loaded', async (t) => {
  const {page, server} = await open_app(t, {host: 'insecure.test', wait: false,
    arguments: ['--host-resolver-rules=MAP insecure.test 127.0.0.1']});
  await page.getByRole('heading', {name: 'This address is not secure enough'}).waitFor();
  assert.ok(!server.state.requests.some((path) => path.endsWith('.wasm')));
});

test('page: without WebGL it says so, and an empty device has no copy to save', async (t) => {
  const {page} = await open_app(t, {graphics: false, wait: false});
  await page.getByRole('heading', {name: 'Quietroom cannot draw here'}).waitFor();
  await page.getByRole('button', {name: 'Save a copy'}).click();
  await page.getByText('There is no store on this device yet').waitFor();
});

test('page: words that are being composed are left alone, finished ones are kept', async (t) => {
  const {page, browser} = await open_plain_app(t);
  const note = await open_interview(page);
  await note.focus();
  const cdp = await browser.context.newCDPSession(page);
  const compose = (/** @type {string} */ text) => cdp.send('Input.imeSetComposition',
      {text, selectionStart: text.length, selectionEnd: text.length});
  await compose('に');
  await compose('にほん');
  // The Enter that chooses a word belongs to the input method.
  await cdp.send('Input.dispatchKeyEvent',
      {type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229});
  assert.equal(await note.inputValue(), 'にほん');
  await cdp.send('Input.insertText', {text: '日本'});
  await page.keyboard.type(' and more');
  await page.keyboard.press('Enter');
  await page.locator('#mirror').getByText('日本 and more').waitFor({state: 'attached'});
  assert.equal(await note.inputValue(), '');
});

test('page: a press leaves the keyboard in the field, Tab takes it along', async (t) => {
  const {page} = await open_plain_app(t);
  const note = await open_interview(page);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await note.focus();
  await page.getByRole('radio', {name: 'Quote'}).click();
  assert.equal(await focused(), 'Note');
  await chosen(page, 'Quote').waitFor({state: 'attached'});
  await page.keyboard.press('Tab');
  assert.notEqual(await focused(), 'Note');
});

test('page: radios are one stop of Tab, arrows choose', async (t) => {
  const {page} = await open_plain_app(t);
  await open_interview(page);
  await page.getByRole('radio', {name: 'Paraphrase'}).focus();
  await page.keyboard.press('ArrowLeft');
  await chosen(page, 'Quote').waitFor({state: 'attached'});
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Quote');
  const stops = await page.locator('[role=radiogroup] [role=radio]:not([tabindex="-1"])').count();
  assert.equal(stops, await page.getByRole('radiogroup').count());
});

test('page: a screen that is shown and left alone does nothing', async (t) => {
  const {page, browser} = await open_plain_app(t);
  await wait_until_at_rest(page, 500);  // The first frames: glyphs arrive, nothing else should.
  assert.deepEqual(await count_while_idle(page, 3000), {frames: 0, ticks: 0});
  assert.deepEqual(browser.foreign, []);
  assert.deepEqual(browser.complaints, []);
});

test('page: the canvas follows the size of the window in device pixels', async (t) => {
  const {page} = await open_app(t, {scale: 2});
  await page.setViewportSize({width: 820, height: 1180});
  await page.waitForFunction(() => document.getElementById('canvas')?.style.width === '820px');
  assert.deepEqual(await page.evaluate(() => {
    const box = document.getElementById('canvas')?.getBoundingClientRect();
    return [box?.width, box?.height];
  }), [820, 1180]);
});

test('page: dark and light follow the system while the app is open', async (t) => {
  const {page} = await open_plain_app(t);
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({colorScheme: 'dark'});
  await page.waitForFunction(
      (before) => getComputedStyle(document.body).backgroundColor !== before, light);
});

test('page: it works below a path, and the second visit needs no server', async (t) => {
  const server = await serve(t, {path: '/some/where/'});
  const browser = await start_browser(t);
  const page = await browser.open(server.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await server.stop();
  await page.reload();
  await wait_until_shown(page);
  assert.deepEqual(browser.complaints, []);
});

test_if_long('page: a new version waits, and the old one goes on whole until the yes', async (t) => {
  const {page, server} = await open_app(t, {});
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const build = () => page.evaluate(() => document.documentElement.dataset.build);
  const old = await build();
  const next = make_next_version(kFolder);
  at_end(t, next.remove);
  server.state.folder = next.folder;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.waitForFunction(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting);
  await page.reload();
  await wait_until_shown(page);
  assert.equal(await build(), old);
  assert.equal((await page.evaluate(() => caches.keys())).length, 2);
  // The second worker is loaded only now, and the server has only the new version's.
  const late = await page.evaluate(
      async (name) => (await (await fetch(name)).arrayBuffer()).byteLength, `v/${old}/kdf.wasm`);
  assert.ok(late > 1000);

  await page.getByRole('button', {name: 'Update now'}).click();
  await page.waitForFunction((before) => document.documentElement.dataset.build !== before, old);
  await wait_until_shown(page);
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  await server.stop();
  await page.reload();
  await wait_until_shown(page);
  assert.equal(await build(), next.build);
});

test('the policy is in force: no eval, no foreign script, image or request', async (t) => {
  const server = await serve(t);
  const browser = await Browser.start();  // Its foreign requests are made on purpose.
  at_end(t, () => browser.close());
  const page = await browser.open(server.url);
  const refused = await page.evaluate(async () => {
    /** @type {string[]} */
    const violated = [];
    document.addEventListener('securitypolicyviolation',
        (event) => violated.push(event.effectiveDirective));
    const outcome = {eval: false, fetch: false, inline: false, violated};
    // Not eval itself: what a test evaluates is allowed to.
    const inline = document.createElement('script');
    inline.textContent = 'window.was_run = true';
    document.head.append(inline);
    outcome.inline = 'was_run' in window;
    await fetch('https://example.invalid/').then(() => { outcome.fetch = true; }, () => {});
    const image = new Image();
    image.src = 'https://example.invalid/a.png';
    await new Promise((done) => { image.onerror = done; });
    try {
      outcome.eval = Function('return true')();
    } catch {
      // As it should be.
    }
    await new Promise((done) => setTimeout(done));
    return outcome;
  });
  assert.equal(refused.inline, false);
  assert.equal(refused.fetch, false);
  assert.equal(refused.eval, false);
  for (const directive of ['script-src-elem', 'connect-src', 'img-src']) {
    assert.ok(refused.violated.includes(directive), `${directive} of ${refused.violated}`);
  }
});

/** The program's worker. @param {import('playwright-core').Page} page */
function worker_of(page) {
  const worker = page.workers().find((one) => one.url().endsWith('/worker.js'));
  assert.ok(worker);
  return worker;
}

test('page: messages that follow no rule are dropped, and the program goes on', async (t) => {
  const {page, browser} = await open_plain_app(t);
  const messages = ['', 'null', '[]', '{', '{}', '{"type":7}', '{"type":"unheard-of"}',
    '{"type":"text"', '{"type":"text","node":-1,"value":"x"}', '{"type":"text","node":1.5}',
    '{"type":"text","node":1e300,"value":"x"}', '{"type":"text","node":1,"value":{}}',
    '{"type":"text","node":4294967295,"value":"nobody"}', '{"type":"action","action":"explode"}',
    '{"type":"viewport","width":1e30,"height":-1}', '{"type":"viewport"}', '['.repeat(100_000),
    '{"type":"key","key":"\ud800"}', '{"type":"file","node":3,"name":null}'];
  const survived = await worker_of(page).evaluate((all) => {
    const module = /** @type {any} */ (self).Module;
    for (const text of all) {
      const bytes = new TextEncoder().encode(text);
      const at = module._malloc(bytes.length + 1);
      module.HEAPU8.set(bytes, at);
      module._qr_event(at, bytes.length, at, 0);
      module._free(at);
    }
    return all.length;
  }, messages);
  assert.equal(survived, messages.length);
  assert.ok(browser.complaints.some((line) => line.includes('a message was dropped')));
  await open_interview(page);
});

test('page: a lost graphics context comes back with the same picture', async (t) => {
  const {page} = await open_plain_app(t);
  await page.getByRole('button', {name: 'Try it with an example'}).click();
  await page.getByRole('link', {name: 'Cases'}).waitFor();
  await wait_until_at_rest(page, 500);
  const before = await page.screenshot();
  const worker = worker_of(page);
  await worker.evaluate(async () => {
    const context = /** @type {any} */ (self).Module.host.graphics.context();
    const extension = context.getExtension('WEBGL_lose_context');
    extension.loseContext();
    await new Promise((done) => setTimeout(done, 200));
    extension.restoreContext();
    await new Promise((done) => setTimeout(done, 500));
  });
  await wait_until_at_rest(page, 500);
  await assert_soon(async () =>
    assert.ok(before.equals(await page.screenshot()), 'the picture is the same'));
});
