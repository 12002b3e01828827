// The script ./quietroom itself: what it says when it cannot go on, before it changes anything.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

function run(args, env = process.env) {
  return spawnSync('/bin/bash', ['quietroom', ...args], { env, encoding: 'utf8' });
}

test('without a command it explains itself; with a wrong one too, and fails', () => {
  const help = run(['help']);
  assert.equal(help.status, 0);
  for (const word of ['start', 'test', 'build', 'bench', 'check', '--port', '--tls-cert', '--allow-endpoint', '--long']) {
    assert.ok(help.stdout.includes(word), word);
  }
  assert.equal(run([]).stdout, help.stdout);
  const wrong = run(['strat']);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /there is no command "strat"/);
});

test('a wrong flag is refused at once, by name', () => {
  const rows = [
    [['start', '--prot', '1'], /start does not know "--prot"/],
    [['start', '8080'], /start does not know "8080"/],
    [['start', '--port'], /--port needs a value/],
    [['build', '--fast'], /build takes no flags/],
    [['test', 'everything'], /there is no suite "everything"; there are: checks/],
    [['check', 'x'], /check takes no flags/],
  ];
  for (const [args, message] of rows) {
    const { status, stderr } = run(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, message);
  }
});

test('without the tools, and without apt-get, it lists the packages with their reasons and stops', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-path-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['dirname', 'id', 'cat']) {
    symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(), join(folder, name));
  }
  const { status, stdout, stderr } = run(['start'], { PATH: folder });
  assert.equal(status, 1, stderr);
  assert.match(stdout, /^Quietroom needs these Debian packages/);
  for (const row of [/^ {2}emscripten +compiles the app to WebAssembly$/m, /^ {2}cmake +\w/m, /^ {2}ninja-build +\w/m]) {
    assert.match(stdout, row);
  }
  assert.match(stdout, /^As root: apt-get install --no-install-recommends emscripten cmake ninja-build /m);
  assert.match(stderr, /install them, then run the same command again/);
});

test('every tool in the list has a package and a reason', () => {
  const listed = spawnSync('/bin/bash', ['-c', `eval "$(sed -n '/^tools_table()/,/^}/p' quietroom)"; tools_table`], { encoding: 'utf8' });
  const rows = listed.stdout.trim().split('\n');
  assert.ok(rows.length > 15);
  for (const row of rows) {
    assert.match(row, /^(start|test|clients) (cmd:\S+|file:\S+|glob:\S+|boost) [a-z0-9.+-]+ \w.{8,}$/);
  }
});
