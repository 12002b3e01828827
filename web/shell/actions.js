// @ts-check
// What people do to the mirror's elements: press, focus, scroll.
import {is_control} from '../core/element.js';
import {is_field} from '../core/field.js';

/** @typedef {import('./mirror.js').Mirror} Mirror */
/** @typedef {(event: import('../protocol.js').PageEvent) => void} Send */

const kRadioSteps = /** @type {Record<string, 1|-1|undefined>} */ (
    {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1});

/**
 * @param {Mirror} mirror @param {Send} send
 * @param {import('./paced.js').Paced} scrolls
 * @param {(action: NonNullable<import('../protocol.js').SemanticsNode['page_action']>) => void} act
 *   What a control wants of the page itself.
 * @param {() => void} before_press What is typed must be known before a press is.
 */
export function listen_to_actions(mirror, send, scrolls, act, before_press) {
  listen_to_presses(mirror, send, act, before_press);
  listen_to_control_keys(mirror, send, before_press);
  listen_to_focus(mirror, send);
  mirror.root.addEventListener('scroll', (event) => {
    const id = mirror.id_of(event.target);
    const y = /** @type {Element} */ (event.target).scrollTop;
    if (mirror.node(id)?.scrolls) scrolls.push(id, {type: 'scroll', node: id, y});
  }, {capture: true, passive: true});
}

/**
 * The control that an event is about, if it can be used.
 * @param {Mirror} mirror @param {Event} event
 */
function control_of(mirror, event) {
  const node = mirror.node(mirror.id_of(event.target));
  return node && is_control(node) && !node.disabled ? node : null;
}

/**
 * @param {Mirror} mirror @param {Send} send @param {Parameters<typeof listen_to_actions>[3]} act
 * @param {() => void} before_press
 */
function listen_to_presses(mirror, send, act, before_press) {
  const {root} = mirror;
  root.addEventListener('click', (event) => {
    const node = control_of(mirror, event);
    if (node?.role === 'link' && !node.href) event.preventDefault();
    if (!node || node.picks_file || node.href) return;
    // At once: the browser allows it only while the press is being handled.
    if (node.page_action) act(node.page_action);
    before_press();
    send({type: 'action', node: node.id, action: 'click'});
  });
  // A finger or mouse on a button does not take the keyboard out of a field: the soft keyboard
  // stays up, and typing goes on. Buttons are reached by Tab as ever.
  let finger = false;
  root.addEventListener('pointerdown', (event) => {
    finger = event.pointerType === 'touch';
  }, {capture: true});
  /** @type {Element|null} The field that a mouse left to mark something. */
  let left = null;
  root.addEventListener('mousedown', (event) => {
    const node = mirror.node(mirror.id_of(event.target));
    const typing = mirror.node(mirror.id_of(mirror.document.activeElement));
    left = null;
    if (!typing || !is_field(typing) || !node || is_field(node)) return;
    // A mouse marks text or drags from here on; a finger marks by a long press, of which this is none.
    if ((node.selectable || node.drags) && !finger) left = mirror.document.activeElement;
    else event.preventDefault();
  });
  root.addEventListener('click', () => {
    // Nothing was marked: typing goes on.
    if (left instanceof HTMLElement && mirror.document.getSelection()?.isCollapsed) left.focus();
    left = null;
  });
  root.addEventListener('dragend', () => {
    if (left instanceof HTMLElement) left.focus();
    left = null;
  });
}

/** @param {Mirror} mirror @param {Send} send @param {() => void} before_press */
function listen_to_control_keys(mirror, send, before_press) {
  mirror.root.addEventListener('keydown', (event) => {
    const node = control_of(mirror, event);
    if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = kRadioSteps[event.key];
    const radio = step ? mirror.tree.next_radio(node.id, step) : 0;
    if (radio !== 0) {
      event.preventDefault();
      mirror.find(radio)?.focus();
      before_press();
      send({type: 'action', node: radio, action: 'click'});
      return;
    }
    // What is not a native control does not turn these keys into a click by itself.
    const native = event.target instanceof HTMLButtonElement ||
        event.target instanceof HTMLAnchorElement || event.target instanceof HTMLInputElement;
    const pressed = event.key === 'Enter' || event.key === ' ';
    if (pressed && !native && !node.scrolls) {
      event.preventDefault();
      before_press();
      send({type: 'action', node: node.id, action: 'click'});
    }
  });
}

/** @param {Mirror} mirror @param {Send} send */
function listen_to_focus(mirror, send) {
  const {root} = mirror;
  root.addEventListener('focusin', (event) => {
    const id = mirror.id_of(event.target);
    if (id !== 0) send({type: 'action', node: id, action: 'focus'});
  });
  root.addEventListener('focusout', (event) => {
    const id = mirror.id_of(event.target);
    // Without hasFocus() it is the whole window that lost the keyboard, and the field keeps it.
    if (id !== 0 && (event.relatedTarget || mirror.document.hasFocus())) {
      send({type: 'action', node: id, action: 'blur'});
    }
  });
}
