// @ts-check
// Composition of the worker: makes what the program's imports need, loads the program, and hands
// events in and requests out. No decisions about the product here.
import {may_set_texts} from '../core/answered.js';
import {message_json} from '../core/limits.js';
import {kStoreFiles, kStoreFolder} from '../core/store_files.js';
import {error_name, Files} from './files.js';
import {Glyphs, load_faces} from './glyphs.js';
import {Graphics} from './graphics.js';
import {open_home} from './home.js';
import {Http} from './http.js';
import {Loop} from './loop.js';
import {SlowHash} from './slow_hash.js';
import {Store} from './store.js';

/** The folder of this build: this file's is one below it. */
const url_of = (/** @type {string} */ name) => new URL(`../${name}`, import.meta.url).href;

/**
 * @param {any} scope The worker's global object.
 * @param {MessageEvent[]} early Messages that came before this module was loaded.
 * @param {Promise<WebAssembly.Module>} code The program, compiled.
 */
export function start(scope, early, code) {
  const program = new Program(scope, code);
  scope.onmessage = (/** @type {MessageEvent} */ event) => program.receive(event.data);
  for (const event of early) program.receive(event.data);
}

/** Whether the page waits for it before it sends the next (web/shell/paced.js). @param {any} message */
const is_paced = ({type, phase}) => type === 'scroll' || type === 'swipe' ||
    (type === 'pointer' && phase === 'move');

class Program {
  /** @type {any[]|null} What waits until the program runs. */
  #waiting = [];
  #stopped = false;
  /** @type {any} Emscripten's Module, once it is loaded. */
  module = null;

  /** @param {any} scope @param {Promise<WebAssembly.Module>} code */
  constructor(scope, code) {
    this.scope = scope;
    this.code = code;
    this.files = new Files(kStoreFiles, () => this.store.reopen());
    const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
    this.store = new Store({
      locks: scope.navigator.locks,
      channel: new BroadcastChannel('quietroom-store'),
      open_home: () => open_home({
        storage: scope.navigator.storage,
        databases: scope.indexedDB,
        folder: kStoreFolder,
        names: kStoreFiles,
        tell: (flushes, problem) => this.receive({type: 'kept', flushes, problem}),
        wait,
      }),
      files: this.files,
      // Later: the program may be in the middle of the call that led to it.
      emit: (event) => queueMicrotask(() => this.receive(event)),
      gave: () => scope.postMessage({type: 'given_away'}),
      wait,
    });
    this.loop = new Loop({
      frame: () => this.#call((module) => module._qr_frame()) === 1,
      tick: () => this.#call((module) => module._qr_tick()) === 1,
      next_wake_ms: () => this.#call((module) => module._qr_next_wake_ms()) ?? -1,
      request_frame: (callback) => scope.requestAnimationFrame(callback),
      set_timeout: (callback, ms) => setTimeout(callback, ms),
      clear_timeout: (handle) => clearTimeout(handle),
    });
  }

  /** @param {any} message From the page, or from the store. */
  receive(message) {
    if (message.type === 'boot') {
      this.#boot(message).catch((error) => this.#stop(error));
    } else if (message.type === 'counts') {
      this.scope.postMessage({type: 'counts', frames: this.loop.frames, ticks: this.loop.ticks});
    } else if (this.#waiting) {
      this.#waiting.push(message);
    } else {
      this.#deliver(message);
    }
  }

