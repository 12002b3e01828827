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
  await person.lines().first().waitFor();
  /** @type {Map<number, string>} */
  const texts = new Map();
  for (let top = 0, height = 1; top < height && texts.size < count;) {
    const seen = await person.lines().first().evaluate(look_from, top);
    for (const [position, text] of seen.rows) texts.set(position, text);
    top += seen.step;
    height = seen.height;
  }
  return [...texts.entries()].sort(([a], [b]) => a - b).map(([, text]) => text);
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
  const rows = [...scroller.querySelectorAll('[role=listitem]')].map((one) =>
    /** @type {[number, string]} */ ([Number(one.getAttribute('aria-posinset')),
      one.querySelectorAll('.selectable')[1]?.textContent ?? '']));
  return {rows, step: scroller.clientHeight / 2, height: scroller.scrollHeight};
}
