// The endpoint's files: one folder of the system in which every change is whole, durable before it
// is acknowledged, and decided under one lock. Not for HTTP, rights or names (endpoint_handler.h,
// access.h, endpoint_path.h). See docs/design/endpoint.md, "Storage".
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/crypto/hash.h"
#include "sync/server/answer.h"
#include "sync/server/conditions.h"
#include "sync/server/etag_cache.h"
#include "sync/server/file_calls.h"
#include "sync/server/quota.h"

namespace quietroom::server {

/// The names from the root down to a file or folder, each checked by parse_endpoint_path().
using Names = std::vector<std::string>;

/// What lies at a place.
struct ObjectInfo {
  bool folder = false;
  std::uint64_t size_bytes = 0;
  std::int64_t changed_s = 0;  ///< Unix time of the last change of content.
  std::string etag;  ///< A strong tag with its quotes; empty for folders and if not asked.
};

/// A file open for reading: its bytes stay what they are, whatever happens to the name.
struct OpenObject {
  FileHandle file;
  ObjectInfo info;
};

struct Member {
  std::string name;
  ObjectInfo info;
};

/// Whether a list or a look should give content hashes, which may cost reading the files.
enum class Etags : std::uint8_t { kSkip, kGive };
/// Whether a name that is taken may be taken over.
enum class Existing : std::uint8_t { kRefuse, kReplace };

/// What a write came to.
struct Written {
  bool replaced = false;  ///< Something was there before.
  std::string etag;       ///< Of what is there now; empty for a folder.
};

class FolderStore;

/// One upload under way: bytes in a hidden file beside the final name. Gone without a trace unless
/// committed.
class Upload {
 public:
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  /// Adds `bytes`. Refused: 413 beyond the size of an object, 507 without room.
  Answer<void> write(ByteSpan bytes);
  /// Makes the object appear under its name, whole and durable, if `conditions` hold at that very
  /// moment. Refused: 412 if they do not or the name is taken and `existing` is kRefuse; 405 where
  /// a folder is; 409 where the folder is gone; 507, 500. Once only.
  Answer<Written> commit(const Conditions& conditions, Existing existing);

 private:
  friend class FolderStore;
  Upload(FolderStore& store, Names names) : store_(store), names_(std::move(names)) {}
  Answer<Written> place(const Conditions& conditions, Existing existing);

  FolderStore& store_;
  Names names_;
  FileHandle folder_;
  FileHandle file_;
  std::string hidden_name_;
  crypto::Hasher hasher_;
  std::uint64_t size_bytes_ = 0;
  std::uint64_t counted_bytes_ = 0;
  std::uint64_t counted_objects_ = 0;
};

/// Used by several threads at a time. Every function but open() answers a request: refusals carry
/// the status for the client.
class FolderStore {
 public:
  /// Opens `folder`, which must exist, be this program's alone (see DataFolder::lock) and outlive
  /// nothing. Makes the areas that are missing, removes what an interrupted run left hidden, and
  /// counts what each vault holds. `calls` outlives the store. Errors: kIo, kInvalid.
  static Result<std::unique_ptr<FolderStore>> open(FileCalls& calls, const std::string& folder,
                                                   const StoreLimits& limits);

  /// Refused: 404 if there is nothing.
  Answer<ObjectInfo> look(const Names& names, Etags etags);
  /// The object at `names`; for a folder only `info` is set. Refused: 404.
  Answer<OpenObject> open_object(const Names& names);
  /// What is in the folder `names`, by name. Refused: 404.
  Answer<std::vector<Member>> members(const Names& names, Etags etags);

  /// Begins an upload. `size_bytes`: how much is to come, if that is known. Refused: 413, 507; 409
  /// without the folder; 405 where a folder has that name.
  Answer<std::unique_ptr<Upload>> begin_upload(const Names& names,
                                               std::optional<std::uint64_t> size_bytes);
  /// Refused: 405 if the name is taken, 409 without the folder above, 507.
  Answer<void> make_folder(const Names& names);
  /// Removes an object, or a folder with all that is in it. Refused: 404; 412.
  Answer<void> remove(const Names& names, const Conditions& conditions);
  /// Gives `from` the name `to`. `conditions` are about `from`. Refused: 404 without it, 409
  /// without the folder of `to`, 412 if `to` is taken and may not be, 403 into itself.
  Answer<Written> move(const Names& from, const Names& to, const Conditions& conditions,
                       Existing existing);

  /// Removes staged uploads of vaults that were last changed before `changed_before_s`.
  Answer<void> remove_stale_staging(std::int64_t changed_before_s);

  Usage usage(const Names& names) { return quota_.usage(account_of(names)); }
  const StoreLimits& limits() const { return quota_.limits(); }

 private:
  friend class Upload;
  FolderStore(FileCalls& calls, const StoreLimits& limits) : calls_(calls), quota_(limits) {}

  /// What is at `name` in `folder`; nothing if there is neither file nor folder.
  struct Found {
    ObjectInfo info;
    struct stat stat {};
  };
  struct Place {
    FileHandle folder;
    std::string name;
  };

  static std::string account_of(const Names& names);
  Answer<FileHandle> open_folder(const Names& names, std::size_t count, unsigned absent_status);
  Answer<Place> place_of(const Names& names, unsigned absent_status);
  Answer<std::optional<Found>> find(int folder, const std::string& name);
  Answer<std::string> etag_of(int folder, const std::string& name, const struct stat& stat);
  Answer<std::optional<std::string>> etag_if_asked(const Conditions& conditions, const Place& place,
                                                   const std::optional<Found>& found);
  void warm_etag(const Names& names);
  void keep_etag(const Place& place, std::string_view etag);
  Answer<void> sync_folder(int folder);
  Answer<void> hide(const Place& place, std::string& hidden_name);
  Answer<void> clear_hidden(int folder, const std::string& name, const std::string& account);
  Answer<void> rename_over_folder(const Place& from, const Place& to, std::string& hidden_name);
  Answer<Written> move_locked(const Place& from, const Place& to, const Conditions& conditions,
                              Existing existing, std::string& hidden_name,
                              const std::string& account);
  Status count_area(int folder, const std::string& account, unsigned depth);
  Status count_all();

  FileCalls& calls_;
  FileHandle root_;
  Quota quota_;
  EtagCache etags_;
  /// Held while a change is decided and made, never while bytes or durability are waited for.
  std::mutex change_lock_;
};

}  // namespace quietroom::server
