// What every test in the other engines needs: the site, a browser with a profile of its own, and
// somebody who uses the program by the roles and names of its controls. The words are those of
// tests/e2e/support/app.mjs, so that who knows one suite can read the other.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {at_end, kPassphrase, profile_for, serve} from '../../e2e/support/app.mjs';
import {Chromium} from './chromium.mjs';
import {start_display} from './display.mjs';
import {Firefox} from './firefox.mjs';
import {ScreenReader} from './screen_reader.mjs';
import {WebKit} from './webkit.mjs';

export {at_end, kPassphrase, profile_for, serve};
export {Chromium} from './chromium.mjs';
export {Firefox} from './firefox.mjs';
export {WebKit} from './webkit.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {typeof Chromium | typeof Firefox | typeof WebKit} EngineKind */

/** One for all tests of a file. @type {ReturnType<typeof start_display>|null} */
let display = null;

/**
 * A screen reader for browsers that are started with it, ended after the test.
 * @param {import('node:test').TestContext} t
 */
export async function start_screen_reader(t) {
  display ??= start_display();
  const reader = await ScreenReader.start((await display).variables);
  at_end(t, () => reader.stop());
  return reader;
}

/**
 * A browser that is closed after the test.
 * @param {import('node:test').TestContext} t @param {EngineKind} kind
 * @param {{profile?: string, is_private?: boolean, reader?: ScreenReader}} [options] `profile`:
 *   another browser's of the same test, to go on with what that one has stored. `reader`: who
 *   reads it; without one it finds no bus to tell anything to.
 */
export async function start_engine(t, kind, {profile = profile_for(t), is_private, reader} = {}) {
  display ??= start_display();
  const variables = reader?.variables ?? (await display).variables;
  const engine = await kind.start(
      {profile: join(profile, kind.name), display: variables, is_private});
  at_end(t, async () => {
    if (t.passed === false) await tell_what_is_shown(engine);
    await engine.close();
  });
  return engine;
}

/** Ends the screen; a file's last hook. */
export async function stop_display() {
  const shown = await display;
  display = null;
  await shown?.stop();
}

/** @param {Engine} engine */
async function tell_what_is_shown(engine) {
  await engine.evaluate(() => document.body.innerText.slice(0, 4000)).then(console.log, console.log);
}

/** Somebody at the one page of an engine. */
export class Person {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * Opens the program and waits for its first screen.
   * @param {Engine} engine @param {string} url
   */
  static async open(engine, url) {
    await engine.open(url);
    const person = new Person(engine);
    await person.finds('[data-node]', '');
    return person;
  }

  /**
   * The middle of the first control that is shown, is not disabled and has this name; waits for it.
   * @param {string} selector @param {string|RegExp} name Empty: any.
   * @returns {Promise<{x: number, y: number, name: string, value: string}>}
   */
  async finds(selector, name) {
    return this.engine.until(find, [selector, ...pattern_of(name)]);
  }

  /**
   * Clicks it where it stands once the program has answered all that was typed before: an answer
   * may move what is below it.
   * @param {string} selector @param {string|RegExp} name
   */
  async clicks(selector, name) {
    await this.finds(selector, name);
    await this.engine.evaluate(program_is_at_rest);
    const {x, y} = await this.finds(selector, name);
    await this.engine.clicks_at(x, y);
  }

  /** Waits until the screen with this heading is shown. @param {string|RegExp} name */
  async sees(name) {
    await this.finds('[role=heading]', name);
  }

  /** Waits for a text that anybody can read. @param {string|RegExp} text */
  async reads(text) {
    await this.finds('*', text);
  }

  /** @param {string|RegExp} name */
  async presses(name) {
    await this.clicks('button, a', name);
  }

  /** Puts the keyboard into a field by clicking it. @param {string} field */
  async goes_into(field) {
    await this.clicks('input, textarea', field);
    await this.engine.until(has_keyboard, [field]);
  }

  /** @param {string} field */
  async value_of(field) {
    return (await this.finds('input, textarea', field)).value;
  }

  /** @param {string} text Characters that have keys. */
  async types(text) {
    await this.engine.presses_keys([...text]);
  }

  /** @param {string} field Empty before. @param {string} text */
  async writes(field, text) {
    await this.goes_into(field);
    await this.types(text);
    assert.equal(await this.value_of(field), text, `what was typed into "${field}"`);
  }

  /** The first field of a new screen has the keyboard already. @param {string} field */
  async has_keyboard_in(field) {
    await this.engine.until(has_keyboard, [field]);
  }

  // ---- getting in --------------------------------------------------------------------------------

