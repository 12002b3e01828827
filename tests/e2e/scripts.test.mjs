// Every script is drawn where the browser itself would set it: the same lines, the same places.
// The browser's own setting of the same text, in the same face and width, is the measure.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {screenshot} from '../web/rig.mjs';
import {at_home} from './support/moved_in.mjs';
import {random_of} from './support/typist.mjs';

const kWords = {
  latin: 'the list on a wall said nothing of it and so we waited for Größe naïve office'.split(' '),
  hebrew: 'שלום עולם הלוח אמר שהתור שלי בלילה ההוא לא ידענו מה קרה שם'.split(' '),
  arabic: 'كان الجدول على الحائط قديما ولم يعرف أحد من عليه الدور في تلك الليلة'.split(' '),
  devanagari: 'दीवार पर लगी सूची पुरानी थी और किसी को पता नहीं था कि किसकी बारी है'.split(' '),
  thai: ['รายการบนผนังเป็นของเดือนมีนาคม', 'และไม่มีใครรู้ว่าใครต้องรับสาย', 'คืนนั้นเงียบมาก'],
  cjk: ['壁のリストは三月のもので', '誰の番か分からなかった', '夜は静かだった'],
  signs: ['👩‍👧‍👦', '🇫🇮', '👍🏽', '2026', '42', '(10)', 'e\u0301te\u0301', '❤️', 'n\u0303'],
};
/** Which scripts stand together in one note. */
const kMixes = {
  'one script': [['latin'], ['hebrew'], ['arabic'], ['devanagari'], ['thai'], ['cjk']],
  'two directions': [['hebrew', 'latin'], ['latin', 'arabic'], ['arabic', 'latin', 'signs']],
  'signs': [['latin', 'signs'], ['hebrew', 'signs'], ['thai', 'latin'], ['devanagari', 'latin']],
};

/** @param {(below: number) => number} next @param {string[]} scripts */
function random_note(next, scripts) {
  const words = [];
  for (let left = 12 + next(30); left > 0; --left) {
    const of = /** @type {Record<string, string[]>} */ (kWords)[scripts[next(scripts.length)]];
    words.push(of[next(of.length)]);
  }
  return words.join(' ');
}

/** How the page sets the text of each shown line by itself, and where its own copy lies. */
function compared() {
  return [...document.querySelectorAll('[role=listitem]')].map((row) => {
    const text = /** @type {HTMLElement} */ (row.querySelectorAll('.selectable')[1]);
    const style = getComputedStyle(text);
    const own = document.createElement('div');
    own.textContent = text.textContent;
    own.dir = 'auto';
    Object.assign(own.style, {position: 'fixed', left: '0', top: '0', width: style.width,
      // One by one: the shorthand is empty where kerning is off.
      fontFamily: style.fontFamily, fontSize: style.fontSize, fontWeight: style.fontWeight,
      lineHeight: style.lineHeight, whiteSpace: 'pre-wrap', visibility: 'hidden',
      overflowWrap: 'anywhere', fontKerning: style.fontKerning,
      fontVariantLigatures: style.fontVariantLigatures, unicodeBidi: 'plaintext'});
    document.body.append(own);
    const rects_of = (/** @type {Node} */ element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return [...range.getClientRects()].filter((one) => one.width > 0);
    };
    const lines_in = (/** @type {DOMRect[]} */ rects, /** @type {number} */ high) => {
      /** @type {Map<number, {left: number, right: number}>} */
      const lines = new Map();
      for (const one of rects) {
        const line = Math.floor((one.top + one.height / 2) / high);
        const known = lines.get(line) ?? {left: Infinity, right: -Infinity};
        lines.set(line, {left: Math.min(known.left, one.left),
          right: Math.max(known.right, one.right)});
      }
      return [...lines.values()];
    };
    const high = parseFloat(style.lineHeight);
    const box = text.getBoundingClientRect();
    const moved = rects_of(text).map((one) =>
        new DOMRect(one.left - box.left, one.top - box.top, one.width, one.height));
    // A blank at the end of a line hangs over its edge, in the browser's own setting too.
    const ink_widths = [...text.querySelectorAll('.line')].map((line) => {
      const written = /** @type {Text} */ (line.firstChild);
      const range = document.createRange();
      range.setStart(written, 0);
      range.setEnd(written, written.data.trimEnd().length);
      const rects = [...range.getClientRects()];
      return Math.max(...rects.map((one) => one.right)) -
          Math.min(...rects.map((one) => one.left));
    });
    const result = {text: text.textContent ?? '', width: box.width,
      ours: Math.round(box.height / high), mirror: lines_in(moved, high), ink_widths,
      theirs: lines_in(rects_of(own), high), direction: getComputedStyle(own).direction,
      top: box.top, left: box.left, high};
    own.remove();
    return result;
  });
}

