// A part of a typeface, by the HarfBuzz subsetter: some characters, some features, and the box that
// stands for what a device has no letters for. (The packages that wrap it leave that box empty: a text
// in a script without a font would then be nowhere to be seen.)
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import fontverter from 'fontverter';

const kWritable = 2;           // HB_MEMORY_MODE_WRITABLE
const kFeatureTags = 6;        // HB_SUBSET_SETS_LAYOUT_FEATURE_TAG
const kNotdefOutline = 0x40;   // HB_SUBSET_FLAGS_NOTDEF_OUTLINE

/** @type {Promise<any>|undefined} */
let loaded;

async function load() {
  const file = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  const {instance} = await WebAssembly.instantiate(readFileSync(file));
  const harfbuzz = /** @type {any} */ (instance.exports);
  harfbuzz._initialize();
  return harfbuzz;
}

/** @param {string} tag Four characters, as OpenType names a feature. */
function number_of(tag) {
  return [...tag].reduce((all, one) => (all << 8) + one.charCodeAt(0), 0);
}

/**
 * The font with `characters` and `features` alone, as woff2.
 * @param {Buffer} font woff2 @param {string} characters @param {string[]} features
 * @returns {Promise<Buffer>}
 */
export async function subset_font(font, characters, features) {
  loaded ??= load();
  const harfbuzz = await loaded;
  const bytes = await fontverter.convert(font, 'truetype');
  const place = harfbuzz.malloc(bytes.byteLength);
  new Uint8Array(harfbuzz.memory.buffer).set(bytes, place);
  const blob = harfbuzz.hb_blob_create(place, bytes.byteLength, kWritable, 0, 0);
  const face = harfbuzz.hb_face_create(blob, 0);
  const input = harfbuzz.hb_subset_input_create_or_fail();
  harfbuzz.hb_subset_input_set_flags(input, kNotdefOutline);
  const wanted = harfbuzz.hb_subset_input_set(input, kFeatureTags);
  harfbuzz.hb_set_clear(wanted);
  for (const feature of features) harfbuzz.hb_set_add(wanted, number_of(feature));
  const letters = harfbuzz.hb_subset_input_unicode_set(input);
  for (const one of characters) harfbuzz.hb_set_add(letters, one.codePointAt(0));
  const part = harfbuzz.hb_subset_or_fail(face, input);
  if (part === 0) throw new Error('this font cannot be taken apart');
  const result = harfbuzz.hb_face_reference_blob(part);
  const at = harfbuzz.hb_blob_get_data(result, 0);
  const length = harfbuzz.hb_blob_get_length(result);
  const cut = Buffer.from(new Uint8Array(harfbuzz.memory.buffer, at, length));
  for (const one of [part, face]) harfbuzz.hb_face_destroy(one);
  for (const one of [result, blob]) harfbuzz.hb_blob_destroy(one);
  harfbuzz.hb_subset_input_destroy(input);
  harfbuzz.free(place);
  return fontverter.convert(cut, 'woff2', 'truetype');
}
