// @ts-check
// The worker's first script. Classic, because the program's glue (app.js) comes by importScripts;
// everything else is in modules. Messages that arrive before those are loaded wait here.
/** @type {MessageEvent[]} */
const early = [];
self.onmessage = (event) => early.push(event);

import('./worker/program.js')
  .then(({start}) => start(/** @type {any} */ (self), early))
  .catch((error) => self.postMessage({type: 'stopped', why: String(error && error.name)}));
