// The pictures in docs/screenshots: which there are, and whether two of them show the same.
import {join} from 'node:path';
import {Browser, kRoot} from '../../web/rig.mjs';

export const kPictures = process.env.QUIETROOM_SCREENSHOTS ?? join(kRoot, 'docs/screenshots');

const kSizes = [
  {width: 1280, height: 800}, {width: 820, height: 1180, touch: true}, {width: 400, height: 900},
];

/** Every set: the name of its folder, and the browser that it is taken in. */
export const kSets = kSizes.flatMap((size) => ['light', 'dark'].map((theme) => ({
  name: `${size.width}x${size.height}-${theme}`,
  options: {...size, dark: theme === 'dark'},
})));

/** Of a colour's 255 steps; what another version of the browser may round differently is less. */
const kStepsMax = 40;
/** The part of a picture that may differ: a few letters, but no line of text and no button. */
const kShareMax = 0.001;

/** @typedef {{x: number, y: number, width: number, height: number}} Place */

/**
 * Where the page shows what may look otherwise tomorrow: letters that its own faces do not have,
 * which every system draws in its own way, and the name of the build.
 * @param {import('playwright-core').Page} page @returns {Promise<Place[]>}
 */
export function uncertain_places(page) {
  return page.evaluate(() => {
    const build = document.documentElement.dataset.build ?? '';
    // The letters of the pinned faces: Inter's subset "latin".
    const foreign = new RegExp('[^\\u0000-\\u00ff\\u0131\\u0152\\u0153\\u02bb-\\u02dc\\u2000-\\u206f' +
        '\\u20ac\\u2122\\u2191\\u2193\\u2212\\u2215\\ufeff\\ufffd]', 'u');
    const is_uncertain = (/** @type {string} */ text) =>
      foreign.test(text) || (build !== '' && text.includes(build));
    // A row's second line is its element's description.
    return [...document.querySelectorAll('#mirror *')]
        .filter((one) => one.childElementCount === 0 &&
            (is_uncertain(one.textContent ?? '') || is_uncertain(one.ariaDescription ?? '')))
        .map((one) => one.getBoundingClientRect().toJSON());
  });
}

/** Compares pictures, in a browser of its own: that one decodes them. */
export class Comparer {
  /** @param {Browser} browser @param {import('playwright-core').Page} page */
  constructor(browser, page) {
    this.browser = browser;
    this.page = page;
  }

  static async start() {
    const browser = await Browser.start({graphics: false});
    return new Comparer(browser, await browser.context.newPage());
  }

  /**
   * Whether both PNG files show the same, but for the places that do not count. Pixels are compared
   * by fours, so that the edge of a letter may lie half a pixel further.
   * @param {Buffer} before @param {Buffer} after @param {Place[]} [ignored]
   * @returns {Promise<{same: boolean, share: number, difference: Buffer}>} `share`: of the
   *   picture that differs; `difference`: a PNG with what differs in red.
   */
  async compare(before, after, ignored = []) {
    const found = await this.page.evaluate(compare_in_page, {
      before: before.toString('base64'), after: after.toString('base64'), ignored, steps: kStepsMax,
    });
    return {
      same: found.share <= kShareMax,
      share: found.share,
      difference: Buffer.from(found.difference, 'base64'),
    };
  }

  async stop() {
    await this.browser.close();
  }
}

/** @param {{before: string, after: string, ignored: Place[], steps: number}} given */
async function compare_in_page({before, after, ignored, steps}) {
  const read = async (/** @type {string} */ png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(image.width / 2);
    canvas.height = Math.ceil(image.height / 2);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return {canvas, context,
      pixels: context.getImageData(0, 0, canvas.width, canvas.height)};
  };
  const [first, second] = [await read(before), await read(after)];
  const {width, height} = second.canvas;
  const png_of = (/** @type {HTMLCanvasElement} */ canvas) => canvas.toDataURL().split(',')[1];
  if (first.canvas.width !== width || first.canvas.height !== height) {
    return {share: 1, difference: png_of(second.canvas)};
  }
  const counts = new Uint8Array(width * height).fill(1);
  for (const place of ignored) {
    const left = Math.max(0, Math.floor(place.x / 2));
    const right = Math.min(width, Math.ceil((place.x + place.width) / 2));
    const bottom = Math.min(height, Math.ceil((place.y + place.height) / 2));
    for (let y = Math.max(0, Math.floor(place.y / 2)); y < bottom; ++y) {
      if (right > left) counts.fill(0, y * width + left, y * width + right);
    }
  }
  const [a, b] = [first.pixels.data, second.pixels.data];
  let differing = 0;
  for (let at = 0; at < counts.length; ++at) {
    const far = counts[at] === 1 && [0, 1, 2].some((channel) =>
      Math.abs(a[at * 4 + channel] - b[at * 4 + channel]) > steps);
    // What is the same stays faintly, so that one sees where the red is.
    for (let channel = 0; channel < 3; ++channel) {
      b[at * 4 + channel] = far ? [220, 0, 0][channel] : 191 + b[at * 4 + channel] / 4;
    }
    if (far) ++differing;
  }
  second.context.putImageData(second.pixels, 0, 0);
  return {share: differing / counts.length, difference: png_of(second.canvas)};
}
