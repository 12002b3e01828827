// The network seam in the engines beside Chromium, which has more of it in a suite of its own.
import {join} from 'node:path';
import {after, test} from 'node:test';
import {test_contract, test_webdav} from '../http/contract.mjs';
import {open_at_other_endpoint, open_with_strangers} from '../http/probe_page.mjs';
import {make_profile, remove_profile} from '../web/rig.mjs';
import {Firefox, WebKit} from './support/app.mjs';
import {start_display} from './support/display.mjs';

/** What is started with the first test and serves all. */
const profile = make_profile();
const display = start_display();
/** @type {Map<typeof Firefox|typeof WebKit, Promise<Firefox|WebKit>>} */
const engines = new Map();
after(async () => {
  for (const engine of engines.values()) await (await engine).close();
  await (await display).stop();
  remove_profile(profile);
});

for (const kind of [Firefox, WebKit]) {
  const engine = async () => {
    const options = {profile: join(profile, kind.name), display: (await display).variables};
    if (!engines.has(kind)) engines.set(kind, kind.start(options));
    return /** @type {Promise<Firefox|WebKit>} */ (engines.get(kind));
  };
  test_contract(test, `http_web in ${kind.name}`, async (t) => open_with_strangers(t, await engine()),
      {redirect_status: 0});
  test_webdav(test, `webdav over http_web in ${kind.name}`,
      async (t) => open_at_other_endpoint(t, await engine()));
}
