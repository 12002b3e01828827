// @ts-check
// Where the store lives on this device: in files with synchronous handles, or in the browser's
// database where there are none. It never moves: a browser that cannot open its files today must
// not show an empty store because the database is empty. What was chosen is written down once.
import {BlockFile} from '../core/blocks.js';
import {Outbox} from '../core/outbox.js';
import {Database} from './database.js';
import {error_name} from './files.js';
import {is_busy, open_handles} from './store.js';

/**
 * `passing`: the database of a window that has no file system at all, which is a private one; it goes
 * with the window.
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
  /** @type {StorageKind} */
  let kind = 'passing';
  /** @type {unknown} */
  let reason;
  try {
    const root = await root_of(needs.storage);
    kind = 'database';  // There is a private file system; now it depends on the handles.
    const handles = root && await open_handles(root, needs.folder, needs.names);
    if (handles) {
      // Only before the first line was ever written here is there anything to look up.
      const is_new = handles.every((handle) => handle.getSize() === 0);
      if (!is_new || !await lives_in_database(needs)) return {kind: 'files', handles, outbox: null};
      for (const handle of handles) handle.close();  // The browser has learned it meanwhile.
    }
  } catch (error) {
    reason = error;
    console.info(`quietroom: no synchronous files: ${error_name(error)}`);
  }
  reason ??= new DOMException('no private file system', 'NotSupportedError');
  if (!needs.databases) throw reason;
  const home = await Database.home(needs.databases);
  // Files that are there and cannot be opened are no reason to begin anew elsewhere; and handles
  // that another tab still holds will be free in a moment.
  if (home === 'files' || (home === null && is_busy(reason))) throw reason;
  return open_in_database(needs, kind);
}

/** Null where a browser has none at all. @param {StorageManager|undefined} storage */
async function root_of(storage) {
  return typeof storage?.getDirectory === 'function' ? storage.getDirectory() : null;
}

/** @param {HomeNeeds} needs */
async function lives_in_database({databases}) {
  if (!databases) return false;
  try {
    const home = await Database.home(databases);
    if (home === null) await Database.name_home(databases, 'files');
    return home === 'database';
  } catch (error) {
    // The note is a precaution for a day on which the files fail; today they work.
    console.info(`quietroom: the database does not open: ${error_name(error)}`);
    return false;
  }
}

/** @param {HomeNeeds} needs @param {StorageKind} kind @returns {Promise<Home>} */
async function open_in_database({databases, names, tell, wait}, kind) {
  const factory = /** @type {IDBFactory} */ (databases);
  const database = new Database(factory);
  const contents = await database.open();
  await Database.name_home(factory, 'database');
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
