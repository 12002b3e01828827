// What each method of the file endpoint does, and what it refuses.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import {
  DEVICE, OTHER_VAULT, VAULT, assertCors, key, makeVault, pack, segment, send, staged, startEndpoint, treeOf,
} from './endpoint_rig.mjs';

const PLAIN = '/sync/plain';

test('an upload goes to t/, is looked at, and moves to its final name once', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const body = Buffer.from('sealed '.repeat(100));
  const put = await endpoint.expect(201, 'PUT', staged(), { as: 'device', body });
  assert.match(put.headers.etag, /^"[a-z2-7]{26}"$/);
  const head = await endpoint.expect(200, 'HEAD', staged(), { as: 'device' });
  assert.equal(head.headers['content-length'], String(body.length));
  assert.equal(head.headers.etag, put.headers.etag);
  const headers = { destination: `http://127.0.0.1:${endpoint.port}${segment()}`, overwrite: 'F' };
  const moved = await endpoint.expect(201, 'MOVE', staged(), { as: 'device', headers });
  assert.equal(moved.headers.etag, put.headers.etag);
  await endpoint.expect(404, 'GET', staged(), { as: 'device' });
  const got = await endpoint.expect(200, 'GET', segment(), { as: 'reader' });
  assert.deepEqual(got.bytes, body);
  assert.equal(got.headers.etag, put.headers.etag);
  assert.equal(got.headers['cache-control'], 'private, no-cache');
  await endpoint.expect(201, 'PUT', staged(), { as: 'device', body: 'other' });
  await endpoint.expect(412, 'MOVE', staged(), { as: 'device', headers });
  await endpoint.expect(412, 'MOVE', staged(), { as: 'owner', headers: { ...headers, overwrite: 'T' } });
  assert.deepEqual((await endpoint.ask('GET', segment(), { as: 'owner' })).bytes, body);
});

test('final names are create-only, for owners too, with conditions and without', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  for (const path of [segment(), pack(), key()]) {
    const { headers } = await endpoint.expect(201, 'PUT', path, { as: 'device', body: 'one' });
    for (const as of ['device', 'owner', 'every']) {
      await endpoint.expect(412, 'PUT', path, { as, body: 'two' });
      await endpoint.expect(412, 'PUT', path, { as, body: 'two', headers: { 'if-none-match': '*' } });
      await endpoint.expect(412, 'PUT', path, { as, body: 'two', headers: { 'if-match': headers.etag } });
    }
    assert.equal((await endpoint.ask('GET', path, { as: 'owner' })).text, 'one');
  }
});

test('conditions decide what a write replaces', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  const path = `${PLAIN}/a`;
  const put = (status, body, headers) => endpoint.expect(status, 'PUT', path, { as, body, headers });
  await put(412, 'x', { 'if-match': '*' });
  const one = (await put(201, 'one', { 'if-none-match': '*' })).headers.etag;
  await put(412, 'two', { 'if-none-match': '*' });
  await put(412, 'two', { 'if-none-match': `"other", ${one}` });
  await put(412, 'two', { 'if-match': '"other"' });
  await put(412, 'two', { 'if-match': `W/${one}` });
  const two = (await put(204, 'two', { 'if-match': `"other", ${one}` })).headers.etag;
  assert.notEqual(one, two);
  await put(412, 'three', { 'if-match': one });
  await put(400, 'three', { 'if-match': 'bare' });
  await put(400, 'three', { 'if-none-match': '' });
  await put(412, 'three', { 'if-unmodified-since': new Date().toUTCString() });
  await put(412, 'three', { if: '(<urn:uuid:1>)' });
  assert.equal((await endpoint.ask('GET', path, { as })).text, 'two');
  await endpoint.expect(412, 'DELETE', path, { as, headers: { 'if-match': one } });
  const destination = `${PLAIN}/b`;
  await endpoint.expect(412, 'MOVE', path, { as, headers: { destination, 'if-match': one } });
  await endpoint.expect(201, 'MOVE', path, { as, headers: { destination, 'if-match': two } });
  await endpoint.expect(204, 'DELETE', destination, { as, headers: { 'if-match': two } });
  await endpoint.expect(404, 'DELETE', destination, { as });
  // The same bytes have the same tag, whenever they are written.
  assert.equal((await put(201, 'one')).headers.etag, one);
  assert.equal((await endpoint.expect(304, 'GET', path, { as, headers: { 'if-none-match': `W/${one}` } })).text, '');
  await endpoint.expect(412, 'GET', path, { as, headers: { 'if-match': two } });
});

