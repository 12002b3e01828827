// Who may do what: tokens, their rights, their making and revoking, and this machine's own.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import {
  DEVICE, OTHER_DEVICE, OTHER_VAULT, VAULT, addToken, assertCors, key, makeFolder, makeVault, pack, segment, send,
  staged, startEndpoint, treeOf,
} from './endpoint_rig.mjs';
import { SERVER, makeSite, runServer, startServer } from './rig.mjs';

const VAULT_ROOT = `/sync/q1/${VAULT}`;

/**
 * [method, path, who may]. Everybody else gets 403 and changes nothing. Who may gets 2xx. In order:
 * what a row makes, later rows use.
 */
const RIGHTS = [
  ['PUT', key(1), 'device owner every'],
  ['PUT', segment(1), 'device owner every'],
  ['PUT', segment(2, OTHER_DEVICE), 'owner every'],
  ['PUT', pack(1), 'device owner every'],
  ['PUT', pack(2, OTHER_DEVICE), 'owner every'],
  ['PUT', staged(1), 'device owner every'],
  ['GET', key(1), 'device owner every reader'],
  ['GET', segment(2, OTHER_DEVICE), 'device owner every reader'],
  ['PROPFIND', `${VAULT_ROOT}/`, 'device owner every reader'],
  ['MKCOL', `${VAULT_ROOT}/l/${DEVICE}/bbbbbbbb`, 'device owner every'],
  ['MKCOL', `${VAULT_ROOT}/l/${OTHER_DEVICE}/bbbbbbbb`, 'owner every'],
  ['MKCOL', `${VAULT_ROOT}/l/${'f'.repeat(26)}`, 'owner every'],
  ['MKCOL', `/sync/q1/${'c'.repeat(26)}`, 'every'],
  ['DELETE', key(1), 'owner every'],
  ['DELETE', segment(1), 'device owner every'],
  ['DELETE', segment(2, OTHER_DEVICE), 'owner every'],
  ['DELETE', pack(1), 'device owner every'],
  ['DELETE', pack(2, OTHER_DEVICE), 'owner every'],
  ['DELETE', staged(1), 'device owner every'],
  ['DELETE', `${VAULT_ROOT}/l/${DEVICE}/bbbbbbbb`, 'device owner every'],
  ['DELETE', `${VAULT_ROOT}/l/${DEVICE}`, 'owner every'],
  ['DELETE', `${VAULT_ROOT}/t`, 'owner every'],
  ['DELETE', `${VAULT_ROOT}/k`, 'owner every'],
  ['DELETE', VAULT_ROOT, 'owner every'],
  ['DELETE', '/sync/q1/', ''],
  ['DELETE', '/sync/', ''],
];

const options = (method, as) => ({ as, body: method === 'PUT' ? 'x' : undefined,
  headers: method === 'PROPFIND' ? { depth: '0' } : {} });

test('rights: each method on each part of a vault, for each kind of token', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  for (const [method, path, may] of RIGHTS) {
    await t.test(`${method} ${path}`, async () => {
      const before = treeOf(endpoint.files);
      for (const as of Object.keys(endpoint.tokens)) {
        if (may.split(' ').includes(as)) continue;
        const { status, headers } = await endpoint.ask(method, path, options(method, as));
        assert.equal(status, 403, `${as}: ${status}`);
        assertCors(headers, as);
      }
      await endpoint.expect(401, method, path, options(method, undefined));
      assert.deepEqual(treeOf(endpoint.files), before, 'nothing changed');
      for (const as of may.split(' ').filter(Boolean)) {
        if (method === 'DELETE' || method === 'MKCOL' || method === 'PUT') {
          // Only the first one can do it; the others get as far as finding it done.
          const { status } = await endpoint.ask(method, path, options(method, as));
          assert.ok([201, 204, 404, 405, 409, 412].includes(status), `${as}: ${status}`);
        } else {
          assert.ok((await endpoint.ask(method, path, options(method, as))).status < 300, as);
        }
      }
    });
  }
});

