// Two browsers of one person and our own server between them: a copy that is opened on a second
// device syncs, both write while the server is dead, one of them is killed, and in the end both show
// every line in one order. What the server holds and logs says nothing of what was written.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {at_end, assert_soon, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';
import {opens_copy, saves_copy, syncs_here, SyncServer, to_sync, turns_sync_on} from './support/sync.mjs';

/** Words that are nowhere but in the notes. */
const kCanaries = ['Marisol', 'Quetzalli', 'zanzibar', 'obsidian', 'kingfisher', 'tamarind'];

/** @param {Person} person */
async function syncs(person) {
  await to_sync(person);
  await syncs_here(person);
}

/** @param {Person} person */
async function back_to_notes(person) {
  if (await person.button('Back').count() > 0) await person.presses('Back');
  await person.goes_on_with(/Marisol/);
}

test('two browsers, a server and a browser that are killed: every line on both, nothing readable outside',
    async (t) => {
      const server = new SyncServer();
      at_end(t, () => server.remove());
      at_end(t, () => server.stop());
      await server.start();
      const first = await start_browser(t, kSmall);
      const ada = await Person.open(first, server.url);
      await ada.sets_up();
      await ada.starts_with('Marisol Quetzalli');
      await ada.notes('The zanzibar relay went first.');
      await to_sync(ada);
      assert.ok(!server.said.includes('/sync'), 'nothing was asked before it was turned on');
      await turns_sync_on(ada);
      await ada.presses('Back');

      const copy = join(profile_for(t), 'copy.quietroom');
      await saves_copy(ada, copy);
      const profile = profile_for(t);
      let second = await start_browser(t, {...kSmall, profile});
      let bea = await Person.open(second, server.url);
      await opens_copy(bea, copy, kPassphrase);
      await bea.goes_on_with(/Marisol/);
      await back_to_notes(ada);

      await server.kill();
      await Promise.all([ada.notes('An obsidian dashboard, nobody looked.'),
        bea.notes('A kingfisher on the second screen.')]);
      await Promise.all([ada.notes('The tamarind restore was tested daily.'),
        bea.notes('Then the phone rang.')]);
      await second.kill();
      await server.start();
      second = await start_browser(t, {...kSmall, profile});
      bea = await Person.open(second, server.url);
      await bea.unlocks();
      await bea.goes_on_with(/Marisol/);
      assert.equal((await bea.line_texts()).length, 3, 'what was shown is there after the kill');

      await syncs(bea);
      await syncs(ada);
      await back_to_notes(ada);
      await ada.line('Then the phone rang.').waitFor();
      await syncs(bea);
      await back_to_notes(bea);
      await bea.line('The tamarind restore was tested daily.').waitFor();
      await assert_soon(async () => {
        const lines = await ada.line_texts();
        assert.equal(lines.length, 5);
        assert.deepEqual(await bea.line_texts(), lines);
      });

      const stored = server.stored();
      const objects = stored.filter(({name}) => name.includes(join('files', 'q1')));
      assert.ok(objects.length >= 6, `${objects.length} objects`);
      for (const {name, bytes} of stored) {
        for (const word of [...kCanaries, kPassphrase]) {
          assert.ok(!bytes.includes(word) && !name.includes(word), `${word} in ${name}`);
        }
      }
      for (const word of [...kCanaries, 'qrt_']) assert.ok(!server.said.includes(word), word);
    });
