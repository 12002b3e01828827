// The faces of the site. Of the wide one (letters beyond western Europe) only what page.css asks it
// for, which is a fifth of its bytes; other letters come from the device's own fonts. Of all of them
// only what the program asks a font to do: the rest, other shapes of the same letters, is 40 % of it.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {subset_font} from './subset_font.mjs';

const kFaces = ['latin-400', 'latin-600'];
const kWideFaces = ['latin-ext-400', 'latin-ext-600'];
/** Kerning, accents where they belong, and figures of one width. */
const kFeatures = ['kern', 'ccmp', 'mark', 'mkmk', 'tnum'];

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
  const folder = join(root, 'node_modules/@fontsource/inter');
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8'));
  const narrow = characters_of(ranges['latin']);
  const wide = characters_of(wide_range(css));
  /** @type {[string, Buffer][]} */
  const all = [];
  for (const face of [...kFaces, ...kWideFaces]) {
    const whole = readFileSync(join(folder, 'files', `inter-${face}-normal.woff2`));
    const characters = kWideFaces.includes(face) ? wide : narrow;
    all.push([`inter-${face}.woff2`, await subset_font(whole, characters, kFeatures)]);
  }
  return all;
}
