// @ts-check
// The golden vectors of sync, read by the second reader: what docs/format.md says is what the
// program does.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Reader, hash, readOperation} from './format_reader.mjs';
import {bytes, hex, outcome, vectors} from './golden.mjs';
import {belongs, openGrant, padme, readControl, readManifest, readName, readObject, readPayload,
  readVaultKeyFile} from './sync_reader.mjs';

/** All that an object says. @param {Uint8Array} file @param {Record<string, string>} headers */
const readAll = (file, headers) => {
  // One key under each of its names; key_1 and key_2 by epoch.
  const keyOf = (/** @type {Uint8Array} */ keyId) => bytes(headers[`key_${keyId[0]}`] ?? headers.key);
  const object = readObject(file, bytes(headers.vault), keyOf);
  return object.manifests.flatMap((manifest) => manifest.entries.map(({room}, slot) =>
    readPayload(manifest, slot, hex(room) === headers.room ? bytes(headers.room_key) : keyOf(manifest.key))));
};

test('sync format: PADME', () => {
  for (const [size, padded] of [[0, 0], [1, 1], [9, 10], [100, 104], [1000, 1024], [4097, 4352], [1048577, 1081344]])
    assert.equal(padme(size), padded);
});

test('sync format: names', () => {
  for (const {name, headers, bytes: text} of vectors('sync_name'))
    assert.equal(outcome(() => readName(new TextDecoder('latin1').decode(text))), headers.expect, name);
});

test('sync format: manifests', () => {
  for (const {name, headers, bytes: manifest} of vectors('manifest'))
    assert.equal(outcome(() => readManifest(manifest)), headers.expect, name);
});

test('sync format: control records', () => {
  for (const {name, headers, bytes: record} of vectors('control'))
    assert.equal(outcome(() => readControl(record)), headers.expect, name);
});

test('sync format: segments and packs', () => {
  for (const {name, headers, bytes: file} of [...vectors('segment'), ...vectors('pack', 2)]) {
    assert.equal(outcome(() => readAll(file, headers)), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    readAll(file, headers).forEach((content, slot) => {
      const wanted = headers[`payload_${slot}`];
      if (wanted) assert.equal(content === null ? 'purged' : hex(content), wanted, `${name} ${slot}`);
    });
  }
});

test('sync format: key files of a vault', () => {
  for (const {name, headers, bytes: file} of vectors('vault_key_file')) {
    const open = () => readVaultKeyFile(file).open(bytes(headers.sealing));
    assert.equal(outcome(open), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    assert.equal(hex(open().key), headers.key);
    assert.equal(hex(open().signer), headers.signer);
    if (headers.parent_key) assert.equal(hex(open().parentKeys[0]), headers.parent_key);
    assert.equal(outcome(() => readVaultKeyFile(file).openWithKey(bytes(headers.sealing))), 'auth failed');
  }
});

/** The words of an operation. @param {Uint8Array} content */
const wordsOf = (content) => {
  const reader = new Reader(content);
  const operation = readOperation(reader.take(reader.u32()));
  assert.equal(hex(hash(reader.rest)), hex(operation.commit));
  return new TextDecoder().decode(reader.rest.subarray(16));
};

test('sync format: a vault of format 1, with its owner\'s identity alone', () => {
  const files = vectors('sync_vault_1');
  const {headers, bytes: expected} = files.filter(({name}) => name === 'words.txt')[0];
  const [vault, sealing] = [bytes(headers.vault), bytes(headers.ada_sealing)];
  const named = files.filter(({name}) => name !== 'words.txt')
    .map((file) => ({...file, path: readName(file.headers.path)}));
  /** @type {Map<string, Uint8Array>} */
  const keys = new Map();
  for (const {bytes: file, path} of named.filter(({path}) => path.kind === 'key')) {
    const locked = readVaultKeyFile(file);
    assert.ok(belongs(path, locked));
    keys.set(hex(locked.keyId), locked.open(sealing).key);
  }
  const keyOf = (/** @type {Uint8Array} */ keyId) => /** @type {Uint8Array} */ (keys.get(hex(keyId)));
  const entries = named.filter(({path}) => path.kind !== 'key').flatMap(({bytes: file, path}) => {
    const object = readObject(file, vault, keyOf);
    assert.ok(belongs(path, object));
    return object.manifests.flatMap((manifest) => manifest.entries.map((entry, slot) => ({manifest, entry, slot})));
  });
  /** @type {Map<string, Uint8Array>} */
  const rooms = new Map();
  const lines = entries.sort((a, b) => b.entry.type - a.entry.type).map(({manifest, entry, slot}) => {
    const device = hex(manifest.certificate.device) === headers.ada_device ? 'ada' : 'ben';
    const key = rooms.get(hex(entry.room)) ?? keyOf(manifest.key);
    const content = readPayload(manifest, slot, key);
    let said = content === null ? 'purged' : '';
    if (content !== null && entry.type === 1) said = wordsOf(content);
    if (content !== null && entry.type === 2) {
      const record = readControl(content);
      if ('sealedKey' in record && outcome(() => openGrant(record, vault, sealing)) === 'ok')
        rooms.set(hex(record.room), openGrant(record, vault, sealing));
      said = `control ${record.kind}`;
    }
    return `${device} ${manifest.seq}.${slot} ${said}\n`;
  });
  assert.equal(lines.sort().join(''), new TextDecoder().decode(expected));
});
