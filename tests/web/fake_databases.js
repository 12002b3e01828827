// As much of IndexedDB as web/worker/database.js uses, in memory: transactions in turn, all or
// nothing, and failures on demand. What was stored outlives the connections.
const later = (work) => setImmediate(work);
const key_text = (key) => JSON.stringify(key);

export class FakeDatabases {
  /** The stores of the one database, or null while there is none. @type {Map<string, Map>|null} */
  stores = null;
  connections = new Set();
  /** Names of the errors with which the next transactions fail. @type {string[]} */
  fails = [];
  transactions = 0;

  open() {
    const request = {};
    later(() => {
      const connection = new FakeConnection(this);
      request.result = connection;
      if (!this.stores) {
        this.stores = new Map();
        let aborted = false;
        request.transaction = {abort: () => aborted = true};
        request.onupgradeneeded?.();
        if (aborted) {
          this.stores = null;
          request.error = new DOMException('aborted', 'AbortError');
          return request.onerror();
        }
      }
      this.connections.add(connection);
      request.onsuccess();
    });
    return request;
  }

  /** The browser forgets everything, with connections open. */
  clear() {
    this.stores = null;
    this.lose_connections();
  }

  lose_connections() {
    for (const connection of this.connections) {
      connection.closed = true;
      connection.onclose?.();
    }
    this.connections.clear();
  }
}

class FakeConnection {
  constructor(owner) {
    this.owner = owner;
    this.closed = false;
  }
  createObjectStore(name) {
    this.owner.stores.set(name, new Map());
  }
  close() {
    this.closed = true;
    this.owner.connections.delete(this);
  }
  transaction(_names, mode) {
    if (this.closed) throw new DOMException('closed', 'InvalidStateError');
    return new FakeTransaction(this.owner, mode === 'readwrite');
  }
}

class FakeTransaction {
  constructor(owner, writes) {
    this.owner = owner;
    this.work = [];
    this.fails = writes ? owner.fails.shift() : undefined;
    if (writes) ++owner.transactions;
    later(() => this.finish());
  }
  objectStore(name) {
    const ask = (answer) => {
      const request = {};
      later(() => {
        request.result = answer(this.owner.stores.get(name));
        request.onsuccess?.();
      });
      return request;
    };
    const change = (use) => void this.work.push(() => use(this.owner.stores.get(name)));
    const values = (pick) => (store) => [...store.values()].map(pick);
    return {
      get: (key) => ask((store) => store.get(key_text(key))?.value),
      getAll: () => ask(values((one) => one.value)),
      getAllKeys: () => ask(values((one) => one.key)),
      put: (value, key) => {
        const copy = structuredClone(value);
        change((store) => store.set(key_text(key), {key, value: copy}));
      },
      delete: (key) => change((store) => store.delete(key_text(key))),
    };
  }
  abort() {
    this.fails = 'AbortError';
  }
  finish() {
    if (this.fails) {
      this.error = new DOMException('planned', this.fails);
      return this.onabort?.();
    }
    for (const one of this.work) one();
    this.oncomplete?.();
  }
}
