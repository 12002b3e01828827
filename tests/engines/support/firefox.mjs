// Firefox as one of the engines under test; see engine.mjs for what an engine can do.
import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {kill_tree} from '../../web/rig.mjs';
import {actions_of_click, actions_of_keys, Engine} from './engine.mjs';
import {Marionette} from './marionette.mjs';

/** Nothing of the browser's own may go out, nothing may ask anything, and WebGL is in software. */
const kPreferences = {
  'marionette.port': 0,  // Firefox picks one and writes it to the profile.
  'webgl.force-enabled': true,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.sessionstore.resume_from_crash': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': '',
  'dom.push.connection.enabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
};

export class Firefox extends Engine {
  name = 'Firefox';

  /**
   * @param {{profile: string, display: Record<string, string>, is_private?: boolean,
   *   exact_times?: boolean}} options `exact_times`: pages may measure less than a millisecond.
   */
  static async start({profile, display, is_private = false, exact_times = false}) {
    mkdirSync(profile, {recursive: true});
    const preferences = {...kPreferences, 'browser.privatebrowsing.autostart': is_private,
      'privacy.reduceTimerPrecision': !exact_times};
    writeFileSync(join(profile, 'user.js'), Object.entries(preferences)
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
        .join(''));
    const port_file = join(profile, 'MarionetteActivePort');
    rmSync(port_file, {force: true});
    const child = spawn(process.env.QUIETROOM_FIREFOX ?? 'firefox-esr',
        ['--marionette', '--remote-allow-system-access', '--no-remote', '--new-instance',
          '--width', '1280', '--height', '800', '--profile', profile],
        {stdio: 'ignore', env: {...process.env, HOME: profile, MOZ_X11_EGL: '1', NO_AT_BRIDGE: '1',
          LIBGL_ALWAYS_SOFTWARE: '1', MOZ_CRASHREPORTER_DISABLE: '1', ...display}});
    const ended = new Promise((done) => child.once('exit', done));
    const alive = () => child.exitCode === null && child.signalCode === null;
    const port = await port_of(port_file, alive);
    const firefox = new Firefox();
    Object.assign(firefox, {profile, child, ended, remote: await Marionette.connect(port, alive)});
    await firefox.remote.send('WebDriver:SetTimeouts', {script: 60_000, pageLoad: 60_000});
    return firefox;
  }

  /** @type {import('node:child_process').ChildProcess} */
  child;
  /** @type {Promise<unknown>} */
  ended;
  /** @type {Marionette} */
  remote;

  /** @param {string} url */
  async open(url) {
    await this.remote.send('WebDriver:Navigate', {url});
  }

  async reload() {
    await this.remote.send('WebDriver:Refresh');
  }

  /** @param {string} script @param {unknown[]} parameters */
  async run_script(script, parameters) {
    const {value} = await this.remote.send('WebDriver:ExecuteAsyncScript',
        {script, args: parameters, newSandbox: true});
    return value;
  }

  /** @param {string[]} keys */
  async presses_keys(keys) {
    await this.remote.send('WebDriver:PerformActions', {actions: actions_of_keys(keys)});
  }

  /** @param {number} x @param {number} y */
  async clicks_at(x, y) {
    await this.remote.send('WebDriver:PerformActions', {actions: actions_of_click(x, y)});
  }

  /**
   * An input method's composition, as Firefox is told by the system's: the text as it grows, then
   * what is kept.
   * @param {string[]} steps @param {string|null} kept Null: it is given up.
   */
  async composes(steps, kept) {
    // A key that is pressed next comes to the page by another way than the composition, so it could
    // come before it, or be taken for one of the input method's (seen three times in 150). A real
    // keyboard has one way for both, so this waits until the page has had the method's last key.
    await this.run_script(kHearLastKey, [kept === null ? 'Escape' : 'Enter']);
    await this.remote.send('Marionette:SetContext', {value: 'chrome'});
    try {
      const {value: problem} = await this.remote.send('WebDriver:ExecuteAsyncScript',
          {script: kCompose, args: [steps, kept], sandbox: 'system', newSandbox: true});
      if (problem) throw new Error(problem);
    } finally {
      await this.remote.send('Marionette:SetContext', {value: 'content'});
    }
    await this.run_script('window.had_last_key.then(() => arguments[0]())', []);
  }

  async screenshot() {
    const {value} = await this.remote.send('WebDriver:TakeScreenshot', {full: false});
    return Buffer.from(value, 'base64');
  }

  async kill() {
    this.remote.close();
    kill_tree(/** @type {number} */ (this.child.pid));
    await this.ended;
  }

  async close() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    // The answer may be lost with the connection.
    await this.remote.send('Marionette:Quit', {flags: ['eForceQuit']}).catch(() => undefined);
    await this.ended;
    this.remote.close();
  }
}

/**
 * Runs in the browser's own window: the composition goes to whatever page has the keyboard. Each step
 * is a key that the input method takes for itself, the last one its Enter.
 */
const kCompose = `
  const [steps, kept, done] = arguments;
  const processor = Cc['@mozilla.org/text-input-processor;1']
      .createInstance(Ci.nsITextInputProcessor);
  const pressed = (key, code, keyCode) => new window.KeyboardEvent('', {key, code, keyCode});
  const turn = () => new Promise((next) => setTimeout(next, 0));
  (async () => {
    if (!processor.beginInputTransactionForTests(window)) throw new Error('no input transaction');
    for (const text of steps) {
      processor.setPendingCompositionString(text);
      processor.appendClauseToPendingComposition(text.length, processor.ATTR_RAW_CLAUSE);
      processor.setCaretInPendingComposition(text.length);
      processor.flushPendingComposition(pressed('a', 'KeyA', 65));
      await turn();
    }
    if (kept === null) processor.cancelComposition(pressed('Escape', 'Escape', 27));
    else processor.commitCompositionWith(kept, pressed('Enter', 'Enter', 13));
  })().then(() => done(null), (error) => done(String(error)));`;

/** Runs in the page. */
const kHearLastKey = `
  const [last, done] = arguments;
  window.had_last_key = new Promise((had) => {
    const hear = ({key}) => {
      if (key !== last) return;
      window.removeEventListener('keyup', hear, true);
      had();
    };
    window.addEventListener('keyup', hear, true);
  });
  done();`;

/** @param {string} file @param {() => boolean} alive */
async function port_of(file, alive) {
  for (const until = Date.now() + 60_000; alive() && Date.now() < until;) {
    try {
      const port = Number(readFileSync(file, 'utf8'));
      if (port > 0) return port;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('Firefox did not start');
}
