// Devices with the engine of sync, over real sockets: the program tests/sim/main_sockets.cc.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { kVault } from '../http/contract.mjs';
import { SERVER } from './rig.mjs';

const kProbe = join(dirname(SERVER), 'tests/quietroom_sync_probe');
const kSeed = process.env.QUIETROOM_SEED ?? '1';
/** Nothing takes this long when all is well. */
export const kPatienceMs = 60_000;

/** Ids in canonical form, one for each device. */
export const idOf = (n) => `${'defgh'[n].repeat(25)}a`;

/** Devices that do what they are told, one line after the other. */
export function startDevices(t, { authority } = {}) {
  const child = spawn(kProbe, [kSeed, kVault, ...(authority ? [authority] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, no_proxy: '127.0.0.1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((resolve) => child.on('close', resolve));
  t.after(async () => {
    child.stdin.end();
    assert.equal(await ended, 0);
  });
  return async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    assert.ok(!done, `seed ${kSeed}: the devices ended while they should ${line}`);
    const [, requests, ms] = /^ok (\d+) (\d+)$/.exec(value) ?? assert.fail(`seed ${kSeed}: ${line}: ${value}`);
    return { requests: Number(requests), ms: Number(ms) };
  };
}
