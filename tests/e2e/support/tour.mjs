// A way through all screens, for whoever wants to look at each of them.
import {count_while_idle} from '../../web/rig.mjs';
import {kPassphrase, Person, serve, start_browser} from './app.mjs';
import {pass, stilled} from './still.mjs';

/** More than a toast stays, and less than it takes until an open screen locks. */
const kAfterToastMs = 20_000;
/** More than letters wait until they are written to the disk. */
const kUntilWrittenMs = 1000;
/** What goes by between two lines. */
const kBetweenLinesMs = 70_000;

/**
 * Goes to every screen and says its name there. The time and what is random are always the same.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof start_browser>[1]} options
 * @param {(person: Person, name: string, in_brief: boolean) => Promise<void>} look `in_brief`: a
 *   screen that a brief tour has, too.
 * @param {{brief?: boolean}} [how] `brief`: only the entrance and the notes of a 1:1.
 */
export async function tour(t, options, look, {brief = false} = {}) {
  const server = await serve(t, {read: stilled});
  const browser = await start_browser(t, options);
  const person = await Person.open(browser, server.url);
  /** @type {Look} */
  const look_always = (one, name) => look(one, name, true);
  /** @type {Look} */
  const look_unless_brief = (one, name) => look(one, name, false);
  await look_at_the_entrance(person, look_always);
  if (!brief) await look_at_places(person, look_unless_brief);
  await look_at_notes(person, look_always);
  if (brief) return;
  await look_at_a_conversation(person, look_unless_brief);
  await look_at_what_is_in_the_way(browser, person, server.url, look_unless_brief);
}

/** @typedef {(person: Person, name: string) => Promise<void>} Look */

/** @param {Person} person @param {Look} look */
async function look_at_the_entrance(person, look) {
  await person.sees('A quiet place for 1:1 notes');
  await look(person, 'welcome');
  await person.presses('Open a copy');
  await person.sees('Open a copy');
  await look(person, 'open-copy');
  await person.presses('Back');
  await person.presses('Choose a passphrase');
  await person.writes('Passphrase', kPassphrase);
  await person.writes('The same again', `${kPassphrase}s`);
  await person.presses('Use this passphrase');
  await person.problem_of('Passphrase');
  await look(person, 'choose-passphrase');
  await person.writes('Passphrase', kPassphrase);
  await person.writes('The same again', kPassphrase);
  await person.presses('Use this passphrase');
  const words = await person.reads_code();
  await look(person, 'recovery-code');
  await person.presses('I have written it down');
  await person.sees('Three of the words');
  await look(person, 'confirm-code');
  await person.confirms(words);
  await person.sees('Before you begin');
  await look(person, 'first-steps');
  await person.goes_on_from_first_steps();
  await look(person, 'home-empty');
}

