// @ts-check
// When the program is called without an event: a frame when it wants to paint, a tick when it asked
// to be woken. Nothing else runs by itself, so an idle program costs nothing.

/** setTimeout counts in 32 bits; a later wake-up is asked for again on the way. */
const kTimeoutMaxMs = 2 ** 31 - 1;

/**
 * @typedef {object} LoopNeeds
 * @property {() => boolean} frame Paints; true if another frame is wanted.
 * @property {() => boolean} tick Does what is due; true if a frame is wanted.
 * @property {() => number} next_wake_ms From now; negative for never.
 * @property {(callback: () => void) => void} request_frame
 * @property {(callback: () => void, ms: number) => any} set_timeout
 * @property {(handle: any) => void} clear_timeout
 */

export class Loop {
  /** @type {any} */
  #timer = null;
  #frame_wanted = false;
  frames = 0;
  ticks = 0;

  /** @param {LoopNeeds} needs */
  constructor(needs) {
    this.needs = needs;
  }

  /**
   * After every call into the program.
   * @param {boolean} wants_paint
   */
  settle(wants_paint) {
    if (wants_paint && !this.#frame_wanted) {
      this.#frame_wanted = true;
      this.needs.request_frame(() => this.#run_frame());
    }
    this.needs.clear_timeout(this.#timer);
    const wake_ms = this.needs.next_wake_ms();
    if (wake_ms < 0) return;
    const wait_ms = Math.min(Math.ceil(wake_ms), kTimeoutMaxMs);
    this.#timer = this.needs.set_timeout(() => this.#run_tick(), wait_ms);
  }

  #run_frame() {
    this.#frame_wanted = false;
    ++this.frames;
    this.settle(this.needs.frame());
  }

  #run_tick() {
    ++this.ticks;
    this.settle(this.needs.tick());
  }
}
