// Puts the site together: web/, the two programs, faces, icons and notices, in a folder that any
// web server can serve as it is, at any address and below any path.
//
//   index.html  manifest.webmanifest  service_worker.js  icon-*.png     never cached for long
//   review/index.html                                                   the reviewer page
//   v/<build>/...                                                       never changes
//
// <build> is the hash of everything in the site, so that two builds can never mix. Beside every
// file that shrinks lie its compressed forms (.br, .gz).
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync,
  writeFileSync} from 'node:fs';
import {dirname, extname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {faces} from './site_faces.mjs';
import {icon_paths, icon_png} from './site_icons.mjs';
import {licences} from './site_licences.mjs';
import {review} from './site_review.mjs';

/** Stand at the root of the site, under names that never change. */
const kAtRoot = ['index.html', 'manifest.webmanifest', 'service_worker.js'];
const kShrinks = new Set(['.html', '.js', '.css', '.json', '.wasm', '.txt', '.webmanifest']);
const kHashLength = 16;

const root = fileURLToPath(new URL('..', import.meta.url));
const {values: options} = parseArgs({options: Object.fromEntries(
    ['programs', 'site', 'cache', 'imgui', 'sodium', 'json'].map((name) => [name, {type: 'string'}]))});

/** What lies below v/<build>/. @type {Map<string, Buffer>} */
const versioned = new Map();
/** What lies at the root. @type {Map<string, Buffer>} */
const plain = new Map();

const reviewer = review(root);
await collect();
const build = hash_of_all();
const version_folder = `v/${build}`;
fill_in_templates();
write_site();
report();

async function collect() {
  for (const path of files_below(join(root, 'web'))) {
    const name = relative(join(root, 'web'), path);
    if (name.startsWith('review/')) continue;
    (kAtRoot.includes(name) ? plain : versioned).set(name, readFileSync(path));
  }
  for (const name of ['app.js', 'app.wasm', 'kdf.js', 'kdf.wasm']) {
    versioned.set(name, readFileSync(join(options.programs, name)));
  }
  const css = versioned.get('page.css').toString('utf8');
  for (const [name, bytes] of await faces(root, css)) versioned.set(name, bytes);
  const names = readFileSync(join(root, 'app/ui/icons.txt'), 'utf8').split('\n').filter(Boolean);
  const strokes = names.map((name) => icon_paths(name, readFileSync(
      join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')));
  versioned.set('icons.json', Buffer.from(JSON.stringify(strokes)));
  for (const [name, bytes] of reviewer.parts) versioned.set(name, bytes);
  versioned.set('licences.txt', Buffer.from(licences({root, ...options})));
  plain.set('icon-192.png', icon_png(192, true));
  plain.set('icon-512.png', icon_png(512, true));
  plain.set('icon-maskable-512.png', icon_png(512, false));
}

function hash_of_all() {
  const hash = createHash('sha256');
  for (const files of [versioned, plain]) {
    for (const name of [...files.keys()].sort()) {
      const bytes = files.get(name);
      hash.update(`${name}\n${bytes.length}\n`).update(bytes);
    }
  }
  return hash.digest('hex').slice(0, kHashLength);
}

function fill_in_templates() {
  const replace = (name, from, to) => {
    const text = plain.get(name).toString('utf8');
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    plain.set(name, Buffer.from(text.replaceAll(from, to)));
  };
  // All of the page's modules at once, not one after the other as their imports are found.
  const modules = [...versioned.keys()].filter((name) => /^(core|shell)\//.test(name)).sort();
  replace('index.html', '<!-- @PRELOADS@ -->', modules.map(
      (name) => `<link rel="modulepreload" href="${version_folder}/${name}">`).join('\n'));
  replace('index.html', '@BUILD@', build);
  plain.set('review/index.html', reviewer.page(version_folder));
  // The service worker answers with this copy, which belongs to this build for certain.
  versioned.set('index.html', plain.get('index.html'));
  const offline = [...versioned.keys()].map((name) => `${version_folder}/${name}`)
      .concat([...plain.keys()].filter((name) => !['.js', '.html'].includes(extname(name))));
  replace('service_worker.js', '@BUILD@', build);
  replace('service_worker.js', '/*@FILES@*/ []', JSON.stringify(offline.sort(), null, 1));
}

/** Written beside and moved into place, so that a server never sees half a site. */
function write_site() {
  const fresh = `${options.site}.new`, old = `${options.site}.old`;
  rmSync(fresh, {recursive: true, force: true});
  mkdirSync(options.cache, {recursive: true});
  for (const [name, bytes] of plain) write(join(fresh, name), bytes);
  for (const [name, bytes] of versioned) write(join(fresh, version_folder, name), bytes);
  rmSync(old, {recursive: true, force: true});
  if (existsSync(options.site)) renameSync(options.site, old);
  renameSync(fresh, options.site);
  rmSync(old, {recursive: true, force: true});
}

function write(path, bytes) {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, bytes);
  if (!kShrinks.has(extname(path))) return;
  for (const [ending, compress] of [['.br', brotli], ['.gz', (all) => gzipSync(all, {level: 9})]]) {
    const small = compressed(bytes, ending, compress);
    if (small.length < bytes.length) writeFileSync(path + ending, small);
  }
}

/** The best compression of the program takes seconds, so it is kept by content. */
function compressed(bytes, ending, compress) {
  const path = join(options.cache, createHash('sha256').update(bytes).digest('hex') + ending);
  if (existsSync(path)) return readFileSync(path);
  const small = compress(bytes);
  writeFileSync(path, small);
  return small;
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  }});
}

function report() {
  let raw = 0, sent = 0;
  for (const path of files_below(options.site)) {
    if (['.br', '.gz'].includes(extname(path))) continue;
    raw += statSync(path).size;
    sent += statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  }
  console.log(`build ${build}: ${raw} bytes, ${sent} compressed`);
}

function files_below(folder) {
  return readdirSync(folder, {withFileTypes: true, recursive: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}
