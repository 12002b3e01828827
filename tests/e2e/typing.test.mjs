// Whatever people type with, the store has just that: nothing lost, nothing twice.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {random_lines, random_of} from './support/typist.mjs';
import {begins, stored} from './support/written.mjs';

test('typing: words of input methods, as they come', async (t) => {
  const {person, typist} = await begins(t);
  const note = person.field('Note');

  await typist.composes('に');
  await typist.composes('にほん');
  await typist.presses_enter_of_the_input_method();
  assert.equal(await note.inputValue(), 'にほん', 'Enter belongs to the input method');
  await typist.commits('日本');
  await typist.composes_word(['ご', '語']);
  await person.page.keyboard.press('Enter');

  await typist.composes_word(['n', 'ni', 'ni h', 'ni hao'], '你好');
  await typist.composes_word(['s', 'sh', 'shi', 'shi j', 'shi jie'], '世界');
  await person.page.keyboard.press('Enter');

  // Syllables grow, shrink and are taken back altogether.
  await typist.composes_word(['ㅎ', '하', '한']);
  await typist.composes_word(['ㄱ', '그', '글']);
  await typist.composes('ㅁ');
  await typist.composes('');
  await typist.composes_word(['ㅇ', '이', '잉', '이']);
  await person.page.keyboard.press('Enter');

  await person.page.keyboard.type('caf');
  await typist.composes_word(['´'], 'é');
  await person.page.keyboard.type(' ');
  await typist.composes_word(['¨'], 'ï');
  await typist.commits('👩‍👧‍👦');
  await typist.commits('👍🏽');
  await typist.commits('🇫🇮');
  await person.page.keyboard.press('Enter');

  assert.deepEqual(await stored(person, 4), ['日本語', '你好世界', '한글이', 'café ï👩‍👧‍👦👍🏽🇫🇮']);
});

test('typing: a word that replaces one that was written already', async (t) => {
  const {person, typist} = await begins(t);
  await person.page.keyboard.type('the shcool again');
  // What a keyboard's correction, or a second thought about a finished word does.
  await typist.composes('sch', {from: 4, to: 10});
  await typist.composes('school');
  await typist.commits('school');
  assert.equal(await person.field('Note').inputValue(), 'the school again');
  await person.page.keyboard.press('End');
  await person.page.keyboard.type('!');
  await person.page.keyboard.press('Enter');
  assert.deepEqual(await stored(person, 1), ['the school again!']);
});

test('typing: undo and redo are the browser\'s own, and the store has what they leave', async (t) => {
  const {person} = await begins(t);
  const {keyboard} = person.page;
  const note = person.field('Note');
  await keyboard.insertText('the pager rang');
  await keyboard.insertText(' twice');
  await keyboard.press('Control+z');
  assert.equal(await note.inputValue(), 'the pager rang');
  await keyboard.press('Control+Shift+z');
  assert.equal(await note.inputValue(), 'the pager rang twice');
  await keyboard.press('Control+z');
  await keyboard.press('Enter');
  // What was given away does not come back by undo.
  await keyboard.press('Control+z');
  assert.equal(await note.inputValue(), '');
  assert.deepEqual(await stored(person, 1), ['the pager rang']);
});

test('typing: a word that is not finished survives the loss of the page', async (t) => {
  const {person, typist} = await begins(t);
  await person.page.keyboard.type('so far ');
  await typist.composes('まだ');
  await person.page.reload();
  await person.unlocks();
  await person.field('Note').waitFor();
  assert.equal(await person.field('Note').inputValue(), 'so far まだ');
});

test('typing: a press on a button takes the word along that is being composed', async (t) => {
  const {person, typist} = await begins(t);
  await typist.composes_word(['ㅎ', '하', '한']);
  await typist.composes('글');
  await person.presses('Keep the line');
  await person.line('한글').waitFor();
  await person.page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  await typist.composes_word(['ㄷ', '다', '다음']);
  await person.page.keyboard.press('Enter');
  assert.deepEqual(await stored(person, 2), ['한글', '다음']);
});

const kPerSecond = 15;

test('typing: 15 characters a second for a minute', async (t) => {
  const seed = Number(process.env.QUIETROOM_SEED ?? Date.now() % 100000);
  console.log(`seed ${seed}`);
  const {person, typist} = await begins(t);
  const lines = random_lines(seed, kPerSecond * 60, 60);
  const took = await typist.types(lines.join('\n') + '\n', kPerSecond);
  console.log(`${lines.join('').length} characters in ${took.toFixed(1)} s`);
  assert.deepEqual(await stored(person, lines.length), lines);
});

test('typing: the button that keeps the line, pressed while typing goes on', async (t) => {
  const seed = Number(process.env.QUIETROOM_SEED ?? Date.now() % 100000);
  console.log(`seed ${seed}`);
  const {person, typist} = await begins(t);
  const next = random_of(seed);
  const text = Array.from({length: 300}, (_, at) => String.fromCharCode(97 + at % 26)).join('');
  // The page's own click: in the same moment as a key, not before it and not after it.
  const keep = await person.button('Keep the line').elementHandle();
  await typist.types(text, 60, () => next(12) === 0 ?
      keep?.evaluate((button) => /** @type {HTMLElement} */ (button).click()) : undefined);
  await person.page.keyboard.press('Enter');
  // The second text of a row is what was written; the first one is its time. All must have been
  // answered before the page is left: a page that goes sends what it has, rather twice than never.
  await person.page.waitForFunction((length) =>
    [...document.querySelectorAll('[role=listitem]')].reduce((sum, row) =>
      sum + (row.querySelectorAll('.selectable')[1]?.textContent?.length ?? 0), 0) >= length,
  text.length);
  const count = await person.lines().count();
  assert.ok(count > 5);
  assert.equal((await stored(person, count)).join(''), text);
});
