#include "sync/format/key_store.h"

#include <algorithm>

namespace quietroom::format {
namespace {

constexpr std::string_view kNameA = "keys-a";
constexpr std::string_view kNameB = "keys-b";
// Above today's size, so that a file of a newer program is seen as newer and not as damaged.
constexpr std::size_t kSizeMax = std::size_t{64} << 10;

bool same_bytes(ByteSpan a, ByteSpan b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

/// One of the two copies, as found.
struct KeyStore::Copy {
  std::optional<KeyFile> file;  ///< If it is whole.
  std::optional<Error> error;   ///< Why not; kNotFound also for an empty file.

  bool is(ErrorCode code) const { return error && error->code == code; }
};

/// Both copies, and which of them counts.
struct KeyStore::Both {
  Copy a;
  Copy b;

  /// The newest whole one, or null.
  const KeyFile* newest() const {
    if (!a.file) return b.file ? &*b.file : nullptr;
    if (!b.file) return &*a.file;
    return b.file->generation() > a.file->generation() ? &*b.file : &*a.file;
  }
  bool any(ErrorCode code) const { return a.is(code) || b.is(code); }
};

KeyStore::Copy KeyStore::read_copy(std::string_view name) {
  const auto bytes = read_file(files_, name, kSizeMax);
  if (!bytes.ok()) return {std::nullopt, bytes.error().within(name)};
  if (bytes.value().empty()) return {std::nullopt, Error{ErrorCode::kNotFound, "empty file"}};
  auto file = KeyFile::parse(bytes.value());
  if (!file.ok()) return {std::nullopt, file.error().within(name)};
  return {std::move(file).value(), std::nullopt};
}

Result<KeyStore::Both> KeyStore::read_both() {
  Both both{read_copy(kNameA), read_copy(kNameB)};
  // A newer program was here. Whatever the other copy is, writing would undo that program's work.
  for (const Copy* copy : {&both.a, &both.b})
    if (copy->is(ErrorCode::kUnsupported)) return *copy->error;
  if (both.newest() != nullptr) return both;
  for (const Copy* copy : {&both.a, &both.b})
    if (copy->error && !copy->is(ErrorCode::kNotFound) && !copy->is(ErrorCode::kCorrupt))
      return *copy->error;
  return both;
}

Status KeyStore::write_copy(std::string_view name, ByteSpan key_file) {
  TRY_IN(name, write_file(files_, name, key_file));
  const Bytes back = TRY_IN(name, read_file(files_, name, kSizeMax));
  if (!same_bytes(back, key_file))
    return Error{ErrorCode::kCorrupt, "key store: read back something else"};
  return {};
}

Result<KeyStore::Loaded> KeyStore::load() {
  const Both both = TRY(read_both());
  const KeyFile* newest = both.newest();
  if (newest == nullptr) {
    // save() begins keys-b only when keys-a is whole, and remove() ends with keys-a. So a keys-a
    // that is not whole, without a keys-b, is the beginning or the end of a life, never its middle.
    if (both.b.is(ErrorCode::kNotFound))
      return Error{ErrorCode::kNotFound, "key store: no key file"};
    return *both.b.error;
  }
  const bool b_counts = both.b.file && newest == &*both.b.file;
  const Copy& other = b_counts ? both.a : both.b;
  Loaded loaded{*newest, std::nullopt};
  if (other.error && !other.is(ErrorCode::kNotFound) && !other.is(ErrorCode::kCorrupt)) {
    // Unreadable today is not damaged: it might even be the newer one, so it is left alone.
    loaded.repair_error = other.error;
  } else if (!other.file || !same_bytes(other.file->bytes(), newest->bytes())) {
    const Status repaired = write_copy(b_counts ? kNameA : kNameB, newest->bytes());
    if (!repaired.ok()) loaded.repair_error = repaired.error().within("repair key file");
  }
  return loaded;
}

Status KeyStore::save(ByteSpan key_file) {
  const KeyFile fresh = TRY_IN("save keys", KeyFile::parse(key_file));
  const Both both = TRY_IN("save keys", read_both());
  const KeyFile* newest = both.newest();
  // Equal is allowed: a save that failed halfway is tried again with what load() gave before it.
  if (newest != nullptr && fresh.generation() < newest->generation())
    return Error{ErrorCode::kConflict, "save keys: an older generation"};
  // The copy that counts is written last: until the other one is whole, it stays the fallback.
  const bool a_counts = newest != nullptr && both.a.file && newest == &*both.a.file;
  TRY_IN("save keys", write_copy(a_counts ? kNameB : kNameA, key_file));
  return write_copy(a_counts ? kNameA : kNameB, key_file);
}

Status KeyStore::remove() {
  // keys-b first: see load() for what a keys-a alone means.
  for (const std::string_view name : {kNameB, kNameA}) {
    const bool there = TRY_IN("remove keys", files_.exists(name));
    if (!there) continue;
    const Bytes zeros(kKeyFileSize);
    TRY_IN("remove keys", write_file(files_, name, zeros));
    TRY_IN("remove keys", files_.remove(name));
  }
  return {};
}

}  // namespace quietroom::format