/** @param {Person} person @param {Look} look */
async function look_at_places(person, look) {
  const row = (/** @type {string|RegExp} */ name) =>
      person.page.getByRole('link', {name}).or(person.page.getByRole('button', {name})).first();
  await row(/^Cases/).click();
  await person.writes('New case', 'Checkout outage of 14 November');
  await person.presses('Create');
  await person.sees('Checkout outage of 14 November');
  await look(person, 'case');
  await person.presses('People with access');
  await person.sees('People with access');
  await look(person, 'access');
  await person.presses('Back');
  await person.sees('Checkout outage of 14 November');
  await person.presses('Rename');
  await person.field('Name of the case').waitFor();
  await look(person, 'case-rename');
  await person.presses('Keep the old one');
  await person.presses('Close the case');
  await person.button('Keep it open').waitFor();
  await look(person, 'case-closing');
  await person.presses('Keep it open');
  await person.presses('Back');
  await person.sees('Cases');
  await look(person, 'cases');
  await person.presses(/^(Back|Home)$/);
  await person.sees('Start a 1:1 now');
  await row(/^People/).click();
  await person.writes('New person', 'Tove Marek');
  await person.presses('Add');
  await person.sees('Tove Marek');
  await look(person, 'person');
  await person.presses('Back');
  await person.sees('People');
  await look(person, 'people');
  await person.presses(/^(Back|Home)$/);
  await person.sees('Start a 1:1 now');
  await look_at_guides(person, look);
  await person.presses('Settings');
  await person.sees('Settings');
  await look(person, 'settings');
  await person.presses('Consent text');
  await person.sees('Consent text');
  await look(person, 'consent-text');
  await person.presses('Back');
  await person.sees('Settings');
  await person.presses('Other devices');
  await person.sees('Sync');
  await look(person, 'sync');
  await person.presses('Back');
  await person.sees('Settings');
  await person.presses(/^(Back|Home)$/);
  await person.presses('About');
  await person.sees('About');
  await look(person, 'about');
  await row('Licences').click();
  await person.sees('Licences');
  await look(person, 'licences');
  await person.presses('Back');
  await row('Shortcuts').click();
  await person.sees('Shortcuts');
  await look(person, 'shortcuts');
  await person.presses('Back');
  await person.presses(/^(Back|Home)$/);
  await person.sees('Start a 1:1 now');
}

/** @param {Person} person @param {Look} look */
async function look_at_guides(person, look) {
  await person.presses('Guide: Debrief, classic');
  await person.sees('Guides');
  await look(person, 'guides');
  await person.page.getByRole('link', {name: /^Debrief, strict learning/}).click();
  await person.sees('Debrief, strict learning');
  await look(person, 'guide');
  await person.presses('Copy and change');
  await person.sees('Debrief, strict learning (copy)');
  await pass(person.page, kAfterToastMs);
  await person.page.getByRole('button', {name: /How did it make sense/}).click();
  await person.field('Question, as it is asked').waitFor();
  await look(person, 'guide-change');
  await person.presses('Done');
  await person.presses('Back');
  await person.sees('Guides');
  await person.presses(/^(Back|Home)$/);
  await person.sees('Start a 1:1 now');
}

/** What is said in the pictures. */
const kLines = [
  ['Quote', 'I looked at the graph and thought: that cannot be checkout, we changed nothing there.'],
  ['Paraphrase', 'Was paged at 04:10, second night in a row; the first page was for disk space.'],
  ['Paraphrase', 'The runbook named a dashboard that was moved in spring. Found the new one by asking.'],
  ['My own inference', 'Did not expect the retry queue to be shared with the old payment service.'],
  ['Quote', 'When Marek said “let us just drain it”, everybody was quiet. That helped.'],
];

/** @param {Person} person @param {Look} look */
async function look_at_notes(person, look) {
  await person.starts_with('Ada Lindgren');
  await look(person, 'interview-empty');
  for (const [kind, text] of kLines) {
    await pass(person.page, kBetweenLinesMs);
    await person.choice('Kind of line', kind).click();
    await person.notes(text);
    if (text.startsWith('Was paged')) await person.presses('Next item');
  }
  await person.presses('Done');
  await person.presses('Next item');
  await person.page.keyboard.insertText('Then the second alert came, and');
  // What is counted is asked for after the letters were sent: the program has them now.
  await count_while_idle(person.page, 0);
  await pass(person.page, kUntilWrittenMs);
  await person.page.locator('#mirror').getByText('Saving', {exact: true}).waitFor({state: 'hidden'});
  await person.reads('Saved on this device');
  await look(person, 'interview');
}

