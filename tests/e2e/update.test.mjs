// A new version of the program waits until nobody is in a 1:1 and the person says yes.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kFolder, Person, test_if_long} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';
import {build_of, next_version} from './support/versions.mjs';

/** The build that the page runs. @param {Person} person */
const running = (person) => person.page.evaluate(() => document.documentElement.dataset.build);

/** Lets the browser look for a new version, and waits until that one waits. @param {Person} person */
async function new_version_waits(person) {
  await person.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const fresh = registration.installing;
    await new Promise((done) => {
      if (registration.waiting) done(undefined);
      fresh?.addEventListener('statechange', () => registration.waiting && done(undefined));
    });
  });
}

test('an update waits while a 1:1 is open, and after the yes the notes are still there', async (t) => {
  const next = next_version(t);
  const {server, person} = await at_home(t, {own: true, ...kSmall});
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.keyboard.type('I thought it was');

  server.state.folder = next.folder;
  await new_version_waits(person);
  await person.notes(' only a test.');
  assert.equal(await person.button('Update now').count(), 0, 'nothing is offered in a 1:1');
  assert.equal(await running(person), build_of(kFolder));

  // A reload is no yes.
  await person.page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.equal(await running(person), build_of(kFolder));

  await person.presses('Home');
  await person.button('Update now').waitFor();
  await person.presses('Update now');
  await person.page.waitForFunction((build) => document.documentElement.dataset.build === build,
      next.build);
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(),
      ['The pager rang at four.', 'I thought it was only a test.']);

  await person.presses('Home');
  await person.presses('About');
  await person.reads('Build');
  assert.match(await person.page.content(), new RegExp(next.build), 'the about screen names it');
});

test_if_long('"later" puts an update off; the version that runs goes on', async (t) => {
  const next = next_version(t);
  const {server, person} = await at_home(t, {own: true, ...kSmall});
  server.state.folder = next.folder;
  await new_version_waits(person);
  await person.button('Update now').waitFor();
  await person.presses('Later');
  await person.button('Update now').waitFor({state: 'detached'});
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  assert.equal(await running(person), build_of(kFolder));
});
