// Whole conversations, as they might have been: an hour each, typed as fast as lines are acknowledged,
// with the times of the transcript from the clock seam. Afterwards the store is read again and has
// each line with its time, kind, item and marks, in order, and not one more.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot} from '../web/rig.mjs';
import {assert_soon, Person, serve, start_browser} from './support/app.mjs';
import {pass, stilled} from './support/still.mjs';
import {all_rows} from './support/written.mjs';

/**
 * @typedef {{minute: number, do: 'line', kind: 'quote'|'paraphrase'|'inference', text: string}} LineStep
 * @typedef {LineStep|{minute: number, do: 'item', item: number}|
 *   {minute: number, do: 'mark', item: number, as: 'done'|'skipped'|'covered'}|
 *   {minute: number, do: 'star'|'surprise'|'pause'|'withdraw'}|
 *   {minute: number, do: 'off_record', on: boolean}|
 *   {minute: number, do: 'consent', quote: string}} Step
 * @typedef {{about: string, person: string, language: string, steps: Step[]}} Rehearsal
 * @typedef {{time: string, kind: string, text: string, item: string, marks: string[]}} Expected
 */

/** How much of one is replayed as slowly as people talk, and how fast somebody types meanwhile. */
const kTalkMinutes = 5;
const kTypedPerSecond = 12;

const kFolder = join(kRoot, 'tests/e2e/rehearsals');
const kKinds = {quote: 'Quote', paraphrase: 'Paraphrase', inference: 'My own inference'};
/** How a line says it itself. */
const kKindsOfLines = {...kKinds, inference: 'Inference'};
const kKindKeys = {quote: 'Alt+q', paraphrase: 'Alt+p', inference: 'Alt+i'};
const kMarks = {done: 'Done', skipped: 'Skip', covered: 'Covered already'};
/** The time of day at which stilled() begins. */
const kBeginMinute = 10 * 60 + 42;
/** @type {{items: {title: string}[]}} */
const kGuide = JSON.parse(readFileSync(join(kRoot, 'app/guides/classic.json'), 'utf8'));

/** @param {number} minute Since the beginning. */
function clock_time(minute) {
  const at = kBeginMinute + Math.floor(minute);
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

/** Somebody who does what a transcript says, and keeps in mind what must be there in the end. */
class Interviewer {
  /** @type {Expected[]} */
  expected = [];
  kind = 'paraphrase';
  item = 1;
  off_record = false;
  minute = 0;

  /** @param {Person} person @param {(text: string) => Promise<void>} [types] */
  constructor(person, types) {
    this.person = person;
    this.page = person.page;
    this.types = types ?? ((text) => this.page.keyboard.insertText(text));
  }

  /** @param {Step} step */
  async does(step) {
    await pass(this.page, Math.round((step.minute - this.minute) * 60_000));
    this.minute = step.minute;
    switch (step.do) {
      case 'line': return this.#keeps(step);
      case 'item': return this.#goes_to(step.item);
      case 'mark': return this.#marks(kMarks[step.as]);
      case 'star': return this.#gives_last('Alt+r', 'Starred');
      case 'surprise': return this.#gives_last('Alt+x', 'My surprise');
      case 'pause': return this.#notes_pause();
      case 'off_record': return this.#off_record(step.on);
      case 'consent': return this.#records_consent(step.quote);
      case 'withdraw': return this.#records_withdrawal();
    }
  }

  /** @param {LineStep} step */
  async #keeps({kind, text}) {
    if (kind !== this.kind) {
      await this.page.keyboard.press(kKindKeys[kind]);
      await assert_soon(async () => assert.equal(await this.person.choice('Kind of line', kKinds[kind])
          .getAttribute('aria-checked'), 'true'));
      this.kind = kind;
    }
    await this.types(text);
    await this.page.keyboard.press('Enter');
    await this.#expects(kKindsOfLines[kind], text);
  }

  /** @param {string} kind @param {string} text */
  async #expects(kind, text) {
    const {item} = kGuide.items[this.item - 1] ? {item: kGuide.items[this.item - 1].title} : {item: ''};
    this.expected.push({time: clock_time(this.minute), kind, text, item,
      marks: this.off_record ? ['Off the record'] : []});
    await this.page.waitForFunction(last_row_says, {text, count: this.expected.length});
  }

  /** @param {number} number */
  async #goes_to(number) {
    for (; this.item < number; ++this.item) await this.page.keyboard.press('Alt+ArrowDown');
    for (; this.item > number; --this.item) await this.page.keyboard.press('Alt+ArrowUp');
    await this.person.button(new RegExp(`^${number} of 15`)).waitFor();
  }

  /** @param {string} name */
  async #marks(name) {
    const pressed = () => this.person.button(name).getAttribute('aria-pressed');
    // Recorded consent has ticked its item already, and the same mark again takes it off.
    if (await pressed() !== 'true') await this.person.button(name).click();
    await assert_soon(async () => assert.equal(await pressed(), 'true'));
  }

  /** @param {string} key @param {string} mark */
  async #gives_last(key, mark) {
    await this.page.keyboard.press(key);
    await this.person.lines().last().getByText(mark, {exact: true}).waitFor();
    this.expected.at(-1)?.marks.push(mark);
  }

  async #notes_pause() {
    await this.person.button('Note a pause').click();
    await this.#expects('Pause', 'Pause');
  }

  /** @param {boolean} on */
  async #off_record(on) {
    await this.page.keyboard.press('Alt+o');
    await assert_soon(async () => assert.equal(
        await this.person.button('Off the record').getAttribute('aria-pressed'), String(on)));
    this.off_record = on;
  }

  async #opens_consent() {
    await this.person.presses('Time, consent and more');
    await this.person.presses('Consent');
    await this.person.sees('Consent');
  }

  /** @param {string} quote */
  async #records_consent(quote) {
    await this.#opens_consent();
    for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
      'This medium is all right']) {
      await this.person.choice(question, 'Yes').click();
    }
    await this.person.choice('My words, in what is written about it', quote).click();
    await this.person.presses('Record consent');
    await this.person.field('Note').focus();
  }

  async #records_withdrawal() {
    await this.#opens_consent();
    await this.person.presses('Withdraw consent');
    await this.person.presses('Back to the 1:1');
    await this.person.field('Note').focus();
  }
}

