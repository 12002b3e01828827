// @ts-check
// The size of things: viewport, soft keyboard, device pixels, text size.
import {visible_part} from '../core/viewport.js';

/** After a soft keyboard has moved, some browsers tell the right size only a little later. */
const kSettleMs = [100, 300, 600];

/**
 * @param {Window} window
 * @param {HTMLElement} stage Holds canvas and mirror.
 * @param {HTMLCanvasElement} canvas
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @returns {(width: number, height: number) => void} Call it with the size of each new frame.
 */
export function watch_screen(window, stage, canvas, send) {
  const {document} = window;
  let last = '';
  let frame = 0;
  const measure = () => {
    frame = 0;
    const visual = window.visualViewport;
    const active = document.activeElement;
    const {top, ...size} = visible_part({
      inner_width: window.innerWidth,
      inner_height: window.innerHeight,
      visual: visual && {height: visual.height, offset_top: visual.offsetTop, scale: visual.scale},
      typing: active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement,
      pixel_ratio: window.devicePixelRatio,
      root_font_px: parseFloat(window.getComputedStyle(document.documentElement).fontSize),
    });
    stage.style.setProperty('top', `${top}px`);
    stage.style.setProperty('width', `${size.width}px`);
    stage.style.setProperty('height', `${size.height}px`);
    const now = JSON.stringify(size);
    if (now === last) return;
    last = now;
    send({type: 'viewport', ...size});
  };
  // Some browsers fire before the numbers are right, so they are read with the next frame.
  const soon = () => frame ||= window.requestAnimationFrame(measure);
  const settle = () => {
    soon();
    for (const ms of kSettleMs) setTimeout(soon, ms);
  };
  window.addEventListener('resize', soon);
  window.addEventListener('pageshow', soon);
  window.visualViewport?.addEventListener('resize', soon);
  window.visualViewport?.addEventListener('scroll', soon);
  document.addEventListener('focusin', settle);
  document.addEventListener('focusout', settle);
  // The person's text size, when it changes while the page is open.
  new ResizeObserver(soon).observe(/** @type {Element} */ (document.getElementById('one-rem')));
  // A window that moves to another monitor is not resized, but its pixels are.
  const watch_pixels = () => {
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
        .addEventListener('change', () => (watch_pixels(), soon()), {once: true});
  };
  watch_pixels();
  measure();
  return (width, height) => {
    // The canvas stays as large as its newest frame, so an older one is cropped, never stretched.
    canvas.style.setProperty('width', `${width / window.devicePixelRatio}px`);
    canvas.style.setProperty('height', `${height / window.devicePixelRatio}px`);
  };
}
