// @ts-check
// The open pack: text to read, and what can be said of it.
import {agree, kChoices, kNeedWords, kStandings, unanswered} from './answer.js';
import {element} from './dom.js';
import {kQuotes} from './pack.js';
import {day_in_words} from './words.js';

/** @typedef {import('./opening.js').Page} Page */
/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./pack.js').Passage} Passage */
/** @typedef {import('./answer.js').Said} Said */
/**
 * @typedef {Page & {pack: Pack, said: Said, changed: () => void, redraw: (focus: string) => void}} Reading
 *   `changed` is called after `said` was; `redraw` shows what was changed elsewhere on the page.
 */
/** @typedef {import('./words.js').Key} Key */

/**
 * One of several, each with what follows from it.
 * @param {Page} page
 * @param {{name: string, legend: string, hint?: string, chosen: string, parts: Record<string, string>,
 *   values: readonly {value: string, key: string}[], on_choose: (value: string) => void}} group
 */
function choices({document, say}, {name, legend, hint, chosen, parts, values, on_choose}) {
  const rows = values.map(({value, key}) => {
    const id = `${name}-${value}`;
    const input = element(document, 'input', {type: 'radio', name, id, value, checked: value === chosen,
      'aria-describedby': `${id}-hint`, onchange: () => on_choose(value)});
    return element(document, 'label', {class: 'choice', for: id}, input,
        element(document, 'span', {}, say(/** @type {Key} */ (key))),
        element(document, 'span', {class: 'hint', id: `${id}-hint`, 'aria-hidden': 'true'},
            say(/** @type {Key} */ (`${key}_hint`), parts)));
  });
  return element(document, 'fieldset', {}, element(document, 'legend', {}, legend),
      hint ? element(document, 'p', {class: 'hint'}, hint) : null, ...rows);
}

/**
 * A field that grows no data of its own: what is typed goes on at once.
 * @param {Page} page
 * @param {{id: string, label: string, text: string, required?: boolean, on_text: (text: string) => void}} field
 */
function words_field({document}, {id, label, text, required = false, on_text}) {
  const area = /** @type {HTMLTextAreaElement} */ (element(document, 'textarea', {id, spellcheck: 'true',
    'aria-required': String(required), oninput: () => on_text(area.value)}));
  area.value = text;
  return element(document, 'div', {}, element(document, 'label', {class: 'field', for: id}, label), area);
}

/** What was said before about `passage`, "" for all of it. @param {Reading} reading @param {string} passage @param {Key} title */
function earlier({document, say, pack}, passage, title) {
  const replies = pack.replies.filter((reply) => reply.passage === passage);
  if (replies.length === 0) return null;
  const {interviewer} = pack;
  return element(document, 'div', {class: 'earlier'}, element(document, 'h3', {}, say(title)),
      ...replies.flatMap(({yours, reply, outcome}) => [
        element(document, 'p', {}, say('you_wrote', {text: yours})),
        reply ? element(document, 'p', {}, say('they_answered', {interviewer, text: reply})) : null,
        element(document, 'p', {class: 'soft'}, say(/** @type {Key} */ (`outcome_${outcome}`))),
      ]));
}

/** @param {Reading} reading @param {Passage} passage @param {number} index */
function passage_part(reading, passage, index) {
  const {document, say, pack, said, changed} = reading;
  const own = said.passages[passage.id];
  const name = `p${index}`;
  const below = element(document, 'div');
  const draw_words = () => {
    below.replaceChildren();
    if (!kNeedWords.includes(own.choice)) return;
    const label = say(/** @type {Key} */ (`${own.choice}_field`));
    below.append(words_field(reading, {id: `${name}-words`, label, text: own.text, required: true,
      on_text: (text) => {
        own.text = text;
        changed();
      }}));
  };
  const choose = (/** @type {string} */ value) => {
    // Whoever corrects begins with the words as they are; whoever names somebody does not.
    const was_theirs = own.choice === 'correct' && own.text !== passage.text;
    if (value === 'correct' && !own.text) own.text = passage.text;
    if (value === 'attribute' && !was_theirs && own.text === passage.text) own.text = '';
    own.choice = /** @type {any} */ (value);
    draw_words();
    changed();
  };
  draw_words();
  return element(document, 'section', {class: 'passage', 'aria-labelledby': name},
      element(document, 'h3', {id: name}, say('passage_n', {n: index + 1, count: pack.passages.length}),
          element(document, 'span', {}, ` · ${say(passage.quote ? 'is_quote' : 'is_paraphrase')}`)),
      passage.item ? element(document, 'p', {class: 'asked'}, passage.item) : null,
      element(document, passage.quote ? 'blockquote' : 'p', {class: passage.quote ? 'words quote' : 'words'}, passage.text),
      earlier(reading, passage.id, 'earlier'),
      choices(reading, {name: `${name}-choice`, legend: say('choose_passage'), chosen: own.choice,
        parts: {interviewer: pack.interviewer}, values: kChoices.map((value) => ({value, key: value})),
        on_choose: choose}),
      below,
      words_field(reading, {id: `${name}-comment`, label: say('comment'), text: own.comment, on_text: (text) => {
        own.comment = text;
        changed();
      }}));
}

/** @param {Reading} reading */
function closing(reading) {
  const {document, say, pack, said, changed, announce, redraw} = reading;
  const quotes = choices(reading, {name: 'quotes', legend: say('quotes'), hint: say('quotes_hint'),
    chosen: said.quotes || pack.quotes, parts: {}, values: kQuotes.map((value) => ({value, key: `quotes_${value}`})),
    on_choose: (value) => {
      said.quotes = value === pack.quotes ? '' : value;
      changed();
    }});
  const standing = choices(reading, {name: 'standing', legend: say('standing'), chosen: said.standing,
    parts: {interviewer: pack.interviewer},
    values: kStandings.map((value) => ({value, key: value === 'open' ? 'open_standing' : value})),
    on_choose: (value) => {
      const marked = value === 'agreed' ? agree(pack, said) : 0;
      said.standing = /** @type {any} */ (value);
      changed();
      if (marked === 0) return;
      redraw(`standing-${value}`);
      announce(say('marked_right', {n: marked}));
    }});
  return [quotes, words_field(reading, {id: 'all-comment', label: say('all_comment'), text: said.comment,
    on_text: (text) => {
      said.comment = text;
      changed();
    }}), standing];
}

/** How far somebody is. @param {Reading} reading */
export function answered_line({say, pack, said}) {
  const count = pack.passages.length;
  return say('answered', {n: count - unanswered(pack, said).length, count});
}

/** Everything but how the answer leaves. @param {Reading} reading */
export function reading_parts(reading) {
  const {document, say, pack, language} = reading;
  const day = (/** @type {string} */ text) => day_in_words(text, language);
  const line = (/** @type {Key} */ key, /** @type {string} */ text) =>
      text ? element(document, 'p', {}, say(key, {day: day(text)})) : null;
  return [
    element(document, 'h1', {tabindex: '-1'}, say('for_person', {person: pack.person})),
    element(document, 'p', {}, say('about', {title: pack.title, interviewer: pack.interviewer, made: day(pack.made)})),
    element(document, 'p', {class: 'no-print'}, say('how')),
    line('review_by', pack.review_by), line('withdraw_until', pack.withdraw_until),
    earlier(reading, '', 'earlier_about_all'),
    element(document, 'h2', {}, say('passages')),
    ...pack.passages.map((passage, index) => passage_part(reading, passage, index)),
    ...closing(reading),
  ];
}
