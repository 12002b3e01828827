// @ts-check
// What a semantics node is as an element of the page: tag, attributes, text, style. A description
// only; web/shell/mirror.js makes it so.
import {field_attributes, field_style, is_field} from './field.js';

/** @typedef {import('../protocol.js').SemanticsNode} SemanticsNode */
/**
 * @typedef {object} Description
 * @property {string} tag
 * @property {Record<string, string>} attributes
 * @property {string} text Its own text, before any children.
 * @property {string} breaks Where its drawn lines after the first begin ("12,30"); mostly empty.
 * @property {Record<string, string>} style CSS properties, custom ones among them.
 */
/**
 * @typedef {object} Surroundings
 * @property {[number, number]} origin What its rectangle is relative to.
 * @property {string} link_base What the name of a file beside the program is put after.
 * @property {boolean} leaf Nothing is inside it.
 * @property {boolean} inert A dialog is open, and this is not part of it.
 * @property {boolean} tab_stop For a radio: the one of its group that Tab reaches. For a scroll
 *   container: nothing in it can have the keyboard, so it must take it to be scrolled by keys.
 */

/** The least height of what is pressed by a finger, and of every field's frame. */
const kTargetPx = 44;

const kButtons = new Set(['button', 'toggle', 'checkbox', 'radio']);
/** Roles that are written as they are called; the others say nothing by themselves. */
const kRoles = new Set(['main', 'navigation', 'complementary', 'banner', 'heading', 'checkbox',
  'radiogroup', 'radio', 'list', 'listitem', 'status', 'alert', 'dialog', 'img', 'progressbar',
  'separator']);
/** Roles that only help if they have a name. */
const kNamedRoles = new Set(['group', 'form', 'region']);
/** Roles whose name is what stands in them, so that find-in-page finds it. */
const kTexts = new Set(['text', 'heading', 'button', 'link', 'toggle', 'checkbox', 'radio',
  'listitem', 'status', 'alert']);

/** @param {SemanticsNode} node */
export function tag_of(node) {
  if (is_field(node)) return node.multiline ? 'textarea' : 'input';
  if (node.picks_file) return 'input';
  if (kButtons.has(node.role)) return 'button';
  return node.role === 'link' ? 'a' : 'div';
}

/** Is told to whoever cannot see it, when it appears or changes. @param {SemanticsNode} node */
export function is_said(node) {
  return node.role === 'status' || node.role === 'alert';
}

/** Takes clicks and the keyboard. @param {SemanticsNode} node */
export function is_control(node) {
  return Boolean(node.focusable) && !is_field(node);
}

/**
 * @param {SemanticsNode} node
 * @param {Surroundings} around
 * @returns {Description}
 */
export function describe(node, around) {
  const tag = tag_of(node);
  /** @type {Record<string, string>} */
  const attributes = {'data-node': String(node.id), class: class_of(node)};
  const named_by_text = kTexts.has(node.role) && around.leaf && tag !== 'input';
  if (kRoles.has(node.role) || (kNamedRoles.has(node.role) && node.name)) {
    if (tag === 'div' || tag === 'button') attributes.role = node.role;
  }
  if (is_said(node)) {
    // It comes together with its text, of which most browsers tell no screen reader: the page's own
    // live regions say it (Plan.said), and this must not be a second voice.
    attributes.role = 'status';
    attributes['aria-live'] = 'off';
  }
  if (node.name && !named_by_text && (attributes.role || tag !== 'div')) {
    attributes['aria-label'] = node.name;
  }
  if (node.role === 'main') attributes.id = 'main';
  if (node.selectable) {
    // In whatever language people speak, and theirs to translate.
    attributes.lang = '';
    attributes.translate = 'yes';
  }
  put_states(attributes, node);
  put_behaviour(attributes, node, tag, around);
  const text = named_by_text ? node.name ?? '' : '';
  const breaks = node.selectable ? (node.breaks ?? []).join() : '';
  return {tag, attributes, text, breaks, style: style_of(node, around)};
}

/**
 * A text as pieces of one drawn line each, and the blanks between them: a line may end at those
 * and nowhere else, so what the browser sets lies over what was drawn.
 * @param {string} text @param {string} breaks As in a description.
 * @returns {{line: string, blanks: string}[]}
 */
