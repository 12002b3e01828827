// @ts-check
// Requests to a file endpoint: what platform/web/http_web.cc asks for, done with fetch(). Neither an
// address nor a header is ever written to the console.

/** Numbers of HttpFailure in platform/http.h. */
const kUnreachable = 1, kTimeout = 2, kTooLarge = 3;
/** setTimeout counts in 32 bits. */
const kTimeoutMaxMs = 2 ** 31 - 1;

/**
 * @typedef {object} HttpQuestion
 * @property {string} method
 * @property {string} url
 * @property {[string, string][]} headers
 * @property {Uint8Array} body Not the program's memory, which may move meanwhile.
 * @property {number} timeout_ms
 * @property {number} reply_bytes_max
 */
/**
 * @typedef {object} HttpAnswer
 * @property {number} failure 0 for none.
 * @property {number} status
 * @property {Uint8Array} head Names, in lower case, and values, each a line.
 * @property {Uint8Array[]} parts The body.
 * @property {number} size Of the body.
 */

export class Http {
  /** @type {Map<number, {abort: AbortController, answer: HttpAnswer|null}>} */
  #running = new Map();

  /**
   * @param {(url: string, options: RequestInit) => Promise<Response>} ask fetch()
   * @param {() => void} came An answer waits for poll(). Never called from within send() or cancel().
   */
  constructor(ask, came) {
    this.ask = ask;
    this.came = came;
  }

  /** @param {number} ticket @param {HttpQuestion} question */
  send(ticket, question) {
    const abort = new AbortController();
    this.#running.set(ticket, {abort, answer: null});
    this.#finish(ticket, question, abort);
  }

  /** What came, or null while it is under way. @param {number} ticket */
  poll(ticket) {
    return this.#running.get(ticket)?.answer ?? null;
  }

  /** Gives away what came. @param {number} ticket */
  take(ticket) {
    const answer = this.poll(ticket);
    this.#running.delete(ticket);
    return answer;
  }

  /** Forgets it, and ends it if it is under way. @param {number} ticket */
  cancel(ticket) {
    const running = this.#running.get(ticket);
    this.#running.delete(ticket);
    running?.abort.abort();
  }

  /** @param {number} ticket @param {HttpQuestion} question @param {AbortController} abort */
  async #finish(ticket, question, abort) {
    let failure = kUnreachable;
    const end = (/** @type {number} */ why) => {
      failure = why;
      abort.abort();
    };
    const timer = setTimeout(end, Math.min(question.timeout_ms, kTimeoutMaxMs), kTimeout);
    // What a browser throws has no more to say than the number does: it tells pages no reasons.
    const answer = await this.#exchange(question, abort.signal, () => end(kTooLarge))
        .catch(() => null);
    clearTimeout(timer);
    const running = this.#running.get(ticket);
    if (!running) return;
    running.answer = answer ??
        {failure, status: 0, head: new Uint8Array(0), parts: [], size: 0};
    this.came();
  }

  /**
   * @param {HttpQuestion} question @param {AbortSignal} signal
   * @param {() => void} too_large Ends it.
   * @returns {Promise<HttpAnswer|null>} Null if it was ended.
   */
  async #exchange({method, url, headers, body, reply_bytes_max}, signal, too_large) {
    const response = await this.ask(url, {
      method,
      headers,
      body: body.length > 0 ? body : null,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
    /** @type {Uint8Array[]} */
    const parts = [];
    let size = 0;
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      size += part.value.length;
      if (size > reply_bytes_max) {
        too_large();
        break;
      }
      parts.push(part.value);
    }
    const fields = [...response.headers].map(([name, value]) => `${name}\n${value}\n`).join('');
    const head = new TextEncoder().encode(fields);
    return signal.aborted ? null : {failure: 0, status: response.status, head, parts, size};
  }
}
