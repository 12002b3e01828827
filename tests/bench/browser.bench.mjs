// What a person waits for, measured in a real browser: opening, unlocking, a line, a letter.
// Software graphics and whatever else the machine does are in these numbers.
import {join} from 'node:path';
import {Browser, kRoot, make_profile, remove_profile, serve_folder} from '../web/rig.mjs';
import {kFolder, kPassphrase, Person} from '../e2e/support/app.mjs';
import {quantile, tell as tell_figure, times_of_keys} from './figures.mjs';

const kColdRuns = 3;
const kReopenRuns = 8;
const kHashRuns = 3;
const kLines = 120;
const kRestMs = 1500;
const kBarePage = join(kRoot, 'tests/bench/bare_page');

/** @param {string} name @param {number} value_ms @param {number|'-'} budget_ms */
const tell = (name, value_ms, budget_ms) => tell_figure(name, value_ms, 'ms', budget_ms);

/**
 * From the start of the navigation until `role` and `name` can be used.
 * @param {import('playwright-core').Page} page @param {() => Promise<unknown>} navigate
 * @param {string} selector
 */
async function time_until(page, navigate, selector) {
  await page.addInitScript((wanted) => {
    const look = () => {
      if (!document.querySelector(wanted) || 'usable_ms' in window) return;
      requestAnimationFrame(() => Object.assign(window, {usable_ms: performance.now()}));
    };
    new MutationObserver(look).observe(document, {subtree: true, childList: true});
  }, selector);
  await navigate();
  const usable = await page.waitForFunction(() => /** @type {any} */ (window).usable_ms);
  return /** @type {Promise<number>} */ (usable.jsonValue());
}

/** The first visit: nothing is cached, nothing is stored. */
async function bench_cold(url) {
  const times = [];
  for (let run = 0; run < kColdRuns; ++run) {
    const profile = make_profile();
    const browser = await Browser.start({profile});
    try {
      const page = await browser.context.newPage();
      times.push(await time_until(page, () => page.goto(url), '#mirror button'));
    } finally {
      await browser.close();
      remove_profile(profile);
    }
  }
  tell('first visit: navigation to the first screen', quantile(times, 0.5), '-');
}

/** @param {Person} person @param {string} url */
async function bench_reopening(person, url) {
  const times = [];
  for (let run = 0; run < kReopenRuns; ++run) {
    const page = await person.page.context().newPage();
    await person.page.close();
    person.page = page;
    times.push(await time_until(page, () => page.goto(url), '#mirror input[type=password]'));
  }
  tell('reopened offline: navigation to the passphrase', quantile(times, 0.5), 300);
}

/** The second worker and its 64 MiB, as the program uses it. @param {Person} person */
async function bench_slow_hash(person) {
  const times = [];
  for (let run = 0; run < kHashRuns; ++run) {
    times.push(await person.page.evaluate(() => new Promise((done, fail) => {
      const build = document.documentElement.dataset.build;
      const begin = performance.now();
      const worker = new Worker(`v/${build}/kdf_worker.js`);
      worker.onmessage = ({data}) => {
        worker.terminate();
        if (data instanceof Uint8Array) done(performance.now() - begin);
        else fail(new Error('no key'));
      };
      worker.postMessage({passphrase: new Uint8Array(27), salt: new Uint8Array(16),
        memory_kib: 64 * 1024, passes: 3, lanes: 1});
    })));
  }
  tell('Argon2id, 64 MiB, 3 passes, with its worker', quantile(times, 0.5), '-');
  const begin = Date.now();
  await person.unlocks();
  await person.sees('Start a 1:1 now');
  tell('unlocking: Enter to home', Date.now() - begin, '-');
}

/**
 * Has the worker note how long each commit takes: from the first frame of SQLite's log that is
 * written (its header has 24 bytes) until the file is flushed.
 * @param {import('playwright-core').Worker} worker
 */