/** @param {Person} person @param {Look} look */
async function look_at_a_conversation(person, look) {
  await person.presses('Off the record');
  await person.reads('Off the record: these lines are never shared or found.');
  await person.field('Note').fill('');
  await person.notes('The supplier had warned us in May.');
  await look(person, 'off-record');
  await person.presses('Off the record');
  await person.page.getByText('never shared or found').waitFor({state: 'detached'});
  await person.line('The runbook').getByRole('button', {name: /^Change the line/}).click();
  await person.button('Edit').waitFor();
  await look(person, 'line-open');
  await person.presses('Strike');
  await person.lines().getByText('Struck').waitFor();
  await look(person, 'line-struck');
  await pass(person.page, kAfterToastMs);
  await person.presses('Edit');
  await person.field('Edit the line').waitFor();
  await look(person, 'line-edit');
  await person.presses('Keep the change');
  if (await person.button('Time, consent and more').count() > 0) {
    await person.presses(/^\d+ of 15/);
    await person.page.getByRole('dialog', {name: 'Items'}).waitFor();
    await look(person, 'sheet-items');
    await person.presses('Close');
    await person.presses('Time, consent and more');
    await person.page.getByRole('dialog', {name: 'This 1:1'}).waitFor();
    await look(person, 'sheet-more');
  }
  await look_at_consent(person, look);
  await look_at_reading(person, look);
  await look_at_what_helps(person, look);
  await look_at_clean_up(person, look);
  await person.presses('Cover the screen');
  await person.button('Uncover').waitFor();
  await look(person, 'cover');
  await person.presses('Uncover');
  await person.presses('Home');
  await person.sees('Start a 1:1 now');
  await look(person, 'home');
  await person.presses('Lock');
  await person.sees('Unlock');
  await person.writes('Passphrase', 'something else entirely');
  await person.presses('Unlock');
  await person.problem_of('Passphrase');
  await look(person, 'unlock');
  await person.presses('I forgot the passphrase');
  await person.sees('Use the recovery code');
  await look(person, 'recovery');
  await person.presses('I have neither');
  await person.page.getByRole('dialog').waitFor();
  await look(person, 'erase');
  await person.presses('Close');
  await person.presses('Back');
}

/** Who else, quiet cues, the private screen, the end. @param {Person} person @param {Look} look */
async function look_at_what_helps(person, look) {
  await from_aside(person, 'Who else');
  await person.writes('Who else should we talk to?', 'Tove Brandt');
  await person.writes('About what?', 'The dashboard that was moved');
  await person.presses('Put on the list');
  await person.page.getByRole('list', {name: 'Named in this 1:1'}).getByRole('listitem').waitFor();
  await pass(person.page, kAfterToastMs);
  // Something must happen for the program to see that the time has gone by.
  await person.field('Who else should we talk to?').focus();
  await person.field('About what?').focus();
  await person.page.locator('button', {hasText: /^Undo$/}).waitFor({state: 'detached'});
  await look(person, 'who-else');
  await person.presses('Close');
  await from_aside(person, 'Quiet cues');
  await look(person, 'quiet-cues');
  await person.presses('Wait');
  await person.reads(/^Wait\. The answer/);
  await look(person, 'cue');
  await person.presses('Put the cue away');
  await from_aside(person, 'For you alone');
  await person.sees('For you alone');
  await person.choice('How long they worked on it, roughly', 'Part of a day or night').click();
  await person.choice('How they seem now', 'Mobilised').click();
  await person.page.getByRole('checkbox', {name: 'Tired'}).click();
  await person.writes('A note', 'Second night in a row. Laughed when the drain came up.');
  await person.writes('What was agreed', 'Friday off');
  await pass(person.page, kUntilWrittenMs);
  await person.reads('Saved on this device, for you alone');
  await look(person, 'private');
  await person.presses('Back to the 1:1');
  await person.field('Note').waitFor();
  await from_aside(person, 'Close this 1:1');
  await person.button('Close the conversation').waitFor();
  await look(person, 'closing');
  await person.presses('Not yet');
}

