import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kStoreFiles} from '../../web/core/store_files.js';
import {Files, kFails, kFull, kGone} from '../../web/worker/files.js';
import {kAskMs, kLookAgainMs, kReopenMs, kStartPatienceMs, open_handles, Store}
  from '../../web/worker/store.js';

/** Web locks for any number of tabs: one name, exclusive, in turn. */
class FakeLocks {
  holder = null;
  queue = [];
  request(name, options, callback) {
    return new Promise((resolve, reject) => {
      const turn = {callback, resolve, reject};
      if (options.steal) {
        this.holder?.reject(new DOMException('stolen', 'AbortError'));
        this.grant(turn);
      } else if (!this.holder) {
        this.grant(turn);
      } else if (options.ifAvailable) {
        Promise.resolve(callback(null)).then(resolve);
      } else {
        this.queue.push(turn);
        options.signal?.addEventListener('abort', () => {
          if (!this.queue.includes(turn)) return;
          this.queue.splice(this.queue.indexOf(turn), 1);
          reject(new DOMException('enough', 'AbortError'));
        });
      }
    });
  }
  grant(turn) {
    this.holder = turn;
    Promise.resolve(turn.callback({})).then((value) => {
      if (this.holder === turn) {
        this.holder = null;
        if (this.queue.length > 0) this.grant(this.queue.shift());
      }
      turn.resolve(value);
    });
  }
}

/** What several tabs share. */
class World {
  locks = new FakeLocks();
  tabs = [];
  open_count = 0;
  tab({deaf = false, fails = []} = {}) {
    const tab = {events: [], gave: 0, deaf, fails, waits: [], files: new Files(kStoreFiles)};
    const channel = {postMessage: (message) => {
      for (const other of this.tabs) if (other !== tab && !other.deaf) other.channel.onmessage?.({data: message});
    }};
    tab.channel = channel;
    tab.store = new Store({
      locks: this.locks,
      channel,
      open_home: async () => {
        const name = fails.shift();
        if (name) throw new DOMException('no', name);
        ++this.open_count;
        const handles = kStoreFiles.map(() => ({close: () => {}, getSize: () => 0}));
        return {kind: 'files', outbox: tab.outbox ?? null, handles};
      },
      files: tab.files,
      emit: (event) => tab.events.push(event.access),
      gave: () => ++tab.gave,
      wait: (ms) => new Promise((done) => tab.waits.push({ms, done})),
    });
    this.tabs.push(tab);
    return tab;
  }
}
const settle = () => new Promise((done) => setImmediate(done));
/** Starts a tab, which waits as long as it will if another one has the store. */
const starts = async (tab) => {
  const starting = tab.store.start();
  await settle();
  for (const wait of tab.waits) if (wait.ms === kStartPatienceMs) wait.done();
  await starting;
};

test('store: the first tab has it, the second one is told that it is elsewhere', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  await starts(two);
  assert.deepEqual([one.events, two.events], [['ours'], ['elsewhere']]);
});

test('store: a tab that asks gets it once the other one has closed its files', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  await starts(two);
  const taking = two.store.take();
  await settle();
  assert.deepEqual(one.events, ['ours', 'asked_for']);
  assert.deepEqual(two.events, ['elsewhere']);
  one.store.release();
  await taking;
  assert.deepEqual(one.events, ['ours', 'asked_for', 'elsewhere']);
  assert.deepEqual(two.events, ['elsewhere', 'ours']);
  assert.equal(one.files.handles.length, 0);
});

test('store: a window that was opened to have it asks at once', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  const starting = two.store.start(true);
  await settle();
  assert.deepEqual(one.events, ['ours', 'asked_for']);
  one.store.release();
  await starting;
  assert.deepEqual(two.events, ['ours']);
  two.store.release();
  assert.deepEqual([one.gave, two.gave], [1, 0], 'only who was asked has given it away');
});

test('store: it is taken from a tab that does not answer, which stops writing at once', async () => {
  const world = new World();
  const one = world.tab({deaf: true}), two = world.tab();
  await one.store.start();
  await starts(two);
  const taking = two.store.take();
  await settle();
  two.waits.find((wait) => wait.ms === kAskMs).done();
  await taking;
  await settle();
  assert.deepEqual(one.events, ['ours', 'taken_away']);
  assert.equal(one.files.size(one.files.slot('store.db')), kGone);
  assert.deepEqual(two.events, ['elsewhere', 'ours']);
});

test('store: handles that another tab still holds are tried again, other failures are told', async () => {
  const busy = new World().tab({fails: ['NoModificationAllowedError', 'NoModificationAllowedError']});
  const starting = busy.store.start();
  for (let round = 0; round < 3; ++round) {
    await settle();
    busy.waits.forEach((wait) => wait.done());
  }
  await starting;
  assert.deepEqual(busy.events, ['ours']);

  const world = new World();
  const broken = world.tab({fails: ['UnknownError']});
  await broken.store.start();
  assert.deepEqual(broken.events, ['unavailable']);
  await settle();
  assert.equal(world.locks.holder, null);
});

