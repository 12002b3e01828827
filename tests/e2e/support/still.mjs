// A program whose clock stands and whose dice are known, so that its pictures are the same today and
// tomorrow. Only its worker is told so; what it does is its own.
import {readFileSync} from 'node:fs';

/**
 * Comes before the first line of the worker's own script. The time of day is always the same local
 * minute. The time that toasts, and letters that wait to be written, are counted in goes ten times
 * slower: what is on the screen for seconds is there for a minute, on a busy machine too. The random
 * numbers begin with the same seed: the recovery code is always the same one.
 */
const kPrelude = `
(() => {
  const kSlower = 10;
  const wall_ms = new Date(2026, 10, 17, 10, 42).getTime();
  const real = performance.now.bind(performance);
  let passed_ms = 0;
  let stood_ms = null;
  let state = 20261117;
  Date.now = () => wall_ms + passed_ms;
  performance.now = () => (stood_ms ?? real() / kSlower) + passed_ms;
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; ++at) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      bytes[at] = state >>> 24;
    }
    return array;
  };
  self.stand = () => { stood_ms = real() / kSlower; };
  self.pass = (ms) => { passed_ms += ms; };
})();
`;

/** For serve_folder: what a file is before it goes out. @param {string} path */
export function stilled(path) {
  const bytes = readFileSync(path);
  return path.endsWith('/worker.js') ? Buffer.concat([Buffer.from(kPrelude), bytes]) : bytes;
}

/**
 * Lets this much time go by for the program: the next thing that happens finds a later clock.
 * @param {import('playwright-core').Page} page @param {number} ms
 */
export async function pass(page, ms) {
  await program_of(page).evaluate((more) => /** @type {any} */ (self).pass(more), ms);
}

/**
 * From now on no time goes by for the program but what pass() gives it.
 * @param {import('playwright-core').Page} page
 */
export async function stand(page) {
  await program_of(page).evaluate(() => /** @type {any} */ (self).stand());
}

/** @param {import('playwright-core').Page} page */
function program_of(page) {
  const worker = page.workers().find((one) => one.url().endsWith('/worker.js'));
  if (!worker) throw new Error('the program does not run');
  return worker;
}
