// @ts-check
// Where the pointer is, for hover and pressed looks.

/** Of the moves; the other phases are sent one by one. */
const kMove = 0;

/**
 * @param {HTMLElement} stage
 * @param {Document} document Of the tab, or of another window that the stage may be in.
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {import('./paced.js').Paced} moves
 */
export function listen_to_pointer(stage, document, send, moves) {
  const listen = (/** @type {any} */ target, /** @type {string} */ type,
                  /** @type {'move'|'down'|'up'|'leave'} */ phase) => {
    target.addEventListener(type, (/** @type {PointerEvent} */ event) => {
      if (!event.isPrimary) return;
      const box = stage.getBoundingClientRect();
      /** @type {import('../protocol.js').PageEvent} */
      const message = {type: 'pointer', phase, x: event.clientX - box.left,
        y: event.clientY - box.top, touch: event.pointerType === 'touch'};
      if (phase === 'move') return moves.push(kMove, message);
      moves.drop(kMove);
      send(message);
    }, {capture: true, passive: true});
  };
  listen(document, 'pointermove', 'move');
  listen(document, 'pointerdown', 'down');
  listen(document, 'pointerup', 'up');
  listen(document, 'pointercancel', 'leave');
  listen(document.documentElement, 'pointerleave', 'leave');
}