export function lines_of(text, breaks) {
  const places = breaks === '' ? [] : breaks.split(',').map(Number);
  return [0, ...places].map((from, at) => {
    const whole = text.slice(from, places[at] ?? text.length);
    const line = at < places.length ? whole.replace(/[ \t\n\u3000]+$/, '') : whole;
    return {line, blanks: whole.slice(line.length)};
  });
}

/** @param {SemanticsNode} node */
function class_of(node) {
  if (is_field(node)) return node.field === 'note' || node.multiline ? 'field note' : 'field';
  const classes = [];
  if (node.focusable && !node.disabled) classes.push('control');
  if (node.scrolls) classes.push('scroller');
  if (node.hidden_text) classes.push('hidden-text');
  if (node.selectable) classes.push('selectable');
  // By a hair wider than its element it is still one line, as it was drawn.
  if (node.selectable && !node.breaks?.length) classes.push('one-line');
  if (node.shaped) classes.push('shaped');
  return classes.join(' ') || 'part';
}

/** @param {Record<string, string>} out @param {SemanticsNode} node */
function put_states(out, node) {
  const put = (/** @type {string} */ name, /** @type {unknown} */ value) => {
    if (value !== undefined && value !== '' && value !== 0) out[name] = String(value);
  };
  put('aria-description', node.description);
  put('aria-keyshortcuts', node.shortcut);
  if (node.role === 'heading') put('aria-level', node.level || 2);
  if (node.role === 'listitem') {
    put('aria-posinset', node.position);
    put('aria-setsize', node.set_size);
  }
  if (node.role === 'toggle') put('aria-pressed', node.checked ?? false);
  if (node.role === 'checkbox' || node.role === 'radio') put('aria-checked', node.checked ?? false);
  put('aria-current', node.current || undefined);
  put('aria-expanded', node.expanded);
  if (node.role === 'progressbar') put('aria-valuetext', node.value);
  if (node.role === 'dialog') out['aria-modal'] = 'true';
  if (node.invalid) out['aria-invalid'] = 'true';
}

/**
 * @param {Record<string, string>} out @param {SemanticsNode} node @param {string} tag
 * @param {Surroundings} around
 */
function put_behaviour(out, node, tag, around) {
  if (around.inert) out.inert = '';
  if (node.drags && !node.disabled) out.draggable = 'true';
  if (is_field(node)) {
    Object.assign(out, field_attributes(node));
  } else if (node.picks_file) {
    out.type = 'file';
    if (node.file_accept) out.accept = node.file_accept;
    if (node.disabled) out.disabled = '';
  } else if (tag === 'button') {
    out.type = 'button';
  } else if (tag === 'a') {
    // The page's own links lead nowhere by themselves, but must name a place that there is.
    out.href = node.href ? around.link_base + node.href : '#main';
    if (node.href) out.target = '_blank', out.rel = 'noopener';
  }
  // Not the native `disabled`: a button that is disabled while it has the keyboard would lose it.
  if (node.disabled && !('disabled' in out)) out['aria-disabled'] = 'true';
  const native = tag === 'button' || tag === 'a' || tag === 'input' || tag === 'textarea';
  const reachable = node.focusable && around.tab_stop;
  if (native && !reachable && !is_field(node)) out.tabindex = '-1';
  if (!native && (node.focusable || (node.scrolls && around.tab_stop))) out.tabindex = '0';
}

/** @param {SemanticsNode} node @param {Surroundings} around */
function style_of(node, {origin}) {
  const [x, y, width, height] = node.rect;
  // Text that grows begins at its field's top. One line of it is lower than a finger's target; what
  // is missing lies within the frame, which is never lower than that.
  const spare = is_field(node) && node.multiline ? Math.max(0, (kTargetPx - height) / 2) : 0;
  const px = (/** @type {number} */ value) => `${Math.round(value * 100) / 100}px`;
  /** @type {Record<string, string>} */
  const style = {left: px(x - origin[0]), top: px(y - origin[1] - spare), width: px(width),
    height: px(height + 2 * spare)};
  if (spare > 0) style['padding-block'] = px(spare);
  if (is_field(node)) Object.assign(style, field_style(node));
  else if (node.font_size_px) style['font-size'] = px(node.font_size_px);
  if (node.line_height_px) style['line-height'] = px(node.line_height_px);
  if (node.semibold) style['font-weight'] = '600';
  return style;
}