test('ranges: the one that is asked for, or all, or a clear no', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  const small = '0123456789';
  const large = Buffer.alloc(700_001, 'abcdefghijklmno');
  const tag = (await endpoint.expect(201, 'PUT', `${PLAIN}/small`, { as, body: small })).headers.etag;
  await endpoint.expect(201, 'PUT', `${PLAIN}/large`, { as, body: large });
  await endpoint.expect(201, 'PUT', `${PLAIN}/empty`, { as, body: '' });
  const rows = [
    ['small', 'bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['small', 'bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['small', 'bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['small', 'bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['small', 'bytes=-99', 206, small, 'bytes 0-9/10'],
    ['small', 'bytes=5-99999999999', 206, '56789', 'bytes 5-9/10'],
    ['small', 'bytes=10-', 416, '', 'bytes */10'],
    ['small', 'bytes=10-20', 416, '', 'bytes */10'],
    ['small', 'bytes=-0', 416, '', 'bytes */10'],
    ['empty', 'bytes=0-', 416, '', 'bytes */0'],
    ['small', 'bytes=4-2', 200, small, undefined],
    ['small', 'bytes=a-b', 200, small, undefined],
    ['small', 'bytes=-', 200, small, undefined],
    ['small', 'bytes=1-2,4-5', 200, small, undefined],
    ['small', 'items=0-1', 200, small, undefined],
    ['small', 'bytes=99999999999999999999-', 200, small, undefined],
    ['large', 'bytes=1-650000', 206, large.subarray(1, 650_001).toString(), 'bytes 1-650000/700001'],
  ];
  for (const [name, range, status, text, content] of rows) {
    const answer = await endpoint.expect(status, 'GET', `${PLAIN}/${name}`, { as, headers: { range } });
    assert.equal(answer.text, text, range);
    assert.equal(answer.headers['content-range'], content, range);
  }
  const part = { as, headers: { range: 'bytes=0-1', 'if-range': tag } };
  await endpoint.expect(206, 'GET', `${PLAIN}/small`, part);
  for (const other of ['"other"', `W/${tag}`, new Date().toUTCString()]) {
    const whole = { as, headers: { range: 'bytes=0-1', 'if-range': other } };
    await endpoint.expect(200, 'GET', `${PLAIN}/small`, whole);
  }
  const head = await endpoint.expect(200, 'HEAD', `${PLAIN}/large`, { as, headers: { range: 'bytes=0-1' } });
  assert.equal(head.headers['content-length'], '700001');
  assert.deepEqual((await endpoint.ask('GET', `${PLAIN}/large`, { as })).bytes, large);
});

test('PROPFIND lists one folder, in XML that a strict parser takes', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  const names = ['a b', 'x&y<z>"\'', 'ü日本', '100%25', 'q?r#s', ';=+,'];
  for (const name of names) {
    await endpoint.expect(201, 'PUT', `${PLAIN}/${encodeURIComponent(name)}`, { as, body: name });
  }
  await endpoint.expect(201, 'MKCOL', `${PLAIN}/folder`, { as });
  const list = (headers, body) => endpoint.ask('PROPFIND', `${PLAIN}/`, { as, headers, body });
  const all = await list({ depth: '1' });
  assert.equal(all.status, 207);
  assert.match(all.headers['content-type'], /^application\/xml/);
  const hrefs = [...all.text.matchAll(/<D:href>([^<]*)<\/D:href>/g)].map((match) => decodeURIComponent(match[1]));
  assert.deepEqual(hrefs.sort(), [`${PLAIN}/`, `${PLAIN}/folder/`, ...names.map((name) => `${PLAIN}/${name}`)].sort());
  assert.match(all.text, /<D:getetag>&quot;[a-z2-7]{26}&quot;<\/D:getetag>/);
  const { checkXml } = await import('./xml_check.mjs');
  checkXml(all.text);
  assert.equal((await list({ depth: '0' })).text.match(/<D:response>/g).length, 1);
  const asked = await list({ depth: '0' }, `<?xml version="1.0"?><a:propfind xmlns:a="DAV:" xmlns:o="http://o/?&amp;&lt;&quot;">
    <a:prop><a:resourcetype/><a:getetag/><o:thing/><bare/><a:quota-used-bytes/></a:prop></a:propfind>`);
  checkXml(asked.text);
  assert.match(asked.text, /<thing xmlns="http:\/\/o\/\?&amp;&lt;&quot;"\/>/);
  assert.match(asked.text, /<bare xmlns=""\/>/);
  assert.match(asked.text, /<D:quota-used-bytes>\d+</);
  assert.match(asked.text, /404 Not Found/);
  const namesOnly = await list({ depth: '1' }, '<propfind xmlns="DAV:"><propname/></propfind>');
  assert.match(namesOnly.text, /<D:getetag\/>/);
});

