// A server that does what endpoints, proxies and hotel networks do to a client: each path another
// way to go wrong. Whatever it does can be read by pages of any origin, so that only that goes wrong.
import {createServer} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import {gzipSync} from 'node:zlib';

/** For pages of other origins; /no-cors goes without. */
const kCors = {'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, DELETE, MKCOL, MOVE, PROPFIND',
  'Access-Control-Allow-Headers': 'Authorization, Cache-Control, Content-Type, Depth, X-Asked'};
const kHalf = 'x'.repeat(500);

/** @typedef {import('node:http').ServerResponse} Reply */

/** Writes `text` to the connection itself. @param {Reply} reply @param {string[]} lines */
function raw(reply, lines, body = '', {end = true} = {}) {
  const cors = Object.entries(kCors).map(([name, value]) => `${name}: ${value}`);
  reply.socket.write([...lines, ...cors, '', body].join('\r\n'));
  if (end) reply.socket.end();
}

/** What each path answers. @type {Record<string, (reply: Reply, asked: any) => void>} */
const kHabits = {
  // As a mirror: what came in.
  '/echo': (reply, {method, headers, body}) => {
    reply.writeHead(200, {'X-Mixed-Case': 'Yes', 'X-Bytes': body.length});
    reply.end(JSON.stringify({method, headers, body: body.toString('hex')}));
  },
  '/nothing': (reply) => reply.writeHead(204).end(),
  '/cookie': (reply) => reply.writeHead(200, {'Set-Cookie': 'seen=1; Path=/'}).end(),
  '/refused': (reply) => reply.writeHead(401, {'WWW-Authenticate': 'Basic realm="files"'}).end(),
  '/broken': (reply) => reply.writeHead(503, {'Retry-After': '1'}).end('later'),
  '/login': (reply) => reply.writeHead(200, {'Content-Type': 'text/html'}).end('<form>'),
  '/redirect': (reply) => reply.writeHead(302, {Location: '/echo'}).end(),
  '/fresh': (reply, {count}) => {
    reply.writeHead(200, {'Cache-Control': 'max-age=1000', 'ETag': '"1"'}).end(String(count));
  },
  '/slow': () => undefined,
  '/stall': (reply) => raw(reply, ['HTTP/1.1 200 OK', 'Content-Length: 1000'], kHalf, {end: false}),
  '/cut': (reply) => raw(reply, ['HTTP/1.1 200 OK', 'Content-Length: 1000'], kHalf),
  '/cut-chunked': (reply) => raw(reply,
      ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], `1f4\r\n${kHalf}\r\n1f4\r\nxx`),
  '/longer': (reply) => raw(reply, ['HTTP/1.1 200 OK', 'Content-Length: 10'], kHalf),
  '/garbage': (reply) => reply.socket.end('it is not what you think\r\n\r\n'),
  '/hangs-up': (reply) => reply.socket.destroy(),
  '/endless': (reply) => {
    const more = () => { while (!reply.destroyed && reply.write(Buffer.alloc(65536))); };
    reply.on('drain', more);
    reply.writeHead(200);
    more();
  },
  '/large': (reply) => reply.writeHead(200, {'Content-Length': 3_000_000}).end(Buffer.alloc(3_000_000)),
  '/exact': (reply) => reply.end(Buffer.alloc(100_000)),
  '/compressed': (reply, {headers}) => {
    // For a client that asks for it only: three million bytes as three thousand.
    const packed = /gzip/.test(headers['accept-encoding'] ?? '');
    reply.writeHead(200, packed ? {'Content-Encoding': 'gzip'} : {});
    reply.end(packed ? gzipSync(Buffer.alloc(3_000_000)) : Buffer.alloc(3_000_000));
  },
  '/no-cors': (reply) => reply.end('secret'),
};

/**
 * @param {{after: (what: () => unknown) => void}} t
 * @param {{key: Buffer, cert: Buffer}} [tls]
 */
export async function start_strange_server(t, tls) {
  /** Paths with methods, in order; and how many connections went away before their reply did. */
  const seen = {asked: /** @type {string[]} */ ([]), left: 0};
  const answer = async (/** @type {any} */ request, /** @type {any} */ reply) => {
    seen.asked.push(`${request.method} ${request.url}`);
    reply.on('close', () => { if (!reply.writableEnded) seen.left++; });
    reply.on('error', () => undefined);
    const parts = [];
    for await (const part of request) parts.push(part);
    if (!request.url.startsWith('/no-cors')) {
      for (const [name, value] of Object.entries(kCors)) reply.setHeader(name, value);
    }
    if (request.method === 'OPTIONS') return reply.writeHead(204).end();
    const {method, headers} = request;
    const count = seen.asked.length;
    if (reply.socket === null) return;  // Whoever asked has gone in the meantime.
    // What is asked for below a path has its habits.
    kHabits[/^\/[^/]*/.exec(request.url)[0]](reply, {method, headers, count, body: Buffer.concat(parts)});
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.on(tls ? 'secureConnection' : 'connection', (socket) => socket.on('error', () => undefined));
  server.on('clientError', (error, socket) => socket.destroy());
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {url: `http${tls ? 's' : ''}://127.0.0.1:${port}`, port, seen};
}
