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
  assert.equal(gesture.moved(104, 103), null);
  assert.equal(gesture.rested(), true);
  assert.equal(gesture.rested(), false);
  assert.equal(gesture.moved(200, 100), null);
});

test('touch: a finger that moved is no long press', () => {
  const gesture = begun();
  gesture.moved(100, 112);
  assert.equal(gesture.rested(), false);
});

test('touch: the row follows a finger to either side, and acts once it is far enough and lifted', () => {
  for (const side of [-1, 1]) {
    const gesture = begun();
    assert.deepEqual(gesture.moved(100 + side * 20, 102), {x: side * 20, acts: false});
    assert.deepEqual(gesture.moved(100 + side * 48, 110), {x: side * 48, acts: true});
    assert.equal(gesture.rested(), false);
    assert.equal(gesture.lifted(), true);
    assert.equal(gesture.lifted(), false, 'once');
    assert.equal(gesture.moved(100 + side * 90, 110), null);
  }
});

test('touch: a finger that goes back, or is lifted too soon, does nothing', () => {
  const gesture = begun();
  assert.equal(gesture.moved(160, 104)?.acts, true);
  assert.deepEqual(gesture.moved(108, 104), {x: 8, acts: false});
  assert.equal(gesture.lifted(), false);
  gesture.begin(100, 100);
  assert.equal(gesture.moved(140, 100)?.acts, false);
  assert.equal(gesture.lifted(), false);
});

test('touch: a row goes only so far', () => {
  assert.equal(begun().moved(400, 100)?.x, 96);
  assert.equal(begun().moved(-400, 100)?.x, -96);
});

test('touch: aslant is no swipe; one that goes aslant after it began does not act', () => {
  const aslant = begun();
  assert.equal(aslant.moved(160, 140), null);
  assert.equal(aslant.lifted(), false);
  const turned = begun();
  assert.equal(turned.moved(160, 110)?.acts, true);
  assert.deepEqual(turned.moved(160, 150), {x: 60, acts: false});
});

test('touch: what has ended means nothing more', () => {
  const gesture = begun();
  gesture.moved(160, 100);
  gesture.end();
  assert.equal(gesture.rested(), false);
  assert.equal(gesture.lifted(), false);
  assert.equal(gesture.moved(200, 100), null);
});