test('PROPFIND: no depth and infinity are refused as RFC 4918 says, bad bodies with 400', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  for (const headers of [{}, { depth: 'infinity' }]) {
    const answer = await endpoint.expect(403, 'PROPFIND', `${PLAIN}/`, { as, headers });
    assert.match(answer.text, /<D:error xmlns:D="DAV:"><D:propfind-finite-depth\/><\/D:error>/);
  }
  await endpoint.expect(400, 'PROPFIND', `${PLAIN}/`, { as, headers: { depth: '2' } });
  await endpoint.expect(404, 'PROPFIND', `${PLAIN}/none`, { as, headers: { depth: '0' } });
  const bad = ['<', '<a>', '<a></b>', 'text', '<propfind xmlns="DAV:"/>', '<x:propfind><x:prop/></x:propfind>',
    '<propfind xmlns="DAV:"><prop/></propfind><again/>', `${'<a>'.repeat(100)}`, '\xff', '<propfind xmlns="DAV:"><prop>&x;<a b="&x;"/></prop></propfind>',
    `<propfind xmlns="DAV:"><prop><x xmlns:p=""/></prop></propfind>`];
  for (const body of bad) {
    const answer = await endpoint.ask('PROPFIND', `${PLAIN}/`, { as, headers: { depth: '0' }, body: Buffer.from(body, 'latin1') });
    assert.equal(answer.status, 400, body.slice(0, 40));
  }
  const doctype = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><propfind xmlns="DAV:"><prop/></propfind>';
  await endpoint.expect(403, 'PROPFIND', `${PLAIN}/`, { as, headers: { depth: '0' }, body: doctype });
  const many = `<propfind xmlns="DAV:"><prop>${'<getetag/>'.repeat(65)}</prop></propfind>`;
  await endpoint.expect(403, 'PROPFIND', `${PLAIN}/`, { as, headers: { depth: '0' }, body: many });
});

test('a token sees its own vault in lists, and nothing of the others', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  await makeVault(endpoint, OTHER_VAULT);
  const vaults = async (as) => {
    const { text } = await endpoint.expect(207, 'PROPFIND', '/sync/q1/', { as, headers: { depth: '1' } });
    return [VAULT, OTHER_VAULT].filter((vault) => text.includes(vault));
  };
  assert.deepEqual(await vaults('every'), [VAULT, OTHER_VAULT]);
  assert.deepEqual(await vaults('device'), [VAULT]);
  assert.deepEqual(await vaults('stranger'), [OTHER_VAULT]);
  assert.deepEqual(await vaults('plain'), []);
  await endpoint.expect(201, 'PUT', staged(5), { as: 'device', body: 'x' });
  const staging = `/sync/q1/${VAULT}/t/`;
  const seen = async (as) => (await endpoint.ask('PROPFIND', staging, { as, headers: { depth: '1' } })).text.includes('aaf<');
  assert.equal(await seen('owner'), true);
  assert.equal(await seen('device'), false, 'names in t/ are what gives the right to remove');
});

