// Somebody who has been through the first run already. Going through it takes a processor four
// seconds; what is tested after it begins with a copy of the folder of a browser in which that was
// done once, and the passphrase. The first run itself is tested where it is the subject.
//
// Starting a browser takes three more: a test that went well leaves its browser to the next one of
// its file, which gets a new tab and a store as it was after the first run, nothing else.
//
// The store belongs to an address, port included, and each server has a port of its own: so the
// browser is told that one address leads to that server.
import {cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync}
  from 'node:fs';
import {join} from 'node:path';
import {after} from 'node:test';
import {Browser, kRoot, make_profile, remove_profile, serve_folder} from '../../web/rig.mjs';
import {at_end, kFolder, kPassphrase, Person, start_browser, tell_what_is_shown,
  use_browser} from './app.mjs';
import {known_hash, use_known_hash} from './known_hash.mjs';
import {build_of} from './versions.mjs';

/** Secure, as everything below localhost. */
export const kHome = 'http://quietroom.localhost/';

/** A small window is drawn sooner, where no processor of its own draws. */
export const kSmall = {width: 400, height: 900};

/** The file with the recovery code, beside those of the browser. */
const kWords = 'recovery_words.json';
/** And the one with what the program's folder holds. */
const kStore = 'moved_in_store.json';
/** Either of its two key files; they are the same after the first run. */
const kKeyFile = 'keys-a';

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
      await person.page.goto(`${kHome}nothing-is-here`);
      const store = await person.page.evaluate(read_store);
      writeFileSync(join(profile, kStore), JSON.stringify(store));
      const key_file = Buffer.from(store[kKeyFile], 'base64');
      await use_known_hash(person.page, known_hash(key_file, kPassphrase));
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

/** In a bare page of the program's origin: every file of its folder, in base 64. */
async function read_store() {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('quietroom');
  /** @type {Record<string, string>} */
  const files = {};
  for await (const [name, handle] of /** @type {any} */ (folder).entries()) {
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    files[name] = btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }
  return files;
}

/**
 * In a bare page of the program's origin: all that the program kept is gone, and `files` are there.
 * @param {Record<string, string>} files In base 64.
 */
async function replace_store(files) {
  localStorage.clear();
  const root = await navigator.storage.getDirectory();
  // The page that was here a moment ago may hold its files a little longer.
  for (let attempt = 0; ; ++attempt) {
    try {
      for await (const name of /** @type {any} */ (root).keys()) {
        await root.removeEntry(name, {recursive: true});
      }
      break;
    } catch (error) {
      const busy = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!busy || attempt === 100) throw error;
      await new Promise((again) => setTimeout(again, 20));
    }
  }
  const folder = await root.getDirectoryHandle('quietroom', {create: true});
  for (const [name, bytes] of Object.entries(files)) {
    const out = await (await folder.getFileHandle(name, {create: true})).createWritable();
    await out.write(Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)));
    await out.close();
  }
}

/** @typedef {{browser: Browser, server: Awaited<ReturnType<typeof serve_folder>>, profile: string}}
 *   Place Where somebody is at home. */

/** Those that no test is using, by what the browser was started with. @type {Map<string, Place>} */
const free = new Map();

/** @param {Place} place */
async function leave({browser, server, profile}) {
  await browser.close();
  remove_profile(profile);
  await server.stop();
}

after(async () => {
  for (const place of free.values()) await leave(place);
});

/**
 * A new browser with a copy of what was kept.
 * @param {Parameters<typeof start_browser>[1] & {slow_hash?: boolean}} options
 */
async function moved_in_anew({slow_hash, ...options}) {
  if (!existsSync(kMovedIn)) await move_in();
  const server = await serve_folder({folder: kFolder});
  const profile = make_profile();
  cpSync(kMovedIn, profile, {recursive: true});
  const browser = await Browser.start({...options, profile, arguments: way_home(server)});
  if (slow_hash) {
    const page = await browser.open(`${kHome}nothing-is-here`, {wait: false});
    await use_known_hash(page);
    await page.goto('about:blank');
  }
  return {browser, server, profile};
}

/** The same for a browser that another test has used. @param {Place} place */
async function moved_in_again({browser}) {
  browser.complaints.length = 0;
  browser.stays = false;
  await browser.context.setOffline(false);
  await browser.context.clearPermissions();
  const used = browser.context.pages();
  const page = await browser.context.newPage();
  for (const one of used) await one.close();
  await page.goto(`${kHome}nothing-is-here`);
  await page.evaluate(replace_store, JSON.parse(readFileSync(join(kMovedIn, kStore), 'utf8')));
  await page.goto('about:blank');
}

/**
 * Somebody who never left, at home again.
 * @param {Place} place @param {{width?: number, height?: number}} size
 */
async function home_again({browser}, {width = 1280, height = 800}) {
  const [page, ...others] = browser.context.pages();
  for (const one of others) await one.close();
  await page.setViewportSize({width, height});
  const person = new Person(page);
  if (await person.heading('Start a 1:1 now').count() === 0) await person.presses(/^(Home|Back)$/);
  await person.sees('Start a 1:1 now');
  return person;
}

/**
 * Somebody at home, unlocked. For another browser on the same store give start_browser()
 * way_home(server) and the profile. `words`: those of the recovery code.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof start_browser>[1] &
 *   {before?: () => void, own?: boolean, again?: boolean, slow_hash?: boolean}} [options]
 *   `before`: runs in every page. `own`: a browser and a server that nobody had before or has after,
 *   for a test that stops them or has them do something else from then on. `again`: what the tests
 *   before it wrote may still be there, and the page they used: for one that looks at nothing but a
 *   1:1 of its own. `slow_hash`: the program works out its slow hash, which else it is told
 *   (known_hash.mjs); for a test of unlocking.
 */
export async function at_home(t, {before, own = false, again = false, ...options} = {}) {
  const key = JSON.stringify(options) + before;
  const known = own ? undefined : free.get(key);
  if (known) free.delete(key);
  const place = known ?? await moved_in_anew(options);
  const {browser, server, profile} = place;
  at_end(t, async () => {
    if (t.passed === false) await tell_what_is_shown(browser);
    if (!own && t.passed !== false && browser.is_open) free.set(key, place);
    else await leave(place);
  });
  use_browser(t, browser);
  const words = /** @type {string[]} */ (JSON.parse(readFileSync(join(profile, kWords), 'utf8')));
  const person = known && again ? await home_again(known, options) :
      await comes_in(place, known !== undefined, before);
  return {browser, person, server, page: person.page, url: kHome, words};
}

/** @param {Place} place @param {boolean} used @param {(() => void)|undefined} before */
async function comes_in(place, used, before) {
  const {browser} = place;
  if (used) await moved_in_again(place);
  else if (before) await browser.context.addInitScript(before);
  const person = await Person.open(browser, kHome);
  await person.unlocks();
  await person.sees('Start a 1:1 now');
  return person;
}
