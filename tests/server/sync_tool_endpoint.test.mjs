// quietroom-sync looking after endpoints: what is damaged there is named, what was lost is noticed and
// put back, backups hold what they must, and the doctor says what docs/endpoints says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { hash } from '../support/format_reader.mjs';
import { vectors } from '../support/golden.mjs';
import { addToken } from './endpoint_rig.mjs';
import { kOthers, startOther } from './other_rig.mjs';
import {
  TOOL, makeCopy, makePlace, objectsIn, of, run, start, startEndpoint, textsIn, textsOf,
} from './tool_rig.mjs';

const bad = (answer) => answer.findings.filter((one) => !one.note);
const whatOf = (answer) => bad(answer).map((one) => one.what);

/** An endpoint that the stores a and b, opened from one copy, have brought up to date. */
async function twoStores(t, lines = 40, size = 300) {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  makeCopy(place, 'ada.copy', lines, size, endpoint.address, endpoint.token);
  for (const name of ['a', 'b']) await run(place, 0, ['init', ...of(place, name), '--copy', place.at('ada.copy')]);
  await run(place, 0, ['push', ...of(place, 'a')]);
  await run(place, 0, ['pull', ...of(place, 'b')]);
  await run(place, 0, ['pull', ...of(place, 'a')]);
  return { place, endpoint };
}

test('check --read-data names each object that is damaged, cut, swapped or missing, with keys and without', async (t) => {
  const { place, endpoint } = await twoStores(t);
  const keyless = ['check', ...endpoint.flags()];
  const keyed = ['check', ...of(place, 'b')];
  for (const words of [keyless, keyed]) {
    for (const more of [[], ['--read-data']]) assert.deepEqual((await run(place, 0, [...words, ...more])).findings, []);
  }
  const objects = objectsIn(endpoint.files);
  const at = (path) => join(endpoint.files, path);
  const segments = objects.filter((path) => path.includes('/l/'));
  const keyFile = objects.find((path) => path.includes('/k/'));
  const large = segments.reduce((a, b) => (readFileSync(at(a)).length > readFileSync(at(b)).length ? a : b));
  /** Writes `bytes` in the place of `path`, says what check finds there, and puts it right again. */
  const finds = async (path, change, words, code = 1) => {
    const whole = readFileSync(at(path));
    writeFileSync(at(path), change(Buffer.from(whole)));
    const answer = await run(place, code, words);
    writeFileSync(at(path), whole);
    return bad(answer).map((one) => `${one.what} ${one.where}`);
  };
  const flip = (bytes) => {
    bytes[bytes.length >> 1] ^= 1;
    return bytes;
  };
  for (const path of [large, keyFile]) {
    assert.deepEqual(await finds(path, flip, [...keyless, '--read-data']), [`damaged ${path}`]);
    assert.deepEqual(await finds(path, flip, keyless, 0), [], 'a list shows no flipped bit');
    assert.ok((await finds(path, flip, [...keyed, '--read-data'])).includes(`damaged ${path}`));
  }
  assert.deepEqual(await finds(large, (bytes) => bytes.subarray(0, 700), keyless), [`damaged ${large}`], 'a size that no object has');
  const page = () => Buffer.from('<!doctype html><title>Sign in</title>'.repeat(20));
  assert.deepEqual(await finds(large, page, [...keyless, '--read-data']), [`damaged ${large}`]);
  const other = segments.find((path) => path !== large && dirname(path) !== dirname(large));
  const swapped = () => readFileSync(at(other));
  assert.deepEqual(await finds(large, swapped, [...keyless, '--read-data']), [`damaged ${large}`]);

  // Whoever can write there can mend the checksum; only keys show that.
  const mended = (bytes) => {
    bytes[bytes.length >> 1] ^= 1;
    Buffer.from(hash(bytes.subarray(0, -32))).copy(bytes, bytes.length - 32);
    return bytes;
  };
  assert.deepEqual(await finds(large, mended, [...keyless, '--read-data'], 0), []);
  assert.deepEqual(await finds(large, mended, [...keyed, '--read-data']), [`damaged ${large} segment 1`]);

  // A segment of a log that the store has seen is gone.
  rmSync(at(large));
  const device = large.split('/').slice(0, 4).join('/');
  const gone = await run(place, 1, keyed);
  assert.deepEqual(bad(gone).map((one) => [one.what, one.where]), [['lost', device]]);
});

