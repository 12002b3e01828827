// @ts-check
// What goes on the clipboard when notes are marked: their time, kind and words, in reading order.
// Pure; web/shell/copy.js finds the parts.

/**
 * @typedef {object} Part A marked part of a row.
 * @property {unknown} row What the parts of one row have in common; null: it is alone.
 * @property {'text'|'sign'} kind A sign is said by its name.
 * @property {string} text
 */

/**
 * A part of one row is just its words; several rows, or a whole one, are a line each.
 * @param {Part[]} parts In reading order.
 */
export function copied_text(parts) {
  /** @type {{row: unknown, signs: string[], words: string[]}[]} */
  const rows = [];
  for (const {row, kind, text} of parts) {
    const last = rows.at(-1);
    const at = last && row !== null && last.row === row ? last : {row, signs: [], words: []};
    if (at !== last) rows.push(at);
    if (kind === 'text') at.words.push(text);
    else if (at.words.length < 2) at.signs.push(text);  // What stands behind the words is no kind.
  }
  return rows.map((row) => line_of(row)).filter(Boolean).join('\n');
}

/**
 * "10:42 Quote: I had no idea". @param {{signs: string[], words: string[]}} row
 */
function line_of({signs, words}) {
  const marked = words.filter((one) => one.trim() !== '');
  if (marked.length < 2) return marked[0] ?? '';
  const head = [...marked.slice(0, -1), ...signs].join(' ');
  return `${head}: ${marked.at(-1)}`;
}
