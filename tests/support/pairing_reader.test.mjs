// @ts-check
// The golden vectors of pairing, read by the second reader: what docs/format.md says is what the
// program does.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {bytes, hex, outcome, vectors} from './golden.mjs';
import {pasted, readAnswer, readInvitation, readPersonRequest, readRequest, wordsOf} from './pairing_reader.mjs';

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

test('invitation format: who asks, and the words of it', () => {
  for (const {name, headers, bytes: file} of vectors('person_request')) {
    assert.equal(outcome(() => readPersonRequest(file)), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    const request = readPersonRequest(file);
    for (const part of ['key', 'sealing', 'signing', 'person', 'name'])
      assert.equal(hex(request[part]), headers[part], `${name}: ${part}`);
    assert.equal(wordsOf(file), headers.words, name);
  }
});

test('invitation format: what a new member is told', () => {
  for (const {name, headers, bytes: file} of vectors('invitation')) {
    const read = () => readInvitation(file, bytes(headers.request), bytes(headers.secret));
    assert.equal(outcome(read), headers.expect, name);
    if (headers.expect !== 'ok') continue;
    const invitation = read();
    for (const part of ['vault', 'founder', 'address', 'title'])
      assert.equal(hex(invitation[part]), headers[part], `${name}: ${part}`);
    assert.equal(String(invitation.frontier.length), headers.positions, name);
    assert.equal(wordsOf(file), headers.words, name);
  }
});
