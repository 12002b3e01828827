// @ts-check
// The second reader of pairing, from docs/format.md section 15 alone, with libsodium-wrappers.
import {argon2id} from '@noble/hashes/argon2.js';
import {wordlist} from '@scure/bip39/wordlists/english.js';
import sodium from 'libsodium-wrappers';

import {Reader, ascii, equal, hash, must, unframe} from './format_reader.mjs';
import {isNone, isSigned, openMessage, takePadding} from './sync_reader.mjs';

await sodium.ready;

const seqMax = (1n << 50n) - 1n;
const checksum = (/** @type {Uint8Array} */ file) => file.subarray(file.length - 32);

/** The six words of a message. @param {Uint8Array} message */
export const wordsOf = (message) => {
  const digits = Buffer.from(checksum(message)).toString('hex');
  const derived = argon2id(ascii(digits), ascii('qr pairing words'),
    {m: 65536, t: 3, p: 1, dkLen: 32, version: 0x13});
  const bits = [...derived].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return [0, 1, 2, 3, 4, 5].map((i) => wordlist[parseInt(bits.slice(11 * i, 11 * i + 11), 2)]).join(' ');
};

/** A message as it is pasted. @param {Uint8Array} message */
export const pasted = (message) =>
  sodium.to_base64(message, sodium.base64_variants.URLSAFE_NO_PADDING);

/** A request: the key to answer to. @param {Uint8Array} file */
export const readRequest = (file) => {
  const key = unframe(file, 'QRP1');
  must(key.length === 32);
  return key;
};

/** The request of whoever has `secret`. @param {Uint8Array} secret */
const requestOf = (secret) => {
  const front = Buffer.concat([ascii('QRP1'), Uint8Array.of(1), sodium.crypto_scalarmult_base(secret)]);
  return Buffer.concat([front, hash(front)]);
};

/** What must strictly ascend. @param {Uint8Array[]} ids */
const ascends = (ids) => ids.every((id, i) => i === 0 || Buffer.compare(ids[i - 1], id) < 0);

/** The body of an answer. @param {Uint8Array} file @param {string} magic @param {Uint8Array} asked
 *  @param {Uint8Array} secret */
const openAnswer = (file, magic, asked, secret) => {
  must(file.length <= 1 << 20);
  const whole = unframe(file, magic);
  must(whole.length >= 32 + 104);
  must(equal(whole.subarray(0, 32), asked), 'auth failed');
  try {
    return openMessage(secret, whole.subarray(32), file.subarray(0, 37));
  } catch {
    must(false);
    throw new Error('not reached');
  }
};

/** @param {Uint8Array} bytes */
const utf8 = (bytes) => {
  try {
    new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    must(false);
  }
  return bytes;
};

/** @param {Reader} reader @param {number} max */
const readText = (reader, max) => {
  const size = reader.u32();
  must(size <= max);
  return utf8(reader.take(size));
};

/** @param {Reader} reader */
const readFrontier = (reader) => {
  const positions = reader.u32();
  must(positions <= 1024);
  const frontier = Array.from({length: positions}, () => {
    const position = {device: reader.take(16), seq: reader.u64(), manifest: reader.take(32)};
    must(!isNone(position.device) && position.seq >= 1n && position.seq <= seqMax);
    return position;
  });
  must(ascends(frontier.map(({device}) => device)));
  return frontier;
};

/** What an answer to the request of `secret` holds. @param {Uint8Array} file @param {Uint8Array} secret */
export const readAnswer = (file, secret) => {
  const body = openAnswer(file, 'QRA1', checksum(requestOf(secret)), secret);
  const reader = new Reader(body);
  const [sealing, signing, recovery, authenticator] = [32, 32, 32, 32].map((n) => reader.take(n));
  const own_vault = reader.take(16);
  const address = readText(reader, 2048);
  const token = readText(reader, 1024);
  must(!isNone(own_vault) && (address.length > 0 || token.length === 0));
  const count = reader.u32();
  must(count <= 1024);
  const vaults = Array.from({length: count}, () => {
    const vault = {id: reader.take(16), founder: reader.take(32), frontier: readFrontier(reader)};
    must(!isNone(vault.id));
    return vault;
  });
  must(ascends(vaults.map(({id}) => id)));
  takePadding(reader, body.length, 1024);
  return {sealing, signing, recovery, authenticator, own_vault, address, token, vaults};
};

/** Who asks to be added to a vault. @param {Uint8Array} file */
export const readPersonRequest = (file) => {
  const body = unframe(file, 'QRM1');
  const reader = new Reader(body);
  const [key, sealing, signing] = [32, 32, 32].map((n) => reader.take(n));
  const person = reader.take(16);
  const name = reader.take(reader.take(1)[0]);
  const said = body.subarray(0, 113 + name.length);
  const signature = reader.take(64);
  must(reader.rest.length === 0 && !isNone(person) && name.length >= 1 && name.length <= 64);
  utf8(name);
  must(isSigned('qr person', signing, said, signature));
  return {key, sealing, signing, person, name};
};

/** What a member answers. @param {Uint8Array} file @param {Uint8Array} asked @param {Uint8Array} secret */
export const readInvitation = (file, asked, secret) => {
  const body = openAnswer(file, 'QRI1', asked, secret);
  const reader = new Reader(body);
  const vault = reader.take(16);
  const founder = reader.take(32);
  const address = readText(reader, 2048);
  const title = readText(reader, 1024);
  must(!isNone(vault) && address.length > 0 && title.length > 0);
  const frontier = readFrontier(reader);
  takePadding(reader, body.length, 1024);
  return {vault, founder, address, title, frontier};
};