test('a wiped endpoint: push notices and sends nothing on top, heal fills it, and a backup fills it wholly', async (t) => {
  const { place, endpoint } = await twoStores(t);
  await run(place, 0, ['export', ...endpoint.flags(), '--to', place.at('backup')]);
  const before = objectsIn(endpoint.files);
  assert.deepEqual(objectsIn(place.at('backup')), before);
  for (const vault of readdirSync(join(endpoint.files, 'q1'))) rmSync(join(endpoint.files, 'q1', vault), { recursive: true });
  assert.deepEqual(new Set(whatOf(await run(place, 1, ['check', ...of(place, 'a')]))), new Set(['lost']));
  assert.match((await run(place, 3, ['check', ...endpoint.flags()])).error, /shows no vault/);
  const kept = await run(place, 1, ['export', ...of(place, 'a'), '--to', place.at('backup')]);
  assert.deepEqual(new Set(whatOf(kept)), new Set(['lost']));
  assert.deepEqual(whatOf(await run(place, 1, ['export', ...endpoint.flags(), '--to', place.at('backup')])), ['lost', 'lost']);
  assert.deepEqual(objectsIn(place.at('backup')), before, 'a backup loses nothing because the endpoint did');
  assert.ok(whatOf(await run(place, 1, ['push', ...of(place, 'a')])).includes('lost'));
  assert.deepEqual(objectsIn(endpoint.files), []);

  // What this store has written is there again; the other's log is not its to write.
  const partly = await run(place, 1, ['heal', ...of(place, 'a')]);
  assert.deepEqual(new Set(whatOf(partly)), new Set(['lost']));
  const back = objectsIn(endpoint.files).filter((path) => before.includes(path));
  assert.ok(back.length > 0 && back.length < before.length, `${back.length} of ${before.length} objects`);
  const healed = await run(place, 0, ['heal', ...endpoint.flags(), '--from', place.at('backup')]);
  assert.equal(healed.vaults.reduce((sum, one) => sum + one.put_back, 0), before.length - back.length);
  assert.deepEqual(objectsIn(endpoint.files).filter((path) => before.includes(path)), before);
  assert.deepEqual((await run(place, 0, ['check', ...of(place, 'b'), '--read-data'])).findings, []);
  await run(place, 0, ['init', ...of(place, 'c'), '--copy', place.at('ada.copy')]);
  await run(place, 0, ['pull', ...of(place, 'c')]);
  assert.deepEqual(await textsOf(place, 'c'), textsIn(place, 'ada.copy'));
});

test('a store that has sent nothing yet: that is a note and no loss; the doctor leaves no folder in its vault', async (t) => {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  makeCopy(place, 'ada.copy', 3, 40, endpoint.address, endpoint.token);
  await run(place, 0, ['init', ...of(place, 'a'), '--copy', place.at('ada.copy')]);
  const kept = await run(place, 0, ['export', ...of(place, 'a'), '--to', place.at('backup')]);
  assert.deepEqual(new Set(kept.findings.map((one) => one.what)), new Set(['not-there']));
  await run(place, 0, ['push', ...of(place, 'a')]);
  const [vault] = readdirSync(join(endpoint.files, 'q1'));
  const folders = () => ['l', 'p'].map((of_all) => {
    const folder = join(endpoint.files, 'q1', vault, of_all);
    return existsSync(folder) ? readdirSync(folder) : [];
  });
  const before = folders();
  await run(place, 0, ['doctor', ...endpoint.flags(), '--vault', vault]);
  assert.deepEqual(folders(), before);
});

