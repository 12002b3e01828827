#include "platform/files.h"

namespace quietroom {

Result<Bytes> read_file(Files& files, std::string_view name, std::size_t size_bytes_max) {
  const std::unique_ptr<File> file = TRY(files.open(name, OpenMode::kExisting));
  const std::uint64_t size_bytes = TRY(file->size());
  if (size_bytes > size_bytes_max) return Error{ErrorCode::kCorrupt, "file over its size limit"};
  Bytes bytes(static_cast<std::size_t>(size_bytes));
  const std::size_t count = TRY(file->read(0, bytes));
  if (count != bytes.size()) return Error{ErrorCode::kIo, "file shorter than its size"};
  return bytes;
}

Status write_file(Files& files, std::string_view name, ByteSpan data) {
  const std::unique_ptr<File> file = TRY(files.open(name, OpenMode::kCreate));
  TRY(file->truncate(data.size()));
  TRY(file->write(0, data));
  return file->flush();
}

}  // namespace quietroom
