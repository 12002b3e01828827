// What every end-to-end test needs: the site, a browser with a profile of its own, and somebody who
// uses the program by the roles and names of its controls, as a screen reader tells them.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Browser, kSite, make_profile, remove_profile, serve_folder} from '../../web/rig.mjs';

/** The site under test. */
export const kFolder = process.env.QUIETROOM_SITE ?? kSite;
if (!existsSync(join(kFolder, 'index.html'))) throw new Error(`there is no site in ${kFolder}`);

export const kPassphrase = 'otter lantern gravel violin';
export const kNewPassphrase = 'pebble harbour mitten quartz';

/** Whether this is `./quietroom test --long`. */
export const kLong = process.env.QUIETROOM_LONG === '1';

/**
 * A test of what another one has tried already, in another size or by another way.
 * @type {(name: string, body: (t: import('node:test').TestContext) => Promise<void>) => void}
 */
export const test_if_long = (name, body) => void (kLong && test(name, body));

/** Long enough for a slow hash on a busy machine; nothing waits this long when all is well. */
const kPatienceMs = 20_000;

/** @type {WeakMap<import('node:test').TestContext, (() => unknown)[]>} */
const endings = new WeakMap();

/**
 * Does `end` after the test, the last one first: a browser is closed before its profile goes.
 * @param {import('node:test').TestContext} t @param {() => unknown} end
 */
export function at_end(t, end) {
  const known = endings.get(t);
  if (known) return void known.push(end);
  const all = [end];
  endings.set(t, all);
  t.after(async () => {
    /** @type {unknown[]} */
    const errors = [];
    for (const one of all.reverse()) {
      await Promise.resolve().then(one).catch((error) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  });
}

/**
 * A server for the site, stopped after the test.
 * @param {import('node:test').TestContext} t @param {Parameters<typeof serve_folder>[0]} [options]
 */
export async function serve(t, options = {}) {
  const server = await serve_folder({folder: kFolder, ...options});
  at_end(t, () => server.stop());
  return server;
}

/**
 * A folder for a browser's profile, removed after the test.
 * @param {import('node:test').TestContext} t
 */
export function profile_for(t) {
  const profile = make_profile();
  at_end(t, () => remove_profile(profile));
  return profile;
}

/**
 * A browser that is closed after the test. What it asked of other origins is a failure of any test.
 * @param {import('node:test').TestContext} t @param {Parameters<typeof Browser.start>[0]} [options]
 */
export async function start_browser(t, options = {}) {
  const browser = await Browser.start({...options, profile: options.profile ?? profile_for(t)});
  at_end(t, async () => {
    if (t.passed === false) await tell_what_is_shown(browser);
    await browser.close();  // Does nothing to one that was killed.
  });
  use_browser(t, browser);
  return browser;
}

/**
 * What holds for every browser in a test, whoever closes it.
 * @param {import('node:test').TestContext} t @param {Browser} browser
 */
export function use_browser(t, browser) {
  browser.context.setDefaultTimeout(kPatienceMs);
  at_end(t, () => assert.deepEqual(browser.foreign, [], 'requests to other origins'));
}

/** What the pages of a failed test told, for whoever reads the log. @param {Browser} browser */
export async function tell_what_is_shown(browser) {
  for (const page of browser.context.pages()) {
    const tree = await page.locator('body').ariaSnapshot({timeout: 2000}).catch(String);
    console.log(`${page.url()}\n${tree.slice(0, 4000)}\n${browser.complaints.join('\n')}`);
  }
}

/** Repeats `check` until it holds, or fails as it does at last. @param {() => Promise<void>} check */
export async function assert_soon(check) {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((done) => setImmediate(done));
    }
  }
}

/** Somebody at one page of the program. */
export class Person {
  /**
   * @param {import('playwright-core').Page} page
   * @param {(english: string) => string} [say] What they call what is English here.
   */
  constructor(page, say = (english) => english) {
    this.page = page;
    this.say = say;
  }

  /**
   * Opens the program and waits for its first screen.
   * @param {Browser} browser @param {string} url
   */
  static async open(browser, url) {
    return new Person(await browser.open(url));
  }

  /** @param {string|RegExp} name */
  button(name) {
    return this.page.getByRole('button', {name, exact: typeof name === 'string'});
  }

  /** A text field; also one for a passphrase, which has no role. @param {string} name */
  field(name) {
    return this.page.getByLabel(name, {exact: true}).and(this.page.locator('input, textarea'));
  }

  /** @param {string|RegExp} name */
  heading(name) {
    return this.page.getByRole('heading', {name, exact: typeof name === 'string'});
  }

  /** @param {string} group @param {string} name */
  choice(group, name) {
    return this.page.getByRole('radiogroup', {name: group, exact: true})
        .getByRole('radio', {name, exact: true});
  }

  /** Waits until the screen with this heading is shown. @param {string|RegExp} name */
  async sees(name) {
    await this.heading(name).first().waitFor();
  }