test('a backup: what went bad in it is fetched again, what a pack replaced goes with --prune only, damage is not kept', async (t) => {
  const place = makePlace(t);
  const endpoint = await startEndpoint(t, place);
  const vault = vectors('sync_vault_1').filter((one) => one.headers.path);
  const lay = (folder, { headers, bytes }) => {
    mkdirSync(join(folder, dirname(headers.path)), { recursive: true });
    writeFileSync(join(folder, headers.path), bytes);
  };
  for (const one of vault) lay(endpoint.files, one);
  assert.deepEqual((await run(place, 0, ['check', ...endpoint.flags(), '--read-data'])).findings, []);
  const to = place.at('backup');
  const backUp = (code, ...more) => run(place, code, ['export', ...endpoint.flags(), '--to', to, ...more]);
  assert.equal((await backUp(0)).vaults[0].fetched, vault.length);
  assert.equal((await backUp(0)).vaults[0].fetched, 0);
  const pack = vault.find((one) => one.headers.path.includes('/p/')).headers.path;
  writeFileSync(join(to, pack), readFileSync(join(to, pack)).subarray(0, 1000));
  const again = await backUp(0);
  assert.equal(again.vaults[0].fetched, 1);
  assert.deepEqual(again.findings.map((one) => [one.what, one.where]), [['backup-damaged', pack]]);
  truncateSync(join(to, pack), 17 << 20);  // Longer than any object.
  assert.deepEqual((await backUp(0)).findings.map((one) => [one.what, one.where]), [['backup-damaged', pack]]);

  // A segment that the pack holds, and that its device has removed since.
  const segments = vault.filter((one) => one.headers.path.includes('/l/'));
  const ada = pack.split('/')[3];
  const packed = `${dirname(segments.find((one) => one.headers.path.includes(ada)).headers.path)}/aaaaaaaaac`;
  lay(to, { headers: { path: packed }, bytes: segments[0].bytes });
  const kept = await backUp(0);
  assert.deepEqual([kept.vaults[0].replaced, kept.vaults[0].removed], [1, 0]);
  assert.deepEqual((await run(place, 0, ['heal', ...endpoint.flags(), '--from', to])).vaults[0].left_out_as_replaced, 1);
  assert.equal((await backUp(0, '--prune')).vaults[0].removed, 1);
  assert.deepEqual(objectsIn(to), objectsIn(endpoint.files));

  // Nothing else is ever removed.
  const last = segments.at(-1).headers.path;
  rmSync(join(endpoint.files, last));
  const lost = await backUp(1, '--prune');
  assert.deepEqual(bad(lost).map((one) => [one.what, one.where]), [['lost', last]]);
  assert.ok(existsSync(join(to, last)));
  writeFileSync(join(to, last), 'no object any more');
  assert.deepEqual(bad(await backUp(1)).map((one) => [one.what, one.where]), [['backup-damaged', last]]);
  rmSync(join(to, last));
  writeFileSync(join(endpoint.files, last), Buffer.from(segments.at(-1).bytes).fill(7, 300, 302));
  assert.deepEqual(bad(await backUp(1)).map((one) => [one.what, one.where]), [['damaged', last]]);
  assert.ok(!existsSync(join(to, last)));
});

test('docs/deploy/backup-sync.sh, with a token that only reads: silent when all is well, and it says what is not', async (t) => {
  const { place, endpoint } = await twoStores(t);
  const { vaults } = await run(place, 0, ['status', ...of(place, 'a')]);
  const token = place.keep('reader', addToken(endpoint.data, vaults[1].vault, 'read').token);
  mkdirSync(place.at('bin'));
  symlinkSync(resolve(TOOL), place.at('bin/quietroom-sync'));
  const env = { ...process.env, PATH: `${place.at('bin')}:${process.env.PATH}`, no_proxy: '127.0.0.1' };
  const backUp = () => spawnSync('sh', ['docs/deploy/backup-sync.sh', endpoint.address, token, place.at('backup')], { encoding: 'utf8', env });
  const fine = backUp();
  assert.deepEqual([fine.status, fine.stdout, fine.stderr], [0, '', '']);
  const there = objectsIn(endpoint.files).filter((path) => path.includes(vaults[1].vault));
  assert.deepEqual(objectsIn(place.at('backup')), there);
  const [object] = there.filter((path) => path.includes('/l/'));
  rmSync(join(endpoint.files, object));
  const wrong = backUp();
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, new RegExp(`^quietroom-sync export:\n(.*\n)*found: lost: ${object}: it is in this backup`));
  await endpoint.server.stop();
  const away = backUp();
  assert.equal(away.status, 3);
  assert.match(away.stdout, /cannot be reached/);
});

