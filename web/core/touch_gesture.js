// @ts-check
// One finger on a row: does it rest, or sweep to the side? Scrolling is the browser's; what turns
// out to be that is nothing here.

/** A finger that rests for so long asks for what can be done. As long as systems take it. */
export const kLongPressMs = 500;
/** A finger that moves less than this still rests. */
const kRestPx = 10;
/** So far to the side, and twice as far as up or down, does something when the finger is lifted. */
const kSwipePx = 48;
/** A row follows the finger so far, and no further. */
const kReachPx = 96;

/** @typedef {{x: number, acts: boolean}} Swipe How far the row goes; whether lifting acts now. */

export class TouchGesture {
  #from = {x: 0, y: 0};
  #state = /** @type {'none'|'resting'|'moving'|'swiping'|'done'} */ ('none');
  #acts = false;

  /** @param {number} x @param {number} y */
  begin(x, y) {
    this.#from = {x, y};
    this.#state = 'resting';
    this.#acts = false;
  }

  /** The row that follows the finger, or null: it does not sweep. @returns {Swipe|null} */
  moved(/** @type {number} */ x, /** @type {number} */ y) {
    if (this.#state === 'none' || this.#state === 'done') return null;
    const dx = x - this.#from.x;
    const far = Math.abs(dx);
    const dy = Math.abs(y - this.#from.y);
    const is_aside = far >= 2 * dy;
    if (this.#state === 'resting' && Math.max(far, dy) > kRestPx) this.#state = 'moving';
    if (this.#state === 'moving' && is_aside) this.#state = 'swiping';
    if (this.#state !== 'swiping') return null;
    this.#acts = is_aside && far >= kSwipePx;
    return {x: Math.max(-kReachPx, Math.min(kReachPx, dx)), acts: this.#acts};
  }

  /** True once, kLongPressMs after the beginning: it has not moved. */
  rested() {
    if (this.#state !== 'resting') return false;
    this.#state = 'done';
    return true;
  }

  /** The finger is lifted: true if the swipe acts. */
  lifted() {
    const acts = this.#state === 'swiping' && this.#acts;
    this.end();
    return acts;
  }

  /** Another finger came, or the browser scrolls. */
  end() {
    this.#state = 'none';
  }
}
