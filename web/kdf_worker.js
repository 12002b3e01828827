// @ts-check
// One Argon2id job, then the worker that started this one ends it. See web/worker/slow_hash.js.
// Classic for the same reason as worker.js.
self.onmessage = ({data}) => {
  const scope = /** @type {any} */ (self);
  const fail = () => scope.postMessage(null);
  const run = () => {
    const module = scope.Module;
    const put = (/** @type {Uint8Array} */ bytes) => {
      const at = module._malloc(Math.max(1, bytes.length));
      module.HEAPU8.set(bytes, at);
      return at;
    };
    const key = put(new Uint8Array(32));
    const failed = module._quietroom_kdf(put(data.passphrase), data.passphrase.length,
        put(data.salt), data.memory_kib, data.passes, data.lanes, key);
    data.passphrase.fill(0);
    if (failed) fail();
    else scope.postMessage(module.HEAPU8.slice(key, key + 32));
  };
  scope.Module = {onAbort: fail, onRuntimeInitialized: run};
  try {
    scope.importScripts('kdf.js');
  } catch {
    fail();
  }
};
