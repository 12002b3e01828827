// A review pack opened from disk in the engines beside Chromium: read, answered, the answer sealed, and
// what was said found again.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {answer_in, kWords} from '../support/review_pack.mjs';
import {pack_on_disk} from '../e2e/support/review.mjs';
import {Firefox, start_engine, stop_display, WebKit} from './support/app.mjs';

after(stop_display);

/** @param {import('./support/engine.mjs').Engine} engine @param {string} url */
async function reads(engine, url) {
  await engine.open(url);
  await engine.until(() => document.getElementById('secret'));
  await engine.evaluate((words) => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById('secret'));
    field.value = words;
    /** @type {HTMLElement} */ (document.querySelector('button.first')).click();
  }, kWords);
  await engine.until(() => document.querySelectorAll('.passage').length === 3);
}

for (const kind of [Firefox, WebKit]) {
  test(`${kind.name}: a pack from disk is read and answered, and what was said is kept`, async (t) => {
    const pack = await pack_on_disk(t);
    const engine = await start_engine(t, kind);
    await reads(engine, pack.url);
    await engine.evaluate(() => document.getElementById('p1-choice-strike')?.click());
    await engine.until(() => document.querySelector('.kept')?.textContent?.includes('Kept on this device'));
    await engine.evaluate(() => {
      const buttons = [...document.querySelectorAll('button')];
      buttons.find((one) => one.textContent === 'Copy it as text')?.click();
    });
    const text = await engine.until(() => /** @type {HTMLTextAreaElement|null} */ (document.getElementById('answer-text'))?.value);
    const {answer} = await answer_in(text ?? '', pack.answer_identity);
    await engine.until(() => document.querySelector('.kept')?.textContent?.includes('Kept on this device'));
    assert.deepEqual(answer.passages.map((/** @type {any} */ one) => one.choice), ['none', 'strike', 'none']);
    await reads(engine, pack.url);
    assert.ok(await engine.evaluate(() => /** @type {HTMLInputElement} */ (document.getElementById('p1-choice-strike')).checked));
  });
}
