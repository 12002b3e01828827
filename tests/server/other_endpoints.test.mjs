// Servers that others wrote, with the configurations of docs/endpoints: devices with the engine of
// sync reach the same state through them, whatever happens to the server. A server that is not
// installed is left out, and a line says so.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { basic, kOthers, startOther } from './other_rig.mjs';
import { idOf, kPatienceMs, startDevices } from './sync_rig.mjs';

for (const [name, { missing }] of Object.entries(kOthers)) {
  const what = missing();
  if (what) {
    console.log(`# left out: "${name} as an endpoint": ${what} is not here, and could not be fetched`);
    continue;
  }

  test(`P1, P2, P4: ${name} as an endpoint: killed, emptied and filled again, nothing is lost`, async (t) => {
    const other = await startOther(t, name);
    const say = startDevices(t, { authority: other.cert });
    const join_in = (n) => say(`device ${other.url} ${basic()} ${idOf(n)}`);
    await join_in(0);
    await say('write 0 5 100');
    await say(`settle ${kPatienceMs}`);
    await join_in(1);
    await say('write 1 3 40');
    for (const [n, ms] of [20, 120].entries()) {
      await say(`write ${n} 300 3000`);
      await say(`run ${ms}`);
      await other.kill();
      await say(`write ${1 - n} 1 20`);
      await say('run 200');
      await other.start();
    }
    await say(`settle ${kPatienceMs}`);
    await join_in(2);
    await say('write 2 1 10');
    await say(`settle ${kPatienceMs}`);

    await other.kill();
    other.empty();
    await other.start();
    const lost = await say(`until 0 lost ${kPatienceMs}`);
    for (const n of [1, 2]) await say(`until ${n} lost ${kPatienceMs}`);
    // An upload that was under way may have ended since; a new one must not begin.
    const there = readdirSync(other.root, { recursive: true });
    await say('write 0 1 10');
    await say('run 700');
    assert.deepEqual(readdirSync(other.root, { recursive: true }), there, 'nothing is put on top of what is gone');
    await say('heal');
    const healed = await say(`settle ${kPatienceMs}`);
    await join_in(3);
    const last = await say(`settle ${kPatienceMs}`);
    t.diagnostic(`"server lost" after ${lost.ms} ms, filled again after ${healed.ms} ms, ${last.requests} requests in all`);
  });

  test(`P9: ${name} as an endpoint: a wrong password is said to be one, and nothing is lost by it`, async (t) => {
    const other = await startOther(t, name);
    const say = startDevices(t, { authority: other.cert });
    await say(`device ${other.url} ${basic('wrong')} ${idOf(0)}`);
    await say('write 0 1 10');
    await say(`until 0 auth ${kPatienceMs}`);
    assert.deepEqual(readdirSync(other.root), []);
  });
}