test('MKCOL, DELETE and MOVE of folders', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  const at = (path) => `${PLAIN}/${path}`;
  await endpoint.expect(201, 'MKCOL', at('a/'), { as });
  await endpoint.expect(405, 'MKCOL', at('a'), { as });
  await endpoint.expect(409, 'MKCOL', at('none/a'), { as });
  await endpoint.expect(415, 'MKCOL', at('b'), { as, body: '<x/>' });
  await endpoint.expect(409, 'PUT', at('none/file'), { as, body: 'x' });
  await endpoint.expect(405, 'PUT', at('a'), { as, body: 'x' });
  await endpoint.expect(405, 'PUT', at('file/'), { as, body: 'x' });
  await endpoint.expect(201, 'PUT', at('a/file'), { as, body: 'x' });
  await endpoint.expect(409, 'PUT', at('a/file/below'), { as, body: 'x' });
  await endpoint.expect(405, 'GET', at('a'), { as });
  await endpoint.expect(201, 'MKCOL', at('c'), { as });
  await endpoint.expect(201, 'PUT', at('c/old'), { as, body: 'old' });
  const move = (status, from, destination, more = {}) =>
    endpoint.expect(status, 'MOVE', at(from), { as, headers: { destination, ...more } });
  await move(412, 'a', at('c'), { overwrite: 'F' });
  await move(403, 'a', at('a/inner'));
  await move(403, 'a/file', at('a'));
  await move(403, 'a', at('a'));
  await move(409, 'a', at('none/a'));
  await move(404, 'none', at('x'));
  await move(400, 'a', at('x'), { overwrite: 'maybe' });
  await move(400, 'a', '..');
  await move(502, 'a', '/elsewhere');
  await move(403, 'a', '/sync/q1/x');
  await move(204, 'a', at('c'));
  await endpoint.expect(404, 'GET', at('c/old'), { as });
  assert.equal((await endpoint.expect(200, 'GET', at('c/file'), { as })).text, 'x');
  for (const depth of ['0', '1', 'x']) {
    await endpoint.expect(400, 'DELETE', at('c'), { as, headers: { depth } });
    await move(400, 'c', at('d'), { depth });
  }
  await endpoint.expect(204, 'DELETE', at('c/file'), { as, headers: { depth: '0' } });
  await endpoint.expect(201, 'PUT', at('c/file'), { as, body: 'x' });
  await endpoint.expect(204, 'DELETE', at('c/'), { as });
  assert.deepEqual(treeOf(join(endpoint.files, 'plain')), [], 'nothing hidden is left');
  await endpoint.expect(403, 'DELETE', `${PLAIN}/`, { as });
});

test('other methods get 405 with Allow, OPTIONS says what there is', async (t) => {
  const endpoint = await startEndpoint(t);
  for (const method of ['COPY', 'PROPPATCH', 'LOCK', 'UNLOCK', 'POST', 'PATCH', 'REPORT', 'MKCALENDAR', 'TRACE']) {
    const answer = await endpoint.expect(405, method, `${PLAIN}/a`, { as: 'plain' });
    assert.equal(answer.headers.allow, 'GET, HEAD, PUT, DELETE, MKCOL, MOVE, PROPFIND, OPTIONS');
    assertCors(answer.headers, method);
  }
  const options = await endpoint.expect(204, 'OPTIONS', `${PLAIN}/a`, {});
  assert.equal(options.headers.dav, '1');
  const preflight = await endpoint.expect(204, 'OPTIONS', segment(), {
    headers: { origin: 'https://notes.example', 'access-control-request-method': 'PROPFIND',
      'access-control-request-headers': 'authorization,depth' } });
  assertCors(preflight.headers, 'preflight');
  assert.match(preflight.headers['access-control-allow-methods'], /PROPFIND/);
  for (const name of ['Authorization', 'Depth', 'Destination', 'If-Match', 'If-None-Match', 'Overwrite', 'Range']) {
    assert.match(preflight.headers['access-control-allow-headers'], new RegExp(`\\b${name}\\b`));
  }
});

