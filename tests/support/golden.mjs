// @ts-check
// Golden vectors for JavaScript tests; what they are says golden.h.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';

import {FormatError} from './format_reader.mjs';

export const bytes = (/** @type {string} */ hex) => new Uint8Array(Buffer.from(hex, 'hex'));
export const hex = (/** @type {Uint8Array} */ raw) => Buffer.from(raw).toString('hex');

/** All vectors of `area`, of which there are at least `least`. @param {string} area */
export const vectors = (area, least = 4) => {
  const folder = new URL(`../golden/${area}/`, import.meta.url);
  const all = readdirSync(folder).sort().map((name) => {
    const [head, body] = readFileSync(new URL(name, folder), 'utf8').split('\n\n');
    const headers = Object.fromEntries(head.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }));
    return {name, headers, bytes: bytes(body.replaceAll('\n', ''))};
  });
  assert.ok(all.length >= least, area);
  return all;
};

/** What `read` comes to. @param {() => unknown} read */
export const outcome = (read) => {
  try {
    read();
    return 'ok';
  } catch (error) {
    if (error instanceof FormatError) return error.outcome;
    throw error;
  }
};
