// @ts-check
// What the reviewer page says, in the language in use.
import {kEnglish} from './en.js';
import {kGerman} from './de.js';

/** @typedef {keyof typeof kEnglish} Key */
/** @typedef {(key: Key, parts?: Record<string, string|number>) => string} Say */

const kTables = Object.freeze({en: kEnglish, de: kGerman});

/** @param {string} tag BCP 47. @returns {'en'|'de'} */
export function language_of(tag) {
  return tag.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** @param {'en'|'de'} language @returns {Say} */
export function speaker(language) {
  const table = kTables[language];
  return (key, parts = {}) => table[key].replace(/\{(\w+)\}/g,
      (blank, name) => name in parts ? String(parts[name]) : blank);
}

/** A civil day as people write it. @param {string} day "YYYY-MM-DD" @param {'en'|'de'} language */
export function day_in_words(day, language) {
  const [year, month, date] = day.split('-').map(Number);
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de' : 'en-GB',
      {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
  return format.format(new Date(Date.UTC(year, month - 1, date)));
}
