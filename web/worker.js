// @ts-check
// The worker's first script. Classic, because the program's glue (app.js) comes by importScripts;
// everything else is in modules. Messages that arrive before those are loaded wait here.
/** @type {MessageEvent[]} */
const early = [];
self.onmessage = (event) => early.push(event);

// The largest part is fetched and compiled while the modules are still on their way.
const code = WebAssembly.compileStreaming(fetch(new URL('app.wasm', self.location.href)));
code.catch(() => undefined);  // Whoever waits for it hears of it.

import('./worker/program.js')
  .then(({start}) => start(/** @type {any} */ (self), early, code))
  .catch((error) => self.postMessage({type: 'stopped', why: String(error && error.name)}));
