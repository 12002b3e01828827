// Takes the pictures in docs/screenshots: every screen, in three sizes, light and dark.
// usage: node tests/e2e/screenshots.mjs [size-theme ...], for example 400x900-dark. Not a test.
import {mkdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {kRoot, screenshot} from '../web/rig.mjs';
import {tour} from './support/tour.mjs';

const kFolder = process.env.QUIETROOM_SCREENSHOTS ?? join(kRoot, 'docs/screenshots');
const kSizes = [
  {width: 1280, height: 800}, {width: 820, height: 1180, touch: true}, {width: 400, height: 900},
];
/** A picture that is larger does not go into the repository. */
const kBytesMax = 150_000;

const wanted = process.argv.slice(2);

for (const size of kSizes) {
  for (const theme of ['light', 'dark']) {
    const name = `${size.width}x${size.height}-${theme}`;
    if (wanted.length === 0 || wanted.includes(name)) await take_all(name, size, theme);
  }
}

/** @param {string} name @param {(typeof kSizes)[number]} size @param {string} theme */
async function take_all(name, size, theme) {
  const folder = join(kFolder, name);
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  /** @type {(() => Promise<void>)[]} */
  const endings = [];
  const context = /** @type {any} */ ({after: (/** @type {any} */ end) => endings.push(end)});
  let taken = 0;
  try {
    await tour(context, {...size, dark: theme === 'dark'}, async ({page}, screen) => {
      const path = join(folder, `${screen}.png`);
      await screenshot(page, path);
      if (statSync(path).size > kBytesMax) console.log(`${path}: ${statSync(path).size} bytes`);
      taken++;
    });
  } finally {
    for (const end of endings) await end();
  }
  console.log(`${name}: ${taken} pictures`);
}
