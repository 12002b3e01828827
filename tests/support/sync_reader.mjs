// @ts-check
// The second reader of what sync writes, from docs/format.md sections 7 to 14 alone, with
// libsodium-wrappers (and D of section 2 from format_reader.mjs: the wrappers have no
// personalised BLAKE2b).
import sodium from 'libsodium-wrappers';

import {FormatError, Reader, ascii, derive, equal, hash, must, unframe} from './format_reader.mjs';

await sodium.ready;

const cat = (/** @type {Uint8Array[]} */ ...parts) => new Uint8Array(Buffer.concat(parts));
export const isNone = (/** @type {Uint8Array} */ bytes) => bytes.every((byte) => byte === 0);
const zeros = (/** @type {number} */ size) => new Uint8Array(size);
const u32 = (/** @type {number} */ value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (/** @type {bigint} */ value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const seqMax = (1n << 50n) - 1n;
const numberMax = (1n << 63n) - 1n;
const inRange = (/** @type {bigint} */ value, /** @type {bigint} */ max) => value >= 1n && value <= max;

/** PADME of section 8. @param {number} size */
export const padme = (size) => {
  if (size < 2) return size;
  const exponent = Math.floor(Math.log2(size));
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  return Math.ceil(size / step) * step;
};

/** Takes the rest of `reader` as padding. @param {Reader} reader @param {number} whole @param {number} least */
export const takePadding = (reader, whole, least) => {
  must(whole === Math.max(least, padme(whole - reader.rest.length)) && isNone(reader.rest));
};

/** Opens a box. @param {Uint8Array} key @param {Uint8Array} box @param {Uint8Array} aad */
const openBox = (key, box, aad) => {
  must(box.length >= 72);
  const nonce = box.subarray(0, 24);
  must(equal(box.subarray(24, 56), derive(key, 'qr box commit', nonce)), 'auth failed');
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null, box.subarray(56), aad, nonce, derive(key, 'qr box key', nonce));
  } catch {
    throw new FormatError('corrupt');
  }
};

/** Opens a sealed message whose authenticator is zeros.
 * @param {Uint8Array} secret @param {Uint8Array} message @param {Uint8Array} aad */
export const openMessage = (secret, message, aad) => {
  const ephemeral = message.subarray(0, 32);
  const both = cat(ephemeral, sodium.crypto_scalarmult_base(secret));
  let shared;
  try {
    shared = sodium.crypto_scalarmult(secret, ephemeral);
  } catch {
    throw new FormatError('corrupt');
  }
  const key = derive(zeros(32), 'qr seal auth', derive(shared, 'qr seal to', both));
  return openBox(key, message.subarray(32), aad);
};

/** Whether `signature` is S(label, key, bytes) of section 8.
 * @param {string} label @param {Uint8Array} key @param {Uint8Array} bytes @param {Uint8Array} signature */
export const isSigned = (label, key, bytes, signature) => {
  const message = cat(ascii(label), zeros(16 - label.length), hash(bytes));
  return sodium.crypto_sign_verify_detached(signature, message, key);
};

