// Two browsers and the command line of one person, and between them a server that others wrote, set
// up as docs/endpoints says: what is written on each side arrives on all, though that server is
// killed in between, and so is one of the browsers.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {freePort} from '../support/free_port.mjs';
import {kOthers, kPassword, kUser, startOther} from '../server/other_rig.mjs';
import {makePlace, run} from '../server/tool_rig.mjs';
import {at_end, kLong, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';
import {opens_copy, saves_copy, syncs_here, SyncServer, to_sync} from './support/sync.mjs';

const kLines = ['The relay went first.', 'An unread dashboard.', 'Then the phone rang.'];
/** Nobody has signed the certificate of a server in a test. */
const kAnyCertificate = ['--ignore-certificate-errors'];

/** @param {Person} person */
async function to_ada(person) {
  if (await person.button('Back').count() > 0) await person.presses('Back');
  await person.goes_on_with(/Ada Lindgren/);
}

/** The two that differ most; here the others come with --long, and in tests/server always. */
const kUsual = ['apache', 'rclone'];

for (const [name, {missing}] of Object.entries(kOthers)) {
  if (!kLong && !kUsual.includes(name)) continue;
  const what = missing();
  if (what) {
    console.log(`# left out: "two browsers through ${name}": ${what} is not here`);
    continue;
  }

  test(`two browsers and a native device through ${name}: what each writes arrives on all`,
      async (t) => {
        const app = new SyncServer();
        at_end(t, () => app.remove());
        at_end(t, () => app.stop());
        app.port = String(await freePort());
        const other = await startOther(t, name, `http://127.0.0.1:${app.port}`);
        const {origin} = new URL(other.url);
        await app.start('--allow-endpoint', origin);

        const profiles = [profile_for(t), profile_for(t)];
        const begin = async (/** @type {number} */ n) => {
          const browser = await start_browser(t,
              {...kSmall, profile: profiles[n], arguments: kAnyCertificate});
          browser.may_ask(origin);
          return {browser, person: await Person.open(browser, app.url)};
        };
        const {person: ada} = await begin(0);
        await ada.sets_up();
        await ada.starts_with('Ada Lindgren');
        await ada.notes(kLines[0]);
        await to_sync(ada);
        await ada.writes('Address', other.url.replace('://', `://${kUser}@`));
        await ada.writes('Token', kPassword);
        await ada.presses('Sync with this endpoint');
        await ada.button('Sync now').waitFor();
        await syncs_here(ada);
        await ada.presses('Back');
        const copy = join(app.folder, 'copy.quietroom');
        await saves_copy(ada, copy);

        let {browser, person: bea} = await begin(1);
        await opens_copy(bea, copy, kPassphrase);
        await bea.goes_on_with(/Ada Lindgren/);
        await to_ada(ada);
        await other.kill();
        await ada.notes(kLines[1]);
        await bea.notes(kLines[2]);
        await browser.kill();
        await other.start();
        ({browser, person: bea} = await begin(1));
        await bea.unlocks();
        for (const person of [bea, ada, bea]) {
          await to_sync(person);
          await syncs_here(person);
        }
        for (const person of [ada, bea]) {
          await to_ada(person);
          for (const line of kLines) await person.line(line).waitFor();
        }
        assert.deepEqual(await bea.line_texts(), await ada.line_texts());

        const place = makePlace(t);
        const store = ['--store', place.at('store'),
          '--passphrase-file', place.keep('of the app', kPassphrase)];
        await run(place, 0, ['init', ...store, '--copy', copy]);
        const ca = ['--ca', other.cert];
        await run(place, 0, ['pull', ...store, ...ca]);
        const {vaults, findings} = await run(place, 0, ['check', '--read-data', ...store, ...ca]);
        assert.deepEqual(findings, []);
        assert.deepEqual(vaults.map((/** @type {any} */ one) => one.not_taken_in_here), [0, 0]);
      });
}
