import assert from 'node:assert/strict';
import {test} from 'node:test';
import {TouchGesture} from '../../web/core/touch_gesture.js';

const begun = () => {
  const gesture = new TouchGesture();
  gesture.begin(100, 100);
  return gesture;
};

test('touch: a finger that rests is a long press, once', () => {
  const gesture = begun();
  assert.equal(gesture.moved_aside(104, 103), false);
  assert.equal(gesture.rested(), true);
  assert.equal(gesture.rested(), false);
  assert.equal(gesture.moved_aside(200, 100), false);
});

test('touch: a finger that moved is no long press', () => {
  const gesture = begun();
  gesture.moved_aside(100, 112);
  assert.equal(gesture.rested(), false);
});

test('touch: to the side is a swipe, once, to the left or the right', () => {
  for (const x of [40, 160]) {
    const gesture = begun();
    assert.equal(gesture.moved_aside(x, 110), true);
    assert.equal(gesture.moved_aside(x * 2, 110), false);
    assert.equal(gesture.rested(), false);
  }
});

test('touch: aslant is no swipe', () => {
  assert.equal(begun().moved_aside(160, 140), false);
});

test('touch: what has ended means nothing more', () => {
  const gesture = begun();
  gesture.end();
  assert.equal(gesture.rested(), false);
  assert.equal(gesture.moved_aside(200, 100), false);
});
