// @ts-check
// The files of the store: the one list. The worker opens a handle for each of them before the store
// is ours (handles cannot be opened later: that is asynchronous); the program finds them by name
// and is refused any other (platform/web/files_opfs). Adding a name is safe; removing one hides a
// file.

/** The folder within the origin's private file system. */
export const kStoreFolder = 'quietroom';

export const kStoreFiles = Object.freeze([
  'keys-a', 'keys-b',  // The key file, written in turn.
  'store.db', 'store.db-wal', 'store.db-journal',
  'private.db', 'private.db-wal', 'private.db-journal',
  'store-backup.db', 'private-backup.db',  // Before a migration.
  'restore.part',  // A copy that is being opened.
]);
