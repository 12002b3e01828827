// The slow hash, worked out once for a store that many tests begin with. It takes a processor a second
// on purpose; what a test does after it says nothing more about it when it was worked out again. The
// key comes from another implementation than the program's, so that it is right, not just the same.
// Anything else than that passphrase with that salt is left to the program's own worker.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ascii, readKeyFile} from '../../support/format_reader.mjs';
import {kFolder} from './app.mjs';
import {build_of} from './versions.mjs';

/** @typedef {{passphrase: number[], salt: number[], memory_kib: number, passes: number,
 *   lanes: number, key: number[]}} Known A job for the slow hash, and its answer. */

/**
 * What a key file asks for, as docs/format.md section 4 has it, and the answer.
 * @param {Buffer} file @param {string} passphrase @returns {Known}
 */
export function known_hash(file, passphrase) {
  const [memory_kib, passes, lanes] = [5, 9, 13].map((at) => file.readUInt32LE(at));
  const salt = file.subarray(17, 33);
  return {passphrase: [...ascii(passphrase)], salt: [...salt], memory_kib, passes, lanes,
    key: [...readKeyFile(file).kek(passphrase)]};
}

/** Comes before the first line of the hash's worker. @param {Known} known */
function prelude_of(known) {
  const answer = (/** @type {any} */ scope, /** @type {Known} */ job) => {
    const same = (/** @type {Uint8Array} */ bytes, /** @type {number[]} */ others) =>
        bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
    scope.addEventListener('message', (/** @type {MessageEvent} */ event) => {
      const {passphrase, salt, ...limits} = event.data;
      const is_known = same(passphrase, job.passphrase) && same(salt, job.salt) &&
          limits.memory_kib === job.memory_kib && limits.passes === job.passes &&
          limits.lanes === job.lanes;
      if (!is_known) return;
      event.stopImmediatePropagation();
      passphrase.fill(0);
      scope.postMessage(Uint8Array.from(job.key));
    });
  };
  return `(${answer})(self, ${JSON.stringify(known)});\n`;
}

/**
 * From now on the program that `page`'s origin has kept for offline use knows this answer; without
 * one it works out every hash, as everybody's does.
 * @param {import('playwright-core').Page} page A bare page of the origin. @param {Known} [known]
 */
export async function use_known_hash(page, known) {
  const own = readFileSync(join(kFolder, 'v', build_of(kFolder), 'kdf_worker.js'), 'utf8');
  await page.evaluate(replace_worker, (known ? prelude_of(known) : '') + own);
}

/** @param {string} text */
async function replace_worker(text) {
  let found = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.endsWith('/kdf_worker.js')) continue;
      const headers = (await cache.match(request))?.headers;
      await cache.put(request, new Response(text, {headers}));
      ++found;
    }
  }
  if (found !== 1) throw new Error(`${found} workers of the slow hash are kept`);
}
