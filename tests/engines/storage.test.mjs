// What each engine can keep, and that it is said.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Firefox, Person, serve, start_engine, stop_display, WebKit} from './support/app.mjs';

after(stop_display);

/** What About says about where the notes are. @param {Person} person */
async function told_place(person) {
  await person.presses(/^About/);
  await person.sees('About');
  return person.engine.until(() => [...document.querySelectorAll('[aria-description]')].find(
      (one) => one.textContent === 'Where the notes are')?.getAttribute('aria-description'));
}

test('Firefox: files, and nothing to warn of', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_engine(t, Firefox), server.url);
  await person.sees('A quiet place for 1:1 notes');
  assert.match(await told_place(person), /^In files of this browser/);
});

test('WebKit: no synchronous files, so its database, and it is said', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_engine(t, WebKit), server.url);
  await person.sees('A quiet place for 1:1 notes');
  assert.match(await told_place(person), /^In this browser's database/);
});

test('Firefox: a private window is told to be one on the first screen, and works', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_engine(t, Firefox, {is_private: true}), server.url);
  await person.sees('A quiet place for 1:1 notes');
  await person.reads(/^This looks like a private window/);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.engine.reload();
  await person.unlocks();
  await person.has_keyboard_in('Note');
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
});

test('WebKit: nothing that was written stands readable in the browser\'s folder', async (t) => {
  const server = await serve(t);
  const engine = await start_engine(t, WebKit);
  const person = await Person.open(engine, server.url);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('The xylophone rang at four.');
  const found = engine.files_with(['xylophone', 'Lindgren']);
  assert.deepEqual(found.hits, []);
  assert.ok(found.bytes > 100_000, 'it looked at the database at all');
});
