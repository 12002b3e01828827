// What the program does not do: run while nothing happens.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {count_while_idle, wait_past_the_minute} from '../web/rig.mjs';
import {Person, serve, start_browser} from './support/app.mjs';

const kIdleMs = 3000;

/** Counts what page and worker tell each other. @param {import('playwright-core').Page} page */
async function count_messages(page) {
  await page.addInitScript(() => {
    const counted = {messages: 0};
    Object.assign(window, {counted});
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(/** @type {string|URL} */ url, /** @type {WorkerOptions} */ options) {
        super(url, options);
        this.addEventListener('message', () => { counted.messages++; });
      }
      /** @param {any} message @param {any} rest */
      postMessage(message, rest) {
        counted.messages++;
        super.postMessage(message, rest);
      }
    };
  });
}

/** @param {Person} person */
async function rests(person) {
  const messages = () => person.page.evaluate(() => /** @type {any} */ (window).counted.messages);
  // What was pressed or typed a moment ago may still be painted; the words about what is typed
  // follow 0.8 s after the last letter.
  for (let quiet = 0; quiet < 6;) {
    quiet = (await count_while_idle(person.page, 200)).frames === 0 ? quiet + 1 : 0;
  }
  await wait_past_the_minute(person.page, 2 * kIdleMs);
  const before = await messages();
  const counts = await count_while_idle(person.page, kIdleMs);
  const asked = 4;  // The question how much was counted, and its answer, before and after.
  return {...counts, messages: await messages() - before - asked};
}

test('three idle seconds: no frame, no wake-up, no message, at home and in a 1:1', async (t) => {
  const server = await serve(t);
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  await count_messages(page);
  await page.goto(server.url);
  const person = new Person(page);
  await person.sees('A quiet place for 1:1 notes');
  assert.deepEqual(await rests(person), {frames: 0, ticks: 0, messages: 0}, 'welcome');
  await person.sets_up();
  assert.deepEqual(await rests(person), {frames: 0, ticks: 0, messages: 0}, 'home');
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.keyboard.type('I thought it was');
  await person.reads('Saved on this device');
  assert.deepEqual(await rests(person), {frames: 0, ticks: 0, messages: 0}, 'in a 1:1');
});

test('a hidden tab: what was typed is saved, and even what moves by itself costs nothing', async (t) => {
  const server = await serve(t);
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  await count_messages(page);
  await page.goto(server.url);
  const person = new Person(page);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.presses('Quiet cues');
  await person.presses('Breathe');
  assert.notEqual((await count_while_idle(page, kIdleMs)).frames, 0, 'it breathes');
  await person.field('Note').focus();
  await page.keyboard.insertText('I thought it was');
  // The browser under test never really hides a tab; as far as a page can tell, this one is hidden.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await person.reads('Saved on this device');
  assert.deepEqual(await rests(person), {frames: 0, ticks: 0, messages: 0});
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', {get: () => 'visible', configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.notEqual((await count_while_idle(page, kIdleMs)).frames, 0, 'it goes on');
});
