// One window at a time has the store; another one says so and can take it over.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kLong, Person} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';

test('a second tab says so and takes over, the first one then says it is elsewhere', async (t) => {
  const {browser, person: first, url} = await at_home(t, kSmall);
  await first.starts_with('Ada Lindgren');
  await first.notes('The pager rang at four.');
  await first.page.keyboard.type('I thought it was');

  const second = await Person.open(browser, url);
  await second.sees('Open in another window');
  assert.doesNotMatch(await second.page.content(), /Lindgren|pager/);
  await second.presses('Use it here');
  await second.unlocks();
  await second.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await second.line_texts(), ['The pager rang at four.']);
  assert.equal(await second.field('Note').inputValue(), 'I thought it was');
  await second.page.keyboard.press('Enter');
  await second.line('I thought it was').waitFor();

  await first.sees('Open in another window');
  assert.doesNotMatch(await first.page.content(), /Lindgren|pager/);
  await first.presses('Use it here');
  await first.unlocks();
  await first.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await first.line_texts(), ['The pager rang at four.', 'I thought it was']);
  await second.sees('Open in another window');
});

test('when the first tab is closed, the second one gets the store', async (t) => {
  const {browser, person: first, url} = await at_home(t, kSmall);
  const second = await Person.open(browser, url);
  await second.sees('Open in another window');
  await first.page.close();
  await second.presses('Use it here');
  await second.unlocks();
  await second.sees('Start a 1:1 now');
});

test('a reload never takes its own old page for another window', async (t) => {
  const {person} = await at_home(t, kSmall);
  for (let time = 1; time <= (kLong ? 15 : 5); ++time) {
    await person.page.reload();
    const heading = person.heading('Unlock').or(person.heading('Open in another window'));
    assert.equal(await heading.textContent(), 'Unlock', `after reload ${time}`);
  }
});
