// A page that is left while something is not on the disk yet warns, and only then.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person, serve, start_browser} from './support/app.mjs';
import {pass, stand, stilled} from './support/still.mjs';

/** As a person would who presses "reload"; the answer to a warning is the browser's. */
const reload = (/** @type {Person} */ person) =>
  person.page.evaluate(() => { setTimeout(() => location.reload()); });

test('leaving: while words are being saved the page warns, otherwise it goes', async (t) => {
  const server = await serve(t, {read: stilled});
  const browser = await start_browser(t);
  const person = await Person.open(browser, server.url);
  /** @type {string[]} */
  const warnings = [];
  browser.context.on('dialog', (dialog) => warnings.push(dialog.type()));
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');

  await stand(person.page);
  await person.page.keyboard.insertText('I thought it was');
  await person.reads('Saving');
  browser.stays = true;
  const warned = person.page.waitForEvent('dialog');
  await reload(person);
  assert.equal((await warned).type(), 'beforeunload');
  assert.equal(await person.field('Note').inputValue(), 'I thought it was', 'the page has stayed');
  assert.equal(warnings.length, 1);

  await pass(person.page, 1000);
  await person.page.locator('#mirror').getByText('Saving', {exact: true}).waitFor({state: 'hidden'});
  await person.reads('Saved on this device');
  await reload(person);
  await person.unlocks();
  await person.field('Note').waitFor();
  assert.equal(await person.field('Note').inputValue(), 'I thought it was');
  assert.deepEqual(warnings, ['beforeunload'], 'what is saved can be left without a word');
});
