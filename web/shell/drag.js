// @ts-check
// One control dragged onto another with the mouse: a line onto the item that it belongs to. There is
// always another way as well. The browser carries no words of it, so that a slip of the hand leaves
// nothing in another window.

/** @typedef {import('../protocol.js').SemanticsNode} SemanticsNode */

/** Says to the browser that something is dragged; it holds nothing. */
const kNothing = 'application/x-quietroom';

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {() => void} before_drop What is typed must be known before a drop is.
 */
export function listen_to_drags(mirror, send, before_drop) {
  const {root} = mirror;
  /** @type {SemanticsNode|null} */
  let dragged = null;
  /** @type {HTMLElement|undefined} */
  let marked;
  const mark = (/** @type {HTMLElement|undefined} */ element) => {
    if (element === marked) return;
    marked?.removeAttribute('data-drop-here');
    element?.setAttribute('data-drop-here', '');
    marked = element;
  };
  root.addEventListener('dragstart', (event) => {
    const node = mirror.node(mirror.id_of(event.target));
    dragged = node?.drags && !node.disabled ? node : null;
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData(kNothing, '');
    show(mirror, event.dataTransfer, dragged.description ?? '');
  });
  root.addEventListener('dragover', (event) => {
    const taker = dragged ? taker_at(mirror, event) : null;
    mark(taker ? mirror.find(taker.id) : undefined);
    if (!taker || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
  });
  root.addEventListener('drop', (event) => {
    const taker = dragged ? taker_at(mirror, event) : null;
    if (!dragged?.drags || !taker) return;
    event.preventDefault();
    before_drop();
    send({type: 'action', node: taker.id, action: 'drop', value: dragged.drags});
  });
  root.addEventListener('dragend', () => {
    mark(undefined);
    dragged = null;
  });
}

/** @param {import('./mirror.js').Mirror} mirror @param {DragEvent} event */
function taker_at(mirror, event) {
  const node = mirror.node(mirror.id_of(event.target));
  return node?.takes_drops && !node.disabled ? node : null;
}

/**
 * The mirror's elements are transparent, so what hangs at the pointer is made for it.
 * @param {import('./mirror.js').Mirror} mirror @param {DataTransfer} transfer
 * @param {string} words
 */
function show(mirror, transfer, words) {
  const chip = mirror.document.createElement('div');
  chip.className = 'dragged';
  chip.textContent = words;
  mirror.document.body.append(chip);
  transfer.setDragImage(chip, 12, 12);
  // The browser has taken its picture when this task is over.
  setTimeout(() => chip.remove(), 0);
}
