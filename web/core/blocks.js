// @ts-check
// Files for browsers without synchronous file handles: the bytes are in memory, in blocks, and
// flush() hands over what has changed since the last one. What becomes of it is the outbox's
// business (outbox.js); whoever uses a file must not call anything saved before that has said so.

/** What is written to the database as one record. A commit of one line touches about three. */
export const kBlockSize = 64 * 1024;

/**
 * What a flush changes in one file. `blocks` has whole blocks, or null for those cut off.
 * @typedef {{size: number, blocks: Map<number, Uint8Array|null>}} Change
 */
/** Changes by the file's name. @typedef {Map<string, Change>} Batch */

/** Stands where a sync access handle does (web/worker/files.js). */
export class BlockFile {
  #size;
  /** @type {Map<number, Uint8Array>} A missing one is all zeros. */
  #blocks;
  /** @type {Set<number>} */
  #changed = new Set();
  #flushed_size;

  /**
   * @param {string} name
   * @param {(batch: Batch) => void} hand_over Takes what a flush has changed; the bytes are its own.
   * @param {() => void} closed
   * @param {{size: number, blocks: Map<number, Uint8Array>}} [content]
   */
  constructor(name, hand_over, closed, {size, blocks} = {size: 0, blocks: new Map()}) {
    this.name = name;
    this.hand_over = hand_over;
    this.closed = closed;
    this.#size = this.#flushed_size = size;
    this.#blocks = blocks;
  }

  /** @param {Uint8Array} into @param {{at: number}} place */
  read(into, {at}) {
    const count = Math.max(0, Math.min(into.length, this.#size - at));
    for_each_part(at, count, (index, begin, end, done) => {
      const block = this.#blocks.get(index);
      if (block) into.set(block.subarray(begin, end), done);
      else into.fill(0, done, done + end - begin);
    });
    return count;
  }

  /** @param {Uint8Array} from @param {{at: number}} place */
  write(from, {at}) {
    for_each_part(at, from.length, (index, begin, end, done) => {
      this.#block(index).set(from.subarray(done, done + end - begin), begin);
      this.#changed.add(index);
    });
    this.#size = Math.max(this.#size, at + from.length);
    return from.length;
  }

  /** @param {number} size */
  truncate(size) {
    if (size < this.#size) {
      const kept = Math.ceil(size / kBlockSize);
      for (const index of [...this.#blocks.keys()]) {
        if (index < kept) continue;
        this.#blocks.delete(index);
        this.#changed.add(index);
      }
      // What is cut off must read as zeros if the file grows again.
      const rest = size % kBlockSize;
      if (rest > 0 && this.#blocks.has(kept - 1)) {
        this.#block(kept - 1).fill(0, rest);
        this.#changed.add(kept - 1);
      }
    }
    this.#size = size;
  }

  getSize() {
    return this.#size;
  }

  flush() {
    if (this.#changed.size === 0 && this.#size === this.#flushed_size) return;
    this.hand_over(new Map([[this.name, this.#change(this.#changed)]]));
    this.#changed.clear();
    this.#flushed_size = this.#size;
  }

  close() {
    this.closed();
  }

  /** The whole content, for a database that has lost its own. @returns {Change} */
  everything() {
    return this.#change(this.#blocks.keys());
  }

  /** Copies: the file goes on changing while they are written. @param {Iterable<number>} indices */
  #change(indices) {
    /** @type {Change['blocks']} */
    const blocks = new Map();
    for (const index of indices) blocks.set(index, this.#blocks.get(index)?.slice() ?? null);
    return {size: this.#size, blocks};
  }

  /** @param {number} index */
  #block(index) {
    const known = this.#blocks.get(index);
    if (known) return known;
    const made = new Uint8Array(kBlockSize);
    this.#blocks.set(index, made);
    return made;
  }
}

/**
 * The parts of `count` bytes from `at` on, block by block: which one, from where to where in it, and
 * how many bytes came before.
 * @param {number} at @param {number} count
 * @param {(index: number, begin: number, end: number, done: number) => void} use
 */
function for_each_part(at, count, use) {
  for (let done = 0; done < count;) {
    const index = Math.floor((at + done) / kBlockSize);
    const begin = (at + done) % kBlockSize;
    const end = Math.min(kBlockSize, begin + count - done);
    use(index, begin, end, done);
    done += end - begin;
  }
}

/**
 * What `first` and then `second` change, as one.
 * @param {Batch|null} first @param {Batch|null} second @returns {Batch}
 */
export function joined(first, second) {
  /** @type {Batch} */
  const out = new Map();
  for (const batch of [first, second]) {
    for (const [name, {size, blocks}] of batch ?? []) {
      out.set(name, {size, blocks: new Map([...out.get(name)?.blocks ?? [], ...blocks])});
    }
  }
  return out;
}
