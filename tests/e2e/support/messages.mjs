// @ts-check
// What two devices give each other to add a device or a person: six words, and messages as files.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {profile_for} from './app.mjs';

/** @typedef {import('./app.mjs').Person} Person */

/** The six words on the screen, as a screen reader has them. @param {Person} person @param {string} of */
export async function words_of(person, of) {
  const items = person.page.getByRole('list', {name: `Six words of the ${of}`}).getByRole('listitem');
  await items.nth(5).waitFor();
  const words = await items.allInnerTexts();
  assert.equal(words.length, 6);
  return words.map((word) => word.replace(/[^a-z]/g, ''));
}

/** What a button hands out as a file. @param {import('node:test').TestContext} t @param {Person} person
 * @param {string} button */
export async function file_of(t, person, button) {
  const download = person.page.waitForEvent('download');
  await person.presses(button);
  const path = join(profile_for(t), 'message');
  await (await download).saveAs(path);
  return path;
}

/** Sync with the server that the page is from. @param {Person} person */
export async function syncs_here(person) {
  await person.page.getByRole('link', {name: /^Sync/}).or(person.page.getByRole('button', {name: /^Sync/})).first().click();
  await person.presses('Sync with this server');
  await person.button('Sync now').waitFor();
  await person.presses('Sync now');
  await person.reads(/^Everything is at the endpoint/);
}
