// @ts-check
// The semantics tree on the page's side, and the plan of what must change on it when the
// program sends a difference. Each time every node is described anew and compared with what it was:
// a few hundred nodes cost less than a millisecond, and nothing can be forgotten.
import {describe, is_said} from './element.js';

/** @typedef {import('../protocol.js').SemanticsNode} SemanticsNode */
/** @typedef {import('./element.js').Description} Description */
/**
 * @typedef {object} Plan In the order in which it is to be carried out.
 * @property {{id: number, node: SemanticsNode, now: Description, before: Description|null}[]} put
 *   New and changed elements; `before` is null for a new one or one whose tag has changed.
 * @property {{parent: number, children: number[]}[]} children The children of every parent whose
 *   list has changed, in order; 0 is the root.
 * @property {number[]} removed
 * @property {{id: number, y: number}[]} scrolled
 * @property {{text: string, assertive: boolean}[]} said What a screen reader is to say now.
 */

const kAlt = 'Alt+';

export class Tree {
  /** @type {Map<number, SemanticsNode>} */
  nodes = new Map();
  /** @type {number[]} Reading order, parents before children. */
  order = [];
  /** @type {Map<number, Description>} */
  #described = new Map();
  /** @type {Map<number, number[]>} */
  #children = new Map();
  /** @type {Map<number, number>} */
  #scroll_seq = new Map();

  /** @param {string} [link_base] What the name of a file beside the program is put after. */
  constructor(link_base = '') {
    this.link_base = link_base;
  }

  /**
   * @param {Pick<import('../protocol.js').SemanticsRequest, 'changed'|'removed'|'order'>} request
   * @returns {Plan}
   */
  apply({changed, removed, order}) {
    for (const id of removed) this.nodes.delete(id);
    // An order names all that there is: after a lost graphics context the program tells everything
    // anew, without knowing what was there.
    const all = new Set(order);
    if (all.size > 0) for (const id of this.nodes.keys()) if (!all.has(id)) this.nodes.delete(id);
    const fresh = changed.filter((node) => !this.nodes.has(node.id)).map((node) => node.id);
    for (const node of changed) this.nodes.set(node.id, node);
    this.order = (order.length > 0 ? order : [...this.order, ...fresh])
        .filter((id) => this.nodes.has(id));
    const gone = [...this.#described.keys()].filter((id) => !this.nodes.has(id));
    for (const id of gone) {
      this.#described.delete(id);
      this.#scroll_seq.delete(id);
    }
    const children = this.#children_of();
    /** @type {Plan['said']} */
    const said = [];
    const plan = {put: this.#put(children, said), children: this.#reorder(children), removed: gone,
      scrolled: this.#scrolled(), said};
    this.#children = children;
    return plan;
  }

  /** @returns {Map<number, number[]>} */
  #children_of() {
    /** @type {Map<number, number[]>} */
    const children = new Map([[0, []]]);
    for (const id of this.order) {
      const parent = this.#parent(/** @type {SemanticsNode} */ (this.nodes.get(id)));
      const list = children.get(parent);
      if (list) list.push(id);
      else children.set(parent, [id]);
    }
    return children;
  }

  /** A parent that is not there counts as the root. @param {SemanticsNode} node */
  #parent(node) {
    return node.parent && this.nodes.has(node.parent) ? node.parent : 0;
  }

