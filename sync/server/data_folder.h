// The folder in which the endpoint keeps everything, and the small files in it: who may use it, and
// how a text is replaced so that a crash leaves the old one or the new one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "sync/server/file_calls.h"

namespace quietroom::server {

/// Makes `folder` (for this user alone) with the folder "files" in it where they are missing.
/// Errors: kInvalid with a sentence if it cannot be made, is a link, belongs to somebody else or is
/// open to others; kIo.
Status prepare_data_folder(const std::string& folder);

enum class LockWait : std::uint8_t { kWait, kRefuse };

/// Holds the lock file `path` for as long as the handle lives; the system lets go of it when the
/// process dies. Errors: kConflict if another process holds it and `wait` is kRefuse; kIo.
Result<FileHandle> lock_file(const std::string& path, LockWait wait);

/// The whole of the file `path`, at most 4 MiB. Errors: kNotFound; kIo.
Result<std::string> read_text(const std::string& path);

/// Replaces `name` in `folder` by `text`, readable by this user alone, durable when this returns.
/// Errors: kIo, kQuota.
Status write_durably(const std::string& folder, std::string_view name, std::string_view text);

/// $XDG_DATA_HOME/quietroom, or ~/.local/share/quietroom; "" if neither variable is set.
std::string default_data_folder();

}  // namespace quietroom::server
