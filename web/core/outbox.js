// @ts-check
// What was flushed and is not in the database yet. One transaction is under way at a time, and what
// is flushed meanwhile waits and becomes the next one, as a whole. So the database is always in the
// state after some flush, with all earlier ones: the promise of a disk that keeps its order. One
// that fails is tried again, together with what came later, so nothing is ever skipped.
import {joined} from './blocks.js';

/** @typedef {import('./blocks.js').Batch} Batch */

/** Between one failure and the next attempt. */
export const kRetryMs = [250, 500, 1000, 2000, 4000, 8000];

/**
 * @typedef {object} OutboxNeeds
 * @property {(batch: Batch) => Promise<void>} commit Done once it is durable. Rejects if nothing of
 *   it happened; with the name 'Emptied' if the database has lost what it had.
 * @property {() => Batch} everything All that the files hold, for a database that was emptied.
 * @property {(flushes: number, problem: string) => void} tell So many flushes are durable;
 *   `problem` names why no more are, or is empty.
 * @property {(ms: number) => Promise<void>} wait
 */

export class Outbox {
  /** How many flushes there were. */
  promised = 0;
  /** How many of them are durable. */
  kept = 0;
  /** @type {Batch|null} */
  #next = null;
  #busy = false;
  #stopped = false;
  /** @type {(() => void)[]} */
  #wait_for_rest = [];

  /** @param {OutboxNeeds} needs */
  constructor(needs) {
    this.needs = needs;
  }

  /** A flush. @param {Batch} batch */
  add(batch) {
    if (this.#stopped) return;
    ++this.promised;
    this.#next = joined(this.#next, batch);
    if (!this.#busy) this.#work();
  }

  /** Nothing is begun any more, and nothing more is told. */
  stop() {
    this.#stopped = true;
    this.#next = null;
    this.#settle();
  }

  /** Null if everything is durable; else a promise of that, or of the end of trying. */
  rest() {
    if (!this.#busy || this.#stopped) return null;
    return new Promise((/** @type {(value?: undefined) => void} */ done) =>
        this.#wait_for_rest.push(done));
  }

  async #work() {
    this.#busy = true;
    for (let failures = 0; this.#next && !this.#stopped;) {
      const batch = this.#next;
      const flushes = this.promised;
      this.#next = null;
      try {
        await this.needs.commit(batch);
        failures = 0;
        this.kept = flushes;
        if (!this.#stopped) this.needs.tell(flushes, '');
      } catch (error) {
        if (this.#stopped) break;
        const name = error instanceof Error || error instanceof DOMException ? error.name : 'Error';
        this.#next = name === 'Emptied' ? this.needs.everything() : joined(batch, this.#next);
        this.needs.tell(this.kept, name);
        await this.needs.wait(kRetryMs[Math.min(failures++, kRetryMs.length - 1)]);
      }
    }
    this.#busy = false;
    this.#settle();
  }

  #settle() {
    for (const done of this.#wait_for_rest.splice(0)) done();
  }
}
