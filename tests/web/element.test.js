import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describe} from '../../web/core/element.js';
import {colour, field_attributes, field_style, value_to_send} from '../../web/core/field.js';

const kAround = {origin: [0, 0], link_base: 'v/1/', leaf: true, inert: false, tab_stop: true};
const of = (node, around = {}) => describe({id: 1, rect: [1, 2, 3, 4], ...node}, {...kAround, ...around});

test('element: a button is a real one, named by the text in it', () => {
  const button = of({role: 'button', name: 'Start', focusable: true, shortcut: 'Alt+N', description: 'Now'});
  assert.equal(button.tag, 'button');
  assert.equal(button.text, 'Start');
  assert.equal(button.attributes['aria-label'], undefined);
  assert.equal(button.attributes['aria-keyshortcuts'], 'Alt+N');
  assert.equal(button.attributes['aria-description'], 'Now');
  assert.equal(button.attributes.class, 'control');
});

test('element: states are said for the roles that have them', () => {
  assert.equal(of({role: 'toggle', checked: true}).attributes['aria-pressed'], 'true');
  assert.equal(of({role: 'checkbox'}).attributes['aria-checked'], 'false');
  assert.equal(of({role: 'radio', checked: true}).attributes['aria-checked'], 'true');
  assert.equal(of({role: 'button', expanded: false}).attributes['aria-expanded'], 'false');
  assert.equal(of({role: 'link', current: true}).attributes['aria-current'], 'true');
  assert.equal(of({role: 'heading', level: 3, name: 'x'}).attributes['aria-level'], '3');
  assert.equal(of({role: 'progressbar', value: '4 of 15'}).attributes['aria-valuetext'], '4 of 15');
});

test('element: a disabled button keeps the keyboard and takes no clicks', () => {
  const button = of({role: 'button', name: 'x', focusable: true, disabled: true});
  assert.equal(button.attributes.disabled, undefined);
  assert.equal(button.attributes['aria-disabled'], 'true');
  assert.equal(button.attributes.class, 'part');
});

test('element: what holds others is named by a label, what holds none by its text', () => {
  assert.equal(of({role: 'listitem', name: 'Ana'}, {leaf: false}).attributes['aria-label'], 'Ana');
  assert.equal(of({role: 'listitem', name: 'Ana'}).text, 'Ana');
  assert.equal(of({role: 'main', name: 'Home'}, {leaf: false}).attributes['aria-label'], 'Home');
});

test('element: a group, form or region without a name has no role', () => {
  assert.equal(of({role: 'group'}).attributes.role, undefined);
  assert.equal(of({role: 'region'}).attributes.role, undefined);
  assert.equal(of({role: 'region', name: 'Notes'}).attributes.role, 'region');
  assert.equal(of({role: 'text', name: 'hello'}).attributes.role, undefined);
});

test('element: a link to a file opens beside the app, one to a screen goes nowhere', () => {
  const file = of({role: 'link', name: 'Texts', href: 'licences.txt'});
  assert.equal(file.attributes.href, 'v/1/licences.txt');
  assert.equal(file.attributes.target, '_blank');
  assert.equal(of({role: 'link', name: 'Cases'}).attributes.href, '#main');
});

test('element: a control that picks files is a file input', () => {
  const pick = of({role: 'button', name: 'Open', picks_file: true, file_accept: '.quietroom', focusable: true});
  assert.equal(pick.tag, 'input');
  assert.equal(pick.attributes.type, 'file');
  assert.equal(pick.attributes.accept, '.quietroom');
  assert.equal(pick.attributes['aria-label'], 'Open');
});

test('field: what is typed stays here: no checking, completing or correcting elsewhere', () => {
  const out = field_attributes({role: 'textbox', field: 'note', multiline: true});
  assert.equal(out.spellcheck, 'false');
  assert.equal(out.writingsuggestions, 'false');
  assert.equal(out.autocorrect, 'off');
  assert.equal(out.autocomplete, 'off');
  assert.equal(out.type, undefined);
});

test('field: a soft keyboard is told what is typed, and what Enter does', () => {
  const hints = (/** @type {object} */ node) => {
    const {inputmode, enterkeyhint, autocapitalize} =
        field_attributes(/** @type {any} */ ({role: 'textbox', ...node}));
    return [inputmode, enterkeyhint, autocapitalize];
  };
  // Not "done": some keyboards close themselves with it.
  assert.deepEqual(hints({field: 'note', multiline: true, submit_on_enter: true}),
      ['text', 'enter', 'sentences']);
  assert.deepEqual(hints({field: 'line', submit_on_enter: true}), ['text', 'go', 'sentences']);
  assert.deepEqual(hints({field: 'name'}), ['text', 'next', 'words']);
  assert.deepEqual(hints({field: 'code'}), ['text', 'next', 'none']);
  assert.deepEqual(hints({field: 'passphrase', submit_on_enter: true}), ['text', 'go', 'none']);
});

test('field: only where the person allowed it is anything helped with', () => {
  const out = field_attributes(/** @type {any} */ ({role: 'textbox', field: 'note', assisted: true}));
  assert.equal(out.spellcheck, 'true');
  assert.equal(out.autocorrect, 'on');
});

test('field: a passphrase is hidden until it is revealed', () => {
  const node = {role: 'textbox', field: 'new_passphrase'};
  assert.equal(field_attributes(node).type, 'password');
  assert.equal(field_attributes(node).autocomplete, 'new-password');
  assert.equal(field_attributes({...node, revealed: true}).type, 'text');
});

test('field: a passphrase is sent in one normal form, other text as it is', () => {
  const decomposed = 'u\u0308ber';
  assert.equal(value_to_send({role: 'textbox', field: 'passphrase'}, decomposed), '\u00fcber');
  assert.equal(value_to_send({role: 'textbox', field: 'note'}, decomposed), decomposed);
});

test('field: its text is never so small that iOS zooms the page', () => {
  assert.equal(field_style({role: 'textbox', font_size_px: 13})['font-size'], '16px');
  assert.equal(colour(0x00ab01), '#00ab01');
  assert.equal(colour(undefined), '#000000');
});

test('field: one line of a note is as high as a finger needs, and its text stands where it is drawn', () => {
  const note = (height) => of({role: 'textbox', multiline: true, rect: [10, 100, 200, height]}).style;
  assert.deepEqual([note(26).top, note(26).height, note(26)['padding-block']], ['91px', '44px', '9px']);
  assert.deepEqual([note(78).top, note(78).height, note(78)['padding-block']], ['100px', '78px', undefined]);
  assert.equal(of({role: 'textbox', rect: [10, 100, 200, 40]}).style.top, '100px');
});

test('a text that was drawn as one line stays one, however the browser rounds its width', () => {
  const text = (/** @type {number[]} */ breaks) =>
      of({role: 'text', name: 'a b', selectable: true, breaks}).attributes.class.split(' ');
  assert.ok(text([]).includes('one-line'));
  assert.ok(!text([2]).includes('one-line'));
});
