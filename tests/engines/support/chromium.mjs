// Chromium as one of the engines, for what is asked of all three in the same way. It has a suite of
// its own beside this (tests/e2e); see engine.mjs for what an engine can do.
import {chromium} from 'playwright-core';
import {Browser} from '../../web/rig.mjs';
import {Engine} from './engine.mjs';

export class Chromium extends Engine {
  name = 'Chromium';

  /** @param {{profile: string, display: Record<string, string>}} options */
  static async start({profile, display}) {
    const engine = new Chromium();
    engine.profile = profile;
    engine.browser = await Browser.start({profile, display,
      arguments: ['--force-renderer-accessibility']});
    return engine;
  }

  /** @type {Browser} */
  browser;
  /** @type {import('playwright-core').Page} */
  page;

  /** @param {string} url */
  async open(url) {
    this.page = await this.browser.open(url);
  }
  async reload() {
    await this.page.reload();
  }
  /** @param {string} script @param {unknown[]} parameters */
  run_script(script, parameters) {
    // As text: the policy of the page lets nothing in it make functions of text.
    return this.page.evaluate(`new Promise((done) => (function() { ${script} })(` +
        `...${JSON.stringify(parameters)}, done))`);
  }

  /** @param {string[]} keys */
  async presses_keys(keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }
  /** @param {number} x @param {number} y */
  async clicks_at(x, y) {
    await this.page.mouse.click(x, y);
  }
  async screenshot() {
    return this.page.screenshot();
  }
  async kill() {
    await this.browser.kill();
  }
  async close() {
    await this.browser.close();
  }
}
