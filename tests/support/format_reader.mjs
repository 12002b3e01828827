// @ts-check
// A second reader of our formats, written from docs/format.md alone: it shares no code with the
// program, so where both agree, the page is enough to read what Quietroom writes.
import {createDecipheriv, createPrivateKey, createPublicKey, diffieHellman} from 'node:crypto';

import {argon2id} from '@noble/hashes/argon2.js';
import {blake2b} from '@noble/hashes/blake2.js';
import {mnemonicToEntropy} from '@scure/bip39';
import {wordlist} from '@scure/bip39/wordlists/english.js';

/** The four outcomes of docs/format.md; `ok` is no error. */
export class FormatError extends Error {
  /** @param {'corrupt' | 'auth failed' | 'unsupported' | 'invalid'} outcome */
  constructor(outcome) {
    super(outcome);
    this.outcome = outcome;
  }
}

export const ascii = (/** @type {string} */ text) => new TextEncoder().encode(text);
export const equal = (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) =>
  Buffer.compare(a, b) === 0;
/** @param {boolean} right @param {'corrupt' | 'unsupported' | 'auth failed'} otherwise */
export const must = (right, otherwise = 'corrupt') => {
  if (!right) throw new FormatError(otherwise);
};

export const hash = (/** @type {Uint8Array} */ bytes) => blake2b(bytes, {dkLen: 32});

/** D of section 2. @param {Uint8Array} key @param {string} label @param {Uint8Array} context */
export const derive = (key, label, context) => {
  const personalization = new Uint8Array(16);
  personalization.set(ascii(label));
  return blake2b(context, {dkLen: 32, key, personalization, salt: new Uint8Array(16)});
};

/** HChaCha20 of draft-irtf-cfrg-xchacha-03, 2.2. @param {Uint8Array} key @param {Uint8Array} nonce */
const hchacha20 = (key, nonce) => {
  const words = (/** @type {Uint8Array} */ bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({length: bytes.length / 4}, (_, i) => view.getUint32(4 * i, true));
  };
  const x = Uint32Array.from([...words(ascii('expand 32-byte k')), ...words(key), ...words(nonce)]);
  const turn = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ bits) => {
    const value = x[a] ^ x[b];
    x[a] = (value << bits) | (value >>> (32 - bits));
  };
  const quarter = (...[a, b, c, d]) => {
    x[a] += x[b]; turn(d, a, 16);
    x[c] += x[d]; turn(b, c, 12);
    x[a] += x[b]; turn(d, a, 8);
    x[c] += x[d]; turn(b, c, 7);
  };
  for (let round = 0; round < 10; ++round) {
    for (let i = 0; i < 4; ++i) quarter(i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; ++i) quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
  }
  const out = new DataView(new ArrayBuffer(32));
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((from, i) => out.setUint32(4 * i, x[from], true));
  return new Uint8Array(out.buffer);
};

/** Opens a box. @param {Uint8Array} key @param {Uint8Array} box @param {Uint8Array} aad */
const openBox = (key, box, aad) => {
  must(box.length >= 72);
  const nonce = box.subarray(0, 24);
  must(equal(box.subarray(24, 56), derive(key, 'qr box commit', nonce)), 'auth failed');
  const inner = hchacha20(derive(key, 'qr box key', nonce), nonce.subarray(0, 16));
  const short = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const cipher = createDecipheriv('chacha20-poly1305', inner, short, {authTagLength: 16});
  cipher.setAuthTag(box.subarray(box.length - 16));
  cipher.setAAD(aad, {plaintextLength: box.length - 72});
  try {
    return Buffer.concat([cipher.update(box.subarray(56, box.length - 16)), cipher.final()]);
  } catch {
    throw new FormatError('corrupt');
  }
};

const privateKey = (/** @type {Uint8Array} */ raw) => createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), raw]),
  format: 'der', type: 'pkcs8'});
const publicKey = (/** @type {Uint8Array} */ raw) => createPublicKey({
  key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), raw]),
  format: 'der', type: 'spki'});
/** The X25519 public key of a private one. @param {Uint8Array} raw */
const publicOf = (raw) => new Uint8Array(
  createPublicKey(privateKey(raw)).export({format: 'der', type: 'spki'}).subarray(12));

/**
 * Opens a sealed message.
 * @param {Uint8Array} secret @param {Uint8Array} authenticator
 * @param {Uint8Array} message @param {Uint8Array} aad
 */
const openMessage = (secret, authenticator, message, aad) => {
  must(message.length >= 104);
  const ephemeral = message.subarray(0, 32);
  const shared = diffieHellman(
    {privateKey: privateKey(secret), publicKey: publicKey(ephemeral)});
  const both = Buffer.concat([ephemeral, publicOf(secret)]);
  const key = derive(authenticator, 'qr seal auth', derive(shared, 'qr seal to', both));
  return openBox(key, message.subarray(32), aad);
};

/** The body of a framed file. @param {Uint8Array} bytes @param {string} magic */
export const unframe = (bytes, magic) => {
  must(bytes.length >= 37);
  must(equal(bytes.subarray(0, 4), ascii(magic)));
  const end = bytes.length - 32;
  must(equal(bytes.subarray(end), hash(bytes.subarray(0, end))));
  must(bytes[4] === 1, 'unsupported');
  return bytes.subarray(5, end);
};

