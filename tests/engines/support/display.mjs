// A screen that nobody sees, for browsers that draw with OpenGL only where there is one.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/**
 * Starts an X server on a free number; it ends with this process.
 * @returns {Promise<{variables: Record<string, string>, stop: () => Promise<unknown>}>} What
 *   programs that draw there must find in their environment.
 */
export async function start_display() {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-run-'));  // Made with mode 0700.
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp',
    '+extension', 'GLX'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
  const ended = new Promise((done) => child.once('exit', done));
  const at_exit = () => child.kill('SIGKILL');
  process.once('exit', at_exit);
  const number = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', () => fail(new Error('Xvfb ended')));
    /** @type {import('node:stream').Readable} */ (child.stdio[3]).once('data',
        (bytes) => done(String(bytes).trim()));
  });
  return {
    variables: {DISPLAY: `:${number}`, XDG_RUNTIME_DIR: folder, GDK_BACKEND: 'x11'},
    stop: () => {
      process.removeListener('exit', at_exit);
      child.kill('SIGTERM');
      return ended.then(() => rmSync(folder, {recursive: true, force: true}));
    },
  };
}