test('every status comes with CORS, for pages of other origins', async (t) => {
  const endpoint = await startEndpoint(t, { args: ['--object-size-max', '1K', '--body-timeout-ms', '300'] });
  await makeVault(endpoint);
  await endpoint.expect(201, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'a' });
  const rows = [
    [200, 'GET', `${PLAIN}/a`, { as: 'plain' }],
    [201, 'PUT', `${PLAIN}/b`, { as: 'plain', body: 'b' }],
    [204, 'DELETE', `${PLAIN}/b`, { as: 'plain' }],
    [206, 'GET', `${PLAIN}/a`, { as: 'plain', headers: { range: 'bytes=0-0' } }],
    [207, 'PROPFIND', `${PLAIN}/`, { as: 'plain', headers: { depth: '1' } }],
    [304, 'GET', `${PLAIN}/a`, { as: 'plain', headers: { 'if-none-match': '*' } }],
    [400, 'PROPFIND', `${PLAIN}/`, { as: 'plain', headers: { depth: '1' }, body: '<' }],
    [400, 'GET', `${PLAIN}/%00`, { as: 'plain' }],
    [401, 'GET', `${PLAIN}/a`, {}],
    [401, 'PUT', `${PLAIN}/a`, { body: 'x' }],
    [403, 'PUT', segment(), { as: 'reader', body: 'x' }],
    [404, 'GET', segment(), { as: 'reader' }],
    [404, 'GET', '/sync/nothing', { as: 'reader' }],
    [405, 'COPY', `${PLAIN}/a`, { as: 'plain' }],
    [409, 'PUT', `${PLAIN}/none/a`, { as: 'plain', body: 'x' }],
    [412, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'x', headers: { 'if-none-match': '*' } }],
    [413, 'PUT', `${PLAIN}/large`, { as: 'plain', body: Buffer.alloc(2000) }],
    [413, 'PUT', `${PLAIN}/large`, { as: 'plain', body: Buffer.alloc(2000), headers: { 'transfer-encoding': 'chunked' } }],
    [415, 'MKCOL', `${PLAIN}/c`, { as: 'plain', body: 'x' }],
    [416, 'GET', `${PLAIN}/a`, { as: 'plain', headers: { range: 'bytes=9-' } }],
    [417, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'x', headers: { expect: 'magic' } }],
    [502, 'MOVE', `${PLAIN}/a`, { as: 'plain', headers: { destination: 'http://other/x' } }],
  ];
  for (const [status, method, path, options] of rows) {
    const headers = { origin: 'https://notes.example', ...options.headers };
    const { headers: got } = await endpoint.expect(status, method, path, { ...options, headers });
    assertCors(got, `${method} ${status}`);
    if (status === 401) assert.doesNotMatch(got['www-authenticate'], /Basic/, 'no password box over a page');
  }
  const basic = await endpoint.expect(401, 'GET', `${PLAIN}/a`, {});
  assert.match(basic.headers['www-authenticate'], /Basic realm="quietroom".*Bearer/);
  // The rest of the server says nothing of the kind.
  assert.equal((await endpoint.ask('GET', '/')).headers['access-control-allow-origin'], undefined);
});

test('links are not followed, special files not opened, and neither is listed', async (t) => {
  const endpoint = await startEndpoint(t);
  const as = 'plain';
  const plain = join(endpoint.files, 'plain');
  const secret = join(endpoint.data, '..', 'secret');
  mkdirSync(secret);
  writeFileSync(join(secret, 'file'), 'secret');
  symlinkSync(join(secret, 'file'), join(plain, 'link'));
  symlinkSync(secret, join(plain, 'folder'));
  symlinkSync('nowhere', join(plain, 'dangling'));
  await endpoint.expect(404, 'GET', `${PLAIN}/link`, { as });
  await endpoint.expect(404, 'GET', `${PLAIN}/folder/file`, { as });
  await endpoint.expect(409, 'PUT', `${PLAIN}/folder/new`, { as, body: 'x' });
  for (const name of ['link', 'folder', 'dangling']) {
    await endpoint.expect(403, 'PUT', `${PLAIN}/${name}`, { as, body: 'x' });
    await endpoint.expect(403, 'MKCOL', `${PLAIN}/${name}`, { as });
    await endpoint.expect(403, 'DELETE', `${PLAIN}/${name}`, { as });
    await endpoint.expect(403, 'MOVE', `${PLAIN}/${name}`, { as, headers: { destination: `${PLAIN}/x` } });
  }
  const { text } = await endpoint.expect(207, 'PROPFIND', `${PLAIN}/`, { as, headers: { depth: '1' } });
  assert.equal(text.match(/<D:response>/g).length, 1);
  assert.deepEqual(readdirSync(secret), ['file']);
  assert.equal(readFileSync(join(secret, 'file'), 'utf8'), 'secret');
});

