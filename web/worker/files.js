// @ts-check
// The store's files, by slot number, through sync access handles or what stands for them
// (home.js). The program calls these while it runs, so nothing here may throw: what fails is a
// negative number (platform/web/imports.h).

/**
 * The part of FileSystemSyncAccessHandle that is used.
 * @typedef {object} Handle
 * @property {(into: Uint8Array, options: {at: number}) => number} read
 * @property {(from: Uint8Array, options: {at: number}) => number} write
 * @property {(size: number) => void} truncate
 * @property {() => number} getSize
 * @property {() => void} flush
 * @property {() => void} close
 */

export const kGone = -1;
export const kFull = -2;
export const kFails = -3;

/** What a handle throws that the browser has taken back, as Safari does when a device sleeps. */
const kTakenBack = new Set(['InvalidStateError', 'NoModificationAllowedError', 'UnknownError']);
/** Slots of the handles of one opening; the next one has others, so that old ones lead nowhere. */
const kSlots = 64;

export class Files {
  /** How often the files were opened. What was opened before the last time is dead. */
  epoch = 0;
  /** @type {import('../core/outbox.js').Outbox|null} */
  #outbox = null;

  /**
   * @param {readonly string[]} names
   * @param {() => void} [taken_back] The handles have to be opened anew.
   */
  constructor(names, taken_back = () => undefined) {
    this.names = names;
    this.taken_back = taken_back;
    /** @type {Handle[]} Empty while the store is not ours. */
    this.handles = [];
    /** The browser's name for the last failure, for the page's log; holds no user text. */
    this.last_error = '';
  }

  /**
   * @param {Handle[]} handles One for each name, in their order.
   * @param {import('../core/outbox.js').Outbox|null} [outbox] What flush() leaves to be done.
   */
  use(handles, outbox = null) {
    ++this.epoch;
    this.handles = handles;
    this.#outbox = outbox;
  }

  /** How many flushes were promised; they are durable when the outbox says so. */
  promised() {
    return this.#outbox?.promised ?? 0;
  }

  /** Null if all that was flushed is durable, else a promise of it or of the end of trying. */
  rest() {
    return this.#outbox?.rest() ?? null;
  }

  /** Closes every handle, so that another tab may open them. What was not flushed may be lost. */
  close() {
    for (const handle of this.handles) {
      try {
        handle.close();
      } catch (error) {
        // A handle that the browser has already invalidated needs no closing.
        this.last_error = error_name(error);
      }
    }
    this.handles = [];
    this.#outbox = null;
  }

  /** @param {string} name */
  slot(name) {
    const index = this.names.indexOf(name);
    return index < 0 ? -1 : this.epoch * kSlots + index;
  }

  /** @param {number} slot @param {Uint8Array} into @param {number} at */
  read(slot, into, at) {
    return this.#do(slot, (handle) => handle.read(into, {at}));
  }
  /** @param {number} slot @param {Uint8Array} from @param {number} at */
  write(slot, from, at) {
    return this.#do(slot, (handle) => handle.write(from, {at}));
  }
  /** @param {number} slot @param {number} size */
  truncate(slot, size) {
    return this.#do(slot, (handle) => (handle.truncate(size), 0));
  }
  /** @param {number} slot */
  size(slot) {
    return this.#do(slot, (handle) => handle.getSize());
  }
  /** @param {number} slot */
  flush(slot) {
    return this.#do(slot, (handle) => (handle.flush(), 0));
  }

  /** @param {number} slot @param {(handle: Handle) => number} work */
  #do(slot, work) {
    const handle = this.handles[slot - this.epoch * kSlots];
    if (!handle) return kGone;
    try {
      return work(handle);
    } catch (error) {
      this.last_error = error_name(error);
      if (kTakenBack.has(this.last_error)) this.taken_back();
      return this.last_error === 'QuotaExceededError' ? kFull : kFails;
    }
  }
}

/** @param {unknown} error */
export function error_name(error) {
  return error instanceof Error || error instanceof DOMException ? error.name : 'Error';
}
