// @ts-check
// Argon2id in a second worker: it takes half a second and 64 MiB, so it must not hold up the
// program, and its memory must not outlive the job (wasm memory never shrinks).

/**
 * @typedef {object} SlowHashJob
 * @property {number} job
 * @property {Uint8Array} passphrase
 * @property {Uint8Array} salt
 * @property {number} memory_kib
 * @property {number} passes
 * @property {number} lanes
 */

export class SlowHash {
  /** @type {Worker|null} */
  #worker = null;

  /**
   * @param {() => Worker} make_worker
   * @param {(job: number, key: Uint8Array) => void} done With an empty key if it failed.
   */
  constructor(make_worker, done) {
    this.make_worker = make_worker;
    this.done = done;
  }

  /** @param {SlowHashJob} request */
  start(request) {
    this.cancel();
    try {
      const worker = this.#worker = this.make_worker();
      const finish = (/** @type {unknown} */ key) => {
        if (this.#worker !== worker) return;
        this.cancel();
        this.done(request.job, key instanceof Uint8Array ? key : new Uint8Array(0));
      };
      worker.onmessage = (event) => finish(event.data);
      worker.onerror = () => finish(null);
      worker.onmessageerror = () => finish(null);
      // Transferred, so that no copy of the passphrase stays on this side.
      worker.postMessage(request, [request.passphrase.buffer, request.salt.buffer]);
    } catch {
      // The program is in the middle of a call: answer when that is over.
      setTimeout(() => this.done(request.job, new Uint8Array(0)), 0);
    }
  }

  cancel() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