test('what a request cannot name: hidden files, dots, other shapes of a vault', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  const before = treeOf(endpoint.files);
  const names = ['.qr-x', '.qr-', 'x'.repeat(256), 'a//b', 'a/'.repeat(17)].map((name) => `${PLAIN}/${name}`);
  const vault = `/sync/q1/${VAULT}`;
  const shapes = ['x', 'k/short', `k/${'a'.repeat(26)}`, `k/aaaa-${'a'.repeat(25)}`, `k/AAAA-${'a'.repeat(26)}`,
    `k/aaa1-${'a'.repeat(26)}`, `l/${DEVICE}/aaaaaaaa/short`, `l/${DEVICE}/aaaaaaa/${'a'.repeat(10)}`,
    `l/${DEVICE}/${'a'.repeat(10)}`, `p/${DEVICE}/${'a'.repeat(10)}`, `t/${'a'.repeat(27)}`, `t/${'a'.repeat(26)}/x`,
    's/a', `s/${'a'.repeat(26)}`, `x/${'a'.repeat(26)}`, '.hidden', `l/${DEVICE.slice(1)}`, `t/${'a'.repeat(26)}/`].map((s) => `${vault}/${s}`);
  const others = ['/sync/q2/', '/sync/etc', `/sync/q1/${VAULT.toUpperCase()}/`, '/sync/q1/short/', '/sync/-/other'];
  for (const path of [...names, ...shapes, ...others]) {
    for (const [method, as] of [['PUT', 'every'], ['MKCOL', 'every'], ['DELETE', 'every'], ['PUT', 'plain'], ['DELETE', 'plain']]) {
      const { status } = await endpoint.ask(method, path, { as, body: method === 'PUT' ? 'x' : undefined });
      assert.ok([403, 404, 405].includes(status), `${method} ${path}: ${status}`);
    }
    const { status } = await endpoint.ask('GET', path, { as: 'every' });
    assert.ok([403, 404].includes(status), `GET ${path}: ${status}`);
  }
  assert.deepEqual(treeOf(endpoint.files), before);
});

test('the plain area is there only if it was switched on', async (t) => {
  const endpoint = await startEndpoint(t, { plain: false });
  await endpoint.expect(403, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'x' });
  await endpoint.expect(404, 'GET', `${PLAIN}/a`, { as: 'plain' });
  const { text } = await endpoint.expect(207, 'PROPFIND', '/sync/', { as: 'plain', headers: { depth: '1' } });
  assert.doesNotMatch(text, /plain/);
});

test('the log says who asked for what kind of thing, never its name or a token', async (t) => {
  const endpoint = await startEndpoint(t, { args: ['--access-log'] });
  await makeVault(endpoint);
  await endpoint.expect(201, 'PUT', segment(), { as: 'device', body: 'secret words' });
  await endpoint.expect(201, 'PUT', `${PLAIN}/private%20name`, { as: 'plain', body: 'secret words' });
  await endpoint.expect(404, 'GET', `${segment(9)}?token=qrt_x`, { as: 'device' });
  await endpoint.expect(401, 'GET', segment(), { token: 'qrt_wrong' });
  await endpoint.server.stop();
  const { stdout } = endpoint.server;
  assert.match(stdout, /^PUT \/sync\/q1\/aaaaaa 201 0$/m);
  assert.match(stdout, /^PUT \/sync\/plain 201 0$/m);
  assert.match(stdout, /^GET \/sync\/q1\/aaaaaa 401 \d+$/m);
  for (const secret of [VAULT, DEVICE, 'private', 'secret', 'qrt_', ...Object.values(endpoint.tokens)]) {
    const lines = stdout.split('\n').filter((line) => !line.startsWith('Files of sync'));
    assert.ok(!lines.join('\n').includes(secret), secret);
  }
});

test('files are for this user alone', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  await endpoint.expect(201, 'PUT', segment(), { as: 'device', body: 'x' });
  for (const path of [endpoint.data, endpoint.files, ...treeOf(endpoint.data)]) {
    assert.equal(statSync(path).mode & 0o077, 0, path);
  }
  const kept = readFileSync(join(endpoint.data, 'tokens'), 'utf8');
  for (const token of Object.values(endpoint.tokens)) assert.ok(!kept.includes(token.slice(4)));
});

