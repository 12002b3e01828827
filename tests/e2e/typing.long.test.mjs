// Ten minutes of typing as fast as people do: the store has just that, line by line.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {random_lines} from './support/typist.mjs';
import {all_stored, begins} from './support/written.mjs';

const kPerSecond = 15;
const kMinutes = Number(process.env.QUIETROOM_TYPING_MINUTES ?? 10);

test(`typing: 15 characters a second for ${kMinutes} minutes`, async (t) => {
  const seed = Number(process.env.QUIETROOM_SEED ?? Date.now() % 100000);
  console.log(`seed ${seed}`);
  const {person, typist} = await begins(t);
  const lines = random_lines(seed, kPerSecond * 60 * kMinutes, 60);
  const took = await typist.types(lines.join('\n') + '\n', kPerSecond);
  const characters = lines.join('').length;
  console.log(`${characters} characters in ${took.toFixed(1)} s, ${lines.length} lines`);
  await person.line(/** @type {string} */ (lines.at(-1))).waitFor();
  assert.deepEqual(await all_stored(person, lines.length), lines);
});
