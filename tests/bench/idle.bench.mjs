// What the program costs while nobody does anything: pictures, wake-ups and the processor's time in
// half a minute, at home and in a 1:1 whose field has the keyboard. Beside it what this machine takes
// for a bare page with a field and a canvas: the browser paints a blinking caret twice a second, and
// without a graphics card that is most of the figure.
import {join} from 'node:path';
import {Browser, count_while_idle, kRoot, make_profile, remove_profile, serve_folder} from '../web/rig.mjs';
import {kFolder, Person} from '../e2e/support/app.mjs';
import {tell} from './figures.mjs';

const kIdleMs = 30_000;
const kRestMs = 1500;

/**
 * What the processor does for the page while `wait` waits.
 * @param {Browser} browser @param {string} where @param {() => Promise<unknown>} wait
 */
async function bench_processor(browser, where, wait) {
  const page_before = browser.processor_ms('renderer');
  const graphics_before = browser.processor_ms('gpu-process');
  await wait();
  tell(`${where}, idle for 30 s: processor, page and program`,
      browser.processor_ms('renderer') - page_before, 'ms', '-');
  tell(`${where}, idle for 30 s: processor, graphics`,
      browser.processor_ms('gpu-process') - graphics_before, 'ms', '-');
}

/** @param {Browser} browser */
async function bench_bare_page(browser) {
  const bare = await serve_folder({folder: join(kRoot, 'tests/bench/bare_page')});
  const page = await browser.context.newPage();
  await page.goto(bare.url);
  await page.getByLabel('Note').focus();
  await page.waitForTimeout(kRestMs);
  await bench_processor(browser, 'a bare page, its field focused',
      () => page.waitForTimeout(kIdleMs));
  await page.close();
  await bare.stop();
}

/** @param {Browser} browser @param {Person} person @param {string} where */
async function bench_idle(browser, person, where) {
  // The minutes on the screen change with the minute: a wake-up and a picture that are wanted.
  const to_minute_ms = 60_000 - Date.now() % 60_000;
  if (to_minute_ms < kIdleMs + 1000) await person.page.waitForTimeout(to_minute_ms + 500);
  // What was done a moment ago may still be painted.
  for (let quiet = 0; quiet < 2;) {
    quiet = (await count_while_idle(person.page, 500)).frames === 0 ? quiet + 1 : 0;
  }
  let counts = {frames: 0, ticks: 0};
  await bench_processor(browser, where, async () => {
    counts = await count_while_idle(person.page, kIdleMs);
  });
  tell(`${where}, idle for 30 s: pictures drawn`, counts.frames, '-', 0);
  tell(`${where}, idle for 30 s: wake-ups of the program`, counts.ticks, '-', 0);
}

const server = await serve_folder({folder: kFolder});
const profile = make_profile();
const browser = await Browser.start({profile});
try {
  await bench_bare_page(browser);
  const person = await Person.open(browser, server.url);
  await person.sets_up();
  await bench_idle(browser, person, 'home');
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.keyboard.type('I thought it was');
  await person.reads('Saved on this device');
  await bench_idle(browser, person, 'a 1:1, its field focused');
} finally {
  await browser.close();
  remove_profile(profile);
  await server.stop();
}
