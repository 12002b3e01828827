// @ts-check
// The browser's database (IndexedDB) as the place of the store's files, where there are no
// synchronous file handles. All requests and errors, no decisions: those are in web/core/outbox.js.
// What is stored is what SQLite and the key file write, so it is encrypted like a file would be.

export const kDatabase = 'quietroom';

/** @typedef {import('../core/blocks.js').Batch} Batch */
/** @typedef {Map<string, {size: number, blocks: Map<number, Uint8Array>}>} Contents */

export class Database {
  /** How many transactions were made, in all the time that the database is there. */
  #commits = 0;
  /** @type {IDBDatabase|null} Null after the browser has closed it, until the next attempt. */
  #connection = null;

  /** @param {IDBFactory} factory */
  constructor(factory) {
    this.factory = factory;
  }

  /**
   * What was written down about where the store of this device lives; null if nothing was.
   * @param {IDBFactory} factory @returns {Promise<string|null>}
   */
  static async home(factory) {
    const connection = await connect(factory, {create: false});
    if (!connection) return null;
    try {
      return await answer_of(connection.transaction('facts').objectStore('facts').get('home')) ?? null;
    } finally {
      connection.close();
    }
  }

  /**
   * Writes down where the store lives.
   * @param {IDBFactory} factory @param {'files'|'database'} home
   */
  static async name_home(factory, home) {
    const connection = /** @type {IDBDatabase} */ (await connect(factory, {create: true}));
    try {
      const transaction = connection.transaction('facts', 'readwrite');
      transaction.objectStore('facts').put(home, 'home');
      await completed(transaction);
    } finally {
      connection.close();
    }
  }

  /** Connects, makes what is missing, and reads everything. @returns {Promise<Contents>} */
  async open() {
    const connection = await this.#connect();
    const transaction = connection.transaction(['facts', 'files', 'blocks']);
    const [commits, names, sizes, keys, blocks] = await Promise.all([
      answer_of(transaction.objectStore('facts').get('commits')),
      answer_of(transaction.objectStore('files').getAllKeys()),
      answer_of(transaction.objectStore('files').getAll()),
      answer_of(transaction.objectStore('blocks').getAllKeys()),
      answer_of(transaction.objectStore('blocks').getAll()),
    ]);
    this.#commits = commits ?? 0;
    /** @type {Contents} */
    const contents = new Map(names.map((name, at) =>
        [String(name), {size: sizes[at], blocks: new Map()}]));
    for (const [at, key] of keys.entries()) {
      const [name, index] = /** @type {[string, number]} */ (key);
      contents.get(name)?.blocks.set(index, blocks[at]);
    }
    return contents;
  }

  /**
   * All of `batch` or nothing of it; done once the browser calls it durable.
   * @param {Batch} batch
   */
  async commit(batch) {
    const connection = this.#connection ?? await this.#connect_again();
    /** @type {IDBTransaction|undefined} */
    let transaction;
    try {
      transaction = connection.transaction(['facts', 'files', 'blocks'], 'readwrite',
          {durability: 'strict'});
      put_all(transaction, batch);
      transaction.objectStore('facts').put('database', 'home');
      transaction.objectStore('facts').put(this.#commits + 1, 'commits');
      await completed(transaction);
      ++this.#commits;
    } catch (error) {
      abort(transaction);
      // Safari loses the connection when a device sleeps; a new one is the way out of most failures.
      this.close();
      throw error;
    }
  }

  close() {
    this.#connection?.close();
    this.#connection = null;
  }

  async #connect() {
    const connection = /** @type {IDBDatabase} */ (await connect(this.factory, {create: true}));
    connection.onclose = () => this.#connection = null;
    // Somebody clears the browser's data: let them, and find out at the next attempt.
    connection.onversionchange = () => this.close();
    return this.#connection = connection;
  }

  /** A new connection must lead to what this one has left behind. */
  async #connect_again() {
    const connection = await this.#connect();
    const found = await answer_of(
        connection.transaction('facts').objectStore('facts').get('commits')) ?? 0;
    // One more: the last transaction was done after all, only its answer was lost.
    if (found === this.#commits || found === this.#commits + 1) {
      this.#commits = found;
      return connection;
    }
    if (found > this.#commits) throw new DOMException('another program writes', 'NotOurs');
    this.#commits = found;
    throw new DOMException('the database was emptied', 'Emptied');
  }
}

/**
 * Null if there is none and none is to be made.
 * @param {IDBFactory} factory @param {{create: boolean}} options
 * @returns {Promise<IDBDatabase|null>}
 */
function connect(factory, {create}) {
  return new Promise((resolve, reject) => {
    const request = factory.open(kDatabase, 1);
    request.onupgradeneeded = () => {
      if (!create) return request.transaction?.abort();
      for (const name of ['facts', 'files', 'blocks']) request.result.createObjectStore(name);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => !create && request.error?.name === 'AbortError' ? resolve(null) :
        reject(request.error);
    request.onblocked = () => reject(new DOMException('blocked', 'BlockedError'));
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer_of(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @param {Batch} batch */
function put_all(transaction, batch) {
  const files = transaction.objectStore('files'), blocks = transaction.objectStore('blocks');
  for (const [name, change] of batch) {
    files.put(change.size, name);
    for (const [index, bytes] of change.blocks) {
      if (bytes) blocks.put(bytes, [name, index]);
      else blocks.delete([name, index]);
    }
  }
}

/**
 * Where a request could not even be made, the ones before it must not be carried out alone.
 * @param {IDBTransaction|undefined} transaction
 */
function abort(transaction) {
  try {
    transaction?.abort();
  } catch (error) {
    // It has ended by itself, which is what was wanted.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
        reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}
