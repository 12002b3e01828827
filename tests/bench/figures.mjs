// What several benches share: the line of a figure, and the time from a key to its letter.

/** Of an event the browser tells no less. */
export const kShortestEventMs = 16;
const kLetters = 240;
const kBetweenLettersMs = 25;

/** @param {string} name @param {number} value @param {string} unit @param {number|'-'} budget */
export function tell(name, value, unit, budget) {
  console.log([name, value.toFixed(1), unit, budget].join('\t'));
}

/** @param {number[]} values @param {number} part */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

/**
 * How long letters take from the key to the paint, in the field that has the keyboard.
 * @param {import('playwright-core').Page} page
 */
export async function times_of_keys(page) {
  await page.evaluate((shortest) => {
    const entries = /** @type {number[]} */ ([]);
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === 'keydown') entries.push(entry.duration);
      }
    });
    observer.observe(/** @type {any} */ ({type: 'event', durationThreshold: shortest}));
    Object.assign(window, {entries, observer});
  }, kShortestEventMs);
  const text = 'the pager rang and nobody knew which one of them it was '.repeat(10);
  await page.keyboard.type(text.slice(0, kLetters), {delay: kBetweenLettersMs});
  const slow = await page.evaluate(() => new Promise((done) => {
    // The last entries are reported with the next frames.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
      const {entries, observer} = /** @type {any} */ (window);
      observer.disconnect();
      done(entries);
    }, 100)));
  }));
  return [...slow, ...Array(Math.max(0, kLetters - slow.length)).fill(kShortestEventMs)];
}

/**
 * Lines by Enter, as somebody would, without waiting for each.
 * @param {import('../e2e/support/app.mjs').Person} person @param {number} count
 * @param {string} [called] What each begins with, before its number.
 */
export async function write_lines(person, count, called = 'Line') {
  await person.page.evaluate(({count, called}) => {
    const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('textarea'));
    for (let at = 0; at < count; ++at) {
      field.value = `${called} ${at}: ${'about as long as somebody speaks at once, '.repeat(at % 4)}so.`;
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true,
        cancelable: true}));
    }
  }, {count, called});
  await person.line(`${called} ${count - 1}:`).waitFor({timeout: 600_000});
}
