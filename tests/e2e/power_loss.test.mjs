// Loss of power: the browser is killed with all its processes. What it had acknowledged is there
// afterwards: each line that was shown, and the field's text that was said to be saved.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person, start_browser} from './support/app.mjs';
import {at_home, kHome, kSmall, way_home} from './support/moved_in.mjs';

const kRounds = 20;
const kLinesMax = 6;

/** The same numbers in every run, so that a failure can be had again. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** The lines that somebody wants to write in a round. @param {number} round */
function script_of(round) {
  return Array.from({length: kLinesMax}, (_, at) => `Round ${round}, sentence ${at} of the story.`);
}

/**
 * Reports every line to `shown` as soon as it is in the tree, from within the page: what has been
 * reported was shown before the browser died.
 * @param {import('playwright-core').Page} page @param {(text: string) => void} shown
 */
async function watch_lines(page, shown) {
  await page.exposeFunction('shown', shown);
  await page.evaluate(() => {
    const seen = new Set();
    const look = () => {
      for (const row of document.querySelectorAll('[role=list][aria-label=Lines] [role=listitem]')) {
        const text = row.textContent?.match(/Round \d+, sentence \d+ of the story\./)?.[0];
        if (text && !row.textContent?.includes('Not saved yet') && !seen.has(text)) {
          seen.add(text);
          /** @type {any} */ (window).shown(text);
        }
      }
    };
    new MutationObserver(look).observe(document.body,
        {subtree: true, childList: true, characterData: true});
  });
}

test(`killed ${kRounds} times while typing: no acknowledged word is lost`, async (t) => {
  const below = numbers(20261122);
  /** @type {string[][]} What each round's 1:1 held when it was looked at after the kill. */
  const found = [];
  let {server, browser, person} = await at_home(t, {own: true, ...kSmall});
  const {profile} = browser;

  for (let round = 0; round < kRounds; ++round) {
    const script = script_of(round);
    /** @type {string[]} */
    const shown = [];
    await person.starts_with(`Person ${round}`);
    await watch_lines(person.page, (text) => shown.push(text));
    let acknowledged = '';
    if (round % 2 === 0) {
      await type_until(person, script, shown, 1 + below(kLinesMax - 1), below(20));
    } else {
      acknowledged = await type_and_wait_until_saved(person, script, 8 + below(20));
    }
    await browser.kill();

    browser = await start_browser(t, {...kSmall, profile, arguments: way_home(server)});
    person = await Person.open(browser, kHome);
    await person.unlocks();
    await person.goes_on_with(new RegExp(`Person ${round}\\b`));
    const lines = await person.line_texts();
    const field = await person.field('Note').inputValue();
    assert.deepEqual(lines, script.slice(0, lines.length), `round ${round}: in order, none twice`);
    assert.ok(lines.length >= shown.length, `round ${round}: of ${shown} only ${lines} are there`);
    assert.ok((script[lines.length] ?? '').startsWith(field),
        `round ${round}: the field goes on where the lines end, not with "${field}"`);
    assert.ok(field.startsWith(acknowledged), `round ${round}: "${acknowledged}" was saved`);
    found.push(lines);
    await person.presses('Home');
    await person.sees('Start a 1:1 now');
  }

  for (const [round, lines] of found.entries()) {
    await person.goes_on_with(new RegExp(`Person ${round}\\b`));
    assert.deepEqual(await person.line_texts(), lines, `round ${round}, looked at again`);
    await person.presses('Home');
    await person.sees('Start a 1:1 now');
  }
});

/**
 * Keeps line after line, without waiting, until `count` were shown; then types `more` letters.
 * @param {Person} person @param {string[]} script @param {string[]} shown
 * @param {number} count @param {number} more
 */
async function type_until(person, script, shown, count, more) {
  await person.field('Note').focus();
  const {keyboard} = person.page;
  let sent = 0;
  for (; sent < script.length && shown.length < count; ++sent) {
    await keyboard.insertText(script[sent]);
    await keyboard.press('Enter');
  }
  // On a busy machine more lines are on their way than were shown, perhaps all.
  await keyboard.type((script[sent] ?? '').slice(0, more));
}

/**
 * Keeps one line, then puts `count` letters of the next into the field at once and waits until they
 * are said to be saved. Returns these letters.
 * @param {Person} person @param {string[]} script @param {number} count
 */
async function type_and_wait_until_saved(person, script, count) {
  const text = script[1].slice(0, count);
  await person.notes(script[0]);
  const saving = person.page.getByText('Saving', {exact: true}).waitFor();
  await person.page.keyboard.insertText(text);
  await saving;  // Or the word "saved" would still be about what was there before.
  await person.page.getByText('Saved on this device', {exact: true}).waitFor();
  return text;
}

test('a reload in the middle of a sentence keeps lines and sentence', async (t) => {
  const {person} = await at_home(t, kSmall);
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.keyboard.type('I thought it was the');
  await person.page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
  assert.equal(await person.field('Note').inputValue(), 'I thought it was the');
});
