// What the page's JavaScript sends and takes is what web/protocol.js lists, kind by kind and field
// by field. That the program reads and writes just that list is tests/platform/bridge's.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {kFileNameUnitsMax, kValueUnitsMax, message_json, well_formed} from '../../web/core/limits.js';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const protocol = read('web/protocol.js');
// The reviewer page is a page of its own: it has no program to send anything to.
const sources = Object.fromEntries(readdirSync(new URL('web/', root), {recursive: true})
    .filter((path) => path.endsWith('.js') && path !== 'protocol.js' && path !== 'service_worker.js' &&
        !path.startsWith('review/'))
    .map((path) => [path, read(`web/${path}`)]));

/** The text within the braces that open at `at`. */
function braced(text, at) {
  let depth = 0;
  for (let end = at; ; ++end) {
    if (text[end] === '{') ++depth;
    if (text[end] === '}' && --depth === 0) return text.slice(at + 1, end);
  }
}

/** `text` cut at the commas that are not within brackets or quotes. */
function fields_in(text) {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if ('{[('.includes(c)) ++depth;
    if ('}])'.includes(c)) --depth;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** {kind: {field: is optional}} of every message with a `type`. */
function listed(text) {
  const kinds = {};
  const plain = text.replace(/^ \* ?/gm, '');
  for (const match of plain.matchAll(/@typedef \{\{type: '(\w+)'/g)) {
    const inside = braced(plain, match.index + '@typedef {'.length);
    const shape = Object.fromEntries(fields_in(inside).map((field) => field.match(/^(\w+)(\??):/))
        .map(([, name, mark]) => [name, mark === '?']));
    // A question and its answer may be of one kind: what only one of them has may be left out.
    const other = kinds[match[1]] ?? shape;
    kinds[match[1]] = Object.fromEntries(Object.keys({...shape, ...other})
        .map((name) => [name, (shape[name] ?? true) || (other[name] ?? true)]));
  }
  return kinds;
}

/** What is wrong with the messages that `text` writes down. */
function problems_in(path, text, kinds, sent) {
  const problems = [];
  const bare = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  for (const match of bare.matchAll(/\{\s*type: '(\w+)'/g)) {
    const [, kind] = match;
    sent.add(kind);
    const shape = kinds[kind];
    if (!shape) {
      problems.push(`${path}: ${kind} is not listed`);
      continue;
    }
    const fields = fields_in(braced(bare, match.index));
    const names = fields.filter((field) => !field.startsWith('...')).map((f) => f.match(/^\w+/)[0]);
    for (const name of names) {
      if (!(name in shape)) problems.push(`${path}: ${kind}.${name} is not listed`);
    }
    if (names.length < fields.length) continue;  // The rest is in what is spread.
    for (const [name, optional] of Object.entries(shape)) {
      if (!optional && !names.includes(name)) problems.push(`${path}: ${kind}.${name} is missing`);
    }
  }
  return problems;
}

function problems_of(protocol_text, files) {
  const kinds = listed(protocol_text);
  const sent = new Set();
  const problems = Object.entries(files).flatMap(([path, text]) =>
      problems_in(path, text, kinds, sent));
  // What comes from the program is taken by main.js, or by the worker itself.
  const taken = new Set([...braced(files['main.js'], files['main.js'].indexOf('const handlers = {') +
      'const handlers = '.length).matchAll(/^ {4}(\w+)[(:,]/gm)].map((match) => match[1]));
  for (const [path, text] of Object.entries(files)) {
    for (const [, kind] of text.matchAll(/(?:message|request|data)\.type === '(\w+)'/g)) {
      taken.add(kind);
      if (!kinds[kind]) problems.push(`${path}: takes ${kind}, which is not listed`);
    }
  }
  for (const kind of taken) if (!kinds[kind]) problems.push(`main.js takes ${kind}: not listed`);
  const unions = protocol_text.replace(/^ \* ?/gm, '');
  const names = (union) => unions.match(new RegExp(`@typedef \\{([\\w|\\s]+)\\} ${union}\\b`))[1]
      .split('|').map((name) => name.trim());
  const kind_of = (type) => unions.match(new RegExp(`type: '(\\w+)'[^}]*\\}\\}\\s*${type}\\b`))[1];
  for (const type of names('PageRequest')) {
    if (!taken.has(kind_of(type))) problems.push(`nobody takes ${kind_of(type)}`);
  }
  for (const type of names('PageEvent')) {
    if (!sent.has(kind_of(type))) problems.push(`nobody sends ${kind_of(type)}`);
  }
  return problems;
}

test('protocol: what the page sends and takes is what the list says', () => {
  assert.deepEqual(problems_of(protocol, sources), []);
  assert.ok(Object.keys(listed(protocol)).length > 30);
});

test('protocol: a kind that one side calls otherwise is noticed', () => {
  for (const kind of Object.keys(listed(protocol))) {
    const changed = protocol.replaceAll(`type: '${kind}'`, `type: '${kind}x'`);
    assert.notDeepEqual(problems_of(changed, sources), [], kind);
  }
});

test('protocol: a field that is renamed in the list is noticed where it is written down', () => {
  // What is spread into a message is not seen here, and answers are not sent by the page.
  let noticed = 0;
  for (const [path, text] of Object.entries(sources)) {
    for (const match of text.matchAll(/\{type: '(\w+)'/g)) {
      for (const field of fields_in(braced(text, match.index)).slice(1)) {
        const name = field.match(/^\w+/)?.[0];
        if (!name) continue;
        const line = match[0];
        const at = text.indexOf(name, match.index + line.length);
        const changed = `${text.slice(0, at)}${name}x${text.slice(at + name.length)}`;
        const problems = problems_of(protocol, {...sources, [path]: changed});
        assert.notDeepEqual(problems, [], `${path}: ${line} ${name}`);
        ++noticed;
      }
    }
  }
  assert.ok(noticed > 40, `${noticed}`);
});

test('limits: they are below those of the program, which refuses whole messages', () => {
  const header = read('platform/bridge/bridge.h');
  const value = header.match(/kValueBytesMax = std::size_t\{(\d+)\} << (\d+);/);
  const name = header.match(/kFileNameBytesMax = (\d+);/);
  const message = header.match(/kMessageBytesMax = std::size_t\{(\d+)\} << (\d+);/);
  const bytes = ([, factor, bits]) => Number(factor) * 2 ** Number(bits);
  assert.ok(kValueUnitsMax * 3 <= bytes(value));
  assert.ok(kFileNameUnitsMax * 3 <= Number(name[1]));
  // A control character takes six bytes.
  assert.ok(kValueUnitsMax * 6 + 1000 <= bytes(message));
});

test('limits: half an emoji does not cost the rest of the text', () => {
  const cases = [['', ''], ['plain', 'plain'], ['a\u{1F600}b', 'a\u{1F600}b'],
    ['a\uD83D', 'a\uFFFD'], ['\uDE00b', '\uFFFDb'], ['\uDE00\uD83D', '\uFFFD\uFFFD'],
    ['\uD83D\uD83D\uDE00', '\uFFFD\u{1F600}']];
  for (const [text, expected] of cases) assert.equal(well_formed(text), expected);
  const json = message_json({type: 'text', node: 7, value: 'a\uD83D', nothing: null});
  assert.equal(json, '{"type":"text","node":7,"value":"a\uFFFD","nothing":null}');
});
