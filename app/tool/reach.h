// An endpoint, asked and waited for: what check, export and heal --from need, which do not go
// through an engine. A few requests are under way at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/syncing/address.h"
#include "platform/native/http_native.h"
#include "platform/native/random_native.h"
#include "sync/format/names.h"
#include "sync/remote/webdav.h"

namespace quietroom::tool {

/// An object of a vault, as a list shows it.
struct Listed {
  format::ObjectName name;
  std::string path;
  std::optional<std::uint64_t> size_bytes;  ///< Nothing: the server does not say.
};

/// What lies in a vault's folder.
struct VaultTree {
  Id vault;
  bool is_there = false;
  std::vector<Listed> objects;         ///< Key files, segments and packs, by path.
  std::vector<std::string> uploads;    ///< On their way, or never finished.
  std::vector<std::string> strangers;  ///< Paths of what has no name of ours.

  bool has(const std::string& path) const;
};

class Reach {
 public:
  /// `http` outlives it.
  Reach(HttpNative& http, syncing::Endpoint endpoint);
  ~Reach();
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;

  // Errors of all: kOffline, with a sentence, if the endpoint could not be used.

  /// The vaults that it shows.
  Result<std::vector<Id>> vaults();
  Result<VaultTree> tree(const Id& vault);

  /// Fetches `paths`, and hands each to `take` in their order, with its bytes, or nothing if it is
  /// not there. An error of `take` ends it.
  using Take = std::function<Status(const std::string& path, std::optional<Bytes> bytes)>;
  Status fetch(const std::vector<std::string>& paths, const Take& take);

  /// Puts an object; false if the name is taken.
  Result<bool> put(const Id& vault, const std::string& path, Bytes bytes);

 private:
  remote::WebDav& dav(const Id& vault);
  Result<remote::Answer> wait(remote::WebDav& dav, remote::Ticket ticket);
  Result<std::vector<remote::Entry>> list(const std::string& folder, bool* is_there = nullptr);
  Status list_files(VaultTree& tree, const std::string& folder);

  HttpNative& http_;
  NativeRandom random_;
  syncing::Endpoint endpoint_;
  std::map<Id, std::unique_ptr<remote::WebDav>> davs_;  ///< Each with its own staging folder.
};

}  // namespace quietroom::tool
