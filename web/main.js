// @ts-check
// Composition of the page: starts the worker, and ties the shell's parts to it. No decisions here.
import {may_set_texts} from './core/answered.js';
import {colour, is_field} from './core/field.js';
import {abilities_of, missing_page} from './core/support.js';
import {listen_to_actions} from './shell/actions.js';
import {Announcer} from './shell/announce.js';
import {listen_to_copies, listen_to_copy_buttons} from './shell/copy.js';
import {listen_to_drags} from './shell/drag.js';
import {Fields} from './shell/fields.js';
import {listen_to_drops, listen_to_picks} from './shell/files.js';
import {watch_install} from './shell/install.js';
import {listen_to_keys} from './shell/keys.js';
import {PageLanguage} from './shell/language.js';
import {ask_to_persist, make_leaving_guard, watch_lifecycle} from './shell/lifecycle.js';
import {Mirror} from './shell/mirror.js';
import {Paced} from './shell/paced.js';
import {show_page} from './shell/pages.js';
import {listen_to_pointer} from './shell/pointer.js';
import {watch_preferences} from './shell/preferences.js';
import {Printer} from './shell/print.js';
import {save_file} from './shell/save.js';
import {watch_screen} from './shell/screen.js';
import {is_small_window, SecondWindow} from './shell/second_window.js';
import {TextSize} from './shell/text_size.js';
import {listen_to_touch} from './shell/touch.js';
import {Updates} from './shell/updates.js';
import {worker} from './start.js';

/** @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);
/** Here first: the pages that say that something is missing speak it too. */
const language = new PageLanguage(window, storage_of(window));
const log = (/** @type {string} */ what) => console.info(`quietroom: ${what}`);

function start() {
  const abilities = abilities_of(window);
  const missing = missing_page(abilities);
  if (missing || !worker) return show_page(document, missing || 'old-browser');
  const canvas = element('canvas');
  const offscreen = abilities.canvas ? canvas.transferControlToOffscreen() : null;
  run(worker, canvas);
  const build = document.documentElement.dataset.build ?? '';
  const takes_store = is_small_window(window);
  worker.postMessage({type: 'boot', canvas: offscreen, build, takes_store},
      offscreen ? [offscreen] : []);
}

/** @param {Worker} worker @param {HTMLCanvasElement} canvas */
function run(worker, canvas) {
  const send = (/** @type {import('./protocol.js').PageEvent} */ event) => {
    if (may_set_texts(event)) fields.wait();
    worker.postMessage(event, event.type === 'file' ? [event.bytes] : []);
  };
  const mirror = new Mirror(element('mirror'), (made, node) => {
    if (is_field(node)) fields.made(/** @type {any} */ (made), node.value ?? '');
  }, new URL('.', import.meta.url).href);
  const fields = new Fields(mirror, send);
  const updates = new Updates(window, send, log);
  const stopped = (/** @type {string} */ why) => {
    log(`stopped: ${why}`);
    const unsent = fields.unsent_text();
    second.bring_back();
    show_page(document, 'stopped', {unsent});
  };

  const stage = element('stage');
  const {moves, scrolls, swipes, screen, second} = listen(mirror, fields, stage, canvas, send);
  watch_preferences(window, language, send);
  watch_lifecycle(window, send, () => fields.flush_all());
  const printer = new Printer(window, send);
  const announcer = new Announcer(element('polite'), element('assertive'));
  /** @type {((counts: any) => void)[]} */
  const counted = [];

  /** @type {Record<string, () => void>} */
  const answered = {pointer: () => moves.done(), scroll: () => scrolls.done(),
    swipe: () => swipes.done(), command: () => fields.heard()};
  /** @type {Record<string, (message: any) => void>} */
  const handlers = {
    semantics(message) {
      announcer.tidy();
      for (const one of mirror.apply(message)) announcer.say(one);
      element('opening').hidden = true;
    },
    announce: (message) => announcer.say(message),
    focus: ({node}) => mirror.focus(node),
    set_text: ({node, value, base}) => fields.set_text(node, value, base),
    save_file: (message) => save_file(document, message),
    print: (message) => printer.print(message),
    persist: () => ask_to_persist(navigator, send),
    apply_update: () => updates.apply(),
    install: watch_install(window, send),
    unsaved: make_leaving_guard(window),
    language: ({choice}) => language.choose(choice, stage.ownerDocument),
    chrome: (message) => put_colours(message, stage.ownerDocument),
    done: ({what}) => answered[what]?.(),
    canvas_size: ({width, height}) => screen.frame_size(width, height),
    ready({graphics}) {
      updates.booted();
      if (!graphics) show_page(document, 'no-graphics');
    },
    given_away: () => second.store_was_given_away(),
    save_copy_failed: () =>
      show_page(document, 'no-graphics', {failed: language.say('copy_failed')}),
    too_large: () => announcer.say({text: language.say('too_large'), assertive: true}),
    stopped: ({why}) => stopped(why),
    counts: ({frames, ticks}) => counted.shift()?.({frames, ticks}),
  };
  worker.onmessage = ({data}) => handlers[data.type]?.(data);
  worker.onerror = (event) => stopped(event.message || 'the worker did not load');
  element('save-copy').onclick = () => worker.postMessage({type: 'save_copy'});
  // This file lies in v/<build>/; the service worker at the root, for its scope is its folder.
  updates.start(new URL('../../service_worker.js', import.meta.url).href);
  offer_counts(worker, counted);
}

