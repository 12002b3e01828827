// The runner of the JavaScript suites: a file that wants to be alone is.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const kRunner = fileURLToPath(new URL('run_node_tests.mjs', import.meta.url));

/** A test that writes down when it began and when it ended. @param {string} name @param {string} log */
const text_of = (name, log) => `
import {appendFileSync} from 'node:fs';
import {test} from 'node:test';
test(${JSON.stringify(name)}, async () => {
  appendFileSync(${JSON.stringify(log)}, 'begins ${name}\\n');
  await new Promise((done) => setTimeout(done, 300));
  appendFileSync(${JSON.stringify(log)}, 'ends ${name}\\n');
});`;

test('run_node_tests: *.alone.test.* runs after the others, by itself', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-runner-'));
  t.after(() => rmSync(folder, {recursive: true}));
  const log = join(folder, 'log'), results = join(folder, 'results.tsv');
  const names = ['a.alone', 'b.alone', 'c', 'd'];
  for (const name of names) writeFileSync(join(folder, `${name}.test.mjs`), text_of(name, log));
  // Within a node test this variable would make the runner's files report to this one.
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  execFileSync(process.execPath,
      [kRunner, 'suite', results, '2', ...names.map((name) => `${name}.test.mjs`)], {cwd: folder, env});
  const events = readFileSync(log, 'utf8').trim().split('\n');
  assert.deepEqual(events.slice(-4),
      ['begins a.alone', 'ends a.alone', 'begins b.alone', 'ends b.alone']);
  assert.deepEqual(events.slice(0, -4).sort(), ['begins c', 'begins d', 'ends c', 'ends d']);
  assert.equal(readFileSync(results, 'utf8').trim().split('\n').length, 4);
});