const digits = 'abcdefghijklmnopqrstuvwxyz234567';
/** Bytes as base32, bits from the front. @param {Uint8Array} bytes */
const base32 = (bytes) => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => digits[parseInt(five.padEnd(5, '0'), 2)]).join('');
};
/** The number that base32 digits write. @param {string} text */
const numberOf = (text) => [...text].reduce((value, digit) => value * 32n + BigInt(digits.indexOf(digit)), 0n);
/** The id that 26 characters write. @param {string} text */
const idOf = (text) => {
  const bits = [...text].map((digit) => digits.indexOf(digit).toString(2).padStart(5, '0')).join('');
  must(bits.endsWith('00'));
  const bytes = Uint8Array.from((bits.slice(0, 128).match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  must(!isNone(bytes));
  return bytes;
};

/** What a path names. @param {string} text */
export const readName = (text) => {
  const id = '([a-z2-7]{26})';
  const forms = {
    key: `^q1/${id}/k/([a-z2-7]{4})-${id}$`,
    segment: `^q1/${id}/l/${id}/([a-z2-7]{8})/([a-z2-7]{10})$`,
    pack: `^q1/${id}/p/${id}/([a-z2-7]{10})-([a-z2-7]{10})-([a-z2-7]{16})$`,
    staging: `^q1/${id}/t/${id}$`,
  };
  for (const [kind, form] of Object.entries(forms)) {
    const found = new RegExp(form).exec(text);
    if (!found || text.includes('\n')) continue;
    const vault = idOf(found[1]);
    if (kind === 'staging') return {kind, vault, random: idOf(found[2])};
    if (kind === 'key') {
      must(numberOf(found[2]) >= 1n);
      return {kind, vault, epoch: numberOf(found[2]), file: idOf(found[3])};
    }
    const device = idOf(found[2]);
    if (kind === 'segment') {
      const seq = numberOf(found[4]);
      must(seq >= 1n && numberOf(found[3]) === seq >> 10n);
      return {kind, vault, device, seq};
    }
    const [from, to] = [numberOf(found[3]), numberOf(found[4])];
    must(from >= 1n && from <= to);
    return {kind, vault, device, from, to, hash: found[5]};
  }
  throw new FormatError('corrupt');
};

/** Whether the open `object` may lie under `name`. @param {any} name @param {any} object */
export const belongs = (name, object) => {
  if (name.kind === 'key')
    return equal(name.vault, object.vault) && Number(name.epoch) === object.epoch &&
      equal(name.file, object.hash.subarray(0, 16));
  if (name.kind !== object.kind || !equal(name.device, object.device)) return false;
  if (name.kind === 'segment') return name.seq === object.first;
  return name.from === object.first && name.to === object.first + BigInt(object.count - 1) &&
    name.hash === base32(object.hash.subarray(0, 10));
};

/** A key id, as text for a Map. @param {Reader} reader */
const readKeyId = (reader) => {
  const bytes = reader.take(20);
  const epoch = new Reader(bytes).u32();
  must(epoch >= 1 && epoch < 1 << 20 && !isNone(bytes.subarray(4)));
  return bytes;
};

const readCertificate = (/** @type {Reader} */ reader) => {
  const all = reader.rest;
  must(reader.u8() === 1, 'unsupported');
  const [device, deviceKey, sealing, signing, signature] = [16, 32, 32, 32, 64].map((n) => reader.take(n));
  must(!isNone(device));
  const isGood = isSigned('qr certificate', signing, all.subarray(0, 113), signature);
  return {device, deviceKey, sealing, signing, isGood};
};

/** Whether a sealed payload can have this size. @param {number} size */
const isPayloadSize = (size) => size >= 72 + 256 && size <= 1081416 && padme(size - 72) === size - 72;

const readEntry = (/** @type {Reader} */ reader) => {
  const entry = {type: reader.u8(), counter: reader.u64(), room: reader.take(16), author: reader.take(16),
    size: reader.u32(), commit: reader.take(32)};
  must(entry.type === 1 || entry.type === 2);
  must(inRange(entry.counter, numberMax) && isPayloadSize(entry.size));
  must(entry.type === 1 ? !isNone(entry.author) : isNone(entry.room));
  return entry;
};

const readPosition = (/** @type {Reader} */ reader) =>
  ({device: reader.take(16), seq: reader.u64(), manifest: reader.take(32)});
const isAscending = (/** @type {Uint8Array[]} */ list) =>
  list.every((each, i) => i === 0 || Buffer.compare(list[i - 1], each) < 0);
/** `count` things that `read` reads. @template T @param {number} count @param {() => T} read */
const times = (count, read) => Array.from({length: count}, read);

/** A manifest. @param {Uint8Array} bytes */
export const readManifest = (bytes) => {
  const reader = new Reader(bytes);
  must(reader.u8() === 1, 'unsupported');
  const certificate = readCertificate(reader);
  const manifest = {certificate, vault: reader.take(16), seq: reader.u64(), previous: reader.take(32),
    key: readKeyId(reader), hlc: reader.u64(), hash: hash(bytes),
    seen: /** @type {ReturnType<typeof readPosition>[]} */ ([]),
    entries: /** @type {ReturnType<typeof readEntry>[]} */ ([])};
  must(!isNone(manifest.vault) && inRange(manifest.seq, seqMax) && inRange(manifest.hlc, numberMax));
  must((manifest.seq === 1n) === isNone(manifest.previous));
  const seen = reader.u32();
  must(seen <= 1024);
  manifest.seen = times(seen, () => readPosition(reader));
  must(isAscending(manifest.seen.map(({device}) => device)));
  for (const {device, seq} of manifest.seen)
    must(!isNone(device) && !equal(device, certificate.device) && inRange(seq, seqMax));
  const entries = reader.u32();
  must(entries <= 8192);
  manifest.entries = times(entries, () => readEntry(reader));
  for (const type of [1, 2]) {
    const counters = manifest.entries.filter((entry) => entry.type === type).map(({counter}) => counter);
    must(counters.every((counter, i) => i === 0 || counters[i - 1] < counter));
  }
  const signed = bytes.subarray(0, bytes.length - reader.rest.length);
  const signature = reader.take(64);
  must(reader.rest.length === 0);
  must(certificate.isGood && isSigned('qr manifest', certificate.deviceKey, signed, signature), 'auth failed');
  return manifest;
};

/** The clear head of a segment or pack. @param {Uint8Array} bytes */
const readHead = (bytes) => {
  must(bytes.length >= 512 && bytes.length <= 2 ** 24);
  const body = new Reader(unframe(bytes, 'QRS1'));
  const kind = body.u8();
  must(body.u8() === 0, 'unsupported');
  must(kind === 1 || kind === 2);
  const head = {kind: kind === 1 ? 'segment' : 'pack', key: readKeyId(body), device: body.take(16),
    first: body.u64(), count: body.u32(), layoutSize: body.u32(), hash: bytes.subarray(bytes.length - 32)};
  must(!isNone(head.device) && inRange(head.first, seqMax) && head.count >= 1);
  must(head.count <= (kind === 1 ? 1 : 4096) && head.first + BigInt(head.count - 1) <= seqMax);
  must(head.layoutSize >= 136 && head.layoutSize <= 2 ** 20 && head.layoutSize <= bytes.length - 91);
  return head;
};

/** @param {ReturnType<typeof readHead>} head @param {Uint8Array} plain */
const readLayout = (head, plain) => {
  const reader = new Reader(plain);
  const parts = times(head.count, () => {
    const part = {key: readKeyId(reader), manifest: reader.u32(), payloads: reader.u32(),
      purged: /** @type {number[]} */ ([])};
    const purged = reader.u32();
    must(purged <= 8192 && part.manifest >= 72 && part.manifest <= 2 ** 20 + 72);
    part.purged = times(purged, () => reader.u32());
    must(part.purged.every((slot, i) => i === 0 || part.purged[i - 1] < slot));
    return part;
  });
  takePadding(reader, plain.length, 64);
  if (head.kind === 'segment') must(equal(parts[0].key, head.key) && parts[0].purged.length === 0);
  return parts;
};

/**
 * A segment or pack, opened. `keyOf` gives the key of the vault that a key id names.
 * @param {Uint8Array} bytes @param {Uint8Array} vault @param {(keyId: Uint8Array) => Uint8Array} keyOf
 */
export const readObject = (bytes, vault, keyOf) => {
  const head = readHead(bytes);
  const layoutKey = derive(keyOf(head.key), 'qr layout key', cat(head.device, u64(head.first), u32(head.count)));
  const reader = new Reader(bytes.subarray(59));
  const box = reader.take(head.layoutSize);
  const parts = readLayout(head, openBox(layoutKey, box, cat(vault, bytes.subarray(0, 59))));
  const used = parts.reduce((sum, part) => sum + part.manifest + part.payloads, 59 + head.layoutSize + 32);
  const padded = Math.max(512, padme(used));
  must(bytes.length === (head.kind === 'segment' ? padded : Math.ceil(padded / 65536) * 65536));
  const manifests = parts.map((part, index) => {
    const seq = head.first + BigInt(index);
    const key = derive(keyOf(part.key), 'qr manifest key', cat(head.device, u64(seq)));
    const place = cat(Uint8Array.of(1), vault, head.device, u64(seq), part.key);
    const manifest = readManifest(openBox(key, reader.take(part.manifest), place));
    must(equal(manifest.vault, vault) && equal(manifest.certificate.device, head.device));
    must(manifest.seq === seq && equal(manifest.key, part.key));
    must(part.purged.every((slot) => slot < manifest.entries.length));
    const payloads = new Reader(reader.take(part.payloads));
    const boxes = manifest.entries.map((entry, slot) =>
      part.purged.includes(slot) ? null : payloads.take(entry.size));
    must(payloads.rest.length === 0);
    return {...manifest, boxes};
  });
  return {...head, manifests};
};

/**
 * What payload `slot` of `manifest` (of readObject()) says; null if purged. `key` is the room's or
 * the vault's.
 * @param {any} manifest @param {number} slot @param {Uint8Array} key
 */
export const readPayload = (manifest, slot, key) => {
  const box = manifest.boxes[slot];
  if (box === null) return null;
  const {room, commit} = manifest.entries[slot];
  must(equal(hash(box), commit));
  const {device} = manifest.certificate;
  const payloadKey = derive(key, 'qr payload key', cat(device, u64(manifest.seq), u32(slot)));
  const plain = openBox(payloadKey, box,
    cat(Uint8Array.of(1), manifest.vault, device, u64(manifest.seq), manifest.key, room, u32(slot)));
  const reader = new Reader(plain);
  const content = reader.take(reader.u32());
  must(content.length <= 2 ** 20 + 4096);
  takePadding(reader, plain.length, 256);
  return content;
};

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
/** A name of 1 to 64 bytes of UTF-8, after its size. @param {Reader} reader */
const readText = (reader) => {
  const bytes = reader.take(reader.u8());
  must(bytes.length >= 1 && bytes.length <= 64);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FormatError('corrupt');
  }
};

/** The body of a vault's key file, its key known.
 * @param {any} file @param {Uint8Array} key */
const openBody = (file, key) => {
  const context = cat(file.vault, u32(file.epoch));
  must(equal(derive(key, 'qr vault check', context), file.check), 'auth failed');
  const plain = openBox(derive(key, 'qr vault body', context), file.body, file.front);
  const reader = new Reader(plain);
  const parentKeys = file.parents.map(() => reader.take(32));
  const count = reader.u32();
  must(count === file.slots.length);
  const members = times(count, () => ({signing: reader.take(32), sealing: reader.take(32),
    person: reader.take(16), role: reader.u8(), name: readText(reader)}));
  must(isAscending(members.map(({signing, sealing}) => cat(signing, sealing))));
  must(members.every(({person, role}) => !isNone(person) && (role === 1 || role === 2)));
  must(members.some(({role}) => role === 1));
  const signer = reader.take(32);
  const endpoint = reader.take(reader.u32());
  must(endpoint.length <= 4096);
  const signed = cat(file.beforeBody, plain.subarray(0, plain.length - reader.rest.length));
  must(isSigned('qr vault key', signer, signed, reader.take(64)));
  takePadding(reader, plain.length, 512);
  return {key, parentKeys, members, signer, endpoint};
};

/** A key file of a vault, locked. @param {Uint8Array} bytes */
export const readVaultKeyFile = (bytes) => {
  must(bytes.length <= 65536);
  const reader = new Reader(unframe(bytes, 'QRV1'));
  const at = () => bytes.length - 32 - reader.rest.length;
  const [vault, epoch, parentCount] = [reader.take(16), reader.u32(), reader.u8()];
  must(!isNone(vault) && epoch < 1 << 20 && parentCount <= 8);
  const parents = times(parentCount, () => ({epoch: reader.u32(), file: reader.take(32)}));
  must(isAscending(parents.map(({file}) => file)) && parents.every((parent) => parent.epoch >= 1));
  must(epoch === 1 + Math.max(0, ...parents.map((parent) => parent.epoch)));
  const check = reader.take(32);
  const slotCount = reader.u8();
  must(slotCount >= 1 && slotCount <= 64);
  const front = bytes.subarray(0, at());
  const slots = times(slotCount, () => reader.take(136));
  const beforeBody = bytes.subarray(0, at());
  const body = reader.take(reader.u32());
  must(reader.rest.length === 0);
  const file = {vault, epoch, parents, check, front, slots, beforeBody, body, hash: bytes.subarray(bytes.length - 32)};
  /** Opens it as a member. @param {Uint8Array} sealing */
  const open = (sealing) => {
    for (const slot of slots) {
      try {
        return openBody(file, openMessage(sealing, slot, front));
      } catch (error) {
        if (!(error instanceof FormatError) || error.outcome !== 'auth failed') throw error;
      }
    }
    throw new FormatError('auth failed');
  };
  return {...file, keyId: cat(u32(epoch), file.hash.subarray(0, 16)), open,
    openWithKey: (/** @type {Uint8Array} */ key) => openBody(file, key)};
};

/** A control record. @param {Uint8Array} bytes */
export const readControl = (bytes) => {
  const reader = new Reader(bytes);
  must(reader.u8() === 1, 'unsupported');
  const kind = reader.u8();
  must(bytes.length >= 2);
  const id = () => {
    const bytes16 = reader.take(16);
    must(!isNone(bytes16));
    return bytes16;
  };
  const position = () => {
    const read = {device: id(), seq: reader.u64(), manifest: reader.take(32)};
    must(read.seq <= seqMax && (read.seq !== 0n || isNone(read.manifest)));
    return read;
  };
  const list = (/** @type {number} */ max) => {
    const count = reader.u32();
    must(count <= max);
    return count;
  };
  const readers = [
    () => {
      const grant = {room: id(), generation: reader.u32(), to: reader.take(32), sealedKey: reader.take(136)};
      must(grant.generation >= 1);
      return grant;
    },
    () => {
      const ids = times(list(4096), () => ({device: id(), counter: reader.u64()}));
      must(ids.length >= 1 && ids.every(({counter}) => inRange(counter, numberMax)));
      must(isAscending(ids.map(({device, counter}) => cat(device, u64(counter).reverse()))));
      return {ids};
    },
    () => ({room: id()}),
    () => {
      const packed = {device: id(), first: reader.u64(), last: reader.u64(), object: reader.take(32)};
      must(inRange(packed.first, packed.last) && packed.last <= seqMax);
      return packed;
    },
    () => ({last: position()}),
    () => {
      const removed = {signing: reader.take(32), sealing: reader.take(32), last: times(list(1024), position)};
      must(isAscending(removed.last.map(({device}) => device)));
      return removed;
    },
    () => ({name: readText(reader)}),
    () => ({}),
    undefined,
    () => {
      const share = {room: id(), to: reader.take(32), count: reader.u32()};
      must(inRange(BigInt(share.count), 4096n));
      return {...share, sealedPayloads: reader.take(44 * share.count + 104)};
    },
    () => {
      const writes = times(list(1024), () => ({vault: id(), device: id()}));
      must(isAscending(writes.map(({vault}) => vault)));
      return {writes};
    },
    () => ({device: id()}),
    () => ({name: readText(reader)}),
  ];
  must(kind >= 1 && readers[kind - 1] !== undefined, 'unsupported');
  const record = {kind, ...readers[kind - 1]()};
  must(reader.rest.length === 0);
  return record;
};

/** The room key in a grant. @param {any} grant @param {Uint8Array} vault @param {Uint8Array} sealing */
export const openGrant = (grant, vault, sealing) => {
  must(equal(grant.to, sodium.crypto_scalarmult_base(sealing)), 'auth failed');
  return openMessage(sealing, grant.sealedKey, cat(ascii('qr grant'), vault, grant.room, u32(grant.generation)));
};