/**
 * For tests and the benchmark: how often the program has run without an event.
 * @param {Worker} worker @param {((counts: any) => void)[]} counted
 */
function offer_counts(worker, counted) {
  /** @type {any} */ (window).quietroom_counts = () => new Promise((resolve) => {
    counted.push(resolve);
    worker.postMessage({type: 'counts'});
  });
}

/**
 * To what a person does, in the tab and in the small window.
 * @param {Mirror} mirror @param {Fields} fields
 * @param {HTMLElement} stage @param {HTMLCanvasElement} canvas
 * @param {(event: import('./protocol.js').PageEvent) => void} send
 */
function listen(mirror, fields, stage, canvas, send) {
  const moves = new Paced(send);
  const scrolls = new Paced(send);
  const swipes = new Paced(send);
  const text_size = new TextSize(storage_of(window));
  text_size.listen_to_pinch(mirror.root);
  listen_to_actions(mirror, send, scrolls, (action) => {
    if (action === 'small_window') second.toggle();
    else text_size.act(action);
  }, () => fields.finish_words());
  listen_to_picks(mirror, send, log);
  listen_to_copy_buttons(mirror, send);
  listen_to_touch(mirror, send, swipes);
  listen_to_drags(mirror, send, () => fields.finish_words());
  const screen = watch_screen(window, stage, canvas, text_size, send);
  // What a window tells as a whole; the elements bring their own listeners with them.
  const attach = (/** @type {Document} */ place) => {
    listen_to_drops(mirror, place, send, log);
    listen_to_copies(mirror, place);
    listen_to_pointer(stage, place, send, moves);
    listen_to_keys(mirror, place, send, navigator.platform);
    text_size.listen_to_keys(place, navigator.platform);
  };
  attach(document);
  const second = new SecondWindow({
    window, send, away: element('away'),
    parts: [stage, element('polite'), element('assertive')],
    attach: (place) => (attach(place.document), screen.attach(place)),
    moved: () => screen.soon(),
    before_leaving: () => fields.flush_all(),
  });
  return {moves, scrolls, swipes, screen, second};
}

/** Null where the browser keeps nothing for this site. @param {Window} window */
function storage_of(window) {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** @param {import('./protocol.js').ChromeRequest} request @param {Document} place */
function put_colours({paper, dark}, place) {
  for (const {documentElement} of new Set([document, place])) {
    documentElement.style.setProperty('--paper', colour(paper));
    documentElement.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  }
  element('theme-color').content = colour(paper);
}

for (const button of document.querySelectorAll('[data-reload]')) {
  button.addEventListener('click', () => window.location.reload());
}
start();
