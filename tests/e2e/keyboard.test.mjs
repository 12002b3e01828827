// A 1:1 with the keyboard alone: no mouse, no finger, no script that moves the focus.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kPassphrase, Person, serve, start_browser, test_if_long} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** More than any screen has. */
const kTabsMax = 60;

/** Somebody who only has a keyboard, and hears what has the focus. */
class Typist {
  /** @param {Person} person */
  constructor(person) {
    this.person = person;
    this.keyboard = person.page.keyboard;
  }

  /** The name of what has the focus. */
  hears() {
    return this.person.page.evaluate(() => {
      const one = document.activeElement;
      return one?.getAttribute('aria-label') || one?.textContent || '';
    });
  }

  /** Waits until the focus is there by itself. @param {string|RegExp} name */
  async is_at(name) {
    await this.person.page.waitForFunction(([source, exact]) => {
      const one = document.activeElement;
      const text = one?.getAttribute('aria-label') || one?.textContent || '';
      return exact ? text === source : new RegExp(source).test(text);
    }, /** @type {const} */ ([typeof name === 'string' ? name : name.source,
      typeof name === 'string']));
  }

  /** Tab, until `name` has the focus. @param {string|RegExp} name @param {string} [key] */
  async goes_to(name, key = 'Tab') {
    /** @type {string[]} */
    const heard = [];
    for (let count = 0; count < kTabsMax; ++count) {
      const now = await this.hears();
      if (typeof name === 'string' ? now === name : name.test(now)) return;
      heard.push(now);
      await this.keyboard.press(key);
    }
    assert.fail(`${name} is not reached; heard: ${heard.join(' | ')}`);
  }

  /** @param {string|RegExp} name */
  async presses(name) {
    await this.goes_to(name);
    await this.keyboard.press('Enter');
  }

  /** @param {string} text */
  async types(text) {
    await this.keyboard.type(text);
  }
}

test('a whole 1:1 with the keyboard alone', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_browser(t), server.url);
  const typist = new Typist(person);
  const {keyboard} = typist;
  await sets_up(person, typist);

  await typist.is_at('With whom');
  await typist.types('Ada Lindgren');
  await keyboard.press('Enter');
  await typist.is_at('Note');
  await typist.types('Was paged at four.');
  await keyboard.press('Enter');
  await person.line('Was paged at four.').getByRole('img', {name: 'Paraphrase'}).waitFor();

  for (const [key, sign] of [['q', 'Quote'], ['i', 'Inference'], ['p', 'Paraphrase']]) {
    await keyboard.press(`Alt+${key}`);
    await typist.types(`A line of the kind ${sign}.`);
    await keyboard.press('Enter');
    await person.line(`kind ${sign}.`).getByRole('img', {name: sign}).waitFor();
  }
  await keyboard.press('Shift+Enter');
  assert.equal(await typist.hears(), 'Note');
  assert.equal(await person.lines().count(), 4, 'Shift and Enter keep no line');
  await keyboard.press('Backspace');

  await keyboard.press('Alt+t');
  await person.reads('1 of 15, done');
  await keyboard.press('Alt+ArrowDown');
  await person.reads('2 of 15');
  await keyboard.press('Alt+s');
  await person.reads('2 of 15, skipped');
  await keyboard.press('Alt+ArrowDown');
  await keyboard.press('Alt+c');
  await person.reads('3 of 15, covered');
  await keyboard.press('Alt+ArrowUp');
  await person.reads('2 of 15, skipped');
  assert.equal(await typist.hears(), 'Note', 'all that without leaving the field');

  await strikes_and_edits(person, typist);
  await covers_and_locks(person, typist);
  await records_consent(person, typist);

  await typist.presses('Close this 1:1');
  await person.page.getByRole('dialog').waitFor();
  await typist.presses('Close the conversation');
  await person.field('Note').waitFor({state: 'detached'});
});

/** @param {Person} person @param {Typist} typist */
async function sets_up(person, typist) {
  const {keyboard} = typist;
  await typist.is_at('Choose a passphrase');
  await keyboard.press('Enter');
  await typist.is_at('Passphrase');
  await typist.types(kPassphrase);
  await typist.goes_to('The same again');
  await typist.types(kPassphrase);
  await keyboard.press('Enter');
  const words = await person.reads_code();
  await typist.is_at('I have written it down');
  await keyboard.press('Enter');
  await typist.is_at(/^Word \d+$/);
  for (let at = 0; at < 3; ++at) {
    const label = await typist.hears();
    await typist.types(words[Number(label.slice('Word '.length)) - 1]);
    if (at < 2) await typist.goes_to(new RegExp(`^Word (?!${label.slice('Word '.length)}$)\\d+$`));
  }
  await keyboard.press('Enter');
  await typist.is_at('Go on');
  await keyboard.press('Enter');
}

