import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kept_text_scale, kTextScales, nearest_text_scale, next_text_scale, text_size_key} from
    '../../web/core/text_size.js';

test('text size: steps lead from 80 to 200 % and back, and end there', () => {
  const way = (from, by) => {
    const seen = [from];
    for (let at = 0; at < 9; ++at) seen.push(next_text_scale(seen.at(-1), by));
    return [...new Set(seen)];
  };
  assert.deepEqual(way(0.8, 1), [...kTextScales]);
  assert.deepEqual(way(2, -1), [...kTextScales].reverse());
});

test('text size: between two steps the next one counts', () => {
  assert.equal(next_text_scale(1.06, 1), 1.1);
  assert.equal(next_text_scale(1.06, -1), 1);
  assert.equal(next_text_scale(5, 1), 2);
});

test('text size: fingers find the nearest step, never beyond the ends', () => {
  assert.equal(nearest_text_scale(1.4), 1.5);
  assert.equal(nearest_text_scale(0.1), 0.8);
  assert.equal(nearest_text_scale(40), 2);
  assert.equal(nearest_text_scale(NaN), 1);
});

test('text size: what was kept counts only if it can be', () => {
  assert.equal(kept_text_scale('1.25'), 1.25);
  for (const wrong of [null, '', '0', '3', '-1', 'large', 'NaN']) {
    assert.equal(kept_text_scale(wrong), null, String(wrong));
  }
});

test('text size: Alt with plus, minus and nought; Ctrl alone is the browser\'s', () => {
  const press = (more) => ({key: '', code: '', altKey: true, ctrlKey: false, metaKey: false, ...more});
  assert.equal(text_size_key(press({key: '+'}), false), 'text_larger');
  assert.equal(text_size_key(press({key: '=', code: 'Equal'}), false), 'text_larger');
  assert.equal(text_size_key(press({key: '-'}), false), 'text_smaller');
  assert.equal(text_size_key(press({key: '0'}), false), 'text_as_device');
  assert.equal(text_size_key(press({key: '+', altKey: false, ctrlKey: true}), false), null);
  assert.equal(text_size_key(press({key: '+', ctrlKey: true}), false), null);
  assert.equal(text_size_key(press({key: '+', metaKey: true}), false), null);
  assert.equal(text_size_key(press({key: 'a', code: 'KeyA'}), false), null);
});

test('text size: in a field of an Apple system Option types, so it takes Control', () => {
  const press = {key: '\u2013', code: 'Minus', altKey: true, ctrlKey: false, metaKey: false};
  assert.equal(text_size_key(press, true), null);
  assert.equal(text_size_key({...press, ctrlKey: true}, true), 'text_smaller');
});
