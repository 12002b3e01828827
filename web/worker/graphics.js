// @ts-check
// The canvas that the page gave away, and its WebGL2 context.

export class Graphics {
  /** @type {WebGL2RenderingContext|null|undefined} */
  #context = undefined;

  /**
   * @param {OffscreenCanvas|null} canvas
   * @param {(there: boolean) => void} changed The context was lost or is back.
   * @param {(width: number, height: number) => void} resized In device pixels.
   */
  constructor(canvas, changed, resized) {
    this.canvas = canvas;
    this.resized = resized;
    canvas?.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // Else it never comes back.
      changed(false);
    });
    canvas?.addEventListener('webglcontextrestored', () => changed(true));
  }

  /** The context, made at the first call; null where the browser has none. */
  context() {
    if (this.#context === undefined) {
      // The program smooths its own edges and has no depth.
      this.#context = this.canvas?.getContext('webgl2', {
        alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power',
      }) ?? null;
    }
    return this.#context;
  }

  /**
   * In the same task as the drawing, so that no frame of the old size is stretched.
   * @param {number} width @param {number} height
   */
  resize(width, height) {
    if (!this.canvas || (this.canvas.width === width && this.canvas.height === height)) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.resized(width, height);
  }
}
