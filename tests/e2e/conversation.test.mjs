// What stands around the notes: support contacts, a 1:1 without an incident, the ways about what was
// written, a consent text that has changed since, and the end of a case.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assert_soon, Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** A place on home. @param {Person} person @param {RegExp} name */
const row = (person, name) => person.page.getByRole('link', {name})
    .or(person.page.getByRole('button', {name})).first();

/** @param {Person} person */
async function goes_home(person) {
  await person.presses('Home');
  await person.sees('Start a 1:1 now');
}

/** @param {Person} person */
async function ends_the_conversation(person) {
  await person.presses('Close this 1:1');
  await person.presses('Close the conversation');
  await person.reads(/^Closed on /);
}

test('support contacts: entered once, they stand with the quiet cues of every 1:1', async (t) => {
  const {person} = await at_home(t);
  await person.presses('Settings');
  await person.writes('Whom people here can call', 'Kim, 555 0100, at any hour');
  await person.presses('Lock');
  await person.unlocks();
  await person.sees('Start a 1:1 now');
  await person.starts_with('Ada Lindgren');
  await person.presses('Quiet cues');
  const sheet = person.page.getByRole('dialog', {name: 'Quiet cues'});
  await sheet.getByText('Kim, 555 0100, at any hour').first().waitFor();
});

test('outreach: the same screen with its own guide, no incident, closed for good', async (t) => {
  const {person} = await at_home(t);
  await person.presses('Guide: Debrief, classic');
  await row(person, /^Outreach/).click();
  await person.presses('Use for the next 1:1s');
  await person.presses('Back');
  await person.sees('Guides');
  await person.presses(/^(Back|Home)$/);
  await person.starts_with('Ada Lindgren');
  await person.notes('Counts on the storage team.');
  await person.button(/^1 +Introductions/).first().waitFor();
  await ends_the_conversation(person);
  await person.presses('Close it for good');
  await person.reads('This 1:1 is closed for good. It can still be read.');
  assert.equal(await person.button('Go on with it').count(), 0);
  await goes_home(person);
  await row(person, /^Cases/).click();
  await row(person, /^Outreach/).click();
  await person.sees('Outreach');
  await row(person, /Ada Lindgren/).waitFor();
});

test('read back: a press on an item goes to what was said about it', async (t) => {
  const {person} = await at_home(t);
  await person.starts_with('Ada Lindgren');
  for (let at = 0; at < 40; ++at) await person.notes(`At the first item, line ${at}.`);
  await person.presses('Next item');
  await person.notes('At the second item.');
  await person.presses('Read back');
  await person.choice('Order of the notes', 'By item').click();
  const second = person.heading(/^2 +/);
  await person.page.getByRole('list', {name: 'Items'}).getByRole('button', {name: /^2 +/}).click();
  await assert_soon(async () => assert.ok(await second.isVisible()));
  const {y = -1} = await second.boundingBox() ?? {};
  assert.ok(y > 0 && y < 800, `the heading is at ${y}`);
  await person.reads('At the second item.');
});

test('consent: what became of the text since it was read is said word by word', async (t) => {
  const {person} = await at_home(t);
  await person.starts_with('Ada Lindgren');
  await person.presses('Consent');
  for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
    'This medium is all right']) {
    await person.choice(question, 'Yes').click();
  }
  await person.presses('Record consent');
  await goes_home(person);
  await person.presses('Settings');
  await person.presses('Consent text');
  const field = person.field('Text');
  const before = await field.inputValue();
  await field.fill(before.replace(/^Thanks for the time/, 'Thank you for this hour'));
  await person.presses('Use it as version 3');
  await person.reads(/^Version 3 is read from now on/);
  await person.presses('Back');
  await person.sees('Settings');
  await person.presses(/^(Back|Home)$/);
  await row(person, /Ada Lindgren/).click();
  await person.presses('Consent');
  await person.reads(/^The text has changed since: version 3/);
  const removed = person.page.getByRole('group', {name: 'Removed'});
  const added = person.page.getByRole('group', {name: 'Added'});
  // Nothing but that: the days and names in it are those that were agreed.
  assert.deepEqual([await removed.count(), await added.count()], [1, 1]);
  await removed.getByText('Thanks for the time.', {exact: true}).waitFor();
  await added.getByText('Thank you for this hour.', {exact: true}).waitFor();
});

test('a case is closed: it says what that does, and what was for oneself alone is gone', async (t) => {
  const {person, browser, url} = await at_home(t);
  await row(person, /^Cases/).click();
  await person.writes('New case', 'Checkout outage');
  await person.presses('Create');
  await person.writes('Start a 1:1 in this case', 'Ada Lindgren');
  await person.presses('Start');
  await person.notes('The pager rang at four.');
  const to_the_case = async () => {
    await goes_home(person);
    await row(person, /^Cases/).click();
    await row(person, /^Checkout outage/).click();
    await person.sees('Checkout outage');
  };
  await to_the_case();
  await person.presses('Close the case');
  await person.reads('A 1:1 of this case is under way. Close the conversation first.');
  await person.presses('Keep it open');
  await row(person, /Ada Lindgren/).click();
  await ends_the_conversation(person);
  await person.presses('My own five minutes');
  await person.writes('A note', 'quiet, and looking away');
  await person.reads('Saved on this device, for you alone');
  await person.presses('Back to the 1:1');
  await to_the_case();
  await person.presses('Close the case');
  await person.reads('1 interview stays where it stands, with its notes.');
  await person.reads(/^What you noted for yourself about these 1:1s is destroyed/);
  assert.equal(await person.page.evaluate(() => document.activeElement?.textContent), 'Keep it open');
  await person.presses('Close it, destroy private notes');
  await person.reads('The case is closed, and your private notes about it are destroyed.');
  await person.reads('This case is closed. It can be read.');
  assert.equal(await person.field('Start a 1:1 in this case').count(), 0);

  const again = await Person.open(browser, url);
  await again.presses('Use it here');
  await again.unlocks();
  await row(again, /Ada Lindgren/).click();
  await again.line('The pager rang at four.').waitFor();
  for (const name of ['Go on with it', 'My own five minutes', 'For you alone']) {
    assert.equal(await again.button(name).count(), 0, name);
  }
});
