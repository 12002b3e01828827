// @ts-check
// A page on paper: ordinary elements that only a printer sees, there as long as it takes. What is
// printed leaves the store, so nothing of it may stay behind.

/** @typedef {import('../protocol.js').PrintBlock} PrintBlock */

/** @type {Record<PrintBlock['kind'], string>} */
const kTags = {title: 'h1', heading: 'h2', note: 'p', text: 'p', line: 'p'};

export class Printer {
  /** @type {HTMLElement|null} */
  #paper = null;

  /**
   * @param {Window} window The tab's own, also while the program is in its small window.
   * @param {(event: import('../protocol.js').PageEvent) => void} send
   */
  constructor(window, send) {
    this.window = window;
    this.send = send;
    const over = () => this.#put_away();
    window.addEventListener('afterprint', over);
    window.addEventListener('pagehide', over);
    // Where print() does not wait and nothing says that it is over: whoever uses the page again has
    // closed the dialog.
    for (const sign of ['pointerdown', 'keydown']) {
      window.addEventListener(sign, over, {capture: true, passive: true});
    }
  }

  /** @param {import('../protocol.js').PrintRequest} request */
  print({blocks}) {
    const {window} = this;
    this.#put_away();
    if (typeof window.print !== 'function') return this.send({type: 'refused', what: 'no_print'});
    const {document} = window;
    this.#paper = document.createElement('article');
    this.#paper.id = 'paper';
    this.#paper.append(...blocks.map((block) => element_of(document, block)));
    document.body.append(this.#paper);
    document.documentElement.classList.add('printing');
    window.print();
  }

  #put_away() {
    if (!this.#paper) return;
    this.#paper.remove();
    this.#paper = null;
    this.window.document.documentElement.classList.remove('printing');
  }
}

/** @param {Document} document @param {PrintBlock} block */
function element_of(document, {kind, text, lead}) {
  const element = document.createElement(kTags[kind] ?? 'p');
  element.className = kind;
  element.dir = 'auto';
  if (lead) {
    const small = document.createElement('span');
    small.className = 'lead';
    small.textContent = lead;
    element.append(small, ' ');
  }
  const words = document.createElement('span');
  words.textContent = text;
  element.append(words);
  return element;
}
