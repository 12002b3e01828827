// One person's two browsers and our server: the second one gets a name, is removed on the first, writes on for
// itself alone, and is taken back, with what it wrote meanwhile. What a removal means is said before.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {at_end, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';
import {opens_copy, saves_copy, syncs_here, SyncServer, to_sync, turns_sync_on} from './support/sync.mjs';

/** Everything that is known there, now. @param {Person} person */
async function looks_again(person) {
  const now = person.button('Sync now');
  if (await now.count() === 0 && await person.button('Back').count() > 0) await person.presses('Back');
  if (await now.count() === 0) await to_sync(person);
  await person.presses('Sync now');
  await person.reads(/^Last contact: just now/);
}

/** The list of devices, with what is new. @param {Person} person */
async function to_devices(person) {
  await looks_again(person);
  await person.presses('Your devices');
  await person.sees('Your devices');
}

/** The row of another device, once it is in the list and says that. @param {Person} person @param {string} name
 * @param {RegExp} says */
async function until_listed(person, name, says) {
  const row = person.page.getByRole('button', {name, exact: true});
  let said = '';
  for (let again = 0; again < 20; ++again) {
    await to_devices(person);
    if (await row.count() > 0) said = await row.getAttribute('aria-description') ?? '';
    if (says.test(said)) return row;
    await person.page.waitForTimeout(500);
  }
  return assert.fail(`it says: ${said}`);
}

test('a second device: named, removed, on its own, and taken back with what it wrote', async (t) => {
  const server = new SyncServer();
  at_end(t, () => server.remove());
  at_end(t, () => server.stop());
  await server.start();
  const ada = await Person.open(await start_browser(t, kSmall), server.url);
  await ada.sets_up();
  await ada.starts_with('Marisol Quetzalli');
  await ada.notes('The relay went first.');
  await to_sync(ada);
  await turns_sync_on(ada);
  await ada.presses('Back');
  const copy = join(profile_for(t), 'copy.quietroom');
  await saves_copy(ada, copy);

  const bea = await Person.open(await start_browser(t, {...kSmall, profile: profile_for(t)}), server.url);
  await opens_copy(bea, copy, kPassphrase);
  await bea.goes_on_with(/Marisol/);
  await to_devices(bea);
  await bea.writes('Name of this device', 'Kitchen tablet');
  await bea.presses('Keep the name');
  await bea.reads(/Kitchen tablet/);
  await looks_again(bea);

  await (await until_listed(ada, 'Kitchen tablet', /^Last heard of: /)).click();
  await ada.reads(/What it could read stays readable on it/);
  await ada.reads(/share one token/);
  await ada.presses('Remove this device');
  await until_listed(ada, 'Kitchen tablet', /^Removed\./);
  await looks_again(ada);

  for (let again = 0; again < 20; ++again) {
    await looks_again(bea);
    if (await bea.page.getByText('This device was removed').count() > 0) break;
    await bea.page.waitForTimeout(500);
  }
  await bea.sees('This device was removed');
  await bea.presses('Back');
  await bea.goes_on_with(/Marisol/);
  await bea.notes('Written on the removed one.');
  await to_sync(bea);
  await bea.reads(/is on this device only|are on this device only/);

  await (await until_listed(ada, 'Kitchen tablet', /^Removed\./)).click();
  await ada.presses('Take it back');
  await looks_again(ada);
  await looks_again(bea);
  await syncs_here(bea);
  await looks_again(ada);
  await ada.presses('Back');
  await ada.goes_on_with(/Marisol/);
  await ada.line('Written on the removed one.').waitFor();
});
