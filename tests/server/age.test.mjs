// Age files of ours against others: the public test kit, Debian's age, and the library that the
// reviewer page reads with.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { inflateSync } from 'node:zlib';
import { Decrypter, Encrypter, armor, generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as kit from 'cctv-age';
import { has_age, hex, startProbe } from './review_rig.mjs';

/** What the kit calls them, as our code and the context of our errors begin. */
const kExpected = {
  'header failure': /^(corrupt|unsupported) age/,
  'armor failure': /^corrupt age armour/,
  'payload failure': /^corrupt age: payload/,
  'HMAC failure': /^corrupt age: header MAC/,
  'no match': /^auth failed/,
};
/** Of the hybrid recipients, which Debian's age does not know either. */
const kHybrid = 19;

/** A vector's headers, each with all its values, and its file. */
function parse(bytes) {
  const all = Buffer.from(bytes);
  const end = all.indexOf('\n\n');
  const headers = {};
  for (const line of all.subarray(0, end).toString('latin1').split('\n')) {
    const [, name, value] = line.match(/^(.*?): (.*)$/);
    (headers[name] ??= []).push(value);
  }
  const file = all.subarray(end + 2);
  return { headers, file: headers.compressed ? inflateSync(file) : file };
}

/** The first answer that is not about another key. */
async function openVector(ask, headers, file) {
  let bytes = file;
  if (headers.armored) {
    const bare = await ask('unarmour', hex(file));
    if (bare.code !== 'ok') return bare;
    bytes = bare.bytes;
  }
  let answer;
  // A broken header is broken whoever reads it.
  const identities = headers.identity ?? (headers.passphrase ? [] : [await generateX25519Identity()]);
  for (const identity of identities) {
    answer = await ask('open', identity, '00', hex(bytes));
    if (answer.code !== 'auth failed') return answer;
  }
  for (const passphrase of headers.passphrase ?? []) {
    answer = await ask('open', '-', hex(passphrase), hex(bytes));
    if (answer.code !== 'auth failed') return answer;
  }
  return answer;
}

test('the public test kit: each of its files opens, or is refused for its own reason', async (t) => {
  const ask = startProbe(t);
  let ran = 0, hybrid = 0;
  for (const [name, bytes] of Object.entries(kit)) {
    if (!(bytes instanceof Uint8Array)) continue;
    const { headers, file } = parse(bytes);
    if (headers.identity?.some((one) => one.startsWith('AGE-SECRET-KEY-PQ-'))) {
      hybrid += 1;
      continue;
    }
    ran += 1;
    const answer = await openVector(ask, headers, file);
    const [expect] = headers.expect;
    if (expect === 'success') {
      assert.equal(answer.code, 'ok', `${name}: ${answer.context}`);
      assert.equal(createHash('sha256').update(answer.bytes).digest('hex'), headers.payload[0], name);
    } else {
      assert.match(`${answer.code} ${answer.context}`, kExpected[expect], name);
    }
  }
  assert.equal(hybrid, kHybrid, 'left out, for a recipient that is not ours');
  assert.equal(ran + hybrid, 143);
});

const kTexts = ['', 'a', 'ä'.repeat(40000), 'x'.repeat(65536), 'y'.repeat(131073)];

test('age-encryption opens what we seal, and we open what it seals', async (t) => {
  const ask = startProbe(t);
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  for (const text of kTexts) {
    const sealed = await ask('seal-to', recipient, hex(text));
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    assert.equal(await decrypter.decrypt(sealed.bytes, 'text'), text);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const theirs = await encrypter.encrypt(text);
    assert.equal((await ask('open', identity, '00', hex(theirs))).bytes.toString(), text);
    const lines = (await ask('armour', hex(theirs))).bytes.toString();
    assert.equal(lines, armor.encode(theirs));
  }
});

test('age-encryption and our code agree on a passphrase, with umlauts too', async (t) => {
  const ask = startProbe(t);
  const passphrase = 'grüne äpfel river';
  const sealed = await ask('seal-with', hex(passphrase), hex('what was said'));
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  assert.equal(await decrypter.decrypt(sealed.bytes, 'text'), 'what was said');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  const theirs = await encrypter.encrypt('and back');
  assert.equal((await ask('open', '-', hex(passphrase), hex(theirs))).bytes.toString(), 'and back');
  assert.equal((await ask('open', '-', hex('another'), hex(theirs))).code, 'auth failed');
});

if (has_age()) {
  test("Debian's age opens what we seal, and we open what it seals", async (t) => {
    const ask = startProbe(t);
    const folder = mkdtempSync(join(tmpdir(), 'qr-age-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const key_file = join(folder, 'key');
    writeFileSync(key_file, `${identity}\n`);
    for (const text of kTexts) {
      const sealed = await ask('seal-to', recipient, hex(text));
      const opened = spawnSync('age', ['-d', '-i', key_file], { input: sealed.bytes });
      assert.equal(opened.status, 0, opened.stderr.toString());
      assert.equal(opened.stdout.toString(), text);
      const theirs = spawnSync('age', ['-a', '-r', recipient], { input: text });
      const bare = await ask('unarmour', hex(theirs.stdout));
      assert.equal((await ask('open', identity, '00', hex(bare.bytes))).bytes.toString(), text);
    }
  });
} else {
  console.log('# left out: "Debian\'s age": age is not here, and could not be installed');
}
