// What every twin of platform/http.h does over real sockets. `ask(question)` starts a request, whose
// `answer` is awaited and which may be cancelled: see talk_to_probe().
import assert from 'node:assert/strict';
import {createServer} from 'node:net';

/** As platform/http.h numbers them. */
export const kNone = 0, kUnreachable = 1, kTimeout = 2, kTooLarge = 3;
/** As sync/remote/remote.h numbers them. */
const kOutcome = {ok: 0, absent: 1, exists: 2, unknown: 3};
const kReason = {none: 0, offline: 1, timeout: 2, auth: 3, forbidden: 4, quota: 5, server: 6,
  not_ours: 7, unsupported: 8, too_large: 9};

/** The vault that the WebDAV client is tried in; an id of zeros would be none. */
export const kVault = `${'c'.repeat(25)}a`;

/**
 * Requests in words. `write` passes {number, line} or {number, cancel} on to a probe; give each of
 * its answers to `take`.
 * @param {(message: {number: number, line?: string, cancel?: boolean}) => void} write
 */
export function talk_to_probe(write) {
  /** @type {Map<number, {done: (line: string) => void, fail: (why: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  const start = (/** @type {unknown[]} */ fields) => {
    const number = ++last;
    const line = new Promise((done, fail) => waiting.set(number, {done, fail}));
    write({number, line: fields.join('\t')});
    const cancel = () => {
      waiting.delete(number);
      write({number, cancel: true});
    };
    return {line, cancel};
  };
  return {
    take: (/** @type {number} */ number, /** @type {string} */ line) => {
      waiting.get(number)?.done(line);
      waiting.delete(number);
    },
    /** The probe has stopped. @param {string} why */
    fail: (why) => {
      for (const one of waiting.values()) one.fail(new Error(why));
    },
    ask({url, method = 'GET', headers = {}, body = Buffer.alloc(0), timeout_ms = 20_000, max = 1 << 20}) {
      const started = start(['http', method, url, timeout_ms, max, body.toString('hex'),
        ...Object.entries(headers).flatMap(([name, value]) => [name, Buffer.from(value).toString('hex')])]);
      return {...started, answer: started.line.then(read_reply)};
    },
    dav(word, {root, name, token = '', timeout_ms = 20_000, more = ''}) {
      const authorization = token && `Bearer ${token}`;
      return start([word, root, authorization, kVault, timeout_ms, name,
        Buffer.isBuffer(more) ? more.toString('hex') : more]).line.then(read_answer);
    },
  };
}

/** @param {string} line */
function read_reply(line) {
  const [failure, status, body, ...fields] = line.split('\t');
  /** @type {Record<string, string>} */
  const headers = {};
  for (let i = 0; i < fields.length; i += 2) headers[fields[i]] = fields[i + 1];
  return {failure: Number(failure), status: Number(status), body: Buffer.from(body, 'hex'), headers};
}

/** @param {string} line */
function read_answer(line) {
  const [outcome, reason, body, ...fields] = line.split('\t');
  const entries = {};
  for (let i = 0; i < fields.length; i += 2) entries[fields[i]] = Number(fields[i + 1]);
  return {outcome: Number(outcome), reason: Number(reason), body: Buffer.from(body, 'hex'), entries};
}

/** An address where nobody listens. */
export async function nobody_there() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

