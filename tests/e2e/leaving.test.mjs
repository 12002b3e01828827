// A page that is left while something is not on the disk yet warns, and only then.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assert_soon, Person, serve, start_browser} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';
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

test('leaving: a press that nobody has answered yet, and what was typed after it, give no text twice',
    async (t) => {
      const {person} = await at_home(t);
      await person.starts_with('Ada Lindgren');
      await person.field('Note').focus();
      await person.page.keyboard.insertText('The pager rang.');
      await person.button('Keep the line').waitFor();
      // In one breath of the page, so that the program cannot answer in between: the press, letters,
      // Enter, letters, and the page is put aside.
      await person.button('Keep the line').evaluate((button) => {
        /** @type {HTMLElement} */ (button).click();
        document.execCommand('insertText', false, ' Then');
        document.activeElement?.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
        document.execCommand('insertText', false, 'half a');
        window.dispatchEvent(new Event('pagehide'));
      });
      await person.line('Then').waitFor();
      await assert_soon(async () =>
        assert.deepEqual(await person.line_texts(), ['The pager rang.', 'Then']));
      assert.equal(await person.field('Note').inputValue(), 'half a');
      await person.reads('Saved on this device');
      await person.page.reload();
      await person.unlocks();
      await person.field('Note').waitFor();
      assert.deepEqual(await person.line_texts(), ['The pager rang.', 'Then']);
      assert.equal(await person.field('Note').inputValue(), 'half a');
    });
