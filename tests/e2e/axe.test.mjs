// What axe-core finds on each screen, in each of the three widths.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {axe_violations} from '../web/rig.mjs';
import {tour} from './support/tour.mjs';

const kWidths = /** @type {const} */ ([
  {width: 1280, height: 800}, {width: 820, height: 1180, touch: true}, {width: 400, height: 900},
]);

for (const options of kWidths) {
  test(`axe finds nothing on any screen, ${options.width} wide`, async (t) => {
    /** @type {string[]} */
    const found = [];
    await tour(t, options, async ({page}, name) => {
      found.push(...(await axe_violations(page)).map((one) => `${name}: ${one}`));
    });
    assert.equal(found.join('\n'), '');
  });
}
