// @ts-check
// Where the store lives on this device: in files with synchronous handles, or in the browser's
// database where there are none. It never moves: a browser that cannot open its files today must
// not show an empty store because the database is empty. What was chosen is written down once.
import {BlockFile} from '../core/blocks.js';
import {Outbox} from '../core/outbox.js';
import {Database} from './database.js';
import {error_name} from './files.js';
import {open_handles} from './store.js';

/**
 * `passing`: the database of a private window, which goes with it.
 * @typedef {'files'|'database'|'passing'} StorageKind
 */
/**
 * @typedef {object} Home
 * @property {StorageKind} kind
 * @property {import('./files.js').Handle[]} handles One for each name.
 * @property {Outbox|null} outbox What is not durable when flush() returns; null in files.
 */
/**
 * @typedef {object} HomeNeeds
 * @property {StorageManager|undefined} storage
 * @property {IDBFactory|undefined} databases
 * @property {string} folder
 * @property {readonly string[]} names
 * @property {(flushes: number, problem: string) => void} tell
 * @property {(ms: number) => Promise<void>} wait
 */

/**
 * Opens every file, or rejects with the reason why nothing can be kept here.
 * @param {HomeNeeds} needs @returns {Promise<Home>}
 */
export async function open_home(needs) {
  /** @type {unknown} */
  let reason;
  try {
    const handles = await open_handles(needs.storage, needs.folder, needs.names);
    // Only before the first line was ever written here is there anything to look up.
    if (handles.some((handle) => handle.getSize() > 0)) return {kind: 'files', handles, outbox: null};
    if (!await lives_in_database(needs)) return {kind: 'files', handles, outbox: null};
    for (const handle of handles) handle.close();  // The browser has learned it meanwhile.
  } catch (error) {
    // Another tab's: they will be free in a moment.
    if (error_name(error) === 'NoModificationAllowedError') throw error;
    reason = error;
  }
  if (!needs.databases) throw reason;
  // Files that are there and cannot be opened are no reason to begin anew elsewhere.
  if (await Database.home(needs.databases) === 'files') throw reason;
  return open_in_database(needs, kind_for(reason));
}

/** @param {HomeNeeds} needs */
async function lives_in_database({databases}) {
  if (!databases) return false;
  try {
    const home = await Database.home(databases);
    if (home === null) await Database.name_files_home(databases);
    return home === 'database';
  } catch (error) {
    // The note is a precaution for a day on which the files fail; today they work.
    console.info(`quietroom: the database does not open: ${error_name(error)}`);
    return false;
  }
}

/**
 * A browser that has files but no synchronous handles says so in its own way; one that refuses its
 * storage altogether is in a private window.
 * @param {unknown} reason @returns {StorageKind}
 */
function kind_for(reason) {
  return reason === undefined || ['NotSupportedError', 'TypeError'].includes(error_name(reason)) ?
      'database' : 'passing';
}

/** @param {HomeNeeds} needs @param {StorageKind} kind @returns {Promise<Home>} */
async function open_in_database({databases, names, tell, wait}, kind) {
  const database = new Database(/** @type {IDBFactory} */ (databases));
  const contents = await database.open();
  /** @type {BlockFile[]} */
  const files = [];
  const outbox = new Outbox({
    commit: (batch) => database.commit(batch),
    everything: () => new Map(files.map((file) => [file.name, file.everything()])),
    tell,
    wait,
  });
  const close = () => {
    outbox.stop();
    database.close();
  };
  for (const name of names) {
    files.push(new BlockFile(name, (batch) => outbox.add(batch), close, contents.get(name)));
  }
  return {kind, handles: files, outbox};
}
