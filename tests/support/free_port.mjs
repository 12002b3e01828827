// For servers that do not choose a port themselves.
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 at which nobody listens now.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });
}
