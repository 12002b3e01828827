// Two browsers of one person and our own server between them: a copy that is opened on a second
// device syncs, both write while the server is dead, one of them is killed, and in the end both show
// every line in one order. What the server holds and logs says nothing of what was written.
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot, kill_tree, serve_command} from '../web/rig.mjs';
import {at_end, assert_soon, kFolder, kPassphrase, Person, profile_for, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');
/** Words that are nowhere but in the notes. */
const kCanaries = ['Marisol', 'Quetzalli', 'zanzibar', 'obsidian', 'kingfisher', 'tamarind'];

/** Our server with its endpoint, as `./quietroom start` runs it. */
class Server {
  /** @param {import('node:test').TestContext} t */
  constructor(t) {
    this.folder = mkdtempSync(join(tmpdir(), 'quietroom-sync-'));
    this.port = '0';
    this.said = '';
    at_end(t, () => rmSync(this.folder, {recursive: true, force: true}));
    at_end(t, () => this.running?.stop());
  }

  async start() {
    this.running = await serve_command(kServer, ['--site', kFolder, '--port', this.port,
      '--data', join(this.folder, 'data'), '--local-app', '--access-log']);
    for (const from of [this.running.child.stdout, this.running.child.stderr]) {
      from?.on('data', (chunk) => void (this.said += chunk));
    }
    this.url = this.running.url;
    this.port = new URL(this.url).port;
  }

  kill() {
    const child = this.running?.child;
    const ended = new Promise((done) => child?.once('exit', done));
    kill_tree(/** @type {number} */ (child?.pid));
    return ended;
  }

  /** Every file that it keeps, with its path. */
  stored() {
    const data = join(this.folder, 'data');
    return readdirSync(data, {recursive: true}).map(String)
        .filter((name) => statSync(join(data, name)).isFile())
        .map((name) => ({name, bytes: readFileSync(join(data, name))}));
  }
}

/** @param {Person} person */
async function to_sync(person) {
  if (await person.button('Home').count() > 0) await person.presses('Home');
  const row = person.page.getByRole('link', {name: /^Sync/})
      .or(person.page.getByRole('button', {name: /^Sync/}));
  await row.first().click();
  await person.sees('Sync');
}

/** @param {Person} person */
async function syncs(person) {
  await to_sync(person);
  await person.presses('Sync now');
  await person.reads(/^Everything is at the endpoint/);
}

/** @param {Person} person */
async function back_to_notes(person) {
  if (await person.button('Back').count() > 0) await person.presses('Back');
  await person.goes_on_with(/Marisol/);
}

/** @param {import('node:test').TestContext} t @param {Person} person */
async function saves_copy(t, person) {
  const download = person.page.waitForEvent('download');
  await person.presses('Save a copy');
  const path = join(profile_for(t), 'copy.quietroom');
  await (await download).saveAs(path);
  return path;
}

test('two browsers, a server and a browser that are killed: every line on both, nothing readable outside',
    async (t) => {
      const server = new Server(t);
      await server.start();
      const first = await start_browser(t, kSmall);
      const ada = await Person.open(first, /** @type {string} */ (server.url));
      await ada.sets_up();
      await ada.starts_with('Marisol Quetzalli');
      await ada.notes('The zanzibar relay went first.');
      await to_sync(ada);
      assert.ok(!server.said.includes('/sync'), 'nothing was asked before it was turned on');
      await ada.presses('Sync with this server');
      await ada.button('Sync now').waitFor();
      await ada.presses('Sync now');
      await ada.reads(/^Everything is at the endpoint/);
      await ada.presses('Back');

      const copy = await saves_copy(t, ada);
      const profile = profile_for(t);
      let second = await start_browser(t, {...kSmall, profile});
      let bea = await Person.open(second, /** @type {string} */ (server.url));
      await bea.presses('Open a copy');
      await bea.page.getByLabel('Choose the file').setInputFiles(copy);
      await bea.reads(/^The copy is whole/);
      await bea.writes('Its passphrase', kPassphrase);
      await bea.presses('Open the copy');
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
      bea = await Person.open(second, /** @type {string} */ (server.url));
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
