// The first visit: a passphrase is chosen, the recovery code is written down and confirmed.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kPassphrase, Person, serve, start_browser, test_if_long} from './support/app.mjs';

test('first run: passphrase, 24 words, three of them confirmed, home', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_browser(t), server.url);
  await person.presses('Choose a passphrase');

  await person.writes('Passphrase', 'password1');
  await person.reads(/^Easy to guess/);
  await person.writes('Passphrase', kPassphrase);
  await person.reads('Hard to guess.');

  await person.writes('The same again', 'something else entirely');
  await person.presses('Use this passphrase');
  assert.match(await person.problem_of('Passphrase'), /not the same/);
  for (const field of ['Passphrase', 'The same again']) {
    assert.equal(await person.field(field).inputValue(), '', 'nothing is held that is not shown');
    await person.writes(field, kPassphrase);
  }
  await person.presses('Use this passphrase');

  const words = await person.reads_code();
  assert.equal(words.filter((word) => /^[a-z]{3,8}$/.test(word)).length, 24);
  await person.presses('I have written it down');
  await person.confirms(words.map(() => 'zebra'));
  assert.match(await person.first_problem(), /^Word \d+ is not what was shown/);
  await person.presses('Show it again');
  assert.deepEqual(await person.reads_code(), words, 'the same code is shown again');
  await person.presses('I have written it down');
  await person.confirms(words);

  // What matters is said once. The keyboard has the only button there.
  await person.sees('Before you begin');
  const lines = person.page.getByRole('list', {name: 'What matters'}).getByRole('listitem');
  assert.ok(await lines.count() <= 5);
  await person.page.keyboard.press('Enter');
  await person.sees('Start a 1:1 now');
  await person.page.reload();
  await person.unlocks();
  await person.sees('Start a 1:1 now');
  await person.presses('About');
  await person.page.getByRole('link', {name: 'Before you begin'}).click();
  await person.sees('Before you begin');
  await person.presses('Go on');
  await person.sees('About');
});

test_if_long('a first run that was broken off leaves nothing: the next visit begins anew', async (t) => {
  const server = await serve(t);
  const person = await Person.open(await start_browser(t), server.url);
  await person.presses('Choose a passphrase');
  await person.writes('Passphrase', kPassphrase);
  await person.writes('The same again', kPassphrase);
  await person.presses('Use this passphrase');
  await person.reads_code();
  await person.page.reload();
  await person.sees('A quiet place for 1:1 notes');
  await person.sets_up();
});
