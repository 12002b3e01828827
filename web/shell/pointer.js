// @ts-check
// Where the pointer is, for hover and pressed looks. One move at a time is on its way: a worker that
// is behind must not be flooded.

/**
 * @param {HTMLElement} stage
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @returns {() => void} Call it when the worker has answered a move.
 */
export function listen_to_pointer(stage, send) {
  /** @type {import('../protocol.js').PageEvent|null} */
  let waiting = null;
  let on_its_way = false;
  const listen = (/** @type {any} */ target, /** @type {string} */ type,
                  /** @type {'move'|'down'|'up'|'leave'} */ phase) => {
    target.addEventListener(type, (/** @type {PointerEvent} */ event) => {
      if (!event.isPrimary) return;
      const box = stage.getBoundingClientRect();
      /** @type {import('../protocol.js').PageEvent} */
      const message = {type: 'pointer', phase, x: event.clientX - box.left,
        y: event.clientY - box.top, touch: event.pointerType === 'touch'};
      if (phase !== 'move') {
        waiting = null;
        return send(message);
      }
      waiting = message;
      if (!on_its_way) next();
    }, {capture: true, passive: true});
  };
  const next = () => {
    on_its_way = waiting !== null;
    if (waiting) send(waiting);
    waiting = null;
  };
  const document = stage.ownerDocument;
  listen(document, 'pointermove', 'move');
  listen(document, 'pointerdown', 'down');
  listen(document, 'pointerup', 'up');
  listen(document, 'pointercancel', 'leave');
  listen(document.documentElement, 'pointerleave', 'leave');
  return next;
}
