// @ts-check
// One finger on a row: does it rest, or sweep to the side? Scrolling is the browser's; what turns
// out to be that is nothing here.

/** A finger that rests for so long asks for what can be done. As long as systems take it. */
export const kLongPressMs = 500;
/** A finger that moves less than this still rests. */
const kRestPx = 10;
/** So far to the side, and twice as far as up or down, is a swipe. */
const kSwipePx = 48;

export class TouchGesture {
  #from = {x: 0, y: 0};
  #state = /** @type {'none'|'resting'|'moving'|'done'} */ ('none');

  /** @param {number} x @param {number} y */
  begin(x, y) {
    this.#from = {x, y};
    this.#state = 'resting';
  }

  /** True once: the finger has swept to the side. @param {number} x @param {number} y */
  moved_aside(x, y) {
    if (this.#state !== 'resting' && this.#state !== 'moving') return false;
    const dx = Math.abs(x - this.#from.x);
    const dy = Math.abs(y - this.#from.y);
    if (Math.max(dx, dy) > kRestPx) this.#state = 'moving';
    if (dx < kSwipePx || dx < 2 * dy) return false;
    this.#state = 'done';
    return true;
  }

  /** True once, kLongPressMs after the beginning: it has not moved. */
  rested() {
    if (this.#state !== 'resting') return false;
    this.#state = 'done';
    return true;
  }

  /** It was lifted, another came, or the browser scrolls. */
  end() {
    this.#state = 'none';
  }
}