test('the doctor at our own endpoint: nothing to find; at what is none, why it cannot be used', async (t) => {
  const { place, endpoint } = await twoStores(t, 2, 20);
  const before = objectsIn(endpoint.files);
  for (const words of [endpoint.flags(), of(place, 'a'), [...endpoint.flags(), '--origin', 'https://notes.example.org']]) {
    const well = await run(place, 0, ['doctor', ...words]);
    assert.deepEqual([well.usable, well.findings], [true, []]);
  }
  assert.deepEqual(objectsIn(endpoint.files), before);
  const elsewhere = ['doctor', '--address', endpoint.server.address, '--token-file', endpoint.tokenFile];
  const ill = await run(place, 1, elsewhere);
  assert.equal(ill.usable, false);
  const text = await start(place, elsewhere).ended;
  assert.equal(text.code, 1);
  assert.match(text.stdout, /^usable: no\n(.*\n)*found: cannot-write: cannot be used, status 405; docs\/endpoints says what helps\n/);
});

const { missing } = kOthers.rclone;
if (missing()) {
  console.log(`# left out: "quietroom-sync and rclone": ${missing()} is not here, and could not be fetched`);
} else {
  test('quietroom-sync and rclone: init, push, pull, check, backup, wiped, filled again from it', async (t) => {
    const place = makePlace(t);
    const other = await startOther(t, 'rclone');
    const password = 'a4c6e8'.repeat(8);
    const flags = ['--address', other.url.replace('https://', 'https://quietroom@'), '--token-file', place.keep('password', password)];
    const ca = ['--ca', other.cert];
    makeCopy(place, 'ada.copy', 40, 500);
    for (const name of ['a', 'b']) await run(place, 0, ['init', ...of(place, name), '--copy', place.at('ada.copy'), ...flags]);
    await run(place, 0, ['push', ...of(place, 'a'), ...ca]);
    await run(place, 0, ['pull', ...of(place, 'b'), ...ca]);
    await run(place, 0, ['pull', ...of(place, 'a'), ...ca]);
    const examined = await run(place, 0, ['doctor', ...flags, ...ca]);
    assert.deepEqual(examined.findings.map((one) => [one.what, one.note]), [['folder-twice', true], ['condition-ignored', true]]);
    await run(place, 0, ['check', ...of(place, 'a'), ...ca, '--read-data']);
    await run(place, 0, ['export', ...flags, ...ca, '--to', place.at('backup')]);
    const before = objectsIn(other.root);
    assert.deepEqual(objectsIn(place.at('backup')), before);
    await other.kill();  // It remembers what its folders held.
    other.empty();
    mkdirSync(join(other.root, 'q1', before[0].split('/')[1]), { recursive: true, mode: 0o777 });
    writeFileSync(join(other.root, 'q1', before[0].split('/')[1], 'readme'), 'hello');
    await other.start();
    const empty = await run(place, 1, ['check', ...of(place, 'a'), ...ca]);
    assert.deepEqual(empty.findings.filter((one) => one.note).map((one) => one.what), ['unknown']);
    await run(place, 0, ['heal', ...flags, ...ca, '--from', place.at('backup')]);
    assert.deepEqual(objectsIn(other.root), before);
    const checked = await run(place, 0, ['check', ...of(place, 'a'), ...ca, '--read-data']);
    assert.deepEqual(bad(checked), []);
    assert.deepEqual(await textsOf(place, 'b'), textsIn(place, 'ada.copy'));
  });
}
