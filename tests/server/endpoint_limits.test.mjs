// What the endpoint may keep, how long a client may take, and how it stops.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { VAULT, assertCors, makeFolder, makeVault, segment, staged, startEndpoint, treeOf } from './endpoint_rig.mjs';
import { makeSite, open, parse, readSome, readToEnd, runServer, startServer } from './rig.mjs';

const PLAIN = '/sync/plain';

test('an object, a vault and the number of vaults have their limits, each with its reason', async (t) => {
  const args = ['--object-size-max', '10K', '--vault-size-max', '25K', '--vault-objects-max', '30', '--vaults-max', '1'];
  const endpoint = await startEndpoint(t, { args });
  await makeVault(endpoint);
  const put = (status, n, size, more = {}) =>
    endpoint.expect(status, 'PUT', segment(n), { as: 'device', body: Buffer.alloc(size), ...more });
  await put(201, 1, 10 * 1024);
  assert.match((await put(413, 2, 10 * 1024 + 1)).text, /larger than the endpoint takes/);
  await put(413, 2, 11 * 1024, { headers: { 'transfer-encoding': 'chunked' } });
  await put(201, 2, 10 * 1024);
  const before = treeOf(endpoint.files);
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
    const full = await put(507, 3, 5 * 1024 + 1, { headers });
    assert.match(full.text, /used up the space/);
    assertCors(full.headers);
  }
  assert.deepEqual(treeOf(endpoint.files), before);
  await put(201, 3, 5 * 1024);
  const quota = '<propfind xmlns="DAV:"><prop><quota-available-bytes/><quota-used-bytes/></prop></propfind>';
  const { text } = await endpoint.expect(207, 'PROPFIND', `/sync/q1/${VAULT}/`, { as: 'device', headers: { depth: '0' }, body: quota });
  assert.match(text, /<D:quota-available-bytes>0<.*<D:quota-used-bytes>25600</);
  await put(507, 4, 1);
  await endpoint.expect(204, 'DELETE', segment(1), { as: 'device' });
  await put(201, 4, 10 * 1024);
  await endpoint.expect(204, 'DELETE', segment(4), { as: 'device' });
  // 11 folders of the vault, the vault, two segments: 16 more objects fit.
  let n = 5;
  while ((await endpoint.ask('PUT', segment(n), { as: 'device', body: '' })).status === 201) n++;
  assert.match((await put(507, n, 0)).text, /as many objects/);
  assert.match((await endpoint.expect(507, 'MKCOL', `/sync/q1/${VAULT}/l/${'f'.repeat(26)}`, { as: 'owner' })).text, /objects/);
  await endpoint.expect(507, 'MKCOL', `/sync/q1/${'c'.repeat(26)}`, { as: 'every' });
  // A restart counts the same.
  await endpoint.server.stop();
  await endpoint.start();
  await put(507, n, 0);
  await endpoint.expect(204, 'DELETE', `/sync/q1/${VAULT}`, { as: 'every' });
  await endpoint.expect(201, 'MKCOL', `/sync/q1/${'c'.repeat(26)}`, { as: 'every' });
});

test('sixteen uploads at once do not get past a quota together', async (t) => {
  const endpoint = await startEndpoint(t, { args: ['--vault-size-max', '100K'] });
  await makeVault(endpoint);
  const answers = await Promise.all(Array.from({ length: 16 }, (_, n) =>
    endpoint.ask('PUT', staged(n), { as: 'device', body: Buffer.alloc(30 * 1024) })));
  const stored = answers.filter(({ status }) => status === 201).length;
  assert.equal(stored, 3);
  assert.ok(answers.every(({ status }) => status === 201 || status === 507));
});

const head = (endpoint, name, extra) =>
  `PUT ${PLAIN}/${name} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${endpoint.tokens.plain}\r\n${extra}\r\n\r\n`;

