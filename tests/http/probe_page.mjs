// A page whose worker has the probe (probe_worker.js), served by our own server: below its policy, and
// with an endpoint of its own.
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {at_end} from '../e2e/support/app.mjs';
import {kRoot, serve_command} from '../web/rig.mjs';
import {kVault, nobody_there, talk_to_probe} from './contract.mjs';
import {start_strange_server} from './strange_server.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

/**
 * Looks into the browser that has the page.
 * @typedef {object} Viewer
 * @property {(url: string) => Promise<unknown>} open
 * @property {(use: (...parameters: any[]) => any, ...parameters: unknown[]) => Promise<any>} evaluate
 */

/** @param {import('node:test').TestContext} t @param {string} name */
function folder_for(t, name) {
  const folder = mkdtempSync(join(tmpdir(), `quietroom-${name}-`));
  at_end(t, () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** A site of one page. @param {import('node:test').TestContext} t */
export function folder_with_page(t) {
  const site = folder_for(t, 'site');
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>probe</title>');
  return site;
}

/**
 * Our own server with an endpoint, whose pages may also reach `allowed`.
 * @param {import('node:test').TestContext} t @param {string} site @param {string[]} [allowed]
 */
export async function serve_endpoint(t, site, allowed = []) {
  const data = join(folder_for(t, 'data'), 'data');
  const token = (/** @type {string} */ vault, /** @type {string} */ right) => {
    const words = ['token', 'add', '--data', data, '--vault', vault, '--right', right];
    return /(qrt_\w+)/.exec(execFileSync(kServer, words, {encoding: 'utf8'}))?.[1] ?? '';
  };
  const tokens = {token: token('*', 'owner'), reader: token(kVault, 'read')};
  const server = await serve_command(kServer, ['--site', site, '--port', '0', '--data', data,
    ...allowed.flatMap((origin) => ['--allow-endpoint', origin])]);
  at_end(t, () => server.stop());
  return {...tokens, url: server.url, root: `${server.url}sync`};
}

/**
 * Opens the page, which may reach its own server and `allowed`.
 * @param {import('node:test').TestContext} t @param {Viewer} viewer @param {string[]} allowed
 */
export async function open_probe(t, viewer, allowed) {
  const site = folder_with_page(t);
  for (const [from, to] of [['tests/http', 'probe_worker.js'], ['web/worker', 'http.js'],
    ['build/web', 'http_probe.js'], ['build/web', 'http_probe.wasm']]) {
    copyFileSync(join(kRoot, from, to), join(site, to));
  }
  const endpoint = await serve_endpoint(t, site, allowed);
  await viewer.open(endpoint.url);
  await viewer.evaluate(() => new Promise((ready) => {
    const worker = new Worker('probe_worker.js');
    const answers = /** @type {any[]} */ ([]);
    Object.assign(window, {probe: worker, answers});
    worker.onerror = ({message}) => void answers.push({stopped: message});
    worker.onmessage = ({data}) => data.ready ? ready(true) : void answers.push(data);
  }));
  const probe = talk_to_probe((message) => viewer.evaluate(
      (one) => { /** @type {any} */ (window).probe.postMessage(one); }, message));
  fetch_answers(t, viewer, probe);
  return {probe, endpoint};
}

/**
 * Carries what the worker answered to `probe`, until the test ends.
 * @param {import('node:test').TestContext} t @param {Viewer} viewer
 * @param {ReturnType<typeof talk_to_probe>} probe
 */
function fetch_answers(t, viewer, probe) {
  let over = false;
  const run = async () => {
    while (!over) {
      const came = await viewer.evaluate(() => /** @type {any} */ (window).answers.splice(0));
      for (const {number, line, stopped} of came) {
        if (stopped) probe.fail(stopped);
        else probe.take(number, line);
      }
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  const ended = run().catch((error) => probe.fail(String(error)));
  at_end(t, () => {
    over = true;
    return ended;
  });
}

/** The same beside a strange server. @param {import('node:test').TestContext} t @param {Viewer} viewer */
export async function open_with_strangers(t, viewer) {
  const server = await start_strange_server(t);
  const nobody = await nobody_there();
  return {...await open_probe(t, viewer, [server.url, nobody]), server, nobody};
}

/** A WebDAV client there, for its own endpoint. @param {import('node:test').TestContext} t @param {Viewer} viewer */
export async function open_at_own_endpoint(t, viewer) {
  const all = await open_with_strangers(t, viewer);
  return {...all, ...all.endpoint};
}

/** And one for an endpoint elsewhere. @param {import('node:test').TestContext} t @param {Viewer} viewer */
export async function open_at_other_endpoint(t, viewer) {
  const other = await serve_endpoint(t, folder_with_page(t));
  const server = await start_strange_server(t);
  const {probe} = await open_probe(t, viewer, [server.url, new URL(other.url).origin]);
  return {probe, server, ...other};
}
