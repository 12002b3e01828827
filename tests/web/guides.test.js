// The guides that ship against the published schema, read by somebody else's validator: what the
// schema says and what the program takes must not drift apart.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {Ajv2020} from 'ajv/dist/2020.js';

const folder = new URL('../../app/guides/', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../../docs/guide.schema.json', import.meta.url), 'utf8'));
const fits = new Ajv2020({allErrors: true}).compile(schema);
const kNoGuides = ['probes.json', 'consent.json'];
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !kNoGuides.includes(name));

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

for (const name of names) {
  test(`guide schema: ${name} fits`, () => {
    assert.ok(fits(read(name)), JSON.stringify(fits.errors));
  });
}

test('guide schema: what the program refuses does not fit either', () => {
  assert.ok(names.length >= 8);
  const good = read('classic.json');
  const without = (/** @type {string} */ member) => {
    const {[member]: _, ...rest} = good;
    return rest;
  };
  const with_item = (/** @type {object} */ change) =>
    ({...good, items: [{...good.items[0], ...change}]});
  const bad = [
    {...good, format: 2}, {...good, id: 'Upper'}, {...good, version: 0}, {...good, use: 'fun'},
    {...good, titel: 'x'}, {...good, items: []}, without('title'), without('language'),
    with_item({minutes: [1]}), with_item({minutes: [1, 121]}), with_item({title: ' '}),
    with_item({title: 'a\nb'}), with_item({opens: 'door'}), with_item({emotion: 1}),
    with_item({cues: ['']}), with_item({unknown: true}),
  ];
  for (const one of bad) assert.equal(fits(one), false, JSON.stringify(one).slice(0, 300));
});
