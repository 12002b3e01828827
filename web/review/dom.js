// @ts-check
// Elements of the reviewer page. Text is always text: nothing that a pack says becomes markup.

/** @typedef {Node|string|null} Child Null is left out. */

/**
 * @param {Document} document @param {string} tag
 * @param {Record<string, string|boolean|((event: any) => void)>} attributes "onclick" and the like are
 *   functions; true is an attribute without a value, false none.
 * @param {Child[]} children
 */
export function element(document, tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Gives the browser a file to save.
 * @param {Document} document @param {string} name @param {string|Uint8Array} content
 */
export function save_file(document, name, content) {
  const url = URL.createObjectURL(new Blob([/** @type {any} */ (content)], {type: 'application/octet-stream'}));
  const link = element(document, 'a', {href: url, download: name, hidden: true});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
