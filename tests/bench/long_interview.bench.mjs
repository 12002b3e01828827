// A very long 1:1 in a real browser: opening it, a letter (with nothing else to do and while the
// program works on something long), putting a line under another item, searching it, and scrolling
// with a wheel: how even the frames are, and how far the program's picture is behind the page's own
// scrolling. Software graphics and whatever else the machine does are in these numbers.
import {Browser, make_profile, remove_profile, serve_folder} from '../web/rig.mjs';
import {kFolder, Person} from '../e2e/support/app.mjs';
import {quantile, tell, times_of_keys, write_lines} from './figures.mjs';

const kLines = 5000;
const kRuns = 12;
/** What one gesture goes, and how fast: a hand that looks for something. */
const kWayPx = 24_000;
const kSpeedPxPerS = 4000;

/** Before the page loads: notes when a scroll was told to the program, and when it was done. */
function watch_worker() {
  const told = /** @type {number[]} */ ([]);
  const answered = /** @type {number[]} */ ([]);
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function(/** @type {any[]} */ ...parameters) {
    if (!('listens' in this)) {
      Object.assign(this, {listens: true});
      this.addEventListener('message', ({data}) => {
        if (data.type === 'done' && data.what === 'scroll') answered.push(performance.now());
      });
    }
    if (parameters[0]?.type === 'scroll') told.push(performance.now());
    return post.apply(this, /** @type {any} */ (parameters));
  };
  Object.assign(window, {told, answered});
}

