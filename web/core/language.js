// @ts-check
// Which language the page and the program speak: what the person chose, else the browser's.

/** @typedef {'en'|'de'} Language */
/** @typedef {'browser'|Language} LanguageChoice */

/** @type {readonly Language[]} */
export const kLanguages = Object.freeze(['en', 'de']);

/** What was kept, as a choice; whatever else stands there is none. @param {string|null} kept */
export function kept_language_choice(kept) {
  return kLanguages.find((language) => language === kept) ?? 'browser';
}

/**
 * @param {LanguageChoice} choice
 * @param {readonly string[]} tags Of the browser ("de-AT"), what it prefers first.
 * @returns {Language} English where it prefers none that there is.
 */
export function spoken_language(choice, tags) {
  if (choice !== 'browser') return choice;
  for (const tag of tags) {
    const found = kLanguages.find((language) => language === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/**
 * A text with `code` in it, as pieces.
 * @param {string} text
 * @returns {{code: boolean, text: string}[]}
 */
export function pieces_of(text) {
  return text.split('`').map((piece, at) => ({code: at % 2 === 1, text: piece}))
      .filter((piece) => piece.text !== '');
}