test('an upload that dribbles in is cut off; one that keeps coming may take its time', async (t) => {
  const endpoint = await startEndpoint(t, { args: ['--body-timeout-ms', '400'] });
  const slow = await open(endpoint.port);
  const answer = readToEnd(slow);
  slow.write(head(endpoint, 'slow', 'Content-Length: 1000000'));
  const dribble = setInterval(() => slow.write('x'), 50);
  const { status, headers } = parse(await answer);
  clearInterval(dribble);
  assert.equal(status, 408);
  assert.equal(headers.get('access-control-allow-origin'), '*');
  // 12 times 8 KiB, each paying for two more seconds, over three times the first patience.
  const steady = await open(endpoint.port);
  const done = readToEnd(steady);
  steady.write(head(endpoint, 'steady', `Connection: close\r\nContent-Length: ${12 * 8192}`));
  for (let part = 0; part < 12; part++) {
    steady.write(Buffer.alloc(8192, 'x'));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(parse(await done).status, 201);
  await endpoint.expect(404, 'GET', `${PLAIN}/slow`, { as: 'plain' });
  assert.deepEqual(treeOf(join(endpoint.files, 'plain')).length, 1);
});

test('Expect: 100-continue gets the refusal instead of the yes, before a byte is sent', async (t) => {
  const endpoint = await startEndpoint(t);
  const ask = async (fields, name = 'a') => {
    const socket = await open(endpoint.port);
    socket.write(`PUT ${PLAIN}/${name} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n${fields}\r\n\r\n`);
    const text = await readSome(socket);
    socket.destroy();
    return parse(text).status;
  };
  const token = `Authorization: Bearer ${endpoint.tokens.plain}`;
  assert.equal(await ask(`${token}\r\nContent-Length: 5000000`), 100);
  assert.equal(await ask('Content-Length: 5000000'), 401);
  assert.equal(await ask(`${token}\r\nContent-Length: 999999999`), 413);
  assert.equal(await ask(`${token}\r\nContent-Length: 5`, '.qr-x'), 403);
});

test('a refused upload does not cost the connection, if its body is small', async (t) => {
  const endpoint = await startEndpoint(t);
  const socket = await open(endpoint.port);
  const all = readToEnd(socket);
  const bad = `PUT ${PLAIN}/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345`;
  socket.write(bad + bad + `${head(endpoint, 'a', 'Connection: close\r\nContent-Length: 5')}12345`);
  assert.deepEqual((await all).match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 401', 'HTTP/1.1 401', 'HTTP/1.1 201']);
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal}: an upload and a download under way are finished before it stops`, async (t) => {
    const endpoint = await startEndpoint(t);
    const large = Buffer.alloc(20_000_000, 'large ');
    await endpoint.expect(201, 'PUT', `${PLAIN}/large`, { as: 'plain', body: large });
    const upload = await open(endpoint.port);
    const uploaded = readToEnd(upload);
    upload.write(head(endpoint, 'late', 'Content-Length: 300000'));
    upload.write(Buffer.alloc(100_000, 'x'));
    const download = await open(endpoint.port);
    download.write(`GET ${PLAIN}/large HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${endpoint.tokens.plain}\r\n\r\n`);
    const begin = await readSome(download);
    const rest = readToEnd(download);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stopped = endpoint.server.stop(signal);
    setTimeout(() => upload.write(Buffer.alloc(200_000, 'x')), 300);
    assert.equal(parse(await uploaded).status, 201);
    const text = begin + (await rest);
    assert.equal(text.length - text.indexOf('\r\n\r\n') - 4, large.length);
    assert.deepEqual(await stopped, { code: 0, signal: null });
    await endpoint.start();
    assert.equal((await endpoint.ask('GET', `${PLAIN}/late`, { as: 'plain' })).bytes.length, 300_000);
  });
}

test('one folder has one server', async (t) => {
  const endpoint = await startEndpoint(t);
  const { code, stderr } = await runServer(['--site', makeSite(t), '--port', '0', '--data', endpoint.data]);
  assert.equal(code, 1);
  assert.match(stderr, /is in use by another quietroom-server/);
});

test('settings come from a file, and each mistake in it is named with its line', async (t) => {
  const data = makeFolder(t);
  const file = join(makeSite(t), 'server.conf');
  const site = makeSite(t);
  const config = (text) => writeFileSync(file, text);
  config(`# a comment\n\n site = ${site}\ndata=${data}\r\nport = 0\nplain-area = yes\nobject-size-max = 1K\naccess-log = no\n`);
  const checked = await runServer(['--config', file, '--check-config']);
  assert.deepEqual([checked.code, checked.stdout], [0, 'The settings are fine.\n'], checked.stderr);
  const server = await startServer(t, { args: ['--config', file], site });
  assert.match(server.stdout, new RegExp(`^Files of sync are kept in ${data}$`, 'm'));
  const rows = [
    ['site\n', /line 1: "site" is not of the form name = value/],
    ['\n# x\nsit = x\n', /line 3: sit is not a setting of this server; docs\/endpoint\.md lists them/],
    ['site = x\nsite = y\n', /line 2: site is set a second time/],
    ['port = many\n', /line 1: port needs a whole number from 0 to 65535, not "many"/],
    ['plain-area = maybe\n', /line 1: plain-area is yes or no, not "maybe"/],
    ['object-size-max = 0\n', /line 1: object-size-max needs a size such as 500M or 20G, not "0"/],
    ['object-size-max = 5X\n', /needs a size/],
    ['object-size-max = 9999999T\n', /needs a size/],
    ['site =\n', /line 1: site needs a value/],
    ['allow-endpoint = http://example.org\n', /line 1: allow-endpoint .*this machine only/],
    ['config = x\n', /line 1: config is not a setting/],
    [`site = ${site}\nplain-area = yes\n`, /need --data/],
    [`site = ${site}\ntls-cert = x\n`, /belong together/],
    [`port = 0\n`, /--site is needed/],
  ];
  for (const [text, message] of rows) {
    config(text);
    const { code, stdout, stderr } = await runServer(['--config', file]);
    assert.equal(code, 2, text);
    assert.match(stderr, message);
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.equal(stdout, '');
  }
  const absent = await runServer(['--config', '/nonexistent.conf']);
  assert.equal(absent.code, 2);
  assert.match(absent.stderr, /\/nonexistent\.conf is not there/);
});

test('a data folder that others can read, or that is none, is refused at the start', async (t) => {
  const site = makeSite(t);
  const start = (data) => runServer(['--site', site, '--port', '0', '--data', data]);
  const wide = makeSite(t);
  const { chmodSync, mkdirSync, symlinkSync } = await import('node:fs');
  chmodSync(wide, 0o755);
  assert.match((await start(wide)).stderr, /open to other users of this machine; close it: chmod 700/);
  writeFileSync(join(wide, 'file'), '');
  assert.match((await start(join(wide, 'file'))).stderr, /is not a folder|cannot be made/);
  mkdirSync(join(wide, 'closed'), { mode: 0o700 });
  symlinkSync('closed', join(wide, 'link'));
  assert.match((await start(join(wide, 'link'))).stderr, /link is not a folder/);
});

test('when the house is full, the 503 can be read by a page too', async (t) => {
  const endpoint = await startEndpoint(t, { args: ['--connections-max', '2'] });
  await endpoint.expect(201, 'PUT', `${PLAIN}/large`, { as: 'plain', body: Buffer.alloc(30_000_000) });
  const busy = [];
  for (let n = 0; n < 2; n++) {
    const socket = await open(endpoint.port);
    socket.pause();
    socket.write(`GET ${PLAIN}/large HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${endpoint.tokens.plain}\r\n\r\n`);
    busy.push(socket);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const answer = parse(await readToEnd(await open(endpoint.port)));
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  busy.forEach((socket) => socket.destroy());
});
