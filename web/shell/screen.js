// @ts-check
// The size of things: viewport, soft keyboard, device pixels, text size.
import {visible_part} from '../core/viewport.js';

/** After a soft keyboard has moved, some browsers tell the right size only a little later. */
const kSettleMs = [100, 300, 600];

/**
 * @param {Window} window
 * @param {HTMLElement} stage Holds canvas and mirror.
 * @param {HTMLCanvasElement} canvas
 * @param {import('./text_size.js').TextSize} text_size
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @returns {{frame_size: (width: number, height: number) => void,
 *   attach: (window: Window) => void, soon: () => void}} `frame_size`: call it with the size of each
 *   new frame. `attach`: listens to another window, which the stage may move to. `soon`: measures
 *   anew.
 */
export function watch_screen(window, stage, canvas, text_size, send) {
  const tab = window.document;
  let last = '';
  /** @type {Window|null} Whose next frame is awaited. */
  let awaited = null;
  const measure = () => {
    awaited = null;
    const document = stage.ownerDocument;
    const place = document.defaultView;
    if (!place) return;
    const visual = place.visualViewport;
    const active = document.activeElement;
    const {left, top, ...size} = visible_part({
      inner_width: place.innerWidth,
      inner_height: place.innerHeight,
      visual: visual && {height: visual.height, offset_top: visual.offsetTop, scale: visual.scale},
      typing: active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement,
      insets: insets_of(place, document === tab ? document.getElementById('insets') : null),
      pixel_ratio: place.devicePixelRatio,
      root_font_px: parseFloat(place.getComputedStyle(document.documentElement).fontSize),
      text_scale: text_size.chosen,
    });
    text_size.shown = size.text_scale;
    stage.style.setProperty('left', `${left}px`);
    stage.style.setProperty('top', `${top}px`);
    stage.style.setProperty('width', `${size.width}px`);
    stage.style.setProperty('height', `${size.height}px`);
    const now = JSON.stringify(size);
    if (now === last) return;
    last = now;
    send({type: 'viewport', ...size});
  };
  // Some browsers fire before the numbers are right, so they are read with the next frame: of the
  // window that the stage is in, for the other one may be hidden and have none.
  const soon = () => {
    const place = stage.ownerDocument.defaultView;
    if (!place || awaited === place) return;
    awaited = place;
    place.requestAnimationFrame(measure);
  };
  const settle = () => {
    soon();
    for (const ms of kSettleMs) setTimeout(soon, ms);
  };
  const attach = (/** @type {Window} */ place) => {
    place.addEventListener('resize', soon);
    place.addEventListener('pageshow', soon);
    place.visualViewport?.addEventListener('resize', soon);
    place.visualViewport?.addEventListener('scroll', soon);
    place.document.addEventListener('focusin', settle);
    place.document.addEventListener('focusout', settle);
    watch_pixels(place, soon);
  };
  attach(window);
  text_size.on_change(soon);
  // The person's text size and the free edges, when they change while the page is open. The edges are
  // a padding: what is inside it is always of the same size.
  const sizes = new ResizeObserver(soon);
  for (const id of ['one-rem', 'insets']) {
    sizes.observe(/** @type {Element} */ (tab.getElementById(id)), {box: 'border-box'});
  }
  measure();
  const frame_size = (/** @type {number} */ width, /** @type {number} */ height) => {
    const ratio = stage.ownerDocument.defaultView?.devicePixelRatio || 1;
    // The canvas stays as large as its newest frame, so an older one is cropped, never stretched.
    canvas.style.setProperty('width', `${width / ratio}px`);
    canvas.style.setProperty('height', `${height / ratio}px`);
  };
  return {frame_size, attach, soon};
}

/**
 * A window that moves to another monitor is not resized, but its pixels are.
 * @param {Window} window @param {() => void} changed
 */
function watch_pixels(window, changed) {
  window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
      .addEventListener('change', () => (watch_pixels(window, changed), changed()), {once: true});
}

/** @param {Window} window @param {Element|null} probe Its padding is what cannot be used. */
function insets_of(window, probe) {
  const style = probe && window.getComputedStyle(probe);
  const edge = (/** @type {'Left'|'Top'|'Right'|'Bottom'} */ name) =>
      (style && parseFloat(style[`padding${name}`])) || 0;
  return {left: edge('Left'), top: edge('Top'), right: edge('Right'), bottom: edge('Bottom')};
}
