// The small window beside a video call: a panel over all windows, or a window that takes the store,
// or the words that help.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assert_soon, Person, start_browser, test_if_long} from './support/app.mjs';
import {at_home, kHome, way_home} from './support/moved_in.mjs';

/** @param {import('node:test').TestContext} t @param {() => void} [before] Runs in every page. */
async function in_an_interview(t, before) {
  const {browser, person, server} = await at_home(t, {before});
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  return {browser, person, server};
}

/** Presses the button and gives the window that it opens. @param {Person} person */
async function opens(person, size = {width: 400, height: 700}) {
  const opened = person.page.context().waitForEvent('page');
  await person.presses('Small window');
  const page = await opened;
  await page.setViewportSize(size);
  return new Person(page);
}

const without_panels = () => {
  // @ts-ignore
  delete window.documentPictureInPicture;
};

/** Where the last line and the field are, in the window. @param {Person} person */
async function places(person) {
  const field = await person.field('Note').boundingBox();
  const line = await person.lines().last().boundingBox();
  const size = person.page.viewportSize();
  assert.ok(field && line && size);
  return {field, line, size};
}

/** @param {Person} person */
async function sees_field_and_last_line(person) {
  await assert_soon(async () => {
    const {field, line, size} = await places(person);
    assert.ok(field.y + field.height <= size.height && field.y >= 0, 'the field is seen');
    assert.ok(field.x >= 0 && field.x + field.width <= size.width, 'the field has room');
    assert.ok(line.y + Math.min(line.height, 44) <= field.y, 'the last line is above the field');
  });
}

test('a panel: the 1:1 goes on in it, and comes back with the text and the keyboard', async (t) => {
  const {person, browser} = await in_an_interview(t);
  await person.page.keyboard.type('I thought it');
  const panel = await opens(person);
  await panel.field('Note').waitFor();
  assert.equal(await panel.field('Note').inputValue(), 'I thought it');
  await person.sees('In the small window');
  assert.equal(await person.page.locator('#mirror').count(), 0);

  await panel.page.keyboard.type(' was a drill.');
  await panel.page.keyboard.press('Enter');
  await panel.line('I thought it was a drill.').waitFor();
  await sees_field_and_last_line(panel);
  // One hand on the keyboard: kinds and items by keys, as ever.
  await panel.page.keyboard.press('Alt+q');
  await assert_soon(async () => assert.equal(
      await panel.choice('Kind of line', 'Quote').getAttribute('aria-checked'), 'true'));
  await panel.page.keyboard.press('Alt+ArrowDown');
  await panel.button(/^2 of /).waitFor();
  await panel.notes('It was not.');
  await panel.page.keyboard.type('And then');

  await person.presses('Bring it back here');
  await person.line('It was not.').waitFor();
  assert.equal(await person.field('Note').inputValue(), 'And then');
  assert.equal(await person.field('Note').evaluate((one) => one === document.activeElement), true);
  await person.page.keyboard.type(' home.');
  await person.page.keyboard.press('Enter');
  await person.line('And then home.').waitFor();
  await assert_soon(async () => assert.equal(panel.page.isClosed(), true));
  assert.deepEqual(browser.complaints, []);
});

test_if_long('a panel that is closed by its own cross loses nothing', async (t) => {
  const {person} = await in_an_interview(t);
  const panel = await opens(person);
  await panel.field('Note').fill('half a sent');
  await panel.page.close();
  await person.field('Note').waitFor();
  assert.equal(await person.field('Note').inputValue(), 'half a sent');
  await person.button('Small window').waitFor();
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
});

test_if_long('a panel as small as can be, and a large one: field and last line are seen', async (t) => {
  const {person} = await in_an_interview(t);
  const panel = await opens(person, {width: 320, height: 480});
  await panel.notes('A second line, long enough that it takes more than one row in a window as ' +
      'small as this one is.');
  await sees_field_and_last_line(panel);
  for (const size of [{width: 400, height: 700}, {width: 900, height: 400}]) {
    await panel.page.setViewportSize(size);
    await sees_field_and_last_line(panel);
  }
});

test('notes are kept while the tab that opened the panel is behind another one', async (t) => {
  const {person, browser, server} = await in_an_interview(t);
  const panel = await opens(person);
  // The browser under test never really hides a tab. As far as a page can tell, this one is hidden:
  // it says so, and gets no frames any more.
  await person.page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});
    document.dispatchEvent(new Event('visibilitychange'));
  });
  for (const text of ['One.', 'Two.', 'Three.']) await panel.notes(text);
  await panel.page.keyboard.type('not yet a li');
  await panel.page.getByText('Saving', {exact: true}).waitFor();
  await panel.page.getByText('Saved on this device').waitFor();

  // The store has them: another window reads them, whatever becomes of this one.
  await browser.kill();
  const again = await start_browser(t, {profile: browser.profile, arguments: way_home(server)});
  const person_again = await Person.open(again, kHome);
  await person_again.unlocks();
  await person_again.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person_again.line_texts(),
      ['The pager rang at four.', 'One.', 'Two.', 'Three.']);
  assert.equal(await person_again.field('Note').inputValue(), 'not yet a li');
});

test('without panels a small window takes the store, and gives it back when it closes', async (t) => {
  const {person} = await in_an_interview(t, without_panels);
  await person.page.keyboard.type('I thought it');
  const small = await opens(person);
  await small.unlocks();
  await small.goes_on_with(/Ada Lindgren/);
  assert.equal(await small.field('Note').inputValue(), 'I thought it');
  await person.sees('In the small window');
  assert.doesNotMatch(await person.page.content(), /Lindgren|pager/);
  await small.page.keyboard.press('Enter');
  await small.line('I thought it').waitFor();
  await sees_field_and_last_line(small);

  await small.page.close();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.', 'I thought it']);
});

test_if_long('what went into a small window can be called back, and the window closes', async (t) => {
  const {person} = await in_an_interview(t, without_panels);
  const small = await opens(person);
  await small.unlocks();
  await small.goes_on_with(/Ada Lindgren/);
  await small.page.keyboard.type('in the small o');
  const closed = small.page.waitForEvent('close');
  await person.presses('Bring it back here');
  await closed;
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.equal(await person.field('Note').inputValue(), 'in the small o');
  await person.button('Small window').waitFor();
});

test('where there is no second window at all, it says what helps', async (t) => {
  const {person} = await in_an_interview(t, () => {
    // @ts-ignore
    delete window.documentPictureInPicture;
    window.open = () => null;
  });
  await person.presses('Small window');
  await person.reads(/This browser opens no small window\. Put this one beside the call/);
  assert.equal(await person.field('Note').isVisible(), true);
});
