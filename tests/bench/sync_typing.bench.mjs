// Typing beside 5,000 lines while a sync is under way: the other device's thousands of lines come in,
// and this one's go up for the first time. From a key to its letter on the screen, from a letter to
// the disk, from Enter to the disk, and how long the program is busy at one piece; beside it the same
// without a sync. Software graphics and whatever else the machine does are in these numbers.
import {join} from 'node:path';
import {Browser, make_profile, remove_profile} from '../web/rig.mjs';
import {kPassphrase, Person} from '../e2e/support/app.mjs';
import {opens_copy, saves_copy, SyncServer, to_sync, turns_sync_on} from '../e2e/support/sync.mjs';
import {kShortestEventMs, quantile, tell, write_lines} from './figures.mjs';

const kLines = 5000;
const kOthersLines = 2000;
const kOtherName = /Ada Lindgren/;
const kWindow = {width: 820, height: 1180};
const kPatienceMs = 120_000;
/** A line of so many letters, then Enter. */
const kText = 'nobody knew whose';
const kBetweenLettersMs = 25;
const kLinesWithout = 20;
/** A sync that asks for nothing more for so long has ended. */
const kSilenceMs = 1000;
/** What shares the processor with a sync may take half as long again. */
const kRatioMax = 1.5;

/** @typedef {{at: number, ms: number}} Took When it began, since 1970 in ms, and how long it took. */

/**
 * Before the page loads: notes each key, when the program is told of a letter or of Enter, and how
 * long keys took to the paint.
 * @param {number} shortest
 */
function watch_page(shortest) {
  const keys = /** @type {{at: number, enter: boolean}[]} */ ([]);
  const told = /** @type {number[]} */ ([]);
  const painted = /** @type {Took[]} */ ([]);
  window.addEventListener('keydown', ({timeStamp, key}) => {
    keys.push({at: performance.timeOrigin + timeStamp, enter: key === 'Enter'});
  }, {capture: true});
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function(/** @type {any[]} */ ...parameters) {
    const {type, action} = parameters[0] ?? {};
    if (type === 'text' || action === 'submit') told.push(performance.timeOrigin + performance.now());
    return post.apply(this, /** @type {any} */ (parameters));
  };
  new PerformanceObserver((list) => {
    for (const {name, startTime, duration} of list.getEntries()) {
      if (name === 'keydown') painted.push({at: performance.timeOrigin + startTime, ms: duration});
    }
  }).observe(/** @type {any} */ ({type: 'event', durationThreshold: shortest}));
  Object.assign(window, {keys, told, painted});
}

/**
 * In the worker: notes up to which message everything is on the disk, what is asked of the endpoint,
 * and how long each call of the program takes. `heard` messages have come already.
 * @param {number} heard
 */
function watch_worker(heard) {
  const scope = /** @type {any} */ (self);
  const now = () => performance.timeOrigin + performance.now();
  const kept = /** @type {{count: number, at: number}[]} */ ([]);
  const asked = /** @type {Took[]} */ ([]);
  const calls = /** @type {Took[]} */ ([]);
  let unsaved = false, running = 0;
  const is_kept = () => void (unsaved || kept.push({count: heard, at: now()}));
  const {postMessage: post, onmessage: receive, fetch: ask} = scope;
  scope.postMessage = (/** @type {any[]} */ ...parameters) => {
    post.apply(scope, parameters);
    if (parameters[0]?.type !== 'unsaved') return;
    unsaved = parameters[0].any === true;
    is_kept();
  };
  scope.onmessage = (/** @type {MessageEvent} */ event) => {
    receive(event);
    if (event.data.type === 'text' || event.data.action === 'submit') ++heard;
    is_kept();
  };
  scope.fetch = async (/** @type {any[]} */ ...parameters) => {
    const at = now();
    ++running;
    try {
      return await ask.apply(scope, parameters);
    } finally {
      --running;
      asked.push({at, ms: now() - at});
    }
  };
  for (const name of ['_qr_tick', '_qr_event']) {
    const call = scope.Module[name];
    scope.Module[name] = (/** @type {any[]} */ ...parameters) => {
      const at = now();
      const result = call(...parameters);
      calls.push({at, ms: now() - at});
      return result;
    };
  }
  const is_silent = (/** @type {number} */ ms) => asked.length > 0 && running === 0 &&
      asked.every((one) => one.at + one.ms < now() - ms);
  Object.assign(scope, {watched: {kept, asked, calls}, is_silent});
}

/** @param {Person} person */
function worker_of(person) {
  const worker = person.page.workers().find((one) => one.url().endsWith('/worker.js'));
  if (!worker) throw new Error('the program does not run');
  return worker;
}

/**
 * Types lines until `ended`; what a second of silence before it and after it leaves of what was asked
 * of the endpoint is the sync.
 * @param {Person} person @param {(lines: number) => Promise<boolean>} ended
 */
