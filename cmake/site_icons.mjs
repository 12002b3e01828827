// The pictures of the site, made when it is put together, so that no binary lies in the repository:
// the app's icon as PNG, and the strokes of the program's icons as path data.
import {deflateSync} from 'node:zlib';

const kAccent = [0x2f, 0x6f, 0x6a];
const kPaper = [0xfb, 0xfa, 0xf7];
/** Each pixel is the mean of this many squared, for smooth edges. */
const kSamples = 4;

/**
 * The mark: an open door in a quiet room; a light rectangle that is rounded above, with a knob.
 * `x` and `y` from 0 to 1. Returns 0 outside the badge, 1 on it, 2 on the mark.
 */
function mark_at(x, y, rounded) {
  const radius = rounded ? 0.22 : 0;
  const dx = Math.max(radius - x, x - (1 - radius), 0);
  const dy = Math.max(radius - y, y - (1 - radius), 0);
  if (dx * dx + dy * dy > radius * radius) return 0;
  const left = 0.34, right = 0.66, arch = 0.16, top = 0.27, floor = 0.74;
  const in_arch = (x - 0.5) ** 2 + (y - (top + arch)) ** 2 <= arch ** 2;
  const in_door = (x >= left && x <= right && y >= top + arch && y <= floor) || in_arch;
  const in_knob = (x - 0.585) ** 2 + (y - 0.55) ** 2 <= 0.028 ** 2;
  return in_door && !in_knob ? 2 : 1;
}

/** @param {number} side In pixels. @param {boolean} rounded Else the badge fills the square. */
export function icon_png(side, rounded) {
  const row_bytes = 1 + side * 4;
  const raw = Buffer.alloc(row_bytes * side);
  for (let y = 0; y < side; ++y) {
    for (let x = 0; x < side; ++x) {
      let red = 0, green = 0, blue = 0, covered = 0;
      for (let sample = 0; sample < kSamples * kSamples; ++sample) {
        const at_x = (x + (sample % kSamples + 0.5) / kSamples) / side;
        const at_y = (y + (Math.floor(sample / kSamples) + 0.5) / kSamples) / side;
        const what = mark_at(at_x, at_y, rounded);
        if (what === 0) continue;
        const ink = what === 1 ? kAccent : kPaper;
        red += ink[0], green += ink[1], blue += ink[2], ++covered;
      }
      const at = y * row_bytes + 1 + x * 4;
      if (covered === 0) continue;
      raw[at] = Math.round(red / covered);
      raw[at + 1] = Math.round(green / covered);
      raw[at + 2] = Math.round(blue / covered);
      raw[at + 3] = Math.round(255 * covered / (kSamples * kSamples));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);  // 8 bits, RGBA, no interlace.
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(raw, {level: 9})),
    chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/**
 * The strokes of one Lucide icon as path data, from its SVG.
 * @param {string} name @param {string} svg
 * @returns {string[]}
 */
export function icon_paths(name, svg) {
  const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  const shapes = [...inside.matchAll(/<(\w+)\s([^>]*?)\/?>/g)];
  if (shapes.length === 0) throw new Error(`${name}: no strokes in its SVG`);
  return shapes.map(([, shape, attributes]) => path_of(name, shape,
      Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map((one) => one.slice(1)))));
}

function path_of(name, shape, attributes) {
  const of = (key) => Number(attributes[key] ?? 0);
  const points = () => attributes.points.trim().split(/[\s,]+/).map(Number);
  switch (shape) {
    case 'path':
      return attributes.d;
    case 'circle':
      return ellipse(of('cx'), of('cy'), of('r'), of('r'));
    case 'ellipse':
      return ellipse(of('cx'), of('cy'), of('rx'), of('ry'));
    case 'line':
      return `M${of('x1')} ${of('y1')}L${of('x2')} ${of('y2')}`;
    case 'polyline':
      return `M${points().join(' ')}`;
    case 'polygon':
      return `M${points().join(' ')}Z`;
    case 'rect':
      return rectangle(of('x'), of('y'), of('width'), of('height'), of('rx') || of('ry'));
    default:
      throw new Error(`${name}: no path for <${shape}>`);
  }
}

function ellipse(cx, cy, rx, ry) {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function rectangle(x, y, width, height, r) {
  const corner = (dx, dy) => r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '';
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
      `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`;
}