  /** @param {import('../protocol.js').BootMessage} message */
  async #boot({canvas, build, takes_store}) {
    this.store.start(takes_store);
    const [icons] = await Promise.all([
      fetch(url_of('icons.json')).then((response) => response.json()),
      load_faces(this.scope.fonts, url_of),
      this.#load(canvas),
    ]);
    this.module.host.glyphs = new Glyphs(icons);
    const graphics = this.module.host.graphics.context() !== null;
    this.scope.postMessage({type: 'ready', graphics});
    const text = new TextEncoder();
    this.#with_bytes(text.encode(build), (at, count) =>
        this.#with_bytes(text.encode(this.scope.location.origin), (origin_at, origin_count) =>
            this.#call((module) => module._qr_start(at, count, origin_at, origin_count))));
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const one of waiting) this.#deliver(one);
  }

  /** Loads the program's code. @param {OffscreenCanvas|null} canvas */
  #load(canvas) {
    return new Promise((resolve, reject) => {
      this.module = this.scope.Module = {
        host: {
          request: (/** @type {string} */ json, /** @type {Uint8Array} */ bytes) =>
              this.#request(JSON.parse(json), bytes),
          files: this.files,
          slow_hash: new SlowHash(() => new Worker(url_of('kdf_worker.js')),
              (job, key) => this.#slow_hash_done(job, key)),
          http: new Http((url, options) => fetch(url, options),
              () => this.loop.settle(this.#call((m) => m._qr_tick()) === 1)),
          graphics: new Graphics(canvas,
              (there) => this.loop.settle(this.#call((m) => m._qr_graphics(there ? 1 : 0)) === 1),
              (width, height) => this.scope.postMessage({type: 'canvas_size', width, height})),
        },
        instantiateWasm: (/** @type {any} */ imports, /** @type {any} */ done) => {
          this.code.then(async (code) => done(await WebAssembly.instantiate(code, imports), code))
              .catch(reject);
          return {};  // Later.
        },
        onAbort: reject,
        onRuntimeInitialized: resolve,
      };
      this.scope.importScripts(url_of('app.js'));
    });
  }

  /** @param {any} message */
  #deliver(message) {
    if (this.#stopped) return;
    if (message.type === 'save_copy') return this.#save_copy();
    if (message.type === 'lifecycle' && message.phase === 'visible') this.store.came_to_front();
    const {bytes, ...fields} = message;
    const text = new TextEncoder().encode(message_json(fields));
    this.#with_bytes(new Uint8Array(bytes ?? 0), (bytes_at, bytes_count) =>
        this.#with_bytes(text, (at, count) => this.loop.settle(
            this.#call((module) => module._qr_event(at, count, bytes_at, bytes_count)) === 1)));
    if (is_paced(message)) {
      this.scope.postMessage({type: 'done', what: message.type});
    }
    if (may_set_texts(message)) this.scope.postMessage({type: 'done', what: 'command'});
  }

  #save_copy() {
    const done = this.#call((module) => module._qr_save_copy_without_screen()) === 1;
    if (!done) this.scope.postMessage({type: 'save_copy_failed'});
  }

  /** @param {number} job @param {Uint8Array} key */
  #slow_hash_done(job, key) {
    this.#with_bytes(key, (at, count) => this.loop.settle(
        this.#call((module) => module._qr_slow_hash_done(job, at, count)) === 1));
    key.fill(0);
  }

  /** @param {any} request @param {Uint8Array} bytes */
  #request(request, bytes) {
    if (request.type === 'take_store') {
      this.store.take();
    } else if (request.type === 'release_store') {
      this.store.release();
    } else if (request.type === 'apply_update') {
      // It ends in a reload, which must not overtake what is on its way to the disk.
      this.store.released().then(() => this.scope.postMessage(request));
    } else if (request.type === 'save_file') {
      this.scope.postMessage({...request, bytes: bytes.buffer}, [bytes.buffer]);
    } else {
      this.scope.postMessage(request);
    }
  }

  /**
   * Lends the program `bytes`, and wipes its copy: it may hold a passphrase.
   * @param {Uint8Array} bytes @param {(at: number, count: number) => void} use
   */
  #with_bytes(bytes, use) {
    const at = this.#call((module) => module._malloc(Math.max(1, bytes.length)));
    if (!at) {
      if (!this.#stopped) this.scope.postMessage({type: 'too_large'});
      return;
    }
    this.module.HEAPU8.set(bytes, at);
    use(at, bytes.length);
    this.#call((module) => {
      module.HEAPU8.fill(0, at, at + bytes.length);
      module._free(at);
    });
  }

  /** The only way into the program: if it stops, the page says so, and it is never called again. */
  #call(/** @type {(module: any) => any} */ use) {
    if (this.#stopped) return undefined;
    try {
      return use(this.module);
    } catch (error) {
      this.#stop(error);
      return undefined;
    }
  }

  /** @param {unknown} error */
  #stop(error) {
    if (this.#stopped) return;
    this.#stopped = true;
    console.error('quietroom: the program stopped:', error);
    this.files.close();
    this.scope.postMessage({type: 'stopped', why: error_name(error)});
  }
}
