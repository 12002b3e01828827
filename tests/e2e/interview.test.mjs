// A whole 1:1 by the roles and names of its controls, from the first word to its end.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person, serve, start_browser, test_if_long} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** The items in an order in which no form would ask them. */
const kOrder = [3, 1, 2, 12, 4, 8, 5, 6, 7, 10, 9, 11, 13, 15, 14];
const kSkipped = [7, 11];
const kCovered = [9];

/** @param {Person} person @param {number} number */
function item(person, number) {
  return person.button(new RegExp(`^(\\w+: )?${number}\\s`));
}

/** @param {Person} person @param {string} group @param {string} name */
async function chooses(person, group, name) {
  await person.choice(group, name).click();
  await person.choice(group, name).and(person.page.getByRole('radio', {checked: true})).waitFor();
}

/** Opens what can be done with a line. @param {Person} person @param {string} text */
async function opens(person, text) {
  await person.line(text).getByRole('button', {name: /^Change the line/}).click();
}

test('a whole 1:1 by role and name', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_browser(t), server.url);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.sees('1:1 with Ada Lindgren');
  await person.reads(/^Consent is not recorded yet/);
  await chooses(person, 'Plan', '30 minutes');

  const kinds = ['Quote', 'Paraphrase', 'My own inference'];
  for (const [at, number] of kOrder.entries()) {
    await item(person, number).click();
    await person.reads(new RegExp(`^${number} of 15`));
    if (at < 6) {
      await chooses(person, 'Kind of line', kinds[at % 3]);
      await person.notes(`What was said at item ${number}.`);
      const sign = at % 3 === 2 ? 'Inference' : kinds[at % 3];
      await person.line(`item ${number}.`).getByRole('img', {name: sign}).waitFor();
    }
    const [press, mark] = kSkipped.includes(number) ? ['Skip', 'skipped'] :
        kCovered.includes(number) ? ['Covered already', 'covered'] : ['Done', 'done'];
    await person.presses(press);
    await person.reads(`${number} of 15, ${mark}`);
  }
  for (const [number, sign] of [[1, 'Done'], [7, 'Skipped'], [9, 'Covered']]) {
    await person.button(new RegExp(`^${sign}: ${number}\\s`)).waitFor();
  }
  await person.presses('Done');
  await item(person, 14).and(person.button(/^14\s/)).waitFor();  // Pressed again, it is open anew.

  await edits_and_strikes(person);
  await sorts_lines(person);
  await records_consent(person);
  await closes_and_opens_again(person);
});

/** @param {Person} person */
async function edits_and_strikes(person) {
  await opens(person, 'item 3.');
  await person.presses('Edit');
  assert.equal(await person.field('Edit the line').inputValue(), 'What was said at item 3.');
  await person.writes('Edit the line', 'What was really said at item 3.');
  await person.field('Edit the line').press('Enter');
  await person.line('really said').getByText('Edited').waitFor();

  // Escape discards nothing either.
  if (await person.button('Edit').count() === 0) await opens(person, 'item 1.');
  await person.presses('Edit');
  const before = await person.field('Edit the line').inputValue();
  await person.writes('Edit the line', `${before} Twice.`);
  await person.field('Edit the line').press('Escape');
  await person.line(`${before} Twice.`).waitFor();

  if (await person.button('Strike').count() === 0) await opens(person, 'item 2.');
  await person.presses('Strike');
  await person.lines().getByText('Struck').waitFor();
  await person.presses('Undo');
  await person.lines().getByText('Struck').waitFor({state: 'detached'});
  await person.presses('Strike');
  await person.lines().getByText('Struck').waitFor();
  await person.presses('Undo the strike');
  await person.lines().getByText('Struck').waitFor({state: 'detached'});
}

/** A line of its own gets another kind and another item. @param {Person} person */
async function sorts_lines(person) {
  await item(person, 5).click();
  const open = person.page.getByRole('button', {name: /^Change the line/, expanded: true});
  if (await open.count() > 0) await open.click();
  await opens(person, 'item 12.');
  await chooses(person, 'Kind of this line', 'Quote');
  await person.line('item 12.').getByRole('img', {name: 'Quote'}).waitFor();
  await person.presses(/^Put under .How long/);
  await person.presses('Only this item');
  await person.line('item 3.').waitFor({state: 'detached'});
  assert.deepEqual(await person.line_texts(), ['What was said at item 12.']);
  await person.presses('Only this item');
  await person.line('item 3.').waitFor();
}

