// A first sync over a slow line: the screen says how much is here of how much, as text that is not read out at each
// step; it stops when it is asked to, and goes on to the end.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {at_end, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';
import {opens_copy, saves_copy, syncs_here, SyncServer, to_sync, turns_sync_on} from './support/sync.mjs';

const kSegments = 20;
const kDelayMs = 600;

test('a slow first sync says how far it is, stops, and goes on', async (t) => {
  const server = new SyncServer();
  at_end(t, () => server.remove());
  at_end(t, () => server.stop());
  await server.start();
  const ada = await Person.open(await start_browser(t, kSmall), server.url);
  await ada.sets_up();
  await ada.starts_with('Marisol Quetzalli');
  await ada.notes('Note 0.');
  await to_sync(ada);
  await turns_sync_on(ada);
  await ada.presses('Back');
  const copy = join(profile_for(t), 'copy.quietroom');
  await saves_copy(ada, copy);
  for (let at = 1; at <= kSegments; ++at) {
    await ada.goes_on_with(/Marisol/);
    await ada.notes(`Note ${at}.`);
    await to_sync(ada);
    await syncs_here(ada);
    await ada.presses('Back');
  }

  const bea = await Person.open(await start_browser(t, {...kSmall, profile: profile_for(t)}), server.url);
  await bea.page.route('**/q1/**', async (route) => {
    await new Promise((done) => setTimeout(done, kDelayMs));
    await route.continue().catch(() => {});  // What was cancelled is gone.
  });
  await opens_copy(bea, copy, kPassphrase);
  await to_sync(bea);
  const progress = bea.page.locator('#mirror').getByText(/^Fetching: \d+ of \d+ parts are here\.$/);
  await progress.waitFor();
  const spoken = bea.page.locator('[role=status], [role=alert], [aria-live]');
  for (const text of await spoken.allInnerTexts()) assert.doesNotMatch(text, /Fetching/);
  await bea.presses('Stop for now');
  await bea.reads(/^Paused\./);
  assert.equal(await progress.count(), 0);
  await bea.page.unroute('**/q1/**');
  await bea.presses('Go on');
  await bea.reads(/^Everything is at the endpoint/);
  await bea.presses('Back');
  await bea.goes_on_with(/Marisol/);
  await bea.line(`Note ${kSegments}.`).waitFor();
  assert.equal((await bea.line_texts()).length, kSegments + 1);
});
