// Start, unlock, a 1:1 and a reload in the engines beside Chromium, which has a suite of its own.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Firefox, Person, serve, start_engine, stop_display, WebKit} from './support/app.mjs';

after(stop_display);

const kLines = ['The pager rang at four.', 'I looked at the wrong graph first.',
  'Nobody had told me that it was my week.'];

for (const kind of [Firefox, WebKit]) {
  test(`${kind.name}: a passphrase, three lines, a reload, and all is there`, async (t) => {
    const server = await serve(t);
    const person = await Person.open(await start_engine(t, kind), server.url);
    await person.sets_up();
    await person.starts_with('Ada Lindgren');
    for (const line of kLines) await person.notes(line);
    await person.drafts('I thought it was the');
    await person.engine.reload();
    await person.sees('Unlock');
    await person.unlocks();
    await person.has_keyboard_in('Note');
    assert.deepEqual(await person.line_texts(), kLines);
    assert.equal(await person.value_of('Note'), 'I thought it was the');
  });
}
