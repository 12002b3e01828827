// @ts-check
// Files that people pick or drop. One that is dropped anywhere goes to the place on the screen that
// takes files; where there is none, the program decides, instead of the browser opening the file.
import {kFileNameUnitsMax} from '../core/limits.js';

/** @typedef {import('./mirror.js').Mirror} Mirror */
/** @typedef {(event: import('../protocol.js').PageEvent) => void} Send */

/**
 * @param {Mirror} mirror @param {Send} send
 * @param {(why: string) => void} log
 */
export function listen_to_picks(mirror, send, log) {
  mirror.root.addEventListener('change', ({target}) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const file = target.files?.[0];
    const node = mirror.id_of(target);
    if (file) send_file(file, node, send, log).finally(() => {
      target.value = '';  // So that the same file can be picked again.
    });
  });
}

/**
 * @param {Mirror} mirror @param {Document} place The tab's, or the small window's.
 * @param {Send} send @param {(why: string) => void} log
 */
export function listen_to_drops(mirror, place, send, log) {
  place.addEventListener('dragover', (event) => {
    if (!is_stray(mirror, event)) return;
    event.preventDefault();
    if (event.dataTransfer && carries_files(event)) event.dataTransfer.dropEffect = 'copy';
  });
  place.addEventListener('drop', (event) => {
    if (!is_stray(mirror, event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) send_file(file, taker_of_files(mirror), send, log);
    else if (carries_files(event)) send({type: 'refused', what: 'file_here'});
  });
}

/** @param {DragEvent} event */
function carries_files(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * What the browser would open instead of the app: every file, and a link beside a text field.
 * @param {Mirror} mirror @param {DragEvent} event
 */
function is_stray(mirror, event) {
  if (carries_files(event)) return true;
  const node = mirror.node(mirror.id_of(event.target));
  return Boolean(event.dataTransfer?.types.includes('text/uri-list')) && node?.role !== 'textbox';
}

/** The control of the screen that takes a file; 0, which is the screen itself, if there is none. @param {Mirror} mirror */
function taker_of_files(mirror) {
  for (const [id, node] of mirror.tree.nodes) {
    if (node.picks_file && !node.disabled && !mirror.find(id)?.closest('[inert]')) return id;
  }
  return 0;
}

/**
 * @param {File} file @param {number} node @param {Send} send
 * @param {(why: string) => void} log
 */
async function send_file(file, node, send, log) {
  try {
    const bytes = await file.arrayBuffer();
    send({type: 'file', node, name: file.name.slice(0, kFileNameUnitsMax), bytes});
  } catch (error) {
    // A folder, or a file that has gone since.
    log(`a file could not be read: ${error instanceof Error ? error.name : 'error'}`);
    send({type: 'refused', what: 'unreadable'});
  }
}
