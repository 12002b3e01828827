// The keeper's copies: from the open stores or, while nobody has unlocked them, from the files.
#include <algorithm>

#include "app/session/keeper.h"

namespace quietroom::session {

namespace {

/// The parts of format::CopyWriter::Sizes, by place.
enum Part : std::size_t { kKeys, kStore, kStoreLog, kPrivate, kPrivateLog };

std::string file_of(std::size_t part) {
  std::string name(part == kStore || part == kStoreLog ? kStoreFile : kPrivateFile);
  if (part == kStoreLog || part == kPrivateLog) name += "-wal";
  return name;
}

Result<std::size_t> part_size(std::uint64_t size_bytes) {
  if (size_bytes > format::kCopyStoreSizeMax)
    return Error{ErrorCode::kUnsupported, "the store is too large for one file"};
  return static_cast<std::size_t>(size_bytes);
}

}  // namespace

Status Keeper::begin_copy() {
  end_copy();
  const auto loaded = TRY_IN("keys", format::KeyStore(host_.files).load());
  format::CopyWriter::Sizes sizes;
  sizes.keys = loaded.file.bytes().size();
  const bool from_stores = is_open() && example_files_ == nullptr;
  std::optional<Lying> lying;
  if (from_stores) {
    if (private_store() == nullptr) lying = TRY_IN("private store", lying_private());
    if (lying) sizes.private_store = (*lying)[0].size();
    if (lying) sizes.private_log = (*lying)[1].size();
    TRY(begin_copy_of_stores(sizes));
  } else {
    // Locked: after a kill the newest changes are in the logs, and without the keys nobody can
    // fold them in. So the logs go along.
    sizes.store = TRY_IN("store", raw_size(file_of(kStore)));
    sizes.store_log = TRY_IN("log", raw_size(file_of(kStoreLog)));
    sizes.private_store = TRY_IN("private store", raw_size(file_of(kPrivate)));
    sizes.private_log = TRY_IN("private log", raw_size(file_of(kPrivateLog)));
  }
  auto writer = format::CopyWriter::begin(sizes);
  if (!writer.ok()) {
    if (from_stores) end_copy_of_stores();
    return writer.error();
  }
  copying_.emplace(Copying{std::move(writer).value(), to_bytes(loaded.file.bytes()), from_stores,
                           Bytes{}, std::move(lying)});
  return {};
}

/// Of those that are open: all or none.
Status Keeper::begin_copy_of_stores(format::CopyWriter::Sizes& sizes) {
  const auto begin = [](store::Store& store, std::size_t& size) -> Status {
    const std::uint64_t size_bytes = TRY(store.begin_copy());
    size = TRY(part_size(size_bytes));
    return {};
  };
  Status begun = begin(*store_, sizes.store);
  if (begun.ok() && private_store() != nullptr) {
    begun = begin(*private_store_, sizes.private_store);
    if (!begun.ok()) begun = begun.error().within("private store");
  }
  if (!begun.ok()) end_copy_of_stores();
  return begun;
}

/// At once and not in pieces: it is small, and may be opened before its turn comes.
Result<Keeper::Lying> Keeper::lying_private() {
  Lying parts;
  parts[0] = TRY(raw_bytes(file_of(kPrivate)));
  parts[1] = TRY(raw_bytes(file_of(kPrivateLog)));
  if (parts[0].empty()) return Error{ErrorCode::kNotFound, "it is missing"};
  return parts;
}

void Keeper::end_copy_of_stores() {
  if (store_ != nullptr) store_->end_copy();
  if (private_store_ != nullptr) private_store_->end_copy();
}

Result<bool> Keeper::step_copy() {
  if (!copying_) return Error{ErrorCode::kConflict, "the copy was given up"};
  const auto wanted = copying_->writer.wanted();
  if (!wanted) return copying_->writer.seal(kCopyPieceBytes);
  copying_->piece.resize(std::min(wanted->left, kCopyPieceBytes));
  TRY(read_part(wanted->part, wanted->offset, copying_->piece));
  copying_->writer.add(copying_->piece);
  return false;
}

Status Keeper::read_part(std::size_t part, std::size_t offset, std::span<std::uint8_t> out) {
  if (part == kKeys) {
    std::copy_n(copying_->keys.begin() + static_cast<std::ptrdiff_t>(offset), out.size(),
                out.begin());
    return {};
  }
  const bool is_private = part == kPrivate || part == kPrivateLog;
  if (is_private && copying_->lying_private) {
    const Bytes& lying = (*copying_->lying_private)[part == kPrivate ? 0 : 1];
    std::copy_n(lying.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    return {};
  }
  if (copying_->is_open) {
    const auto& from = part == kStore ? store_ : private_store_;
    if (from == nullptr) return Error{ErrorCode::kConflict, "the store was closed"};
    return from->read_copy(offset, out);
  }
  // Opened for each piece, so that the store can be unlocked meanwhile.
  const std::unique_ptr<File> file = TRY(host_.files.open(file_of(part), OpenMode::kExisting));
  const std::size_t got = TRY(file->read(offset, out));
  if (got != out.size()) return Error{ErrorCode::kConflict, "the file changed"};
  return {};
}

double Keeper::copy_progress() const {
  return copying_ ? copying_->writer.progress() : 0;
}

Bytes Keeper::take_copy() {
  Bytes bytes = copying_->writer.take();
  end_copy();
  return bytes;
}

void Keeper::end_copy() {
  if (!copying_) return;
  if (copying_->is_open) end_copy_of_stores();
  copying_.reset();
  if (!private_wanted_) close_private();
}

Result<Bytes> Keeper::copy() {
  TRY(begin_copy());
  for (;;) {
    const auto whole = step_copy();
    if (!whole.ok()) {
      end_copy();
      return whole.error();
    }
    if (whole.value()) return take_copy();
  }
}

/// The size of `name` as it lies there; 0 if there is no such file.
Result<std::size_t> Keeper::raw_size(std::string_view name) {
  const bool there = TRY(host_.files.exists(name));
  if (!there) return std::size_t{0};
  const std::unique_ptr<File> file = TRY(host_.files.open(name, OpenMode::kExisting));
  return part_size(TRY(file->size()));
}

/// What `name` holds as it lies there; nothing if there is no such file.
Result<Bytes> Keeper::raw_bytes(std::string_view name) {
  Bytes bytes(TRY(raw_size(name)));
  if (bytes.empty()) return bytes;
  const std::unique_ptr<File> file = TRY(host_.files.open(name, OpenMode::kExisting));
  const std::size_t got = TRY(file->read(0, bytes));
  if (got != bytes.size()) return Error{ErrorCode::kConflict, "the file changed"};
  return bytes;
}

}  // namespace quietroom::session
