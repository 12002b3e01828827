// Without a network: after the first visit the program comes from its own cache.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Person, profile_for, serve, start_browser, test_if_long} from './support/app.mjs';
import {at_home, kSmall} from './support/moved_in.mjs';

/** Until the service worker has everything and answers for this page. @param {Person} person */
async function is_kept_for_offline(person) {
  await person.page.evaluate(() => new Promise((done) => {
    const {serviceWorker} = navigator;
    if (serviceWorker.controller) done(undefined);
    serviceWorker.addEventListener('controllerchange', () => done(undefined));
  }));
}

test('the server is gone and the network is off: reload, unlock, write', async (t) => {
  const {server, browser, person} = await at_home(t, {own: true, ...kSmall});
  await is_kept_for_offline(person);
  await server.stop();
  await browser.context.setOffline(true);

  await person.page.reload();
  await person.unlocks();
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
  await person.page.reload();
  await person.unlocks();
  await person.goes_on_with(/Ada Lindgren/);
  assert.deepEqual(await person.line_texts(), ['The pager rang at four.']);
});

test_if_long('the first run itself needs no network once the page is there', async (t) => {
  const server = await serve(t);
  const browser = await start_browser(t);
  const person = await Person.open(browser, server.url);
  await is_kept_for_offline(person);
  await server.stop();
  await browser.context.setOffline(true);
  await person.sets_up();
  await person.starts_with('Ada Lindgren');
  await person.notes('The pager rang at four.');
});

test_if_long('a browser that was closed opens it without a server, below a sub-path too', async (t) => {
  const server = await serve(t, {path: '/tools/quietroom/'});
  const profile = profile_for(t);
  const first = await start_browser(t, {profile});
  let person = await Person.open(first, server.url);
  await person.sets_up();
  await is_kept_for_offline(person);
  await first.close();
  await server.stop();

  person = await Person.open(await start_browser(t, {profile}), server.url);
  await person.unlocks();
  await person.sees('Start a 1:1 now');
});

test('the browser finds nothing that is in the way of installing it', async (t) => {
  const server = await serve(t);
  const browser = await start_browser(t);
  const person = await Person.open(browser, server.url);
  await is_kept_for_offline(person);
  const devtools = await browser.context.newCDPSession(person.page);
  const {errors} = await devtools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const {installabilityErrors} = await devtools.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors, []);
});
