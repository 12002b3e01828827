// Apache and nginx on loopback, with configurations that docs/ shows.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `text` with each of `pairs` replaced; a recipe that lost one of them fails. */
export function substitute(text, pairs) {
  for (const [from, to] of pairs) {
    assert.ok(text.includes(from), `the recipe holds ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** The arguments of an apache2 that listens on `port` as `recipe` says; its files are in `folder`. */
export function apacheArgs(folder, recipe, port, modules) {
  const loads = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  writeFileSync(join(folder, 'recipe.conf'), recipe);
  writeFileSync(join(folder, 'apache.conf'), `${loads.join('\n')}
    ServerRoot ${folder}
    PidFile ${folder}/pid
    ErrorLog ${folder}/error.log
    Mutex pthread
    TypesConfig /dev/null
    User www-data
    Group www-data
    ServerName localhost
    Listen 127.0.0.1:${port}
    Include ${folder}/recipe.conf\n`);
  return ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'];
}

/** The arguments of an nginx whose servers are those of `recipe`; its files are in `folder`. */
export function nginxArgs(folder, recipe, modules = []) {
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'recipe.conf'), recipe);
  writeFileSync(join(folder, 'nginx.conf'), `
    ${modules.map((path) => `load_module ${resolve(path)};`).join('\n')}
    ${process.getuid() === 0 ? 'user www-data;' : ''}
    daemon off; worker_processes 2; pid ${folder}/pid; error_log ${folder}/error.log;
    events {}
    http {
      access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      include ${folder}/recipe.conf;
    }`);
  return ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
}
