// "Save a copy": the store as encrypted and its wrapped keys in one file, which opens on an empty
// device with the passphrase or the recovery code. Only a container: nothing in it is decrypted
// here. Byte layout: docs/format.md, "Copy file". Vectors: tests/golden/copy_file.
#pragma once

#include <optional>

#include "platform/base/bytes.h"

namespace quietroom::format {

/// What a copy holds; all borrowed.
struct CopyContents {
  ByteSpan keys;                          ///< A key file; see key_file.h.
  ByteSpan store;                         ///< store.db, encrypted.
  std::optional<ByteSpan> private_store;  ///< private.db likewise; absent if there is none.
  /// The write-ahead logs beside them, where the newest changes are not folded in yet: after a
  /// crash, when nobody has unlocked the store to do it. Absent otherwise.
  std::optional<ByteSpan> store_log = std::nullopt;
  std::optional<ByteSpan> private_log = std::nullopt;
};

/// Refused beyond these, before anything is done with them.
inline constexpr std::size_t kCopyKeysSizeMax = std::size_t{4} << 10;
inline constexpr std::size_t kCopyStoreSizeMax = std::size_t{1} << 30;

/// The bytes of a copy file.
/// Errors: kInvalid if a part is empty or over its limit.
Result<Bytes> write_copy(const CopyContents& contents);

/// The parts of `bytes`, borrowed from it, once every hash is verified. Nothing is allocated.
/// Errors: kUnsupported for a newer version; kCorrupt for everything else, naming the part:
/// truncated, bytes after the end, over a limit, unknown or repeated name, wrong order, wrong hash.
/// Does not look into the parts: KeyFile::parse() and the store do.
Result<CopyContents> read_copy(ByteSpan bytes);

}  // namespace quietroom::format
