// The built app in memory: an immutable table from exact path to bytes, read once at the start. A
// request can name a row or not; there is no file system left for a path to escape into.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace quietroom::server {

/// One file in every encoding that lay in the folder.
struct SiteFile {
  std::string path;  ///< "/v/abc/app.wasm"
  std::string_view mime_type;
  std::string hash;  ///< Of the plain bytes, hex; the base of its entity tags.
  Bytes plain;
  Bytes brotli;  ///< Empty if there is no .br beside the file.
  Bytes gzip;    ///< Empty if there is no .gz beside the file.
};

/// The MIME type for the end of `path`; application/octet-stream if it is none that the app has.
std::string_view mime_type_of(std::string_view path);

class Site {
 public:
  /// Reads every file below `folder`; "x.br" and "x.gz" become encodings of "x".
  /// Errors: kNotFound without the folder or its index.html; kInvalid for a link or a special file
  /// in it, more than `kFilesMax` files or `kBytesMax` bytes; kIo where reading fails.
  static Result<Site> load(const std::string& folder);

  static constexpr std::size_t kFilesMax = 10'000;
  static constexpr std::size_t kBytesMax = std::size_t{256} * 1024 * 1024;

  /// The file that `path` names exactly, or the index.html of the folder that it names ("/",
  /// "/review"); null if there is none.
  const SiteFile* find(std::string_view path) const;

  std::size_t count() const { return files_.size(); }

 private:
  std::map<std::string, SiteFile, std::less<>> files_;
};

}  // namespace quietroom::server
