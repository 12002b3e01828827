// A store that is damaged or gone: each has its own message, nothing is invented in its place, and a
// copy brings everything back.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {kPassphrase, Person, profile_for, test_if_long} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';

/**
 * Changes a file of the store from a bare page of the same origin, as a failing disk would.
 * @param {import('playwright-core').Page} page @param {string} url
 * @param {string} name @param {'flip'|'empty'|'cut'} how
 */
async function damage(page, url, name, how) {
  await page.goto(`${url}nothing-is-here`);
  await page.evaluate(async ({name, how}) => {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getDirectoryHandle('quietroom')).getFileHandle(name);
    let bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
    if (how === 'empty') bytes = bytes.slice(0, 0);
    if (how === 'cut') bytes = bytes.slice(0, bytes.length / 2);
    if (how === 'flip') for (let at = 40; at < bytes.length; at += 512) bytes[at] ^= 0x55;
    // The page that was here a moment ago may hold the file a little longer.
    for (let attempt = 0; ; ++attempt) {
      try {
        const out = await file.createWritable();
        await out.write(bytes);
        return await out.close();
      } catch (error) {
        const busy = error instanceof DOMException && error.name === 'NoModificationAllowedError';
        if (!busy || attempt === 50) throw error;
        await new Promise((again) => setTimeout(again, 50));
      }
    }
  }, {name, how});
}

/** A store with one line and, if wanted, a copy of it. @param {import('node:test').TestContext} t */
async function with_a_store(t, {copy = false} = {}) {
  const {person, url} = await at_home(t, kSmall);
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.presses('Home');
  const path = join(profile_for(t), 'copy.quietroom');
  if (copy) {
    const download = person.page.waitForEvent('download');
    await person.presses('Save a copy');
    await (await download).saveAs(path);
  }
  return {url, person, path};
}

/** Unlocks where it is asked for, and reads what is said. @param {Person} person @param {string} title */
async function is_told(person, title) {
  await person.heading('Unlock').or(person.heading(title)).first().waitFor();
  if (await person.heading('Unlock').count() > 0) await person.unlocks();
  await person.sees(title);
}

const kCases = /** @type {const} */ ([
  [test, 'a damaged store', [['store.db', 'flip'], ['store.db-wal', 'flip']],
    'The notes are damaged'],
  [test, 'a missing store', [['store.db', 'empty'], ['store.db-wal', 'empty']],
    'The notes are missing'],
  [test, 'damaged keys', [['keys-a', 'flip'], ['keys-b', 'flip']], 'The key file is damaged'],
  [test_if_long, 'a store that was cut off', [['store.db', 'cut'], ['store.db-wal', 'empty']],
    'The notes are damaged'],
  [test_if_long, 'missing keys', [['keys-a', 'empty'], ['keys-b', 'empty']],
    'The key file is missing'],
]);

for (const [test_of, what, changes, title] of kCases) {
  test_of(`${what}: "${title}", and it stays so`, async (t) => {
    const {url, person} = await with_a_store(t);
    for (const [name, how] of changes) await damage(person.page, url, name, how);
    await person.page.goto(url);
    await is_told(person, title);
    await person.page.reload();
    await is_told(person, title);
  });
}

test('after damage a copy brings everything back', async (t) => {
  const {url, person, path} = await with_a_store(t, {copy: true});
  await damage(person.page, url, 'store.db', 'flip');
  await damage(person.page, url, 'store.db-wal', 'empty');
  await person.page.goto(url);
  await is_told(person, 'The notes are damaged');
  await person.presses('Open a copy');
  await person.page.getByLabel('Choose the file').setInputFiles(path);
  await person.writes('Its passphrase', kPassphrase);
  await person.presses('Open the copy');
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
});

test('a damaged store can still be saved as it is', async (t) => {
  const {url, person} = await with_a_store(t);
  await damage(person.page, url, 'store.db', 'flip');
  await damage(person.page, url, 'store.db-wal', 'empty');
  await person.page.goto(url);
  await is_told(person, 'The notes are damaged');
  const download = person.page.waitForEvent('download');
  await person.presses('Save the files as they are');
  assert.equal(await (await download).failure(), null);
});