  /** @param {string|RegExp} name */
  async presses(name) {
    await this.button(name).click();
  }

  /** @param {string} field @param {string} text */
  async writes(field, text) {
    await this.field(field).fill(text);
  }

  /** What is said to be wrong with a field, once something is. @param {string} field */
  async problem_of(field) {
    const wrong = this.field(field).and(this.page.locator('[aria-invalid=true]'));
    return /** @type {Promise<string>} */ (wrong.getAttribute('aria-description'));
  }

  /** The same for whichever field it is. @returns {Promise<string>} */
  async first_problem() {
    const wrong = this.page.locator('[aria-invalid=true]').first();
    return /** @type {Promise<string>} */ (wrong.getAttribute('aria-description'));
  }

  /** Waits for a text that anybody can read. @param {string|RegExp} text */
  async reads(text) {
    await this.page.locator('#mirror').getByText(text).first().waitFor();
  }

  // ---- getting in --------------------------------------------------------------------------------

  /** The whole first run. Returns the 24 words. */
  async sets_up(passphrase = kPassphrase) {
    await this.presses(this.say('Choose a passphrase'));
    return this.chooses_passphrase(passphrase);
  }

  /** From the screen that asks for a new passphrase to home. @param {string} passphrase */
  async chooses_passphrase(passphrase) {
    await this.writes(this.say('Passphrase'), passphrase);
    await this.writes(this.say('The same again'), passphrase);
    await this.presses(this.say('Use this passphrase'));
    const words = await this.reads_code();
    await this.presses(this.say('I have written it down'));
    await this.confirms(words);
    await this.goes_on_from_first_steps();
    return words;
  }

  /** From what a new person is told to home. */
  async goes_on_from_first_steps() {
    await this.sees(this.say('Before you begin'));
    await this.presses(this.say('Go on'));
    await this.sees(this.say('Start a 1:1 now'));
  }

  /** The words of the recovery code, in order. */
  async reads_code() {
    await this.sees(this.say('Your recovery code'));
    const items = this.page.getByRole('list', {name: this.say('Recovery code')}).getByRole('listitem');
    const words = [];
    for (const text of await items.allTextContents()) {
      const [, number, word] = /** @type {RegExpMatchArray} */ (text.match(/^\D*(\d+)\W*([a-z]+)$/));
      words[Number(number) - 1] = word;
    }
    return words;
  }

  /** Answers the three words that are asked for. @param {string[]} words */
  async confirms(words) {
    await this.sees(this.say('Three of the words'));
    const label_of = new RegExp(`^${this.say('Word {number}').replace('{number}', '(\\d+)')}$`);
    const fields = this.page.getByRole('textbox', {name: label_of});
    for (let at = 0; at < 3; ++at) {
      const label = /** @type {string} */ (await fields.nth(at).getAttribute('aria-label'));
      const [, number] = /** @type {RegExpMatchArray} */ (label.match(label_of));
      await fields.nth(at).fill(words[Number(number) - 1]);
    }
    await this.presses(this.say('Check the words'));
  }

  /** From the locked screen to whatever it leads to. @param {string} [passphrase] */
  async unlocks(passphrase = kPassphrase) {
    await this.field(this.say('Passphrase')).waitFor();
    await this.writes(this.say('Passphrase'), passphrase);
    await this.page.keyboard.press('Enter');
    await this.heading(this.say('Unlock')).waitFor({state: 'detached'});
  }

  // ---- a 1:1 -------------------------------------------------------------------------------------

  /** @param {string} name */
  async starts_with(name) {
    await this.writes(this.say('With whom'), name);
    await this.presses(this.say('Start'));
    await this.field(this.say('Note')).waitFor();
  }

  /** Back to a 1:1 from home, wherever the program went on after unlocking. @param {RegExp} name */
  async goes_on_with(name) {
    const row = this.page.getByRole('link', {name}).or(this.page.getByRole('button', {name}));
    await this.field('Note').or(row.first()).first().waitFor();
    if (await this.field('Note').count() === 0) await row.first().click();
    await this.field('Note').waitFor();
  }

  /** The lines, in order, as the tree has them. */
  lines() {
    return this.page.getByRole('list', {name: this.say('Lines'), exact: true}).getByRole('listitem');
  }

  /** The line with this text. @param {string|RegExp} text */
  line(text) {
    return this.lines().filter({hasText: text});
  }

  /** What the shown lines say, without their time and marks. */
  async line_texts() {
    const rows = await this.lines().all();
    return Promise.all(rows.map((row) => row.evaluate((element) => {
      const texts = [...element.querySelectorAll('.selectable')];
      return texts[1]?.textContent ?? '';
    })));
  }

  /** Types a line, keeps it with Enter and waits until it is in the tree. @param {string} text */
  async notes(text) {
    await this.field(this.say('Note')).focus();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
    await this.line(text).waitFor();
  }
}
