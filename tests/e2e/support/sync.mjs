// Our server with its endpoint, and the way to the screen where a person syncs with it.
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {kRoot, kill_tree, serve_command} from '../../web/rig.mjs';
import {kFolder} from './app.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

/** @typedef {import('./app.mjs').Person} Person */

/** Our server with its endpoint, as `./quietroom start` runs it. It keeps its port and its files. */
export class SyncServer {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-sync-'));
  port = '0';
  said = '';
  url = '';

  /** @param {string[]} more Arguments. */
  async start(...more) {
    this.running = await serve_command(kServer, ['--site', kFolder, '--port', this.port,
      '--data', join(this.folder, 'data'), '--local-app', '--access-log', ...more]);
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

  stop() {
    return this.running?.stop();
  }

  /** Every file that it keeps, with its path. */
  stored() {
    const data = join(this.folder, 'data');
    return readdirSync(data, {recursive: true}).map(String)
        .filter((name) => statSync(join(data, name)).isFile())
        .map((name) => ({name, bytes: readFileSync(join(data, name))}));
  }

  remove() {
    rmSync(this.folder, {recursive: true, force: true});
  }
}

/** @param {Person} person */
export async function to_sync(person) {
  if (await person.button('Home').count() > 0) await person.presses('Home');
  const row = person.page.getByRole('link', {name: /^Sync/})
      .or(person.page.getByRole('button', {name: /^Sync/}));
  await row.first().click();
  await person.sees('Sync');
}

/** From the screen of sync: on with this server, and everything is there. @param {Person} person */
export async function turns_sync_on(person) {
  await person.presses('Sync with this server');
  await person.button('Sync now').waitFor();
  await syncs_here(person);
}

/** @param {Person} person */
export async function syncs_here(person) {
  await person.presses('Sync now');
  await person.reads(/^Everything is at the endpoint/);
}

/** A saved copy, as the file `path`. @param {Person} person @param {string} path */
export async function saves_copy(person, path) {
  const download = person.page.waitForEvent('download');
  await person.presses('Save a copy');
  await (await download).saveAs(path);
}

/** On a device without a store: opens the copy at `path`. @param {Person} person @param {string} path
 * @param {string} passphrase */
export async function opens_copy(person, path, passphrase) {
  await person.presses('Open a copy');
  await person.page.getByLabel('Choose the file').setInputFiles(path);
  await person.reads(/^The copy is whole/);
  await person.writes('Its passphrase', passphrase);
  await person.presses('Open the copy');
}
