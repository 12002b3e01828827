// What is drawn lies where its element is: a press hits what one sees. The picture is looked at only
// for the frame of a field, which is drawn at a fixed distance around its element.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {screenshot, wait_until_at_rest} from '../web/rig.mjs';
import {Person} from './support/app.mjs';
import {at_home} from './support/moved_in.mjs';

/** More than the distance between a field's frame and its text. */
const kReachPx = 40;

/**
 * How far above the element of a field the upper line of its frame is drawn.
 * @param {Person} person @param {string} name
 */
async function frame_distance(person, name) {
  await wait_until_at_rest(person.page, 100);  // The page tells of its scrolling a frame later.
  const box = await person.field(name).boundingBox();
  assert.ok(box);
  const picture = await screenshot(person.page);
  return person.page.evaluate(async ({png, x, top, reach}) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0);
    const inside = context.getImageData(x, top - 1, 1, 1).data;
    for (let up = 1; up < reach; ++up) {
      const pixel = context.getImageData(x, top - up, 1, 1).data;
      const far = [0, 1, 2].some((at) => Math.abs(pixel[at] - inside[at]) > 24);
      if (far) return up;
    }
    return reach;
  }, {png: picture.toString('base64'), x: Math.round(box.x + box.width / 2),
    top: Math.round(box.y), reach: kReachPx});
}

test('a field within the scrolled notes is drawn where it is, whatever grew or shrank', async (t) => {
  const {person} = await at_home(t, {width: 400, height: 900});
  await person.starts_with('Ada Lindgren');
  const wanted = await frame_distance(person, 'Note');
  for (let at = 0; at < 6; ++at) {
    await person.notes(`Line ${at} is as long as a sentence that takes more than two rows here.`);
  }
  for (const at of [3, 5, 1]) {
    await person.line(`Line ${at} `).getByRole('button', {name: /^Change the line/}).click();
    await person.presses('Strike');
    await person.presses('Edit');
    // At the edge of the notes its frame may be cut off, and then the bar above would be measured.
    await person.field('Edit the line').evaluate((one) => one.scrollIntoView({block: 'center'}));
    const drawn = await frame_distance(person, 'Edit the line');
    assert.ok(Math.abs(drawn - wanted) <= 1,
        `line ${at}: the frame is ${drawn} px above its field, not ${wanted}`);
    await person.presses('Keep the change');
    await person.field('Edit the line').waitFor({state: 'detached'});
    await person.line(`Line ${at} `).getByRole('button', {name: /^Change the line/}).click();
  }
});
