import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Files} from '../../web/worker/files.js';
import {open_home} from '../../web/worker/home.js';
import {FakeDatabases} from './fake_databases.js';

const kNames = ['a', 'b'];
const settle = async () => {
  for (let turn = 0; turn < 20; ++turn) await new Promise((done) => setImmediate(done));
};

/** A browser: `sizes` of its files, or the name of the error with which they do not open. */
class Device {
  databases = new FakeDatabases();
  sizes = [0, 0];
  fails = '';
  directory_fails = '';
  no_directory = false;
  told = [];
  waits = [];
  closed = 0;
  open() {
    const handle = (name) => ({getSize: () => this.sizes[kNames.indexOf(name)], close: () => ++this.closed});
    const no = (name) => {
      throw new DOMException('no', name);
    };
    return open_home({
      storage: this.no_directory ? {} : {getDirectory: async () => this.directory_fails ? no(this.directory_fails) : ({
        getDirectoryHandle: async () => ({getFileHandle: async (name) => ({
          createSyncAccessHandle: async () => this.fails ? no(this.fails) : handle(name),
        })}),
      })},
      databases: this.databases,
      folder: 'folder',
      names: kNames,
      tell: (flushes, problem) => this.told.push([flushes, problem]),
      wait: (ms) => new Promise((done) => this.waits.push({ms, done})),
    });
  }
}

async function write(home, text) {
  home.handles[0].write(new TextEncoder().encode(text), {at: 0});
  home.handles[0].flush();
  await home.outbox.rest();
}
function read(home) {
  const bytes = new Uint8Array(100);
  return new TextDecoder().decode(bytes.subarray(0, home.handles[0].read(bytes, {at: 0})));
}

test('home: files where they can be had, and a database is never asked once they hold something', async () => {
  const device = new Device();
  assert.equal((await device.open()).kind, 'files');
  device.sizes = [0, 5];
  device.databases.open = () => assert.fail('the database was asked');
  const home = await device.open();
  assert.deepEqual([home.kind, home.outbox, home.handles.length], ['files', null, 2]);
});

test('home: files that fail after they were chosen are never replaced by an empty database', async () => {
  for (const name of ['UnknownError', 'NotSupportedError', 'SecurityError']) {
    const device = new Device();
    await device.open();
    device.fails = name;
    await assert.rejects(device.open(), {name});
    device.directory_fails = name;
    await assert.rejects(device.open(), {name});
  }
});

test('home: without synchronous handles a database, which holds what was kept', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  const home = await device.open();
  assert.equal(home.kind, 'database');
  await write(home, 'first');
  assert.deepEqual(device.told, [[1, '']]);
  home.handles[0].write(new TextEncoder().encode('FIRST'), {at: 0});  // Not flushed.
  home.handles[0].close();
  assert.equal(read(await device.open()), 'first');
});

test('home: a browser that learns handles later still opens the database that it has', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  await write(await device.open(), 'first');
  device.fails = '';
  const home = await device.open();
  assert.deepEqual([home.kind, read(home), device.closed], ['database', 'first', 2]);
});

test('home: storage that is refused altogether is a private window\'s', async () => {
  const device = new Device();
  device.directory_fails = 'SecurityError';
  assert.equal((await device.open()).kind, 'passing');
});

test('home: handles of another tab are waited for, not replaced', async () => {
  for (const name of ['NoModificationAllowedError', 'InvalidStateError']) {
    const device = new Device();
    device.fails = name;
    await assert.rejects(device.open(), {name});
    device.fails = '';
    assert.equal((await device.open()).kind, 'files');
  }
});

test('home: once it is the database, no mood of the files changes that', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  assert.equal((await device.open()).kind, 'database');
  for (const name of ['InvalidStateError', 'NoModificationAllowedError', 'UnknownError', '']) {
    device.fails = name;
    assert.equal((await device.open()).kind, 'database', name);
  }
});

test('home: a browser that knows no private file system has a lasting database', async () => {
  const device = new Device();
  device.no_directory = true;
  assert.equal((await device.open()).kind, 'database');
});

test('home: with neither files nor a database the reason is told', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  device.databases = undefined;
  await assert.rejects(device.open(), {name: 'NotSupportedError'});
});

test('home: a database that refuses is tried again, and nothing is skipped', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  const home = await device.open();
  await write(home, 'first');
  device.databases.fails = ['QuotaExceededError'];
  const kept = write(home, 'again');
  await settle();
  assert.deepEqual(device.told.at(-1), [1, 'QuotaExceededError']);
  device.waits[0].done();
  await kept;
  assert.deepEqual(device.told.at(-1), [2, '']);
  home.handles[0].close();
  assert.equal(read(await device.open()), 'again');
});

test('home: a lost connection is made again; a database that was emptied gets all that there is', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  const home = await device.open();
  await write(home, 'first');
  device.databases.lose_connections();
  await write(home, 'after');
  home.handles[1].write(new Uint8Array([7]), {at: 0});
  home.handles[1].flush();
  await home.outbox.rest();

  device.databases.clear();
  const kept = write(home, 'third');
  await settle();
  assert.deepEqual(device.told.at(-1), [3, 'Emptied']);
  device.waits.at(-1).done();
  await kept;
  home.handles[0].close();
  const again = await device.open();
  assert.equal(read(again), 'third');
  assert.equal(again.handles[1].getSize(), 1);
});

test('home: a connection beside which another program has written writes no more', async () => {
  const device = new Device();
  device.fails = 'NotSupportedError';
  const one = await device.open();
  await write(one, 'one');
  const two = await device.open();
  await write(two, 'two');
  await write(two, 'two again');
  await write(two, 'two, a third time');
  device.databases.lose_connections();
  one.handles[0].write(new Uint8Array([1]), {at: 0});
  one.handles[0].flush();
  await settle();
  assert.deepEqual(device.told.at(-1), [1, 'NotOurs']);
  one.handles[0].close();
  assert.equal(read(await device.open()), 'two, a third time');
});

test('files: handles that the browser takes back are told, and old slots lead nowhere', () => {
  let taken = 0;
  const files = new Files(kNames, () => ++taken);
  const handle = () => ({read: () => 1, getSize: () => {
    throw new DOMException('x', 'InvalidStateError');
  }, close: () => {}});
  files.use([handle(), handle()]);
  const slot = files.slot('a');
  assert.equal(files.read(slot, new Uint8Array(1), 0), 1);
  files.size(slot);
  assert.equal(taken, 1);
  files.use([handle(), handle()]);
  assert.equal(files.read(slot, new Uint8Array(1), 0), -1);
  assert.equal(files.read(files.slot('a'), new Uint8Array(1), 0), 1);
  assert.deepEqual([files.promised(), files.rest()], [0, null]);
});
