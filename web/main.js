// @ts-check
// Composition of the page: starts the worker, and ties the shell's parts to it. No decisions here.
import {may_set_texts} from './core/answered.js';
import {colour, is_field} from './core/field.js';
import {abilities_of, missing_page} from './core/support.js';
import {listen_to_actions} from './shell/actions.js';
import {make_announcer} from './shell/announce.js';
import {listen_to_copies} from './shell/copy.js';
import {Fields} from './shell/fields.js';
import {listen_to_files} from './shell/files.js';
import {watch_install} from './shell/install.js';
import {listen_to_keys} from './shell/keys.js';
import {ask_to_persist, watch_lifecycle} from './shell/lifecycle.js';
import {Mirror} from './shell/mirror.js';
import {Paced} from './shell/paced.js';
import {show_page} from './shell/pages.js';
import {listen_to_pointer} from './shell/pointer.js';
import {watch_preferences} from './shell/preferences.js';
import {save_file} from './shell/save.js';
import {watch_screen} from './shell/screen.js';
import {Updates} from './shell/updates.js';
import {worker} from './start.js';

/** @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);
const log = (/** @type {string} */ what) => console.info(`quietroom: ${what}`);

function start() {
  const abilities = abilities_of(window);
  const missing = missing_page(abilities);
  if (missing || !worker) return show_page(document, missing || 'old-browser');
  const canvas = element('canvas');
  const offscreen = abilities.canvas ? canvas.transferControlToOffscreen() : null;
  run(worker, canvas);
  const build = document.documentElement.dataset.build ?? '';
  worker.postMessage({type: 'boot', canvas: offscreen, build}, offscreen ? [offscreen] : []);
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
    show_page(document, 'stopped', {unsent: fields.unsent_text()});
  };

  const moves = new Paced(send);
  const scrolls = new Paced(send);
  listen_to_pointer(element('stage'), send, moves);
  listen_to_actions(mirror, send, scrolls, () => fields.finish_words());
  listen_to_files(mirror, send, log);
  listen_to_copies(mirror, send);
  listen_to_keys(mirror, send, navigator.platform);
  watch_preferences(window, send);
  watch_lifecycle(window, send, () => fields.flush_all());
  const announce = make_announcer(element('polite'), element('assertive'));
  const frame_size = watch_screen(window, element('stage'), canvas, send);
  /** @type {((counts: any) => void)[]} */
  const counted = [];

  /** @type {Record<string, () => void>} */
  const answered = {pointer: () => moves.done(), scroll: () => scrolls.done(),
    command: () => fields.heard()};
  /** @type {Record<string, (message: any) => void>} */
  const handlers = {
    semantics(message) {
      mirror.apply(message);
      element('opening').hidden = true;
    },
    announce,
    focus: ({node}) => mirror.focus(node),
    set_text: ({node, value, base}) => fields.set_text(node, value, base),
    save_file: (message) => save_file(document, message),
    persist: () => ask_to_persist(navigator, send),
    apply_update: () => updates.apply(),
    install: watch_install(window, send),
    chrome: put_colours,
    done: ({what}) => answered[what]?.(),
    canvas_size: ({width, height}) => frame_size(width, height),
    ready({graphics}) {
      updates.booted();
      if (!graphics) show_page(document, 'no-graphics');
    },
    save_copy_failed: () => show_page(document, 'no-graphics', {failed: kCopyFailed}),
    too_large: () => announce({type: 'announce', text: kTooLarge, assertive: true}),
    stopped: ({why}) => stopped(why),
    counts: ({frames, ticks}) => counted.shift()?.({frames, ticks}),
  };
  worker.onmessage = ({data}) => handlers[data.type]?.(data);
  worker.onerror = (event) => stopped(event.message || 'the worker did not load');
  element('save-copy').onclick = () => worker.postMessage({type: 'save_copy'});
  // This file lies in v/<build>/; the service worker at the root, for its scope is its folder.
  updates.start(new URL('../../service_worker.js', import.meta.url).href);
  // For tests and the benchmark: how often the program has run without an event.
  /** @type {any} */ (window).quietroom_counts = () => new Promise((resolve) => {
    counted.push(resolve);
    worker.postMessage({type: 'counts'});
  });
}

const kCopyFailed = 'There is no store on this device yet, or another window has it open. ' +
    'Close other windows with Quietroom and try again.';
const kTooLarge = 'The file is too large for this device.';

/** @param {import('./protocol.js').ChromeRequest} request */
function put_colours({paper, dark}) {
  document.documentElement.style.setProperty('--paper', colour(paper));
  document.documentElement.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  element('theme-color').content = colour(paper);
}

for (const button of document.querySelectorAll('[data-reload]')) {
  button.addEventListener('click', () => window.location.reload());
}
start();
