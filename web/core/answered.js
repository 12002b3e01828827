// @ts-check
// Which messages the program may answer with a new text for a field. Until it has handled one, what
// is typed is not sent: it would be a change of a text that the field no longer holds.

/** @param {{type: string, action?: string}} message */
export function may_set_texts({type, action}) {
  return type === 'key' || type === 'file' ||
      (type === 'action' && (action === 'click' || action === 'submit'));
}
