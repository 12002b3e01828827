// @ts-check
// Every message between the page and the worker: the same list as platform/page.h and
// platform/semantics.h, field by field and name by name, so that one search finds both sides.
// Only what is marked as optional may be left out. Types only; no code.
// tests/platform/bridge/protocol_test.cc holds this list against the program.

/** @typedef {number} NodeId Above zero; 0 is none. */
/**
 * @typedef {'group'|'main'|'navigation'|'complementary'|'form'|'region'|'banner'|'heading'|'text'
 *   |'button'|'link'|'toggle'|'checkbox'|'radiogroup'|'radio'|'textbox'|'list'|'listitem'|'status'
 *   |'alert'|'dialog'|'img'|'progressbar'|'separator'} Role
 */

// --- From the page to the program ----------------------------------------------------------------
/**
 * @typedef {{type: 'viewport', width: number, height: number, pixel_ratio: number,
 *   text_scale: number}} ViewportEvent
 * @typedef {{type: 'preferences', dark: boolean, reduced_motion: boolean, high_contrast: boolean,
 *   forced_colours: boolean, touch: boolean, installed: boolean, language: 'en'|'de',
 *   language_choice: 'browser'|'en'|'de'}} PreferencesEvent
 * @typedef {{type: 'pointer', phase: 'move'|'down'|'up'|'leave', x: number, y: number,
 *   touch: boolean}} PointerEventMessage
 * @typedef {{type: 'scroll', node: NodeId, y: number}} ScrollEvent
 * @typedef {{type: 'swipe', node: NodeId, x: number, acts: boolean}} SwipeEvent
 * @typedef {{type: 'key', key: string, code: string, ctrl: boolean, shift: boolean, alt: boolean,
 *   focus: NodeId}} KeyEvent
 * @typedef {{type: 'text', node: NodeId, value: string, base?: string}} TextEvent `base`: what the
 *   program held when it was typed, where it may hold something else by now
 * @typedef {{type: 'action', node: NodeId, action: 'click'|'focus'|'blur'|'submit'|'drop',
 *   value?: string, base?: string}} ActionEvent
 * @typedef {{type: 'file', node: NodeId, name: string, bytes: ArrayBuffer}} FileEvent `node`: 0 for
 *   one that was dropped where no control takes it
 * @typedef {{type: 'lifecycle', phase: 'visible'|'hidden'|'leaving'}} LifecycleEvent
 * @typedef {{type: 'persist', granted: boolean}} PersistEvent
 * @typedef {{type: 'update'}} UpdateEvent
 * @typedef {{type: 'install', available: boolean}} InstallEvent
 * @typedef {{type: 'online', online: boolean}} OnlineEvent
 * @typedef {{type: 'refused', what: 'too_long'|'file_here'|'unreadable'
 *   |'no_clipboard'|'no_print'}} RefusedEvent
 * @typedef {{type: 'second_window', state: 'none'|'panel'|'popup'|'is_popup'|'refused'}}
 *   SecondWindowEvent
 */
/**
 * These come from the worker itself: web/worker/store.js, which holds the lock, and
 * web/core/outbox.js, which knows what is durable where flush() cannot wait for it.
 * @typedef {{type: 'store', access: 'ours'|'elsewhere'|'asked_for'|'taken_away'|'unavailable',
 *   storage?: 'files'|'database'|'passing', reason?: string}} StoreEvent
 * @typedef {{type: 'kept', flushes: number, problem: string}} KeptEvent
 */
/**
 * @typedef {ViewportEvent|PreferencesEvent|PointerEventMessage|ScrollEvent|SwipeEvent|KeyEvent
 *   |TextEvent|ActionEvent|FileEvent|LifecycleEvent|PersistEvent|UpdateEvent|InstallEvent|OnlineEvent
 *   |RefusedEvent|SecondWindowEvent|StoreEvent|KeptEvent} PageEvent
 */

