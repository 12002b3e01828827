// The reviewer page in a real browser: a pack opened from disk, and the page of the site. Nobody
// has an account, nothing is installed, and nothing is sent.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {answer_in, kept_in, kRoot, kWords, passages_of} from '../support/review_pack.mjs';
import {kFolder, serve, start_browser} from './support/app.mjs';
import {pack_on_disk} from './support/review.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} [words] */
async function opens(page, words = kWords) {
  await page.getByLabel('Passphrase').fill(words);
  await page.getByRole('button', {name: 'Open', exact: true}).click();
}

/** A tab with the pack, open. @param {import('../web/rig.mjs').Browser} browser @param {string} url */
async function reads(browser, url) {
  const page = await browser.context.newPage();
  await page.goto(url);
  await opens(page);
  await page.getByRole('heading', {name: 'For Ana'}).waitFor();
  return page;
}

const passage = (/** @type {Page} */ page, /** @type {number} */ number) =>
    page.getByRole('region', {name: `Passage ${number} of`});

/** Everything that axe finds, contrast included. @param {Page} page */
async function assert_accessible(page) {
  await page.evaluate(readFileSync(join(kRoot, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    const {violations} = await /** @type {any} */ (window).axe.run(document);
    return violations.flatMap((/** @type {any} */ one) =>
      one.nodes.map((/** @type {any} */ node) => `${one.id}: ${node.html} ${node.failureSummary}`));
  });
  assert.deepEqual(found, []);
}

/** What the page gives to save. @param {Page} page @param {() => Promise<void>} press */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return {name: download.suggestedFilename(), text: readFileSync(await download.path())};
}

test('from disk: opened, corrected, struck, agreed; the answer is a sealed file; kept when it is opened again', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t, {width: 820, height: 1180});
  const page = await reads(browser, pack.url);
  await assert_accessible(page);
  await passage(page, 1).getByLabel('Correct it').check();
  const field = passage(page, 1).getByLabel('How it should read');
  assert.equal(await field.inputValue(), pack.pack.passages[0].text, 'begins with the words as they are');
  await field.fill('Restores are tested every week.');
  await passage(page, 2).getByLabel('Strike it').check();
  await passage(page, 2).getByLabel('Comment').fill('That was somebody else.');
  await page.getByLabel('Retold only').check();
  await page.getByText('2 of 3 passages answered.').waitFor();
  await page.getByLabel('I agree, with what I have said above').check();
  await page.getByText('3 of 3 passages answered.').waitFor();
  assert.ok(await passage(page, 3).getByLabel('Right').isChecked());
  const file = await saved(page, () => page.getByRole('button', {name: 'Save my answer'}).click());
  assert.match(file.name, /^answer-\w+\.age$/);
  const {answer} = await answer_in(file.text.toString(), pack.answer_identity);
  assert.equal(answer.standing, 'agreed');
  assert.equal(answer.quotes, 'paraphrase');
  assert.deepEqual(answer.passages.map((/** @type {any} */ one) => [one.choice, one.text, one.comment]), [
    ['correct', 'Restores are tested every week.', ''], ['strike', '', 'That was somebody else.'], ['right', '', '']]);
  await page.getByText('Kept on this device, sealed.').waitFor();
  await assert_accessible(page);
  await page.close();

  const again = await reads(browser, pack.url);
  assert.equal(await passage(again, 1).getByLabel('How it should read').inputValue(), 'Restores are tested every week.');
  assert.ok(await again.getByLabel('Retold only').isChecked());
  const same = await saved(again, () => again.getByRole('button', {name: 'Save my answer'}).click());
  const second = await answer_in(same.text.toString(), pack.answer_identity);
  assert.equal(second.answer.answer, answer.answer, 'the same words are the same answer');
  const kept = await again.evaluate(() => JSON.stringify(localStorage));
  assert.match(kept, /BEGIN AGE ENCRYPTED FILE/);
  assert.doesNotMatch(kept, /tested every week|somebody else/);
  await again.getByRole('button', {name: 'Remove what is kept'}).click();
  await again.getByText('Removed from this device.').first().waitFor();
  assert.equal(await again.evaluate(() => localStorage.length), 0);
  assert.deepEqual(browser.complaints, []);
});

test('from disk: words are asked for before an answer leaves; a withdrawal says first what it does', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t);
  const page = await reads(browser, pack.url);
  await passage(page, 2).getByLabel('Attribute it differently').check();
  await page.getByRole('button', {name: 'Copy it as text'}).click();
  await page.getByText('Say how it should be first').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'p1-words');
  await page.keyboard.type('The database team');
  await page.getByText('Copies that others already have cannot be called back.').waitFor();
  await page.getByLabel('I withdraw').check();
  await page.getByRole('button', {name: 'Copy it as text'}).click();
  const area = page.getByLabel('Your answer as text');
  await area.waitFor();
  const text = await area.inputValue();
  const {answer} = await answer_in(text, pack.answer_identity);
  assert.equal(answer.standing, 'withdrawn');
  assert.equal(answer.passages[1].text, 'The database team');
});

