// The program as its own server serves it: its headers, its compressed files, its policy.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot, serve_command} from '../web/rig.mjs';
import {at_end, kFolder, Person, start_browser} from './support/app.mjs';

const kServer = process.env.QUIETROOM_SERVER ?? join(kRoot, 'build/server/quietroom-server');

/** @param {import('node:test').TestContext} t */
async function serve_by_ourselves(t) {
  assert.ok(existsSync(kServer), `${kServer} is not built`);
  const server = await serve_command(kServer, ['--site', kFolder, '--port', '0']);
  at_end(t, () => server.stop());
  return server;
}

test('from our own server: first run, a 1:1, then without it; nothing complains', async (t) => {
  const server = await serve_by_ourselves(t);
  const browser = await start_browser(t);
  const person = await Person.open(browser, server.url);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await server.stop();
  await person.page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
  assert.deepEqual(browser.complaints, []);
});

test('from our own server: the policy comes with page and worker', async (t) => {
  const server = await serve_by_ourselves(t);
  const browser = await start_browser(t);
  /** @type {Map<string, Record<string, string>>} */
  const seen = new Map();
  browser.context.on('response', (response) => {
    seen.set(new URL(response.url()).pathname.split('/').at(-1) || 'index.html',
        response.headers());
  });
  const person = await Person.open(browser, server.url);
  await person.sees('A quiet place for 1:1 notes');
  for (const name of ['index.html', 'worker.js']) {
    const policy = seen.get(name)?.['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'none'/, name);
    assert.match(policy, /connect-src 'self'(;|$)/, name);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https:/, name);
  }
  assert.equal(seen.get('app.wasm')?.['content-encoding'], 'br');
  assert.equal(seen.get('app.wasm')?.['content-type'], 'application/wasm');
});

test('from our own server: the reviewer page at /review, with its script and style', async (t) => {
  const server = await serve_by_ourselves(t);
  const browser = await start_browser(t);
  const page = await browser.open(`${server.url}review`, {wait: false});
  await page.getByLabel('The file that you were given').waitFor();
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).paddingTop), '0px');
  assert.deepEqual(browser.complaints, []);
});
