// Clients that others wrote, against the endpoint: litmus, rclone and curl. Debian packages; where
// one cannot be installed, its test is left out and a line says so.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { makeVault, segment, startEndpoint } from './endpoint_rig.mjs';

/** A test that needs `program`. Where that is missing, a line says that the test was left out. */
function testWith(program, name, run) {
  if (spawnSync(program, ['--version']).error === undefined) test(name, run);
  else console.log(`# left out: "${name}": ${program} is not installed, and its Debian package could not be`);
}

function makeTemporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-client-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program to its end, without anything of this user's own settings. */
function run(program, args, { cwd, env = {}, input } = {}) {
  return new Promise((resolve) => {
    const child = execFile(program, args,
      { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env }, encoding: 'utf8', maxBuffer: 1 << 26 },
      (error, stdout, stderr) => resolve({ code: error ? error.code ?? -1 : 0, stdout, stderr }));
    child.stdin.end(input ?? '');
  });
}

testWith('litmus', 'litmus: the suites basic and http pass', async (t) => {
  const endpoint = await startEndpoint(t);
  const url = `http://127.0.0.1:${endpoint.port}/sync/plain/`;
  const cwd = makeTemporary(t);
  const env = { TESTS: 'basic http' };
  const { code, stdout, stderr } = await run('litmus', [url, 'any', endpoint.tokens.plain], { cwd, env });
  t.diagnostic(stdout.match(/summary for.*|FAIL.*|WARNING.*/g)?.join('\n') ?? '');
  assert.equal(code, 0, stdout + stderr);
  assert.doesNotMatch(stdout, /FAIL/);
  assert.equal(stdout.match(/0 failed\. 100\.0%/g)?.length, 2, stdout);
});

/** A tree with names and sizes of all kinds. */
function makeTree(folder) {
  const files = { 'a.txt': 'one', 'empty': '', 'deep/er/still/b.bin': Buffer.alloc(1_000_000, 7),
    'ä ö 日本/c & d.txt': 'two', "q'uote#%25+;=.txt": 'three' };
  for (let n = 0; n < 40; n++) files[`many/${n}`] = `file ${n} `.repeat(n);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return Object.keys(files).length;
}

testWith('rclone', 'rclone: sync there, check, sync back; a second sync moves nothing', async (t) => {
  const endpoint = await startEndpoint(t);
  const cwd = makeTemporary(t);
  const here = join(cwd, 'here');
  const count = makeTree(here);
  const obscured = (await run('rclone', ['obscure', endpoint.tokens.plain], { cwd })).stdout.trim();
  const env = { RCLONE_CONFIG: join(cwd, 'none'), RCLONE_CONFIG_Q_TYPE: 'webdav', RCLONE_CONFIG_Q_VENDOR: 'other',
    RCLONE_CONFIG_Q_URL: `http://127.0.0.1:${endpoint.port}/sync/plain/`, RCLONE_CONFIG_Q_USER: 'any',
    RCLONE_CONFIG_Q_PASS: obscured };
  const rclone = async (...args) => {
    const { code, stdout, stderr } = await run('rclone', [...args, '-v'], { cwd, env });
    assert.equal(code, 0, `${args.join(' ')}: ${stdout}${stderr}`);
    return stdout + stderr;
  };
  await rclone('sync', here, 'q:tree');
  assert.match(await rclone('check', '--download', here, 'q:tree'), new RegExp(`${count} matching files`));
  const again = await rclone('sync', '--size-only', here, 'q:tree');
  assert.match(again, /There was nothing to transfer/);
  rmSync(join(here, 'many/7'));
  writeFileSync(join(here, 'a.txt'), 'changed');
  await rclone('sync', here, 'q:tree');
  assert.match(await rclone('check', '--download', here, 'q:tree'), /0 differences found/);
  const back = join(cwd, 'back');
  await rclone('sync', 'q:tree', back);
  assert.equal(spawnSync('diff', ['-r', here, back]).status, 0);
  await rclone('moveto', 'q:tree/deep', 'q:tree/moved');
  await rclone('purge', 'q:tree');
});

testWith('rclone', 'rclone: a reader of a vault copies all of it, and changes nothing', async (t) => {
  const endpoint = await startEndpoint(t);
  await makeVault(endpoint);
  for (let n = 1; n < 20; n++) await endpoint.expect(201, 'PUT', segment(n), { as: 'device', body: `sealed ${n}` });
  const cwd = makeTemporary(t);
  const obscured = (await run('rclone', ['obscure', endpoint.tokens.reader], { cwd })).stdout.trim();
  const env = { RCLONE_CONFIG: join(cwd, 'none'), RCLONE_CONFIG_Q_TYPE: 'webdav', RCLONE_CONFIG_Q_VENDOR: 'other',
    RCLONE_CONFIG_Q_URL: `http://127.0.0.1:${endpoint.port}/sync/`, RCLONE_CONFIG_Q_USER: 'any',
    RCLONE_CONFIG_Q_PASS: obscured };
  const copy = join(cwd, 'copy');
  const { code, stderr } = await run('rclone', ['sync', '--create-empty-src-dirs', 'q:q1', copy], { cwd, env });
  assert.equal(code, 0, stderr);
  assert.equal(spawnSync('diff', ['-r', join(endpoint.files, 'q1'), copy]).status, 0);
  assert.notEqual((await run('rclone', ['purge', '--retries', '1', 'q:q1'], { cwd, env })).code, 0);
  await endpoint.expect(200, 'GET', segment(1), { as: 'reader' });
});

testWith('curl', 'curl: put, look, get a part, with a token as password and as bearer', async (t) => {
  const endpoint = await startEndpoint(t);
  const cwd = makeTemporary(t);
  const url = `http://127.0.0.1:${endpoint.port}/sync/plain/large`;
  const large = Buffer.alloc(3_000_000, 'large ');
  writeFileSync(join(cwd, 'large'), large);
  cpSync(join(cwd, 'large'), join(cwd, 'copy'));
  const user = ['-sS', '-u', `any:${endpoint.tokens.plain}`];
  const code = ['-o', join(cwd, 'out'), '-w', '%{http_code}'];
  const curl = async (...args) => (await run('curl', args, { cwd })).stdout;
  assert.equal(await curl(...user, ...code, '-T', 'large', '-H', 'If-None-Match: *', url), '201');
  assert.equal(await curl(...user, ...code, '-T', 'large', '-H', 'If-None-Match: *', url), '412');
  assert.equal(await curl(...user, ...code, url), '200');
  assert.deepEqual(readFileSync(join(cwd, 'out')), large);
  assert.equal(await curl(...user, '-r', '6-9', url), 'larg');
  const bearer = ['-sS', '-H', `Authorization: Bearer ${endpoint.tokens.plain}`];
  assert.equal(await curl(...bearer, ...code, '-I', url), '200');
  assert.equal(await curl('-sS', ...code, '-T', 'large', url), '401');
});
