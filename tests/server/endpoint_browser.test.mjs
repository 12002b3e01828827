// The endpoint in a real browser: from a page of another origin, and as the app of this machine.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';
import { chromium } from 'playwright-core';
import { VAULT, addTokens, makeFolder } from './endpoint_rig.mjs';
import { startServer } from './rig.mjs';

async function startBrowser(t) {
  const browser = await chromium.launch({ executablePath: process.env.QUIETROOM_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  t.after(() => browser.close());
  return browser.newPage();
}

/** The address of a page of an origin of its own. */
async function startElsewhere(t) {
  const other = createServer((request, reply) => reply.setHeader('content-type', 'text/html').end('<title>elsewhere</title>'));
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.after(() => other.close());
  t.after(() => other.closeAllConnections());
  return `http://127.0.0.1:${other.address().port}/`;
}

/** In the page: each request in turn, as [status, has an ETag, has a Date] or why it failed. */
async function askAll(page, base, token, rows) {
  return page.evaluate(async ([start, bearer, list]) => {
    const results = [];
    for (const [method, path, headers, size] of list) {
      const body = size === undefined ? undefined : new Blob([new Uint8Array(size)]);
      try {
        const reply = await fetch(start + path, { method, body, headers: { Authorization: `Bearer ${bearer}`, ...headers } });
        await reply.arrayBuffer();
        results.push([reply.status, reply.headers.get('etag') !== null, reply.headers.get('date') !== null]);
      } catch (failure) {
        results.push(String(failure));
      }
    }
    return results;
  }, [base, token, rows]);
}

test('a page of another origin can do all that sync does, and reads every refusal', async (t) => {
  const data = makeFolder(t);
  const tokens = addTokens(data);
  const server = await startServer(t, { args: ['--data', data, '--object-size-max', '4M'] });
  const page = await startBrowser(t);
  await page.goto(await startElsewhere(t));
  const name = 'b'.repeat(26);
  const vault = `sync/q1/${VAULT}`;
  const [upload, key] = [`${vault}/t/${name}`, `${vault}/k/aaaa-${name}`];
  const rows = [
    [201, 'MKCOL', vault], [405, 'MKCOL', vault], [201, 'MKCOL', `${vault}/t`], [201, 'MKCOL', `${vault}/k`],
    [201, 'PUT', upload, {}, 100_000], [200, 'HEAD', upload], [201, 'MOVE', upload, { Destination: server.address + key, Overwrite: 'F' }],
    [206, 'GET', key, { Range: 'bytes=0-9', 'Cache-Control': 'no-cache' }], [207, 'PROPFIND', `${vault}/k`, { Depth: '1' }],
    [404, 'GET', upload], [409, 'PUT', `${vault}/p/${name}/aaaaaaaaaa-aaaaaaaaaa-aaaaaaaaaaaaaaaa`, {}, 10],
    [412, 'PUT', key, { 'If-None-Match': '*' }, 10], [413, 'PUT', upload, {}, 9_000_000], [403, 'PUT', 'sync/q1/x', {}, 10],
    [403, 'PROPFIND', vault], [204, 'DELETE', key],
  ];
  const answers = await askAll(page, server.address, tokens.every, rows.map((row) => row.slice(1)));
  rows.forEach(([status, method, path], n) => assert.equal(answers[n][0], status, `${method} ${path}: ${answers[n]}`));
  assert.ok(answers.every(([, , date]) => date), 'Date is always there to read');
  assert.ok(answers[4][1] && answers[6][1] && answers[7][1], 'and the ETag of PUT, MOVE and GET');
  const refused = await askAll(page, server.address, 'qrt_unknown', [['GET', key], ['PUT', upload, {}, 3_000_000], ['PROPFIND', vault, { Depth: '1' }]]);
  assert.deepEqual(refused.map(([status]) => status), [401, 401, 401]);
});

test("the app of this machine gets the machine's token; a page of another origin does not", async (t) => {
  const server = await startServer(t, { args: ['--data', makeFolder(t), '--local-app'] });
  const page = await startBrowser(t);
  const ask = (headers) => page.evaluate(async ([base, fields]) => {
    try {
      const reply = await fetch(`${base}sync/-/local`, { headers: fields });
      return [reply.status, await reply.text()];
    } catch (failure) {
      return [0, String(failure)];
    }
  }, [server.address, headers]);
  const ours = { 'X-Quietroom-Local': '1' };
  await page.goto(server.address);
  const [status, token] = await ask(ours);
  assert.equal(status, 200);
  assert.match(token, /^qrt_[a-z2-7]{52}\n$/);
  assert.equal((await ask({}))[0], 403, 'a page that does not say what it is');
  await page.goto(await startElsewhere(t));
  assert.deepEqual(await ask(ours), [0, 'TypeError: Failed to fetch'], 'the preflight is refused');
  assert.equal((await ask({}))[0], 403);
  await page.goto(`http://localhost:${server.port}/`);
  assert.equal((await ask(ours))[0], 0, 'another name is another origin');
});
