// The reviewer page's own rules, without a browser: its words, what it takes for a pack, and what it
// keeps.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kEnglish} from '../../web/review/en.js';
import {kGerman} from '../../web/review/de.js';
import {read_pack} from '../../web/review/pack.js';
import {fitting} from '../../web/review/progress.js';
import {age_file_in, kFileSizeMax, lock_of, passphrase_of} from '../../web/review/sealed.js';
import {day_in_words, language_of, speaker} from '../../web/review/words.js';
import {made_payload, page_parts} from '../support/review_pack.mjs';

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const blanks = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('both languages have the same words with the same blanks', () => {
  assert.deepEqual(Object.keys(kGerman), Object.keys(kEnglish));
  for (const [key, text] of Object.entries(kEnglish)) {
    assert.deepEqual(blanks(kGerman[key]), blanks(text), key);
    assert.doesNotMatch(text + kGerman[key], /!/, key);
  }
  assert.equal(speaker('de')('passage_n', {n: 2, count: 3}), 'Abschnitt 2 von 3');
  assert.equal(speaker('en')('for_person', {person: '{person} $&'}), 'For {person} $&');
});

test('a day is written out, and is the same day everywhere', () => {
  assert.equal(day_in_words('2026-12-01', 'en'), '1 December 2026');
  assert.equal(day_in_words('2026-12-01', 'de'), '1. Dezember 2026');
  assert.equal(language_of('de-AT'), 'de');
  assert.equal(language_of('fr'), 'en');
});

test('a passphrase is read as it was meant', () => {
  for (const typed of ['apple river', ' Apple\u00a0 RIVER\n', 'apple-river', 'apple, river.', 'apple \u2013 river']) {
    assert.equal(passphrase_of(typed), 'apple river', typed);
  }
});

test('what is no age file, or is cut, is told apart', () => {
  const fault = (/** @type {string} */ text) => {
    try {
      lock_of(age_file_in(bytes(text)));
      return 'none';
    } catch (error) {
      return /** @type {any} */ (error).key;
    }
  };
  assert.equal(fault('hello'), 'fault_foreign');
  assert.equal(fault(''), 'fault_foreign');
  assert.equal(fault('x -----BEGIN AGE ENCRYPTED FILE-----'), 'fault_foreign', 'not at the front of a line');
  assert.equal(fault('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n'), 'fault_cut');
  assert.equal(fault('-----BEGIN AGE ENCRYPTED FILE-----\n***\n-----END AGE ENCRYPTED FILE-----'), 'fault_changed');
  assert.equal(fault('age-encryption.org/v2\n'), 'fault_newer');
  assert.equal(fault('age-encryption.org/v1\n-> scrypt AAAA 16\n'), 'fault_cut');
  assert.equal(fault('age-encryption.org/v1\n-> scrypt AAAA 25\nAAAA\n--- AAAA\n'), 'fault_work');
  assert.equal(fault('x'.repeat(kFileSizeMax + 1)), 'fault_large');
});

test('a pack with anything else than it should have is none', async () => {
  const {payload, pack} = await made_payload();
  assert.deepEqual(read_pack(payload).passages.length, 3);
  const other = (/** @type {object} */ changes) => () => read_pack(JSON.stringify({...JSON.parse(payload), ...changes}));
  for (const changes of [{pack: 'x'}, {language: 'fr'}, {person: 1}, {made: ''}, {review_by: 'soon'}, {quotes: 'all'},
    {answer_to: 'age2x'}, {answer_key: 'ab'}, {progress: ''}, {passages: []}, {passages: [null]}, {replies: [{}]},
    {passages: [pack.passages[0], pack.passages[0]]}]) {
    assert.throws(other(changes), {key: 'fault_not_pack'}, JSON.stringify(changes));
  }
  assert.throws(other({version: 2}), {key: 'fault_newer'});
  for (const text of ['', '[]', 'null', '7', '"x"']) assert.throws(() => read_pack(text), {key: 'fault_not_pack'});
});

test('of what was kept only what fits the pack is taken', async () => {
  const {payload} = await made_payload();
  const pack = read_pack(payload);
  const [first, second] = pack.passages;
  const said = fitting(pack, {standing: 'agreed', quotes: 'named', comment: 7, last: {id: 'x', number: 'y'},
    passages: {[first.id]: {choice: 'strike', text: '', comment: ''}, [second.id]: {choice: 'x', text: '', comment: ''}, other: {}}});
  assert.equal(said.passages[first.id].choice, 'strike');
  assert.equal(said.passages[second.id].choice, 'none');
  assert.deepEqual(Object.keys(said.passages), pack.passages.map(({id}) => id));
  assert.deepEqual([said.standing, said.comment, said.last], ['agreed', '', null]);
  for (const odd of [null, 7, [], {passages: 7}]) assert.equal(fitting(pack, odd).standing, 'open');
});

test('the page is small, and its parts cannot end the elements that they stand in', () => {
  const sizes = ['review.js', 'review.css', 'review_pack.html'].map((name) => page_parts().get(name)?.length ?? 0);
  assert.ok(sizes.reduce((sum, size) => sum + size) < 600_000, String(sizes));
  assert.doesNotMatch(page_parts().get('review.js').toString(), /<\/script|<!--/i);
  assert.doesNotMatch(page_parts().get('review.css').toString(), /<\/style/i);
  const policy = page_parts().get('review_pack.html').toString().match(/Content-Security-Policy" content="([^"]*)"/)?.[1] ?? '';
  assert.match(policy, /^default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'$/);
});
