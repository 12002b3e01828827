// The way of the keyboard over the main screens: to everything, in order, and back; and Escape, which
// leads back and throws nothing away.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kLong, Person, serve, start_browser} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** More than any screen has. */
const kTabsMax = 80;

/** Runs in the page: what somebody with a mouse can use, in order. One radio stands for its group. */
function usable() {
  const groups = new Set();
  return [...document.querySelectorAll('#mirror :is(.control, .field, input)')].filter((one) => {
    if (one.closest('[inert]') || one.hasAttribute('disabled')) return false;
    if (one.getAttribute('role') !== 'radio') return true;
    const group = one.closest('[role=radiogroup]');
    const stop = group?.querySelector('[aria-checked=true]') ?? group?.querySelector('[role=radio]');
    return stop === one && !groups.has(group) && groups.add(group);
  }).map((one) => `${one.getAttribute('data-node')} ${one.ariaLabel || one.textContent}`);
}

/** Runs in the page. */
function at() {
  const one = document.activeElement;
  return `${one?.getAttribute('data-node')} ${one?.ariaLabel || one?.textContent}`;
}

/** @param {Person} person @param {string} where */
async function walks_there_and_back(person, where) {
  const {page} = person;
  const all = await page.evaluate(usable);
  assert.ok(all.length > 2, where);
  await page.locator(`[data-node="${all[0].split(' ')[0]}"]`).focus();
  const stops = [await page.evaluate(at)];
  while (stops.at(-1) !== all.at(-1) && stops.length < kTabsMax) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(at));
  }
  // A part that only scrolls may be a stop as well.
  assert.deepEqual(stops.filter((one) => all.includes(one)), all, `${where}: there`);
  const back = [stops.at(-1)];
  while (back.length < stops.length) {
    await page.keyboard.press('Shift+Tab');
    back.push(await page.evaluate(at));
  }
  assert.deepEqual(back.reverse(), stops, `${where}: and back`);
}

for (const size of [{width: 400, height: 900}, ...(kLong ? [{width: 1280, height: 800}] : [])]) {
  test(`Tab leads to all there is on the main screens and Shift+Tab back, ${size.width} wide`,
      async (t) => {
        const server = await serve(t);
        const person = await Person.open(await start_browser(t, size), server.url);
        await walks_there_and_back(person, 'welcome');
        await person.sets_up();
        await walks_there_and_back(person, 'home');
        for (const name of ['Settings', 'About']) {
          await person.presses(name);
          await person.sees(name);
          await walks_there_and_back(person, name);
          await person.page.keyboard.press('Escape');
          await person.sees('Start a 1:1 now');
        }
        await person.starts_with('Ada Lindgren');
        await person.notes('The pager rang at four.');
        await person.notes('I looked at the wrong graph first.');
        await walks_there_and_back(person, 'interview');
        await person.line('The pager').getByRole('button', {name: /^Change the line/}).click();
        await person.button('Edit').waitFor();
        await walks_there_and_back(person, 'interview, a line open');
        await skips_to_the_notes(person);
        if (size.width < 600) await stays_in_the_sheet(person);
      });
}

/** @param {Person} person */
async function skips_to_the_notes(person) {
  const {page} = person;
  const skip = page.getByRole('link', {name: 'Skip to the notes'});
  await skip.focus();
  await page.waitForFunction((link) => (link?.getBoundingClientRect().top ?? -1) >= 0,
      await skip.elementHandle());  // Seen, once it has the keyboard.
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('[role=main]'));
}

/** A dialog keeps the keyboard until it is closed. @param {Person} person */
async function stays_in_the_sheet(person) {
  const {page} = person;
  await person.presses(/^\d+ of 15/);
  await page.getByRole('dialog', {name: 'Items'}).waitFor();
  await walks_there_and_back(person, 'the sheet with the items');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({state: 'detached'});
}

test('Escape throws away nothing that was typed', async (t) => {
  const {person, page} = await at_home(t, {width: 400, height: 900});
  await person.field('With whom').pressSequentially('Ada Lind');
  await page.keyboard.press('Escape');
  assert.equal(await person.field('With whom').inputValue(), 'Ada Lind');
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await page.keyboard.type('I thought it was');
  for (let times = 0; times < 3; ++times) await page.keyboard.press('Escape');
  assert.equal(await person.field('Note').inputValue(), 'I thought it was');
  await person.presses(/^\d+ of 15/);
  await page.getByRole('dialog', {name: 'Items'}).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({state: 'detached'});
  assert.equal(await person.field('Note').inputValue(), 'I thought it was');
  await person.line('The pager').getByRole('button', {name: /^Change the line/}).click();
  await person.presses('Edit');
  await person.field('Edit the line').press('End');
  await page.keyboard.type(' Twice.');
  await page.keyboard.press('Escape');
  await person.line('The pager rang at four. Twice.').waitFor();
  await person.field('Edit the line').waitFor({state: 'detached'});
  assert.equal(await person.field('Note').inputValue(), 'I thought it was');
});
