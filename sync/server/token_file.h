// The list of tokens on disk, shared by the running server and the command line: read again when it
// changes, written whole. Not for what the text means: see token_list.h.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "sync/server/etag_cache.h"
#include "sync/server/token_list.h"

namespace quietroom::server {

/// A token that was just made. `token` is shown once and kept nowhere.
struct NewToken {
  std::string id;
  std::string token;
};

/// Used by several threads at a time.
class TokenFile {
 public:
  /// The file "tokens" in `data_folder`; it need not exist yet.
  explicit TokenFile(std::string data_folder) : folder_(std::move(data_folder)) {}

  /// What `token` grants; nothing if it is none of ours. Errors: kIo, kCorrupt if the file cannot
  /// be read: then nobody gets in.
  Result<std::optional<Grant>> grant_of(std::string_view token);
  /// Everything in the file. Errors: kIo, kCorrupt.
  Result<TokenList> list();

  /// Makes a token for `grant` (whose id is chosen here), durable when this returns. Errors:
  /// kInvalid for a grant or label that makes no sense; kIo, kCorrupt.
  Result<NewToken> add(Grant grant, std::string label, std::int64_t now_s);
  /// Errors: kNotFound; kIo, kCorrupt.
  Status revoke(std::string_view id);

 private:
  Status refresh();
  /// Reads, lets `change` alter the list, and writes; no other process does so meanwhile.
  template <typename Change>
  Status update(Change change);

  std::string folder_;
  std::mutex lock_;
  TokenList list_;
  std::optional<FileState> read_state_;  ///< Of the file that list_ was read from.
};

}  // namespace quietroom::server
