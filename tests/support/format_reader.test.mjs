// @ts-check
// The golden vectors, read by the second reader: what docs/format.md says is what the program does.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {hash, readCopy, readKeyFile, readOperation, readRecoveryCode, recoveryKeys}
  from './format_reader.mjs';
import {bytes, hex, outcome, vectors} from './golden.mjs';

test('format: key files open, or are refused, as the vectors say', () => {
  for (const {name, headers, bytes: file} of vectors('key_file')) {
    const kek = bytes(headers.kek);
    assert.equal(outcome(() => readKeyFile(file).openWithKek(kek)), headers.expect, name);
    const code = bytes(headers.recovery);
    assert.equal(outcome(() => readKeyFile(file).openWithRecovery(code)), headers.expect, name);
  }
});

test('format: a key file opens with its passphrase, and gives the bundle', () => {
  const {headers, bytes: file} = vectors('key_file').filter(({name}) => name === 'ok.txt')[0];
  const locked = readKeyFile(file);
  const kek = locked.kek(headers.passphrase);
  assert.equal(hex(kek), headers.kek);
  const bundle = locked.openWithKek(kek);
  for (const part of ['sealing', 'signing', 'store_key', 'private_store_key', 'device'])
    assert.equal(hex(bundle[part]), headers[`bundle_${part}`], part);
  const keys = recoveryKeys(bytes(headers.recovery));
  assert.equal(hex(bundle.recovery), hex(keys.publicKey));
  assert.equal(hex(bundle.authenticator), hex(keys.authenticator));
  assert.equal(String(locked.generation), headers.generation);
});

test('format: copy files', () => {
  for (const {name, headers, bytes: file} of vectors('copy_file')) {
    assert.equal(outcome(() => readCopy(file)), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    for (const [part, content] of Object.entries(readCopy(file)))
      assert.equal(hex(hash(content)), headers[part], `${name}: ${part}`);
  }
});

test('format: operations', () => {
  for (const {name, headers, bytes: operation} of vectors('operation'))
    assert.equal(outcome(() => readOperation(operation)), headers.expect, name);
});

test('format: recovery codes', () => {
  for (const {name, headers, bytes: typed} of vectors('recovery_code')) {
    const text = new TextDecoder().decode(typed);
    assert.equal(outcome(() => readRecoveryCode(text)), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    const secret = readRecoveryCode(text);
    assert.equal(hex(secret), headers.secret, name);
    const keys = recoveryKeys(secret);
    assert.equal(hex(keys.publicKey), headers.public_key, name);
    assert.equal(hex(keys.authenticator), headers.authenticator, name);
  }
});
