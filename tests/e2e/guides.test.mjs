// Guides: choosing one, a copy of one's own, files that come in and go out.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {at_end, Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** @param {import('node:test').TestContext} t */
async function at_guides(t) {
  const {person} = await at_home(t);
  await person.presses('Guide: Debrief, classic');
  await person.sees('Guides');
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-guides-'));
  at_end(t, () => rmSync(folder, {recursive: true}));
  return {person, folder};
}

/** @param {Person} person @param {string} title */
const row = (person, title) => person.page.getByRole('link', {name: new RegExp(`^${title}`)});

test('guides: a copy is changed in place, and the next 1:1 asks it that way', async (t) => {
  const {person} = await at_guides(t);
  await row(person, 'Debrief, strict learning').click();
  await person.sees('Debrief, strict learning');
  assert.equal(await person.button(/^1 {2}/).count(), 0, 'one that ships is not changed');
  await person.presses('Copy and change');
  await person.sees('Debrief, strict learning (copy)');
  await person.writes('Title of the guide', 'Our debrief');
  await person.page.getByRole('button', {name: /How did it make sense at the time/}).click();
  await person.writes('Question, as it is asked', 'How did it make sense just then?');
  await person.writes('Minutes of 60', 'many');
  await person.reads('Not saved yet');
  assert.match(await person.problem_of('Minutes of 60'), /whole minutes/);
  await person.writes('Minutes of 60', '8');
  await person.reads('Saved on this device');
  await person.presses('Done');
  await person.presses('Use for the next 1:1s');
  await person.reads('The next 1:1s begin with this guide.');
  await person.presses('Back');
  await person.sees('Guides');
  await person.presses(/^(Back|Home)$/);
  await person.sees('Start a 1:1 now');
  await person.button('Guide: Our debrief').waitFor();
  await person.starts_with('Ada Lindgren');
  await person.page.getByRole('button', {name: /How did it make sense just then/}).click();
  await person.sees('How did it make sense just then?');
});

test('guides: one goes out as a file, comes in changed, and a broken one says where', async (t) => {
  const {person, folder} = await at_guides(t);
  await row(person, 'Recall aid').click();
  await person.sees('Recall aid');
  const downloading = person.page.waitForEvent('download');
  await person.presses('Save as a file');
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'recall-aid-v1.json');
  const path = join(folder, 'guide.json');
  await download.saveAs(path);
  const guide = JSON.parse(readFileSync(path, 'utf8'));
  assert.equal(guide.title, 'Recall aid');

  await person.presses('Back');
  await person.sees('Guides');
  const brings = async (/** @type {string} */ text) => {
    writeFileSync(path, text);
    await person.page.getByLabel('Choose a guide file').setInputFiles(path);
  };
  const broken = JSON.stringify({...guide, id: 'ours', items: [{...guide.items[0], minutes: [1]}]}, null, 2);
  await brings(broken);
  const at = broken.split('\n').findIndex((line) => line.includes('"minutes"')) + 1;
  await person.reads(`This guide was not taken: line ${at}: item 1: minutes: not a list of two. ` +
      'Nothing was changed.');
  await brings(JSON.stringify({...guide, id: 'ours', title: 'Our recall aid'}));
  await person.sees('Our recall aid');
});
