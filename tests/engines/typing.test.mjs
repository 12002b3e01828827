// Text through real input methods. The engines tell of a composition in different orders: Firefox
// sends one more input after its end, WebKit takes the composed text out and puts it in again. What
// arrives in the store must be what stood in the field, each character once.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Firefox, Person, serve, start_engine, stop_display, WebKit} from './support/app.mjs';

after(stop_display);

/** How 日本語 is composed from its readings, and what a Korean method makes of four keys. */
const kJapanese = ['n', 'に', 'にh', 'にほ', 'にほn', 'にほん', 'にほんご', '日本語'];
const kKorean = ['ㅎ', '하', '한', '한ㄱ', '한그', '한글'];

/** Lets the page count what begins and ends. @param {import('./support/engine.mjs').Engine} engine */
async function counts_compositions(engine) {
  await engine.evaluate(() => {
    document.addEventListener('compositionstart', () => {
      document.body.dataset.compositions = String(Number(document.body.dataset.compositions ?? 0) + 1);
    });
  });
}

for (const kind of [Firefox, WebKit]) {
  test(`${kind.name}: what an input method composes is in the store, each character once`,
      async (t) => {
        const server = await serve(t);
        const person = await Person.open(await start_engine(t, kind), server.url);
        const {engine} = person;
        await person.sets_up();
        await person.starts_with('Ada Lindgren');

        await counts_compositions(engine);

        // Alone, then Enter.
        await engine.composes(kJapanese, '日本語');
        assert.equal(await person.value_of('Note'), '日本語');
        await person.keeps('日本語');

        // Between typed words, twice in a row, and one that is given up.
        await person.types('She said ');
        await engine.composes(kKorean, '한글');
        await engine.composes(kJapanese, '日本語');
        await engine.composes(['に', 'にほ'], null);
        await person.types(' twice.');
        assert.equal(await person.value_of('Note'), 'She said 한글日本語 twice.');
        await person.keeps('She said 한글日本語 twice.');

        // A composition in the middle of a text, whose end nobody waited for.
        await person.types('ab');
        await engine.presses_keys(['ArrowLeft']);
        await engine.composes(['é'], 'é');
        await person.drafts('c');
        assert.equal(await person.value_of('Note'), 'aécb');
        assert.equal(await engine.evaluate(() => document.body.dataset.compositions), '5',
            'the page saw compositions, not keys');

        await engine.reload();
        await person.unlocks();
        await person.has_keyboard_in('Note');
        assert.deepEqual(await person.line_texts(), ['日本語', 'She said 한글日本語 twice.']);
        assert.equal(await person.value_of('Note'), 'aécb');
      });
}
