// @ts-check
// How to bring children into a new order with the fewest moves, never moving the one that has the
// keyboard in it: an element that is moved loses its focus, its selection and its scroll position.

/**
 * To be carried out in order, each as insertBefore(element(id), element(before)); 0 is the end.
 * @param {number[]} current What stands there now; without what goes.
 * @param {number[]} wanted All that shall stand there; may hold new ones.
 * @param {number} pinned Must not be moved; 0 for none.
 * @returns {{id: number, before: number}[]}
 */
export function moves(current, wanted, pinned) {
  const place = new Map(wanted.map((id, at) => [id, at]));
  let staying = current.filter((id) => place.has(id));
  const pin = staying.indexOf(pinned);
  const where = (/** @type {number} */ id) => place.get(id) ?? 0;
  if (pin >= 0) {
    // With whatever agrees with the pinned one, it is in every longest run.
    staying = staying.filter((id, at) => at === pin || (at < pin) === (where(id) < where(pinned)));
  }
  const kept = new Set(longest_run(staying, where));
  const out = [];
  let before = 0;
  for (const id of [...wanted].reverse()) {
    if (!kept.has(id)) out.push({id, before});
    before = id;
  }
  return out;
}

/**
 * The longest subsequence of `ids` whose places grow (patience sorting).
 * @param {number[]} ids @param {(id: number) => number} where
 */
function longest_run(ids, where) {
  /** @type {number[]} Index in `ids` of the lowest end of a run of each length. */
  const ends = [];
  /** @type {number[]} Index of the one before, in its run. */
  const previous = [];
  ids.forEach((id, at) => {
    let length = ends.findIndex((end) => where(ids[end]) >= where(id));
    if (length < 0) length = ends.length;
    previous[at] = length > 0 ? ends[length - 1] : -1;
    ends[length] = at;
  });
  const run = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]) run.push(ids[at]);
  return run;
}
