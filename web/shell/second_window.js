// @ts-check
// The small window beside a video call: a panel over all windows where the browser has one, into
// which the program's elements move; else a small window that opens the program anew and takes the
// store; else nothing, and the program says what helps. Always inside the person's own press.

const kSize = {width: 400, height: 700};
/** The small window's name, by which it knows itself, also after a reload. */
const kName = 'quietroom-small';

/** That `window` was opened as the small one. @param {Window} window */
export function is_small_window(window) {
  return window.name === kName;
}

export class SecondWindow {
  /** @type {Window|null} */
  #panel = null;
  /** @type {Window|null} */
  #popup = null;

  /**
   * @param {object} needs
   * @param {Window} needs.window The tab's own.
   * @param {HTMLElement[]} needs.parts What moves; the first one is what is seen.
   * @param {HTMLElement} needs.away Shown in the tab meanwhile.
   * @param {(window: Window) => void} needs.attach Listens to another window as to the tab's.
   * @param {() => void} needs.moved The parts are in another window.
   * @param {() => void} needs.before_leaving Sends what is still in the fields.
   * @param {(event: import('../protocol.js').PageEvent) => void} needs.send
   */
  constructor(needs) {
    this.needs = needs;
    const {window, away} = needs;
    if (this.is_popup) this.#tell('is_popup');
    window.addEventListener('focus', () => this.#look_after_popup());
    away.querySelector('button')?.addEventListener('click', () => this.bring_back());
  }

  /** This page is the small window itself. */
  get is_popup() {
    return is_small_window(this.needs.window);
  }

  /** Opens it, or closes it if it is open. */
  toggle() {
    if (this.#panel) return this.bring_back();
    if (this.is_popup) return this.needs.window.close();
    const panels = /** @type {any} */ (this.needs.window).documentPictureInPicture;
    if (!panels) return this.#open_popup();
    panels.requestWindow(kSize).then((/** @type {Window} */ panel) => this.#fill(panel),
        () => this.#open_popup());
  }

  /** The store was given to another window: a small one has no work any more. */
  store_was_given_away() {
    if (this.is_popup) this.needs.window.close();
  }

  /** Everything back into the tab, at once. */
  bring_back() {
    const panel = this.#panel;
    if (!panel) return;
    this.#panel = null;
    const {document} = this.needs.window;
    this.needs.before_leaving();
    this.#move(document);
    this.needs.away.hidden = true;
    panel.close();
    this.needs.moved();
    this.#tell('none');
  }

  /** @param {Window} panel A new, empty one. */
  async #fill(panel) {
    const {window, away, attach, before_leaving, moved} = this.needs;
    const here = window.document;
    const there = panel.document;
    there.documentElement.lang = here.documentElement.lang;
    there.title = here.title;
    for (const name of ['--paper', 'color-scheme']) {
      there.documentElement.style.setProperty(name,
          here.documentElement.style.getPropertyValue(name));
    }
    const sheets = [...here.querySelectorAll('link[rel="stylesheet"]')];
    // Without them nothing has its place, and a scroll position would be lost.
    await Promise.all(sheets.map((sheet) => new Promise((done) => {
      const copy = /** @type {HTMLLinkElement} */ (sheet.cloneNode());
      copy.href = /** @type {HTMLLinkElement} */ (sheet).href;
      copy.onload = copy.onerror = done;
      there.head.append(copy);
    })));
    if (panel.closed || this.#panel) return;
    this.#panel = panel;
    panel.addEventListener('pagehide', () => this.bring_back());
    there.addEventListener('visibilitychange', before_leaving);
    attach(panel);
    this.#move(there);
    away.hidden = false;
    moved();
    this.#tell('panel');
  }

  #open_popup() {
    const {window} = this.needs;
    // On a phone or tablet it would be another tab, which helps nobody.
    const fingers = window.matchMedia('(pointer: coarse)').matches;
    const wish = `popup,width=${kSize.width},height=${kSize.height}`;
    this.#popup = fingers ? null : window.open(window.location.pathname, kName, wish);
    this.#tell(this.#popup ? 'popup' : 'refused');
  }

  /** Closed before it took the store: then nothing else tells. */
  #look_after_popup() {
    if (!this.#popup?.closed) return;
    this.#popup = null;
    this.#tell('none');
  }

  /** Moves the parts; what has the keyboard and what is scrolled stay so. @param {Document} to */
  #move(to) {
    const {parts} = this.needs;
    const [stage] = parts;
    const active = stage.ownerDocument.activeElement;
    const focused = active instanceof HTMLElement && stage.contains(active) ? active : null;
    const tops = [...stage.querySelectorAll('.scroller')].map((one) => ({one, top: one.scrollTop}));
    // The stage stands first: it is what is read first.
    to.body.prepend(...parts);
    for (const {one, top} of tops) one.scrollTop = top;
    to.defaultView?.focus();
    focused?.focus({preventScroll: true});
  }

  /** @param {import('../protocol.js').SecondWindowEvent['state']} state */
  #tell(state) {
    this.needs.send({type: 'second_window', state});
  }
}
