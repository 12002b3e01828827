// @ts-check
// How the answer leaves: as a file, or as a text to paste; and what is kept here meanwhile.
import {answer_text, sealed_text, without_words} from './answer.js';
import {element, save_file} from './dom.js';
import {answered_line} from './reading.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** The passage that still needs words gets the focus. @param {Reading} reading @param {Element} fault */
function is_ready({document, say, pack, said}, fault) {
  const [first] = without_words(pack, said);
  fault.textContent = first ? say('needs_words') : '';
  if (first) document.getElementById(`p${pack.passages.indexOf(first)}-words`)?.focus();
  return !first;
}

/**
 * @param {Reading} reading
 * @param {{line: Element, kept: Element, forget: () => Promise<void>, clipboard: {writeText(text: string): Promise<void>}|undefined}} parts
 *   `line` and `kept` say how far the person is, and whether it is kept.
 */
export function leaving_parts(reading, {line, kept, forget, clipboard}) {
  const {document, say, pack, said, changed, announce} = reading;
  const {interviewer} = pack;
  const fault = element(document, 'p', {class: 'error', role: 'alert'});
  const done = element(document, 'p', {role: 'status'});
  const area = /** @type {HTMLTextAreaElement} */ (element(document, 'textarea', {id: 'answer-text', readonly: true,
    rows: '6', spellcheck: 'false'}));
  const by_hand = element(document, 'div', {hidden: true},
      element(document, 'label', {class: 'field', for: 'answer-text'}, say('answer_text')), area);
  const give = async (/** @type {(sealed: string) => Promise<string>|string} */ how) => {
    done.textContent = '';
    if (!is_ready(reading, fault)) return;
    try {
      const text = answer_text(pack, said, Math.floor(Date.now() / 1000));
      const sealed = await sealed_text(pack.answer_to, text);
      changed();  // Which answer was given out is kept with it.
      done.textContent = await how(sealed);
    } catch {
      fault.textContent = say('answer_failed');
    }
  };
  const name = `answer-${pack.pack.slice(0, 6)}.age`;
  const save = () => give((sealed) => {
    save_file(document, name, sealed);
    return say('saved_answer', {name, interviewer});
  });
  const copy = () => give(async (sealed) => {
    area.value = sealed;
    by_hand.hidden = false;
    try {
      if (!clipboard) throw new Error('no clipboard');
      await clipboard.writeText(sealed);
      return say('copied_answer', {interviewer});
    } catch {
      area.select();
      return say('copy_by_hand', {interviewer});
    }
  });
  const forget_all = async () => {
    await forget();
    kept.textContent = say('forgotten');
    announce(say('forgotten'));
  };
  line.textContent = answered_line(reading);
  const press = (/** @type {import('./words.js').Key} */ key, /** @type {() => void} */ onclick, kind = '') =>
      element(document, 'button', {type: 'button', class: kind, onclick}, say(key));
  return [element(document, 'h2', {}, say('your_answer')), element(document, 'p', {}, say('send_how', {interviewer})),
    fault, element(document, 'div', {class: 'no-print'}, press('save_answer', save, 'first'), press('copy_answer', copy)),
    done, by_hand, element(document, 'div', {class: 'kept'}, line, ' ', kept),
    element(document, 'p', {class: 'no-print'}, press('forget', forget_all, 'plain'), ' ',
        press('print', () => document.defaultView?.print(), 'plain'))];
}
