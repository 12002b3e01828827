// Loss of power in the engines beside Chromium: every process of the browser is killed while
// somebody types. What was shown as saved must be there afterwards, in order. WebKitGTK has no
// synchronous file handles, so there this is the test of docs/decisions/0011.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Firefox, Person, profile_for, serve, start_engine, stop_display, WebKit}
  from './support/app.mjs';

after(stop_display);

const kRounds = process.env.QUIETROOM_LONG === '1' ? 6 : 1;
const kLines = 5;

/** @param {number} round */
function script_of(round) {
  return Array.from({length: kLines}, (_, at) => `Round ${round}, sentence ${at} of the story.`);
}

/**
 * Kills it again and again while lines are typed; returns somebody in the 1:1 afterwards.
 * @param {Person} person @param {() => Promise<Person>} opens_again
 */
async function is_killed_while_typing(person, opens_again) {
  let known = ['The pager rang at four.'];
  await person.notes(known[0]);  // So that the 1:1 itself is saved, too.
  for (let round = 0; round < kRounds; ++round) {
    const script = script_of(round);
    // Each round is cut off at another place: after so many lines and some letters of the next.
    const count = round % kLines + 1;
    await person.notes(script[0]);
    for (const line of script.slice(1, count)) {
      await person.types(line);
      await person.engine.presses_keys(['Enter']);
    }
    await person.types((script[count] ?? '').slice(0, 7 * round));
    const acknowledged = await person.saved_lines();
    await person.engine.kill();

    person = await opens_again();
    const found = await person.line_texts();
    const all = [...known, ...script];
    assert.deepEqual(found, all.slice(0, found.length), `round ${round}: in order, none twice`);
    assert.deepEqual(acknowledged.filter((line) => !found.includes(line)), [],
        `round ${round}: lost`);
    const field = await person.value_of('Note');
    assert.ok((all[found.length] ?? '').startsWith(field),
        `round ${round}: the field goes on where the lines end, not with "${field}"`);
    await person.empties_note();
    known = found;
  }
  assert.ok(known.length > kRounds, `lines were kept at all: ${known}`);
  return person;
}

for (const kind of [Firefox, WebKit]) {
  test(`${kind.name}: killed`, async (t) => {
    const server = await serve(t);
    const profile = profile_for(t);
    const opens = async () => Person.open(await start_engine(t, kind, {profile}), server.url);
    const opens_again = async () => {
      const again = await opens();
      await again.unlocks();
      await again.has_keyboard_in('Note');
      return again;
    };
    let person = await opens();
    await person.sets_up();
    await person.starts_with('Ada Lindgren');

    await t.test(`${kRounds === 1 ? 'once' : `${kRounds} times`} while typing, no acknowledged word is lost`,
        async () => void (person = await is_killed_while_typing(person, opens_again)));

    await t.test('as soon as the field says that it is saved', async () => {
      const lines = await person.line_texts();
      await person.drafts('I thought it was the');
      await person.engine.kill();
      person = await opens_again();
      assert.deepEqual(await person.line_texts(), lines);
      assert.equal(await person.value_of('Note'), 'I thought it was the');
    });
  });
}
