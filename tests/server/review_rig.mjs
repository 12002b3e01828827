// Asks the program's own code for age files, review packs and answers: tests/app/share/main_probe.cc.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SERVER } from './rig.mjs';

const kProbe = join(dirname(SERVER), 'tests/quietroom_review_probe');

export const hex = (/** @type {Uint8Array|string} */ bytes) => Buffer.from(bytes).toString('hex');

/** Whether Debian's age is here; tests that need it are left out without. */
export const has_age = () => spawnSync('age', ['--version']).status === 0;

/**
 * A running probe. `ask` resolves with {code: 'ok', bytes} or {code, context}.
 * @param {import('node:test').TestContext} t
 */
export function startProbe(t) {
  const child = spawn(kProbe, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => child.stdin.end());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (/** @type {string[]} */ ...words) => {
    child.stdin.write(`${words.join(' ')}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the probe ended');
    if (value.startsWith('ok ')) return { code: 'ok', bytes: Buffer.from(value.slice(3), 'hex') };
    const [code, context] = value.split('\t');
    return { code, context };
  };
}
