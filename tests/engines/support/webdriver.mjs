// The W3C's WebDriver protocol over HTTP, as much of it as the tests need.

export class WebDriver {
  /** @param {string} address Of the driver. @param {string} session */
  constructor(address, session) {
    this.address = address;
    this.session = session;
  }

  /** @param {string} address @param {object} capabilities */
  static async connect(address, capabilities) {
    const {sessionId} = await ask(`${address}/session`, 'POST',
        {capabilities: {alwaysMatch: capabilities}});
    return new WebDriver(address, sessionId);
  }

  /** @param {string} path @param {object} [body] @returns {Promise<any>} */
  post(path, body = {}) {
    return ask(`${this.address}/session/${this.session}/${path}`, 'POST', body);
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return ask(`${this.address}/session/${this.session}/${path}`, 'GET');
  }
}

/** @param {string} url @param {string} method @param {object} [body] */
async function ask(url, method, body) {
  const response = await fetch(url, {method, body: body && JSON.stringify(body)});
  const {value} = await response.json();
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}