test('HTTP/1.0, keep-alive and bodies in chunks work with it', async (t) => {
  const endpoint = await startEndpoint(t);
  const headers = { 'transfer-encoding': 'chunked' };
  const body = Buffer.alloc(600_000, 'chunk ');
  await endpoint.expect(201, 'PUT', `${PLAIN}/a`, { as: 'plain', body, headers });
  assert.deepEqual((await endpoint.ask('GET', `${PLAIN}/a`, { as: 'plain' })).bytes, body);
  await endpoint.expect(400, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'x', headers: { 'content-range': 'bytes 0-0/2' } });
  await endpoint.expect(415, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'x', headers: { 'content-encoding': 'gzip' } });
  const { bytes } = await send(endpoint.port, 'GET', `${PLAIN}/a`, { token: endpoint.tokens.plain });
  assert.equal(bytes.length, body.length);
});

const TRICKS = ['..', '../..', '../../data/tokens', '..%2f..%2ftokens', '%2e%2e/tokens', '.%2e/tokens', '..%5ctokens', '%5c..%5c',
  '..\\tokens', './a', 'a/./b', 'a/../../tokens', '%00', 'a%00', 'a%0d%0aX: y', '%c0%ae%c0%ae/tokens', '%c0%af', '%ff', '%ed%a0%80',
  '%', '%2', '%zz', '%u002e', 'a%2fb', 'ü'];

test('no way to write an address, or a destination, leaves the folder', async (t) => {
  const endpoint = await startEndpoint(t);
  await endpoint.expect(201, 'PUT', `${PLAIN}/mine`, { as: 'plain', body: 'mine' });
  const before = treeOf(join(endpoint.data, '..'));
  const { raw, parse } = await import('./rig.mjs');
  const token = `Authorization: Bearer ${endpoint.tokens.plain}`;
  const ask = async (line, fields = '', body = '') =>
    parse(await raw(endpoint.port, Buffer.from(`${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${token}\r\n${fields}\r\n${body}`, 'latin1')));
  for (const trick of TRICKS) {
    for (const [method, fields, body] of [['GET', ''], ['DELETE', ''], ['MKCOL', ''], ['PUT', 'Content-Length: 1\r\n', 'x']]) {
      const { status, headers, text } = await ask(`${method} ${PLAIN}/${trick}`, fields, body);
      assert.equal(status, 400, `${method} ${trick}`);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.doesNotMatch(text, /quietroom tokens/);
    }
    for (const start of [`${PLAIN}/`, `http://a${PLAIN}/`, '']) {
      const { status } = await ask(`MOVE ${PLAIN}/mine`, `Destination: ${start}${trick}\r\n`);
      assert.equal(status, 400, `Destination: ${start}${trick}`);
    }
  }
  for (const destination of ['', 'ftp://a/sync/plain/x', '/etc/passwd', '/', 'http://a', `http://a/b${PLAIN}/x`, 'http://u@a/sync/plain/x']) {
    const { status } = await ask(`MOVE ${PLAIN}/mine`, `Destination: ${destination}\r\n`);
    assert.ok([400, 502].includes(status), `${destination}: ${status}`);
  }
  assert.deepEqual(treeOf(join(endpoint.data, '..')), before);
  assert.equal((await endpoint.ask('GET', `${PLAIN}/mine`, { as: 'plain' })).text, 'mine');
});

test('an object is not a folder: a slash at its end finds nothing', async (t) => {
  const endpoint = await startEndpoint(t);
  await endpoint.expect(201, 'PUT', `${PLAIN}/a`, { as: 'plain', body: 'a' });
  await endpoint.expect(404, 'GET', `${PLAIN}/a/`, { as: 'plain' });
  await endpoint.expect(404, 'PROPFIND', `${PLAIN}/a/`, { as: 'plain', headers: { depth: '0' } });
  await endpoint.expect(404, 'DELETE', `${PLAIN}/a/`, { as: 'plain' });
  await endpoint.expect(404, 'MOVE', `${PLAIN}/a/`, { as: 'plain', headers: { destination: `${PLAIN}/b` } });
  await endpoint.expect(200, 'GET', `${PLAIN}/a`, { as: 'plain' });
});
