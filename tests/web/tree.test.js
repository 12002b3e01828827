import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Tree} from '../../web/core/tree.js';

const node = (id, parent, role, more = {}) => ({id, parent, role, rect: [0, 0, 10, 10], ...more});
const first = (nodes) => ({changed: nodes, removed: [], order: nodes.map((one) => one.id)});
const by_id = (plan) => Object.fromEntries(plan.put.map((one) => [one.id, one.now]));

test('tree: the first request makes every element, parents with their children in order', () => {
  const tree = new Tree();
  const plan = tree.apply(first([node(1, 0, 'main', {name: 'Home'}), node(2, 1, 'button'), node(3, 1, 'text')]));
  assert.deepEqual(plan.put.map((one) => [one.id, one.now.tag, one.before]),
      [[1, 'div', null], [2, 'button', null], [3, 'div', null]]);
  assert.deepEqual(plan.children, [{parent: 0, children: [1]}, {parent: 1, children: [2, 3]}]);
});

test('tree: an unchanged node leads to nothing', () => {
  const tree = new Tree();
  const nodes = [node(1, 0, 'text', {name: 'same'})];
  tree.apply(first(nodes));
  const plan = tree.apply({changed: [{...nodes[0]}], removed: [], order: []});
  assert.deepEqual(plan, {put: [], children: [], removed: [], scrolled: [], said: []});
});

test('tree: what appears or changes as a status or an alert is said once, by the page and not by itself', () => {
  const tree = new Tree();
  const toast = node(1, 0, 'status', {name: 'The line is struck.'});
  const banner = node(2, 0, 'alert', {name: 'Nothing can be kept here.'});
  const plan = tree.apply(first([toast, banner, node(3, 0, 'text', {name: 'quiet'})]));
  assert.deepEqual(plan.said, [{text: 'The line is struck.', assertive: false},
    {text: 'Nothing can be kept here.', assertive: true}]);
  for (const id of [1, 2]) {
    assert.deepEqual([by_id(plan)[id].attributes.role, by_id(plan)[id].attributes['aria-live']],
        ['status', 'off']);
  }
  const next = (more) => tree.apply({changed: [{...toast, ...more}], removed: [], order: []}).said;
  assert.deepEqual(next({rect: [1, 1, 5, 5]}), []);
  assert.deepEqual(next({name: 'Two lines are kept.'}), [{text: 'Two lines are kept.', assertive: false}]);
});

test('tree: a parent that moves takes its children along, though they are not in the request', () => {
  const tree = new Tree();
  tree.apply(first([node(1, 0, 'main', {rect: [0, 0, 100, 100]}), node(2, 1, 'text', {rect: [5, 5, 1, 1]})]));
  const plan = tree.apply({changed: [node(1, 0, 'main', {rect: [3, 0, 100, 100]})], removed: [], order: []});
  assert.equal(by_id(plan)[2].style.left, '2px');
});

test('tree: what is in a scroll container is placed in its content', () => {
  const tree = new Tree();
  const plan = tree.apply(first([
    node(1, 0, 'region', {rect: [50, 60, 100, 100], scrolls: true, scroll_y: 7, scroll_seq: 1}),
    node(2, 1, 'text', {rect: [5, 500, 1, 1]})]));
  assert.equal(by_id(plan)[2].style.top, '500px');
  assert.deepEqual(plan.scrolled, [{id: 1, y: 7}]);
});

test('tree: a scroll position is obeyed again only with a new number', () => {
  const tree = new Tree();
  const region = node(1, 0, 'region', {scrolls: true, scroll_seq: 1, scroll_y: 5});
  tree.apply(first([region]));
  const next = (more) => tree.apply({changed: [{...region, ...more}], removed: [], order: []}).scrolled;
  assert.deepEqual(next({scroll_y: 9}), []);
  assert.deepEqual(next({scroll_y: 9, scroll_seq: 2}), [{id: 1, y: 9}]);
});

test('tree: a node that becomes another tag is made anew, without a before', () => {
  const tree = new Tree();
  tree.apply(first([node(1, 0, 'text', {name: 'a'})]));
  const plan = tree.apply({changed: [node(1, 0, 'button', {name: 'a'})], removed: [], order: []});
  assert.deepEqual([plan.put[0].before, plan.put[0].now.tag], [null, 'button']);
});

test('tree: removed nodes go, and an order without a node removes it too', () => {
  const tree = new Tree();
  tree.apply(first([node(1, 0, 'text'), node(2, 0, 'text'), node(3, 0, 'text')]));
  assert.deepEqual(tree.apply({changed: [], removed: [2], order: [1, 3]}).removed, [2]);
  assert.deepEqual(tree.apply(first([node(3, 0, 'text')])).removed, [1]);
});

test('tree: an open dialog makes everything inert that is not on the way to it', () => {
  const tree = new Tree();
  const nodes = [node(1, 0, 'main'), node(2, 1, 'button'), node(3, 1, 'group'), node(4, 3, 'dialog', {name: 'Sure?'}),
    node(5, 4, 'button'), node(6, 0, 'navigation')];
  const put = by_id(tree.apply(first(nodes)));
  const inert = Object.keys(put).filter((id) => 'inert' in put[id].attributes);
  assert.deepEqual(inert, ['2', '6']);
  const closed = by_id(tree.apply({changed: [], removed: [4, 5], order: [1, 2, 3, 6]}));
  assert.deepEqual(Object.keys(closed).filter((id) => 'inert' in closed[id].attributes), []);
  assert.ok('2' in closed && '6' in closed);
});

test('tree: Tab reaches one radio of a group, and arrows go round without the disabled ones', () => {
  const tree = new Tree();
  const radio = (id, more = {}) => node(id, 1, 'radio', {focusable: true, name: String(id), ...more});
  const put = by_id(tree.apply(first(
      [node(1, 0, 'radiogroup', {name: 'Kind'}), radio(2), radio(3, {checked: true}), radio(4, {disabled: true})])));
  assert.deepEqual([2, 3, 4].map((id) => put[id].attributes.tabindex), ['-1', undefined, '-1']);
  assert.equal(tree.next_radio(3, 1), 2);
  assert.equal(tree.next_radio(2, -1), 3);
  assert.equal(tree.next_radio(1, 1), 0);
});

test('tree: a scroll container without controls takes the keyboard itself', () => {
  const tree = new Tree();
  const scroller = node(1, 0, 'region', {name: 'Texts', scrolls: true});
  const text = node(2, 1, 'text', {name: 'long'});
  assert.equal(by_id(tree.apply(first([scroller, text])))[1].attributes.tabindex, '0');
  const button = node(3, 1, 'button', {name: 'Go', focusable: true});
  assert.equal(by_id(tree.apply(first([scroller, text, button])))[1].attributes.tabindex, undefined);
});

test('tree: a node whose parent is not there stands at the root', () => {
  const tree = new Tree();
  const plan = tree.apply(first([node(2, 77, 'text')]));
  assert.deepEqual(plan.children, [{parent: 0, children: [2]}]);
});

test('tree: it tells which keys do something with Alt now', () => {
  const tree = new Tree();
  tree.apply(first([node(1, 0, 'button', {shortcut: 'Alt+K'}), node(2, 0, 'button', {shortcut: 'F9'}),
    node(3, 0, 'button', {shortcut: 'Alt+ArrowUp'})]));
  assert.deepEqual([...tree.alt_keys()].sort(), ['arrowup', 'k']);
  tree.apply({changed: [], removed: [1], order: [2, 3]});
  assert.deepEqual([...tree.alt_keys()], ['arrowup']);
});
