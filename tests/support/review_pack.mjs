// Review packs made by a second writer, from docs/review-pack.md alone: for the reviewer page in
// browsers, and to hold against the program's own.
import {createHash} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient} from 'age-encryption';
import {review} from '../../cmake/site_review.mjs';

export const kRoot = fileURLToPath(new URL('../..', import.meta.url));
export const kWords = 'apple river stone garden window paper north';

/** The parts of the page, made from the sources. @type {Map<string, Buffer>|undefined} */
let parts;
export const page_parts = () => parts ??= review(kRoot).parts;

const kDigits = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id that belongs to `number`, below 1,024. The last digit of a real one is a, i, q or y. @param {number} number */
const id_of = (number) => `${kDigits[number >> 5]}${kDigits[number & 31]}${'b'.repeat(23)}a`;

/** Passages for tests; `count` of them. @param {number} count */
export function passages_of(count) {
  return Array.from({length: count}, (_, at) => ({
    id: id_of(at),
    item: at % 2 === 0 ? 'What surprised you?' : '',
    text: at % 2 === 0 ? 'Restores are tested every day. I had no idea.' : 'Half the site broke.\nNobody knew why, at first.',
    quote: at % 2 === 0,
  }));
}

/** What the program is asked for, too. */
export const kInput = Object.freeze({person: 'Ana', interviewer: 'Tom', title: 'Tuesday', language: 'en',
  made: '2026-11-24', review_by: '2026-12-01', withdraw_until: '2026-12-24'});

/**
 * The text inside a pack, and the key that opens the answer.
 * @param {object} [changes] What is other than usual.
 */
export async function made_payload(changes = {}) {
  const answer_identity = await generateX25519Identity();
  const passages = passages_of(3);
  const pack = {format: 'quietroom-review-pack', version: 1, pack: id_of(999), ...kInput, quotes: 'pseudonym',
    answer_to: await identityToRecipient(answer_identity), answer_key: 'ab'.repeat(32),
    progress: await generateX25519Identity(), passages, replies: [], ...changes};
  // Stands for BLAKE2b of docs/review-pack.md: the page only gives it back.
  pack.passages = pack.passages.map((one) => ({...one, hash: createHash('sha256').update(one.text).digest('hex')}));
  return {payload: JSON.stringify(pack), answer_identity, pack};
}

/** @param {string} payload @param {string} [passphrase] @returns {Promise<Buffer>} */
export async function sealed(payload, passphrase = kWords) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(16);
  return Buffer.from(await encrypter.encrypt(payload));
}

/** @param {Uint8Array} age @param {{language?: string, address?: string}} [options] */
export function pack_page(age, {language = 'en', address = 'https://quiet.example/review'} = {}) {
  const blanks = {'@LANGUAGE@': language, '@ADDRESS@': address, '@PACK@': armor.encode(age),
    '@STYLE@': page_parts().get('review.css').toString(), '@SCRIPT@': page_parts().get('review.js').toString()};
  return page_parts().get('review_pack.html').toString().replace(/@[A-Z]+@/g, (blank) => blanks[blank]);
}

/** @param {string} armoured @param {string} identity @returns {Promise<string>} */
async function opened_by(armoured, identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(armor.decode(armoured), 'text');
}

/** What an answer says, MAC and all. @param {string} armoured @param {string} identity */
export async function answer_in(armoured, identity) {
  const text = await opened_by(armoured, identity);
  return {mac: text.slice(0, 64), answer: JSON.parse(text.slice(65))};
}

/** What a page has kept. @param {string} armoured @param {string} identity */
export async function kept_in(armoured, identity) {
  return {said: JSON.parse(await opened_by(armoured, identity))};
}
