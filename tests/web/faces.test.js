// Which letters come from the typeface that is shipped.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {characters_of, wide_range} from '../../cmake/site_faces.mjs';

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
