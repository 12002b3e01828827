// @ts-check
// The sealed file in whatever was chosen: a pack (HTML), armour, or the bytes of an age file. What
// is wrong with it is a key of the word tables.
import {armor, Decrypter} from 'age-encryption';

/** A reason that a person is told. */
export class Fault extends Error {
  /** @param {import('./words.js').Key} key */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/** A pack of 4 MiB in armour, and the page around it. */
export const kFileSizeMax = 8 * 1024 * 1024;
/** 2^18 takes 256 MiB; see sync/crypto/age.h. */
const kWorkFactorMax = 18;
const kBegin = '-----BEGIN AGE ENCRYPTED FILE-----';
const kEnd = '-----END AGE ENCRYPTED FILE-----';
const kMagic = 'age-encryption.org/';
const kHeaderSizeMax = 64 * 1024;

/** @param {Uint8Array} bytes @returns {string} Each byte a character. */
function latin1(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/**
 * @param {Uint8Array} file
 * @returns {Uint8Array} The age file in it.
 * @throws {Fault}
 */
export function age_file_in(file) {
  if (file.length > kFileSizeMax) throw new Fault('fault_large');
  const text = latin1(file);
  if (text.startsWith(kMagic)) return file;
  // At the front of a line: a pack's own script and words name these lines too.
  const begin = text.search(new RegExp(`^${kBegin}\\r?$`, 'm'));
  if (begin < 0) throw new Fault('fault_foreign');
  const end = text.indexOf(`\n${kEnd}`, begin);
  if (end < 0) throw new Fault('fault_cut');
  try {
    return armor.decode(text.slice(begin, end + 1 + kEnd.length));
  } catch {
    throw new Fault('fault_changed');
  }
}

/**
 * How the file wants to be opened.
 * @param {Uint8Array} age @returns {'passphrase'|'key'}
 * @throws {Fault}
 */
export function lock_of(age) {
  const head = latin1(age.subarray(0, kHeaderSizeMax));
  if (!head.startsWith(`${kMagic}v1\n`)) throw new Fault('fault_newer');
  if (!/\n--- /.test(head)) throw new Fault('fault_cut');
  const scrypt = head.match(/\n-> scrypt [^ \n]+ (\d+)\n/);
  if (!scrypt) return 'key';
  if (Number(scrypt[1]) > kWorkFactorMax) throw new Fault('fault_work');
  return 'passphrase';
}

/** As it was made: small letters, one blank between. @param {string} typed */
export function passphrase_of(typed) {
  return typed.normalize('NFC').toLowerCase().split(/[\s,;.\u2010-\u2015-]+/).filter(Boolean).join(' ');
}

/**
 * @param {Uint8Array} age @param {string} typed A passphrase, or an age key.
 * @returns {Promise<string>} What is inside.
 * @throws {Fault}
 */
export async function opened(age, typed) {
  const lock = lock_of(age);
  const decrypter = new Decrypter();
  const secret = lock === 'key' ? typed.trim().toUpperCase() : passphrase_of(typed);
  if (!secret) throw new Fault('fault_empty');
  try {
    if (lock === 'key') decrypter.addIdentity(secret);
    else decrypter.addPassphrase(secret);
  } catch {
    throw new Fault('fault_key');
  }
  try {
    return await decrypter.decrypt(age, 'text');
  } catch (error) {
    // The library tells by words only whether a key fits at all.
    const is_wrong_key = /no identity matched/.test(String(error));
    if (!is_wrong_key) throw new Fault('fault_changed');
    throw new Fault(lock === 'key' ? 'fault_key' : 'fault_passphrase');
  }
}
