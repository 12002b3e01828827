// @ts-check
// Files from the program to the person: as a download.

/** Long enough for a slow disk; then the bytes are let go. */
const kKeepMs = 60 * 1000;

/**
 * @param {Document} document
 * @param {import('../protocol.js').SaveFileRequest} request
 */
export function save_file(document, {name, media_type, bytes}) {
  const url = URL.createObjectURL(new Blob([bytes], {type: media_type}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), kKeepMs);
}
