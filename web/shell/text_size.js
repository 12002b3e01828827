// @ts-check
// The size of all text as the person chose it on this device: by buttons, keys, or two fingers.
import {kept_text_scale, nearest_text_scale, next_text_scale, text_size_key} from
    '../core/text_size.js';

/** In the browser's small storage, because it holds before anything is unlocked. */
const kKept = 'quietroom-text-scale';

export class TextSize {
  /** @type {number|null} Nothing chosen: as the device says. */
  chosen = null;
  /** The size that is shown; the screen tells. */
  shown = 1;
  #changed = () => {};

  /** @param {Storage|null} storage None where the browser keeps nothing for this site. */
  constructor(storage) {
    this.storage = storage;
    this.chosen = kept_text_scale(storage?.getItem(kKept) ?? null);
  }

  /** @param {() => void} changed Called whenever `chosen` is another one. */
  on_change(changed) {
    this.#changed = changed;
  }

  /** @param {'text_larger'|'text_smaller'|'text_as_device'} what */
  act(what) {
    if (what === 'text_as_device') return this.#choose(null);
    this.#choose(next_text_scale(this.shown, what === 'text_larger' ? 1 : -1));
  }

  /** @param {number|null} scale */
  #choose(scale) {
    if (scale === this.chosen) return;
    this.chosen = scale;
    try {
      if (scale === null) this.storage?.removeItem(kKept);
      else this.storage?.setItem(kKept, String(scale));
    } catch {
      // A full or closed storage: the size holds until the page is closed.
    }
    this.#changed();
  }

  /** @param {Document} document @param {string} platform navigator.platform */
  listen_to_keys(document, platform) {
    const apple = /Mac|iPhone|iPad/.test(platform);
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return;
      const types = apple && document.activeElement?.matches('input, textarea') === true;
      const what = text_size_key(event, types);
      if (!what) return;
      event.preventDefault();
      this.act(what);
    });
  }

  /**
   * Two fingers on the program's own surface; the browser's zoom of the whole page stays its own.
   * @param {HTMLElement} root
   */
  listen_to_pinch(root) {
    let apart = 0, scale = 1;
    root.addEventListener('touchstart', (event) => {
      apart = event.touches.length === 2 ? distance(event.touches) : 0;
      scale = this.shown;
    }, {passive: true});
    root.addEventListener('touchmove', (event) => {
      if (apart === 0 || event.touches.length !== 2) return;
      // Otherwise two fingers would scroll as well.
      if (event.cancelable) event.preventDefault();
      this.#choose_nearest(scale * distance(event.touches) / apart);
    }, {passive: false});
    for (const type of ['touchend', 'touchcancel']) {
      root.addEventListener(type, () => (apart = 0), {passive: true});
    }
  }

  /** @param {number} scale */
  #choose_nearest(scale) {
    const nearest = nearest_text_scale(scale);
    if (nearest !== this.shown) this.#choose(nearest);
  }
}

/** @param {TouchList} touches */
function distance([one, other]) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
