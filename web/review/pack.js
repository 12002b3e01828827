// @ts-check
// What is inside a pack, checked before anything of it is shown. Every byte: docs/review-pack.md.
import {Fault} from './sealed.js';

/**
 * @typedef {{id: string, hash: string, item: string, text: string, quote: boolean}} Passage
 * @typedef {{passage: string, yours: string, reply: string, outcome: string}} Reply
 * @typedef {object} Pack
 * @property {string} pack
 * @property {'en'|'de'} language
 * @property {string} person
 * @property {string} interviewer
 * @property {string} title
 * @property {string} made
 * @property {string} review_by
 * @property {string} withdraw_until
 * @property {string} quotes
 * @property {string} answer_to
 * @property {string} answer_key
 * @property {string} progress
 * @property {Passage[]} passages
 * @property {Reply[]} replies
 */

export const kQuotes = Object.freeze(/** @type {const} */ (['none', 'paraphrase', 'pseudonym', 'named']));
const kOutcomes = ['accepted', 'answered', 'kept'];
const kId = /^[a-z2-7]{26}$/;
const kDay = /^\d{4}-\d{2}-\d{2}$/;
const kHash = /^[0-9a-f]{64}$/;

/** @param {unknown} value @returns {value is string} */
const is_text = (value) => typeof value === 'string';
/** @param {unknown} value */
const is_day = (value) => is_text(value) && kDay.test(value);

/** @param {any} one */
function is_passage(one) {
  return kId.test(one?.id) && kHash.test(one.hash) && is_text(one.item) && is_text(one.text) &&
      typeof one.quote === 'boolean';
}

/** @param {any} one */
function is_reply(one) {
  return is_text(one?.passage) && is_text(one.yours) && is_text(one.reply) &&
      kOutcomes.includes(one.outcome);
}

/** @param {any} pack */
function is_whole(pack) {
  return kId.test(pack.pack) && ['en', 'de'].includes(pack.language) &&
      [pack.person, pack.interviewer, pack.title].every(is_text) && is_day(pack.made) &&
      [pack.review_by, pack.withdraw_until].every((day) => day === '' || is_day(day)) &&
      kQuotes.includes(pack.quotes) && /^age1[a-z0-9]+$/.test(pack.answer_to) &&
      kHash.test(pack.answer_key) && /^AGE-SECRET-KEY-1[A-Z0-9]+$/.test(pack.progress) &&
      Array.isArray(pack.passages) && pack.passages.length > 0 && pack.passages.every(is_passage) &&
      new Set(pack.passages.map((/** @type {Passage} */ one) => one.id)).size === pack.passages.length &&
      Array.isArray(pack.replies) && pack.replies.every(is_reply);
}

/**
 * @param {string} text @returns {Pack}
 * @throws {Fault}
 */
export function read_pack(text) {
  let pack;
  try {
    pack = JSON.parse(text);
  } catch {
    throw new Fault('fault_not_pack');
  }
  if (pack?.format !== 'quietroom-review-pack') throw new Fault('fault_not_pack');
  if (pack.version !== 1) throw new Fault('fault_newer');
  if (!is_whole(pack)) throw new Fault('fault_not_pack');
  return pack;
}
