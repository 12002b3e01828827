// @ts-check
// The size of all text: the steps that there are, and which one comes next. What the browser or the
// system has set counts until the person chooses here.

/** Few: every size has glyphs of its own to be drawn. 1 is 100 %. */
export const kTextScales = Object.freeze([0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2]);

/** @param {number} scale @returns {number} Within what the program can show. */
export function within_limits(scale) {
  return Math.min(2, Math.max(0.8, scale || 1));
}

/**
 * The next larger (1) or smaller (-1) step from `scale`, which need not be a step itself.
 * @param {number} scale @param {1|-1} by
 */
export function next_text_scale(scale, by) {
  const beyond = kTextScales.filter((one) => (one - scale) * by > 0.005);
  return (by > 0 ? beyond[0] : beyond.at(-1)) ?? within_limits(scale);
}

/** The step that is nearest to `scale`, as fingers feel it: by ratio. @param {number} scale */
export function nearest_text_scale(scale) {
  const away = (/** @type {number} */ one) => Math.abs(Math.log(one / within_limits(scale)));
  return kTextScales.reduce((best, one) => away(one) < away(best) ? one : best);
}

/** What was kept, if it is one of ours. @param {string|null} text @returns {number|null} */
export function kept_text_scale(text) {
  const scale = Number(text);
  return text && scale >= 0.8 && scale <= 2 ? scale : null;
}

/**
 * Alt with plus, minus or nought; Ctrl with these stays the browser's own zoom.
 * @param {Pick<KeyboardEvent, 'key'|'code'|'altKey'|'ctrlKey'|'metaKey'>} press
 * @param {boolean} types Alt types characters here: in a field of an Apple system it takes Ctrl too.
 * @returns {'text_larger'|'text_smaller'|'text_as_device'|null}
 */
export function text_size_key({key, code, altKey, ctrlKey, metaKey}, types) {
  if (!altKey || metaKey || ctrlKey !== types) return null;
  if (key === '+' || key === '=' || code === 'Equal' || code === 'NumpadAdd') return 'text_larger';
  if (key === '-' || code === 'Minus' || code === 'NumpadSubtract') return 'text_smaller';
  return key === '0' || code === 'Digit0' || code === 'Numpad0' ? 'text_as_device' : null;
}
