// The probe (main_web.cc) in a worker, over the program's own web/worker/http.js. Takes
// {number, line} or {number, cancel}, answers {number, line}. It looks for answers only when it is
// told that one came.
/* global importScripts */
const early = [];
self.onmessage = (event) => early.push(event);

const loaded = (http) => new Promise((resolve, reject) => {
  self.Module = {host: {http}, onAbort: reject, onRuntimeInitialized: () => resolve(self.Module)};
  importScripts('http_probe.js');
});

import('./http.js').then(async ({Http}) => {
  const running = new Set();
  /** @type {any} */
  let module;
  const text_at = (/** @type {number} */ at) =>
      new TextDecoder().decode(module.HEAPU8.slice(at, module.HEAPU8.indexOf(0, at)));
  const look = () => {
    for (const number of running) {
      const at = module._probe_poll(number);
      if (at) running.delete(number), self.postMessage({number, line: text_at(at)});
    }
  };
  const http = new Http((url, options) => fetch(url, options), look);
  module = await loaded(http);
  self.onmessage = ({data: {number, line, cancel}}) => {
    if (cancel) {
      running.delete(number);
      return module._probe_cancel(number);
    }
    const bytes = new TextEncoder().encode(line);
    const at = module._malloc(bytes.length);
    module.HEAPU8.set(bytes, at);
    running.add(number);
    module._probe_start(number, at, bytes.length);
    // The answer must not depend on what the program's memory holds by then.
    module.HEAPU8.fill(0, at, at + bytes.length);
    module._free(at);
  };
  for (const event of early) self.onmessage(event);
  self.postMessage({ready: true});
});