// --- From the program to the page ----------------------------------------------------------------
/**
 * Rectangles are [x, y, width, height].
 * @typedef {object} SemanticsNode
 * @property {NodeId} id
 * @property {NodeId} [parent]
 * @property {Role} role
 * @property {string} [name]
 * @property {string} [description]
 * @property {string} [value]
 * @property {string} [shortcut]
 * @property {number} [level]
 * @property {number} [position]
 * @property {number} [set_size]
 * @property {boolean} [checked] Absent where it does not apply; so with the next two.
 * @property {boolean} [current]
 * @property {boolean} [expanded]
 * @property {boolean} [disabled]
 * @property {boolean} [invalid]
 * @property {boolean} [focusable]
 * @property {boolean} [hidden_text]
 * @property {[number, number, number, number]} rect
 * @property {boolean} [selectable]
 * @property {boolean} [shaped]
 * @property {boolean} [semibold]
 * @property {number} [line_height_px]
 * @property {number[]} [breaks] UTF-16 code units of the name.
 * @property {'note'|'line'|'name'|'code'|'passphrase'|'new_passphrase'} [field]
 * @property {boolean} [multiline]
 * @property {boolean} [submit_on_enter]
 * @property {boolean} [revealed]
 * @property {boolean} [assisted]
 * @property {string} [placeholder]
 * @property {number} [font_size_px]
 * @property {number} [ink] Red, green and blue, a byte each; so with the next two.
 * @property {number} [placeholder_ink]
 * @property {number} [accent]
 * @property {boolean} [scrolls]
 * @property {number} [content_height]
 * @property {number} [scroll_y]
 * @property {number} [scroll_seq]
 * @property {boolean} [picks_file]
 * @property {string} [file_accept]
 * @property {string} [copies]
 * @property {string} [href]
 * @property {'small_window'|'text_smaller'|'text_larger'|'text_as_device'} [page_action] Done by the
 *   page itself.
 * @property {string} [drags] What it stands for when it is dragged.
 * @property {boolean} [takes_drops] What drags can be dropped on it.
 * @property {NodeId} [touch_opens] What a long press or a swipe on it presses.
 */
/**
 * One paragraph of a page on paper.
 * @typedef {object} PrintBlock
 * @property {'title'|'heading'|'note'|'text'|'line'} kind
 * @property {string} text
 * @property {string} [lead]
 */
/**
 * @typedef {{type: 'semantics', changed: SemanticsNode[], removed: NodeId[], order: NodeId[]}}
 *   SemanticsRequest
 * @typedef {{type: 'announce', text: string, assertive?: boolean}} AnnounceRequest
 * @typedef {{type: 'focus', node: NodeId}} FocusRequest
 * @typedef {{type: 'set_text', node: NodeId, value: string, base?: string}} SetTextRequest
 * @typedef {{type: 'save_file', name: string, media_type: string, bytes: ArrayBuffer}}
 *   SaveFileRequest
 * @typedef {{type: 'print', blocks: PrintBlock[]}} PrintRequest
 * @typedef {{type: 'persist'}} PersistRequest
 * @typedef {{type: 'apply_update'}} ApplyUpdateRequest
 * @typedef {{type: 'install'}} InstallRequest
 * @typedef {{type: 'chrome', paper: number, dark: boolean}} ChromeRequest
 * @typedef {{type: 'unsaved', any?: boolean}} UnsavedRequest
 * @typedef {{type: 'language', choice: 'browser'|'en'|'de'}} LanguageRequest
 */
/**
 * These two are for the worker itself and do not reach the page.
 * @typedef {{type: 'take_store'}} TakeStoreRequest
 * @typedef {{type: 'release_store'}} ReleaseStoreRequest
 */
/**
 * @typedef {SemanticsRequest|AnnounceRequest|FocusRequest|SetTextRequest|SaveFileRequest
 *   |PrintRequest|PersistRequest|ApplyUpdateRequest|InstallRequest|ChromeRequest|UnsavedRequest
 *   |LanguageRequest|TakeStoreRequest|ReleaseStoreRequest} PageRequest
 */

// --- Between the page and the worker's own JavaScript --------------------------------------------
/**
 * `boot` comes first, once; without a canvas where the browser cannot give one away.
 * @typedef {{type: 'boot', canvas: OffscreenCanvas|null, build: string, takes_store: boolean}}
 *   BootMessage `takes_store`: this window was opened to have it, so it asks for it at once.
 * @typedef {{type: 'save_copy'}} SaveCopyMessage For a page without a screen.
 * @typedef {{type: 'counts'}} CountsQuestion For tests and the benchmark: frames and ticks so far.
 */
/**
 * `done` answers a pointer's move and a scroll (web/shell/paced.js), and what may set a field's text
 * (web/core/answered.js). `canvas_size` is sent in the
 * task that draws a frame of a new size. `stopped` is the last message.
 * @typedef {{type: 'ready', graphics: boolean}} ReadyMessage
 * @typedef {{type: 'done', what: 'pointer'|'scroll'|'command'}} DoneMessage
 * @typedef {{type: 'canvas_size', width: number, height: number}} CanvasSizeMessage
 * @typedef {{type: 'given_away'}} GivenAwayMessage Another window has asked for the store and has it.
 * @typedef {{type: 'save_copy_failed'}} SaveCopyFailedMessage
 * @typedef {{type: 'too_large'}} TooLargeMessage A picked file does not fit into the memory.
 * @typedef {{type: 'counts', frames: number, ticks: number}} CountsMessage Answers 'counts'.
 * @typedef {{type: 'stopped', why: string}} StoppedMessage
 */

export {};
