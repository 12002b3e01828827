// @ts-check
// Runs as soon as it is there (async), before the rest of the page is loaded: the worker takes a
// while to start, so it is first.

/** Null where main.js will say that something is missing. @type {Worker|null} */
export const worker = window.isSecureContext && 'Worker' in window ?
    new Worker(new URL('worker.js', import.meta.url), {name: 'quietroom'}) : null;