/** @param {Person} person @param {any} cdp */
async function bench_scrolling(person, cdp) {
  const {page} = person;
  const notes = page.getByRole('region', {name: 'Lines of this 1:1'});
  const box = await notes.boundingBox();
  if (!box) throw new Error('the lines are not shown');
  await page.evaluate(() => {
    const intervals = /** @type {number[]} */ ([]);
    Object.assign(window, {intervals, scrolling: true});
    let last = 0;
    const next = (/** @type {number} */ now) => {
      if (last > 0) intervals.push(now - last);
      last = now;
      if (/** @type {any} */ (window).scrolling) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const counts = () => page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
  const before = await counts();
  const begin = Date.now();
  await cdp.send('Input.synthesizeScrollGesture', {x: box.x + box.width / 2,
    y: box.y + box.height / 2, yDistance: kWayPx, speed: kSpeedPxPerS, gestureSourceType: 'mouse'});
  const seconds = (Date.now() - begin) / 1000;
  const after = await counts();
  const {intervals, behind} = await page.evaluate(() => {
    const {intervals, told, answered} = /** @type {any} */ (window);
    Object.assign(window, {scrolling: false});
    return {intervals, behind: answered.map(
        (/** @type {number} */ at, /** @type {number} */ index) => at - told[index])};
  });
  tell('scrolling 5,000 lines: page frame, p50', quantile(intervals, 0.5), 'ms', '-');
  tell('scrolling 5,000 lines: page frame, p95', quantile(intervals, 0.95), 'ms', 34);
  tell('scrolling 5,000 lines: scroll event to laid out, p50', quantile(behind, 0.5), 'ms', '-');
  tell('scrolling 5,000 lines: scroll event to laid out, p95', quantile(behind, 0.95), 'ms', 16);
  tell('scrolling 5,000 lines: pictures drawn', (after.frames - before.frames) / seconds, '1/s',
      '-');
}

/** @param {Person} person @param {string} when */
async function bench_keys(person, when) {
  await person.field('Note').focus();
  const times = await times_of_keys(person.page);
  tell(`a letter beside 5,000 lines${when}: key to paint, p50`, quantile(times, 0.5), 'ms', '-');
  tell(`a letter beside 5,000 lines${when}: key to paint, p95`, quantile(times, 0.95), 'ms', 24);
}

/**
 * A copy of 5,000 lines is made in a quarter of a second, which is too short to type beside it. So
 * the program is given what a long one takes (kJobBudgetMs of app/session/session.h, again and
 * again), without an end.
 * @param {Person} person @param {boolean} on
 */
async function keep_busy(person, on) {
  const worker = person.page.workers().find((one) => one.url().endsWith('/worker.js'));
  if (!worker) throw new Error('the program does not run');
  await worker.evaluate((go_on) => {
    const kJobMs = 4;
    const scope = /** @type {any} */ (self);
    scope.busy = go_on;
    const work = () => {
      if (!scope.busy) return;
      for (const until = performance.now() + kJobMs; performance.now() < until;);
      setTimeout(work);
    };
    work();
  }, on);
}

/**
 * From a press until a text is there, with the frame that shows it.
 * @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} control
 * @param {string} selector Of the elements of which one says `text` in the end.
 * @param {string} text
 */
async function time_of_press(page, control, selector, text) {
  const pressed = await control.elementHandle();
  return page.evaluate(({pressed, selector, text}) => new Promise((done) => {
    const begin = performance.now();
    const look = () => {
      if (![...document.querySelectorAll(selector)].some((one) => one.textContent?.includes(text))) return;
      observer.disconnect();
      requestAnimationFrame(() => done(performance.now() - begin));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, characterData: true});
    /** @type {HTMLElement} */ (pressed).click();
  }), {pressed, selector, text});
}

/** @param {string} what @param {number[]} times */
function tell_times(what, times) {
  tell(`${what}, p50`, quantile(times, 0.5), 'ms', '-');
  tell(`${what}, p95`, quantile(times, 0.95), 'ms', '-');
}

/** From home to the last of the lines. @param {Person} person */
async function bench_opening(person) {
  const times = [];
  for (let run = 0; run < kRuns; ++run) {
    await person.presses('Home');
    await person.sees('Start a 1:1 now');
    const row = person.page.getByRole('link', {name: /Ada Lindgren/})
        .or(person.page.getByRole('button', {name: /Ada Lindgren/})).first();
    times.push(await time_of_press(person.page, row, '[role=listitem]', `Line ${kLines - 1}:`));
  }
  tell_times('opening a 1:1 of 5,000 lines', times);
}

/** @param {Person} person */
async function bench_putting_elsewhere(person) {
  const times = [];
  const last = person.line(`Line ${kLines - 1}:`);
  await last.getByRole('button', {name: /^Change the line/}).click();
  for (let run = 0; run < kRuns; ++run) {
    await person.field('Note').focus();
    await person.page.keyboard.press('Alt+ArrowDown');
    const put = person.button(/^Put under/);
    await put.waitFor();
    const title = (await put.textContent())?.match(/\u201c(.*)\u201d/)?.[1] ?? '';
    times.push(await time_of_press(person.page, put, '[role=listitem] [data-node]', title));
  }
  tell_times('putting one of 5,000 lines under another item', times);
}

/** @param {Person} person */
async function bench_searching(person) {
  await person.presses('Time, consent and more');
  await person.presses('Read back');
  const field = person.field('Search in these notes');
  await field.waitFor();
  const times = [];
  for (let run = 0; run < kRuns; ++run) {
    for (const [words, found] of [['4711', '1 line found'], ['somebody once', 'lines found']]) {
      times.push(await field.evaluate((one, {words, found}) => new Promise((done) => {
        const begin = performance.now();
        const look = () => {
          if (!document.getElementById('mirror')?.textContent?.includes(found)) return;
          observer.disconnect();
          requestAnimationFrame(() => done(performance.now() - begin));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, {subtree: true, childList: true, characterData: true});
        /** @type {HTMLInputElement} */ (one).value = words;
        one.dispatchEvent(new InputEvent('input', {bubbles: true}));
      }), {words, found}));
    }
  }
  tell_times('searching 5,000 lines while reading them back', times);
  await person.presses('Back to the 1:1');
  await person.field('Note').waitFor();
}

const server = await serve_folder({folder: kFolder});
const profile = make_profile();
const browser = await Browser.start({profile, width: 820, height: 1180, touch: true});
try {
  await browser.context.addInitScript(watch_worker);
  const person = await Person.open(browser, server.url);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  const begin = Date.now();
  await write_lines(person, kLines);
  tell('writing 5,000 lines one after the other, each', (Date.now() - begin) / kLines, 'ms', '-');
  await bench_keys(person, '');
  await keep_busy(person, true);
  await bench_keys(person, ', work in the background');
  await keep_busy(person, false);
  await bench_opening(person);
  await bench_putting_elsewhere(person);
  await bench_searching(person);
  await bench_scrolling(person, await browser.context.newCDPSession(person.page));
} finally {
  await browser.close();
  remove_profile(profile);
  await server.stop();
}
