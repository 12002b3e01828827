// What scripts cost: 10,000 different glyphs, and a page of Arabic, which is drawn line by line. The
// program is called within its own worker, so that the time is the program's alone.
import {Browser, make_profile, remove_profile, serve_folder} from '../web/rig.mjs';
import {kFolder, kPassphrase, Person} from '../e2e/support/app.mjs';
import {tell} from './figures.mjs';

const kGlyphs = 10_000;
const kLines = 3;  // A line holds 16 KiB, and an ideograph takes three bytes.
const kFirst = 0x4e00;
const kArabic = ('كان الجدول على الحائط قديما ولم يعرف أحد من عليه الدور في تلك الليلة ' +
    'وقال الجميع إن الهاتف لم يرن').split(' ');
const kArabicLines = 30;

/** @param {Person} person */
function worker_of(person) {
  const worker = person.page.workers().find((one) => one.url().endsWith('/worker.js'));
  if (!worker) throw new Error('there is no worker');
  return worker;
}

/** The memory of the program, which holds the glyphs too. @param {Person} person */
function memory_mib(person) {
  return worker_of(person).evaluate(
      () => /** @type {any} */ (self).Module.HEAPU8.byteLength / 1024 / 1024);
}

/**
 * Hands the program each event and draws a frame after it; how long each pair took.
 * @param {Person} person @param {object[]} events @returns {Promise<number[]>}
 */
function timed(person, events) {
  return worker_of(person).evaluate((all) => all.map((event) => {
    const module = /** @type {any} */ (self).Module;
    const bytes = new TextEncoder().encode(JSON.stringify(event));
    const at = module._malloc(bytes.length);
    module.HEAPU8.set(bytes, at);
    const begin = performance.now();
    module._qr_event(at, bytes.length, at, 0);
    module._qr_frame();
    const took = performance.now() - begin;
    module._free(at);
    return took;
  }), events);
}

/** @param {Person} person */
async function bench_glyphs(person) {
  const before = await memory_mib(person);
  const per_line = Math.ceil(kGlyphs / kLines);
  for (let line = 0; line < kLines; ++line) {
    const first = kFirst + line * per_line;
    await person.notes(String.fromCodePoint(...Array.from({length: per_line}, (_, at) => first + at)));
  }
  const {node, height, seen} = await person.lines().first().evaluate((row) => {
    const scroller = /** @type {HTMLElement} */ (row.closest('.scroller'));
    return {node: Number(scroller.dataset.node), height: scroller.scrollHeight,
      seen: scroller.clientHeight};
  });
  const steps = Array.from({length: Math.ceil(height / seen)}, (_, at) =>
    ({type: 'scroll', node, y: Math.min(at * seen, height - seen)}));
  const times = await timed(person, steps);
  const total = times.reduce((sum, one) => sum + one, 0);
  tell(`${kGlyphs} different glyphs, a page after the other: all`, total, 'ms', 5000);
  tell(`${kGlyphs} different glyphs: one`, total * 1000 / kGlyphs, 'us', 500);
  const again = await timed(person, [...steps].reverse());
  tell(`${kGlyphs} different glyphs, seen again: the slowest page`, Math.max(...again), 'ms', '-');
  tell(`${kGlyphs} different glyphs: memory of the program`, await memory_mib(person) - before,
      'MiB', 64);
}

/** @param {Person} person */
async function bench_arabic(person) {
  const before = await memory_mib(person);
  for (let line = 0; line < kArabicLines; ++line) {
    const words = kArabic.map((_, at) => kArabic[(at * 7 + line) % kArabic.length]);
    await person.notes(`${line} ${words.join(' ')}`);
  }
  const size = {type: 'viewport', height: 800, pixel_ratio: 1, text_scale: 1};
  // Another width: every line is broken and drawn anew.
  const [first, , again] = await timed(person, [{...size, width: 1100}, {...size, width: 1280},
    {...size, width: 1100}]);
  tell('a page of Arabic: broken, shaped and drawn', first, 'ms', 250);
  tell('a page of Arabic: as wide as before', again, 'ms', '-');
  tell('a page of Arabic: memory of the program', await memory_mib(person) - before, 'MiB', 16);
}

const server = await serve_folder({folder: kFolder});
const profile = make_profile();
let browser;
try {
  browser = await Browser.start({profile});
  const person = await Person.open(browser, server.url);
  await person.sets_up(kPassphrase);
  await person.starts_with('Ada Lindgren');
  await bench_arabic(person);
  await bench_glyphs(person);
} finally {
  await browser?.close();
  await server.stop();
  remove_profile(profile);
}