test('MKCOL of a folder that is there says so to whoever may read it', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const folders = ['/sync/', '/sync/q1/', VAULT_ROOT, `${VAULT_ROOT}/l`, `${VAULT_ROOT}/l/${OTHER_DEVICE}`, `${VAULT_ROOT}/t/`];
  for (const folder of folders) {
    for (const as of ['device', 'owner', 'every', 'reader']) await endpoint.expect(405, 'MKCOL', folder, { as });
    await endpoint.expect(folder.includes(VAULT) ? 403 : 405, 'MKCOL', folder, { as: 'stranger' });
  }
  // A device makes the folders that it needs, all by itself, once there is a vault.
  for (const below of [`/l/${DEVICE}/bbbbbbbb`, `/p/${DEVICE}`]) {
    await endpoint.ask('MKCOL', VAULT_ROOT + below, { as: 'device' });
    await endpoint.expect(405, 'MKCOL', VAULT_ROOT + below, { as: 'device' });
  }
  await endpoint.expect(403, 'MKCOL', `${VAULT_ROOT}/l/${'f'.repeat(26)}`, { as: 'device' });
});

test('rights of MOVE: from t/ only, to names that the token may write only', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  await makeVault(endpoint, OTHER_VAULT);
  await endpoint.expect(201, 'PUT', segment(1), { as: 'device', body: 'x' });
  await endpoint.expect(201, 'PUT', staged(1), { as: 'device', body: 'x' });
  const before = treeOf(endpoint.files);
  const rows = [
    ['device', staged(1), segment(9, OTHER_DEVICE)], ['device', staged(1), staged(2)], ['device', segment(1), segment(2)],
    ['device', segment(1), staged(2)], ['device', staged(1), `${VAULT_ROOT}/l`], ['owner', segment(1), segment(2)],
    ['owner', staged(1), staged(2)], ['every', staged(1), staged(1, OTHER_VAULT)], ['owner', staged(1), segment(1, DEVICE, OTHER_VAULT)],
    ['every', staged(1), segment(1, DEVICE, OTHER_VAULT)], ['owner', staged(1), '/sync/plain/x'], ['reader', staged(1), segment(2)],
    ['plain', staged(1), segment(2)], ['plain', staged(1), '/sync/plain/x'], ['stranger', staged(1), segment(2)],
  ];
  for (const [as, from, destination] of rows) {
    const { status, text } = await endpoint.ask('MOVE', from, { as, headers: { destination } });
    assert.equal(status, 403, `${as} ${from} ${destination}: ${text}`);
  }
  assert.deepEqual(treeOf(endpoint.files), before);
});

test('refusals without a good token: none, wrong, revoked, in other clothes', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const good = endpoint.tokens.owner;
  const wrong = [undefined, '', 'Bearer', 'Bearer ', `Bearer ${good.slice(0, -1)}`, `Bearer ${good}x`, `bearer ${good.toUpperCase()}`,
    `Token ${good}`, good, 'Basic', 'Basic !!!!', `Basic ${Buffer.from('no colon').toString('base64')}`,
    `Basic ${Buffer.from(`${good}:`).toString('base64')}`, `Basic ${Buffer.from(`:${good} `).toString('base64')}`];
  const before = treeOf(endpoint.files);
  for (const authorization of wrong) {
    const headers = authorization === undefined ? {} : { authorization };
    for (const method of ['GET', 'PUT', 'DELETE', 'MKCOL', 'MOVE', 'PROPFIND']) {
      const body = method === 'PUT' ? 'x' : undefined;
      assert.equal((await send(endpoint.port, method, segment(1), { headers, body })).status, 401, authorization);
    }
  }
  // A large body is not even read.
  const body = Buffer.alloc(5_000_000);
  assert.equal((await send(endpoint.port, 'PUT', segment(1), { body })).status, 401);
  assert.deepEqual(treeOf(endpoint.files), before);
  for (const authorization of [`BEARER ${good}`, `Basic ${Buffer.from(`any:${good}`).toString('base64')}`]) {
    assert.equal((await send(endpoint.port, 'GET', segment(1), { headers: { authorization } })).status, 404);
  }
});

test('token add, list and revoke, while the server runs', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const made = addToken(endpoint.data, VAULT, 'device', DEVICE);
  await endpoint.expect(201, 'PUT', segment(1), { token: made.token, body: 'x' });
  const list = () => execFileSync(SERVER, ['token', 'list', '--data', endpoint.data], { encoding: 'utf8' });
  assert.match(list(), new RegExp(`^${made.id} device ${VAULT} ${DEVICE} \\d{4}-\\d\\d-\\d\\d $`, 'm'));
  execFileSync(SERVER, ['token', 'revoke', made.id, '--data', endpoint.data]);
  await endpoint.expect(401, 'GET', segment(1), { token: made.token });
  await endpoint.expect(200, 'GET', segment(1), { as: 'device' });
  assert.doesNotMatch(list(), new RegExp(made.id));
});

