// The engine of sync over real sockets, in real time: devices with journals in memory, the WebDAV
// client, libcurl, and our own endpoint, with the tokens that devices get.
import test from 'node:test';
import { kVault } from '../http/contract.mjs';
import { addToken, makeFolder } from './endpoint_rig.mjs';
import { makeCertificate, makeSite, startServer } from './rig.mjs';
import { idOf, kPatienceMs, startDevices } from './sync_rig.mjs';

/** A data folder with a token for each of three devices: the founder's is an owner's. */
function makeTokens(t) {
  const data = makeFolder(t);
  const tokens = [addToken(data, kVault, 'owner'), ...[1, 2].map((n) => addToken(data, kVault, 'device', idOf(n)))];
  return { data, tokens: tokens.map(({ token }) => token) };
}

test('P4: two devices over https have the same in the end, and a third that comes later', async (t) => {
  const { data, tokens } = makeTokens(t);
  const { cert, key } = makeCertificate(t);
  const server = await startServer(t, { args: ['--data', data, '--tls-cert', cert, '--tls-key', key] });
  const say = startDevices(t, { authority: cert });
  const join_in = (n) => say(`device ${server.address}sync Bearer ${tokens[n]} ${idOf(n)}`);
  await join_in(0);
  await say('write 0 5 100');
  await say(`settle ${kPatienceMs}`);
  await join_in(1);
  await say('write 1 3 40');
  await say('write 0 2 2000');
  await say(`settle ${kPatienceMs}`);
  await say('write 0 1500 2000');
  const { ms } = await say(`settle ${kPatienceMs}`);
  await join_in(2);
  await say('write 2 1 10');
  const third = await say(`settle ${kPatienceMs}`);
  t.diagnostic(`1,500 lines of 2 kB on both after ${ms} ms, on a third after ${third.ms} ms, ${third.requests} requests in all`);
});

test('P1, P2: nothing is lost when the endpoint is killed and comes back, five times', async (t) => {
  const { data, tokens } = makeTokens(t);
  const site = makeSite(t);
  const args = ['--data', data];
  let server = await startServer(t, { args, site, victim: true });
  const { port } = server;
  const say = startDevices(t);
  for (const n of [0, 1]) await say(`device ${server.address}sync Bearer ${tokens[n]} ${idOf(n)}`);
  await say('write 0 10 100');
  await say('run 150');
  for (const [n, ms] of [10, 60, 130, 250, 400].entries()) {
    await say(`write ${n % 2} 40 3000`);
    await say(`run ${ms}`);
    await server.stop('SIGKILL');
    await say(`write ${(n + 1) % 2} 1 20`);
    await say('run 300');
    server = await startServer(t, { args, site, port, victim: true });
  }
  await say(`settle ${kPatienceMs}`);
});