test('store: released without having been asked, it is nobody\'s, and the tab is not told', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  one.store.release();
  await settle();
  await starts(two);
  assert.deepEqual([one.events, two.events], [['ours'], ['ours']]);
});

test('store: coming to the front takes a store that nobody has', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  await starts(two);
  await two.store.came_to_front();
  one.store.release();
  await settle();
  await two.store.came_to_front();
  assert.deepEqual(two.events, ['elsewhere', 'ours']);
});

test('store: a reloaded page waits for its own old worker instead of saying elsewhere', async () => {
  const world = new World();
  const old = world.tab(), page = world.tab();
  await old.store.start();
  const starting = page.store.start();
  await settle();
  old.store.release();
  await starting;
  assert.deepEqual(page.events, ['ours']);
});

test('store: a tab that found it taken goes on by itself once the other one is gone', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  await one.store.start();
  await starts(two);
  for (let round = 0; round < 2; ++round) {
    two.waits.filter((wait) => wait.ms === kLookAgainMs).forEach((wait) => wait.done());
    await settle();
  }
  assert.deepEqual(two.events, ['elsewhere']);
  one.store.release();
  await settle();
  two.waits.filter((wait) => wait.ms === kLookAgainMs).forEach((wait) => wait.done());
  await settle();
  assert.deepEqual(two.events, ['elsewhere', 'ours']);
});

test('store: what is on its way to the disk gets there before another tab has the lock', async () => {
  const world = new World();
  const one = world.tab(), two = world.tab();
  let finish;
  one.outbox = {promised: 1, rest: () => new Promise((done) => finish = done)};
  await one.store.start();
  await starts(two);
  const taking = two.store.take();
  await settle();
  one.store.release();
  await settle();
  assert.deepEqual(two.events, ['elsewhere']);
  finish();
  await taking;
  await one.store.released();
  assert.deepEqual(two.events, ['elsewhere', 'ours']);
});

test('store: handles that the browser took back are opened again, with the lock held', async () => {
  const world = new World();
  const one = world.tab({fails: []}), two = world.tab();
  await one.store.start();
  const before = one.files.epoch;
  one.fails.push('InvalidStateError', 'NoModificationAllowedError');
  one.store.reopen();
  const reopening = one.store.reopen();  // A second failure on the way starts nothing new.
  assert.equal(one.files.size(one.files.slot('store.db')), kGone);
  for (let round = 0; round < 3; ++round) {
    one.waits.forEach((wait) => wait.done());
    await settle();
  }
  await reopening;
  assert.deepEqual(one.waits.slice(1).map((wait) => wait.ms), kReopenMs.slice(0, 3));
  assert.equal(one.files.epoch, before + 1);
  assert.equal(one.files.size(one.files.slot('store.db')), 0);
  assert.deepEqual(one.events, ['ours'], 'the program is not started anew');
  await starts(two);
  assert.deepEqual(two.events, ['elsewhere']);
});

test('store: without web locks it is unavailable', async () => {
  const tab = new World().tab();
  tab.store.needs.locks = undefined;
  await tab.store.start();
  assert.deepEqual(tab.events, ['unavailable']);
});

test('open_handles: all or none', async () => {
  const closed = [];
  const root = {getDirectoryHandle: async () => ({
    getFileHandle: async (name) => ({createSyncAccessHandle: async () => {
      if (name === 'b') throw new DOMException('busy', 'NoModificationAllowedError');
      return {close: () => closed.push(name)};
    }}),
  })};
  await assert.rejects(open_handles(root, 'folder', ['a', 'b', 'c']), {name: 'NoModificationAllowedError'});
  assert.deepEqual(closed.sort(), ['a', 'c']);
});

test('files: what the browser throws comes back as a number', () => {
  const files = new Files(['one']);
  assert.equal(files.read(files.slot('one'), new Uint8Array(1), 0), kGone);
  const failing = (name) => () => {
    throw new DOMException('x', name);
  };
  files.use([{read: () => 3, write: failing('QuotaExceededError'), truncate: failing('InvalidStateError'),
    getSize: () => 5, flush: () => undefined, close: failing('InvalidStateError')}]);
  const slot = files.slot('one');
  assert.equal(files.read(slot, new Uint8Array(9), 0), 3);
  assert.equal(files.write(slot, new Uint8Array(9), 0), kFull);
  assert.equal(files.truncate(slot, 1), kFails);
  assert.equal(files.last_error, 'InvalidStateError');
  assert.equal(files.size(slot), 5);
  assert.equal(files.flush(slot), 0);
  assert.equal(files.slot('two'), -1);
  files.close();
  assert.equal(files.size(slot), kGone);
});
