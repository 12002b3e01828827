// The reviewer page from web/review: one script and one style, bundled, and two pages around them.
//
//   review.js, review.css, review_pack.html   what the app makes packs of (app/share/pack_page.h)
//   review/index.html                         the page of the site, with the same script
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {buildSync} from 'esbuild';

/** Of every page: nothing is loaded, nothing is sent, nothing is framed or submitted. */
const kClosed = `default-src 'none'; base-uri 'none'; form-action 'none'`;

const hash_of = (/** @type {Buffer} */ bytes) =>
    `'sha256-${createHash('sha256').update(bytes).digest('base64')}'`;
const policy_of = (/** @type {string} */ script, /** @type {string} */ style) =>
    `<meta http-equiv="Content-Security-Policy" content="${kClosed}; script-src ${script}; style-src ${style}">`;

/** @param {string} root @param {'css'|'js'} kind @param {string} entry */
function bundled(root, kind, entry) {
  const absent = join(root, 'web/review/absent.js');
  const {outputFiles: [{contents}]} = buildSync({
    entryPoints: [join(root, 'web/review', entry)], bundle: true, minify: true, write: false, format: 'iife',
    charset: 'utf8', target: ['chrome100', 'firefox113', 'safari15.4'], legalComments: 'none', loader: {'.css': 'css'},
    alias: kind === 'js' ? {'@noble/post-quantum/hybrid.js': absent, '@noble/curves/nist.js': absent} : {},
  });
  return Buffer.from(contents);
}

/** @param {string} shell @param {Record<string, string>} blanks Each is in it. */
function filled(shell, blanks) {
  for (const [blank, text] of Object.entries(blanks)) {
    if (!shell.includes(blank)) throw new Error(`web/review/shell.html does not hold ${blank}`);
    shell = shell.replaceAll(blank, () => text);
  }
  return shell;
}

/**
 * @param {string} root
 * @returns {{parts: Map<string, Buffer>, page: (version_folder: string) => Buffer}} Files for
 *   v/<build>/, and review/index.html.
 */
export function review(root) {
  const script = bundled(root, 'js', 'main.js');
  const style = bundled(root, 'css', 'review.css');
  const shell = readFileSync(join(root, 'web/review/shell.html'), 'utf8');
  const pack = filled(shell, {
    '<!-- @POLICY@ -->': policy_of(hash_of(script), hash_of(style)),
    '<!-- @STYLE@ -->': '<style>@STYLE@</style>',
    '<!-- @SCRIPT@ -->': '<script>@SCRIPT@</script>',
  });
  const page = (/** @type {string} */ folder) => Buffer.from(filled(shell, {
    '<!-- @POLICY@ -->': policy_of(`'self'`, `'self'`),
    '<!-- @STYLE@ -->': `<link rel="stylesheet" href="../${folder}/review.css">`,
    '<!-- @SCRIPT@ -->': `<script src="../${folder}/review.js"></script>`,
    '@LANGUAGE@': 'en', '@ADDRESS@': '', '@PACK@': '',
  }));
  return {page, parts: new Map([['review.js', script], ['review.css', style], ['review_pack.html', Buffer.from(pack)]])};
}