/** In the page: the last line is this one, and it is the so-manieth. */
function last_row_says(/** @type {{text: string, count: number}} */ {text, count}) {
  const row = [...document.querySelectorAll('[role=list][aria-label=Lines] [role=listitem]')].at(-1);
  return row?.getAttribute('aria-posinset') === String(count) && row.textContent?.includes(text) &&
      !row.textContent.includes('Not saved yet');
}

/** @param {string} file @returns {Rehearsal} */
const rehearsal_of = (file) => JSON.parse(readFileSync(join(kFolder, file), 'utf8'));

/** @param {import('node:test').TestContext} t @param {Rehearsal} rehearsal */
async function sits_down(t, rehearsal) {
  const server = await serve(t, {read: stilled});
  const browser = await start_browser(t, {width: 400, height: 900});
  const person = await Person.open(browser, server.url);
  await person.sets_up();
  await person.starts_with(rehearsal.person);
  await person.field('Note').focus();
  return {browser, person};
}

/** What the store has is what was said. @param {Person} person @param {Expected[]} expected */
async function is_all_there(person, expected) {
  await person.page.reload();
  await person.unlocks();
  await person.field('Note').waitFor();
  assert.deepEqual(await all_rows(person, expected.length), expected);
}

test(`rehearsal: ${kTalkMinutes} minutes at talking speed, every letter typed`, async (t) => {
  const rehearsal = rehearsal_of('off_record.json');
  const {browser, person} = await sits_down(t, rehearsal);
  const types = (/** @type {string} */ text) =>
      person.page.keyboard.type(text, {delay: 1000 / kTypedPerSecond});
  const interviewer = new Interviewer(person, types);
  const begin = Date.now();
  for (const step of rehearsal.steps.filter(({minute}) => minute < kTalkMinutes)) {
    // Nobody waits for a slow typist: what is said next is said at its time, or as soon as possible.
    await person.page.waitForTimeout(Math.max(0, begin + step.minute * 60_000 - Date.now()));
    await interviewer.does(step);
  }
  const {expected} = interviewer;
  console.log(`${expected.length} lines in ${(Date.now() - begin) / 1000} s`);
  assert.ok(expected.length > 10);
  await is_all_there(person, expected);
  assert.deepEqual(browser.complaints, []);
});

for (const file of readdirSync(kFolder).sort()) {
  const rehearsal = rehearsal_of(file);
  test(`rehearsal: ${file}: an hour, line by line`, async (t) => {
    const {browser, person} = await sits_down(t, rehearsal);
    const interviewer = new Interviewer(person);
    const begin = Date.now();
    for (const step of rehearsal.steps) await interviewer.does(step);
    const {expected} = interviewer;
    console.log(`${expected.length} lines in ${(Date.now() - begin) / 1000} s`);
    assert.equal(expected.length,
        rehearsal.steps.filter((step) => ['line', 'pause'].includes(step.do)).length);
    await is_all_there(person, expected);
    assert.deepEqual(browser.complaints, []);
  });
}
