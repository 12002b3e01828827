// What is on the screen can be found, marked and copied, as text of a page can.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

const kLines = ['The pager rang at four, and nobody on the second floor knew whose turn it was to ' +
    'answer it, because the list on the wall was from March.', 'שלום עולם, said the display.',
  'Nobody had told the night shift about the change 日本語 🌙.'];

/**
 * A 1:1 with these lines.
 * @param {import('node:test').TestContext} t @param {Parameters<typeof at_home>[1]} [options]
 */
async function begins(t, options) {
  const {browser, person} = await at_home(t, {again: true, ...options});
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.starts_with('Ada Lindgren');
  for (const line of kLines) await person.notes(line);
  return person;
}

/** The text of a line. @param {Person} person @param {string} text */
function words(person, text) {
  return person.line(text).locator('.selectable', {hasText: text});
}

/** @param {Person} person */
async function copied(person) {
  await person.page.keyboard.press('Control+C');
  return person.page.evaluate(() => navigator.clipboard.readText());
}

/**
 * Drags the mouse from the start of one element's text to the end of another's.
 * @param {Person} person
 * @param {import('playwright-core').Locator} from @param {import('playwright-core').Locator} to
 */
async function drags(person, from, to) {
  const place = (/** @type {import('playwright-core').Locator} */ at, /** @type {boolean} */ end) =>
      at.evaluate((element, last) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const box = [...range.getClientRects()].at(last ? -1 : 0) ?? new DOMRect();
        return {x: last ? box.right - 1 : box.left + 1, y: box.top + box.height / 2};
      }, end);
  const [begin, end] = [await place(from, false), await place(to, true)];
  await person.page.mouse.move(begin.x, begin.y);
  await person.page.mouse.down();
  await person.page.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2, {steps: 4});
  await person.page.mouse.move(end.x, end.y, {steps: 4});
  await person.page.mouse.up();
}

test('find in page: finds what is on the screen, also across the drawn lines', async (t) => {
  const person = await begins(t);
  const found = (/** @type {string} */ text) => person.page.evaluate((what) => {
    document.getSelection()?.removeAllRanges();
    return /** @type {any} */ (window).find(what) && String(document.getSelection());
  }, text);
  assert.equal(await found('night shift'), 'night shift');
  assert.equal(await found('עולם'), 'עולם');
  const lines = await words(person, 'The pager').locator('.line').allTextContents();
  assert.ok(lines.length > 1, 'the first one takes several lines');
  const across = `${lines[0].split(' ').at(-1)} ${lines[1].split(' ')[0]}`;
  assert.equal(await found(across), across);
});

test('select: a long note by mouse, as it was written', async (t) => {
  const person = await begins(t);
  const first = words(person, 'The pager');
  await drags(person, first, first);
  assert.equal(await copied(person), kLines[0]);
});

test('select: several lines give time, kind and words, and no names of buttons', async (t) => {
  const person = await begins(t);
  await drags(person, person.lines().first().locator('.selectable').first(),
      words(person, 'Nobody had'));
  const expected = kLines.map((line) => new RegExp(`^\\d\\d:\\d\\d Paraphrase: ${line}$`));
  const text = (await copied(person)).split('\n');
  assert.equal(text.length, 3, text.join('|'));
  for (const [at, one] of expected.entries()) assert.match(text[at], one);
});

test('select: all of it by the keyboard, and one line by its own button', async (t) => {
  const person = await begins(t);
  await person.button('Home').focus();
  await person.page.keyboard.press('Control+A');
  const text = await copied(person);
  for (const line of kLines) assert.ok(text.includes(`Paraphrase: ${line}`), text);
  assert.ok(!text.includes('Change the line'), text);

  await person.line('The pager').getByRole('button', {name: /^Change the line/}).click();
  await person.button('Copy').focus();
  await person.page.keyboard.press('Enter');
  await person.reads('The line is copied.');
  assert.match(await person.page.evaluate(() => navigator.clipboard.readText()),
      new RegExp(`^\\d\\d:\\d\\d Paraphrase: ${kLines[0]}$`));
});

test('select: a press on a line leaves typing where it is, and its button works', async (t) => {
  const person = await begins(t);
  await person.field('Note').focus();
  await person.page.keyboard.type('half a th');
  await words(person, 'The pager').click();
  await person.page.keyboard.type('ought');
  assert.equal(await person.field('Note').inputValue(), 'half a thought');
  await person.line('The pager').getByRole('button', {name: /^Change the line/}).click();
  await person.button('Strike').waitFor();
});

// A browser without a touch screen marks nothing on a long press (docs/devices.md has the step).
test('select: a finger that rests on a line meets text that can be marked', async (t) => {
  const person = await begins(t, {touch: true, width: 400, height: 900});
  const box = await words(person, 'The pager').boundingBox();
  assert.ok(box);
  const met = await person.page.evaluate(([x, y]) => {
    const element = document.elementFromPoint(x, y);
    return element && [getComputedStyle(element).userSelect, element.closest('.selectable') !== null];
  }, [box.x + 60, box.y + 10]);
  assert.deepEqual(met, ['text', true]);
});

test('select: what a translator puts in place of a line stays until the line changes', async (t) => {
  const person = await begins(t);
  await words(person, 'The pager').evaluate((element) => {
    element.innerHTML = '<font><font>Der Piepser ging um vier</font></font>';
    document.documentElement.classList.add('translated-ltr');
  });
  const seen = await person.page.getByText('Der Piepser ging um vier').evaluate(
      (element) => getComputedStyle(element).color);
  assert.notEqual(seen, 'rgba(0, 0, 0, 0)', 'it is seen');
  await person.notes('One more.');
  await person.page.getByText('Der Piepser ging um vier').waitFor();
  assert.equal(await person.page.locator('#mirror').getAttribute('translate'), 'no');
});
