// @ts-check
// Events of which only the newest counts (where the pointer is, how far something is scrolled): one
// at a time is on its way, and what comes meanwhile replaces what waits. A worker that is behind is
// not flooded, and the last one always arrives.

/** @typedef {import('../protocol.js').PageEvent} PageEvent */

export class Paced {
  /** @type {Map<number, PageEvent>} */
  #waiting = new Map();
  #on_its_way = false;

  /** @param {(event: PageEvent) => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {number} key What it is the newest of. @param {PageEvent} event */
  push(key, event) {
    this.#waiting.set(key, event);
    if (!this.#on_its_way) this.done();
  }

  /** Something that cannot wait overtakes it. @param {number} key */
  drop(key) {
    this.#waiting.delete(key);
  }

  /** The worker has handled the one that was on its way. */
  done() {
    const next = this.#waiting.entries().next();
    this.#on_its_way = !next.done;
    if (next.done) return;
    const [key, event] = next.value;
    this.#waiting.delete(key);
    this.send(event);
  }
}