/** @param {() => boolean} holds @param {string} what */
export async function until(holds, what) {
  for (let tries = 0; !holds(); ++tries) {
    assert.ok(tries < 1000, what);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Every failure with what causes it: [path, what is asked for besides, the failure, the status]. */
const kRows = [
  ['/nothing', {}, kNone, 204],
  ['/refused', {}, kNone, 401],
  ['/broken', {}, kNone, 503],
  ['/login', {}, kNone, 200],
  ['/longer', {}, kNone, 200],
  ['/exact', {max: 100_000}, kNone, 200],
  ['/exact', {max: 99_999}, kTooLarge, 0],
  ['/large', {}, kTooLarge, 0],
  ['/endless', {}, kTooLarge, 0],
  ['/compressed', {}, kTooLarge, 0],
  ['/slow', {timeout_ms: 300}, kTimeout, 0],
  ['/stall', {timeout_ms: 300}, kTimeout, 0],
  ['/cut', {}, kUnreachable, 0],
  ['/cut-chunked', {}, kUnreachable, 0],
  ['/garbage', {}, kUnreachable, 0],
  ['/hangs-up', {}, kUnreachable, 0],
];

/**
 * @typedef {(t: import('node:test').TestContext) => Promise<{probe: ReturnType<typeof talk_to_probe>,
 *   server: Awaited<ReturnType<typeof import('./strange_server.mjs').start_strange_server>>,
 *   nobody: string}>} Open `nobody`: an address where nobody listens.
 */
/**
 * Registers the tests.
 * @param {typeof import('node:test').test} test @param {string} twin @param {Open} open
 * @param {{redirect_status: number}} how
 */
export function test_contract(test, twin, open, {redirect_status}) {
  test_failures(test, twin, open);
  test_requests(test, twin, open);
  test_replies(test, twin, open, redirect_status);
}

/** @param {typeof import('node:test').test} test @param {string} twin @param {Open} open */
function test_failures(test, twin, open) {
  test(`${twin}: each failure has its cause, and a whole reply of any status is none`, async (t) => {
    const {probe, server, nobody} = await open(t);
    const asked = kRows.map(([path, more]) => probe.ask({url: server.url + path, ...more}).answer);
    for (const [n, [path, more, failure, status]] of kRows.entries()) {
      const reply = await asked[n];
      assert.deepEqual([reply.failure, reply.status], [failure, status],
          `${path} ${JSON.stringify(more)}`);
      if (failure !== kNone) assert.equal(reply.body.length, 0, path);
    }
    assert.equal((await asked[4]).body.toString(), 'x'.repeat(10), 'the length that was announced');
    assert.equal((await asked[5]).body.length, 100_000);
    assert.equal((await probe.ask({url: nobody}).answer).failure, kUnreachable);
    for (const url of ['ftp://127.0.0.1/', 'http://', 'http://me:secret@127.0.0.1/', 'file:///etc/hosts']) {
      assert.equal((await probe.ask({url}).answer).failure, kUnreachable, url);
    }
  });
}

/** @param {typeof import('node:test').test} test @param {string} twin @param {Open} open */
function test_requests(test, twin, open) {
  test(`${twin}: sends every method, header and byte as it is, and nothing of its own`, async (t) => {
    const {probe, server} = await open(t);
    const url = `${server.url}/echo`;
    const body = Buffer.from(Array.from({length: 70_000}, (_, n) => n * 7 + (n >> 8) & 255));
    const asked = ['PUT', 'PROPFIND', 'GET', 'DELETE', 'MKCOL', 'MOVE'].map((method) => [method,
      probe.ask({url, method, headers: {'X-Asked': 'a, "b"', 'Depth': '1',
        'Authorization': 'Bearer token'}, body: /^P/.test(method) ? body : undefined}).answer]);
    for (const [method, answer] of asked) {
      const reply = await answer;
      assert.equal(reply.status, 200, method);
      const echo = JSON.parse(reply.body.toString());
      assert.equal(echo.method, method);
      assert.equal(echo.body, /^P/.test(method) ? body.toString('hex') : '', method);
      assert.deepEqual([echo.headers['x-asked'], echo.headers.depth, echo.headers.authorization],
          ['a, "b"', '1', 'Bearer token'], method);
      for (const name of ['expect', 'cookie', 'referer', 'content-type', 'if-none-match']) {
        assert.equal(echo.headers[name], undefined, `${method} ${name}`);
      }
    }
    const empty = JSON.parse((await probe.ask({url, method: 'PUT'}).answer).body.toString());
    assert.deepEqual([empty.method, empty.headers['content-length']], ['PUT', '0']);
    const large = await probe.ask({url, method: 'PUT', body: Buffer.alloc(1_500_000, 'q'), max: 4_000_000}).answer;
    assert.equal(large.headers['x-bytes'], '1500000', 'larger than what servers are asked about first');
    assert.equal(large.headers['x-mixed-case'], 'Yes', 'names of the reply are in lower case');
  });
}

/**
 * @param {typeof import('node:test').test} test @param {string} twin @param {Open} open
 * @param {number} redirect_status
 */
function test_replies(test, twin, open, redirect_status) {
  test(`${twin}: HEAD has headers and no body`, async (t) => {
    const {probe, server} = await open(t);
    const reply = await probe.ask({url: `${server.url}/large`, method: 'HEAD'}).answer;
    assert.deepEqual([reply.failure, reply.status, reply.body.length], [kNone, 200, 0]);
    assert.equal(reply.headers['content-length'], '3000000');
  });

  test(`${twin}: redirects are not followed, nothing is cached, no cookie is kept`, async (t) => {
    const {probe, server} = await open(t);
    const ask = async (/** @type {string} */ path) => probe.ask({url: server.url + path}).answer;
    const moved = await ask('/redirect');
    assert.deepEqual([moved.failure, moved.status], [kNone, redirect_status]);
    assert.ok(!server.seen.asked.some((one) => one.endsWith('/echo')), 'it went no further');
    const [first, second] = [await ask('/fresh'), await ask('/fresh')];
    assert.notEqual(first.body.toString(), second.body.toString());
    assert.equal((await ask('/cookie')).status, 200);
    assert.equal(JSON.parse((await ask('/echo')).body.toString()).headers.cookie, undefined);
  });

  test(`${twin}: what is cancelled ends at the server too, and has no answer`, async (t) => {
    const {probe, server} = await open(t);
    const slow = probe.ask({url: `${server.url}/slow`});
    const endless = probe.ask({url: `${server.url}/stall`});
    await until(() => server.seen.asked.length === 2, 'both were asked');
    slow.cancel();
    endless.cancel();
    await until(() => server.seen.left === 2, 'both have ended');
    assert.equal((await probe.ask({url: `${server.url}/nothing`}).answer).status, 204, 'others go on');
  });

  test(`${twin}: a header that would become two is not sent`, async (t) => {
    const {probe, server} = await open(t);
    const headers = {'X-Asked': 'one\r\nX-Evil: two'};
    assert.equal((await probe.ask({url: `${server.url}/echo`, headers}).answer).failure, kUnreachable);
    assert.deepEqual(server.seen.asked.filter((one) => !one.startsWith('OPTIONS')), []);
  });
}

/**
 * Registers what the WebDAV client does over that twin: at our own endpoint, and at what is none.
 * @param {typeof import('node:test').test} test
 * @param {string} name
 * @param {(t: import('node:test').TestContext) => Promise<{probe: ReturnType<typeof talk_to_probe>,
 *   root: string, token: string, reader: string, server: {url: string}}>} open
 *   `token`: an owner's; `reader`: one of kVault that may not write.
 */
export function test_webdav(test, name, open) {
  test(`${name}: objects are put once, read, listed and removed`, async (t) => {
    const {probe, root, token, reader} = await open(t);
    const at = `q1/${kVault}/k/aaaa-${'b'.repeat(26)}`;
    const bytes = Buffer.from(Array.from({length: 200_000}, (_, n) => n * 31 + (n >> 9) & 255));
    const ask = (/** @type {string} */ word, more = {}) =>
        probe.dav(word, {root, token, name: at, more: word === 'get' ? '1000000' : '', ...more});
    const ends = async (/** @type {Promise<any>} */ answer) => {
      const {outcome, reason} = await answer;
      return [outcome, reason];
    };
    assert.deepEqual(await ends(ask('list', {name: `q1/${kVault}/k`})), [kOutcome.absent, 0]);
    assert.deepEqual(await ends(ask('get')), [kOutcome.absent, 0]);
    assert.deepEqual(await ends(ask('put', {more: bytes})), [kOutcome.ok, 0]);
    assert.deepEqual(await ends(ask('put', {more: Buffer.from('other')})), [kOutcome.exists, 0]);
    const got = await ask('get');
    assert.deepEqual([got.outcome, got.body.equals(bytes)], [kOutcome.ok, true]);
    assert.deepEqual(await ends(ask('get', {more: '199999'})), [kOutcome.unknown, kReason.too_large]);
    const listed = await ask('list', {name: `q1/${kVault}/k`});
    assert.deepEqual(listed.entries, {[at.split('/').at(-1) ?? '']: 200_000});
    for (let left = 1, tries = 0; left > 0; ++tries) {
      assert.ok(tries < 100, 'what was not moved is swept away');
      left = Object.keys((await ask('list', {name: `q1/${kVault}/t`})).entries).length;
    }
    assert.deepEqual(await ends(ask('get', {token: 'qrt_unknown'})), [kOutcome.unknown, kReason.auth]);
    const other = `${at.slice(0, -1)}c`;
    assert.deepEqual(await ends(ask('put', {token: reader, name: other, more: bytes})),
        [kOutcome.unknown, kReason.forbidden]);
    assert.deepEqual(await ends(ask('remove')), [kOutcome.ok, 0]);
    assert.deepEqual(await ends(ask('remove')), [kOutcome.absent, 0]);
  });

  test(`${name}: what is no endpoint leads to no conclusion`, async (t) => {
    const {probe, server} = await open(t);
    const rows = [['login', 'not_ours'], ['redirect', 'not_ours'], ['refused', 'auth'],
      ['broken', 'server'], ['slow', 'timeout'], ['hangs-up', 'offline'], ['endless', 'too_large']];
    for (const word of ['list', 'put', 'remove']) {
      const asked = rows.map(([path]) => probe.dav(word, {root: `${server.url}/${path}`,
        name: 'q1/x/k/a', timeout_ms: path === 'slow' ? 300 : 20_000}));
      for (const [n, [path, reason]] of rows.entries()) {
        const {outcome, reason: why} = await asked[n];
        // A page in place of the answer to DELETE is taken for one: it leads to nothing.
        if (word === 'remove' && path === 'login') assert.equal(outcome, kOutcome.ok);
        else assert.deepEqual([outcome, why], [kOutcome.unknown, kReason[reason]], `${word} ${path}`);
      }
    }
  });
}