/** After the conversation, which goes on afterwards. @param {Person} person @param {Look} look */
async function look_at_clean_up(person, look) {
  await from_aside(person, 'Close this 1:1');
  await person.presses('Close the conversation');
  await person.presses('Clean up');
  await person.button('Is it clean?').waitFor();
  await look(person, 'clean-up');
  await person.presses('Draft the next item');
  await person.reads(/^From /);
  await pass(person.page, kAfterToastMs);
  await person.button('Change the passage').last().click();
  await person.presses('Edit');
  await person.writes('Edit the passage', 'They should have known what the runbook said.');
  await pass(person.page, kUntilWrittenMs);
  await person.presses('Keep the change');
  await person.reads('Compared with its lines');
  await pass(person.page, kAfterToastMs);
  await look(person, 'clean-up-open');
  await person.presses('Is it clean?');
  await person.button('It is clean').waitFor();
  await look(person, 'clean-up-done');
  await person.presses('Not yet');
  await person.presses('Back to the 1:1');
  await person.presses('Go on with it');
  await person.field('Note').waitFor();
}

/** From beside the notes and back. @param {Person} person @param {Look} look */
async function look_at_consent(person, look) {
  await person.presses('Consent');
  await person.reads(/^Thanks for the time/);
  await look(person, 'consent');
  await person.presses('Read in large type');
  await person.sees('Before we begin');
  await look(person, 'consent-aloud');
  await person.presses('Done reading');
  await person.sees('Consent');
  for (const question of ['Notes are taken while we talk', 'They are cleaned up and given back',
    'This medium is all right']) {
    await person.choice(question, 'Yes').click();
  }
  await person.choice('My words, in what is written about it', 'Under another name').click();
  await person.presses('Record consent');
  await person.field('Note').waitFor();
  await look(person, 'interview-consented');
  await pass(person.page, kAfterToastMs);
  await from_aside(person, 'Consent');
  await person.sees('Consent is recorded');
  await look(person, 'consent-recorded');
  await person.presses('Back to the 1:1');
  await person.field('Note').waitFor();
}

/** @param {Person} person @param {Look} look */
async function look_at_reading(person, look) {
  await from_aside(person, 'Read back');
  await person.sees('1:1 with Ada Lindgren');
  await look(person, 'read-back');
  await person.choice('Order of the notes', 'By item').click();
  await person.sees(/^1 +Intro/);
  await look(person, 'read-back-by-item');
  if (await person.button('Go to an item').count() > 0) {
    await person.presses('Go to an item');
    await person.page.getByRole('dialog', {name: 'Go to an item'}).waitFor();
    await look(person, 'read-back-items');
    await person.presses('Close');
  }
  await person.presses('Back to the 1:1');
  await person.field('Note').waitFor();
}

/** Wherever its button is in this width. @param {Person} person @param {string} button */
async function from_aside(person, button) {
  if (await person.button('Time, consent and more').count() > 0) {
    await person.presses('Time, consent and more');
  }
  await person.presses(button);
}

/**
 * @param {import('../../web/rig.mjs').Browser} browser @param {Person} person
 * @param {string} url @param {Look} look
 */
async function look_at_what_is_in_the_way(browser, person, url, look) {
  const second = await Person.open(browser, url);
  await second.sees('Open in another window');
  await look(second, 'elsewhere');
  await second.page.close();
  await person.presses('Try it with an example');
  await person.goes_on_with(/Ira Example/);
  await look(person, 'example');
  await person.presses('Leave the example');
  await person.sees('Unlock');
  await person.page.goto(`${url}nothing-is-here`);
  await person.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('quietroom');
    for (const name of ['store.db', 'store.db-wal']) {
      for (let attempt = 0; ; ++attempt) {
        try {
          const out = await (await folder.getFileHandle(name)).createWritable();
          await out.close();
          break;
        } catch (error) {
          if (attempt === 50) throw error;
          await new Promise((again) => setTimeout(again, 50));
        }
      }
    }
  });
  await person.page.goto(url);
  await person.sees('The notes are missing');
  await look(person, 'store-missing');
}
