// Reading back and paper: what is printed, what is not, and that nothing of it stays in the page.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** A browser's own print() cannot be watched: it is counted, and the page printed by the test. */
function count_prints() {
  const counter = /** @type {any} */ (window);
  counter.prints = 0;
  window.print = () => void (counter.prints += 1);
}

/** @param {import('node:test').TestContext} t */
async function begins(t) {
  const {person} = await at_home(t, {before: count_prints});
  await person.starts_with('Ada Lindgren');
  return person;
}

/** @param {Person} person */
const prints = (person) => person.page.evaluate(() => /** @type {any} */ (window).prints);

/** Waits until the program has asked for a page on paper, and for no second one. @param {Person} person */
async function printed(person, wanted = 1) {
  await person.page.waitForFunction((count) => /** @type {any} */ (window).prints === count, wanted);
  await person.page.emulateMedia({media: 'print'});
  const seen = await person.page.evaluate(() => document.body.innerText);
  const shown = await person.page.locator('body > *:visible').evaluateAll((all) =>
    all.map((one) => one.id));
  await person.page.emulateMedia({media: null});
  return {seen, shown};
}

/** @param {Person} person */
async function notes_with_secrets(person) {
  await person.notes('The pager rang at four.');
  await person.presses('Off the record');
  await person.reads(/never shared or found/);
  await person.notes('A line off the record');
  await person.presses('Off the record');
  await person.notes('A line that is struck');
  await person.line('A line that is struck').getByRole('button', {name: /^Change the line/}).click();
  await person.presses('Strike');
  await person.lines().getByText('Struck', {exact: true}).waitFor();
}

test('read back: a page on paper has neither locked nor struck lines, and leaves nothing behind', async (t) => {
  const person = await begins(t);
  const {page} = person;
  await notes_with_secrets(person);
  await person.presses('Read back');
  await person.sees('1:1 with Ada Lindgren');
  await person.reads('A line off the record');
  await person.presses('Print');
  const {seen, shown} = await printed(person);
  assert.deepEqual(shown, ['paper'], 'only the page is on paper');
  assert.match(seen, /1:1 with Ada Lindgren/);
  assert.match(seen, /Not for sharing: Consent is not recorded yet\./);
  assert.match(seen, /The pager rang at four\./);
  assert.doesNotMatch(seen, /off the record|is struck/);
  assert.equal(await page.title(), 'Quietroom', 'the title becomes the name of the file');
  assert.equal(await page.locator('#paper').isVisible(), false, 'on the screen nothing is seen of it');
  // A real print: it ends with afterprint.
  const pdf = await page.pdf();
  assert.ok(pdf.length > 1000);
  await page.locator('#paper').waitFor({state: 'detached'});
  assert.equal(await page.evaluate(() => document.documentElement.className), '');
  assert.equal(await page.evaluate(() =>
    [...document.body.children].filter((one) => one.id !== 'stage')
        .some((one) => one.textContent?.includes('pager'))), false);
  assert.equal(await prints(person), 1);
});

test('read back: what is on the screen is never printed by the browser itself', async (t) => {
  const person = await begins(t);
  await notes_with_secrets(person);
  await person.page.emulateMedia({media: 'print'});
  assert.equal(await person.page.locator('#stage').isVisible(), false);
  assert.equal((await person.page.evaluate(() => document.body.innerText)).trim(), '');
  await person.page.emulateMedia({media: null});
  assert.equal(await person.page.locator('#stage').isVisible(), true);
});

test('read back: where nothing tells that printing is over, the next press does', async (t) => {
  const person = await begins(t);
  await person.notes('The pager rang at four.');
  await person.presses('Read back');
  await person.presses('Print');
  await printed(person);
  assert.equal(await person.page.locator('#paper').count(), 1);
  await person.presses('Back to the 1:1');
  assert.equal(await person.page.locator('#paper').count(), 0);
});

test('read back: searched, by item, and where consent says no nothing is printed', async (t) => {
  const person = await begins(t);
  await notes_with_secrets(person);
  await person.notes('Nobody knew whose turn it was.');
  await person.presses('Read back');
  await person.choice('Order of the notes', 'By item').click();
  await person.sees(/^1 +Intro/);
  await person.writes('Search in these notes', 'NOBODY turn');
  await person.reads('1 line found.');
  await person.writes('Search in these notes', 'off the record');
  await person.reads('No line has these words. Lines off the record are not searched.');
  await person.presses('Back to the 1:1');
  await person.presses('Consent');
  await person.choice('Notes are taken while we talk', 'No').click();
  for (const question of ['They are cleaned up and given back', 'This medium is all right']) {
    await person.choice(question, 'Yes').click();
  }
  await person.presses('Record consent');
  await person.presses('Read back');
  await person.reads('Not for sharing: The person did not agree to notes.');
  assert.equal(await person.button('Print').getAttribute('aria-disabled'), 'true');
  assert.equal(await prints(person), 0);
});

test('consent: read in large type, changed, and a copy for the person on paper and as a file', async (t) => {
  const person = await begins(t);
  const records = async (/** @type {string} */ quote, /** @type {string} */ button) => {
    await person.presses('Consent');
    await person.sees('Consent');
    for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
      'This medium is all right']) {
      await person.choice(question, 'Yes').click();
    }
    await person.choice('My words, in what is written about it', quote).click();
    await person.presses(button);
    await person.field('Note').waitFor();
  };
  await person.presses('Consent');
  await person.presses('Read in large type');
  await person.sees('Before we begin');
  await person.reads(/^Thanks for the time/);
  await person.presses('Done reading');
  await person.sees('Consent');
  await person.presses('Back to the 1:1');
  await records('Only summed up', 'Record consent');
  await records('With my name', 'Record the change');
  await person.presses('Consent');
  await person.sees('Consent was changed');
  await person.reads('The words: Quoted with the name, before: Only summed up.');
  await person.page.getByRole('button', {name: /^Consent is recorded/}).click();
  await person.reads('As it was read');
  const downloading = person.page.waitForEvent('download');
  await person.presses('Save a copy as a file');
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^consent-\d{4}-\d\d-\d\d\.txt$/);
  const text = readFileSync(await download.path(), 'utf8');
  assert.match(text, /A copy for Ada Lindgren\./);
  assert.match(text, /The words: Quoted with the name/);
  assert.match(text, /Thanks for the time/);
  await person.presses('Print a copy');
  const {seen} = await printed(person);
  assert.match(seen, /What was agreed before our 1:1/);
  assert.match(seen, /Thanks for the time/);
});

test('consent: a text of one’s own needs its blanks, and is read from then on', async (t) => {
  const {person} = await at_home(t, {before: count_prints});
  await person.presses('Settings');
  await person.presses('Consent text');
  await person.sees('Consent text');
  await person.writes('Text', 'We talk. {readers} read, until {withdraw date} and {destroy date}.');
  await person.presses('Use it as version 3');
  assert.equal(await person.problem_of('Text'),
      'Missing: {review date}. The text before stays in use until it is there.');
  await person.writes('Text', 'We talk. {readers} read; check by {review date}, withdraw until ' +
      '{withdraw date}, gone on {destroy date}.');
  await person.presses('Use it as version 3');
  await person.reads(/^Version 3 is read from now on/);
  await person.presses('Back');
  await person.reads('What is read before notes are taken: your own, version 3.');
  await person.presses('Back');
  await person.starts_with('Ada Lindgren');
  await person.presses('Consent');
  await person.reads(/^We talk\. /);
});
