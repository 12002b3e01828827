// Runs node test files and appends one line for each test to the results file of ./quietroom test.
// A skipped or todo test counts as failed: a disabled test is not a test.
// Files named *.alone.test.* measure what others on the same machine would disturb: they run after the
// others, one at a time.
// usage: run_node_tests.mjs <suite> <results.tsv> <files at a time> <file>...
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const [suite, results, concurrency, ...files] = process.argv.slice(2);
/** More than any file needs; a hanging one ends here and fails. */
const FILE_TIMEOUT_MS = 15 * 60 * 1000;

let failed = 0;

/** @param {string} status @param {number} milliseconds @param {string} name */
function record(status, milliseconds, name) {
  const line = [suite, status, Math.round(milliseconds), name.replace(/[\t\r\n]+/g, ' ')].join('\t');
  appendFileSync(results, line + '\n');
  console.log(`${status === 'pass' ? 'ok    ' : 'FAILED'} ${name} (${Math.round(milliseconds)} ms)`);
  if (status !== 'pass') failed++;
}

/** The message and stack of a failed test, its cause first. @param {unknown} error */
function explain(error) {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  console.log(cause instanceof Error ? cause.stack ?? cause.message : String(cause));
}

/** Files of which at least one test was reported by itself. */
const seen = new Set();

/**
 * True for what node reports about a whole file, or about a describe() block, whose tests are
 * reported one by one: counting these too would count twice.
 * @param {any} data
 */
function isContainer(data) {
  const isFile = files.some((file) => data.name === file || data.name.endsWith('/' + file));
  return isFile || data.details?.type === 'suite';
}

/**
 * For each file the tests that are under way, by their nesting.
 * @type {Map<string, {name: string, isParent: boolean}[]>}
 */
const underWay = new Map();

/** The path of the test's file; node 18 gives it as an address. @param {any} data */
function fileOf(data) {
  const file = data.file ?? data.name;
  return relative(process.cwd(), file.startsWith('file:') ? fileURLToPath(file) : file);
}

/** @param {any} data */
function remember(data) {
  const file = fileOf(data);
  if (!underWay.has(file)) underWay.set(file, []);
  const tests = underWay.get(file);
  const nesting = data.nesting ?? 0;
  tests[nesting] = { name: data.name, isParent: false };
  if (nesting > 0 && tests[nesting - 1]) tests[nesting - 1].isParent = true;
}

/** @param {'pass' | 'fail'} status @param {any} data */
function report(status, data) {
  const file = fileOf(data);
  const error = data.details?.error;
  const milliseconds = data.details?.duration_ms ?? 0;
  if (status === 'fail' && error?.failureType === 'subtestsFailed') return;
  if (isContainer(data)) {
    if (status === 'fail') {
      // It does not parse, an import is missing, a hook threw, or the process ended badly.
      record('fail', milliseconds, `${file}: ${data.details?.type === 'suite' ? data.name : 'failed as a whole'}`);
      explain(error);
    } else if (data.details?.type !== 'suite' && !seen.has(file)) {
      record('fail', milliseconds, `${file}: has no test`);
    }
    return;
  }
  seen.add(file);
  const tests = underWay.get(file) ?? [];
  const nesting = data.nesting ?? 0;
  // The parts of a test are the tests; counting the whole as well would count them twice.
  if (status === 'pass' && tests[nesting]?.isParent) return;
  const disabled = data.skip !== undefined || data.todo !== undefined;
  const around = tests.slice(0, nesting).map((test) => test.name);
  const name = `${file}: ${[...around, data.name].join(': ')}${disabled ? ' (disabled)' : ''}`;
  record(disabled ? 'fail' : status, milliseconds, name);
  if (status === 'fail') explain(error);
}

if (files.length === 0) {
  console.log('No test files.');
  process.exit(1);
}

/** @param {string[]} some @param {number} at_a_time */
async function run_files(some, at_a_time) {
  if (some.length === 0) return;
  const stream = run({ files: some, concurrency: at_a_time, timeout: FILE_TIMEOUT_MS });
  stream.on('test:start', remember);
  stream.on('test:pass', (data) => report('pass', data));
  stream.on('test:fail', (data) => report('fail', data));
  stream.on('test:stdout', (data) => process.stdout.write(data.message));
  stream.on('test:stderr', (data) => process.stdout.write(data.message));
  stream.resume();
  await once(stream, 'end');
}

/** @param {string} file */
const isAlone = (file) => /\.alone\.test\.\w+$/.test(file);
await run_files(files.filter((file) => !isAlone(file)), Number(concurrency));
await run_files(files.filter(isAlone), 1);
process.exitCode = failed > 0 ? 1 : 0;
