// Makes the C++ table of a language of app/words/<language>.json: node words_table.mjs de.json out.cc
// Called by cmake/words.cmake.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('usage: words_table.mjs table.json out.cc');

/** @param {string} text as a C++ string literal; the file is UTF-8. */
const literal = (text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;

const rows = Object.entries(JSON.parse(readFileSync(from, 'utf8')));

/** @param {string} text FNV-1a, as key_hash() of app/words/table.h. */
function key_of(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** @type {Map<number, string>} */
const keys = new Map();
for (const [english, text] of rows) {
  const key = key_of(english);
  const other = keys.get(key);
  if (other !== undefined) throw new Error(`"${english}" and "${other}" have one key`);
  if (text.includes('\0')) throw new Error(`a NUL in the text for "${english}"`);
  keys.set(key, english);
}

writeFileSync(
  to,
  `// Made by cmake/words_table.mjs.
#include "app/words/table.h"

namespace quietroom::words {

PackedTable packed_german() {
  static constexpr std::uint32_t kKeys[] = {
${[...keys.keys()].map((key) => `      ${key}U,\n`).join('')}  };
  static constexpr char kTexts[] =
${rows.map(([, text]) => `      ${literal(text)} "\\0"\n`).join('')}      ;
  return {kKeys, {kTexts, sizeof kTexts - 1}};
}

}  // namespace quietroom::words
`,
);
