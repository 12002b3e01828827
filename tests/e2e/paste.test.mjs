// What is pasted or dropped: all of it, or none of it with words.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {at_end, kPassphrase, Person, start_browser} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';
import {Typist} from './support/typist.mjs';

/** @param {import('node:test').TestContext} t */
async function begins(t) {
  const {browser, server, person} = await at_home(t, {again: true, ...kSmall});
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return {server, person, typist: await Typist.at(person.page)};
}

/** @param {Person} person */
async function in_a_1_to_1(person) {
  await person.starts_with('Ada Lindgren');
  await person.field('Note').focus();
}

/** @param {Person} person @param {string} text @param {string} [html] */
async function pastes(person, text, html) {
  await person.page.evaluate(async ([plain, rich]) => {
    const types = {'text/plain': plain, ...(rich ? {'text/html': rich} : {})};
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(types)
        .map(([type, text]) => [type, new Blob([text], {type})])))]);
  }, [text, html ?? '']);
  await person.page.keyboard.press('Control+V');
}

/** What was said in the last half hour. */
const kSaid = Array.from({length: 30}, (_, at) => `Ana: wörd ${at} 東京 שלום 👩‍👧`);
const kChat = kSaid.map((said, at) => {
  const time = new Date(Date.now() - (31 - at) * 60_000).toTimeString().slice(0, 5);
  return `[${time}] ${said}`;
});

test('paste: a chat of 30 lines becomes 30 lines, and comes back whole', async (t) => {
  const {person} = await begins(t);
  await in_a_1_to_1(person);
  await pastes(person, kChat.join('\r\n'), `<b>${kChat.join('<br>')}</b>`);
  assert.equal(await person.field('Note').inputValue(), kChat.join('\n'));
  await person.page.keyboard.press('Control+Z');
  assert.equal(await person.field('Note').inputValue(), '');
  await person.page.keyboard.press('Control+Y');
  await person.presses('Keep as 30 lines with their times');
  await person.line('wörd 29').waitFor();
  const texts = await person.line_texts();  // Those near the screen.
  assert.ok(texts.length > 10);
  assert.deepEqual(texts, kSaid.slice(-texts.length));
  assert.equal(await person.field('Note').inputValue(), '');
  assert.ok(await person.field('Note').evaluate((field) => field === document.activeElement));
  await person.reads('30 lines are kept.');

  await person.presses('Undo');
  await person.page.waitForFunction(() => document.querySelector('textarea')?.value !== '');
  assert.equal(await person.field('Note').inputValue(), kChat.join('\n'));
  await person.line('wörd 29').getByText('Struck').waitFor();

  // Enter keeps it as one, with its breaks.
  await person.field('Note').focus();
  await person.page.keyboard.press('Enter');
  await person.lines().and(person.page.locator('[aria-posinset="31"]')).waitFor();
  await person.page.reload();
  await person.unlocks(kPassphrase);
  await person.lines().and(person.page.locator('[aria-posinset="31"]')).waitFor();
  assert.equal((await person.line_texts()).at(-1), kChat.join('\n'));
});

test('paste: more than one line holds is kept as several, by the keyboard too', async (t) => {
  const {person} = await begins(t);
  await in_a_1_to_1(person);
  const text = Array.from({length: 4000}, (_, at) => `word${at}`).join(' ');
  await pastes(person, text);
  await person.page.keyboard.press('Enter');
  await person.reads(/^That is too long for one line/);
  assert.equal(await person.field('Note').inputValue(), text, 'it is in the field again');
  await person.field('Note').focus();
  await person.page.keyboard.press('Control+Enter');
  await person.line('word3999').waitFor();
  assert.equal((await person.line_texts()).join(' '), text);
});

test('paste: more than a field takes is refused with words and changes nothing', async (t) => {
  const {person} = await begins(t);
  await in_a_1_to_1(person);
  await person.page.keyboard.type('so far');
  await pastes(person, 'x'.repeat(100_001));
  await person.reads(/^That is more text than this field takes\. Nothing was changed\.$/);
  assert.equal(await person.field('Note').inputValue(), 'so far');
});

test('drop: text goes into the field, a text file becomes lines, any other file is refused', async (t) => {
  const {person, typist} = await begins(t);
  await in_a_1_to_1(person);
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-drop-'));
  at_end(t, () => rmSync(folder, {recursive: true}));
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'from paper\n\nand more of it');
  const picture = join(folder, 'picture.png');
  writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]));
  await typist.drops(person.field('Note'), {items: [{mimeType: 'text/plain', data: 'dropped שלום'}]});
  await person.page.waitForFunction(() => document.querySelector('textarea')?.value !== '');
  assert.equal(await person.field('Note').inputValue(), 'dropped שלום');
  await typist.drops(person.field('Note'), {items: [], files: [file]});
  await person.reads('2 lines came in.');
  assert.deepEqual(await person.line_texts(), ['from paper', 'and more of it']);
  await typist.drops(person.field('Note'), {items: [], files: [picture]});
  await person.reads(/^This file is not text, so nothing was taken/);
  assert.equal(await person.field('Note').inputValue(), 'dropped שלום');
  assert.ok(person.page.url().startsWith('http'), 'the browser did not open the file');
  await person.presses('Home');
  await person.sees('Start a 1:1 now');
  await typist.drops(person.field('With whom'), {items: [], files: [file]});
  await person.reads(/^Files have no place here/);
});

test('drop: a copy opens wherever it is dropped on the screen that opens copies', async (t) => {
  const {person, server} = await begins(t);
  await in_a_1_to_1(person);
  await person.notes('The pager rang at four.');
  await person.presses('Home');
  const download = person.page.waitForEvent('download');
  await person.page.getByRole('link', {name: 'Settings'}).or(person.button('Settings')).click();
  await person.presses('Save a copy');
  const file = await (await download).path();

  const other = await Person.open(await start_browser(t), server.url);
  await other.presses('Open a copy');
  const hands = await Typist.at(other.page);
  await hands.drops(other.heading('Open a copy'), {items: [], files: [file]});
  await other.reads(/^The copy is whole/);
});
