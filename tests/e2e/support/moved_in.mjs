// Somebody who has been through the first run already. Going through it takes a processor four
// seconds; what is tested after it begins with a copy of the folder of a browser in which that was
// done once, and the passphrase. The first run itself is tested where it is the subject.
//
// The store belongs to an address, port included, and each test's server has a port of its own: so
// the browser is told that one address leads to that server.
import {cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync}
  from 'node:fs';
import {join} from 'node:path';
import {Browser, kRoot, make_profile, remove_profile, serve_folder} from '../../web/rig.mjs';
import {kFolder, Person, profile_for, serve, start_browser} from './app.mjs';
import {build_of} from './versions.mjs';

/** Secure, as everything below localhost. */
export const kHome = 'http://quietroom.localhost/';

/** The file with the recovery code, beside those of the browser. */
const kWords = 'recovery_words.json';

/** One for each build; ./quietroom test begins without any. */
const kMovedIn = join(kRoot, 'build/e2e', build_of(kFolder));

/** What the browser is told so that kHome leads to `server`. @param {{url: string}} server */
export function way_home(server) {
  return [`--host-resolver-rules=MAP quietroom.localhost:80 ${new URL(server.url).host}`];
}

/** Goes through the first run, once, and keeps the browser's folder. */
async function move_in() {
  const server = await serve_folder({folder: kFolder});
  const profile = make_profile();
  try {
    const browser = await Browser.start({profile, arguments: way_home(server)});
    try {
      const person = await Person.open(browser, kHome);
      const words = await person.sets_up();
      writeFileSync(join(profile, kWords), JSON.stringify(words));
      await person.page.waitForFunction(() => navigator.serviceWorker.controller);
      await person.page.reload();
      await person.field('Passphrase').waitFor();
    } finally {
      await browser.close();
    }
    keep(profile);
  } finally {
    remove_profile(profile);
    await server.stop();
  }
}

/** Another file's test may do the same just now: the first one is kept. @param {string} profile */
function keep(profile) {
  const mine = `${kMovedIn}.${process.pid}`;
  mkdirSync(join(kRoot, 'build/e2e'), {recursive: true});
  cpSync(profile, mine, {recursive: true});
  try {
    renameSync(mine, kMovedIn);
  } catch (error) {
    rmSync(mine, {recursive: true});
    if (!existsSync(kMovedIn)) throw error;
  }
}

/**
 * Somebody at home, unlocked, in a browser of their own. For another browser on the same store
 * give start_browser() way_home(server) and the profile. `words`: those of the recovery code.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof start_browser>[1] & {before?: () => void}} [options] `before`: runs in
 *   every page.
 */
export async function at_home(t, {before, ...options} = {}) {
  if (!existsSync(kMovedIn)) await move_in();
  const server = await serve(t);
  const profile = profile_for(t);
  cpSync(kMovedIn, profile, {recursive: true});
  const browser = await start_browser(t, {...options, profile, arguments: way_home(server)});
  if (before) await browser.context.addInitScript(before);
  const person = await Person.open(browser, kHome);
  await person.unlocks();
  await person.sees('Start a 1:1 now');
  const words = /** @type {string[]} */ (JSON.parse(readFileSync(join(profile, kWords), 'utf8')));
  return {browser, person, server, page: person.page, url: kHome, words};
}
