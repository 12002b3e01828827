// Makes the C++ table of a language of app/words/<language>.json: node words_table.mjs de.json out.cc
// Called by cmake/words.cmake.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('usage: words_table.mjs table.json out.cc');

/** @param {string} text as a C++ string literal; the file is UTF-8. */
const literal = (text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;

const rows = Object.entries(JSON.parse(readFileSync(from, 'utf8')));
// By bytes, as std::string_view compares.
rows.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
writeFileSync(
  to,
  `// Made by cmake/words_table.mjs.
#include "app/words/table.h"

namespace quietroom::words {

std::span<const Row> german_table() {
  static constexpr Row kRows[] = {
${rows.map(([english, text]) => `      {${literal(english)}, ${literal(text)}},\n`).join('')}  };
  return kRows;
}

}  // namespace quietroom::words
`,
);
