// Scrolling through a very long 1:1 with a wheel, in a real browser: how even the frames are, and
// how far the program's picture is behind the page's own scrolling. Software graphics and whatever
// else the machine does are in these numbers. And what a letter takes in that 1:1, with nothing else
// to do and while the program works on something long.
import {Browser, make_profile, remove_profile, serve_folder} from '../web/rig.mjs';
import {kFolder, Person} from '../e2e/support/app.mjs';
import {quantile, tell, times_of_keys} from './figures.mjs';

const kLines = 5000;
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

/** All lines by Enter, as somebody would, without waiting for each. @param {Person} person */
async function write_lines(person) {
  await person.page.evaluate((count) => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('textarea'));
    for (let at = 0; at < count; ++at) {
      field.value = `Line ${at}: ${'about as long as somebody speaks at once, '.repeat(at % 4)}so.`;
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true,
        cancelable: true}));
    }
  }, kLines);
  await person.line(`Line ${kLines - 1}:`).waitFor({timeout: 600_000});
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

const server = await serve_folder({folder: kFolder});
const profile = make_profile();
const browser = await Browser.start({profile, width: 820, height: 1180, touch: true});
try {
  await browser.context.addInitScript(watch_worker);
  const person = await Person.open(browser, server.url);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  const begin = Date.now();
  await write_lines(person);
  tell('writing 5,000 lines one after the other, each', (Date.now() - begin) / kLines, 'ms', '-');
  await bench_keys(person, '');
  await keep_busy(person, true);
  await bench_keys(person, ', work in the background');
  await keep_busy(person, false);
  await bench_scrolling(person, await browser.context.newCDPSession(person.page));
} finally {
  await browser.close();
  remove_profile(profile);
  await server.stop();
}
