// @ts-check
// The reviewer page: in every pack, and at /review of the site. It opens a sealed pack on the
// reader's device and sends nothing anywhere. Bundled to one script by cmake/site_review.mjs.
import {nothing_said} from './answer.js';
import {element, save_file} from './dom.js';
import {leaving_parts} from './leaving.js';
import {choosing, file_itself, language_switch, unlocking} from './opening.js';
import {Progress} from './progress.js';
import {answered_line, reading_parts} from './reading.js';
import {age_file_in, Fault} from './sealed.js';
import {language_of, speaker} from './words.js';

/** So long after the last change what was said is kept. */
const kKeepAfterMs = 300;

const room = /** @type {HTMLElement} */ (document.getElementById('room'));
const said_aloud = /** @type {HTMLElement} */ (document.getElementById('said'));

/** @type {'en'|'de'} */
let language = 'en';
/** The sealed file, once there is one. @type {Uint8Array|null} */
let age = null;
/** The open pack, and what was said of it. @type {{pack: import('./pack.js').Pack, said: import('./answer.js').Said, progress: Progress}|null} */
let open = null;
/** Changes that are not kept yet. @type {number|undefined} */
let keep_timer;
/** Whether leaving now would lose something. */
let is_unsafe = false;
/** Counts what was said, so that an older state is not taken for the newest. */
let changes = 0;

/** @returns {import('./opening.js').Page} */
function page() {
  return {document, language, say: speaker(language), speak: (other) => {
    language = other;
    draw();
  }, announce: (text) => { said_aloud.textContent = text; }};
}

/** @param {(Node|string|null)[]} children @param {string} [focus] The id of what gets the keyboard; the heading without. */
function show(children, focus) {
  const {say} = page();
  document.documentElement.lang = language;
  document.title = say('title');
  const other_file = age && element(document, 'button', {type: 'button', class: 'plain',
    onclick: () => { age = open = null; draw(); }}, say('other_file'));
  room.replaceChildren(element(document, 'div', {class: 'top'}, other_file ?? '', language_switch(page())),
      ...children.filter((child) => child !== null));
  const first = focus ? document.getElementById(focus) : room.querySelector('h1');
  first?.focus({preventScroll: Boolean(focus)});
}

function draw() {
  if (open) draw_reading();
  else if (age) draw_unlocking(age);
  else show(choosing(page(), (file) => { age = file; draw(); }));
}

/** @param {Uint8Array} file */
function draw_unlocking(file) {
  const parts = unlocking(page(), file, async (pack) => {
    language = pack.language;
    const progress = new Progress(pack, () => window.localStorage);
    const kept = await progress.read();
    open = {pack, progress, said: kept ?? nothing_said(pack)};
    draw();
    if (kept) page().announce(page().say('found_earlier'));
  });
  show([...parts, file_itself(page(), () => save_file(document, 'review.age', file))]);
}

/** @param {string} [focus] */
function draw_reading(focus) {
  if (!open) return;
  const {pack, said, progress} = open;
  const {say} = page();
  const line = element(document, 'span'), kept = element(document, 'span', {class: 'soft'});
  const keep = async () => {
    keep_timer = undefined;
    const meant = changes;
    const is_kept = await progress.write(said);
    if (meant !== changes) return;
    is_unsafe = !is_kept;
    kept.textContent = say(is_kept ? 'kept' : 'not_kept');
  };
  const reading = {...page(), pack, said, redraw: draw_reading, changed: () => {
    line.textContent = answered_line(reading);
    kept.textContent = say('keeping');
    is_unsafe = true;
    changes += 1;
    clearTimeout(keep_timer);
    keep_timer = window.setTimeout(keep, kKeepAfterMs);
  }};
  const forget = async () => {
    clearTimeout(keep_timer);
    is_unsafe = false;
    changes += 1;
    await progress.forget();
  };
  show([...reading_parts(reading), ...leaving_parts(reading, {line, kept, forget, clipboard: navigator.clipboard}),
    file_itself(page(), () => age && save_file(document, 'review.age', age))], focus);
  // Said before anything is lost by it.
  keep();
}

/** @param {import('./words.js').Key} key */
function refuse(key) {
  const {say} = page();
  show([element(document, 'h1', {tabindex: '-1'}, say('title')), element(document, 'p', {class: 'error', role: 'alert'}, say(key))]);
}

function start() {
  const inside = document.getElementById('pack')?.textContent?.trim() ?? '';
  const own = document.documentElement.lang;
  language = language_of(inside ? own : navigator.language);
  /** @type {HTMLElement} */ (document.getElementById('still')).hidden = true;
  room.hidden = false;
  const has_all = ['BigInt', 'TransformStream', 'Intl'].every((name) => name in window);
  if (!has_all) return refuse('fault_browser');
  if (!window.isSecureContext) return refuse('fault_insecure');
  try {
    if (inside) age = age_file_in(new TextEncoder().encode(inside));
    draw();
  } catch (error) {
    refuse(error instanceof Fault ? error.key : 'fault_changed');
  }
}

window.addEventListener('beforeunload', (event) => {
  if (is_unsafe) event.preventDefault();
});
// A file that misses the box is not opened in place of the page.
for (const kind of ['dragover', 'drop']) window.addEventListener(kind, (event) => event.preventDefault());
start();