test('token commands that make no sense get one sentence and status 2', async (t) => {
  const data = makeFolder(t);
  const rows = [
    [['token', 'grow'], /"grow" is not understood/],
    [['token', 'add', '--data', data], /add needs --vault and --right/],
    [['token', 'add', '--data', data, '--vault', 'x', '--right', 'owner'], /a vault is 26 characters/],
    [['token', 'add', '--data', data, '--vault', VAULT, '--right', 'king'], /a right is owner, device or read/],
    [['token', 'add', '--data', data, '--vault', VAULT, '--right', 'device'], /names its devices/],
    [['token', 'add', '--data', data, '--vault', VAULT, '--right', 'owner', '--device', DEVICE], /no other token does/],
    [['token', 'add', '--data', data, '--vault', '*', '--right', 'read'], /only an owner's token/],
    [['token', 'add', '--data', data, '--vault', VAULT, '--right', 'read', '--label', 'a\nb'], /one line/],
    [['token', 'revoke', '--data', data], /needs the id/],
    [['token', 'list', '--data'], /--data needs a value/],
  ];
  for (const [args, message] of rows) {
    const { code, stdout, stderr } = await runServer(args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.equal(stdout, '');
  }
  const absent = await runServer(['token', 'revoke', 'aaaaaaaa', '--data', data]);
  assert.equal(absent.code, 1);
  assert.match(absent.stderr, /there is no token aaaaaaaa/);
});

test('a damaged list of tokens lets nobody in, and says where it is damaged', async (t) => {
  const endpoint = await startEndpoint(t, { victim: true });
  const file = join(endpoint.data, 'tokens');
  const good = readFileSync(file);
  appendFileSync(file, 'nonsense\n');
  const { headers } = await endpoint.expect(503, 'GET', '/sync/plain/x', { as: 'plain' });
  assertCors(headers);
  await endpoint.server.stop();
  const { code, stderr } = await runServer(['--site', makeSite(t), '--port', '0', '--data', endpoint.data]);
  assert.equal(code, 1);
  assert.match(stderr, /tokens: line 9: /);
  writeFileSync(file, good);
  await endpoint.start();
  await endpoint.expect(404, 'GET', '/sync/plain/x', { as: 'plain' });
});

test('an owner makes, lists and revokes tokens of its vault over HTTP', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const path = '/sync/-/tokens';
  const body = `right device\nvault ${VAULT}\ndevice ${OTHER_DEVICE}\nlabel Tablet of Ada\n`;
  const made = await endpoint.expect(201, 'POST', path, { as: 'owner', body });
  assert.equal(made.headers['cache-control'], 'no-store');
  assertCors(made.headers);
  const [, id, token] = /^id (\S+)\ntoken (qrt_\S+)\n$/.exec(made.text);
  await endpoint.expect(201, 'PUT', segment(1, OTHER_DEVICE), { token, body: 'x' });
  await endpoint.expect(403, 'PUT', segment(1), { token, body: 'x' });
  assert.match((await endpoint.expect(200, 'GET', path, { as: 'owner' })).text, /^\S+ device .* Tablet of Ada$/m);
  assert.doesNotMatch((await endpoint.expect(200, 'GET', path, { as: 'stranger' })).text, new RegExp(VAULT));
  for (const as of ['device', 'reader', 'plainReader']) {
    await endpoint.expect(403, 'POST', path, { as, body });
    await endpoint.expect(403, 'GET', path, { as });
    await endpoint.expect(403, 'DELETE', `${path}/${id}`, { as });
  }
  await endpoint.expect(403, 'POST', path, { as: 'stranger', body });
  await endpoint.expect(403, 'POST', path, { as: 'plain', body });
  await endpoint.expect(403, 'POST', path, { as: 'owner', body: 'right owner\nvault *\n' });
  await endpoint.expect(404, 'DELETE', `${path}/${id}`, { as: 'stranger' });
  await endpoint.expect(405, 'PUT', path, { as: 'owner', body });
  for (const bad of ['', 'right device\n', `right owner\nvault ${VAULT}\nking x\n`, 'right\n', `right owner\nright owner\nvault ${VAULT}\n`]) {
    await endpoint.expect(400, 'POST', path, { as: 'owner', body: bad });
  }
  await endpoint.expect(204, 'DELETE', `${path}/${id}`, { as: 'owner' });
  await endpoint.expect(401, 'GET', segment(1), { token });
});

const LOCAL = '/sync/-/local';
const PAGE = { 'sec-fetch-site': 'same-origin', 'x-quietroom-local': '1' };

test("this machine's token: for the app of this origin, and for nobody else", async (t) => {
  const data = makeFolder(t);
  const site = makeSite(t);
  const args = ['--data', data, '--local-app'];
  const server = await startServer(t, { args, site });
  const host = `127.0.0.1:${server.port}`;
  const given = await send(server.port, 'GET', LOCAL, { headers: PAGE });
  assert.equal(given.status, 200);
  assert.match(given.text, /^qrt_[a-z2-7]{52}\n$/);
  assert.equal(given.headers['access-control-allow-origin'], undefined, 'no other origin reads it');
  assert.equal(given.headers['cache-control'], 'no-store');
  const token = given.text.trim();
  assert.equal((await send(server.port, 'MKCOL', VAULT_ROOT, { token })).status, 201, 'an owner of every vault');
  assert.equal(readFileSync(join(data, 'local-token'), 'utf8').trim(), token);
  assert.equal(statSync(join(data, 'local-token')).mode & 0o777, 0o600);
  const refused = [
    {}, { 'sec-fetch-site': 'same-origin' }, { 'x-quietroom-local': '1' },
    { ...PAGE, 'sec-fetch-site': 'cross-site' }, { ...PAGE, 'sec-fetch-site': 'same-site' }, { ...PAGE, 'sec-fetch-site': 'none' },
    { ...PAGE, 'x-quietroom-local': '0' }, { ...PAGE, host: `evil.example:${server.port}` }, { ...PAGE, host: '127.0.0.1' },
    { ...PAGE, host: `127.0.0.1.evil.example:${server.port}` }, { ...PAGE, origin: 'http://evil.example' },
    { ...PAGE, origin: `https://${host}` }, { ...PAGE, origin: 'null' }, { ...PAGE, 'x-forwarded-for': '192.0.2.1' },
    { ...PAGE, forwarded: 'for=192.0.2.1' }, { ...PAGE, via: '1.1 proxy' }, { ...PAGE, 'x-real-ip': '192.0.2.1' },
  ];
  for (const headers of refused) {
    const { status, text } = await send(server.port, 'GET', LOCAL, { headers });
    assert.equal(status, 403, JSON.stringify(headers));
    assert.doesNotMatch(text, /qrt_/);
  }
  for (const method of ['OPTIONS', 'HEAD', 'POST', 'PUT', 'PROPFIND']) {
    assert.equal((await send(server.port, method, LOCAL, { headers: PAGE })).status, 403, method);
  }
  for (const name of [`localhost:${server.port}`, host]) {
    const headers = { ...PAGE, host: name, origin: `http://${name}` };
    assert.equal((await send(server.port, 'GET', LOCAL, { headers })).status, 200, name);
  }
  await server.stop();
  const again = await startServer(t, { args, site });
  assert.equal((await send(again.port, 'GET', LOCAL, { headers: PAGE })).text.trim(), token, 'the same next time');
  const list = execFileSync(SERVER, ['token', 'list', '--data', data], { encoding: 'utf8' });
  assert.match(list, /^\S+ owner \* - \S+ this machine's app\n$/);
});

const asRoot = process.getuid() === 0 ? test : (name) => console.log(`# left out: "${name}": only root can be somebody else`);
asRoot("this machine's token is not for another user of the machine", async (t) => {
  const server = await startServer(t, { args: ['--data', makeFolder(t), '--local-app'] });
  const headers = Object.entries(PAGE).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const url = `http://127.0.0.1:${server.port}${LOCAL}`;
  const ask = (uid) => spawnSync('curl', ['-sS', '-o', '-', '-w', ' %{http_code}', ...headers, url], { uid, encoding: 'utf8' }).stdout;
  assert.match(ask(0), /^qrt_\S+\s+200$/);
  const nobody = ask(65534);
  assert.match(nobody, / 403$/);
  assert.doesNotMatch(nobody, /qrt_/);
});

test("this machine's token is not offered unless asked for, nor by a server that others reach", async (t) => {
  const endpoint = await startEndpoint(t);
  assert.equal((await send(endpoint.port, 'GET', LOCAL, { headers: PAGE })).status, 403);
  const args = ['--site', makeSite(t), '--data', makeFolder(t), '--local-app', '--host', '0.0.0.0'];
  const { code, stderr } = await runServer(args);
  assert.equal(code, 2);
  assert.match(stderr, /--local-app is for a server that this machine alone can reach/);
});
