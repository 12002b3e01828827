// @ts-check
// Keys for the program. Which ones is core/keys.js' decision.
import {answer_key} from '../core/keys.js';
import {is_control, tag_of} from '../core/element.js';
import {is_field} from '../core/field.js';

/**
 * @param {import('./mirror.js').Mirror} mirror
 * @param {Document} document Of the tab, or of another window that the mirror may be in.
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {string} platform navigator.platform
 */
export function listen_to_keys(mirror, document, send, platform) {
  const apple = /Mac|iPhone|iPad/.test(platform);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;  // A field or a radio group has used it.
    const focus = mirror.id_of(mirror.document.activeElement);
    const answer = answer_key({
      key: event.key,
      code: event.code,
      ctrl: event.ctrlKey,
      meta: event.metaKey,
      alt: event.altKey,
      shift: event.shiftKey,
      alt_graph: event.getModifierState('AltGraph'),
      composing: event.isComposing || event.keyCode === 229,
      apple,
      focus: kind_of_focus(mirror.node(focus)),
      chosen: event.altKey ? mirror.tree.alt_keys() : undefined,
    });
    if (answer.prevent) event.preventDefault();
    // A shortcut that is held down is meant once.
    if (!answer.forward || (event.repeat && answer.prevent)) return;
    const alt = event.altKey;
    const ctrl = (event.ctrlKey || event.metaKey) && !(apple && alt);
    send({type: 'key', key: answer.key, code: event.code, ctrl, shift: event.shiftKey, alt, focus});
  });
}

/** @param {import('../protocol.js').SemanticsNode|undefined} node */
function kind_of_focus(node) {
  if (!node) return 'none';
  if (is_field(node)) return tag_of(node) === 'input' ? 'single_line' : 'field';
  return is_control(node) && !node.scrolls ? 'control' : 'none';
}
