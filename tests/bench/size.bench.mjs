// What a first visit downloads: every file of the built site as it is sent to a browser that takes
// Brotli, and the total. The other encodings do not count: nobody downloads a file twice.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SITE = 'build/site';
const TOTAL_KB_MAX = 900;

/** Paths of all files below `folder`, relative to it. @returns {string[]} */
function filesBelow(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** Bytes on the wire; what has no compressed form beside it is sent as it is. */
function sentBytes(path, all) {
  const sent = all.has(`${path}.br`) ? `${path}.br` : path;
  return statSync(join(SITE, sent)).size;
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const all = new Set(filesBelow(SITE));
const shipped = [...all].filter((path) => !/\.(?:br|gz)$/.test(path));
const rows = shipped.map((path) => ({ path, bytes: sentBytes(path, all) }));
rows.sort((a, b) => b.bytes - a.bytes);
for (const { path, bytes } of rows) {
  console.log([path.replace(/^v\/[^/]+\//, ''), kilobytes(bytes), 'kB', '-'].join('\t'));
}
const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(['everything', kilobytes(total), 'kB', TOTAL_KB_MAX].join('\t'));
