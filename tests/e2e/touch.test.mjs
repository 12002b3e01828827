// Fingers: scrolling at the browser's own feel, pinch for the size of text, long press and swipe,
// the soft keyboard, the edges of the screen, and every width. Gestures are the browser's real ones.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {count_while_idle} from '../web/rig.mjs';
import {assert_soon, Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

const kPhone = {width: 400, height: 900, touch: true};

/** @param {import('node:test').TestContext} t */
async function in_an_interview(t, {lines = 0, before, ...size} = kPhone) {
  const {browser, person, page} = await at_home(t, {again: true, ...size, before});
  await person.starts_with('Ada Lindgren');
  for (let number = 1; number <= lines; ++number) {
    await person.page.keyboard.insertText(`Line ${number} of what was said`);
    await person.page.keyboard.press('Enter');
  }
  if (lines > 0) await person.line(`Line ${lines} of`).waitFor();
  const cdp = await browser.context.newCDPSession(person.page);
  return {browser, person, cdp, page};
}

/** What scrolls the lines. @param {Person} person */
const notes = (person) => person.page.getByRole('region', {name: 'Lines of this 1:1'});
/** @param {Person} person */
const scrolled = (person) => notes(person).evaluate((one) => one.scrollTop);

/** @param {import('playwright-core').Locator} locator */
async function middle(locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}

/** @param {any} cdp @param {'Start'|'Move'|'End'|'Cancel'} phase @param {object[]} points */
const touch = (cdp, phase, ...points) => cdp.send('Input.dispatchTouchEvent',
    {type: `touch${phase}`, touchPoints: points});
/** Between two moves of a finger, as a touch screen tells them. */
const kTouchEveryMs = 8;

/**
 * A finger that goes `by` pixels down (or up) and lets go on the way. Not synthesizeScrollGesture:
 * its touches do not scroll anything in this browser, not even a plain page.
 * @param {any} cdp @param {{x: number, y: number}} from @param {number} by
 */
async function drags(cdp, {x, y}, by, steps = 20) {
  const begin = Date.now();
  const tell = (/** @type {string} */ phase, /** @type {number} */ step, /** @type {object[]} */
      touchPoints) => cdp.send('Input.dispatchTouchEvent', {type: `touch${phase}`, touchPoints,
    timestamp: (begin + step * kTouchEveryMs) / 1000});
  await tell('Start', 0, [{x, y}]);
  for (let step = 1; step <= steps; ++step) {
    await tell('Move', step, [{x, y: y + by * step / steps}]);
  }
  await tell('End', steps, []);
}

/** The line's own button. @param {Person} person @param {string} text */
const more = (person, text) => person.line(text).getByRole('button', {name: /^Change the line/});

test('a finger scrolls the lines, also from a button, which is then not pressed', async (t) => {
  const {person, cdp} = await in_an_interview(t, {...kPhone, lines: 40});
  const end = await scrolled(person);
  assert.ok(end > 500, `scrolled to the end: ${end}`);
  const from = await middle(more(person, 'Line 36 of'));
  await drags(cdp, from, 300);
  await assert_soon(async () => assert.ok(await scrolled(person) < end - 200));
  const buttons = person.lines().getByRole('button', {name: /^Change the line/, expanded: true});
  assert.equal(await buttons.count(), 0);
  // And what is drawn is what is there: the program follows.
  const top = await scrolled(person);
  await assert_soon(async () => {
    const box = await notes(person).boundingBox();
    const seen = await person.lines().evaluateAll((rows, edges) => rows.some((row) => {
      const {top, bottom} = row.getBoundingClientRect();
      return top <= edges.top + 20 && bottom > edges.top;
    }), {top: box?.y ?? 0});
    assert.ok(seen, `rows are there at ${top}`);
  });
});

test('a flick goes on by itself', async (t) => {
  const {person, cdp} = await in_an_interview(t, {...kPhone, lines: 40});
  const end = await scrolled(person);
  await drags(cdp, await middle(notes(person)), 200, 6);
  await assert_soon(async () => assert.ok(await scrolled(person) < end - 260,
      `${end} to ${await scrolled(person)}`));
});

test('a slow finger leaves the end of the lines by a few pixels at a time', async (t) => {
  const {person, cdp} = await in_an_interview(t, {...kPhone, lines: 40});
  // The last line is in the tree a moment before the lines are scrolled to it.
  await assert_soon(async () => assert.ok(await notes(person).evaluate((one) =>
    one.scrollHeight - one.clientHeight - one.scrollTop < 2)));
  await sees_field_and_last_line(person, kPhone.height);
  await person.page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
  const end = await scrolled(person);
  const {x, y} = await middle(notes(person));
  await touch(cdp, 'Start', {x, y});
  let before = end;
  for (let by = 2; by <= 120; by += 2) {
    await touch(cdp, 'Move', {x, y: y + by});
    // The program has had its say about each of these steps.
    await person.page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
    const now = await scrolled(person);
    assert.ok(now <= before, `back from ${before} to ${now}, ${by} pixels from ${end}`);
    before = now;
  }
  await touch(cdp, 'End');
  assert.ok(before < end - 80, `${end} to ${before}`);
});

test('a pull at the top neither moves the page nor loads it anew', async (t) => {
  const {person, cdp, page} = await in_an_interview(t, {...kPhone, lines: 3});
  await page.evaluate(() => (/** @type {any} */ (window).still_here = true));
  await drags(cdp, await middle(notes(person)), 400);
  const state = await page.evaluate(() => ({
    here: /** @type {any} */ (window).still_here, y: window.scrollY,
    root: getComputedStyle(document.documentElement).overscrollBehaviorY,
    inner: [...document.querySelectorAll('.scroller')]
        .map((one) => getComputedStyle(one).overscrollBehaviorY),
  }));
  assert.equal(state.here, true);
  assert.equal(state.y, 0);
  assert.equal(state.root, 'none');
  assert.ok(state.inner.length > 0 && state.inner.every((one) => one === 'contain'));
});

test('a long press on a line opens what can be done with it', async (t) => {
  const {person, cdp} = await in_an_interview(t, {...kPhone, lines: 3});
  const at = await middle(person.line('Line 2 of').getByText('Line 2 of'));
  await touch(cdp, 'Start', at);
  await person.line('Line 2 of').getByRole('button', {name: 'Strike'}).waitFor();
  await touch(cdp, 'End');
  assert.equal(await more(person, 'Line 2 of').getAttribute('aria-expanded'), 'true');
  // The same again does not close it; the button does.
  const field = await person.field('Note').evaluate((one) => one === document.activeElement);
  assert.equal(field, true, 'the field keeps the keyboard');
  await more(person, 'Line 2 of').tap();
  await person.button('Strike').waitFor({state: 'detached'});
});

test('a swipe across a line opens the same, and does not scroll', async (t) => {
  const {person, cdp} = await in_an_interview(t, {...kPhone, lines: 30});
  const before = await scrolled(person);
  const {x, y} = await middle(person.line('Line 28 of').getByText('Line 28 of'));
  await touch(cdp, 'Start', {x, y});
  for (let by = 10; by <= 80; by += 10) await touch(cdp, 'Move', {x: x - by, y: y + by / 10});
  await touch(cdp, 'End');
  await person.line('Line 28 of').getByRole('button', {name: 'Strike'}).waitFor();
  assert.ok(await scrolled(person) >= before);
});

test('a line goes with the finger that sweeps it, and does nothing before that is lifted', async (t) => {
  const {person, cdp, page} = await in_an_interview(t, {...kPhone, lines: 6});
  const text = person.line('Line 4 of').getByText('Line 4 of');
  const other = person.line('Line 3 of').getByText('Line 3 of');
  const strike = person.line('Line 4 of').getByRole('button', {name: 'Strike'});
  const left = async (/** @type {import('playwright-core').Locator} */ one) =>
      (await one.boundingBox())?.x;
  const before = await left(text);
  const {x, y} = await middle(text);
  const is_at = (/** @type {number} */ by) => assert_soon(async () =>
      assert.equal(await left(text), /** @type {number} */ (before) + by));
  // The part of the picture that is left free at the end of the line, with its sign.
  const sign = async () => (await page.screenshot({clip: {x: 344, y: y - 22, width: 40, height: 44}}))
      .toString('base64');
  const covered = await sign();
  await touch(cdp, 'Start', {x, y});
  for (const by of [-12, -24, -36]) {
    await touch(cdp, 'Move', {x: x + by, y: y + 1});
    await is_at(by);
  }
  assert.equal(await left(other), before, 'the other lines stay');
  await touch(cdp, 'End');
  await is_at(0);
  assert.equal(await strike.count(), 0, 'lifted too soon');
  await assert_soon(async () => assert.equal(await sign(), covered));

  await touch(cdp, 'Start', {x, y});
  await touch(cdp, 'Move', {x: x - 30, y});
  await touch(cdp, 'Move', {x: x - 60, y});
  await is_at(-60);
  await assert_soon(async () => assert.notEqual(await sign(), covered));
  await touch(cdp, 'Move', {x: x - 20, y});
  await is_at(-20);
  await touch(cdp, 'Move', {x: x - 300, y});
  await is_at(-96);
  if (process.env.QUIETROOM_PICTURES) {
    await page.screenshot({path: `${process.env.QUIETROOM_PICTURES}/swiped.png`});
  }
  assert.equal(await strike.count(), 0, 'the finger is still there');
  await touch(cdp, 'End');
  await strike.waitFor();
  await is_at(0);
  assert.equal(await person.lines().getByRole('button', {expanded: true}).count(), 1);

  // One that the browser takes for something else lets go of the line too.
  const third = await middle(other);
  await touch(cdp, 'Start', third);
  await touch(cdp, 'Move', {x: third.x + 70, y: third.y});
  await assert_soon(async () => assert.equal(await left(other), /** @type {number} */ (before) + 70));
  await touch(cdp, 'Cancel');
  await assert_soon(async () => assert.equal(await left(other), before));
  assert.equal(await person.lines().getByRole('button', {expanded: true}).count(), 1);
});

test('two fingers change the size of the text, which is kept and can be set back', async (t) => {
  const {person, cdp, page} = await in_an_interview(t, {...kPhone, lines: 12});
  const size = () => person.lines().last().getByText('of what was said')
      .evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
  const before = await size();
  await cdp.send('Input.synthesizePinchGesture',
      {...await middle(notes(person)), scaleFactor: 1.6, gestureSourceType: 'touch'});
  await assert_soon(async () => assert.ok(await size() >= before * 1.4, `${await size()}`));
  assert.equal(await page.evaluate(() => window.visualViewport?.scale), 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, 400);
  const large = await size();

  await page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  await person.line('Line 12 of').waitFor();
  assert.equal(await size(), large);
  await person.field('Note').focus();
  await page.keyboard.press('Alt+0');
  await assert_soon(async () => assert.equal(await size(), before));
  await page.keyboard.press('Alt+-');
  await assert_soon(async () => assert.ok(await size() < before));
  await page.keyboard.press('Alt+=');
  await assert_soon(async () => assert.equal(await size(), before));
});

test('settings have the size of the text as buttons', async (t) => {
  const {person} = await at_home(t, kPhone);
  await person.presses('Settings');
  await person.reads('100 %');
  await person.presses('Larger text');
  await person.reads('110 %');
  for (let step = 0; step < 4; ++step) await person.presses('Larger text');
  await person.reads('200 %');
  assert.equal(await person.button('Larger text').getAttribute('aria-disabled'), 'true');
  await person.presses('As the device');
  await person.reads('100 %');
  await person.presses('Smaller text');
  await person.reads('90 %');
});

/** A visual viewport that a test can shrink, as a soft keyboard does. */
function with_soft_keyboard() {
  const visual = Object.assign(new EventTarget(), {height: 0, offsetTop: 0, offsetLeft: 0, scale: 1});
  Object.defineProperty(visual, 'width', {get: () => window.innerWidth});
  visual.height = window.innerHeight;
  window.addEventListener('resize', () => (visual.height = window.innerHeight));
  Object.defineProperty(window, 'visualViewport', {get: () => visual});
  Object.assign(window, {put_keyboard: (/** @type {number} */ high) => {
    visual.height = window.innerHeight - high;
    visual.dispatchEvent(new Event('resize'));
  }});
}

/** @param {Person} person @param {number} bottom Where the free part of the screen ends. */
async function sees_field_and_last_line(person, bottom) {
  await assert_soon(async () => {
    const field = await person.field('Note').boundingBox();
    const line = await person.lines().last().boundingBox();
    const view = await notes(person).boundingBox();
    assert.ok(field && line && view);
    assert.ok(field.y >= 0 && field.y + field.height <= bottom, `field ends at ${field.y +
        field.height} of ${bottom}`);
    assert.ok(line.y >= view.y - 1 && line.y + line.height <= field.y,
        `last line from ${line.y} to ${line.y + line.height}, field at ${field.y}`);
  });
}

test('the field and the last line stay above a soft keyboard', async (t) => {
  const {person, page} = await in_an_interview(t,
      {...kPhone, lines: 30, before: with_soft_keyboard});
  await person.field('Note').focus();
  await sees_field_and_last_line(person, 900);
  for (const high of [380, 300]) {
    await page.evaluate((one) => /** @type {any} */ (window).put_keyboard(one), high);
    await sees_field_and_last_line(person, 900 - high);
  }
  await person.notes('Written above the keyboard');
  await sees_field_and_last_line(person, 600);
  await page.evaluate(() => /** @type {any} */ (window).put_keyboard(0));
  await sees_field_and_last_line(person, 900);
});

test('what is read further up does not move while the field grows', async (t) => {
  const {person, page} = await in_an_interview(t, {...kPhone, lines: 40});
  await notes(person).evaluate((one) => (one.scrollTop = 400));
  const row = person.lines().filter({hasText: /Line 1\d of/});
  const at = async () => (await row.first().boundingBox())?.y;
  await assert_soon(async () => assert.ok((await row.count()) > 3));
  const field = async () => (await person.field('Note').boundingBox())?.height ?? 0;
  const low = await field();
  const before = await at();
  await person.field('Note').focus();
  for (const word of ['one', 'two', 'three']) {
    await page.keyboard.type(word);
    await page.keyboard.press('Shift+Enter');
  }
  await assert_soon(async () => assert.ok(await field() > low + 20));
  assert.equal(await at(), before);
  assert.equal(await scrolled(person), 400);
});

test('a device that is turned keeps what is read, the keyboard and the text', async (t) => {
  const {person, page} = await in_an_interview(t, {...kPhone, width: 820, height: 1180, lines: 60});
  await person.field('Note').focus();
  await page.keyboard.type('half a sent');
  await notes(person).evaluate((one) => (one.scrollTop = 700));
  const first = () => notes(person).evaluate((one) => {
    const top = one.getBoundingClientRect().top;
    const rows = [...one.querySelectorAll('[role=listitem]')];
    return rows.find((row) => row.getBoundingClientRect().bottom > top + 2)?.textContent;
  });
  // Until the program has heard of the scrolling, the first row that there is lies further down.
  await assert_soon(async () => assert.ok(await notes(person).evaluate((one) => {
    const {top} = one.getBoundingClientRect();
    return [...one.querySelectorAll('[role=listitem]')].some((row) => {
      const box = row.getBoundingClientRect();
      return box.top <= top + 12 && box.bottom > top + 2;
    });
  })));
  const before = await first();
  for (const size of [{width: 1180, height: 820}, {width: 400, height: 1180},
    {width: 820, height: 1180}]) {
    await page.setViewportSize(size);
    await page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
    await assert_soon(async () => assert.equal(await first(), before));
    const field = person.field('Note');
    assert.equal(await field.inputValue(), 'half a sent');
    assert.equal(await field.evaluate((one) => one === document.activeElement), true);
  }
});

test('nothing lies under the corners and bars of the screen', async (t) => {
  const {person, cdp, page} = await in_an_interview(t, {...kPhone, width: 900, height: 400, lines: 3, own: true});
  const stage = () => page.locator('#stage').boundingBox();
  const turned_to = (/** @type {object} */ insets) =>
      cdp.send('Emulation.setSafeAreaInsetsOverride', {insets});
  await turned_to({top: 0, left: 0, right: 59, bottom: 0});
  await assert_soon(async () => assert.deepEqual(await stage(), {x: 0, y: 0, width: 841, height: 400}));
  // Nothing is under way any more that would measure the edges anyway, as a new focus does.
  await count_while_idle(page, 1000);
  await turned_to({top: 0, left: 47, right: 47, bottom: 21});
  await assert_soon(async () => assert.deepEqual(await stage(), {x: 47, y: 0, width: 806, height: 379}));
  await sees_field_and_last_line(person, 379);
  await more(person, 'Line 3 of').tap();
  await person.button('Strike').waitFor();
});

const kSizes = [[320, 480], [320, 568], [400, 900], [820, 1180], [900, 400], [1280, 800],
  [1920, 1080], [2560, 1440]];

test('the 1:1 works at every size: field and last line are seen, nothing is cut off', async (t) => {
  const {person, page} = await in_an_interview(t, {...kPhone, lines: 12});
  for (const [width, height] of kSizes) {
    await page.setViewportSize({width, height});
    await sees_field_and_last_line(person, height);
    const beyond = await page.evaluate(() => [...document.querySelectorAll('#mirror [data-node]')]
        .map((one) => ({box: one.getBoundingClientRect(), name: one.getAttribute('aria-label') ??
            one.textContent}))
        .filter(({box}) => box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1))
        .map(({name}) => name));
    assert.deepEqual(beyond, [], `${width} x ${height}`);
    const lines = await person.lines().last().boundingBox();
    assert.ok(lines && lines.width <= 700, 'not wider than is read well');
  }
});
