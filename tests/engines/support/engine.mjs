// What a browser engine under test can do. The engines differ in how they are driven; tests must
// not, so everything that they need goes through these few methods.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The keys of WebDriver that have no character of their own. */
const kKeys = {Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Backspace: '\uE003',
  ArrowLeft: '\uE012', Control: '\uE009', End: '\uE010', Home: '\uE011'};

/** @abstract */
export class Engine {
  name = '';

  /** Opens an address. @param {string} _url @returns {Promise<void>} */
  async open(_url) { throw new Error('not here'); }
  /** @returns {Promise<void>} */
  async reload() { throw new Error('not here'); }
  /**
   * Runs a script's text in the page; it calls its last argument with the result.
   * @param {string} _script @param {unknown[]} _parameters @returns {Promise<any>}
   */
  async run_script(_script, _parameters) { throw new Error('not here'); }
  /** Presses and lets go of one key after the other. @param {string[]} _keys */
  async presses_keys(_keys) { throw new Error('not here'); }
  /** @param {number} _x @param {number} _y In the page's CSS pixels. */
  async clicks_at(_x, _y) { throw new Error('not here'); }
  /**
   * Types through an input method: what it shows in turn, then what it leaves in the field.
   * @param {string[]} _steps @param {string|null} _kept Null: the composition is given up.
   */
  async composes(_steps, _kept) { throw new Error('not here'); }
  /** The picture of the window, as PNG. @returns {Promise<Buffer>} */
  async screenshot() { throw new Error('not here'); }
  /** Ends every process of the browser at once. @returns {Promise<void>} */
  async kill() { throw new Error('not here'); }
  /** Ends it as a person would; does nothing to one that was killed. @returns {Promise<void>} */
  async close() { throw new Error('not here'); }

  /** Where the browser keeps everything. */
  profile = '';

  /**
   * The files of the profile that hold one of these words, in UTF-8 or UTF-16.
   * @param {string[]} words @returns {{hits: string[], bytes: number}} And how much was looked at.
   */
  files_with(words) {
    const found = {hits: /** @type {string[]} */ ([]), bytes: 0};
    const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
    const entries = readdirSync(this.profile, {recursive: true, withFileTypes: true});
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.path, entry.name);
      const bytes = readFileSync(path);
      found.bytes += bytes.length;
      if (needles.some((needle) => bytes.includes(needle))) found.hits.push(path);
    }
    return found;
  }

  /**
   * Calls `look` in the page again and again until what it returns is true, and returns that.
   * @template T
   * @param {(...parameters: any[]) => T} look Uses nothing from around it.
   * @param {unknown[]} parameters @param {number} [patience_ms]
   * @returns {Promise<T>}
   */
  async until(look, parameters = [], patience_ms = 30_000) {
    const result = await this.run_script(`
      const done = arguments[arguments.length - 1];
      const look = ${look};
      const parameters = arguments[0];
      const until = Date.now() + arguments[1];
      const again = () => {
        try {
          const found = look(...parameters);
          if (found || Date.now() > until) return done({found});
        } catch (error) {
          return done({error: String(error)});
        }
        setTimeout(again, 10);
      };
      again();`, [parameters, patience_ms]);
    if (result?.error) throw new Error(result.error);
    if (!result?.found) throw new Error(`${this.name}: never true: ${look} ${parameters}`);
    return result.found;
  }

  /**
   * Calls `use` in the page, once.
   * @template T
   * @param {(...parameters: any[]) => T} use Uses nothing from around it.
   * @param {unknown[]} parameters
   * @returns {Promise<T>}
   */
  async evaluate(use, ...parameters) {
    const result = await this.run_script(`
      const done = arguments[arguments.length - 1];
      try {
        Promise.resolve((${use})(...arguments[0])).then(
            (value) => done({value}), (error) => done({error: String(error)}));
      } catch (error) {
        done({error: String(error)});
      }`, [parameters]);
    if (result.error) throw new Error(result.error);
    return result.value;
  }
}

/** @param {string[]} keys */
export function actions_of_keys(keys) {
  return [{type: 'key', id: 'keyboard', actions: keys.flatMap((key) => [
    {type: 'keyDown', value: kKeys[key] ?? key}, {type: 'keyUp', value: kKeys[key] ?? key}])}];
}

/** @param {number} x @param {number} y */
export function actions_of_click(x, y) {
  return [{type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions: [
    {type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport'},
    {type: 'pointerDown', button: 0}, {type: 'pointerUp', button: 0}]}];
}
