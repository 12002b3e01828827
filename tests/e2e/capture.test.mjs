// What an interviewer does with lines under pressure: off the record, marks, order, items, chats.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** @param {import('node:test').TestContext} t */
async function talking(t) {
  const {person} = await at_home(t, {again: true});
  await person.starts_with('Ada Lindgren');
  return {person};
}

/** @param {Person} person @param {RegExp|string} text */
async function opens(person, text) {
  await person.line(text).getByRole('button', {name: /^Change the line/}).click();
}

test('capture: off the record by one key, visibly locked, still so after a reload', async (t) => {
  const {person} = await talking(t);
  await person.notes('the page woke me');
  await person.page.keyboard.press('Alt+O');
  await person.reads('Off the record: these lines are never shared or found.');
  await person.notes('between the two of us');
  assert.match(await person.line('between').innerText(), /Off the record/);
  await person.page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  await person.reads('Off the record: these lines are never shared or found.');
  await person.field('Note').focus();
  await person.page.keyboard.press('Alt+O');
  await person.notes('on the record again');
  assert.doesNotMatch(await person.line('on the record again').innerText(), /Off the record/);
  assert.equal(await person.button('Off the record').getAttribute('aria-pressed'), 'false');
});

test('capture: a pause, a star, a surprise, by keys; the field keeps the keyboard', async (t) => {
  const {person} = await talking(t);
  await person.notes('nobody had ever restored it');
  await person.page.keyboard.press('Alt+R');
  await person.reads('Starred');
  await person.page.keyboard.press('Alt+X');
  await person.reads('My surprise');
  await person.page.keyboard.press('Alt+U');
  await person.line('Pause').waitFor();
  assert.ok(await person.field('Note').evaluate((field) => field === document.activeElement));
});

test('capture: lines are split, joined, moved, and put under several items', async (t) => {
  const {person} = await talking(t);
  for (const text of ['one two', 'three', 'four']) await person.notes(text);
  await opens(person, 'one two');
  await person.presses('Edit');
  await person.writes('Edit the line', 'one\ntwo');
  await person.presses('Make it 2 lines');
  await person.lines().nth(3).waitFor();
  assert.deepEqual(await person.line_texts(), ['one', 'two', 'three', 'four']);
  await opens(person, 'four');
  await person.presses('Before the line above');
  await person.lines().nth(2).filter({hasText: 'four'}).waitFor();
  assert.deepEqual(await person.line_texts(), ['one', 'two', 'four', 'three']);
  await person.presses('Join with the line above');
  await person.reads('The two lines are one.');
  await person.presses('Undo');
  await person.page.getByRole('button', {name: /What surprised you/}).first().click();
  await opens(person, 'three');
  // With its name: the press above may still be on its way.
  await person.presses(/^Also under.*What surprised you/);
  await person.reads(/Also: What surprised you/);
});

test('capture: lines without an item are sorted one by one', async (t) => {
  const {person} = await talking(t);
  await person.page.getByRole('button', {name: /^No item/}).click();
  for (const text of ['first thing', 'second thing']) await person.notes(text);
  await person.presses('Sort 2 lines');
  await person.reads('2 lines without an item. Choose the item of the open one.');
  await person.page.getByRole('button', {name: /What surprised you/}).click();
  await person.reads('1 line without an item. Choose the item of the open one.');
  await person.page.getByRole('button', {name: /support you needed/}).click();
  await person.reads('Every line has its item.');
  assert.deepEqual(await person.line_texts(), ['first thing', 'second thing']);
});

test('capture: a name that was used is offered while it is typed', async (t) => {
  const {person} = await talking(t);
  await person.notes('asked @Noa about the #pager-list');
  await person.field('Note').focus();
  await person.page.keyboard.type('the #pa');
  await person.presses('#pager-list');
  await person.page.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some((field) => field.value === 'the #pager-list '));
  await person.field('Note').focus();
  await person.page.keyboard.press('End');
  await person.page.keyboard.type('again');
  await person.page.keyboard.press('Enter');
  await person.line('the #pager-list again').waitFor();
});

test('capture: probe cards are found by what was heard', async (t) => {
  const {person} = await talking(t);
  await person.presses('Probe cards');
  await person.writes('What you hear', 'obviously');
  const cards = person.page.getByRole('list', {name: 'Probe cards'}).getByRole('listitem');
  await cards.nth(1).waitFor({state: 'detached'});
  assert.match(await cards.first().innerText(), /what makes it obvious/);
  await person.page.keyboard.press('Escape');
  await cards.first().waitFor({state: 'detached'});
});

test('capture: a line is dragged onto its item with the mouse; the note keeps its text', async (t) => {
  const {person} = await talking(t);
  await person.notes('the runbook was from spring');
  await person.field('Note').fill('and the next');
  const handle = person.line('runbook').getByRole('button', {name: /^Change the line/});
  const item = person.page.getByRole('button', {name: /What was your role/});
  await handle.dragTo(item);
  await person.line('runbook').getByText('What was your role in the incident?').waitFor();
  assert.equal(await person.field('Note').inputValue(), 'and the next');
  assert.equal(await person.page.locator('[data-drop-here], .dragged').count(), 0);
  // A button is no place for a line: nothing happens, and what is dragged carries no words.
  await handle.dragTo(person.button('Cover the screen'));
  await person.line('runbook').waitFor();
  await handle.dragTo(person.field('Note'));
  assert.equal(await person.field('Note').inputValue(), 'and the next');
  await person.page.reload();
  await person.unlocks();
  await person.line('runbook').getByText('What was your role in the incident?').waitFor();
});
