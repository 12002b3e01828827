// @ts-check
// The page before a pack is open: a file, and what opens it.
import {element} from './dom.js';
import {age_file_in, Fault, kFileSizeMax, lock_of, opened} from './sealed.js';
import {read_pack} from './pack.js';

/**
 * @typedef {object} Page
 * @property {Document} document
 * @property {import('./words.js').Say} say
 * @property {'en'|'de'} language
 * @property {(language: 'en'|'de') => void} speak Draws everything anew in that language.
 * @property {(text: string) => void} announce For who does not see it.
 */

/** A button for the other language, said in that language. @param {Page} page */
export function language_switch({document, language, speak}) {
  const other = language === 'de' ? 'en' : 'de';
  const name = other === 'de' ? 'Deutsch' : 'English';
  return element(document, 'button', {type: 'button', class: 'plain', lang: other,
    onclick: () => speak(other)}, name);
}

/** The way to the file without this page. @param {Page} page @param {() => void} save */
export function file_itself({document, say}, save) {
  return element(document, 'details', {},
      element(document, 'summary', {}, say('file_itself')),
      element(document, 'p', {}, say('age_how')),
      element(document, 'p', {}, element(document, 'code', {}, 'age -d review.age')),
      element(document, 'button', {type: 'button', onclick: save}, say('save_age')));
}

/**
 * Where a file is chosen.
 * @param {Page} page @param {(age: Uint8Array) => void} chosen
 */
export function choosing(page, chosen) {
  const {document, say} = page;
  const fault = element(document, 'p', {class: 'error', role: 'alert', id: 'fault'});
  const take = async (/** @type {File|undefined} */ file) => {
    if (!file) return;
    fault.textContent = '';
    try {
      if (file.size > kFileSizeMax) throw new Fault('fault_large');
      const age = age_file_in(new Uint8Array(await file.arrayBuffer()));
      lock_of(age);
      chosen(age);
    } catch (error) {
      fault.textContent = say(error instanceof Fault ? error.key : 'fault_foreign');
    }
  };
  const input = element(document, 'input', {type: 'file', id: 'file', 'aria-describedby': 'fault',
    onchange: () => take(/** @type {HTMLInputElement} */ (input).files?.[0])});
  const box = element(document, 'div', {
    ondragover: (event) => {
      event.preventDefault();
      box.classList.add('over');
    },
    ondragleave: () => box.classList.remove('over'),
    ondrop: (event) => {
      event.preventDefault();
      box.classList.remove('over');
      take(event.dataTransfer?.files[0]);
    },
  },
  element(document, 'p', {}, say('choose_intro')),
  element(document, 'label', {class: 'field', for: 'file'}, say('choose')), input, fault);
  return [element(document, 'h1', {tabindex: '-1'}, say('title')), box];
}

/**
 * Where the passphrase is typed.
 * @param {Page} page @param {Uint8Array} age
 * @param {(pack: import('./pack.js').Pack) => void} done
 */
export function unlocking(page, age, done) {
  const {document, say} = page;
  const by_key = lock_of(age) === 'key';
  const fault = element(document, 'p', {class: 'error', role: 'alert', id: 'fault'});
  const field = /** @type {HTMLInputElement} */ (element(document, 'input', {
    type: 'password', id: 'secret', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false',
    'aria-describedby': 'secret-hint fault'}));
  const shown = /** @type {HTMLInputElement} */ (element(document, 'input', {type: 'checkbox',
    onchange: () => field.setAttribute('type', shown.checked ? 'text' : 'password')}));
  const button = /** @type {HTMLButtonElement} */ (element(document, 'button',
      {type: 'submit', class: 'first'}, say('open')));
  const waiting = element(document, 'p', {class: 'soft', role: 'status'});
  const open = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (button.disabled) return;
    fault.textContent = '';
    waiting.textContent = say('opening');
    button.disabled = true;
    // The slow hash holds the page: what is said has to be seen before.
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      const pack = read_pack(await opened(age, field.value));
      field.value = '';
      done(pack);
    } catch (error) {
      waiting.textContent = '';
      fault.textContent = say(error instanceof Fault ? error.key : 'fault_changed');
      field.focus();
    }
    button.disabled = false;
  };
  const form = element(document, 'form', {onsubmit: open},
      element(document, 'label', {class: 'field', for: 'secret'}, say(by_key ? 'identity' : 'passphrase')),
      element(document, 'p', {class: 'hint', id: 'secret-hint'}, say(by_key ? 'identity_hint' : 'passphrase_hint')),
      field, element(document, 'label', {class: 'choice'}, shown, say('show')), fault, waiting, button);
  return [element(document, 'h1', {tabindex: '-1'}, say('title')),
    element(document, 'p', {}, by_key ? say('identity_hint') : say('open_intro')), form];
}
