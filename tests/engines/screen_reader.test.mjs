// What a screen reader has of the program in each of the three engines: the engine's own tree as it
// comes over AT-SPI, which is how Orca reads. The mirror says what is meant; here is what arrives.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Chromium, Firefox, Person, serve, start_engine, start_screen_reader, stop_display,
  WebKit} from './support/app.mjs';

/** @typedef {import('./support/screen_reader.mjs').Heard} Heard */
/** @typedef {import('./support/screen_reader.mjs').ScreenReader} ScreenReader */

after(stop_display);

const kLines = ['The pager rang at four.', 'I looked at the wrong graph first.'];
const kWrong = 'something else entirely';

/** AT-SPI's roles of what one goes through a page by; Firefox calls one landmark a form. */
const kRoles = new Set(['heading', 'landmark', 'form', 'list', 'list item', 'push button', 'toggle button',
  'radio button', 'check box', 'link', 'entry', 'password text']);

/** Node by node as one line, without what each engine words differently. @param {Heard} node */
function line_of({role: told, name, attributes, states}) {
  const role = told === 'form' ? 'landmark' : told;
  const has = (/** @type {string} */ state) => states.includes(state) ? [state] : [];
  // The name of a row is put together from what is in it, by some engines.
  const parts = [role, role === 'list item' ? '' : name.replace(/\s+/g, ' ').trim()];
  if (role === 'landmark') parts.push(attributes['xml-roles'] ?? told);
  if (role === 'heading') parts.push(attributes.level);
  if (role !== 'landmark' && role !== 'list' && role !== 'list item') {
    parts.push(...has('focusable'), ...has('checked'), ...has('pressed'), ...has('expanded'));
    parts.push(...(states.includes('sensitive') ? [] : ['disabled']), ...has('invalid-entry'));
  }
  return parts.join('|');
}

/** The same lines as the mirror means them. Runs in the page, alone. */
function lines_that_are_meant() {
  const landmarks = ['main', 'navigation', 'banner', 'complementary', 'region', 'form'];
  const same = {heading: 'heading', list: 'list', listitem: 'list item', radio: 'radio button',
    checkbox: 'check box'};
  const role_of = (/** @type {Element} */ one) => {
    const role = one.getAttribute('role') ?? '';
    if (landmarks.includes(role)) return 'landmark';
    if (same[role]) return same[role];
    if (one.matches('button[aria-pressed]')) return 'toggle button';
    if (one.matches('button, input[type=file]')) return 'push button';
    if (one.matches('a')) return 'link';
    if (one.matches('input[type=password]')) return 'password text';
    return one.matches('input[type=text], textarea') ? 'entry' : '';
  };
  const is = (/** @type {Element} */ one, /** @type {string} */ name) =>
      one.getAttribute(name) === 'true';
  return [...document.querySelectorAll('#mirror *')].flatMap((one) => {
    const role = role_of(one);
    if (!role || one.closest('[inert]')) return [];
    const name = one.getAttribute('aria-label') ??
        (one.matches('input, textarea') ? '' : one.textContent ?? '');
    const parts = [role, role === 'list item' ? '' : name.replace(/\s+/g, ' ').trim()];
    if (role === 'landmark') parts.push(one.getAttribute('role') ?? '');
    if (role === 'heading') parts.push(one.getAttribute('aria-level') ?? '');
    if (!['landmark', 'list', 'list item', 'heading'].includes(role)) parts.push('focusable');
    if (is(one, 'aria-checked')) parts.push('checked');
    if (is(one, 'aria-pressed')) parts.push('pressed');
    if (is(one, 'aria-expanded')) parts.push('expanded');
    if (is(one, 'aria-disabled')) parts.push('disabled');
    if (is(one, 'aria-invalid')) parts.push('invalid-entry');
    return [parts.join('|')];
  });
}

/** The names of what takes a file. Runs in the page, alone. */
function names_of_file_buttons() {
  return [...document.querySelectorAll('#mirror input[type=file]')]
      .map((one) => one.getAttribute('aria-label') ?? '');
}

/**
 * The line without what an engine adds to the name of a button for files ("No file chosen").
 * @param {string} line @param {string[]} file_buttons
 */
function without_file_words(line, file_buttons) {
  const name = file_buttons.find((one) => line.startsWith(`push button|${one}`));
  return name === undefined ? line : `push button|${name}|focusable`;
}

/**
 * Waits until the tree is what the mirror means, all of it and in its order; returns its nodes.
 * @param {Person} person @param {ScreenReader} reader
 */
