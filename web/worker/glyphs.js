// @ts-check
// Draws single glyphs and icons with the worker's 2D canvas, in white, for the program's atlas.

/** See platform/glyphs.h. */
const kIconFirst = 0xf0000;
/** Lucide draws in a square of 24 with a stroke of 1.75. */
const kIconUnits = 24;
const kIconStroke = 1.75;
/** From the baseline up to the middle of Inter's capital letters (0.727 high), by the size. */
const kCapitalMiddle = 0.364;
/** Read back together: a call of getImageData costs more than drawing a whole alphabet. */
const kSheetFirst = 0x21;
const kSheetLast = 0x7e;
const kSheetWidth = 1024;
const kSheetsMax = 32;
/** Wider than any line on a screen, narrower than any canvas' limit. */
const kRunWidthMax = 8192;
const kWeights = [400, 600];
/** What is a picture by default is drawn as one, though a text face may have a shape for it too. */
const kEmoji = /^\p{Emoji_Presentation}$/u;
const kEmojiFaces = '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", emoji, ';

/**
 * @typedef {object} Glyph One drawn glyph: RGBA with straight alpha.
 * @property {number} width
 * @property {number} height
 * @property {number} left From the pen to the image's left edge.
 * @property {number} top From the baseline to the image's upper edge; negative is above.
 * @property {boolean} colored It brings its own colours.
 * @property {Uint8ClampedArray} pixels
 */

export class Glyphs {
  /** @type {Map<string, Map<number, Glyph|null>>} By font. */
  #sheets = new Map();
  #font = '';
  /** @type {Intl.Segmenter|undefined} */
  #characters;
  /** @type {Intl.Segmenter|undefined} */
  #words;

  /** @param {string[][]} icons For each icon the paths of its strokes. */
  constructor(icons) {
    this.icons = icons;
    this.canvas = new OffscreenCanvas(kSheetWidth, 128);
    this.context = /** @type {OffscreenCanvasRenderingContext2D} */ (
        this.canvas.getContext('2d', {willReadFrequently: true}));
  }

  /** @param {number} weight @param {number} size @returns {[number, number]} Ascent, descent. */
  metrics(weight, size) {
    this.#use(font_of(weight, size));
    const measured = this.context.measureText('x');
    return [measured.fontBoundingBoxAscent, measured.fontBoundingBoxDescent];
  }

  /** @param {number} code_point @param {number} weight @param {number} size */
  advance(code_point, weight, size) {
    if (code_point >= kIconFirst) return size;
    const text = String.fromCodePoint(code_point);
    this.#use(font_of(weight, size, text));
    return this.context.measureText(text).width;
  }

  /**
   * Null if there is nothing to see.
   * @param {number} code_point @param {number} weight @param {number} size
   * @returns {Glyph|null}
   */
  draw(code_point, weight, size) {
    if (code_point >= kIconFirst) return this.#draw_icon(code_point - kIconFirst, size);
    if (code_point < kSheetFirst || code_point > kSheetLast) {
      const font = font_of(weight, size, String.fromCodePoint(code_point));
      return this.#draw_row([code_point], font).get(code_point) ?? null;
    }
    const font = font_of(weight, size);
    let sheet = this.#sheets.get(font);
    if (!sheet) {
      if (this.#sheets.size >= kSheetsMax) this.#sheets.clear();
      const all = [];
      for (let one = kSheetFirst; one <= kSheetLast; ++one) all.push(one);
      this.#sheets.set(font, sheet = this.#draw_row(all, font));
    }
    return sheet.get(code_point) ?? null;
  }

  /**
   * Draws all of `code_points` and reads them back once.
   * @param {number[]} code_points @param {string} font
   * @returns {Map<number, Glyph|null>}
   */
  #draw_row(code_points, font) {
    this.#use(font);
    const places = code_points.map((code_point) => {
      const text = String.fromCodePoint(code_point);
      return {code_point, text, ...place_of(this.context.measureText(text)), x: 0, y: 0};
    });
    const row_height = Math.max(...places.map((place) => place.height));
    let x = 0, y = 0;
    for (const place of places) {
      if (x > 0 && x + place.width > kSheetWidth) x = 0, y += row_height;
      place.x = x;
      place.y = y;
      x += place.width;
    }
    const sheet_width = Math.max(...places.map((place) => place.x + place.width));
    this.#clear(sheet_width, y + row_height);
    this.#use(font);
    for (const {text, x, y, left, top} of places) this.context.fillText(text, x + left, y + top);
    const sheet = this.context.getImageData(0, 0, sheet_width, y + row_height);
    return new Map(places.map((place) => [place.code_point, cut(sheet, place)]));
  }

