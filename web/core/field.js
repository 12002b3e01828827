// @ts-check
// A text field as attributes and style. The fields are native and visible, in the theme's colours.
// Unless the person wants the browser's help, typing stays on the device: everything for which
// browsers may send typed text elsewhere is off.

import {kLineUnitsMax, kNoteUnitsMax, kValueUnitsMax} from './limits.js';

/** @typedef {import('../protocol.js').SemanticsNode} SemanticsNode */

/** Below this, iOS zooms the page when a field gets the keyboard. */
export const kFontSizeMinPx = 16;

/** @param {SemanticsNode} node */
export function is_field(node) {
  return node.role === 'textbox';
}

/** @param {SemanticsNode} node */
export function is_secret(node) {
  return node.field === 'passphrase' || node.field === 'new_passphrase';
}

/** How many UTF-16 code units a field takes. @param {SemanticsNode} node */
export function units_max(node) {
  return node.multiline ? kNoteUnitsMax : kLineUnitsMax;
}

/** What soft keyboards make large by themselves. @type {Record<string, string>} */
const kCapitals = {note: 'sentences', line: 'sentences', name: 'words'};

/**
 * What the Enter key of a soft keyboard is called. Not "done" in a field for notes: some keyboards
 * close themselves with it, and the next line comes right away.
 * @param {SemanticsNode} node
 */
function enter_hint(node) {
  if (node.multiline) return 'enter';
  return node.submit_on_enter ? 'go' : 'next';
}

/** @param {SemanticsNode} node @returns {Record<string, string>} */
export function field_attributes(node) {
  const helped = Boolean(node.assisted);
  /** @type {Record<string, string>} */
  const out = {
    spellcheck: String(helped),
    autocorrect: helped ? 'on' : 'off',
    writingsuggestions: String(helped),
    maxlength: `${kValueUnitsMax}`,
    dir: 'auto',
    inputmode: 'text',
    autocomplete: 'off',
    autocapitalize: kCapitals[node.field ?? ''] ?? 'none',
    enterkeyhint: enter_hint(node),
    // Password managers must not offer to fill or keep what somebody said.
    'data-1p-ignore': '', 'data-lpignore': 'true',
  };
  // Whatever language people speak: not the page's own. Codes are English words.
  if (!is_secret(node) && node.field !== 'code') out.lang = '';
  if (!node.multiline) out.type = is_secret(node) && !node.revealed ? 'password' : 'text';
  if (is_secret(node)) {
    out.autocomplete = node.field === 'passphrase' ? 'current-password' : 'new-password';
    delete out['data-1p-ignore'];
    delete out['data-lpignore'];
  }
  if (node.placeholder) out.placeholder = node.placeholder;
  if (node.disabled) out.disabled = '';
  return out;
}

/** @param {SemanticsNode} node @returns {Record<string, string>} */
export function field_style(node) {
  const size = Math.max(kFontSizeMinPx, node.font_size_px || 17);
  return {
    'font-size': `${size}px`,
    '--ink': colour(node.ink),
    '--placeholder-ink': colour(node.placeholder_ink),
    '--accent': colour(node.accent),
  };
}

/** @param {number|undefined} rgb A byte each. */
export function colour(rgb) {
  return `#${((rgb ?? 0) & 0xffffff).toString(16).padStart(6, '0')}`;
}

/** What a field's text is to the program. @param {SemanticsNode} node @param {string} text */
export function value_to_send(node, text) {
  // The same passphrase typed on two systems must be the same bytes.
  return is_secret(node) ? text.normalize('NFC') : text;
}
