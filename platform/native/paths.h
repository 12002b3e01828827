// Files and folders by their paths, for tools: what a person names on the command line. Whole files
// at once. Not for the store, which stands on files_posix.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace quietroom {

/// The whole of the file at `path`. "-" is the standard input.
/// Errors: kNotFound; kInvalid if it is longer than `size_bytes_max` or no file; kIo.
Result<Bytes> read_path(const std::string& path, std::size_t size_bytes_max);

/// The same for a file with a secret, which nobody else on this machine may read.
/// Errors: as read_path(); kInvalid if it is a file that its group or others may read.
Result<Bytes> read_secret_path(const std::string& path, std::size_t size_bytes_max);

/// Makes `path` hold exactly `bytes`, durably, with the folders above it: after a crash it is as it
/// was before, or whole. For its owner only. Errors: kQuota, kIo.
Status write_path(const std::string& path, ByteSpan bytes);

/// Removes the file at `path`; succeeds if it was not there. Errors: kIo.
Status remove_path(const std::string& path);

/// Makes the folder `path`, and those above it, for its owner only. Succeeds if it is there.
/// Errors: kInvalid if something else is there; kIo.
Status make_folder(const std::string& path);

/// A file somewhere below a folder.
struct TreeFile {
  std::string path;  ///< Below that folder, without a slash in front.
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< Since 1970, by the file system.
};

/// Every file below `folder`, by path; none if there is no such folder. Links are not followed.
/// Errors: kIo.
Result<std::vector<TreeFile>> list_tree(const std::string& folder);

}  // namespace quietroom
