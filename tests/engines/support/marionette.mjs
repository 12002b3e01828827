// Firefox's own remote protocol, over TCP: no driver program stands in between, and scripts can run
// in the browser itself, which is where an input method's side of a composition is reached.
import {connect} from 'node:net';

/** How long Firefox may take to listen. */
const kListenMs = 60_000;

export class Marionette {
  #id = 0;
  #unread = Buffer.alloc(0);
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('Firefox closed the connection')));
  }

  /**
   * Connects and starts a session.
   * @param {number} port @param {() => boolean} alive Whether Firefox still runs.
   */
  static async connect(port, alive) {
    const until = Date.now() + kListenMs;
    for (;;) {
      const socket = await new Promise((resolve) => {
        const one = connect(port, '127.0.0.1', () => resolve(one));
        one.once('error', () => resolve(null));
      });
      if (socket) {
        const session = new Marionette(socket);
        await session.send('WebDriver:NewSession', {});
        return session;
      }
      if (!alive() || Date.now() > until) throw new Error('Firefox does not listen');
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** @param {string} name @param {object} [parameters] @returns {Promise<any>} */
  send(name, parameters = {}) {
    const id = ++this.#id;
    const text = JSON.stringify([0, id, name, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {resolve, reject});
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  close() {
    this.socket.destroy();
  }

  /** Packets are "length:json". @param {Buffer} bytes */
  #take(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (;;) {
      const colon = this.#unread.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#unread.subarray(0, colon));
      if (this.#unread.length < end) return;
      const message = JSON.parse(this.#unread.subarray(colon + 1, end).toString('utf8'));
      this.#unread = this.#unread.subarray(end);
      if (Array.isArray(message)) this.#answer(message);  // The first packet is a greeting.
    }
  }

  /** @param {[number, number, {error: string, message: string}|null, any]} message */
  #answer([, id, error, result]) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
    else waiting?.resolve(result);
  }

  /** @param {Error} error */
  #fail(error) {
    for (const {reject} of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
