// @ts-check
// Who may use the store's files. One tab at a time: the one that holds the web lock. A second one
// can ask for it, and takes it by force from a tab that does not answer. The lock comes before the
// files and is given back after they are closed, so a handle is never fought over.
import {error_name} from './files.js';

export const kLock = 'quietroom-store';
/** How long another tab may take to close its store before it is taken from it. */
export const kAskMs = 3000;
/** A page that is reloaded meets its own old worker, which holds the lock a moment longer. */
export const kStartPatienceMs = 1000;
/** How often a tab that found the store taken looks whether it is free. */
export const kLookAgainMs = 2000;
/** Handles that the browser took back are opened again after so long, and then always so long. */
export const kReopenMs = [100, 400, 1000, 2000, 5000, 10000];
/** A tab that was just ended may hold its handles a moment longer; then it is tried again. */
export const kOpenRetryMs = [50, 100, 200, 400, 800, 1600];

/**
 * @typedef {object} StoreNeeds
 * @property {LockManager|undefined} locks
 * @property {Pick<BroadcastChannel, 'postMessage'|'onmessage'>} channel Reaches the other tabs.
 * @property {() => Promise<import('./home.js').Home>} open_home
 * @property {import('./files.js').Files} files
 * @property {(event: import('../protocol.js').StoreEvent) => void} emit
 * @property {(ms: number) => Promise<void>} wait
 * @property {() => void} [gave] Another tab has asked for it, and all is written and given back.
 */

export class Store {
  /** @type {'none'|'waiting'|'ours'|'asked'} */
  #state = 'none';
  /** @type {(() => void)|null} Gives the lock back. */
  #let_go = null;
  #reopening = false;
  #releasing = Promise.resolve();

  /** @param {StoreNeeds} needs */
  constructor(needs) {
    this.needs = needs;
    needs.channel.onmessage = () => this.#asked_for();
  }

  /**
   * Takes the store if nobody has it, now or as soon as it becomes free.
   * @param {boolean} [asks] Takes it from whoever has it, too.
   */
  async start(asks = false) {
    if (!this.needs.locks) return this.#emit('unavailable', 'no web locks');
    if (asks) return this.take();
    const patience = new AbortController();
    this.needs.wait(kStartPatienceMs).then(() => patience.abort());
    if (await this.#hold({signal: patience.signal})) return this.#open();
    this.#emit('elsewhere');
    this.#look_again();
  }

  /** Until the store is ours or wanted: whoever has it may close its window at any time. */
  async #look_again() {
    while (this.#state === 'none') {
      await this.needs.wait(kLookAgainMs);
      await this.came_to_front();
    }
  }

