// A second device of the same person, in a second browser: request and answer go over as files, the six
// words of each are the same on both screens, and the notes arrive.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot, serve_command} from '../web/rig.mjs';
import {at_end, kFolder, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {file_of, syncs_here, words_of} from './support/messages.mjs';
import {kSmall} from './support/moved_in.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

test('a second device: request, answer, six words each, and the notes are there', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'quietroom-pairing-'));
  at_end(t, () => rmSync(data, {recursive: true, force: true}));
  const server = await serve_command(kServer, ['--site', kFolder, '--port', '0', '--data', join(data, 'data'), '--local-app']);
  at_end(t, () => server.stop());
  const ada = await Person.open(await start_browser(t, kSmall), /** @type {string} */ (server.url));
  await ada.sets_up();
  await ada.starts_with('Marisol Quetzalli');
  await ada.notes('The zanzibar relay went first.');
  await ada.presses('Home');
  await syncs_here(ada);

  const bea = await Person.open(await start_browser(t, {...kSmall, profile: profile_for(t)}), /** @type {string} */ (server.url));
  await bea.presses('Add this device to yours');
  const request = await words_of(bea, 'request');
  const request_file = await file_of(t, bea, 'Save the request');
  await ada.page.getByRole('button', {name: /^Add a device/}).click();
  await ada.page.getByLabel('Open the request').setInputFiles(request_file);
  assert.deepEqual(await words_of(ada, 'request'), request);
  await ada.presses('They are the same');

  const answer = await words_of(ada, 'answer');
  const answer_file = await file_of(t, ada, 'Save the answer');
  await bea.page.getByLabel('Open the answer').setInputFiles(answer_file);
  assert.deepEqual(await words_of(bea, 'answer'), answer);
  await bea.presses('They are the same');
  await bea.writes('Passphrase', kPassphrase);
  await bea.writes('The same again', kPassphrase);
  await bea.presses('Use this passphrase');
  await bea.page.getByText(/Marisol/).first().waitFor();
});
