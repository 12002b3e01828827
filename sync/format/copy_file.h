// "Save a copy": the store as encrypted and its wrapped keys in one file, which opens on an empty
// device with the passphrase or the recovery code. Only a container: nothing in it is decrypted
// here. Byte layout: docs/format.md, "Copy file". Vectors: tests/golden/copy_file.
#pragma once

#include <cstddef>
#include <memory>
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

/// Writes a copy file piece by piece, so that a large one holds nobody up: what was added last is
/// copied and hashed, and nothing else happens.
class CopyWriter {
 public:
  /// How large each part will be, in bytes; 0: absent.
  struct Sizes {
    std::size_t keys = 0;
    std::size_t store = 0;
    std::size_t store_log = 0;
    std::size_t private_store = 0;
    std::size_t private_log = 0;
  };
  /// Allocates the whole file. Errors: kInvalid if keys or store are empty or a part is over its
  /// limit.
  static Result<CopyWriter> begin(const Sizes& sizes);
  CopyWriter(CopyWriter&&) noexcept;
  CopyWriter& operator=(CopyWriter&&) noexcept;
  ~CopyWriter();

  /// The part that comes next, as its place among the members of Sizes (0: keys), and what of it is
  /// missing; nothing when all are there.
  struct Wanted {
    std::size_t part = 0;
    std::size_t offset = 0;
    std::size_t left = 0;
  };
  std::optional<Wanted> wanted() const;
  /// The next bytes of the part that is wanted, at most as many as are left of it.
  void add(ByteSpan piece);
  /// Once nothing is wanted: takes up to `size_bytes_max` bytes further into the hash at the file's
  /// end. True when that is written and the file is whole.
  bool seal(std::size_t size_bytes_max);
  /// From 0 to 1; each byte counts when it is added and when it is sealed.
  double progress() const;
  /// The file, once it is whole.
  Bytes take();

 private:
  struct State;
  explicit CopyWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The bytes of a copy file.
/// Errors: kInvalid if a part is empty or over its limit.
Result<Bytes> write_copy(const CopyContents& contents);

/// The parts of `bytes`, borrowed from it, once every hash is verified. Nothing is allocated.
/// Errors: kUnsupported for a newer version; kCorrupt for everything else, naming the part:
/// truncated, bytes after the end, over a limit, unknown or repeated name, wrong order, wrong hash.
/// Does not look into the parts: KeyFile::parse() and the store do.
Result<CopyContents> read_copy(ByteSpan bytes);

}  // namespace quietroom::format
