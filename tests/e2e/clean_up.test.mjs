// Clean text in a real browser: made of lines, changed, and there again after the browser was killed.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person, start_browser} from './support/app.mjs';
import {at_home, kHome, kSmall, way_home} from './support/moved_in.mjs';

/** A 1:1 that is over, at its clean-up. @param {Person} person */
async function begins_to_clean(person) {
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.notes('Nobody knew the runbook.');
  await person.presses('Off the record');
  await person.reads(/never shared or found/);
  await person.notes('A line off the record');
  await person.presses('Off the record');
  const more = person.button('Time, consent and more');
  if (await more.count() > 0) await more.click();
  await person.presses('Close this 1:1');
  await person.presses('Close the conversation');
  await person.presses('Clean up');
  await person.button('Is it clean?').waitFor();
}

/** @param {Person} person */
const passages = (person) => person.page.getByRole('list', {name: 'Clean text'});

const kDrafted = 'The pager rang at four. Nobody knew the runbook.';

/** @param {Person} person */
async function opens_the_passage(person) {
  await passages(person).getByRole('button', {name: 'Change the passage'}).first().click();
}

for (const [width, height] of [[1280, 800], [400, 900]]) {
  test(`clean-up at ${width}: lines become a passage, which is changed and called clean`, async (t) => {
    const {person} = await at_home(t, {width, height});
    await begins_to_clean(person);
    await person.reads('2 lines are not taken up yet.');
    await person.page.keyboard.press('Control+Enter');
    await passages(person).getByText(kDrafted).waitFor();
    await person.reads('Every line is taken up.');
    assert.equal(await passages(person).getByText('off the record').count(), 0);
    await opens_the_passage(person);
    await person.presses('Edit');
    await person.writes('Edit the passage', 'The pager rang at four. They should have known.');
    await person.presses('Keep the change');
    await person.reads('Removed');
    await person.reads('Added');
    await person.reads(/^\u201Cshould have\u201D\. Say what was done/);
    await person.presses('Undo');
    await passages(person).getByText(kDrafted).first().waitFor();
    const field = person.page.getByRole('textbox', {name: /^New passage under/});
    await field.fill('Typed by hand.');
    await field.press('Enter');
    await passages(person).getByText('Typed by hand.').waitFor();
    if (width < 600) {
      await person.choice('What is shown', 'Lines').click();
      await person.reads('Never taken up');
      await person.choice('What is shown', 'Clean text').click();
    } else {
      await person.reads('Never taken up');
    }
    await person.presses('Is it clean?');
    await person.reads('1 line off the record is still kept. It is never shared.');
    await person.presses('It is clean');
    await person.reads('This 1:1 is cleaned. Its clean text can still be changed.');
  });
}

test('clean-up: killed while a passage is typed, no acknowledged word is lost', async (t) => {
  const home = await at_home(t, {own: true, ...kSmall});
  await begins_to_clean(home.person);
  await home.person.presses('Draft the next item');
  await passages(home.person).getByText(kDrafted).waitFor();
  const field = home.person.page.getByRole('textbox', {name: /^New passage under/});
  await field.fill('Half a thought');
  await home.person.reads('Saved on this device');
  await home.browser.kill();

  const again = await start_browser(t,
      {...kSmall, profile: home.browser.profile, arguments: way_home(home.server)});
  const person = await Person.open(again, kHome);
  await person.unlocks();
  const row = person.page.getByRole('link', {name: /Ada Lindgren/});
  await person.button('Clean up').or(row).first().waitFor();
  if (await person.button('Clean up').count() === 0) await row.click();
  await person.presses('Clean up');
  await passages(person).getByText(kDrafted).waitFor();
  const left = person.page.getByRole('textbox', {name: /^New passage under/});
  assert.equal(await left.inputValue(), 'Half a thought');
});
