// @ts-check
// What a person has said so far, kept in the browser's storage of this file or page, sealed to a key
// that is inside the pack: who has no passphrase reads nothing of it.
import {armor, Decrypter, identityToRecipient} from 'age-encryption';
import {kChoices, kStandings, nothing_said, sealed_text} from './answer.js';

/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./answer.js').Said} Said */

/** @param {Pack} pack */
const place_of = (pack) => `quietroom-review-${pack.pack}`;

/**
 * @param {Pack} pack @param {any} kept @returns {Said} Of `kept` what fits this pack.
 */
export function fitting(pack, kept) {
  const said = nothing_said(pack);
  for (const {id} of pack.passages) {
    const one = kept?.passages?.[id];
    if (!one || ![one.text, one.comment].every((text) => typeof text === 'string')) continue;
    if (!['none', ...kChoices].includes(one.choice)) continue;
    said.passages[id] = {choice: one.choice, text: one.text, comment: one.comment};
  }
  if (kStandings.includes(kept?.standing)) said.standing = kept.standing;
  if (typeof kept?.quotes === 'string') said.quotes = kept.quotes;
  if (typeof kept?.comment === 'string') said.comment = kept.comment;
  const last = kept?.last;
  if (typeof last?.id === 'string' && Number.isSafeInteger(last.number) && typeof last.of === 'string') {
    said.last = {id: last.id, number: last.number, of: last.of};
  }
  return said;
}

export class Progress {
  /**
   * @param {Pack} pack
   * @param {() => Storage} storage Asked each time: some browsers throw where there is none.
   */
  constructor(pack, storage) {
    this.pack = pack;
    this.storage = storage;
    /** One after the other, so that an older state never lies above a newer one. @type {Promise<boolean>} */
    this.running = Promise.resolve(true);
  }

  /** @returns {Promise<Said|null>} Null if nothing is kept, or nothing of it can be read. */
  async read() {
    try {
      const kept = this.storage().getItem(place_of(this.pack));
      if (!kept) return null;
      const decrypter = new Decrypter();
      decrypter.addIdentity(this.pack.progress);
      return fitting(this.pack, JSON.parse(await decrypter.decrypt(armor.decode(kept), 'text')));
    } catch {
      return null;  // The person is told by what is empty; writing says whether it can be kept.
    }
  }

  /** @param {Said} said @returns {Promise<boolean>} Whether it is kept. */
  write(said) {
    const text = JSON.stringify(said);
    this.running = this.running.then(async () => {
      try {
        const sealed = await sealed_text(await identityToRecipient(this.pack.progress), text);
        this.storage().setItem(place_of(this.pack), sealed);
        return true;
      } catch {
        return false;
      }
    });
    return this.running;
  }

  /** @returns {Promise<void>} */
  async forget() {
    await this.running;
    try {
      this.storage().removeItem(place_of(this.pack));
    } catch {
      return;  // Where there is no storage nothing was kept.
    }
  }
}
