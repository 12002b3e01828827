import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answer_key} from '../../web/core/keys.js';

const press = (key, more = {}) => answer_key({key, code: more.code ?? '', ctrl: false, meta: false, alt: false,
  shift: false, alt_graph: false, composing: false, apple: false, focus: 'none', ...more});
const kIgnored = {forward: false, prevent: false, key: ''};

test('keys: what belongs to the browser is left alone', () => {
  for (const [key, more] of [['F5', {}], ['F12', {}], ['F3', {}], ['r', {ctrl: true}], ['c', {ctrl: true}],
    ['v', {meta: true}], ['x', {ctrl: true}], ['C', {ctrl: true, shift: true}], ['f', {ctrl: true}],
    ['Tab', {}], ['Shift', {}], ['ArrowLeft', {alt: true}], ['d', {alt: true}]]) {
    assert.deepEqual(press(key, more), kIgnored, key);
  }
});

test('keys: the app\'s own work everywhere, also while typing, and nothing is typed', () => {
  for (const focus of ['none', 'field', 'control']) {
    assert.deepEqual(press('q', {alt: true, code: 'KeyQ', focus}), {forward: true, prevent: true, key: 'q'});
    assert.deepEqual(press('F9', {focus}), {forward: true, prevent: true, key: 'F9'});
    assert.deepEqual(press('ArrowUp', {alt: true, focus}), {forward: true, prevent: true, key: 'ArrowUp'});
    assert.deepEqual(press('Enter', {ctrl: true, focus}), {forward: true, prevent: true, key: 'Enter'});
  }
});

test('keys: typing is not forwarded, Escape is, and its own meaning stays', () => {
  assert.equal(press('a', {focus: 'field'}).forward, false);
  assert.equal(press('ArrowLeft', {focus: 'field'}).forward, false);
  assert.equal(press('Enter', {focus: 'field'}).forward, false);
  assert.deepEqual(press('Escape', {focus: 'field'}), {forward: true, prevent: false, key: 'Escape'});
  assert.deepEqual(press('Enter', {focus: 'single_line'}), {forward: true, prevent: false, key: 'Enter'});
});

test('keys: a button keeps Enter and Space for itself', () => {
  assert.deepEqual(press('Enter', {focus: 'control'}), kIgnored);
  assert.deepEqual(press(' ', {focus: 'control'}), kIgnored);
  assert.equal(press('ArrowDown', {focus: 'control'}).forward, true);
  assert.equal(press('Enter').forward, true);
});

test('keys: nothing is taken from a composition or from AltGr', () => {
  assert.deepEqual(press('q', {alt: true, composing: true, focus: 'field'}), kIgnored);
  assert.deepEqual(press('@', {alt: true, ctrl: true, alt_graph: true, code: 'KeyQ', focus: 'field'}), kIgnored);
  assert.deepEqual(press('ś', {alt_graph: true, code: 'KeyS', focus: 'field'}), kIgnored);
});

test('keys: in a field Option types on Apple systems; with Control it is a shortcut', () => {
  assert.deepEqual(press('œ', {alt: true, code: 'KeyQ', apple: true, focus: 'field'}), kIgnored);
  assert.deepEqual(press('œ', {alt: true, code: 'KeyQ', apple: true}), {forward: true, prevent: true, key: 'q'});
  assert.deepEqual(press('œ', {alt: true, ctrl: true, code: 'KeyQ', apple: true, focus: 'field'}),
      {forward: true, prevent: true, key: 'q'});
});

test('keys: what the person has chosen is the app\'s too, with Alt and while it is on the screen', () => {
  const chosen = new Set(['k']);
  assert.deepEqual(press('k', {alt: true, code: 'KeyK', focus: 'field'}), kIgnored);
  assert.deepEqual(press('k', {alt: true, code: 'KeyK', focus: 'field', chosen}),
      {forward: true, prevent: true, key: 'k'});
  assert.deepEqual(press('k', {code: 'KeyK', focus: 'field', chosen}).prevent, false);
});

test('keys: a letter of another script counts by its place, one of another layout by its name', () => {
  assert.equal(press('й', {alt: true, code: 'KeyQ'}).key, 'q');
  assert.equal(press('q', {alt: true, code: 'KeyA'}).key, 'q');
});
