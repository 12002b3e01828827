// @ts-check
// The language of the page: its lang, its own few words, and what the program is told of it.
import {kept_language_choice, pieces_of, spoken_language} from '../core/language.js';
import {kGerman} from '../words/de.js';
import {kEnglish} from '../words/en.js';

/** In the browser's small storage, because it holds before anything is unlocked. */
const kKept = 'quietroom-language';

export class PageLanguage {
  #changed = () => {};

  /**
   * @param {Window} window
   * @param {Storage|null} storage None where the browser keeps nothing for this site.
   */
  constructor(window, storage) {
    this.window = window;
    this.storage = storage;
    /** @type {import('../core/language.js').LanguageChoice} */
    this.choice = kept_language_choice(storage?.getItem(kKept) ?? null);
    window.addEventListener('languagechange', () => this.#speak());
    this.#speak();
  }

  /** @returns {import('../core/language.js').Language} */
  get spoken() {
    const {languages, language} = this.window.navigator;
    return spoken_language(this.choice, languages ?? [language]);
  }

  /** @param {keyof typeof kEnglish} name */
  say(name) {
    return (this.spoken === 'de' ? kGerman : kEnglish)[name];
  }

  /** @param {() => void} changed Called whenever `choice` or `spoken` may be another one. */
  on_change(changed) {
    this.#changed = changed;
  }

  /**
   * @param {import('../core/language.js').LanguageChoice} choice
   * @param {Document} place Where the stage is: the small window's, or the page's.
   */
  choose(choice, place) {
    this.choice = choice;
    try {
      if (choice === 'browser') this.storage?.removeItem(kKept);
      else this.storage?.setItem(kKept, choice);
    } catch {
      // A full or closed storage: the choice holds until the page is closed.
    }
    this.#speak();
    place.documentElement.lang = this.spoken;
  }

  #speak() {
    const {document} = this.window;
    // As index.html comes it speaks English already.
    if (document.documentElement.lang !== this.spoken) this.#translate(document);
    this.#changed();
  }

  /** @param {Document} document */
  #translate(document) {
    document.documentElement.lang = this.spoken;
    for (const element of document.querySelectorAll('[data-words]')) {
      const name = /** @type {HTMLElement} */ (element).dataset.words;
      put(element, this.say(/** @type {keyof typeof kEnglish} */ (name)));
    }
  }
}

/** @param {Element} element @param {string} text */
function put(element, text) {
  element.replaceChildren(...pieces_of(text).map((piece) => {
    if (!piece.code) return piece.text;
    const code = element.ownerDocument.createElement('code');
    code.textContent = piece.text;
    return code;
  }));
}