async function reads_all(person, reader) {
  /** @type {string[]} */
  let lines = [];
  /** @type {string[]} */
  let meant = [];
  return reader.until(async (nodes) => {
    // Each time anew: what the browser says of its storage, for one, changes the page by itself.
    meant = await person.engine.evaluate(lines_that_are_meant);
    const file_buttons = await person.engine.evaluate(names_of_file_buttons);
    lines = nodes.filter(({role}) => kRoles.has(role)).map(line_of)
        .map((line) => without_file_words(line, file_buttons));
    // Headings that can be seen are told of as seen, or exploring by touch would pass them by.
    const shown = nodes.some(({role, states}) => role === 'heading' && states.includes('showing'));
    return meant.length > 5 && shown && lines.join('\n') === meant.join('\n') ? nodes : null;
  }).catch((error) => {
    assert.deepEqual(lines, meant);
    throw error;
  });
}

/** @param {Heard[]} nodes @param {string} role @param {string} name */
function the(nodes, role, name) {
  const found = nodes.filter((one) => one.role === role && one.name === name);
  assert.equal(found.length, 1, `${role} "${name}"`);
  return found[0];
}

for (const kind of [Chromium, Firefox, WebKit]) {
  test(`${kind.name}: a screen reader gets each screen as it is meant`, async (t) => {
    const server = await serve(t);
    const reader = await start_screen_reader(t);
    const person = await Person.open(await start_engine(t, kind, {reader}), server.url);
    await reads_welcome(person, reader);
    await person.sets_up();
    await reads_home(person, reader);
    await person.presses('Lock');
    await fails_to_unlock(person, reader);
    await person.unlocks();
    await person.starts_with('Ada Lindgren');
    for (const line of kLines) await person.notes(line);
    await person.types('half a');
    await reads_interview(person, reader);
    await strikes(person, reader);
  });
}

/** @param {Person} person @param {ScreenReader} reader */
async function reads_welcome(person, reader) {
  const nodes = await reads_all(person, reader);
  const heading = the(nodes, 'heading', 'A quiet place for 1:1 notes');
  assert.equal(heading.attributes.level, '1');
  assert.ok(the(nodes, 'push button', 'Choose a passphrase').states.includes('focused'));
  assert.match(nodes.map(({text}) => text).join(), /The notes stay on this device, encrypted/);
}

/** @param {Person} person @param {ScreenReader} reader */
async function reads_home(person, reader) {
  const nodes = await reads_all(person, reader);
  assert.ok(the(nodes, 'entry', 'With whom').states.includes('focused'));
  the(nodes, 'list', 'Places');
}

/**
 * What is typed stays unsaid, and what is wrong is said.
 * @param {Person} person @param {ScreenReader} reader
 */
async function fails_to_unlock(person, reader) {
  await person.sees('Unlock');
  await person.writes('Passphrase', kWrong);
  await reader.until((nodes) => nodes.some(({role, name, text}) =>
    role === 'password text' && name === 'Passphrase' && text?.length === kWrong.length));
  const typed = await reads_all(person, reader);
  assert.doesNotMatch(JSON.stringify(typed), new RegExp(kWrong));
  await reader.presses('push button', 'Unlock');
  await reader.until((nodes) => nodes.some(({role, states}) =>
    role === 'password text' && states.includes('invalid-entry')));
  await reader.hears(/passphrase/);
  await person.engine.presses_keys(['End', ...Array(kWrong.length).fill('Backspace')]);
}

/** @param {Person} person @param {ScreenReader} reader */
async function reads_interview(person, reader) {
  const nodes = await reads_all(person, reader);
  const note = the(nodes, 'entry', 'Note');
  assert.equal(note.text, 'half a');
  assert.equal(note.caret, 'half a'.length);
  for (const state of ['editable', 'focused', 'multi-line']) assert.ok(note.states.includes(state));
  const kinds = nodes.filter(({role}) => role === 'radio button');
  assert.deepEqual(kinds.filter(({states}) => states.includes('checked')).map(({name}) => name),
      ['Paraphrase', '60 minutes']);
  const lines = the(nodes, 'list', 'Lines').children.filter(({role}) => role === 'list item');
  assert.deepEqual(lines.map(({attributes}) => [attributes.posinset, attributes.setsize]),
      [['1', '2'], ['2', '2']]);
  for (const [at, text] of kLines.entries()) assert.ok(JSON.stringify(lines[at]).includes(text));
}

/** By the reader's own hand. @param {Person} person @param {ScreenReader} reader */
async function strikes(person, reader) {
  await reader.presses('toggle button', 'Done');
  await reader.until((nodes) => nodes.some(({role, name, states}) =>
    role === 'toggle button' && name === 'Done' && states.includes('pressed')));
  const open = (await reads_all(person, reader)).filter(
      ({role, name}) => role === 'push button' && name.startsWith('Change the line'));
  await reader.presses('push button', open[0].name);
  await reader.presses('push button', 'Strike');
  await reader.hears(/struck/i);
  await reads_all(person, reader);
  for (const text of [...kLines, 'half']) {
    assert.ok(!reader.said.some((one) => one.includes(text)), `typed, and said again: ${text}`);
  }
}
