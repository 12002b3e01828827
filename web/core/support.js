// @ts-check
// What a browser must have, and which page says so where it is missing.

/**
 * @typedef {object} Abilities
 * @property {boolean} secure HTTPS, or this very machine.
 * @property {boolean} workers Workers, WebAssembly, fonts in workers and the like.
 * @property {boolean} canvas A canvas that can be given to a worker.
 */
/**
 * The id of the page to show instead of the app; empty if nothing is missing for it to start.
 * Storage is not asked for: the program itself says what it can do without.
 * @param {Abilities} abilities
 * @returns {''|'insecure'|'old-browser'}
 */
export function missing_page({secure, workers}) {
  if (!secure) return 'insecure';
  return workers ? '' : 'old-browser';
}

/**
 * @param {any} scope The global object of the page.
 * @returns {Abilities}
 */
export function abilities_of(scope) {
  return {
    secure: scope.isSecureContext === true,
    workers: ['Worker', 'WebAssembly', 'BroadcastChannel', 'OffscreenCanvas', 'FontFace', 'BigInt']
        .every((name) => name in scope),
    canvas: typeof scope.HTMLCanvasElement?.prototype.transferControlToOffscreen === 'function',
  };
}
