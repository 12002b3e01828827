// @ts-check
// Differences between two states of a text, and two people's changes of the same text put together.
// Places are UTF-16 code units, as in the fields of a page; a surrogate pair is never cut in two.

/**
 * @typedef {object} Change `text` stands now where [from, to) was.
 * @property {number} from
 * @property {number} to
 * @property {string} text
 */

/**
 * The smallest single change that makes `after` of `before`.
 * @param {string} before @param {string} after
 * @returns {Change}
 */
export function change_between(before, after) {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) ++head;
  if (head > 0 && is_high(before, head - 1)) --head;
  let tail = 0;
  while (tail < least - head &&
      before[before.length - 1 - tail] === after[after.length - 1 - tail]) ++tail;
  if (tail > 0 && is_low(before, before.length - tail)) --tail;
  return {from: head, to: before.length - tail, text: after.slice(head, after.length - tail)};
}

/**
 * What `base` becomes by what was typed and by what the program wants. Nothing that was typed is
 * lost: where both changed the same place, the program's text comes first and then what was typed.
 * @param {string} base What the program's change was made from.
 * @param {string} typed What the field holds by now.
 * @param {string} wanted What the program makes of `base`.
 */
export function merge(base, typed, wanted) {
  if (typed === base) return wanted;
  const mine = change_between(base, wanted);
  const theirs = change_between(base, typed);
  if (mine.to <= theirs.from) {
    return base.slice(0, mine.from) + mine.text + base.slice(mine.to, theirs.from) + theirs.text +
        base.slice(theirs.to);
  }
  if (theirs.to <= mine.from) {
    return base.slice(0, theirs.from) + theirs.text + base.slice(theirs.to, mine.from) +
        mine.text + base.slice(mine.to);
  }
  return base.slice(0, Math.min(mine.from, theirs.from)) + mine.text + theirs.text +
      base.slice(Math.max(mine.to, theirs.to));
}

/**
 * Where a caret at `place` stands after `change`: before what is put in right behind it, and
 * between the same letters as before wherever those are still there.
 * @param {number} place @param {Change} change
 */
export function place_after(place, {from, to, text}) {
  if (place <= from) return place;
  if (place >= to) return place + text.length - (to - from);
  return Math.min(place, from + text.length);
}

/** @param {string} text @param {number} at */
function is_high(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

/** @param {string} text @param {number} at */
function is_low(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
