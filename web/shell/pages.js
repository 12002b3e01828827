// @ts-check
// The plain pages of index.html, for when the app cannot be shown. Their words are there.

/**
 * Shows the page called `id` over everything else.
 * @param {Document} document @param {string} id
 * @param {Record<string, string>} [texts] For its elements with these `data-text`.
 */
export function show_page(document, id, texts = {}) {
  for (const page of document.querySelectorAll('.plain-page')) {
    /** @type {HTMLElement} */ (page).hidden = page.id !== id;
  }
  for (const part of ['stage', 'opening']) {
    const element = document.getElementById(part);
    if (element) element.hidden = true;
  }
  const page = document.getElementById(id);
  for (const [name, text] of Object.entries(texts)) {
    const element = /** @type {HTMLElement|null|undefined} */ (
        page?.querySelector(`[data-text="${name}"]`));
    if (!element) continue;
    if (element instanceof HTMLTextAreaElement) element.value = text;
    else element.textContent = text;
    const frame = /** @type {HTMLElement|null} */ (element.closest('[hidden]:not(.plain-page)'));
    if (frame && text) frame.hidden = false;
  }
  /** @type {HTMLElement|null|undefined} */ (page?.querySelector('h1'))?.focus();
}
