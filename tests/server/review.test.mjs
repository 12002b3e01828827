// The program's review packs and the reviewer page's own code against each other: each reads what
// the other wrote.
import assert from 'node:assert/strict';
import test from 'node:test';
import { armor } from 'age-encryption';
import { kInput, kWords, pack_page, page_parts, passages_of } from '../support/review_pack.mjs';
import { agree, answer_text, nothing_said, sealed_text } from '../../web/review/answer.js';
import { read_pack } from '../../web/review/pack.js';
import { age_file_in, opened } from '../../web/review/sealed.js';
import { hex, startProbe } from './review_rig.mjs';

/** The faults of app/share/answer.h, by their number. */
const kFaults = { damaged: 'fault 1', otherPack: 'fault 2', forged: 'fault 3', otherPassages: 'fault 6' };

/** A pack as the program makes it: sealed, as the page reads it, and what opens its answer. */
async function makePack(ask, changes = {}) {
  const input = { ...kInput, passages: passages_of(3), ...changes };
  const made = await ask('pack', hex(JSON.stringify(input)));
  assert.equal(made.code, 'ok', made.context);
  const [payload, sent] = made.bytes.toString().split('\n');
  const age = (await ask('seal-with', hex(kWords), payload)).bytes;
  return { input, payload: Buffer.from(payload, 'hex').toString(), sent, age };
}

test('what the program writes, the page opens and reads; its HTML is what the second writer makes', async (t) => {
  const ask = startProbe(t);
  const { input, age, payload } = await makePack(ask, { language: 'de', passages: passages_of(40) });
  const parts = ['review_pack.html', 'review.css', 'review.js'].map((name) => hex(page_parts().get(name)));
  const page = (await ask('page', 'de', 'https://quiet.example/review', ...parts, hex(age))).bytes;
  assert.equal(page.toString(), pack_page(age, { language: 'de' }));
  assert.ok(page.length < 600_000 + payload.length * 1.5, `${page.length} bytes`);
  const text = await opened(age_file_in(page), `  ${kWords.toUpperCase().replaceAll(' ', ' - ')}\n`);
  assert.equal(text, payload);
  const pack = read_pack(text);
  assert.deepEqual(pack.passages.map(({ hash, ...rest }) => rest), input.passages);
  assert.equal(pack.language, 'de');
  assert.doesNotMatch(page.toString(), /Ana|Tuesday|Restores/, 'in the clear');
});

test('what the page answers, the program opens', async (t) => {
  const ask = startProbe(t);
  const { payload, sent } = await makePack(ask);
  const pack = read_pack(payload);
  const said = nothing_said(pack);
  const [first, second, third] = pack.passages;
  said.passages[first.id] = { choice: 'correct', text: 'Weekly, ä', comment: 'I was wrong' };
  said.passages[second.id] = { choice: 'strike', text: '', comment: '' };
  said.quotes = 'named';
  said.comment = 'thanks';
  assert.equal(agree(pack, said), 1);
  const text = answer_text(pack, said, 1000);
  const answer = await ask('answer', sent, hex(await sealed_text(pack.answer_to, text)));
  assert.equal(answer.code, 'ok', answer.context);
  const [head, comment, ...passages] = answer.bytes.toString().split('|');
  assert.equal(head, `${said.last.id} 1000 1 4`);
  assert.equal(comment, 'thanks');
  assert.deepEqual(passages, ['2 Weekly, ä I was wrong', '3  ', '1  ']);
  assert.equal(said.passages[third.id].choice, 'right');
  assert.equal(answer_text(pack, said, 2000), text, 'the same words are the same answer');
  said.comment = '';
  assert.notEqual(answer_text(pack, said, 500), text);
  assert.equal(said.last.number, 1001, 'later, though the clock went back');
});

test('an answer that is not from who has the pack is refused', async (t) => {
  const ask = startProbe(t);
  const { payload, sent } = await makePack(ask);
  const other = await makePack(ask);
  const pack = read_pack(payload), other_pack = read_pack(other.payload);
  const outcome = async (recipient, of) => {
    const text = typeof of === 'string' ? of : answer_text(of, nothing_said(of), 1);
    return (await ask('answer', sent, hex(await sealed_text(recipient, text)))).context;
  };
  assert.equal(await outcome(other_pack.answer_to, other_pack), kFaults.otherPack);
  assert.equal(await outcome(pack.answer_to, other_pack), kFaults.forged);
  assert.equal(await outcome(pack.answer_to, { ...other_pack, answer_key: pack.answer_key }), kFaults.otherPack);
  assert.equal(await outcome(pack.answer_to, { ...pack, passages: pack.passages.slice(1) }), kFaults.otherPassages);
  assert.equal(await outcome(pack.answer_to, answer_text(pack, nothing_said(pack), 1).replace('open', 'agreed')), kFaults.forged);
  const whole = armor.decode(await sealed_text(pack.answer_to, answer_text(pack, nothing_said(pack), 1)));
  assert.equal((await ask('answer', sent, hex(whole.subarray(0, -1)))).context, kFaults.damaged);
});

test('the passphrase is seven words, and another one each time', async (t) => {
  const ask = startProbe(t);
  const [one, other] = [await ask('passphrase'), await ask('passphrase')].map((answer) => answer.bytes.toString());
  assert.match(one, /^([a-z]+ ){6}[a-z]+$/);
  assert.notEqual(one, other);
});
