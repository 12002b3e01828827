// https with a certificate of one's own.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import test from 'node:test';
import { connect } from 'node:tls';
import { makeCertificate, makeSite, missingSecurityHeaders, open, readToEnd, runServer, startServer } from './rig.mjs';

function fetchOver(port, ca, path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, ca, agent: false }, (response) => {
      let body = '';
      response.on('data', (data) => (body += data));
      response.on('end', () => resolve({ response, body }));
    }).on('error', reject);
  });
}

function handshake(port, options) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test('serves the site over TLS 1.2 and 1.3, with HSTS, and nothing older', async (t) => {
  const { cert, key } = makeCertificate(t);
  const server = await startServer(t, { args: ['--tls-cert', cert, '--tls-key', key] });
  assert.match(server.address, /^https:\/\/127\.0\.0\.1:/);
  const { response, body } = await fetchOver(server.port, readFileSync(cert), '/');
  assert.equal(response.statusCode, 200);
  assert.match(body, /<title>site/);
  const headers = new Map(Object.entries(response.headers));
  assert.deepEqual(missingSecurityHeaders(headers), []);
  assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
  const large = await fetchOver(server.port, readFileSync(cert), '/v/1/large.bin');
  assert.equal(large.body.length, Number(large.response.headers['content-length']));
  assert.equal(await handshake(server.port, { maxVersion: 'TLSv1.2' }), 'TLSv1.2');
  assert.equal(await handshake(server.port, {}), 'TLSv1.3');
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  await assert.rejects(handshake(server.port, old));
});

test('a client that never finishes its handshake, or speaks plain HTTP, is cut off', async (t) => {
  const { cert, key } = makeCertificate(t);
  const server = await startServer(t, {
    args: ['--tls-cert', cert, '--tls-key', key, '--header-timeout-ms', '300'],
  });
  await readToEnd(await open(server.port));
  const plain = await open(server.port);
  const answer = readToEnd(plain);
  plain.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.doesNotMatch(await answer, /title/);
  assert.equal((await fetchOver(server.port, readFileSync(cert), '/')).response.statusCode, 200);
});

test('a bad certificate or key is refused at the start with what is wrong', async (t) => {
  const site = makeSite(t);
  const { cert, key } = makeCertificate(t);
  const other = makeCertificate(t);
  const broken = join(site, 'broken.pem');
  writeFileSync(broken, 'not a certificate');
  const rows = [
    [[cert, other.key], /the certificate and the key do not belong together|the key .* cannot be used/],
    [[broken, key], /the certificate .*broken\.pem cannot be used/],
    [[cert, broken], /the key .*broken\.pem cannot be used/],
    [['/nonexistent.pem', key], /the certificate \/nonexistent\.pem cannot be used/],
  ];
  for (const [[certFile, keyFile], message] of rows) {
    const { code, stderr } = await runServer(['--site', site, '--port', '0', '--tls-cert', certFile, '--tls-key', keyFile]);
    assert.equal(code, 1);
    assert.match(stderr, message);
  }
});
