// Review packs as files, for whichever browser opens them.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {made_payload, pack_page, sealed} from '../../support/review_pack.mjs';
import {at_end} from './app.mjs';

/**
 * A pack on disk, until the test ends. `html` is what is in the file, if it is not just that.
 * @param {import('node:test').TestContext} t
 * @param {{changes?: object, html?: (html: string) => string, language?: string, payload?: string}} [options]
 */
export async function pack_on_disk(t, {changes = {}, html = (text) => text, language = 'en', payload} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-pack-'));
  at_end(t, () => rmSync(folder, {recursive: true}));
  const made = await made_payload({language, ...changes});
  const age = await sealed(payload ?? made.payload);
  const path = join(folder, 'review.html');
  writeFileSync(path, html(pack_page(age, {language})));
  writeFileSync(join(folder, 'review.age'), age);
  return {...made, age, path, folder, url: pathToFileURL(path).href};
}
