// The notices of everything that is in the site and was written by others, in one text file.
import {closeSync, existsSync, openSync, readFileSync, readSync} from 'node:fs';
import {join} from 'node:path';

/**
 * @param {{root: string, imgui: string, sodium: string, json: string}} folders
 * @returns {string}
 */
export function licences(folders) {
  const npm = (name) => join(folders.root, 'node_modules', name);
  const version = (name) => JSON.parse(readFileSync(join(npm(name), 'package.json'), 'utf8')).version;
  const parts = [
    ['Quietroom', '', file(join(folders.root, 'LICENSE'))],
    ['Dear ImGui', 'draws the screens', imgui(folders.imgui)],
    ['SQLite', 'keeps the notes', 'Public domain; see https://sqlite.org/copyright.html.'],
    ['SQLite3 Multiple Ciphers', `encrypts the store; from better-sqlite3-multiple-ciphers ` +
        version('better-sqlite3-multiple-ciphers'), sqlite_ciphers(folders.root)],
    ['libsodium', 'keys, seals and signatures', file(join(folders.sodium, 'LICENSE'))],
    ['JSON for Modern C++', 'reads messages and guides', json(folders.json)],
    [`Inter ${version('@fontsource/inter')}`, 'the typeface', file(join(npm('@fontsource/inter'), 'LICENSE'))],
    [`Lucide ${version('lucide-static')}`, 'the icons', file(join(npm('lucide-static'), 'LICENSE'))],
    [`The BIP-39 word list, from @scure/bip39 ${version('@scure/bip39')}`, 'the recovery code',
      file(join(npm('@scure/bip39'), 'LICENSE'))],
    [`age-encryption ${version('age-encryption')}`, 'seals and opens on the reviewer page',
      file(join(npm('age-encryption'), 'LICENSE'))],
    ...['@noble/ciphers', '@noble/curves', '@noble/hashes', '@scure/base'].map((name) =>
        [`${name} ${version(name)}`, 'below age-encryption', file(join(npm(name), 'LICENSE'))]),
    ['Emscripten, musl, LLVM libc++', 'the runtime of the program', kRuntime],
  ];
  const line = '-'.repeat(80);
  return parts.map(([name, use, text]) =>
      `${line}\n${name}${use ? `: ${use}` : ''}\n${line}\n\n${text.trim()}\n`).join('\n');
}

function file(path) {
  return readFileSync(path, 'utf8');
}

/** Debian's source package of Dear ImGui keeps the licence at its place; a stripped one has it not. */
function imgui(folder) {
  const path = ['LICENSE.txt', 'LICENSE'].map((name) => join(folder, name)).find(existsSync);
  if (!path) throw new Error(`no licence in ${folder}`);
  return file(path);
}

/** The names and years stand in the code itself; the terms are the MIT licence's. */
function sqlite_ciphers(root) {
  const folder = join(root, 'node_modules/better-sqlite3-multiple-ciphers');
  const owner = head(join(folder, 'deps/sqlite3/sqlite3.c')).match(/Copyright:\s*(\([^\n]*)/)?.[1];
  if (!owner) throw new Error('no copyright line in the amalgamation of SQLite3 Multiple Ciphers');
  return `Copyright ${owner.trim()}\n\n${kMit}\n\nThe package that carries it:\n\n` +
      file(join(folder, 'LICENSE'));
}

function json(include) {
  const path = join(include, 'nlohmann/json.hpp');
  const owner = head(path).match(/SPDX-FileCopyrightText:\s*([^\n]*)/)?.[1] ??
      head(path).match(/Copyright\s*(\([^\n]*Niels Lohmann[^\n]*)/)?.[1];
  if (!owner) throw new Error(`no copyright line in ${path}`);
  return `Copyright ${owner.trim()}\n\n${kMit}`;
}

function head(path) {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(4000);
  const count = readSync(file, bytes);
  closeSync(file);
  return bytes.toString('utf8', 0, count);
}

const kMit = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

const kRuntime = `Emscripten: copyright (c) 2010-2014 Emscripten authors.
musl: copyright (c) 2005-2020 Rich Felker, et al.
Both under these terms:

${kMit}

LLVM libc++, libc++abi and compiler-rt: under the Apache License v2.0 with LLVM Exceptions,
https://llvm.org/LICENSE.txt.`;
