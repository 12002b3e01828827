// @ts-check
// How much a message to the program can hold. Below the limits of platform/bridge/bridge.h, where a
// code unit takes three bytes at most: what is over those is refused there as a whole.

/** Of a field's text, in UTF-16 code units: the last resort, at which the browser cuts it. */
export const kValueUnitsMax = 1_000_000;
/**
 * What a field takes at all; more is refused with words, and nothing is changed. A draft of so many
 * characters, three bytes each at most, is below what the store keeps as one (app/store).
 */
export const kNoteUnitsMax = 100_000;
/** Of the other fields: names, passphrases, codes. */
export const kLineUnitsMax = 10_000;
/** Of a picked file's name. */
export const kFileNameUnitsMax = 1000;

/**
 * `text` with U+FFFD for every half of a surrogate pair (an emoji that was cut in two). The program
 * takes Unicode only, and would refuse the whole message.
 * @param {string} text
 */
export function well_formed(text) {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g,
      (found) => found.length === 2 ? found : '\uFFFD');
}

/**
 * The JSON of a message's fields. @param {Record<string, unknown>} fields
 */
export function message_json(fields) {
  return JSON.stringify(fields, (_, value) => typeof value === 'string' ? well_formed(value) : value);
}
