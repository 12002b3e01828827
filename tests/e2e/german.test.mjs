// The program in German, chosen as anybody chooses it: from the first run to the lock nothing on the
// screen speaks English, neither to the eye nor to a screen reader, and nothing is cut off.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {kRoot, screenshot} from '../web/rig.mjs';
import {kLong, Person, serve, start_browser} from './support/app.mjs';
import {kSmall} from './support/moved_in.mjs';

/** To look at the pictures: a folder for them. */
const kPictures = process.env.QUIETROOM_PICTURES;

/** By what it is in English. @type {Record<string, string>} */
const kGerman = JSON.parse(readFileSync(join(kRoot, 'app/words/de.json'), 'utf8'));
/** Names that are the same in German stand for nothing here. */
const kEnglish = Object.keys(kGerman).filter((text) => kGerman[text] !== text &&
    !Object.values(kGerman).includes(text));

/** @param {string} english */
function in_german(english) {
  assert.ok(english in kGerman, `nothing says "${english}"`);
  return kGerman[english];
}

/** What is said of everything that is there. Runs in the page, alone. */
function all_that_is_said() {
  return [...document.querySelectorAll('#mirror, #mirror *')].flatMap((one) => [
    one.childElementCount === 0 ? one.textContent : null,
    ...['aria-label', 'aria-description', 'placeholder', 'title'].map((name) => one.getAttribute(name)),
  ]).filter((text) => text);
}

/** @param {import('playwright-core').Page} page */
async function english_on(page) {
  await page.evaluate(() => /** @type {any} */ (window).quietroom_counts());
  const said = await page.evaluate(all_that_is_said);
  return said.filter((text) => kEnglish.includes(/** @type {string} */ (text)));
}

/** @param {Person} person @param {string} where */
async function is_german(person, where) {
  const {page} = person;
  assert.deepEqual(await english_on(page), [], where);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(wide, false, `${where}: wider than the window`);
  if (!kPictures) return;
  const folder = join(kPictures, `${page.viewportSize()?.width}`);
  mkdirSync(folder, {recursive: true});
  await screenshot(page, join(folder, `${where}.png`));
}

/** The language is a setting, and whoever has no store yet finds it in the example. @param {Person} person */
async function chooses_german(person) {
  assert.ok((await english_on(person.page)).length > 2, 'English is heard where it is spoken');
  await person.presses('Try it with an example');
  await person.button('Leave the example').waitFor();
  if (await person.button('Settings').count() === 0) await person.presses('Home');
  await person.presses('Settings');
  await person.choice('Language', 'Deutsch').click();
  const german = new Person(person.page, in_german);
  await german.sees(in_german('Settings'));
  await is_german(german, 'settings');
  await german.presses(in_german('Leave the example'));
  return german;
}

/** Wherever its button is in this width. @param {Person} person @param {string} english */
async function from_aside(person, english) {
  const more = person.button(in_german('Time, consent and more'));
  if (await more.count() > 0) {
    await more.click();
    await is_german(person, 'more');
  }
  await person.presses(in_german(english));
}

/** @param {Person} person */
async function consents(person) {
  await from_aside(person, 'Consent');
  await person.sees(in_german('Consent'));
  await person.reads(/Danke, dass du dir die Zeit nimmst/);
  await is_german(person, 'consent');
  for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
    'This medium is all right']) {
    await person.choice(in_german(question), in_german('Yes')).click();
  }
  await person.presses(in_german('Record consent'));
  await person.field(in_german('Note')).waitFor();
  await person.reads(in_german('Consent is recorded on this device.'));
  await is_german(person, 'interview-consented');
  await from_aside(person, 'Consent');
  await person.sees(in_german('Consent is recorded'));
  await is_german(person, 'consent-recorded');
  await person.presses(in_german('Back to the 1:1'));
}

/** @param {Person} person */
async function looks_around(person) {
  for (const [button, heading] of [['Read back', '1:1 mit Ada Lindgren'],
    ['For you alone', in_german('For you alone')]]) {
    await person.field(in_german('Note')).waitFor();
    await from_aside(person, button);
    await person.sees(heading);
    await is_german(person, button);
    await person.presses(in_german('Back to the 1:1'));
  }
  for (const sheet of ['Probe cards', 'Quiet cues', 'Who else', 'Close this 1:1']) {
    await person.field(in_german('Note')).waitFor();
    await from_aside(person, sheet);
    await person.page.getByRole('dialog', {name: in_german(sheet)}).waitFor();
    await is_german(person, sheet);
    await person.presses(in_german(sheet === 'Close this 1:1' ? 'Not yet' : 'Close'));
  }
}

const kSizes = [kSmall,
  ...(kLong || kPictures ? [{width: 1280, height: 800}, {width: 820, height: 1180, touch: true}] : [])];

for (const size of kSizes) {
  test(`in German: first run, a 1:1, consent, lock, ${size.width} wide`, async (t) => {
    const server = await serve(t);
    const browser = await start_browser(t, size);
    const person = await chooses_german(await Person.open(browser, server.url));
    await person.sees(in_german('A quiet place for 1:1 notes'));
    await is_german(person, 'welcome');
    await person.sets_up();
    await is_german(person, 'home-empty');
    await person.presses('Leitfaden: Nachbesprechung, klassisch');
    await person.sees(in_german('Guides'));
    await is_german(person, 'guides');
    await person.presses(in_german('Back'));
    await person.sees(in_german('Start a 1:1 now'));
    await person.starts_with('Ada Lindgren');
    await person.notes('Der Pager ging um vier.');
    await is_german(person, 'interview');
    await consents(person);
    await looks_around(person);
    await person.presses(in_german('Home'));
    await person.sees(in_german('Start a 1:1 now'));
    await is_german(person, 'home');
    await person.presses(in_german('Lock'));
    await person.sees(in_german('Unlock'));
    await is_german(person, 'unlock');
    await person.page.reload();
    await person.unlocks();
    await person.page.getByRole('link', {name: /Ada Lindgren/}).click();
    await person.line('Der Pager ging um vier.').waitFor();
  });
}