  /** The tab came to the front: perhaps the other one is gone. */
  async came_to_front() {
    if (this.#state !== 'none' || !this.needs.locks) return;
    if (await this.#hold({ifAvailable: true})) await this.#open();
  }

  /** Takes the store from whoever has it: asks first, and steals if nobody answers. */
  async take() {
    if (this.#state !== 'none' || !this.needs.locks) return;
    this.needs.channel.postMessage('ask');
    const patience = new AbortController();
    this.needs.wait(kAskMs).then(() => patience.abort());
    const given = await this.#hold({signal: patience.signal});
    if (given || (await this.#hold({steal: true}))) await this.#open();
    else this.#emit('elsewhere');
  }

  /** The program has closed its files. Whoever has the lock next must find all that it wrote. */
  release() {
    const rest = this.needs.files.rest();
    if (!rest) return this.#released();
    this.#releasing = rest.then(() => this.#released());
  }

  /** Once nothing of the program's is on its way to the disk any more. */
  async released() {
    await this.#releasing;
  }

  #released() {
    if (!this.#let_go) return;  // It was stolen meanwhile.
    const was_asked = this.#state === 'asked';
    this.#give_back();
    if (was_asked) this.#emit('elsewhere');
    if (!was_asked) return;
    this.#look_again();
    this.needs.gave?.();
  }

  /**
   * The browser took the handles back while the lock is ours. What was flushed is safe; the program
   * shows the rest as unsaved, and opens its files again once they are there.
   */
  async reopen() {
    if (this.#reopening || !this.#let_go) return;
    this.#reopening = true;
    this.needs.files.close();
    for (let attempt = 0; this.#let_go; ++attempt) {
      await this.needs.wait(kReopenMs[Math.min(attempt, kReopenMs.length - 1)]);
      try {
        const home = await this.needs.open_home();
        if (this.#let_go) this.needs.files.use(home.handles, home.outbox);
        else for (const handle of home.handles) handle.close();
        break;
      } catch (error) {
        console.info(`quietroom: the files are not back yet: ${error_name(error)}`);
      }
    }
    this.#reopening = false;
  }

  /**
   * True once the lock is held; then it stays so until #let_go is called or another tab steals it.
   * @param {LockOptions} options
   * @returns {Promise<boolean>}
   */
  #hold(options) {
    this.#state = 'waiting';
    return new Promise((resolve) => {
      const got = (/** @type {Lock|null} */ lock) => {
        if (!lock) {
          this.#state = 'none';
          return resolve(false);
        }
        return new Promise((/** @type {(value?: undefined) => void} */ let_go) => {
          this.#let_go = let_go;
          resolve(true);
        });
      };
      /** @type {LockManager} */ (this.needs.locks).request(kLock, options, got).catch((error) => {
        // Before the lock was held: it could not be had. After: it was stolen.
        if (this.#let_go) return this.#stolen(error);
        this.#state = 'none';
        resolve(false);
      });
    });
  }

  async #open() {
    for (let attempt = 0; ; ++attempt) {
      try {
        const {handles, outbox, kind} = await this.needs.open_home();
        if (!this.#let_go) {  // Stolen while they were opened.
          for (const handle of handles) handle.close();
          return;
        }
        this.needs.files.use(handles, outbox);
        this.#state = 'ours';
        return this.needs.emit({type: 'store', access: 'ours', storage: kind});
      } catch (error) {
        if (!this.#let_go) return;
        if (!is_busy(error) || attempt >= kOpenRetryMs.length) {
          this.#give_back();
          return this.#emit('unavailable', error_name(error));
        }
        await this.needs.wait(kOpenRetryMs[attempt]);
      }
    }
  }

  #asked_for() {
    if (this.#state !== 'ours') return;
    this.#state = 'asked';
    this.#emit('asked_for');
  }

  /** @param {unknown} error */
  #stolen(error) {
    this.#give_back();
    this.#emit('taken_away', error_name(error));
  }

  #give_back() {
    this.needs.files.close();
    this.#let_go?.();
    this.#let_go = null;
    this.#state = 'none';
  }

  /** @param {import('../protocol.js').StoreEvent['access']} access @param {string} [reason] */
  #emit(access, reason) {
    this.needs.emit(reason ? {type: 'store', access, reason} : {type: 'store', access});
  }
}

/**
 * True for what a browser throws when another handle for the same file is open: the second name is
 * WebKit's. @param {unknown} error
 */
export function is_busy(error) {
  return ['NoModificationAllowedError', 'InvalidStateError'].includes(error_name(error));
}

/**
 * A handle for each of `names` in `folder` of the origin's private file system; all or none.
 * @param {FileSystemDirectoryHandle} root
 * @param {string} folder
 * @param {readonly string[]} names
 * @returns {Promise<import('./files.js').Handle[]>}
 */
export async function open_handles(root, folder, names) {
  const directory = await root.getDirectoryHandle(folder, {create: true});
  const opened = await Promise.allSettled(names.map(async (name) => {
    const file = await directory.getFileHandle(name, {create: true});
    return /** @type {any} */ (file).createSyncAccessHandle();
  }));
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return opened.map((one) => /** @type {any} */ (one).value);
  for (const one of opened) if (one.status === 'fulfilled') one.value.close();
  throw /** @type {PromiseRejectedResult} */ (failed).reason;
}
