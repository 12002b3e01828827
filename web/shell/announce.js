// @ts-check
// Two live regions, always there: a region that is made together with its text is often not read.

/**
 * @param {HTMLElement} polite @param {HTMLElement} assertive
 * @returns {(request: import('../protocol.js').AnnounceRequest) => void}
 */
export function make_announcer(polite, assertive) {
  return (request) => {
    const region = request.assertive ? assertive : polite;
    // The same sentence twice is read twice only if it is another text node.
    region.replaceChildren(region.ownerDocument.createTextNode(request.text));
  };
}
