// @ts-check
// A long press on a row, or a finger's swipe across it, presses the row's own button for what can be
// done with it. That button is always there as well.
import {kLongPressMs, TouchGesture} from '../core/touch_gesture.js';

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 */
export function listen_to_touch(mirror, send) {
  const {root} = mirror;
  const gesture = new TouchGesture();
  let opens = 0;
  let timer = 0;
  const end = () => {
    gesture.end();
    clearTimeout(timer);
  };
  const open = () => {
    end();
    const node = mirror.node(opens);
    // What is open already stays so: the same gesture twice must not take it away again.
    if (node && !node.disabled && !node.expanded) {
      send({type: 'action', node: opens, action: 'click'});
    }
  };
  root.addEventListener('pointerdown', (event) => {
    end();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    opens = opened_by(mirror, event);
    if (opens === 0) return;
    gesture.begin(event.clientX, event.clientY);
    timer = window.setTimeout(() => gesture.rested() && open(), kLongPressMs);
  }, {passive: true});
  root.addEventListener('pointermove', (event) => {
    if (event.isPrimary && gesture.moved_aside(event.clientX, event.clientY)) open();
  }, {passive: true});
  for (const type of ['pointerup', 'pointercancel']) {
    root.addEventListener(type, end, {passive: true});
  }
}

/**
 * What the row under a finger opens; 0 for none, and where the finger is on a control of its own.
 * @param {import('./mirror.js').Mirror} mirror @param {PointerEvent} event
 */
function opened_by(mirror, event) {
  const touched = mirror.node(mirror.id_of(event.target));
  if (!touched || (touched.focusable && !touched.scrolls)) return 0;
  // Texts let touches through to what scrolls, so the row is found by its place.
  for (const [id, node] of mirror.tree.nodes) {
    if (!node.touch_opens) continue;
    const box = mirror.find(id)?.getBoundingClientRect();
    const inside = box && event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
    if (inside) return node.touch_opens;
  }
  return 0;
}