for (const [what, mixes] of Object.entries(kMixes)) {
  test(`scripts: ${what}: lines end where the browser ends them`, async (t) => {
    const seed = Number(process.env.QUIETROOM_SEED ?? Date.now() % 100000);
    console.log(`seed ${seed}`);
    const next = random_of(seed);
    const {person} = await at_home(t, {width: 700, height: 800, again: true});
    await person.starts_with('Ada Lindgren');
    for (const scripts of mixes) await person.notes(random_note(next, scripts));
    for (const row of await person.page.evaluate(compared)) {
      const lines = row.theirs.length;
      assert.equal(row.ours, row.mirror.length, `drawn and marked: ${row.text}`);
      // A line that fits to a hair ends here or there by how its width was rounded.
      const hair = row.mirror.some((one) => Math.abs(one.right - one.left - row.width) < 1);
      assert.ok(Math.abs(row.ours - lines) <= (lines > 6 || hair ? 1 : 0),
          `${row.ours} lines, the browser ${lines}: ${row.text}`);
      if (row.ours > 1) assert.equal(row.ink_widths.length, row.ours, row.text);
      for (const [at, width] of row.ink_widths.entries()) {
        assert.ok(width <= row.width + 2,
            `line ${at} is too wide (${width} of ${row.width}): ${row.text}`);
      }
    }
  });
}

test('scripts: what is drawn lies under what is marked, on the side where it begins', async (t) => {
  const {person} = await at_home(t, {width: 700, height: 800, again: true});
  await person.starts_with('Ada Lindgren');
  const notes = ['plain words of one line', 'שלום עולם', 'سلام world, 42!', 'नमस्ते दुनिया',
    'สวัสดีชาวโลก', 'AVATAR To Yes, kerned pairs: AV Te', '日本語の行', 'abc שלום'];
  for (const note of notes) await person.notes(note);
  const rows = await person.page.evaluate(compared);
  const picture = (await screenshot(person.page)).toString('base64');
  for (const row of rows) {
    const [line] = row.mirror;
    const ink = await person.page.evaluate(async ({png, x, y, width, height}) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.drawImage(image, 0, 0);
      const {data} = context.getImageData(x, y, width, height);
      const dark = [];
      for (let at = 0; at < data.length; at += 4) if (data[at] < 160) dark.push(at / 4 % width);
      return {left: Math.min(...dark), right: Math.max(...dark)};
    }, {png: picture, x: Math.round(row.left), y: Math.round(row.top), width: Math.floor(row.width),
      height: Math.round(row.high)});
    assert.ok(Math.abs(ink.left - line.left) <= 4 && Math.abs(ink.right - line.right) <= 4,
        `drawn from ${ink.left} to ${ink.right}, marked from ${line.left} to ${line.right}: ${row.text}`);
  }
  const sides = rows.map(({mirror, width}) => mirror[0].left > width - mirror[0].right);
  assert.deepEqual(sides, [false, true, true, false, false, false, false, false]);
});
