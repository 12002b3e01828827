// How long a line takes from Enter until it is shown as saved, in Firefox (synchronous files) and in
// WebKitGTK (the browser's database). Chromium's figures are in browser.bench.mjs.
import {kFolder, kPassphrase} from '../e2e/support/app.mjs';
import {Person} from '../engines/support/app.mjs';
import {start_display} from '../engines/support/display.mjs';
import {Firefox} from '../engines/support/firefox.mjs';
import {WebKit} from '../engines/support/webkit.mjs';
import {make_profile, remove_profile, serve_folder} from '../web/rig.mjs';

const kLines = 200;
/** So many at a time, so that no script runs longer than a driver allows. */
const kPart = 20;
/** The budget of docs/architecture.md; none where nothing can be waited for. */
const kBudgets = new Map([[Firefox, 15], [WebKit, '-']]);

const server = await serve_folder({folder: kFolder});
const display = await start_display();
for (const [kind, budget] of kBudgets) {
  const profile = make_profile();
  const engine = await kind.start({profile, display: display.variables, exact_times: true});
  try {
    await bench_lines(await Person.open(engine, server.url), budget);
  } finally {
    await engine.close();
    remove_profile(profile);
  }
}
await display.stop();
await server.stop();

/** @param {Person} person @param {number|string} budget */
async function bench_lines(person, budget) {
  await person.sets_up(kPassphrase);
  await person.starts_with('Ada Lindgren');
  /** @type {number[]} */
  const times = [];
  while (times.length < kLines) {
    times.push(...await person.engine.evaluate(write_lines, times.length, kPart));
  }
  times.sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  const {name} = person.engine;
  tell(`${name}, a line: Enter to saved, p50`, times[Math.floor(times.length * 0.5)], '-');
  tell(`${name}, a line: Enter to saved, p95`, times[Math.floor(times.length * 0.95)], budget);
}

/** @param {string} name @param {number} value @param {number|string} budget */
function tell(name, value, budget) {
  console.log([name, value.toFixed(1), 'ms', budget].join('\t'));
}

/**
 * Runs in the page.
 * @param {number} first @param {number} count @returns {Promise<number[]>}
 */
async function write_lines(first, count) {
  const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('textarea'));
  const times = [];
  for (let at = first; at < first + count; ++at) {
    const text = `Line ${at} of the bench, about as long as a sentence that somebody says.`;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    await new Promise((done) => setTimeout(done, 20));
    const begin = performance.now();
    await new Promise((done) => {
      const observer = new MutationObserver(() => {
        const rows = [...document.querySelectorAll('#mirror [role=listitem]')];
        const row = rows.find((one) => one.textContent?.includes(text));
        if (!row || row.querySelector('[aria-label=Saving]')) return;
        if (row.textContent?.includes('Not saved yet')) return;
        observer.disconnect();
        done(undefined);
      });
      observer.observe(document, {subtree: true, childList: true, characterData: true,
        attributes: true});
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true,
        cancelable: true}));
    });
    times.push(performance.now() - begin);
  }
  return times;
}
