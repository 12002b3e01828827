#include "platform/web/files_opfs.h"

#include <algorithm>
#include <array>

#include "platform/web/imports.h"

namespace quietroom {
namespace {

/// What JavaScript returned, as a count or an Error.
Result<double> checked(double result) {
  if (result >= 0) return result;
  if (result == kFileFull) return Error{ErrorCode::kQuota, "the device is full"};
  if (result == kFileGone) return Error{ErrorCode::kIo, "the store is not ours"};
  return Error{ErrorCode::kIo, "the browser's storage failed"};
}

Result<int> slot_of(std::string_view name) {
  const int slot = qr_js_file_slot(name.data(), name.size());
  if (slot < 0) return Error{ErrorCode::kUnsupported, "file is not in store_files.js"};
  return slot;
}

}  // namespace

class FilesOpfs::OpenFile final : public File {
 public:
  OpenFile(std::set<int>& open_slots, int slot) : open_slots_(open_slots), slot_(slot) {
    open_slots_.insert(slot_);
  }
  ~OpenFile() override { open_slots_.erase(slot_); }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    const double count =
        TRY(checked(qr_js_file_read(slot_, out.data(), out.size(), static_cast<double>(offset))));
    return static_cast<std::size_t>(count);
  }
  Status write(std::uint64_t offset, ByteSpan data) override {
    const double count = TRY(
        checked(qr_js_file_write(slot_, data.data(), data.size(), static_cast<double>(offset))));
    // Browsers report a full device either as an exception or as a short write.
    if (count != static_cast<double>(data.size()))
      return Error{ErrorCode::kQuota, "the device took only a part"};
    return {};
  }
  Status truncate(std::uint64_t size_bytes) override {
    TRY(checked(qr_js_file_truncate(slot_, static_cast<double>(size_bytes))));
    return {};
  }
  Result<std::uint64_t> size() override {
    const double size_bytes = TRY(checked(qr_js_file_size(slot_)));
    return static_cast<std::uint64_t>(size_bytes);
  }
  Status flush() override {
    TRY(checked(qr_js_file_flush(slot_)));
    return {};
  }

 private:
  std::set<int>& open_slots_;
  const int slot_;
};

Result<std::unique_ptr<File>> FilesOpfs::open(std::string_view name, OpenMode mode) {
  const int slot = TRY(slot_of(name));
  if (open_slots_.contains(slot)) return Error{ErrorCode::kConflict, "file is open already"};
  const double size_bytes = TRY(checked(qr_js_file_size(slot)));
  if (mode == OpenMode::kExisting && size_bytes == 0)
    return Error{ErrorCode::kNotFound, "no such file"};
  return std::unique_ptr<File>(std::make_unique<OpenFile>(open_slots_, slot));
}

Status FilesOpfs::remove(std::string_view name) {
  const int slot = TRY(slot_of(name));
  if (open_slots_.contains(slot)) return Error{ErrorCode::kConflict, "file is open"};
  TRY(checked(qr_js_file_truncate(slot, 0)));
  TRY(checked(qr_js_file_flush(slot)));
  return {};
}

Result<bool> FilesOpfs::exists(std::string_view name) {
  const int slot = TRY(slot_of(name));
  const double size_bytes = TRY(checked(qr_js_file_size(slot)));
  return size_bytes > 0;
}

Result<std::vector<std::string>> FilesOpfs::list() {
  std::vector<std::string> names;
  std::array<char, 64> name{};  // The seam's longest name.
  for (int index = 0;; ++index) {
    const std::size_t length = qr_js_file_name(index, name.data(), name.size());
    if (length == 0) break;
    const int slot = TRY(slot_of({name.data(), length}));
    const double size_bytes = TRY(checked(qr_js_file_size(slot)));
    if (size_bytes > 0) names.emplace_back(name.data(), length);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::uint64_t FilesOpfs::promised() const {
  return static_cast<std::uint64_t>(qr_js_files_promised());
}

std::uint64_t FilesOpfs::epoch() const {
  return static_cast<std::uint64_t>(qr_js_files_epoch());
}

}  // namespace quietroom
