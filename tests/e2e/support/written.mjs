// Somebody who types in a 1:1, and what the store then holds of it.
import {at_home, kSmall} from './moved_in.mjs';
import {Typist} from './typist.mjs';

/**
 * Somebody in a 1:1 of their own, with a keyboard.
 * @param {import('node:test').TestContext} t @param {Parameters<typeof at_home>[1]} [options]
 */
export async function begins(t, options) {
  const {person} = await at_home(t, {again: true, ...kSmall, ...options});
  await person.starts_with('Ada Lindgren');
  await person.field('Note').focus();
  return {person, typist: await Typist.at(person.page)};
}

/** What the store holds: read from the disk again. @param {Person} person @param {number} count */
export async function stored(person, count) {
  await person.lines().nth(count - 1).waitFor();
  await person.page.reload();
  await person.unlocks();
  await person.field('Note').waitFor();
  if (count > 0) await person.lines().nth(count - 1).waitFor();
  return person.line_texts();
}

/**
 * The same for more lines than are in the tree at once: what each says, by scrolling past them all.
 * @param {Person} person @param {number} count
 */
export async function all_stored(person, count) {
  await person.page.reload();
  await person.unlocks();
  await person.field('Note').waitFor();
  return (await all_rows(person, count)).map(({text}) => text);
}

/** @typedef {{time: string, kind: string, text: string, labels: string[]}} SeenRow */

/** What a line may be said to be, besides the item that begins with it. */
const kMarks = ['Struck', 'Edited', 'Off the record', 'Starred', 'My surprise', 'Not saved yet'];

/**
 * All lines of the 1:1 on the screen, by scrolling past them.
 * @param {Person} person @param {number} count
 */
export async function all_rows(person, count) {
  await person.lines().first().waitFor();
  /** @type {Map<number, SeenRow>} */
  const seen = new Map();
  for (let top = 0, height = 1; top < height && seen.size < count;) {
    const look = await person.lines().first().evaluate(look_from, top);
    for (const [position, row] of look.rows) seen.set(position, row);
    top += look.step;
    height = look.height;
  }
  let item = '';
  return [...seen.entries()].sort(([a], [b]) => a - b).map(([, {labels, ...row}]) => {
    const marks = labels.filter((label) => kMarks.includes(label));
    item = labels.find((label) => !kMarks.includes(label)) ?? item;
    return {...row, item, marks};
  });
}

/**
 * In the page: scrolls to `top`, waits until the program has laid that out, and reads the rows.
 * @param {Element} row @param {number} top
 */
async function look_from(row, top) {
  const scroller = /** @type {HTMLElement} */ (row.closest('.scroller'));
  const next_frame = () => new Promise((done) => requestAnimationFrame(done));
  scroller.scrollTop = top;
  // The page tells of the scrolling with its next frame; what is counted is asked for after that.
  await next_frame();
  await next_frame();
  await /** @type {any} */ (window).quietroom_counts();
  await next_frame();
  const read = (/** @type {Element} */ one) => {
    const [time, text] = [...one.querySelectorAll('.selectable')];
    const labels = [...one.querySelectorAll('[data-node]')].filter((part) =>
      part !== time && part !== text && !part.querySelector('[data-node]') &&
      !part.closest('button, .control, [role=img]')).map((part) => part.textContent ?? '');
    return {time: time?.textContent ?? '', text: text?.textContent ?? '',
      kind: one.querySelector('[role=img]')?.getAttribute('aria-label') ?? '',
      labels: labels.filter((label) => label !== '')};
  };
  const rows = [...scroller.querySelectorAll('[role=listitem]')].map((one) =>
    /** @type {[number, SeenRow]} */ ([Number(one.getAttribute('aria-posinset')), read(one)]));
  return {rows, step: scroller.clientHeight / 2, height: scroller.scrollHeight};
}
