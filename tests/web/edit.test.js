// Changes of one text from two sides. Random ones are printed by their seed.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {change_between, merge, place_after} from '../../web/core/edit.js';

/** A small generator that gives the same numbers everywhere. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 4294967296 * below);
  };
}

const kPieces = ['a', 'b', ' ', '\n', 'ä', '日', '語', '😀', '😁', '👩‍👧', 'ש', 'ع', 'e\u0301'];

function random_text(next, pieces) {
  return Array.from({length: next(pieces)}, () => kPieces[next(kPieces.length)]).join('');
}

const apply = (text, {from, to, text: put}) => text.slice(0, from) + put + text.slice(to);

test('change_between: gives the second text, and cuts no pair in two', () => {
  for (let seed = 1; seed <= 2000; ++seed) {
    const next = random(seed);
    const before = random_text(next, 8);
    const after = random_text(next, 8);
    const change = change_between(before, after);
    assert.equal(apply(before, change), after, `seed ${seed}`);
    assert.ok(change.text.isWellFormed() && before.slice(change.from, change.to).isWellFormed(),
        `seed ${seed}`);
  }
});

test('merge: what was typed meanwhile stays', () => {
  const rows = [
    ['emptied by the program, typed on at the end', 'abc', 'abcx', '', 'x'],
    ['emptied, nothing typed', 'abc', 'abc', '', ''],
    ['restored while somebody began to type', '', 'y', 'restored', 'restoredy'],
    ['emptied, changed in the middle', 'abc', 'axc', '', 'x'],
    ['changed elsewhere before it', 'one two', 'one two three', 'ONE two', 'ONE two three'],
    ['changed elsewhere behind it', 'one two', 'zero one two', 'one TWO', 'zero one TWO'],
    ['letters deleted that the program replaced', 'abcdef', 'af', 'aXf', 'aXf'],
    ['half of an emoji is the same', '😀', '😀!', '😁', '😁!'],
  ];
  for (const [what, base, typed, wanted, merged] of rows) {
    assert.equal(merge(base, typed, wanted), merged, what);
  }
});

test('merge: every typed letter is there, whatever the program did', () => {
  for (let seed = 1; seed <= 2000; ++seed) {
    const next = random(seed);
    const base = random_text(next, 8);
    const wanted = random_text(next, 8);
    const at = change_between(base, base + 'x').from;
    const typed = `${base.slice(0, at)}TYPED${base.slice(at)}`;
    const merged = merge(base, typed, wanted);
    assert.ok(merged.includes('TYPED'), `seed ${seed}: ${merged}`);
    assert.equal(merged.replace('TYPED', ''), wanted, `seed ${seed}`);
  }
});

test('place_after: the caret stays between the same letters', () => {
  const rows = [
    ['before it', 2, {from: 4, to: 6, text: 'xyz'}, 2],
    ['right before it', 4, {from: 4, to: 4, text: 'xyz'}, 4],
    ['behind it', 6, {from: 1, to: 3, text: ''}, 4],
    ['in what is gone', 3, {from: 1, to: 5, text: ''}, 1],
    ['in what is replaced', 3, {from: 1, to: 5, text: 'abcdef'}, 3],
  ];
  for (const [what, place, change, after] of rows) {
    assert.equal(place_after(place, change), after, what);
  }
});
