import assert from 'node:assert/strict';
import {test} from 'node:test';
import {moves} from '../../web/core/order.js';

/** Carries the moves out as the page does. */
function carry_out(current, list) {
  const out = [...current];
  for (const {id, before} of list) {
    const at = out.indexOf(id);
    if (at >= 0) out.splice(at, 1);
    out.splice(before === 0 ? out.length : out.indexOf(before), 0, id);
  }
  return out;
}

test('moves: nothing moves where the order is right', () => {
  assert.deepEqual(moves([1, 2, 3], [1, 2, 3], 0), []);
});

test('moves: only new ones are put in', () => {
  assert.deepEqual(moves([1, 3], [1, 2, 3, 4], 0), [{id: 4, before: 0}, {id: 2, before: 3}]);
});

test('moves: one that went to the front moves alone', () => {
  assert.deepEqual(moves([1, 2, 3, 4], [4, 1, 2, 3], 0), [{id: 4, before: 1}]);
});

test('moves: the one with the keyboard stays, whatever the others must do', () => {
  const list = moves([1, 2, 3, 4], [4, 1, 2, 3], 4);
  assert.ok(!list.some((one) => one.id === 4));
  assert.deepEqual(carry_out([1, 2, 3, 4], list), [4, 1, 2, 3]);
});

test('moves: any order can be reached from any other, never moving the pinned one', () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const shuffled = (count) => {
    const ids = Array.from({length: 9}, (_, at) => at + 1);
    for (let at = 8; at > 0; --at) {
      const other = random(at + 1);
      [ids[at], ids[other]] = [ids[other], ids[at]];
    }
    return ids.slice(0, count);
  };
  for (let round = 0; round < 500; ++round) {
    const wanted = shuffled(1 + random(9));
    const current = shuffled(random(10)).filter((id) => wanted.includes(id));
    const pinned = current.length ? current[random(current.length)] : 0;
    const list = moves(current, wanted, pinned);
    assert.deepEqual(carry_out(current, list), wanted, `round ${round}`);
    assert.ok(!list.some((one) => one.id === pinned), `round ${round}`);
  }
});