async function watch_commits(worker) {
  await worker.evaluate(() => {
    const handle = /** @type {any} */ (self).FileSystemSyncAccessHandle.prototype;
    const {write, flush} = handle;
    const times = /** @type {number[]} */ ([]);
    let begin = 0;
    handle.write = function(/** @type {Uint8Array} */ bytes, /** @type {any} */ where) {
      if (begin === 0 && bytes.byteLength === 24) begin = performance.now();
      return write.call(this, bytes, where);
    };
    handle.flush = function() {
      flush.call(this);
      if (begin !== 0) times.push(performance.now() - begin);
      begin = 0;
    };
    Object.assign(self, {commit_times: times});
  });
}

/** From Enter to the line in the tree, which is after it was written durably. @param {Person} person */
async function bench_lines(person) {
  await person.starts_with('Ada Lindgren');
  const [worker] = person.page.workers();
  await watch_commits(worker);
  const times = await person.page.evaluate(async (count) => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('textarea'));
    const times = [];
    for (let at = 0; at < count; ++at) {
      const text = `Line ${at} of the bench, about as long as a sentence that somebody says.`;
      field.value = text;
      field.dispatchEvent(new InputEvent('input', {bubbles: true}));
      await new Promise((done) => setTimeout(done, 20));
      const begin = performance.now();
      await new Promise((done) => {
        const observer = new MutationObserver(() => {
          const rows = [...document.querySelectorAll('#mirror [role=listitem]')];
          const row = rows.find((one) => one.textContent?.includes(text));
          if (!row || row.textContent?.includes('Not saved yet')) return;
          observer.disconnect();
          done(undefined);
        });
        observer.observe(document, {subtree: true, childList: true, characterData: true});
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true,
          cancelable: true}));
      });
      times.push(performance.now() - begin);
    }
    return times;
  }, kLines);
  const commits = await worker.evaluate(() => /** @type {any} */ (self).commit_times);
  tell('a line: its commit, first byte to flushed, p50', quantile(commits, 0.5), '-');
  tell('a line: its commit, first byte to flushed, p95', quantile(commits, 0.95), 5);
  tell('a line: Enter to durable and in the tree, p50', quantile(times, 0.5), '-');
  tell('a line: Enter to durable and in the tree, p95', quantile(times, 0.95), '-');
}

/** What this machine takes for a letter where there is no program at all. @param {Browser} browser */
async function bench_keys_without_us(browser) {
  const server = await serve_folder({folder: kBarePage});
  const page = await browser.context.newPage();
  try {
    await page.goto(server.url);
    await page.getByLabel('Note').focus();
    await page.waitForTimeout(kRestMs);  // The canvas' first frame is a slow one.
    const times = await times_of_keys(page);
    tell('a letter in a bare page with a canvas: key to paint, p50', quantile(times, 0.5), '-');
    tell('a letter in a bare page with a canvas: key to paint, p95', quantile(times, 0.95), '-');
  } finally {
    await page.close();
    await server.stop();
  }
}

/** @param {Person} person */
async function bench_keys(person) {
  await person.field('Note').focus();
  await person.page.waitForTimeout(kRestMs);
  const times = await times_of_keys(person.page);
  tell('a letter: key to paint, p50 (16 is the least that is told)', quantile(times, 0.5), '-');
  tell('a letter: key to paint, p95', quantile(times, 0.95), 24);
}

const server = await serve_folder({folder: kFolder});
const profile = make_profile();
let browser;
try {
  await bench_cold(server.url);
  browser = await Browser.start({profile});
  await bench_keys_without_us(browser);
  const person = await Person.open(browser, server.url);
  await person.sets_up(kPassphrase);
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await server.stop();
  await browser.context.setOffline(true);
  await bench_reopening(person, server.url);
  await bench_slow_hash(person);
  await bench_lines(person);
  await bench_keys(person);
} finally {
  await browser?.close();
  await server.stop();
  remove_profile(profile);
}
