// Which letters come from the typeface that is shipped.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import fontverter from 'fontverter';
import {characters_of, faces, wide_range} from '../../cmake/site_faces.mjs';

const read = (name) => readFileSync(new URL(`../../web/${name}`, import.meta.url), 'utf8');

test('faces: page and worker ask the wide faces for the same letters', () => {
  const wanted = characters_of(wide_range(read('page.css')));
  const worker = read('worker/glyphs.js').match(/const wide = ([^;]+);/)?.[1] ?? '';
  const parts = [...worker.matchAll(/'([^']*)'/g)].map((found) => found[1]);
  assert.equal(characters_of(parts.join('')), wanted);
  for (const letter of 'ąčğłőśșžŦǎ₺') assert.ok(wanted.includes(letter), letter);
});

test('faces: a range that is none is refused, and so are two that differ', () => {
  assert.equal(characters_of('U+0041-0043, U+20BA'), 'ABC\u20ba');
  assert.throws(() => characters_of('U+00G1'), /not a range/);
  assert.throws(() => wide_range('unicode-range: U+1;}\n unicode-range: U+2;'), /one range/);
  assert.throws(() => wide_range(''), /one range/);
});

test('faces: a letter that no font has is a box, and each face has its letters', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  for (const [name, bytes] of await faces(root, read('page.css'))) {
    const font = await fontverter.convert(bytes, 'truetype');
    const tables = tables_of(font);
    // Where each glyph's outline begins: the first is the box, and 0 bytes would be nothing.
    const is_long = font.readInt16BE(tables.head + 50) === 1;
    const end = is_long ? font.readUInt32BE(tables.loca + 4) : 2 * font.readUInt16BE(tables.loca + 2);
    assert.ok(end > 0, `${name}: the box is empty`);
    assert.ok(bytes.length < 16_000, `${name}: ${bytes.length} bytes`);
  }
});

/** Where each table of an OpenType font begins. @param {Buffer} font */
function tables_of(font) {
  /** @type {Record<string, number>} */
  const tables = {};
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    tables[font.toString('latin1', at, at + 4)] = font.readUInt32BE(at + 8);
  }
  return tables;
}
