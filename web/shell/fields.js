// @ts-check
// The text fields: native elements, so that input methods, soft keyboards, dictation, selection
// handles and undo are the system's own. While somebody composes a word, nothing here touches it.
import {change_between, merge, place_after} from '../core/edit.js';
import {is_field, is_secret, units_max, value_to_send} from '../core/field.js';

/** @typedef {HTMLInputElement|HTMLTextAreaElement} Field */
/** @typedef {{value: string, base: string|undefined}} Wanted */

export class Fields {
  /** @type {Set<Field>} */
  #composing = new Set();
  /** @type {WeakMap<Field, string>} What the program knows a field to hold. */
  #known = new WeakMap();
  /** @type {Map<Field, Wanted>} What the program wants a field to hold, once a word is finished. */
  #wanted = new Map();
  /** How many commands the program has not handled yet; until then no text is sent. */
  #waiting = 0;
  /** @type {Set<Field>} What was typed in the meantime. */
  #unsent = new Set();
  /** @type {{field: Field, node: number, value: string, base?: string}[]} The same for Enter. */
  #submits = [];
  #shift = false;
  /** The program's own change is under way: what the browser tells of it is nobody's typing. */
  #replacing = false;

  /**
   * @param {import('./mirror.js').Mirror} mirror
   * @param {(event: import('../protocol.js').PageEvent) => void} send
   */
  constructor(mirror, send) {
    this.mirror = mirror;
    this.send = send;
    this.#listen('input', (field, event) => {
      if (!event.isComposing && !this.#composing.has(field)) this.#flush(field);
    });
    this.#listen('compositionstart', (field) => this.#composing.add(field));
    this.#listen('compositionend', (field) => this.#composed(field));
    this.#listen('keydown', (field, event) => {
      this.#shift = event.shiftKey;
      const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
      // 229: the key belongs to the input method, also right after a composition in WebKit.
      if (event.key === 'Enter' && plain && !event.isComposing && event.keyCode !== 229) {
        this.#submit(field, event);
      }
    });
    this.#listen('beforeinput', (field, event) => {
      // Soft keyboards that report no Enter key report the line break that it would make.
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
      if (breaks && !this.#shift && !this.#composing.has(field)) this.#submit(field, event);
      else if (!event.isComposing) this.#refuse_too_long(field, event, event.data);
    });
    this.#listen('paste', (field, event) =>
        this.#refuse_too_long(field, event, event.clipboardData?.getData('text/plain')));
    this.#listen('drop', (field, event) =>
        this.#refuse_too_long(field, event, event.dataTransfer?.getData('text/plain')));
  }

  /** A new field shows its node's value once. @param {Field} field @param {string} value */
  made(field, value) {
    field.value = value;
    this.#known.set(field, value);
  }

  /**
   * Replaces a field's text from the program's side. `base` is what the program believed it to
   * hold: whatever was typed since then stays.
   * @param {number} id @param {string} value @param {string} [base]
   */
  set_text(id, value, base) {
    const field = this.#field(this.mirror.find(id));
    if (!field) return;
    const submit = this.#submits.find((one) => one.field === field);
    // What Enter has taken out of the field already is what the program's change is about.
    if (submit && base !== undefined) submit.value = merge(base, submit.value, value);
    else if (this.#composing.has(field)) {
      this.#wanted.set(field, {value, base: this.#wanted.get(field)?.base ?? base});
    } else {
      this.#take(field, {value, base});
    }
  }

  /** The program has got a command, and may answer with another text for a field. */
  wait() {
    ++this.#waiting;
  }

  /** It has handled it: what was typed meanwhile is sent, in order. */
  heard() {
    this.#waiting = Math.max(0, this.#waiting - 1);
    if (this.#waiting > 0) return;
    const submit = this.#submits.shift();
    if (submit) {
      // Makes the rest wait for its own answer.
      const {node, value} = submit;
      return this.send({type: 'action', node, action: 'submit', value});
    }
    for (const field of [...this.#unsent]) this.#flush(field);
  }

  /**
   * Finishes the word that is being composed, before a button is heard of that does something with
   * it. Keyboards of phones compose every word, and would hold on to it after the button.
   */
  finish_words() {
    for (const field of this.#composing) {
      this.#flush(field);
      if (this.mirror.document.activeElement !== field) continue;
      // The one way there is: a field that loses the keyboard keeps the word as it stands.
      field.blur();
      field.focus({preventScroll: true});
    }
  }

  /**
   * The page may be gone in a moment: sends what is typed, also in the middle of a word. Where the
   * program has not answered a press yet, it is told what the text was typed on top of.
   */
  flush_all() {
    const unanswered = this.#waiting > 0;
    this.#waiting = 0;
    for (const {node, value, base} of this.#submits.splice(0)) {
      this.send({type: 'action', node, action: 'submit', value, ...(unanswered && {base})});
    }
    this.#waiting = 0;
    for (const field of [...this.#composing, ...this.#unsent]) this.#flush(field, unanswered);
  }

  /** The text of the field that is being typed in, for the page that says that all has stopped. */
  unsent_text() {
    const field = this.#field(this.mirror.document.activeElement);
    const node = this.mirror.node(this.mirror.id_of(field));
    const lines = this.#submits.map(({value}) => value);
    if (field && node && !is_secret(node)) lines.push(field.value);
    return lines.join('\n');
  }

  /** @param {string} type @param {(field: Field, event: any) => void} listener */
  #listen(type, listener) {
    this.mirror.root.addEventListener(type, (event) => {
      const field = this.#replacing ? null : this.#field(event.target);
      if (field) listener(field, event);
    });
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
    if (wanted) this.#take(field, wanted);
    else this.#flush(field);
  }

  /** @param {Field} field @param {Wanted} wanted */
  #take(field, {value, base}) {
    const typed = field.value;
    const merged = base === undefined ? value : merge(base, typed, value);
    this.#known.set(field, value);
    if (merged !== typed) this.#replace(field, merged);
    this.#flush(field);  // What was typed meanwhile is news to the program.
  }

  /**
   * Puts `text` into a field: the caret stays between its letters, and where the browser can, the
   * change is one that its own undo takes back.
   * @param {Field} field @param {string} text
   */
  #replace(field, text) {
    const {document} = this.mirror;
    const before = field.value;
    const change = change_between(before, text);
    const at_end = before === '';  // Nothing to stay between: typing goes on behind the text.
    const caret = [field.selectionStart ?? before.length, field.selectionEnd ?? before.length]
        .map((place) => at_end ? text.length : place_after(place, change));
    const direction = field.selectionDirection ?? 'none';
    const scrolled = field.scrollTop;
    this.#replacing = true;
    // A field that is emptied has given its text away: undo must not bring it a second time.
    if (document.activeElement === field && text !== '') {
      field.setSelectionRange(change.from, change.to);
      if (change.text) document.execCommand('insertText', false, change.text);
      else document.execCommand('delete');
    }
    if (field.value !== text) field.value = text;
    if (document.activeElement === field) {
      field.setSelectionRange(caret[0], caret[1], direction);
      field.scrollTop = scrolled;
    }
    this.#replacing = false;
  }

  /**
   * More than a field takes changes nothing: half of a paste would look like all of it.
   * @param {Field} field @param {Event} event @param {string|null|undefined} text To be put in.
   */
  #refuse_too_long(field, event, text) {
    const node = this.mirror.node(this.mirror.id_of(field));
    if (!node || !text) return;
    const selected = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
    if (field.value.length - selected + text.length <= units_max(node)) return;
    event.preventDefault();
    this.send({type: 'refused', what: 'too_long'});
  }

  /** @param {Field} field @param {boolean} [with_base] Tells what it was typed on top of. */
  #flush(field, with_base = false) {
    const node = this.mirror.node(this.mirror.id_of(field));
    if (!node || !is_field(node)) return;
    if (this.#waiting > 0 || this.#submits.length > 0) {
      this.#unsent.add(field);
      return;
    }
    this.#unsent.delete(field);
    const value = value_to_send(node, field.value);
    const base = this.#known.get(field);
    if (base === value) return;
    this.#known.set(field, value);
    const on_top = with_base && !is_secret(node) && base !== undefined;
    this.send({type: 'text', node: node.id, value, ...(on_top && {base})});
  }

  /** @param {Field} field @param {Event} event */
  #submit(field, event) {
    const node = this.mirror.node(this.mirror.id_of(field));
    if (!node?.submit_on_enter) return;
    event.preventDefault();
    const value = value_to_send(node, field.value);
    const base = is_secret(node) ? undefined : this.#known.get(field);
    // Not a change that undo takes back: the line is kept, and would come a second time.
    field.value = '';
    this.#known.set(field, '');
    if (this.#waiting > 0) this.#submits.push({field, node: node.id, value, base});
    else this.send({type: 'action', node: node.id, action: 'submit', value});
  }
}
