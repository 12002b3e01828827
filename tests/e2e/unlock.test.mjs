// Getting in again: a wrong passphrase, the recovery code, and what locking and covering leave.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kNewPassphrase, kPassphrase, Person} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';

/** A 1:1 with one line and a sentence that is not finished. @param {import('node:test').TestContext} t */
async function in_an_interview(t) {
  const {person, words} = await at_home(t, {...kSmall, slow_hash: true});
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.keyboard.type('I thought it was');
  return {person, words};
}

/** @param {Person} person */
async function finds_all_as_it_was(person) {
  await person.field('Note').waitFor();
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
  assert.equal(await person.field('Note').inputValue(), 'I thought it was');
}

test('a wrong passphrase is said to be wrong, and the right one still opens', async (t) => {
  const {person} = await in_an_interview(t);
  await person.page.reload();
  await person.writes('Passphrase', 'otter lantern gravel viola');
  await person.presses('Unlock');
  assert.match(await person.problem_of('Passphrase'), /^That is not the passphrase/);
  assert.equal(await person.field('Note').count(), 0);
  await person.unlocks();
  await finds_all_as_it_was(person);
});

test('the recovery code opens, a new passphrase holds, the old one does not', async (t) => {
  const {person, words} = await in_an_interview(t);
  await person.page.reload();
  await person.presses('I forgot the passphrase');
  await person.writes('Recovery code', 'zebra '.repeat(24).trim());
  await person.presses('Open with these words');
  assert.match(await person.problem_of('Recovery code'), /not a recovery code|another store/);
  await person.writes('Recovery code', words.join(' '));
  await person.presses('Open with these words');
  await person.sees('Choose a new passphrase');
  await person.writes('Passphrase', kNewPassphrase);
  await person.writes('The same again', kNewPassphrase);
  await person.presses('Use this passphrase');
  await person.goes_on_with(/Ada Lindgren/);
  await finds_all_as_it_was(person);

  await person.page.reload();
  await person.writes('Passphrase', kPassphrase);
  await person.presses('Unlock');
  assert.match(await person.problem_of('Passphrase'), /^That is not the passphrase/);
  await person.unlocks(kNewPassphrase);
  await finds_all_as_it_was(person);

  await person.page.reload();
  await person.presses('I forgot the passphrase');
  await person.writes('Recovery code', words.join('\n').toUpperCase());
  await person.presses('Open with these words');
  await person.sees('Choose a new passphrase');
});

test('locking in a 1:1 hides everything and keeps the text in the field', async (t) => {
  const {person} = await in_an_interview(t);
  await person.presses('Lock');
  await person.sees('Unlock');
  await nothing_is_told(person);
  await person.unlocks();
  await finds_all_as_it_was(person);
  await person.page.keyboard.type(' nothing');
  assert.equal(await person.field('Note').inputValue(), 'I thought it was nothing',
      'typing goes on in the field');
});

test('the cover shows nothing in the tree, and one press takes it away', async (t) => {
  const {person} = await in_an_interview(t);
  await person.presses('Cover the screen');
  await person.button('Uncover').waitFor();
  await nothing_is_told(person);
  await person.presses('Uncover');
  await finds_all_as_it_was(person);
  await person.page.keyboard.press('F9');
  await person.button('Uncover').waitFor();
  await person.page.keyboard.press('F9');
  await finds_all_as_it_was(person);
});

test('title and address never hold what was written', async (t) => {
  const {person} = await in_an_interview(t);
  for (const text of [await person.page.title(), person.page.url()]) {
    assert.doesNotMatch(text, /Ada|Lindgren|pager/);
  }
});

/** No name and no word of the 1:1 is anywhere in the page. @param {Person} person */
async function nothing_is_told(person) {
  const html = await person.page.content();
  const values = await person.page.locator('input, textarea').evaluateAll(
      (fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value).join());
  for (const secret of ['Lindgren', 'pager', 'I thought']) {
    assert.ok(!html.includes(secret) && !values.includes(secret), `"${secret}" is still told`);
  }
}