/** Reads numbers and pieces from the front of `bytes`. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) { this.rest = bytes; }
  /** @param {number | bigint} size */
  take(size) {
    must(BigInt(size) <= BigInt(this.rest.length));
    const front = this.rest.subarray(0, Number(size));
    this.rest = this.rest.subarray(Number(size));
    return front;
  }
  u8() { return this.take(1)[0]; }
  u16() { return Buffer.from(this.take(2)).readUInt16LE(); }
  u32() { return Buffer.from(this.take(4)).readUInt32LE(); }
  u64() { return Buffer.from(this.take(8)).readBigUInt64LE(); }
}

/** A key file, locked. @param {Uint8Array} bytes */
export const readKeyFile = (bytes) => {
  const body = unframe(bytes, 'QRK1');
  must(bytes.length === 665);
  const reader = new Reader(body);
  const kdf = {m: reader.u32(), t: reader.u32(), p: reader.u32()};
  must(kdf.m >= 65536 && kdf.m <= 524288 && kdf.t >= 3 && kdf.t <= 16 && kdf.p === 1, 'unsupported');
  const salt = reader.take(16);
  const generation = reader.u64();
  const header = bytes.subarray(0, 41);
  const bundle = (/** @type {Uint8Array} */ plain) => {
    const parts = new Reader(plain);
    const [sealing, signing, store_key, private_store_key] = [32, 32, 32, 32].map((n) => parts.take(n));
    const device = parts.take(16);
    const [recovery, authenticator] = [parts.take(32), parts.take(32)];
    must(parts.rest.length === 0 && device.some((byte) => byte !== 0));
    return {sealing, signing, store_key, private_store_key, device, recovery, authenticator};
  };
  return {
    generation,
    kek: (/** @type {string} */ passphrase) =>
      argon2id(ascii(passphrase), salt, {...kdf, dkLen: 32, version: 0x13}),
    openWithKek: (/** @type {Uint8Array} */ kek) =>
      bundle(openBox(kek, bytes.subarray(41, 321), header)),
    openWithRecovery: (/** @type {Uint8Array} */ secret) => {
      const keys = recoveryKeys(secret);
      return bundle(openMessage(keys.secret, keys.authenticator, bytes.subarray(321, 633), header));
    },
  };
};

/** The parts of a copy file, by name. @param {Uint8Array} bytes */
export const readCopy = (bytes) => {
  const reader = new Reader(unframe(bytes, 'QRC1'));
  const rules = [['keys', 4096], ['store.db', 2 ** 30], ['store.db-wal', 2 ** 30],
    ['private.db', 2 ** 30], ['private.db-wal', 2 ** 30]];
  const count = reader.u8();
  const rows = [];
  let next = 0;
  for (let i = 0; i < count; ++i) {
    const name = new TextDecoder('latin1').decode(reader.take(reader.u8()));
    const rule = rules.findIndex(([known]) => known === name);
    must(rule >= next);
    next = rule + 1;
    const size = reader.u64();
    must(size > 0n && size <= BigInt(rules[rule][1]));
    rows.push({name, size, sum: reader.take(32)});
  }
  /** @type {Record<string, Uint8Array>} */
  const parts = {};
  for (const {name, size, sum} of rows) {
    parts[name] = reader.take(size);
    must(equal(hash(parts[name]), sum));
  }
  must(reader.rest.length === 0 && 'keys' in parts && 'store.db' in parts);
  must('private.db' in parts || !('private.db-wal' in parts));
  return parts;
};

/** An operation's envelope. @param {Uint8Array} bytes */
export const readOperation = (bytes) => {
  const reader = new Reader(bytes);
  must(reader.u8() === 1, 'unsupported');
  const number = () => {
    const value = reader.u64();
    must(value >= 1n && value < 1n << 63n);
    return value;
  };
  const id = (mayBeNone = false) => {
    const value = reader.take(16);
    must(mayBeNone || value.some((byte) => byte !== 0));
    return value;
  };
  const revision = () => Buffer.concat([id(), bigEndian(number())]);
  const own = revision();
  const operation = {vault: id(), room: id(true), author: id(), hlc: number(), kind: reader.u16(),
    entity: id(), field: '', replaces: /** @type {Buffer[]} */ ([]), commit: new Uint8Array()};
  must(operation.kind !== 0);
  operation.field = new TextDecoder('latin1').decode(reader.take(reader.u8()));
  must(/^[a-z][a-z0-9_.]{0,63}$/.test(operation.field));
  const count = reader.u8();
  must(count <= 64);
  for (let i = 0; i < count; ++i) {
    const replaced = revision();
    must(!equal(replaced, own));
    must(i === 0 || Buffer.compare(operation.replaces[i - 1], replaced) < 0);
    operation.replaces.push(replaced);
  }
  operation.commit = reader.take(32);
  must(reader.rest.length === 0);
  return operation;
};

/** So that revisions, as bytes, sort by device and then by number. @param {bigint} value */
const bigEndian = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

/** The secret of a recovery code as typed. @param {string} text */
export const readRecoveryCode = (text) => {
  const typed = text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');
  const words = typed.map((word) => wordlist.find((known) => known === word) ??
    wordlist.find((known) => word.length >= 4 && known.startsWith(word)) ?? '');
  try {
    if (words.length !== 24) throw new FormatError('invalid');
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    throw new FormatError('invalid');
  }
};

/** What a code opens with. @param {Uint8Array} code */
export const recoveryKeys = (code) => {
  const secret = derive(code, 'qr recovery seal', new Uint8Array());
  const authenticator = derive(code, 'qr recovery auth', new Uint8Array());
  return {secret, authenticator, publicKey: publicOf(secret)};
};
