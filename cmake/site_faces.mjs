// The faces of the site: of the wide one (letters beyond western Europe) only what page.css asks it
// for, which is a fifth of its bytes. Other letters come from the device's own fonts.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import subset from 'subset-font';

const kFaces = ['latin-400', 'latin-600'];
const kWideFaces = ['latin-ext-400', 'latin-ext-600'];

/**
 * The characters of a CSS unicode-range ("U+0100-017F, U+0192").
 * @param {string} range
 */
export function characters_of(range) {
  let all = '';
  for (const part of range.split(',')) {
    const found = /^U\+([0-9A-F]+)(?:-([0-9A-F]+))?$/.exec(part.trim());
    if (!found) throw new Error(`not a range of characters: ${part}`);
    const last = parseInt(found[2] ?? found[1], 16);
    for (let code = parseInt(found[1], 16); code <= last; ++code) all += String.fromCodePoint(code);
  }
  return all;
}

/** What page.css shows with the wide faces. @param {string} css */
export function wide_range(css) {
  const ranges = [...css.matchAll(/unicode-range: ([^;]+);/g)].map((found) => found[1]);
  if (ranges.length === 0 || ranges.some((range) => range !== ranges[0])) {
    throw new Error('page.css must name one range of characters for all wide faces');
  }
  return ranges[0];
}

/**
 * Each face's file name and bytes.
 * @param {string} root Of the project. @param {string} css Of page.css.
 */
export async function faces(root, css) {
  const whole = (/** @type {string} */ face) => readFileSync(
      join(root, 'node_modules/@fontsource/inter/files', `inter-${face}-normal.woff2`));
  const characters = characters_of(wide_range(css));
  /** @type {[string, Buffer][]} */
  const all = kFaces.map((face) => [`inter-${face}.woff2`, whole(face)]);
  for (const face of kWideFaces) {
    const bytes = await subset(whole(face), characters, {targetFormat: 'woff2'});
    all.push([`inter-${face}.woff2`, Buffer.from(bytes)]);
  }
  return all;
}
