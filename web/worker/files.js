// @ts-check
// The store's files, by slot number, through sync access handles. The program calls these while it
// runs, so nothing here may throw: what fails is a negative number (platform/web/imports.h).

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

export class Files {
  /** @param {readonly string[]} names */
  constructor(names) {
    this.names = names;
    /** @type {Handle[]} Empty while the store is not ours. */
    this.handles = [];
    /** The browser's name for the last failure, for the page's log; holds no user text. */
    this.last_error = '';
  }

  /** @param {Handle[]} handles One for each name, in their order. */
  use(handles) {
    this.handles = handles;
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
  }

  /** @param {string} name */
  slot(name) {
    return this.names.indexOf(name);
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
    const handle = this.handles[slot];
    if (!handle) return kGone;
    try {
      return work(handle);
    } catch (error) {
      this.last_error = error_name(error);
      return this.last_error === 'QuotaExceededError' ? kFull : kFails;
    }
  }
}

/** @param {unknown} error */
export function error_name(error) {
  return error instanceof Error || error instanceof DOMException ? error.name : 'Error';
}
