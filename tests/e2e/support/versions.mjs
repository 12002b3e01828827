// Another version of the site, as if something in it had changed.
import {cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {at_end, kFolder} from './app.mjs';

/** What a site calls its build. @param {string} folder */
export function build_of(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return /** @type {RegExpMatchArray} */ (page.match(/data-build="([0-9a-f]+)"/))[1];
}

/**
 * A copy of the site under another build's name, removed after the test. Its programs are the same.
 * @param {import('node:test').TestContext} t
 */
export function next_version(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-site-'));
  at_end(t, () => rmSync(folder, {recursive: true, force: true}));
  const now = build_of(kFolder), next = [...now].reverse().join('');
  cpSync(kFolder, folder, {recursive: true});
  renameSync(join(folder, 'v', now), join(folder, 'v', next));
  for (const name of ['index.html', 'service_worker.js', join('v', next, 'index.html')]) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replaceAll(now, next));
    for (const packed of ['.br', '.gz']) rmSync(join(folder, name + packed), {force: true});
  }
  return {folder, build: next};
}
