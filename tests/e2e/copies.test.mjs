// A copy of everything in one file: saved here, opened on a device that has nothing.
import assert from 'node:assert/strict';
import {readFileSync, statSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {kPassphrase, Person, profile_for, start_browser, test_if_long} from './support/app.mjs';
import {at_home, kHome, kSmall, way_home} from './support/moved_in.mjs';

/**
 * Somebody with one 1:1 saves a copy.
 * @param {import('node:test').TestContext} t
 */
async function with_a_copy(t) {
  const {server, person, words} = await at_home(t, kSmall);
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.notes('Zürich 東京 🌙 naïve');
  await person.presses('Home');
  await person.reads(/Last copy elsewhere: never/);
  const download = person.page.waitForEvent('download');
  await person.presses('Save a copy');
  const saved = await download;
  const path = join(profile_for(t), 'copy.quietroom');
  await saved.saveAs(path);
  assert.match(saved.suggestedFilename(), /^[\w.-]+\.quietroom$/);
  assert.doesNotMatch(saved.suggestedFilename(), /Ada|Lindgren/);
  await person.reads(/Last copy elsewhere: just now/);
  return {server, words, path};
}

/** @param {import('node:test').TestContext} t @param {{server: {url: string}, path: string}} from */
async function picks_it_on_an_empty_device(t, {server, path}) {
  const person = await Person.open(await start_browser(t, kSmall), server.url);
  await person.presses('Open a copy');
  await person.page.getByLabel('Choose the file').setInputFiles(path);
  await person.reads(/^The copy is whole/);
  return person;
}

/** @param {Person} person */
async function finds_the_interview(person) {
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.', 'Zürich 東京 🌙 naïve']);
}

test('a copy opens on an empty device with its passphrase', async (t) => {
  const copy = await with_a_copy(t);
  const bytes = readFileSync(copy.path);
  for (const secret of ['Lindgren', 'pager', kPassphrase]) assert.ok(!bytes.includes(secret));

  const person = await picks_it_on_an_empty_device(t, copy);
  await person.writes('Its passphrase', 'something else entirely');
  await person.presses('Open the copy');
  assert.match(await person.problem_of('Its passphrase'), /does not open this copy/);
  await person.writes('Its passphrase', kPassphrase);
  await person.presses('Open the copy');
  await finds_the_interview(person);
  await person.page.reload();
  await person.unlocks();
  await finds_the_interview(person);
});

test_if_long('a copy opens on an empty device with the 24 words', async (t) => {
  const copy = await with_a_copy(t);
  const person = await picks_it_on_an_empty_device(t, copy);
  await person.writes('Recovery code', copy.words.join(' '));
  await person.presses('Open the copy');
  await person.sees(/Choose a new passphrase|Start a 1:1 now|1:1 with Ada Lindgren/);
  if (await person.heading('Choose a new passphrase').count() > 0) {
    await person.writes('Passphrase', kPassphrase);
    await person.writes('The same again', kPassphrase);
    await person.presses('Use this passphrase');
  }
  await finds_the_interview(person);
});

test_if_long('a copy that was cut off is refused, and nothing is begun', async (t) => {
  const copy = await with_a_copy(t);
  truncateSync(copy.path, statSync(copy.path).size - 100);
  const person = await Person.open(await start_browser(t), copy.server.url);
  await person.presses('Open a copy');
  await person.page.getByLabel('Choose the file').setInputFiles(copy.path);
  await person.reads(/^This is not a whole Quietroom copy/);
  await person.presses('Back');
  await person.sees('A quiet place for 1:1 notes');
});

test('without WebGL the page says so and still saves a copy', async (t) => {
  const {server, profile} = await with_a_profile(t);
  const browser = await start_browser(t, {profile, graphics: false, arguments: way_home(server)});
  const page = await browser.open(kHome, {wait: false});
  const person = new Person(page);
  await person.sees('Quietroom cannot draw here');
  const download = page.waitForEvent('download');
  await person.presses('Save a copy');
  const path = join(profile_for(t), 'copy.quietroom');
  await (await download).saveAs(path);

  const other = await picks_it_on_an_empty_device(t, {server, path});
  await other.writes('Its passphrase', kPassphrase);
  await other.presses('Open the copy');
  await other.goes_on_with(/Ada Lindgren/);
});

/** A profile with one 1:1 in it, and no browser. @param {import('node:test').TestContext} t */
async function with_a_profile(t) {
  const {server, browser, person} = await at_home(t, {own: true, ...kSmall});
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await browser.close();
  return {server, profile: browser.profile};
}
