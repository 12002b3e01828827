// @ts-check
// What people do to the mirror's elements: press, focus, scroll, pick a file.
import {is_control} from '../core/element.js';
import {is_field} from '../core/field.js';

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {(why: string) => void} log
 */
export function listen_to_actions(mirror, send, log) {
  const {root, document} = mirror;
  const usable = (/** @type {EventTarget|null} */ target) => {
    const node = mirror.node(mirror.id_of(target));
    return node && is_control(node) && !node.disabled ? node : null;
  };
  const press = (/** @type {number} */ id) => send({type: 'action', node: id, action: 'click'});

  root.addEventListener('click', (event) => {
    const node = usable(event.target);
    if (node?.role === 'link' && !node.href) event.preventDefault();
    if (node && !node.picks_file && !node.href) press(node.id);
  });

  // A finger or mouse on a button does not take the keyboard out of a field: the soft keyboard
  // stays up, and typing goes on. Buttons are reached by Tab as ever.
  root.addEventListener('mousedown', (event) => {
    const node = mirror.node(mirror.id_of(event.target));
    const typing = mirror.node(mirror.id_of(document.activeElement));
    if (typing && is_field(typing) && node && !is_field(node)) event.preventDefault();
  });

  root.addEventListener('focusin', (event) => {
    const id = mirror.id_of(event.target);
    if (id !== 0) send({type: 'action', node: id, action: 'focus'});
  });
  root.addEventListener('focusout', (event) => {
    const id = mirror.id_of(event.target);
    // Without hasFocus() it is the whole window that lost the keyboard, and the field keeps it.
    if (id !== 0 && (event.relatedTarget || document.hasFocus())) {
      send({type: 'action', node: id, action: 'blur'});
    }
  });

  root.addEventListener('keydown', (event) => {
    const node = usable(event.target);
    if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};
    const step = /** @type {1|-1|undefined} */ (steps[/** @type {keyof steps} */ (event.key)]);
    const radio = step ? mirror.tree.next_radio(node.id, step) : 0;
    if (radio !== 0) {
      event.preventDefault();
      mirror.find(radio)?.focus();
      return press(radio);
    }
    // What is not a native control does not turn these keys into a click by itself.
    const native = event.target instanceof HTMLButtonElement ||
        event.target instanceof HTMLAnchorElement || event.target instanceof HTMLInputElement;
    const pressed = event.key === 'Enter' || event.key === ' ';
    if (pressed && !native && !node.scrolls) {
      event.preventDefault();
      press(node.id);
    }
  });

  root.addEventListener('scroll', (event) => {
    const id = mirror.id_of(event.target);
    if (id !== 0) send({type: 'scroll', node: id, y: /** @type {Element} */ (event.target).scrollTop});
  }, {capture: true, passive: true});

  root.addEventListener('change', async (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const file = input.files?.[0];
    if (!file) return;
    const id = mirror.id_of(input);
    try {
      const bytes = await file.arrayBuffer();
      send({type: 'file', node: id, name: file.name, bytes});
    } catch (error) {
      log(`a picked file could not be read: ${error instanceof Error ? error.name : 'error'}`);
    }
    input.value = '';  // So that the same file can be picked again.
  });
}