/** @param {Person} person @param {Typist} typist */
async function strikes_and_edits(person, typist) {
  const {keyboard} = typist;
  await typist.goes_to(/^Change the line/, 'Shift+Tab');
  await keyboard.press('Enter');
  await person.button('Edit').waitFor();
  await typist.presses('Strike');
  await person.lines().getByText('Struck').waitFor();
  await keyboard.press('Alt+z');
  await person.lines().getByText('Struck').waitFor({state: 'detached'});
  await typist.goes_to('Edit', 'Shift+Tab');
  await keyboard.press('Enter');
  await typist.is_at('Edit the line');
  await keyboard.press('End');
  await typist.types(' Edited.');
  await keyboard.press('Enter');
  await person.line(/ Edited\./).waitFor();
  await keyboard.press('Escape');
}

/** @param {Person} person @param {Typist} typist */
async function covers_and_locks(person, typist) {
  const {keyboard} = typist;
  await typist.goes_to('Note');
  await typist.types('not finished');
  await keyboard.press('F9');
  await person.button('Uncover').waitFor();
  await typist.is_at('Uncover');
  await keyboard.press('Enter');
  await typist.is_at('Note');
  await keyboard.press('Alt+l');
  await typist.is_at('Passphrase');
  await typist.types(kPassphrase);
  await keyboard.press('Enter');
  await typist.is_at('Note');
  assert.equal(await person.field('Note').inputValue(), 'not finished');
  await keyboard.press('Enter');
  await person.line('not finished').waitFor();
}

/** Choices are made with the arrow keys. @param {Person} person @param {Typist} typist */
async function records_consent(person, typist) {
  const {keyboard} = typist;
  await typist.presses('Consent');
  await person.reads(/^Thanks for the time/);
  for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
    'This medium is all right']) {
    await typist.goes_to('Yes');
    await keyboard.press('Space');
    await person.choice(question, 'Yes').and(person.page.getByRole('radio', {checked: true}))
        .waitFor();
    await keyboard.press('Tab');
  }
  await typist.goes_to('Not used');
  for (const name of ['Only summed up', 'Under another name']) {
    await keyboard.press('ArrowRight');
    await person.choice('My words, in what is written about it', name)
        .and(person.page.getByRole('radio', {checked: true})).waitFor();
  }
  await typist.presses('Record consent');
  await person.field('Note').waitFor();
  await person.reads(/^Recorded on /);
}

test('the focus is never lost: after each step something on the screen has it', async (t) => {
  const {person} = await at_home(t);
  const typist = new Typist(person);
  await typist.is_at('With whom');
  for (const [go, first] of [['About', 'About'], ['Settings', 'Settings']]) {
    await typist.presses(go);
    await person.sees(first);
    await typist.is_at(/./);
    await typist.keyboard.press('Escape');
    await person.sees('Start a 1:1 now');
    await typist.is_at(/./);
  }
  await typist.keyboard.press('F1');
  await person.sees('Shortcuts');
  await typist.keyboard.press('Escape');
  await person.sees('Start a 1:1 now');
  await typist.goes_to('Skip to the main part', 'Shift+Tab');
  await typist.keyboard.press('Enter');
  await typist.is_at('Home');  // The main part itself.
  await typist.keyboard.press('Tab');
  assert.equal(await typist.hears(), 'With whom', 'the skip link leads past the bar');
});

test_if_long('other keys can be chosen, by keyboard, and they work where one types', async (t) => {
  const {person} = await at_home(t);
  const typist = new Typist(person);
  const {keyboard} = typist;
  await typist.is_at('With whom');
  await keyboard.press('F1');
  await person.sees('Shortcuts');
  await typist.presses('Quote');
  await typist.is_at('Quote');
  assert.equal(await person.field('Quote').inputValue(), 'Alt + Q');
  await keyboard.press('ControlOrMeta+a');
  await typist.types('alt p');
  await keyboard.press('Enter');
  await person.page.getByRole('alert').filter({hasText: 'Alt + P is taken: “Paraphrase”.'})
      .waitFor({state: 'attached'});
  await keyboard.press('ControlOrMeta+a');
  await typist.types('alt k');
  await keyboard.press('Enter');
  await person.button('Back to the app\'s own keys').waitFor();
  await keyboard.press('Escape');
  await typist.is_at('With whom');
  await typist.types('Ada Lindgren');
  await keyboard.press('Enter');
  await typist.is_at('Note');
  await typist.types('Nobody knew');
  await keyboard.press('Alt+k');
  await typist.types(' why.');
  await keyboard.press('Enter');
  await person.line('Nobody knew why.').getByRole('img', {name: 'Quote'}).waitFor();
});
