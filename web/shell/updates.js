// @ts-check
// The service worker: offline use, and new versions that wait until the person says yes.

/** After a yes the page is loaded anew, whatever the service worker does. */
const kPatienceMs = 10 * 1000;
/** At most this often a window that comes to the front asks for a new version. */
const kAskEveryMs = 60 * 60 * 1000;

export class Updates {
  /** @type {ServiceWorkerRegistration|null} */
  #registration = null;
  #applying = false;
  #asked_at = 0;

  /**
   * @param {Window} window
   * @param {(event: import('../protocol.js').PageEvent) => void} send
   * @param {(why: string) => void} log
   */
  constructor(window, send, log) {
    this.window = window;
    this.send = send;
    this.log = log;
  }

  /** @param {string} url Of the service worker, at the root of the site. */
  async start(url) {
    const container = this.window.navigator.serviceWorker;
    if (!container) return;
    container.addEventListener('controllerchange', () => {
      // Only after a yes: another window's yes, or the first installation, changes nothing here.
      if (this.#applying) this.window.location.reload();
    });
    try {
      this.#registration = await container.register(url, {updateViaCache: 'none'});
    } catch (error) {
      return this.log(`no offline use: ${error instanceof Error ? error.name : 'error'}`);
    }
    this.#asked_at = Date.now();
    this.#registration.addEventListener('updatefound', () => this.#watch());
    this.#watch();
    this.window.document.addEventListener('visibilitychange', () => this.#ask());
  }

  /** The program runs: what older versions have left behind is not needed any more. */
  booted() {
    this.window.navigator.serviceWorker?.controller?.postMessage('booted');
  }

  /** The person said yes, and the store is closed. */
  apply() {
    this.#applying = true;
    const waiting = this.#registration?.waiting;
    waiting?.postMessage('use_now');
    setTimeout(() => this.window.location.reload(), waiting ? kPatienceMs : 0);
  }

  #watch() {
    const container = this.window.navigator.serviceWorker;
    const tell = () => {
      // Without a controller it is not an update but the first installation.
      if (this.#registration?.waiting && container.controller) this.send({type: 'update'});
    };
    tell();
    this.#registration?.installing?.addEventListener('statechange', tell);
  }

  #ask() {
    if (this.window.document.visibilityState !== 'visible' || !this.window.navigator.onLine) return;
    if (Date.now() - this.#asked_at < kAskEveryMs) return;
    this.#asked_at = Date.now();
    this.#registration?.update().catch(() => this.log('no answer about a new version'));
  }
}
