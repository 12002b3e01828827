// @ts-check
// Two live regions, always there: a region that is made together with its text is often not read.

/** What comes within this time was said together, and none of it takes another's place. */
const kTogetherMs = 1000;

export class Announcer {
  /** @type {{element: HTMLElement, at_ms: number}[]} */
  #said = [];

  /** @param {HTMLElement} polite @param {HTMLElement} assertive */
  constructor(polite, assertive) {
    this.polite = polite;
    this.assertive = assertive;
  }

  /** @param {{text: string, assertive: boolean}} what */
  say({text, assertive}) {
    this.tidy();
    const region = assertive ? this.assertive : this.polite;
    // The same sentence twice is read twice only if it is another element; and of a text without an
    // element around it WebKitGTK tells nobody.
    const element = region.ownerDocument.createElement('p');
    element.textContent = text;
    region.append(element);
    this.#said.push({element, at_ms: performance.now()});
  }

  /** Takes away what was said a while ago: whoever reads the page would find it there as new. */
  tidy() {
    const since_ms = performance.now() - kTogetherMs;
    for (const one of this.#said) if (one.at_ms < since_ms) one.element.remove();
    this.#said = this.#said.filter(({at_ms}) => at_ms >= since_ms);
  }
}
