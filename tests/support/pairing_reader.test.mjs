// @ts-check
// The golden vectors of pairing, read by the second reader: what docs/format.md says is what the
// program does.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {bytes, hex, outcome, vectors} from './golden.mjs';
import {pasted, readAnswer, readRequest, wordsOf} from './pairing_reader.mjs';

test('pairing format: requests, their words, and how they are pasted', () => {
  for (const {name, headers, bytes: file} of vectors('pairing_request')) {
    assert.equal(outcome(() => readRequest(file)), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    assert.equal(hex(readRequest(file)), headers.key, name);
    assert.equal(wordsOf(file), headers.words, name);
    assert.equal(pasted(file), headers.pasted, name);
  }
});

test('pairing format: answers, and what they bring', () => {
  for (const {name, headers, bytes: file} of vectors('pairing_answer')) {
    const read = () => readAnswer(file, bytes(headers.secret));
    assert.equal(outcome(read), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    const gift = read();
    for (const part of ['sealing', 'signing', 'recovery', 'authenticator', 'own_vault', 'address', 'token'])
      assert.equal(hex(gift[part]), headers[part] ?? '', `${name}: ${part}`);
    assert.equal(String(gift.vaults.length), headers.vaults, name);
    if (headers.words) assert.equal(wordsOf(file), headers.words, name);
  }
});
