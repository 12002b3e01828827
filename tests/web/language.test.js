// Which language is spoken, and that the page has every word in each.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {kept_language_choice, pieces_of, spoken_language} from '../../web/core/language.js';
import {kGerman} from '../../web/words/de.js';
import {kEnglish} from '../../web/words/en.js';

const root = new URL('../../web/', import.meta.url);
const page = readFileSync(new URL('index.html', root), 'utf8');

test('a choice that was kept is taken, anything else is none', () => {
  assert.equal(kept_language_choice('de'), 'de');
  assert.equal(kept_language_choice('en'), 'en');
  for (const wrong of [null, '', 'browser', 'fr', 'DE', '__proto__']) {
    assert.equal(kept_language_choice(wrong), 'browser', String(wrong));
  }
});

test('what was chosen comes first, then what the browser prefers, then English', () => {
  assert.equal(spoken_language('en', ['de-AT']), 'en');
  assert.equal(spoken_language('de', ['en']), 'de');
  assert.equal(spoken_language('browser', ['de-AT', 'en']), 'de');
  assert.equal(spoken_language('browser', ['fr', 'DE', 'en']), 'de');
  assert.equal(spoken_language('browser', ['en-GB', 'de']), 'en');
  assert.equal(spoken_language('browser', ['fr', 'den']), 'en');
  assert.equal(spoken_language('browser', []), 'en');
});

test('code in a text is a piece of its own', () => {
  assert.deepEqual(pieces_of('open `http` or `https`'), [{code: false, text: 'open '},
    {code: true, text: 'http'}, {code: false, text: ' or '}, {code: true, text: 'https'}]);
  assert.deepEqual(pieces_of('plain'), [{code: false, text: 'plain'}]);
});

test('both languages have the same words, and as much code in them', () => {
  assert.deepEqual(Object.keys(kGerman), Object.keys(kEnglish));
  const code = (text) => pieces_of(text).filter((piece) => piece.code).map(({text}) => text);
  for (const [name, text] of Object.entries(kEnglish)) {
    assert.notEqual(kGerman[name].trim(), '', name);
    assert.deepEqual(code(kGerman[name]), code(text), name);
  }
});

test('the page says in English what the table says, and every word of the table is used', () => {
  const said = new Set();
  for (const [, name, inner] of page.matchAll(/ data-words="(\w+)">(.*?)<\/(?:p|h1|li|button|label)>/g)) {
    const text = inner.replace(/<\/?code>/g, '`').replaceAll('&ldquo;', '\u201C')
        .replaceAll('&rdquo;', '\u201D');
    assert.equal(text, kEnglish[name], name);
    said.add(name);
  }
  assert.equal([...page.matchAll(/data-words=/g)].length,
      [...page.matchAll(/ data-words="(\w+)">(.*?)<\/(?:p|h1|li|button|label)>/g)].length);
  for (const path of readdirSync(root, {recursive: true})) {
    if (!path.endsWith('.js') || path.startsWith('words/')) continue;
    const source = readFileSync(new URL(path, root), 'utf8');
    for (const [, name] of source.matchAll(/language\.say\('(\w+)'\)/g)) said.add(name);
  }
  assert.deepEqual([...said].sort(), Object.keys(kEnglish).sort());
});

test('every word of the plain pages can be said in another language', () => {
  const body = page.slice(page.indexOf('<body>')).replace(/<noscript>.*<\/noscript>/s, '')
      .replace(/<(\w+)[^>]* data-words="\w+">.*?<\/\1>/g, '');
  assert.equal(body.replace(/<[^>]*>/g, '').trim(), '');
});
