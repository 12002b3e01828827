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
  if (from_stores) {
    if (private_store_ == nullptr) return Error{ErrorCode::kIo, "private store: it is closed"};
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
  copying_.emplace(
      Copying{std::move(writer).value(), to_bytes(loaded.file.bytes()), from_stores, Bytes{}});
  return {};
}

/// Both or none.
Status Keeper::begin_copy_of_stores(format::CopyWriter::Sizes& sizes) {
  if (private_store_ == nullptr) return Error{ErrorCode::kIo, "private store: it is closed"};
  const auto size = store_->begin_copy();
  if (!size.ok()) return size.error().within("store");
  const auto private_size = private_store_->begin_copy();
  if (!private_size.ok()) {
    end_copy_of_stores();
    return private_size.error().within("private store");
  }
  const auto store_part = part_size(size.value());
  const auto private_part = part_size(private_size.value());
  if (!store_part.ok() || !private_part.ok()) {
    end_copy_of_stores();
    return store_part.ok() ? private_part.error() : store_part.error();
  }
  sizes.store = store_part.value();
  sizes.private_store = private_part.value();
  return {};
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

}  // namespace quietroom::session
