// What helps through a 1:1 and after it: who else, quiet cues, what is for the interviewer alone, the
// end. In a real browser, and what is kept is kept through a killed one.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assert_soon, kLong, kPassphrase, Person, profile_for, serve, start_browser}
  from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** @param {Person} person @param {string} name */
async function presses_beside(person, name) {
  if (await person.button('Time, consent and more').count() > 0) {
    await person.presses('Time, consent and more');
  }
  await person.presses(name);
}

for (const size of [{width: 400, height: 900}, ...(kLong ? [{width: 1280, height: 800}] : [])]) {
  test(`who else, the private screen and the end, ${size.width} wide`, async (t) => {
    const server = await serve(t);
    const profile = profile_for(t);
    let browser = await start_browser(t, {...size, profile});
    let person = await Person.open(browser, server.url);
    await person.sets_up();
    await person.starts_with('Ada Lindgren');
    await person.notes('Kim knew about the restore.');

    await presses_beside(person, 'Who else');
    await person.writes('Who else should we talk to?', 'Kim Osei');
    await person.writes('About what?', 'The restore');
    await person.presses('Put on the list');
    const named = person.page.getByRole('list', {name: 'Named in this 1:1'});
    await named.getByText('Kim Osei').first().waitFor();
    // The same name again is a question.
    await person.writes('Who else should we talk to?', 'kim osei');
    await person.presses('Put on the list');
    await person.presses('Yes, Kim Osei');
    await assert_soon(async () => assert.equal(await named.getByRole('listitem').count(), 2));
    await person.presses('Close');

    await presses_beside(person, 'For you alone');
    await person.sees('For you alone');
    // The note comes first: what is written as "saved" before it could be of the choice.
    await person.writes('A note', 'quiet, and looking away');
    await person.reads('Saved on this device, for you alone');
    const shut_down = person.choice('How they seem now', 'Shut down');
    await shut_down.click();
    await assert_soon(async () => assert.equal(await shut_down.getAttribute('aria-checked'), 'true'));
    await person.reads('Saved on this device, for you alone');
    await browser.kill();

    browser = await start_browser(t, {...size, profile});
    person = await Person.open(browser, server.url);
    await person.unlocks(kPassphrase);
    await person.goes_on_with(/Ada Lindgren/);
    await presses_beside(person, 'For you alone');
    await person.sees('For you alone');
    assert.equal(await person.field('A note').inputValue(), 'quiet, and looking away');
    assert.equal(await person.choice('How they seem now', 'Shut down').getAttribute('aria-checked'),
        'true');
    await person.presses('Back to the 1:1');
    await person.field('Note').waitFor();
    // Nothing of it stays in the page.
    assert.doesNotMatch(await person.page.locator('body').innerHTML(), /looking away/);

    await presses_beside(person, 'Close this 1:1');
    await person.reads(/^Consent is not recorded\. Until it is/);
    await person.presses('Close the conversation');
    await person.field('Note').waitFor({state: 'detached'});
    await person.presses('My own five minutes');
    await person.writes('What surprised me?', 'That nobody had asked Kim.');
    await person.presses('Back to the 1:1');
    await person.reads(/^Closed on /);
    await person.presses('Home');
    await person.page.getByRole('link', {name: /^Cases/})
        .or(person.page.getByRole('button', {name: /^Cases/})).first().click();
    await person.page.getByRole('link', {name: /^Not sorted yet/}).click();
    const waiting = person.page.getByRole('list', {name: 'Still to talk with'});
    const kim = waiting.getByRole('button', {name: /Kim Osei/});
    assert.match(String(await kim.getAttribute('aria-description')),
        /^Named by Ada Lindgren: The restore\. Named by Ada Lindgren\./);
    await kim.click();
    await person.field('Note').waitFor();
    await person.notes('A new 1:1.');
    assert.deepEqual(browser.complaints, []);
  });
}

test('a breath is shown above the field, a step a second, and words alone with less motion',
    async (t) => {
      const {person} = await at_home(t, {width: 820, height: 1180, touch: true});
      await person.starts_with('Ada');
      await presses_beside(person, 'Quiet cues');
      await person.presses('Slower breaths');
      await person.reads('5 breaths a minute');
      await person.presses('Breathe');
      const cue = person.page.locator('#mirror').getByText(/^Breathe (in|out)/);
      await cue.waitFor();
      const seen = new Set();
      await assert_soon(async () => {
        seen.add(await cue.textContent());
        assert.ok(seen.size >= 3, [...seen].join(', '));
      });
      // What a person types is not disturbed by it.
      await person.notes('She paused for long.');
      await person.page.emulateMedia({reducedMotion: 'reduce'});
      await assert_soon(async () => assert.match(String(await cue.textContent()), /^Breathe (in|out)$/));
      await person.presses('Put the cue away');
      await cue.waitFor({state: 'detached'});
      await presses_beside(person, 'Quiet cues');
      await person.presses('I have spoken a lot');
      await person.reads(/^You have spoken a lot/);
    });
