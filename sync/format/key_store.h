// Keeps the key file on Files as two copies, `keys-a` and `keys-b`, written in turn, so that a
// crash in the middle of writing one always leaves the other. Not for what is inside: see
// key_file.h.
#pragma once

#include <optional>

#include "platform/files.h"
#include "sync/format/key_file.h"

namespace quietroom::format {

class KeyStore {
 public:
  /// `files` outlives this.
  explicit KeyStore(Files& files) : files_(files) {}

  struct Loaded {
    KeyFile file;
    /// Why the other copy, found older, damaged, missing or unreadable, is not equal to this one.
    /// The keys are usable all the same; the next load() tries again. An old passphrase may still
    /// open the other copy until then.
    std::optional<Error> repair_error;
  };

  /// The newest whole key file. Makes the other copy equal to it first, so that after a crash in
  /// save() the old passphrase opens nothing.
  /// Errors: kNotFound if there is none, or only the beginnings of a first save() that never came
  /// to its end; kCorrupt if copies are there but none is whole; kUnsupported if the only readable
  /// ones are of a newer program; kIo if one cannot be read and the other does not settle it.
  /// Whether a missing key file means "first run" or "keys lost" is for the caller to say, who
  /// knows whether there is a store.
  Result<Loaded> load();

  /// Makes both copies `key_file` (bytes of create_key_file() or rewrap_key_file()), one after the
  /// other, each flushed and read back; first the copy that is not the newest whole one.
  /// Errors: kQuota, kIo; kCorrupt if what was read back differs. After an error either the old or
  /// the new file counts: load() says which, and never neither; saving again is safe. kConflict if
  /// its generation is below that of what is there; nothing is written then. kCorrupt, kUnsupported
  /// if `key_file` is none, or what is there is of a newer program.
  Status save(ByteSpan key_file);

  /// Removes both copies, first overwriting them. Succeeds if there are none. Errors: kIo.
  Status remove();

 private:
  struct Copy;
  struct Both;
  Copy read_copy(std::string_view name);
  Result<Both> read_both();
  Status write_copy(std::string_view name, ByteSpan key_file);
  Files& files_;
};

}  // namespace quietroom::format
