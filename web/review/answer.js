// @ts-check
// What a person has said of a pack, and the answer that carries it: JSON behind a MAC, in an age
// file that only the interviewer opens. Every byte: docs/review-pack.md.
import {armor, Encrypter} from 'age-encryption';
import {hmac} from '@noble/hashes/hmac.js';
import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex, hexToBytes, utf8ToBytes} from '@noble/hashes/utils.js';

/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {'none'|'right'|'correct'|'strike'|'attribute'} Choice */
/**
 * @typedef {object} Said
 * @property {Record<string, {choice: Choice, text: string, comment: string}>} passages By id.
 * @property {'open'|'agreed'|'withdrawn'} standing
 * @property {string} quotes Empty: as agreed.
 * @property {string} comment
 * @property {{id: string, number: number, of: string}|null} last The answer that was given out last,
 *   and the hash of what it said.
 */

export const kChoices = Object.freeze(/** @type {const} */ (['right', 'correct', 'strike', 'attribute']));
/** Choices that say nothing without words of the person's own. */
export const kNeedWords = Object.freeze(['correct', 'attribute']);
export const kStandings = Object.freeze(/** @type {const} */ (['open', 'agreed', 'withdrawn']));

/** @param {Pack} pack @returns {Said} */
export function nothing_said(pack) {
  const passages = Object.fromEntries(pack.passages.map(({id}) =>
    [id, {choice: /** @type {Choice} */ ('none'), text: '', comment: ''}]));
  return {passages, standing: 'open', quotes: '', comment: '', last: null};
}

/** The passages that have no answer yet. @param {Pack} pack @param {Said} said */
export function unanswered(pack, said) {
  return pack.passages.filter(({id}) => said.passages[id].choice === 'none');
}

/** Passages where a choice waits for words. @param {Pack} pack @param {Said} said */
export function without_words(pack, said) {
  return pack.passages.filter(({id}) => {
    const {choice, text} = said.passages[id];
    return kNeedWords.includes(choice) && text.trim() === '';
  });
}

/** Who agrees has answered everything. @param {Pack} pack @param {Said} said @returns {number} How many were marked. */
export function agree(pack, said) {
  const open = unanswered(pack, said);
  for (const {id} of open) said.passages[id].choice = 'right';
  said.standing = 'agreed';
  return open.length;
}

/** 26 digits of base32 for 16 random bytes. */
function fresh_id() {
  const digits = 'abcdefghijklmnopqrstuvwxyz234567';
  let text = '', bits = 0, count = 0;
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
    bits = (bits << 8 | byte) & 0xfff;
    for (count += 8; count >= 5; count -= 5) text += digits[bits >> (count - 5) & 31];
  }
  return text + digits[bits << (5 - count) & 31];
}

/** @param {Pack} pack @param {Said} said */
function body_of(pack, said) {
  return {
    standing: said.standing,
    quotes: said.quotes,
    comment: said.comment,
    passages: pack.passages.map(({id, hash}) => {
      const {choice, text, comment} = said.passages[id];
      return {id, hash, choice, text: kNeedWords.includes(choice) ? text : '', comment};
    }),
  };
}

/**
 * The answer, before it is sealed. The same words keep their id, so that an answer that is given
 * twice is one answer.
 * @param {Pack} pack @param {Said} said Its `last` is brought up to date.
 * @param {number} now_seconds Since 1970: a later answer has a higher number, also where nothing
 *   was kept of the one before it.
 */
export function answer_text(pack, said, now_seconds) {
  const body = body_of(pack, said);
  const of = bytesToHex(sha256(utf8ToBytes(JSON.stringify(body))));
  if (said.last?.of !== of) {
    said.last = {id: fresh_id(), number: Math.max(now_seconds, (said.last?.number ?? 0) + 1), of};
  }
  const json = JSON.stringify({
    format: 'quietroom-review-answer', version: 1, pack: pack.pack,
    answer: said.last.id, number: said.last.number, ...body,
  }, null, 1);
  const mac = hmac(sha256, hexToBytes(pack.answer_key), utf8ToBytes(`quietroom review answer\n${json}`));
  return `${bytesToHex(mac)}\n${json}`;
}

/** @param {string} recipient @param {string} text @returns {Promise<string>} Armour. */
export async function sealed_text(recipient, text) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}
