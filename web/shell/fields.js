// @ts-check
// The text fields: native elements, so that input methods, soft keyboards, dictation, selection
// handles and undo are the system's own. While somebody composes a word, nothing here touches it.
import {is_field, is_secret, value_to_send} from '../core/field.js';

/** @typedef {HTMLInputElement|HTMLTextAreaElement} Field */

export class Fields {
  /** @type {Set<Field>} */
  #composing = new Set();
  /** @type {WeakMap<Field, string>} What the program knows a field to hold. */
  #known = new WeakMap();
  /** @type {Map<Field, string>} What the program wants a field to hold, once a word is finished. */
  #wanted = new Map();
  #shift = false;

  /**
   * @param {import('./mirror.js').Mirror} mirror
   * @param {(event: import('../protocol.js').PageEvent) => void} send
   */
  constructor(mirror, send) {
    this.mirror = mirror;
    this.send = send;
    const listen = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
        mirror.root.addEventListener(type, listener);
    listen('input', (event) => this.#with_field(event, (field) => {
      if (!event.isComposing && !this.#composing.has(field)) this.#flush(field);
    }));
    listen('compositionstart', (event) => this.#with_field(event, (field) => {
      this.#composing.add(field);
    }));
    listen('compositionend', (event) => this.#with_field(event, (field) => this.#composed(field)));
    listen('keydown', (event) => this.#with_field(event, (field) => {
      this.#shift = event.shiftKey;
      const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
      // 229: the key belongs to the input method, also right after a composition in WebKit.
      if (event.key === 'Enter' && plain && !event.isComposing && event.keyCode !== 229) {
        this.#submit(field, event);
      }
    }));
    // Soft keyboards that report no Enter key report the line break that it would make.
    listen('beforeinput', (event) => this.#with_field(event, (field) => {
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
      if (breaks && !this.#shift && !this.#composing.has(field)) this.#submit(field, event);
    }));
  }

  /** A new field shows its node's value once. @param {Field} field @param {string} value */
  made(field, value) {
    field.value = value;
    this.#known.set(field, value);
  }

  /** Replaces a field's text from the program's side. @param {number} id @param {string} value */
  set_text(id, value) {
    const field = this.#field(this.mirror.find(id));
    if (!field) return;
    if (this.#composing.has(field)) {
      this.#wanted.set(field, value);
      return;
    }
    this.#known.set(field, value);
    if (field.value !== value) field.value = value;
  }

  /** The page may be gone in a moment: sends what is typed, also in the middle of a word. */
  flush_all() {
    for (const field of this.#composing) this.#flush(field);
  }

  /** The text of the field that is being typed in, for the page that says that all has stopped. */
  unsent_text() {
    const field = this.#field(this.mirror.document.activeElement);
    const node = this.mirror.node(this.mirror.id_of(field));
    return field && node && !is_secret(node) ? field.value : '';
  }

  /** @param {Event} event @param {(field: Field) => void} use */
  #with_field(event, use) {
    const field = this.#field(event.target);
    if (field) use(field);
  }

  /** @param {unknown} element @returns {Field|null} */
  #field(element) {
    const usable = element instanceof HTMLTextAreaElement ||
        (element instanceof HTMLInputElement && element.type !== 'file');
    return usable && this.mirror.id_of(element) !== 0 ? /** @type {Field} */ (element) : null;
  }

  /** @param {Field} field */
  #composed(field) {
    this.#composing.delete(field);
    const wanted = this.#wanted.get(field);
    this.#wanted.delete(field);
    if (wanted === undefined) return this.#flush(field);
    this.#known.set(field, wanted);
    field.value = wanted;
  }

  /** @param {Field} field */
  #flush(field) {
    const node = this.mirror.node(this.mirror.id_of(field));
    if (!node || !is_field(node)) return;
    const value = value_to_send(node, field.value);
    if (this.#known.get(field) === value) return;
    this.#known.set(field, value);
    this.send({type: 'text', node: node.id, value});
  }

  /** @param {Field} field @param {Event} event */
  #submit(field, event) {
    const node = this.mirror.node(this.mirror.id_of(field));
    if (!node?.submit_on_enter) return;
    event.preventDefault();
    const value = value_to_send(node, field.value);
    field.value = '';
    this.#known.set(field, '');
    this.send({type: 'action', node: node.id, action: 'submit', value});
  }
}