  /** @param {Map<number, number[]>} children @param {Plan['said']} said Gets what is to be said. */
  #put(children, said) {
    const inert = this.#inert(children);
    const tab_stops = this.#radio_tab_stops();
    const reached = this.#scrollers_reached();
    const put = [];
    for (const id of this.order) {
      const node = /** @type {SemanticsNode} */ (this.nodes.get(id));
      const now = describe(node, {
        origin: this.#origin(node),
        leaf: !children.has(id),
        link_base: this.link_base,
        inert: inert.has(id),
        tab_stop: node.scrolls ? !reached.has(id) : node.role !== 'radio' || tab_stops.has(id),
      });
      const before = this.#described.get(id) ?? null;
      if (before && same_description(before, now)) continue;
      this.#described.set(id, now);
      if (is_said(node) && now.text && now.text !== before?.text) {
        said.push({text: now.text, assertive: node.role === 'alert'});
      }
      put.push({id, node, now, before: before?.tag === now.tag ? before : null});
    }
    return put;
  }

  /** @param {SemanticsNode} node @returns {[number, number]} */
  #origin(node) {
    const parent = this.nodes.get(this.#parent(node));
    if (!parent || parent.scrolls) return [0, 0];
    return [parent.rect[0], parent.rect[1]];
  }

  /**
   * Everything beside the last dialog and its ancestors.
   * @param {Map<number, number[]>} children
   */
  #inert(children) {
    /** @type {Set<number>} */
    const inert = new Set();
    let at = this.order.findLast((id) => this.nodes.get(id)?.role === 'dialog') ?? 0;
    while (at !== 0) {
      const parent = this.#parent(/** @type {SemanticsNode} */ (this.nodes.get(at)));
      for (const sibling of children.get(parent) ?? []) if (sibling !== at) inert.add(sibling);
      at = parent;
    }
    return inert;
  }

  /** Tab reaches the checked radio of a group, or its first; arrows reach the others. */
  #radio_tab_stops() {
    /** @type {Map<number, number>} */
    const stops = new Map();
    for (const id of this.order) {
      const node = /** @type {SemanticsNode} */ (this.nodes.get(id));
      if (node.role !== 'radio') continue;
      const group = this.#parent(node);
      if (node.checked || !stops.has(group)) stops.set(group, id);
    }
    return new Set(stops.values());
  }

  /** The scroll containers that hold something which can have the keyboard. */
  #scrollers_reached() {
    /** @type {Set<number>} */
    const reached = new Set();
    for (const id of this.order) {
      const node = /** @type {SemanticsNode} */ (this.nodes.get(id));
      if (!node.focusable) continue;
      for (let at = this.#parent(node); at !== 0 && !reached.has(at);) {
        reached.add(at);
        at = this.#parent(/** @type {SemanticsNode} */ (this.nodes.get(at)));
      }
    }
    return reached;
  }

  /** @param {Map<number, number[]>} children */
  #reorder(children) {
    const lists = [];
    for (const [parent, list] of children) {
      const before = this.#children.get(parent);
      if (before && same_list(before, list)) continue;
      lists.push({parent, children: list});
    }
    return lists;
  }

  #scrolled() {
    const scrolled = [];
    for (const id of this.order) {
      const node = /** @type {SemanticsNode} */ (this.nodes.get(id));
      if (!node.scrolls || this.#scroll_seq.get(id) === (node.scroll_seq ?? 0)) continue;
      this.#scroll_seq.set(id, node.scroll_seq ?? 0);
      scrolled.push({id, y: node.scroll_y ?? 0});
    }
    return scrolled;
  }

  /** The keys that do something together with Alt now, in lower case. @returns {Set<string>} */
  alt_keys() {
    const keys = new Set();
    for (const {shortcut} of this.nodes.values()) {
      if (shortcut?.startsWith(kAlt)) keys.add(shortcut.slice(kAlt.length).toLowerCase());
    }
    return keys;
  }

  /**
   * The radio that an arrow key leads to from `id`.
   * @param {number} id @param {1|-1} step
   * @returns {number} 0 if `id` is not a radio.
   */
  next_radio(id, step) {
    const node = this.nodes.get(id);
    if (node?.role !== 'radio') return 0;
    const group = (this.#children.get(this.#parent(node)) ?? []).filter((one) => {
      const sibling = this.nodes.get(one);
      return sibling?.role === 'radio' && !sibling.disabled;
    });
    return group[(group.indexOf(id) + step + group.length) % group.length] ?? 0;
  }
}

/** @param {number[]} a @param {number[]} b */
function same_list(a, b) {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/** @param {Record<string, string>} a @param {Record<string, string>} b */
function same_record(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** @param {Description} a @param {Description} b */
function same_description(a, b) {
  return a.tag === b.tag && a.text === b.text && a.breaks === b.breaks && same_record(a.attributes, b.attributes) &&
      same_record(a.style, b.style);
}
