// Somebody who types with an input method, as the browser itself is told of one; and the numbers of
// a seed, so that what failed can be typed again.
import {setTimeout as wait} from 'node:timers/promises';

export class Typist {
  /** @param {import('playwright-core').Page} page @param {import('playwright-core').CDPSession} cdp */
  constructor(page, cdp) {
    this.page = page;
    this.cdp = cdp;
  }

  /** @param {import('playwright-core').Page} page */
  static async at(page) {
    return new Typist(page, await page.context().newCDPSession(page));
  }

  /**
   * Shows `text` as a word that is not finished, in place of the one before.
   * @param {string} text @param {{from?: number, to?: number}} [replaces] A stretch of what is
   *   written already, in UTF-16 code units.
   */
  async composes(text, {from, to} = {}) {
    await this.cdp.send('Input.imeSetComposition', {text, selectionStart: text.length,
      selectionEnd: text.length, replacementStart: from, replacementEnd: to});
  }

  /** Finishes a word, or puts in a text at once (a picked emoji). @param {string} text */
  async commits(text) {
    await this.cdp.send('Input.insertText', {text});
  }

  /** Every step of a word, then its end. @param {string[]} steps @param {string} [result] */
  async composes_word(steps, result = steps.at(-1)) {
    for (const step of steps) await this.composes(step);
    await this.commits(/** @type {string} */ (result));
  }

  /** Enter as an input method gets it while a word is being composed. */
  async presses_enter_of_the_input_method() {
    await this.cdp.send('Input.dispatchKeyEvent',
        {type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229});
    await this.cdp.send('Input.dispatchKeyEvent',
        {type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13});
  }

  /** One character by its key; a line break is Enter. @param {string} character */
  async strikes(character) {
    if (character === '\n') return this.page.keyboard.press('Enter');
    const text = {text: character, unmodifiedText: character, key: character};
    await this.cdp.send('Input.dispatchKeyEvent', {type: 'keyDown', ...text});
    await this.cdp.send('Input.dispatchKeyEvent', {type: 'keyUp', key: character});
  }

  /**
   * Types `text` at so many characters a second: the next key does not wait for anything but its
   * time.
   * @param {string} text @param {number} per_second
   * @param {(at: number) => Promise<unknown>|undefined} [besides] What happens before the key `at`.
   */
  async types(text, per_second, besides = () => undefined) {
    const begin = performance.now();
    const struck = [];
    for (const [at, character] of [...text].entries()) {
      const due = begin + at * 1000 / per_second;
      await wait(Math.max(0, due - performance.now()));
      struck.push(besides(at), this.strikes(character));
    }
    await Promise.all(struck);
    return (performance.now() - begin) / 1000;
  }

  /** A drag of `data` from outside, dropped in the middle of `element`. */
  async drops(/** @type {import('playwright-core').Locator} */ element, /** @type {any} */ data) {
    const box = await element.boundingBox();
    if (!box) throw new Error('nothing is shown to drop on');
    const place = {x: box.x + box.width / 2, y: box.y + box.height / 2};
    const drag = {items: [], dragOperationsMask: 1, ...data};
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.cdp.send('Input.dispatchDragEvent',
          {type: /** @type {any} */ (type), ...place, data: drag});
    }
  }
}

/** Numbers from 0 to `below`, the same for the same seed. @param {number} seed */
export function random_of(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 4294967296 * below);
  };
}

const kLetters = 'abcdefghijklmnopqrstuvwxyzäöüéñßABCDEFGHIJ0123456789,.!?"\'()';

/**
 * Words of random letters, `line_length` to a line.
 * @param {number} seed @param {number} length @param {number} line_length
 */
export function random_lines(seed, length, line_length) {
  const next = random_of(seed);
  const lines = [];
  for (let left = length; left > 0; left -= line_length) {
    let line = '';
    while (line.length < Math.min(left, line_length) - 1) {
      const letter = next(6) === 0 && line !== '' && !line.endsWith(' ') ? ' ' :
          kLetters[next(kLetters.length)];
      line += letter;
    }
    lines.push(line.trimEnd() + 'x');
  }
  return lines;
}