test('from disk, by keyboard alone, in German', async (t) => {
  const pack = await pack_on_disk(t, {language: 'de'});
  const browser = await start_browser(t, {width: 320, height: 640});
  const page = await browser.context.newPage();
  await page.goto(pack.url);
  const at = () => page.evaluate(() => document.activeElement?.id ?? '');
  for (let i = 0; i < 8 && await at() !== 'secret'; ++i) await page.keyboard.press('Tab');
  await page.keyboard.type(kWords);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Für Ana'}).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  for (let i = 0; i < 8 && await at() !== 'p0-choice-right'; ++i) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('1 von 3 Abschnitten beantwortet.').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the screen');
  await assert_accessible(page);
});

test('from disk: a wrong passphrase, damage, another version and something else are told apart', async (t) => {
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  const says = async (/** @type {Awaited<ReturnType<typeof pack_on_disk>>} */ pack, /** @type {RegExp} */ words, typed = kWords) => {
    await page.goto(pack.url);
    if (typed) await opens(page, typed);
    await page.getByRole('alert').filter({hasText: words}).waitFor();
  };
  await says(await pack_on_disk(t), /does not open the file/, 'apple river stone');
  await says(await pack_on_disk(t), /Type the seven words first/, ' ');
  await says(await pack_on_disk(t, {html: (text) => text.replace('-----END AGE ENCRYPTED FILE-----\n', '')}), /cut short/, '');
  await says(await pack_on_disk(t, {html: (text) => text.replace(/^(\S{60})\S{4}$/m, '$1')}), /damaged or changed/, '');
  const middle = (/** @type {string} */ text) => {
    const lines = text.split('\n');
    const end = lines.indexOf('-----END AGE ENCRYPTED FILE-----');
    lines[end - 3] = lines[end - 3].replace(/^./, (c) => c === 'A' ? 'B' : 'A');
    return lines.join('\n');
  };
  await says(await pack_on_disk(t, {html: middle}), /damaged or changed/);
  await says(await pack_on_disk(t, {changes: {version: 2}}), /newer version/);
  await says(await pack_on_disk(t, {payload: 'a letter'}), /not something to review/);
  await says(await pack_on_disk(t, {changes: {passages: []}}), /not something to review/);
});

test('from disk: markup in the text is text; what a pack may do is nothing', async (t) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script></script><b>bold</b>';
  const passages = passages_of(2).map((one) => ({...one, item: evil, text: evil}));
  const pack = await pack_on_disk(t, {changes: {passages, person: evil, interviewer: evil, title: evil,
    replies: [{passage: passages[0].id, yours: evil, reply: evil, outcome: 'kept'}]}});
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  await page.goto(pack.url);
  await opens(page);
  await page.getByRole('heading', {name: 'For <img'}).waitFor();
  assert.equal(await page.locator('.words').first().textContent(), evil);
  assert.equal(await page.title(), 'Notes for you to read through');
  assert.equal(await page.locator('#room img, #room script, #room b').count(), 0);
  const escapes = await page.evaluate(async () => {
    const tried = [];
    const blocked = (/** @type {() => unknown} */ act) => new Promise((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), {once: true});
      act();
    });
    tried.push(await blocked(() => fetch('http://127.0.0.1:9/').catch(() => null)));
    tried.push(await blocked(() => document.body.append(Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/'}))));
    tried.push(await blocked(() => document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))));
    return tried;
  });
  assert.deepEqual(escapes, ['connect-src', 'img-src', 'script-src-elem']);
});

test('from disk: ten thousand words are read and answered', async (t) => {
  const text = 'The restore took until four in the morning, and nobody slept. '.repeat(9);
  const passages = passages_of(100).map((one) => ({...one, text}));
  const pack = await pack_on_disk(t, {changes: {passages}});
  const browser = await start_browser(t);
  const page = await reads(browser, pack.url);
  await page.getByLabel('I agree, with what I have said above').check();
  await page.getByText('100 of 100 passages answered.').waitFor();
  const file = await saved(page, () => page.getByRole('button', {name: 'Save my answer'}).click());
  assert.equal((await answer_in(file.text.toString(), pack.answer_identity)).answer.passages.length, 100);
});