  /**
   * The width of a line that is shaped as a whole.
   * @param {string} text @param {number} weight @param {number} size
   * @param {boolean} right_to_left
   */
  run_advance(text, weight, size, right_to_left) {
    this.#use(run_font_of(weight, size));
    this.context.direction = right_to_left ? 'rtl' : 'ltr';
    const {width} = this.context.measureText(text);
    this.context.direction = 'ltr';
    return width;
  }

  /**
   * Marks in `out`, which stands for the UTF-8 bytes of `text`, where a character begins (1) and
   * where a word does (2 more). False if the browser cannot tell.
   * @param {string} text @param {Uint8Array} out
   */
  cuts(text, out) {
    if (typeof Intl.Segmenter !== 'function') return false;
    this.#characters ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
    this.#words ??= new Intl.Segmenter(undefined, {granularity: 'word'});
    const words = new Set([...this.#words.segment(text)].map(({index}) => index));
    let at = 0;
    for (const {segment, index} of this.#characters.segment(text)) {
      out[at] = words.has(index) ? 3 : 1;
      at += utf8_length(segment);
    }
    return true;
  }

  /**
   * A line that is shaped as a whole, from its left end; null if there is nothing to see.
   * @param {string} text @param {number} weight @param {number} size
   * @param {boolean} right_to_left @param {number} colour 0xRRGGBB
   * @returns {Glyph|null}
   */
  draw_run(text, weight, size, right_to_left, colour) {
    const font = run_font_of(weight, size);
    this.#use(font);
    const context = this.context;
    context.save();
    context.direction = right_to_left ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    const place = place_of(context.measureText(text));
    context.restore();
    place.width = Math.min(place.width, kRunWidthMax);
    this.#clear(place.width, place.height);
    this.#use(font);
    context.save();
    context.direction = right_to_left ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    context.fillStyle = `#${colour.toString(16).padStart(6, '0')}`;
    context.fillText(text, place.left, place.top);
    context.restore();
    const image = context.getImageData(0, 0, place.width, place.height);
    const glyph = cut(image, {...place, x: 0, y: 0});
    if (glyph) glyph.colored = true;
    return glyph;
  }

  /** @param {number} index @param {number} size */
  #draw_icon(index, size) {
    const paths = this.icons[index];
    if (!paths) return null;
    const side = Math.max(1, Math.ceil(size));
    this.#clear(side, side);
    const context = this.context;
    context.save();
    context.scale(size / kIconUnits, size / kIconUnits);
    context.lineWidth = kIconStroke;
    context.lineCap = context.lineJoin = 'round';
    context.strokeStyle = '#fff';
    for (const path of paths) context.stroke(new Path2D(path));
    context.restore();
    const top = Math.round((kCapitalMiddle + 0.5) * size);
    return cut(context.getImageData(0, 0, side, side),
        {x: 0, y: 0, width: side, height: side, left: 0, top});
  }

  /** @param {number} width @param {number} height */
  #clear(width, height) {
    if (width > this.canvas.width || height > this.canvas.height) {
      this.canvas.width = Math.max(width, this.canvas.width);
      this.canvas.height = Math.max(height, this.canvas.height);
      this.#font = '';  // A new size forgets the context's state.
    } else {
      this.context.clearRect(0, 0, width, height);
    }
  }