  /** The whole first run. */
  async sets_up(passphrase = kPassphrase) {
    await this.presses('Choose a passphrase');
    await this.sees('Choose a passphrase');
    await this.writes('Passphrase', passphrase);
    await this.writes('The same again', passphrase);
    await this.presses('Use this passphrase');
    await this.sees('Your recovery code');
    const words = await this.engine.evaluate(() =>
        [...document.querySelectorAll('[role=list][aria-label="Recovery code"] [role=listitem]')]
            .map((row) => (row.textContent ?? '').match(/[a-z]+$/)?.[0] ?? ''));
    await this.presses('I have written it down');
    await this.sees('Three of the words');
    const asked = await this.engine.evaluate(() => [...document.querySelectorAll('input')]
        .map((field) => field.ariaLabel ?? field.getAttribute('aria-label') ?? ''));
    for (const label of asked) {
      await this.writes(label, words[Number(label.slice('Word '.length)) - 1]);
    }
    await this.presses('Check the words');
    await this.sees('Before you begin');
    await this.presses('Go on');
    await this.sees('Start a 1:1 now');
  }

  /** From the locked screen to whatever it leads to. */
  async unlocks(passphrase = kPassphrase) {
    await this.writes('Passphrase', passphrase);
    await this.engine.presses_keys(['Enter']);
    await this.engine.until(() => ![...document.querySelectorAll('[role=heading]')].some(
        (one) => one.textContent === 'Unlock'));
  }

  // ---- a 1:1 -------------------------------------------------------------------------------------

  /** @param {string} name */
  async starts_with(name) {
    await this.writes('With whom', name);
    await this.presses('Start');
    await this.has_keyboard_in('Note');
  }

  /** Types a line, keeps it with Enter and waits until it is shown as saved. @param {string} text */
  async notes(text) {
    await this.types(text);
    await this.keeps(text);
  }

  /** Types into the note field and waits until what stands there is saved. @param {string} text */
  async drafts(text) {
    await this.types(text);
    await this.reads('Saving');  // Or the word "saved" would still be about what was there before.
    await this.reads('Saved on this device');
  }

  /** Keeps what is in the field, which is `text`. @param {string} text */
  async keeps(text) {
    await this.engine.presses_keys(['Enter']);
    await this.engine.until(has_saved_line, [text]);
  }

  /** The lines that are shown as saved. */
  async saved_lines() {
    return this.engine.evaluate(lines_of, true);
  }

  /** Takes back what stands in the note field, and waits until that is saved. */
  async empties_note() {
    const {length} = await this.value_of('Note');
    if (length === 0) return;
    await this.engine.presses_keys(['End', ...Array(length).fill('Backspace')]);
    assert.equal(await this.value_of('Note'), '');
    await this.engine.until(() => ![...document.querySelectorAll('#mirror *')].some(
        (one) => /^(Saving|Saved on this device|Not saved yet)$/.test(one.textContent ?? '')));
  }

  /** What the lines say, without their time and marks; the tree holds those near the screen. */
  async line_texts() {
    return this.engine.evaluate(lines_of, false);
  }
}

/** @param {string|RegExp} name @returns {[string, boolean]} For find(): the pattern, and if it is one. */
function pattern_of(name) {
  return name instanceof RegExp ? [name.source, true] : [name, false];
}

// ---- these run in the page, alone ----------------------------------------------------------------

/** @param {string} selector @param {string} name @param {boolean} is_pattern */
function find(selector, name, is_pattern) {
  for (const one of document.querySelectorAll(`#mirror :is(${selector})`)) {
    const field = one.matches('input, textarea');
    const own = one.getAttribute('aria-label') ??
        (one.firstElementChild && selector === '*' ? '' : one.textContent ?? '');
    if (is_pattern ? !new RegExp(name).test(own) : name !== '' && own !== name) continue;
    if (one.closest('[inert]') || one.getAttribute('aria-disabled') === 'true') continue;
    one.scrollIntoView({block: 'nearest'});
    const box = one.getBoundingClientRect();
    return {x: box.x + box.width / 2, y: box.y + box.height / 2, name: own,
      value: field ? /** @type {HTMLInputElement} */ (one).value : ''};
  }
  return null;
}

/** The program answers in turn; Firefox shows a page's own names to a driver only behind this one. */
async function program_is_at_rest() {
  const page = /** @type {any} */ (window);
  await (page.wrappedJSObject ?? page).quietroom_counts();
}

/** @param {string} field */
function has_keyboard(field) {
  return document.activeElement?.matches('input, textarea') &&
      document.activeElement.getAttribute('aria-label') === field;
}

/** @param {boolean} only_saved @returns {string[]} */
function lines_of(only_saved) {
  const rows = [...document.querySelectorAll('[role=list][aria-label=Lines] [role=listitem]')];
  const saved = (/** @type {Element} */ row) => !row.querySelector('[aria-label=Saving]') &&
      !row.textContent?.includes('Not saved yet');
  return rows.filter((row) => !only_saved || saved(row)).map((row) => {
    return row.querySelectorAll('.selectable')[1]?.textContent ?? '';
  });
}

/** @param {string} text */
function has_saved_line(text) {
  return [...document.querySelectorAll('[role=list][aria-label=Lines] [role=listitem]')].some(
      (row) => [...row.querySelectorAll('*')].some((one) => one.textContent === text) &&
          !row.querySelector('[aria-label=Saving]') && !row.textContent?.includes('Not saved yet'));
}
