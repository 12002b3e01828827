// @ts-check
// How large the visible part of the page is, and where it begins.
import {within_limits} from './text_size.js';

/**
 * @typedef {object} Measures In CSS pixels.
 * @property {number} inner_width
 * @property {number} inner_height
 * @property {{height: number, offset_top: number, scale: number}|null} visual The visual
 *   viewport, where there is one.
 * @property {{left: number, top: number, right: number, bottom: number}} insets What rounded
 *   corners, cameras and the system's own bars take from each edge.
 * @property {boolean} typing One of our fields has the keyboard.
 * @property {number} pixel_ratio
 * @property {number} root_font_px The size of 1rem: what the person set as text size.
 * @property {number|null} text_scale What the person chose in the app itself; it counts first.
 */

/** The browser's own text size. */
const kDefaultFontPx = 16;

/**
 * @param {Measures} measures
 * @returns {{width: number, height: number, left: number, top: number, pixel_ratio: number,
 *   text_scale: number}}
 */
export function visible_part(measures) {
  const {inner_width, inner_height, visual, typing, insets} = measures;
  let height = inner_height, top = 0;
  // In Split View another app's keyboard shrinks the viewport as well; only ours counts. And a
  // page that was zoomed with two fingers is not smaller, only nearer.
  if (visual && typing && visual.scale < 1.01 && visual.height < inner_height) {
    height = visual.height;
    top = Math.max(0, Math.min(visual.offset_top, inner_height - height));
  }
  // A soft keyboard covers the lower edge's own bar: only what is left of both counts.
  const bottom = Math.min(top + height, inner_height - insets.bottom);
  top = Math.max(top, insets.top);
  const text_scale = within_limits(
      measures.text_scale ?? measures.root_font_px / kDefaultFontPx);
  return {
    width: Math.max(1, Math.floor(inner_width - insets.left - insets.right)),
    height: Math.max(1, Math.floor(bottom - top)),
    left: insets.left,
    top,
    pixel_ratio: measures.pixel_ratio || 1,
    text_scale: Math.round(text_scale * 100) / 100,
  };
}
