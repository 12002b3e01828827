// @ts-check
// Copying marked notes: the browser would put in names of buttons and breaks of lines that are
// none. And buttons that copy, which the browser allows only within the press itself.
import {copied_text} from '../core/copied.js';

/** @typedef {import('../core/copied.js').Part} Part */

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {Document} place The tab's, or the small window's.
 */
export function listen_to_copies(mirror, place) {
  place.addEventListener('copy', (event) => {
    const selection = place.getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const parts = marked_parts(mirror.root, selection.getRangeAt(0));
    if (parts.length === 0) return;  // In a field: the browser's own business.
    event.clipboardData.setData('text/plain', copied_text(parts));
    event.preventDefault();
  });
}

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 */
export function listen_to_copy_buttons(mirror, send) {
  mirror.root.addEventListener('click', (event) => {
    const node = mirror.node(mirror.id_of(event.target));
    if (!node?.copies || node.disabled) return;
    // The window that has the press is the one that may.
    (mirror.document.defaultView ?? window).navigator.clipboard.writeText(node.copies).catch(() =>
        send({type: 'refused', what: 'no_clipboard'}));
  });
}

/** @param {HTMLElement} root @param {Range} range @returns {Part[]} */
function marked_parts(root, range) {
  /** @type {Part[]} */
  const parts = [];
  for (const element of root.querySelectorAll('.selectable, [role=listitem] [role=img]')) {
    if (!range.intersectsNode(element)) continue;
    const row = element.closest('[role=listitem]');
    if (element.classList.contains('selectable')) {
      const text = text_within(element, range);
      if (text !== '') parts.push({row, kind: 'text', text});
    } else if (element.ariaLabel) {
      parts.push({row, kind: 'sign', text: element.ariaLabel});
    }
  }
  return parts;
}

/** The part of an element's text that is marked. @param {Element} element @param {Range} range */
function text_within(element, range) {
  const inside = element.ownerDocument.createRange();
  inside.selectNodeContents(element);
  if (element.contains(range.startContainer)) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (element.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
  return inside.toString();
}
