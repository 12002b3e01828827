// @ts-check
// The mirror: real elements for the semantics tree, exactly over what the program has drawn. Screen
// readers, find-in-page, the keyboard, fingers and tests all meet these; the canvas is only seen.
import {lines_of} from '../core/element.js';
import {moves} from '../core/order.js';
import {Tree} from '../core/tree.js';

/** @typedef {import('../core/element.js').Description} Description */

export class Mirror {
  /** @type {Map<number, HTMLElement>} */
  #elements = new Map();

  /**
   * @param {HTMLElement} root
   * @param {(element: HTMLElement, node: import('../protocol.js').SemanticsNode) => void} made
   *   A new element stands in the page.
   * @param {string} link_base Where files beside the program lie.
   */
  constructor(root, made, link_base) {
    this.tree = new Tree(link_base);
    this.root = root;
    // Elements of one realm wherever they stand: another window's would be of other classes.
    this.maker = root.ownerDocument;
    this.made = made;
    this.#elements.set(0, root);
  }

  /** Where the mirror stands now: the tab's, or the small window's. */
  get document() {
    return this.root.ownerDocument;
  }

  /**
   * @param {import('../protocol.js').SemanticsRequest} request
   * @returns What a screen reader is to say of it.
   */
  apply(request) {
    const plan = this.tree.apply(request);
    const focused = this.id_of(this.document.activeElement);
    /** @type {typeof plan.put} */
    const fresh = [];
    for (const one of plan.put) {
      if (!one.before) fresh.push(one);
      this.#put(one.id, one.now, one.before);
    }
    for (const {parent, children} of plan.children) this.#reorder(parent, children);
    for (const id of plan.removed) {
      this.#elements.get(id)?.remove();
      this.#elements.delete(id);
    }
    for (const {id, node} of fresh) this.made(this.#element(id), node);
    // A button that became a field (or the like) is still the same control to the program.
    if (fresh.some(({id}) => id === focused)) this.focus(focused);
    // All of them: a content that grew or shrank is no change of its container's description.
    for (const [id, node] of this.tree.nodes) {
      if (node.scrolls) this.#extend(id, node.content_height ?? 0);
    }
    for (const {id, y} of plan.scrolled) this.#element(id).scrollTop = y;
    return plan.said;
  }

  /** The node that `target` belongs to; 0 for none. @param {EventTarget|null} target */
  id_of(target) {
    const element = target instanceof Element ? target.closest('[data-node]') : null;
    return element ? Number(element.getAttribute('data-node')) : 0;
  }

  /** @param {number} id */
  node(id) {
    return this.tree.nodes.get(id);
  }

  /** @param {number} id @returns {HTMLElement|undefined} */
  find(id) {
    return id === 0 ? undefined : this.#elements.get(id);
  }

  /**
   * Moves the keyboard to a node; also to a part that is no control, such as a skip link's target.
   * @param {number} id
   */
  focus(id) {
    const element = this.find(id);
    if (!element) return;
    if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
      // Only as long as it has the keyboard: a press on an empty place must not lead there.
      element.setAttribute('tabindex', '-1');
      element.addEventListener('blur', () => element.removeAttribute('tabindex'), {once: true});
    }
    element.focus();
  }

  /** @param {number} id */
  #element(id) {
    return /** @type {HTMLElement} */ (this.#elements.get(id));
  }

  /** @param {number} id @param {Description} now @param {Description|null} before */
  #put(id, now, before) {
    let element = this.#elements.get(id);
    if (!element || !before) {
      const old = element;
      element = this.maker.createElement(now.tag);
      this.#elements.set(id, element);
      if (old) {
        const children = [...old.children].filter((child) => child.hasAttribute('data-node'));
        element.append(...children);
        old.replaceWith(element);
      }
    }
    patch_attributes(element, now.attributes, before?.attributes ?? {});
    for (const name of Object.keys({...before?.style, ...now.style})) {
      if (before?.style[name] !== now.style[name]) {
        element.style.setProperty(name, now.style[name] ?? '');
      }
    }
    if ((before?.text ?? '') !== now.text || (before?.breaks ?? '') !== now.breaks) {
      put_text(element, now.text, now.breaks);
    }
  }

  /** @param {number} parent @param {number[]} wanted */
  #reorder(parent, wanted) {
    const element = this.#element(parent);
    const current = [...element.children].map((child) => Number(child.getAttribute('data-node')))
        .filter((id) => id !== 0 && this.tree.nodes.has(id));
    const active = this.document.activeElement;
    const pinned = wanted.find((id) => this.#element(id).contains(active)) ?? 0;
    for (const {id, before} of moves(current, wanted, pinned)) {
      const child = this.#element(id);
      const top = child.scrollTop;
      element.insertBefore(child, before === 0 ? null : this.#element(before));
      if (top !== 0) child.scrollTop = top;  // Moving an element scrolls it back.
    }
  }

  /**
   * The scrolled content is as high as the program says.
   * @param {number} id @param {number} height
   */
  #extend(id, height) {
    const element = this.#element(id);
    let extent = /** @type {HTMLElement|null} */ (element.querySelector(':scope > .extent'));
    if (!extent) {
      extent = this.maker.createElement('div');
      extent.className = 'extent';
      element.prepend(extent);
    }
    const wanted = `${height}px`;
    if (extent.style.height !== wanted) extent.style.height = wanted;
  }
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, string>} now @param {Record<string, string>} before
 */
function patch_attributes(element, now, before) {
  for (const name of Object.keys(before)) if (!(name in now)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(now)) {
    if (before[name] !== value) element.setAttribute(name, value);
  }
}

/**
 * An element's own text stands before its children. What a translator has put in its place goes.
 * @param {HTMLElement} element @param {string} text @param {string} breaks
 */
function put_text(element, text, breaks) {
  for (const child of [...element.childNodes]) {
    const stays = child instanceof Element &&
        (child.hasAttribute('data-node') || child.classList.contains('extent'));
    if (!stays) child.remove();
  }
  if (breaks === '') return element.prepend(text);
  const {ownerDocument} = element;
  element.prepend(...lines_of(text, breaks).flatMap(({line, blanks}, at, all) => {
    const piece = ownerDocument.createElement('span');
    piece.className = 'line';
    piece.textContent = line;
    if (at === all.length - 1) return [piece];
    return [piece, blanks === '' ? ownerDocument.createElement('wbr') : blanks];
  }));
}