test('where scripts do not run the pack says so, and where it can be opened', async (t) => {
  const pack = await pack_on_disk(t);
  const german = await pack_on_disk(t, {language: 'de'});
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', {value: true});
  await page.goto(pack.url);
  await page.getByRole('heading', {name: 'Notes for you to read through'}).waitFor();
  assert.equal(await page.getByRole('link').getAttribute('href'), 'https://quiet.example/review');
  assert.equal(await page.getByText('Durchlesen').isVisible(), false);
  await page.goto(german.url);
  await page.getByRole('heading', {name: 'Notizen für dich zum Durchlesen'}).waitFor();
  assert.equal(await page.getByRole('heading', {name: 'Notes for you'}).isVisible(), false);
});

test('where nothing can be kept the page says so, and warns before it is left', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t);
  await browser.context.addInitScript(() => Object.defineProperty(window, 'localStorage', {get() {
    throw new DOMException('denied', 'SecurityError');
  }}));
  const page = await reads(browser, pack.url);
  await page.getByText('This browser keeps nothing for this page.').waitFor();
  await passage(page, 1).getByLabel('Right').check();
  const file = await saved(page, () => page.getByRole('button', {name: 'Save my answer'}).click());
  assert.equal((await answer_in(file.text.toString(), pack.answer_identity)).answer.passages[0].choice, 'right');
});

test('the page says that something is kept only when the newest of it is', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t);
  // Sealing takes long enough for somebody to go on meanwhile.
  await browser.context.addInitScript(() => {
    const real = SubtleCrypto.prototype.importKey;
    SubtleCrypto.prototype.importKey = /** @type {any} */ (async function(/** @type {any[]} */ ...rest) {
      await new Promise((done) => setTimeout(done, 200));
      return real.apply(/** @type {any} */ (this), /** @type {any} */ (rest));
    });
  });
  const page = await reads(browser, pack.url);
  await passage(page, 2).getByLabel('Strike it').check();
  const kept = await page.waitForFunction(() => document.querySelector('.kept')?.textContent?.includes('Kept on this device') &&
      Object.values(localStorage)[0]);
  const {said} = await kept_in(String(await kept.jsonValue()), pack.pack.progress);
  assert.equal(said.passages[pack.pack.passages[1].id].choice, 'strike');
});

test('an old browser is told so', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t);
  await browser.context.addInitScript(() => { Reflect.deleteProperty(window, 'TransformStream'); });
  const page = await browser.context.newPage();
  await page.goto(pack.url);
  await page.getByText('This browser is too old').waitFor();
});

test('the file itself can be saved from the pack, and is the age file', async (t) => {
  const pack = await pack_on_disk(t);
  const browser = await start_browser(t);
  const page = await browser.context.newPage();
  await page.goto(pack.url);
  await page.getByText('The file itself').click();
  await page.getByText('age -d review.age').waitFor();
  const file = await saved(page, () => page.getByRole('button', {name: 'Save the .age file'}).click());
  assert.ok(file.text.equals(pack.age));
});

test('the page of the site: packs and age files by picker and by drop; nothing is sent', async (t) => {
  const pack = await pack_on_disk(t);
  const server = await serve(t);
  const browser = await start_browser(t);
  const page = await browser.open(`${server.url}review/index.html`, {wait: false});
  const asked = server.state.requests.length;
  await assert_accessible(page);
  const choose = (/** @type {string} */ path) => page.getByLabel('The file that you were given').setInputFiles(path);
  const foreign = join(pack.folder, 'letter.txt');
  writeFileSync(foreign, 'Dear Ana,');
  await choose(foreign);
  await page.getByText('This is not a review file.').waitFor();
  for (const name of ['review.age', 'review.html']) {
    await choose(join(pack.folder, name));
    await opens(page);
    await page.getByRole('heading', {name: 'For Ana'}).waitFor();
    await page.getByRole('button', {name: 'Open another file'}).click();
  }
  const dropped = await page.evaluateHandle((html) => {
    const data = new DataTransfer();
    data.items.add(new File([html], 'review.html'));
    return data;
  }, readFileSync(pack.path, 'utf8'));
  await page.locator('#file').dispatchEvent('drop', {dataTransfer: dropped});
  await page.getByLabel('Passphrase').waitFor();
  const later = server.state.requests.slice(asked).filter((path) => !/icon|manifest|favicon/.test(path));
  assert.deepEqual(later, []);
  assert.deepEqual(browser.complaints.filter((one) => !one.includes('favicon')), []);
});

test('what packs are made of is kept for offline use', () => {
  const worker = readFileSync(join(kFolder, 'service_worker.js'), 'utf8');
  const [build] = readdirSync(join(kFolder, 'v'));
  for (const name of ['review_pack.html', 'review.css', 'review.js']) {
    assert.ok(worker.includes(`"v/${build}/${name}"`), name);
  }
});