  /** @param {string} font */
  #use(font) {
    if (font === this.#font) return;
    this.#font = this.context.font = font;
    this.context.fillStyle = '#fff';
    this.context.textBaseline = 'alphabetic';
  }
}

/** @param {string} text */
function utf8_length(text) {
  let length = 0;
  for (const one of text) {
    const code = /** @type {number} */ (one.codePointAt(0));
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** @param {number} weight @param {number} size @param {string} [text] */
function font_of(weight, size, text = '') {
  const first = kEmoji.test(text) ? kEmojiFaces : '';
  return `${kWeights[weight] ?? 400} ${size}px ${first}Inter, system-ui, sans-serif`;
}

/**
 * For runs of any script; the emoji come before the device's text faces, for joined ones.
 * @param {number} weight @param {number} size
 */
function run_font_of(weight, size) {
  return `${kWeights[weight] ?? 400} ${size}px Inter, ${kEmojiFaces}system-ui, sans-serif`;
}

/**
 * The image that a text needs, and where the pen stands in it.
 * @param {TextMetrics} box
 */
function place_of(box) {
  // One pixel more on each side: boxes are of outlines, and smoothing spills over.
  const left = Math.ceil(box.actualBoundingBoxLeft) + 1;
  const top = Math.ceil(box.actualBoundingBoxAscent) + 1;
  return {left, top, width: Math.max(1, left + Math.ceil(box.actualBoundingBoxRight) + 1),
    height: Math.max(1, top + Math.ceil(box.actualBoundingBoxDescent) + 1)};
}

/**
 * @param {ImageData} sheet
 * @param {{x: number, y: number, width: number, height: number, left: number, top: number}} place
 * @returns {Glyph|null}
 */
function cut(sheet, place) {
  const {width, height} = place;
  const pixels = new Uint8ClampedArray(width * height * 4);
  let seen = false, colored = false;
  for (let row = 0; row < height; ++row) {
    const from = ((place.y + row) * sheet.width + place.x) * 4;
    pixels.set(sheet.data.subarray(from, from + width * 4), row * width * 4);
  }
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3];
    if (alpha > 0) seen = true;
    // White ink stays white but for rounding; whatever is darker where it covers well is a colour.
    if (alpha >= 64 && Math.min(pixels[at], pixels[at + 1], pixels[at + 2]) < 240) colored = true;
  }
  if (!seen) return null;
  return {width, height, left: -place.left, top: -place.top, colored, pixels};
}

/**
 * Loads the build's own faces into the worker. A face that does not load is replaced by the
 * system's: text must be readable before it is beautiful.
 * @param {FontFaceSet} fonts
 * @param {(name: string) => string} url_of
 */
export async function load_faces(fonts, url_of) {
  // As page.css has it.
  const wide = 'U+0100-017F, U+018F, U+0192, U+01A0-01A1, U+01AF-01B0, U+01C4-01DC, U+01E6-01E7, U+0218-021B, ' +
      'U+0237, U+02C7, U+02D8-02D9, U+02DB, U+02DD, U+1E80-1E85, U+1E9E, U+1EF2-1EF3, ' +
      'U+20A8-20AB, U+20AD-20C0, U+2113';
  const faces = kWeights.flatMap((weight) => [
    new FontFace('Inter', `url(${url_of(`inter-latin-ext-${weight}.woff2`)})`,
        {weight: String(weight), unicodeRange: wide}),
    new FontFace('Inter', `url(${url_of(`inter-latin-${weight}.woff2`)})`,
        {weight: String(weight)}),
  ]);
  const loaded = await Promise.allSettled(faces.map((face) => face.load()));
  for (const one of loaded) if (one.status === 'fulfilled') fonts.add(one.value);
}
