// What is written stands nowhere on the disk in the clear: the browser's profile is searched, files
// of the store, caches, sessions and all.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {kLong, kPassphrase, Person, profile_for, serve, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';

/**
 * Where in a folder a text stands, as UTF-8 or UTF-16.
 * @param {string} folder @param {string[]} texts
 */
function places_of(folder, texts) {
  const found = [];
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath ?? entry.path, entry.name));
    for (const text of texts) {
      const stands = ['utf8', 'utf16le'].some(
          (form) => bytes.includes(Buffer.from(text, /** @type {BufferEncoding} */ (form))));
      if (stands) found.push(`${text}: ${join(entry.parentPath ?? entry.path, entry.name)}`);
    }
  }
  return found;
}

for (const end of /** @type {const} */ (kLong ? ['kill', 'close'] : ['kill'])) {
  test(`nothing that was typed is in the profile after a ${end}`, async (t) => {
    const server = await serve(t);
    const profile = profile_for(t);
    const browser = await start_browser(t, {...kSmall, profile});
    const person = await Person.open(browser, server.url);
    const words = await person.sets_up();
    await person.starts_with('Xylophania Quibbleworth');
    await person.notes('canarylineword was said');
    await person.notes('another canarysecondword');
    await person.page.keyboard.type('canarydraftword stays in the field');
    await person.reads('Saved on this device');
    await person.presses('Home');
    await person.presses(/^Save a copy/);
    await person.page.getByRole('link', {name: /Cases/}).click();
    await person.writes('New case', 'canarycaseword');
    await person.presses('Create');
    await person.reads('canarycaseword');
    await browser[end]();

    assert.deepEqual(places_of(profile, ['Xylophania', 'Quibbleworth', 'canarylineword',
      'canarysecondword', 'canarydraftword', 'canarycaseword', kPassphrase,
      words.slice(0, 3).join(' '), words.slice(0, 3).join('\n')]), []);
    assert.notDeepEqual(places_of(profile, ['quietroom']), [], 'the search itself works');
  });
}

test('the example is marked, and leaves nothing behind', async (t) => {
  const server = await serve(t);
  const profile = profile_for(t);
  const browser = await start_browser(t, {...kSmall, profile});
  const person = await Person.open(browser, server.url);
  const files = () => person.page.evaluate(async () => {
    const sizes = [];
    const root = await navigator.storage.getDirectory();
    for await (const [, folder] of /** @type {any} */ (root).entries()) {
      for await (const [name, file] of folder.entries()) {
        sizes.push(`${name} ${(await file.getFile()).size}`);
      }
    }
    return sizes.sort();
  });
  const before = await files();
  await person.presses('Try it with an example');
  await person.reads(/^An example with invented people/);
  await person.goes_on_with(/Ira Example/);
  await person.notes('canaryexampleword');
  assert.equal(await person.button('Lock').count(), 0, 'there is no passphrase to lock with');
  await person.reads(/^An example with invented people/);
  await person.presses('Leave the example');
  await person.sees('A quiet place for 1:1 notes');
  assert.deepEqual(await files(), before);
  await browser.close();
  assert.deepEqual(places_of(profile, ['canaryexampleword']), []);
});
