import assert from 'node:assert/strict';
import {test} from 'node:test';
import {abilities_of, missing_page} from '../../web/core/support.js';
import {visible_part} from '../../web/core/viewport.js';

const of = (more) => visible_part({inner_width: 800, inner_height: 600, visual: null, typing: false,
  insets: {left: 0, top: 0, right: 0, bottom: 0}, pixel_ratio: 2, root_font_px: 16, text_scale: null,
  ...more});

test('viewport: without a soft keyboard it is the page', () => {
  assert.deepEqual(of({}), {width: 800, height: 600, left: 0, top: 0,
    pixel_ratio: 2, text_scale: 1});
});

test('viewport: a soft keyboard of ours takes its part away, and the page moves with it', () => {
  const {height, top} = of({typing: true, visual: {height: 350, offset_top: 90, scale: 1}});
  assert.deepEqual([height, top], [350, 90]);
});

test('viewport: another app\'s keyboard and a zoomed page change nothing', () => {
  assert.equal(of({visual: {height: 350, offset_top: 0, scale: 1}}).height, 600);
  assert.equal(of({typing: true, visual: {height: 300, offset_top: 0, scale: 2}}).height, 600);
});

test('viewport: a stale offset never moves the page out of sight', () => {
  assert.equal(of({typing: true, visual: {height: 350, offset_top: 900, scale: 1}}).top, 250);
});

test('viewport: the person\'s text size counts, within limits', () => {
  assert.equal(of({root_font_px: 24}).text_scale, 1.5);
  assert.equal(of({root_font_px: 80}).text_scale, 2);
  assert.equal(of({root_font_px: NaN}).text_scale, 1);
});

test('viewport: what is chosen in the app counts before what the device says', () => {
  assert.equal(of({root_font_px: 24, text_scale: 0.9}).text_scale, 0.9);
  assert.equal(of({root_font_px: 24, text_scale: 7}).text_scale, 2);
});

test('viewport: nothing lies under corners, cameras and the system\'s bars', () => {
  const insets = {left: 44, top: 20, right: 30, bottom: 21};
  const {left, top, width, height} = of({insets});
  assert.deepEqual([left, top, width, height], [44, 20, 726, 559]);
});

test('viewport: a soft keyboard covers the lower bar, which is not taken away twice', () => {
  const insets = {left: 0, top: 20, right: 0, bottom: 34};
  const visual = {height: 300, offset_top: 0, scale: 1};
  const {top, height} = of({insets, visual, typing: true});
  assert.deepEqual([top, height], [20, 280]);
  const moved = of({insets, visual: {...visual, offset_top: 90}, typing: true});
  assert.deepEqual([moved.top, moved.height], [90, 300]);
});

test('support: an insecure address and an old browser are told apart', () => {
  assert.equal(missing_page({secure: false, workers: true, canvas: true}), 'insecure');
  assert.equal(missing_page({secure: true, workers: false, canvas: true}), 'old-browser');
  assert.equal(missing_page({secure: true, workers: true, canvas: false}), '');
  assert.deepEqual(abilities_of({isSecureContext: true}), {secure: true, workers: false, canvas: false});
});
