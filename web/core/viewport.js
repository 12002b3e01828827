// @ts-check
// How large the visible part of the page is, and where it begins.

/**
 * @typedef {object} Measures In CSS pixels.
 * @property {number} inner_width
 * @property {number} inner_height
 * @property {{height: number, offset_top: number, scale: number}|null} visual The visual
 *   viewport, where there is one.
 * @property {boolean} typing One of our fields has the keyboard.
 * @property {number} pixel_ratio
 * @property {number} root_font_px The size of 1rem: what the person set as text size.
 */

/** The browser's own text size. */
const kDefaultFontPx = 16;

/**
 * @param {Measures} measures
 * @returns {{width: number, height: number, top: number, pixel_ratio: number, text_scale: number}}
 */
export function visible_part(measures) {
  const {inner_width, inner_height, visual, typing} = measures;
  let height = inner_height, top = 0;
  // In Split View another app's keyboard shrinks the viewport as well; only ours counts. And a
  // page that was zoomed with two fingers is not smaller, only nearer.
  if (visual && typing && visual.scale < 1.01 && visual.height < inner_height) {
    height = visual.height;
    top = Math.max(0, Math.min(visual.offset_top, inner_height - height));
  }
  const text_scale = Math.min(2, Math.max(0.8, measures.root_font_px / kDefaultFontPx || 1));
  return {
    width: Math.max(1, Math.floor(inner_width)),
    height: Math.max(1, Math.floor(height)),
    top,
    pixel_ratio: measures.pixel_ratio || 1,
    text_scale: Math.round(text_scale * 100) / 100,
  };
}
