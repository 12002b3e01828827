// @ts-check
// Writes the golden vectors as the fuzzers' seeds: node tests/fuzz/seeds.mjs <folder>.
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {argv} from 'node:process';

/** Which vectors a fuzzer begins with, and where its input lies in them. */
const seeds = {
  names: {area: 'sync_name'}, control: {area: 'control'}, operation: {area: 'operation'},
  key_file: {area: 'key_file'}, copy_file: {area: 'copy_file'}, recovery_code: {area: 'recovery_code'},
  manifest: {area: 'manifest', from: 178, to: -64}, object: {area: 'segment'},
  sync_key_file: {area: 'vault_key_file'}, pairing: {area: 'pairing_request'}, age: {area: 'age'},
};
for (const [fuzzer, {area, from = 0, to = undefined}] of Object.entries(seeds)) {
  const out = join(argv[2], fuzzer);
  mkdirSync(out, {recursive: true});
  const vectors = new URL(`../golden/${area}/`, import.meta.url);
  for (const name of readdirSync(vectors)) {
    const hex = readFileSync(new URL(name, vectors), 'utf8').split('\n\n')[1].replaceAll('\n', '');
    writeFileSync(join(out, name), Buffer.from(hex, 'hex').subarray(from, to));
  }
}
