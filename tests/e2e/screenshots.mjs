// Takes the pictures in docs/screenshots: every screen, in three sizes, light and dark. A picture
// that shows what the stored one shows is left as it is.
// usage: node tests/e2e/screenshots.mjs [size-theme ...], for example 400x900-dark. Not a test; the
// test that compares is pictures.test.mjs.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {screenshot} from '../web/rig.mjs';
import {Comparer, uncertain_places, kPictures, kSets} from './support/pictures.mjs';
import {tour} from './support/tour.mjs';

/** A picture that is larger does not go into the repository. */
const kBytesMax = 150_000;

const wanted = process.argv.slice(2);
const comparer = await Comparer.start();
try {
  for (const {name, options} of kSets) {
    if (wanted.length === 0 || wanted.includes(name)) await take_all(name, options);
  }
} finally {
  await comparer.stop();
}

/** @param {string} name @param {(typeof kSets)[number]['options']} options */
async function take_all(name, options) {
  const folder = join(kPictures, name);
  mkdirSync(folder, {recursive: true});
  /** @type {(() => Promise<void>)[]} */
  const endings = [];
  const context = /** @type {any} */ ({after: (/** @type {any} */ end) => endings.push(end)});
  const taken = new Set();
  let written = 0;
  try {
    await tour(context, options, async ({page}, screen) => {
      const file = `${screen}.png`;
      taken.add(file);
      if (await keep(page, join(folder, file))) ++written;
    });
  } finally {
    for (const end of endings) await end();
  }
  for (const file of readdirSync(folder)) {
    if (!taken.has(file)) rmSync(join(folder, file));
  }
  console.log(`${name}: ${taken.size} pictures, ${written} of them new`);
}

/** True if the picture is another one than was stored. */
async function keep(/** @type {import('playwright-core').Page} */ page, /** @type {string} */ path) {
  const picture = await screenshot(page);
  if (existsSync(path)) {
    const ignored = await uncertain_places(page);
    // Stricter than the test, so that small changes do not add up to what it forgives.
    if ((await comparer.compare(readFileSync(path), picture, ignored)).share === 0) return false;
  }
  writeFileSync(path, picture);
  if (picture.length > kBytesMax) console.log(`${path}: ${picture.length} bytes`);
  return true;
}
