// @ts-check
// Which keys go to the program, and for which of these the browser's own answer is switched off.
// Decided from tables alone, because the browser wants the answer before the worker could give one.

/**
 * @typedef {object} KeyPress
 * @property {string} key
 * @property {string} code
 * @property {boolean} ctrl
 * @property {boolean} meta
 * @property {boolean} alt
 * @property {boolean} shift
 * @property {boolean} alt_graph Types a character on many keyboards.
 * @property {boolean} composing
 * @property {boolean} apple
 * @property {'none'|'field'|'single_line'|'control'} focus
 * @property {Set<string>} [chosen] Keys that go with Alt for what is on the screen now, in lower
 *   case: the person may have chosen other ones than the app's own.
 */
/**
 * @typedef {{forward: boolean, prevent: boolean, key: string}} KeyAnswer `key` as the program is
 *   told.
 */

/** With Alt; the app's own, also while typing. */
const kAltKeys = new Set(['q', 'p', 'i', 't', 's', 'c', 'l', 'z', 'arrowup', 'arrowdown']);
/** The browser's and the system's: reload, find, caret browsing, full screen, tools. */
const kFunctionKeys = new Set(['F1', 'F2', 'F4', 'F8', 'F9']);
/** With Ctrl or Command. */
const kCommandKeys = new Set(['enter', 'k', 's']);
/** What a button or link does with the keyboard itself. */
const kControlKeys = new Set(['Enter', ' ', 'Tab']);
const kModifiers = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock',
  'Fn', 'OS', 'Dead', 'Process', 'Unidentified']);

const kIgnored = Object.freeze({forward: false, prevent: false, key: ''});

/**
 * @param {KeyPress} press
 * @returns {KeyAnswer}
 */
export function answer_key(press) {
  const {key, focus} = press;
  if (press.composing || kModifiers.has(key) || key === 'Tab') return kIgnored;
  const typing = focus === 'field' || focus === 'single_line';
  if (press.ctrl || press.meta) return with_command(press);
  if (press.alt || press.alt_graph) return with_alt(press, typing);
  if (kFunctionKeys.has(key)) return {forward: true, prevent: true, key};
  if (/^F\d+$/.test(key)) return kIgnored;
  // Also ends full screen, the browser's find bar and the like.
  if (key === 'Escape') return {forward: true, prevent: false, key};
  if (typing) return {forward: key === 'Enter' && focus === 'single_line', prevent: false, key};
  if (focus === 'control' && kControlKeys.has(key)) return kIgnored;
  return {forward: true, prevent: false, key};
}

/** @param {KeyPress} press @returns {KeyAnswer} */
function with_command(press) {
  const letter = letter_of(press);
  // On Apple systems Option types characters, so there a field's shortcuts take Control as well.
  if (press.apple && press.ctrl && press.alt) return with_alt({...press, ctrl: false}, false);
  // Ctrl and Alt together is how some keyboards say AltGr.
  if (press.alt || press.alt_graph || press.shift) return kIgnored;
  return kCommandKeys.has(letter) ? {forward: true, prevent: true, key: press.key} : kIgnored;
}

/** @param {KeyPress} press @param {boolean} typing @returns {KeyAnswer} */
function with_alt(press, typing) {
  if (press.alt_graph || (press.apple && typing && !press.key.startsWith('Arrow'))) return kIgnored;
  const letter = letter_of(press);
  if (!kAltKeys.has(letter) && !press.chosen?.has(letter)) return kIgnored;
  const arrow = letter.startsWith('arrow');
  return {forward: true, prevent: true, key: arrow ? press.key : letter};
}

/**
 * The letter on the key: where a modifier or another script changes what it types (Option+Q is "œ"
 * on Apple's keyboards), by the key's place.
 * @param {KeyPress} press
 */
function letter_of({key, code}) {
  const lower = key.toLowerCase();
  if (/^[a-z]$/.test(lower) || key.length > 1) return lower;
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : lower;
}
