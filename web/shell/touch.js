// @ts-check
// A long press on a row, or a finger's swipe across it, presses the row's own button for what can be
// done with it. That button is always there as well. The row follows a finger that sweeps it aside; it
// acts when it is lifted far enough to the side, and goes back in any case.
import {kLongPressMs, TouchGesture} from '../core/touch_gesture.js';

/** Of the swipes; one finger makes one at a time. */
const kSwipe = 0;

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {import('./paced.js').Paced} swipes
 */
export function listen_to_touch(mirror, send, swipes) {
  const {root} = mirror;
  const gesture = new TouchGesture();
  let touched = {row: 0, opens: 0};
  let is_aside = false;
  let timer = 0;
  const end = () => {
    gesture.end();
    clearTimeout(timer);
    if (!is_aside) return;
    is_aside = false;
    swipes.drop(kSwipe);
    send({type: 'swipe', node: touched.row, x: 0, acts: false});
  };
  const open = () => {
    end();
    // What was opened meanwhile stays so: the same gesture twice must not take it away again.
    if (may_open(mirror, touched.opens)) {
      send({type: 'action', node: touched.opens, action: 'click'});
    }
  };
  root.addEventListener('pointerdown', (event) => {
    end();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const row = row_under(mirror, event);
    if (!row) return;
    touched = row;
    gesture.begin(event.clientX, event.clientY);
    timer = window.setTimeout(() => gesture.rested() && open(), kLongPressMs);
  }, {passive: true});
  root.addEventListener('pointermove', (event) => {
    const swipe = event.isPrimary ? gesture.moved(event.clientX, event.clientY) : null;
    if (!swipe) return;
    is_aside = true;
    swipes.push(kSwipe, {type: 'swipe', node: touched.row, ...swipe});
  }, {passive: true});
  root.addEventListener('pointerup', () => gesture.lifted() ? open() : end(), {passive: true});
  root.addEventListener('pointercancel', end, {passive: true});
}

/** @param {import('./mirror.js').Mirror} mirror @param {number} opens */
function may_open(mirror, opens) {
  const node = mirror.node(opens);
  return node !== undefined && !node.disabled && !node.expanded;
}

/**
 * The row under a finger, and what it opens; null for none, where that is open already, and where the
 * finger is on a control of its own.
 * @param {import('./mirror.js').Mirror} mirror @param {PointerEvent} event
 */
function row_under(mirror, event) {
  const touched = mirror.node(mirror.id_of(event.target));
  if (!touched || (touched.focusable && !touched.scrolls)) return null;
  // Texts let touches through to what scrolls, so the row is found by its place.
  for (const [row, {touch_opens: opens}] of mirror.tree.nodes) {
    if (!opens || !may_open(mirror, opens)) continue;
    const box = mirror.find(row)?.getBoundingClientRect();
    const inside = box && event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
    if (inside) return {row, opens};
  }
  return null;
}