async function times_of_typing(person, ended) {
  const {page} = person;
  const begin = Date.now();
  for (let lines = 0; !await ended(lines); ++lines) {
    await page.keyboard.type(kText, {delay: kBetweenLettersMs});
    await page.keyboard.press('Enter');
  }
  await page.waitForTimeout(kSilenceMs);
  const {keys, told, painted} = await page.evaluate(() => {
    const {keys, told, painted} = /** @type {any} */ (window);
    return {keys, told, painted};
  });
  const {kept, asked, calls} = await worker_of(person).evaluate(
      () => /** @type {any} */ (self).watched);
  const sync = asked.filter((/** @type {Took} */ one) => one.at >= begin);
  const end = sync.length === 0 ? Date.now() :
    Math.max(...sync.map((/** @type {Took} */ one) => one.at + one.ms));
  const is_inside = (/** @type {{at: number}} */ one) => one.at >= begin && one.at <= end;
  const until_kept = (/** @type {{at: number}} */ key) => {
    const message = told.findIndex((/** @type {number} */ at) => at >= key.at);
    return kept.find((/** @type {{count: number}} */ one) => one.count > message).at - key.at;
  };
  const shown = keys.filter(is_inside);
  if (!shown.some((/** @type {{enter: boolean}} */ key) => key.enter)) {
    throw new Error('the sync was over before a line was kept');
  }
  const paints = painted.filter(is_inside).map((/** @type {Took} */ one) => one.ms);
  const quick = Array(Math.max(0, shown.length - paints.length)).fill(kShortestEventMs);
  const of = (/** @type {boolean} */ enter) => shown.filter(
      (/** @type {{enter: boolean}} */ key) => key.enter === enter).map(until_kept);
  return {paints: [...paints, ...quick], letters: of(false), enters: of(true),
    slices: calls.filter(is_inside).map((/** @type {Took} */ one) => one.ms),
    requests: sync.length, seconds: (end - begin) / 1000};
}

/** @typedef {Awaited<ReturnType<typeof times_of_typing>>} Times */

/**
 * @param {string} what @param {number[]} alone @param {number[]} synced
 * @param {number} budget_ms Of p95 while a sync is under way.
 */
function tell_both(what, alone, synced, budget_ms) {
  for (const [part, name] of /** @type {const} */ ([[0.5, 'p50'], [0.95, 'p95']])) {
    const [before, during] = [quantile(alone, part), quantile(synced, part)];
    tell(`${what}, ${name}, no sync`, before, 'ms', '-');
    tell(`${what}, ${name}, during a sync`, during, 'ms', part === 0.95 ? budget_ms : '-');
    tell(`${what}, ${name}, ratio`, during / before, '-', part === 0.95 ? kRatioMax : '-');
  }
}

/** A person with sync, and a copy of the store. @param {SyncServer} server @param {string} profile */
async function begins(server, profile) {
  const {browser, person} = await starts(server, profile);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('Where it began.');
  await to_sync(person);
  await turns_sync_on(person);
  await person.presses('Back');
  const copy = join(profile, 'copy.quietroom');
  await saves_copy(person, copy);
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await browser.close();
  return copy;
}

/**
 * Another device, which writes many lines while the server is away, and then sends them.
 * @param {SyncServer} server @param {string} profile @param {string} copy
 */
async function writes_elsewhere(server, profile, copy) {
  const {browser, person} = await starts(server, profile);
  await opens_copy(person, copy, kPassphrase);
  await person.goes_on_with(kOtherName);
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await server.stop();
  await write_lines(person, kOthersLines, 'Elsewhere');
  await server.start();
  await to_sync(person);
  await person.presses('Sync now');
  await person.reads(/^Everything is at the endpoint/);
  await browser.close();
  await server.stop();
}

/** @param {SyncServer} server @param {string} profile */
async function starts(server, profile) {
  const browser = await Browser.start({profile, ...kWindow});
  browser.context.setDefaultTimeout(kPatienceMs);
  await browser.context.addInitScript(watch_page, kShortestEventMs);
  return {browser, person: await Person.open(browser, server.url)};
}

/** @param {SyncServer} server @param {string} profile */
async function bench(server, profile) {
  const {browser, person} = await starts(server, profile);
  try {
    await person.unlocks();
    await person.goes_on_with(kOtherName);
    await write_lines(person, kLines);
    await person.page.waitForTimeout(kSilenceMs);
    await worker_of(person).evaluate(watch_worker,
        await person.page.evaluate(() => /** @type {any} */ (window).told.length));
    await person.field('Note').focus();
    const alone = await times_of_typing(person, async (lines) => lines === kLinesWithout);
    await server.start();
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
    const synced = await times_of_typing(person, () => worker_of(person).evaluate(
        (ms) => /** @type {any} */ (self).is_silent(ms), kSilenceMs));
    tell('the sync: requests', synced.requests, '-', '-');
    tell('the sync: how long it took', synced.seconds, 's', '-');
    tell_both('a letter beside 5,000 lines: key to paint', alone.paints, synced.paints, 24);
    tell_both('a letter beside 5,000 lines: key to durable', alone.letters, synced.letters, 250);
    tell_both('a line beside 5,000 lines: Enter to durable', alone.enters, synced.enters, 50);
    tell('the program at one piece, longest, no sync', Math.max(...alone.slices), 'ms', '-');
    tell('the program at one piece, longest, during a sync', Math.max(...synced.slices), 'ms', '-');
  } finally {
    await browser.close();
  }
}

const server = new SyncServer();
const profiles = [make_profile(), make_profile()];
try {
  await server.start();
  const copy = await begins(server, profiles[0]);
  await writes_elsewhere(server, profiles[1], copy);
  await bench(server, profiles[0]);
} finally {
  await server.stop();
  server.remove();
  profiles.forEach(remove_profile);
}
