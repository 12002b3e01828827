// A screen reader beside a browser under test: reads the engine's own tree over AT-SPI, hears what
// its live regions say, and presses things in it. It knows nothing of the page but that tree.
import {execFile, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {kill_tree} from '../../web/rig.mjs';

const kPython = '/usr/bin/python3';  // Debian's, which has the bindings; there may be another.
const kProgram = fileURLToPath(new URL('screen_reader.py', import.meta.url));
const kPatienceMs = 30_000;
/** A reading takes the browser a processor as long, which is what it is waited for with. */
const kBetweenReadingsMs = 100;

/**
 * @typedef {object} Heard A node of the tree, as the engine tells it.
 * @property {string} role AT-SPI's name of it.
 * @property {string} name
 * @property {string} description
 * @property {string[]} states
 * @property {Record<string, string>} attributes
 * @property {Heard[]} children
 * @property {string} [text]
 * @property {number} [caret]
 */

export class ScreenReader {
  /** What live regions have said, in order. @type {string[]} */
  said = [];

  /**
   * Starts a session bus, and listens on it before any browser is there.
   * @param {Record<string, string>} display The environment of the screen.
   */
  static async start(display) {
    const reader = new ScreenReader();
    reader.bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3'],
        {stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env: {...process.env, ...display}});
    process.once('exit', reader.at_exit);
    const address = await first_line(reader.bus, lines_of(reader.bus.stdio[3]));
    reader.variables = {...display, DBUS_SESSION_BUS_ADDRESS: address, NO_AT_BRIDGE: '0',
      GTK_A11Y: 'atspi'};
    reader.ears = spawn(kPython, [kProgram, 'listen'],
        {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, ...reader.variables}});
    const said = lines_of(reader.ears.stdout);
    await first_line(reader.ears, said);
    said.on('line', (line) => reader.said.push(JSON.parse(line)));
    return reader;
  }

  /** What a browser must find in its environment to be heard. @type {Record<string, string>} */
  variables = {};
  /** @type {import('node:child_process').ChildProcess} */
  bus;
  /** @type {import('node:child_process').ChildProcess} */
  ears;
  at_exit = () => this.#kill();

  /**
   * Reads the page again and again until `look` finds something in it, and returns that.
   * @template T
   * @param {(nodes: Heard[]) => T|Promise<T>} look Gets all nodes, in reading order.
   * @returns {Promise<T>}
   */
  async until(look) {
    for (const until = Date.now() + kPatienceMs;;) {
      const page = await this.#asks('read');
      const nodes = page ? all_below(page) : [];
      const found = await look(nodes);
      if (found) return found;
      if (Date.now() > until) throw new Error(`never: ${look}\n${nodes.map(told).join('\n')}`);
      await new Promise((done) => setTimeout(done, kBetweenReadingsMs));
    }
  }

  /** Waits until one is there, and presses it. @param {string} role @param {string} name */
  async presses(role, name) {
    await this.until((nodes) => nodes.some((one) => one.role === role && one.name === name));
    if (await this.#asks('press', role, name) !== true) throw new Error(`${name}: not pressed`);
  }

  /** Waits until a live region has said it. @param {RegExp} text */
  async hears(text) {
    for (const until = Date.now() + kPatienceMs; !this.said.some((one) => text.test(one));) {
      if (Date.now() > until) throw new Error(`not said: ${text}; but: ${this.said.join(' | ')}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  async stop() {
    process.removeListener('exit', this.at_exit);
    const ended = [this.bus, this.ears].map((one) => new Promise((done) => one.once('exit', done)));
    this.#kill();
    await Promise.all(ended);
  }

  /** @param {string[]} question */
  async #asks(...question) {
    const {stdout} = await promisify(execFile)(kPython, [kProgram, ...question],
        {env: {...process.env, ...this.variables}, maxBuffer: 1 << 24, timeout: kPatienceMs});
    return JSON.parse(stdout);
  }

  /** The bus has started the services on it. */
  #kill() {
    if (this.ears?.pid) kill_tree(this.ears.pid);
    if (this.bus.pid) kill_tree(this.bus.pid);
  }
}

/** @param {Heard} node @returns {Heard[]} */
function all_below(node) {
  return [node, ...node.children.flatMap(all_below)];
}

/** For whoever reads the log of a failed test. @param {Heard} node */
function told({role, name, states, text}) {
  return `${role} "${name}" ${text === undefined ? '' : JSON.stringify(text)} ${states.join(' ')}`;
}

/** @param {unknown} pipe */
function lines_of(pipe) {
  return createInterface(/** @type {import('node:stream').Readable} */ (pipe));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {import('node:readline').Interface} lines
 * @returns {Promise<string>}
 */
function first_line(child, lines) {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`${child.spawnfile} ended with ${code}`)));
    lines.once('line', done);
  });
}
