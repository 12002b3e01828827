// What the screens look like is what docs/screenshots shows, and axe-core finds nothing wrong on them:
// every screen in one size (with --long in each), and in the other sizes and colours how those look
// that have most of the widgets.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {after, test} from 'node:test';
import {axe_violations, kRoot, screenshot} from '../web/rig.mjs';
import {kLong} from './support/app.mjs';
import {Comparer, uncertain_places, kPictures, kSets} from './support/pictures.mjs';
import {tour} from './support/tour.mjs';

const kWhole = '820x1180-light';
const kLogs = join(kRoot, 'build/logs/pictures');
/** A busy machine may be late with a frame; one that is asked for again and again comes. */
const kPatienceMs = 20_000;
/** When one has failed already, the others shall not take minutes to say the same. */
const kPatienceAfterMs = 2000;

/**
 * What is wrong with how a screen looks now; empty if nothing.
 * @param {Comparer} comparer @param {import('playwright-core').Page} page
 * @param {string} name Of the set and the screen: "820x1180-light/home".
 * @param {number} patience_ms
 */
async function problem_of(comparer, page, name, patience_ms) {
  const path = join(kPictures, `${name}.png`);
  if (!existsSync(path)) return `${name}: there is no picture of it`;
  const stored = readFileSync(path);
  for (const until = Date.now() + patience_ms;;) {
    const picture = await screenshot(page);
    const found = await comparer.compare(stored, picture, await uncertain_places(page));
    if (found.same) return '';
    if (Date.now() < until) continue;
    const file = join(kLogs, name.replace('/', '-'));
    mkdirSync(kLogs, {recursive: true});
    writeFileSync(`${file}.png`, picture);
    writeFileSync(`${file}-difference.png`, found.difference);
    return `${name}: ${(found.share * 100).toFixed(2)} % of it differs: see ` +
        `${relative(kRoot, file)}.png and ${relative(kRoot, file)}-difference.png`;
  }
}

/** One for all tests. @type {Promise<Comparer>|undefined} */
let comparer_here;
after(async () => (await comparer_here)?.stop());

// One way through the screens for light and dark: whoever sees them changes the colours there.
for (const {name: set, options} of kSets.filter((one) => !one.options.dark)) {
  const dark = set.replace('light', 'dark');
  const whole = set === kWhole || kLong;
  const how = `look as in docs/screenshots${whole ? ' and have nothing that axe finds' : ''}`;
  test(`pictures: ${set} and ${dark} ${how}${whole ? ', every screen' : ''}`, async (t) => {
    const comparer = await (comparer_here ??= Comparer.start());
    /** @type {string[]} */
    const problems = [];
    const seen = new Set();
    const looks_as_stored = async (/** @type {import('playwright-core').Page} */ page,
        /** @type {string} */ name) => {
      const patience_ms = problems.length === 0 ? kPatienceMs : kPatienceAfterMs;
      const problem = await problem_of(comparer, page, name, patience_ms);
      if (problem) problems.push(problem);
    };
    await tour(t, options, async ({page}, screen, in_brief) => {
      seen.add(`${screen}.png`);
      await looks_as_stored(page, `${set}/${screen}`);
      // Once a screen: in dark only colours differ, which axe cannot see, in other sizes places.
      if (whole) {
        problems.push(...(await axe_violations(page)).map((one) => `${set}/${screen}: ${one}`));
      }
      if (!in_brief) return;
      await page.emulateMedia({colorScheme: 'dark'});
      await looks_as_stored(page, `${dark}/${screen}`);
      await page.emulateMedia({colorScheme: 'light'});
    }, {brief: !whole});
    if (whole) {
      const gone = readdirSync(join(kPictures, set)).filter((file) => !seen.has(file));
      for (const file of gone) problems.push(`${set}/${file}: no screen looks like that any more`);
    }
    assert.deepEqual(problems, [], 'if the change is wanted, `node tests/e2e/screenshots.mjs` ' +
        'takes the pictures anew: look at them, then commit them with the change');
  });
}
