// Another person in a case, in another browser with a store of their own: request and invitation go over as
// files, the six words of each are the same on both screens, and the case arrives with its names and no notes;
// the other's 1:1 opens without anything to write in.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot, serve_command} from '../web/rig.mjs';
import {at_end, kFolder, Person, profile_for, start_browser} from './support/app.mjs';
import {file_of, syncs_here, words_of} from './support/messages.mjs';
import {kSmall} from './support/moved_in.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

/** To the list of cases. @param {Person} person */
const opens_cases = async (person) => {
  await person.page.getByRole('link', {name: /^Cases/}).or(person.page.getByRole('button', {name: /^Cases/})).first().click();
  await person.button('Join a case of somebody else').waitFor();
};

test('another person: request, invitation, six words each, and the case is there without its notes', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'quietroom-people-'));
  at_end(t, () => rmSync(data, {recursive: true, force: true}));
  const server = await serve_command(kServer, ['--site', kFolder, '--port', '0', '--data', join(data, 'data'), '--local-app']);
  at_end(t, () => server.stop());
  const url = /** @type {string} */ (server.url);
  const ada = await Person.open(await start_browser(t, kSmall), url);
  await ada.sets_up();
  await opens_cases(ada);
  await ada.writes('New case', 'Zanzibar outage');
  await ada.presses('Create');
  await ada.writes('Start a 1:1 in this case', 'Marisol Quetzalli');
  await ada.presses('Start');
  await ada.notes('The relay went first.');
  await ada.presses('Home');
  await syncs_here(ada);
  await ada.presses('Back');

  const ben = await Person.open(await start_browser(t, {...kSmall, profile: profile_for(t)}), url);
  await ben.sets_up();
  await syncs_here(ben);
  await ben.presses('Back');
  await opens_cases(ben);
  await ben.presses('Join a case of somebody else');
  await ben.writes('Your name, for the others', 'Ben');
  await ben.presses('Go on');
  const request = await words_of(ben, 'request');
  const request_file = await file_of(t, ben, 'Save the request');

  await opens_cases(ada);
  await ada.page.getByRole('link', {name: /^Zanzibar/}).or(ada.page.getByRole('button', {name: /^Zanzibar/})).first().click();
  await ada.presses('People with access');
  await ada.presses('Add a person');
  await ada.writes('Your name, for the others', 'Ada');
  await ada.presses('Go on');
  await ada.page.getByLabel('Open the request').setInputFiles(request_file);
  assert.deepEqual(await words_of(ada, 'request'), request);
  await ada.presses('They are the same');

  const invitation = await words_of(ada, 'invitation');
  const invitation_file = await file_of(t, ada, 'Save the invitation');
  await ben.page.getByLabel('Open the invitation').setInputFiles(invitation_file);
  assert.deepEqual(await words_of(ben, 'invitation'), invitation);
  await ben.presses('They are the same');
  const the_case = ben.page.getByRole('link', {name: /^Zanzibar/}).or(ben.page.getByRole('button', {name: /^Zanzibar/})).first();
  await the_case.waitFor();
  await the_case.click();
  await ben.page.getByText(/Marisol/).first().waitFor();
  assert.equal(await ben.page.getByText(/relay/).count(), 0);
  await ben.page.getByRole('link', {name: /Marisol/}).or(ben.page.getByRole('button', {name: /Marisol/})).first().click();
  await ben.page.getByText('Ada holds this 1:1 and alone writes in it.').waitFor();
  assert.equal(await ben.page.getByRole('textbox').count(), 0);
});