/** @param {Person} person */
async function records_consent(person) {
  await person.presses('Consent');
  await person.sees('Consent');
  await person.reads(/^Thanks for the time/);
  for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
    'This medium is all right']) {
    await chooses(person, question, 'Yes');
  }
  await chooses(person, 'My words, in what is written about it', 'Under another name');
  await person.writes('Who else reads the notes', 'Tove, Marek');
  await person.reads(/by Tove and Marek/);
  await person.presses('Record consent');
  await person.field('Note').waitFor();
  await person.page.locator('#mirror').getByText(/^Consent is not recorded yet/)
      .waitFor({state: 'detached'});
  await person.reads(/^Recorded on /);
  await person.presses('Consent');
  await person.sees('Consent is recorded');
  await person.reads(/^On .* at \d\d:\d\d, spoken\. Text version 1\.$/);
  await person.presses('Back to the 1:1');
  await person.field('Note').waitFor();
}

/** @param {Person} person */
async function closes_and_opens_again(person) {
  const lines = await person.line_texts();
  assert.equal(lines.length, 6);
  await person.presses('Close this 1:1');
  await person.presses('Close the conversation');
  await person.field('Note').waitFor({state: 'detached'});
  if (await person.button('Home').count() > 0) await person.presses('Home');
  await person.sees('Start a 1:1 now');
  await person.page.getByRole('link', {name: /^Closed: Ada Lindgren/})
      .or(person.button(/^Closed: Ada Lindgren/)).click();
  await person.reads(/^Closed on /);
  assert.deepEqual(await person.line_texts(), lines);
  await person.presses('Go on with it');
  await person.notes('One more thing.');
  assert.equal((await person.line_texts()).length, 7);
}

for (const [test_of, what, options] of /** @type {const} */ ([
  [test, 'on a tablet, by touch alone', {width: 820, height: 1180, touch: true}],
  [test_if_long, 'in a narrow window of one column', {width: 400, height: 900}],
])) {
  test_of(`a 1:1 ${what}`, async (t) => {
    const {person} = await at_home(t, options);
    const touch = 'touch' in options;
    const use = (/** @type {import('playwright-core').Locator} */ control) =>
        touch ? control.tap() : control.click();
    await person.field('With whom').fill('Ada Lindgren');
    await use(person.button('Start'));
    await person.field('Note').waitFor();
    assert.ok(await fits(person), 'nothing is wider than the window');

    await use(person.choice('Kind of line', 'Quote'));
    await person.field('Note').fill('The pager rang at four.');
    await use(person.button('Keep the line'));
    await person.line('pager').getByRole('img', {name: 'Quote'}).waitFor();
    assert.equal(await person.field('Note').inputValue(), '');

    await use(person.button(/^1 of 15/));
    await person.page.getByRole('dialog', {name: 'Items'}).waitFor();
    await use(item(person, 8));
    await person.page.getByRole('dialog').waitFor({state: 'detached'});
    await use(person.button('Done'));
    await person.button(/^8 of 15, done/).waitFor();
    await use(person.button('Next item'));
    await person.button(/^9 of 15/).waitFor();

    await use(person.button('Time, consent and more'));
    const sheet = person.page.getByRole('dialog', {name: 'This 1:1'});
    await sheet.waitFor();
    await use(person.choice('Plan', '30 minutes'));
    await use(sheet.getByRole('button', {name: 'Consent', exact: true}));
    await person.sees('Consent');
    for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
      'This medium is all right']) {
      await use(person.choice(question, 'Yes'));
    }
    assert.ok(await fits(person), 'consent is not wider than the window');
    await use(person.button('Record consent'));
    await person.field('Note').waitFor();

    await use(person.line('pager').getByRole('button', {name: /^Change the line/}));
    await use(person.button('Strike'));
    await person.lines().getByText('Struck').waitFor();
    await use(person.button('Cover the screen'));
    await use(person.button('Uncover'));
    if (await person.page.getByRole('dialog').count() === 0) {
      await use(person.button('Time, consent and more'));
    }
    await use(person.button('Close this 1:1'));
    await use(person.button('Close the conversation'));
    await person.field('Note').waitFor({state: 'detached'});
    if (touch) assert.deepEqual(await small_targets(person), [], 'less than 44 px to hit');
  });
}

/** @param {Person} person */
function fits(person) {
  return person.page.evaluate(() => [...document.querySelectorAll('#mirror [data-node]')].every(
      (one) => one.getBoundingClientRect().right <= window.innerWidth + 0.5));
}

/** Controls that a finger could miss. @param {Person} person */
function small_targets(person) {
  return person.page.evaluate(() => [...document.querySelectorAll('#mirror .control')]
      .map((one) => ({name: one.ariaLabel ?? one.textContent, box: one.getBoundingClientRect()}))
      .filter(({box}) => box.top >= 0 && box.width > 0 && (box.width < 44 || box.height < 43.5))
      .map(({name, box}) => `${name}: ${box.width} x ${box.height}`));
}
