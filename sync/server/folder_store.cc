// Looking: finding, listing, reading and hashing what is there, and the beginning of it all.
#include "sync/server/folder_store.h"

#include <algorithm>

#include "platform/base/ids.h"
#include "sync/server/endpoint_path.h"
#include "sync/server/file_failures.h"

namespace quietroom::server {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

bool is_hidden(std::string_view name) {
  return name.starts_with(kHiddenPrefix);
}

std::string tag_of(const Id& hash) {
  return "\"" + to_base32(hash) + "\"";
}

Error failed(std::string_view what) {
  return Error{ErrorCode::kIo, std::string(what) + ": " + describe_errno()};
}

}  // namespace

std::string FolderStore::account_of(const Names& names) {
  if (names.empty()) {
    return {};
  }
  if (names[0] == kPlainFolder) {
    return std::string(kPlainFolder);
  }
  return names.size() > 1 ? names[1] : std::string();
}

Answer<FileHandle> FolderStore::open_folder(const Names& names, std::size_t count,
                                            unsigned absent_status) {
  FileHandle folder;
  int above = root_.number();
  for (std::size_t index = 0; index < count && above >= 0; ++index) {
    folder = FileHandle(calls_.open_at(above, names[index].c_str(), O_RDONLY | O_DIRECTORY, 0));
    above = folder.number();
  }
  if (count == 0) {
    folder = FileHandle(calls_.open_at(above, ".", O_RDONLY | O_DIRECTORY, 0));
  }
  if (!folder.open()) {
    return refusal_for_errno(absent_status);
  }
  return folder;
}

Answer<FolderStore::Place> FolderStore::place_of(const Names& names, unsigned absent_status) {
  CHECK_THAT(!names.empty(), "the root has no place in a folder");
  FileHandle folder = TRY(open_folder(names, names.size() - 1, absent_status));
  return Place{std::move(folder), names.back()};
}

Answer<std::optional<FolderStore::Found>> FolderStore::find(int folder, const std::string& name) {
  Found found;
  if (calls_.stat_at(folder, name.c_str(), found.stat) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return std::optional<Found>{};
    }
    return refusal_for_errno(404);
  }
  if (S_ISDIR(found.stat.st_mode)) {
    found.info.folder = true;
  } else if (!S_ISREG(found.stat.st_mode)) {
    // A link, a pipe, a device: somebody put it there by other means, and nobody gets it from here.
    return Refusal{403, "this name is neither an object nor a folder"};
  }
  found.info.size_bytes = static_cast<std::uint64_t>(found.stat.st_size);
  found.info.changed_s = found.stat.st_mtim.tv_sec;
  return std::optional<Found>(found);
}

Answer<std::string> FolderStore::etag_of(int folder, const std::string& name,
                                         const struct stat& stat) {
  if (const auto known = etags_.find(FileState::of(stat))) {
    return tag_of(*known);
  }
  const FileHandle file(calls_.open_at(folder, name.c_str(), O_RDONLY | O_NONBLOCK, 0));
  struct stat opened {};
  if (!file.open() || calls_.stat(file.number(), opened) != 0) {
    return refusal_for_errno(404);
  }
  crypto::Hasher hasher;
  const auto expected = static_cast<std::size_t>(std::max<off_t>(opened.st_size, 0));
  std::vector<std::uint8_t> piece(std::min(expected, kPieceBytes - 1) + 1);
  off_t offset = 0;
  for (;;) {
    const ssize_t count = calls_.read_at(file.number(), piece.data(), piece.size(), offset);
    if (count < 0) {
      return refusal_for_errno(404);
    }
    if (count == 0) {
      break;
    }
    hasher.add({piece.data(), static_cast<std::size_t>(count)});
    offset += count;
  }
  Id hash;
  const crypto::Hash whole = hasher.finish();
  std::copy_n(whole.begin(), hash.bytes.size(), hash.bytes.begin());
  etags_.put(FileState::of(opened), hash);
  return tag_of(hash);
}

Answer<ObjectInfo> FolderStore::look(const Names& names, Etags etags) {
  if (names.empty()) {
    struct stat stat {};
    if (calls_.stat(root_.number(), stat) != 0) {
      return refusal_for_errno(404);
    }
    ObjectInfo info;
    info.folder = true;
    info.changed_s = stat.st_mtim.tv_sec;
    return info;
  }
  const Place place = TRY(place_of(names, 404));
  auto found = TRY(find(place.folder.number(), place.name));
  if (!found) {
    return Refusal{404, "there is nothing at this address"};
  }
  if (etags == Etags::kGive && !found->info.folder) {
    found->info.etag = TRY(etag_of(place.folder.number(), place.name, found->stat));
  }
  return found->info;
}

Answer<OpenObject> FolderStore::open_object(const Names& names) {
  OpenObject object;
  object.info.folder = true;
  if (names.empty()) {
    return object;
  }
  const Place place = TRY(place_of(names, 404));
  FileHandle file(
      calls_.open_at(place.folder.number(), place.name.c_str(), O_RDONLY | O_NONBLOCK, 0));
  struct stat stat {};
  if (!file.open() || calls_.stat(file.number(), stat) != 0) {
    return refusal_for_errno(404);
  }
  if (S_ISDIR(stat.st_mode)) {
    return object;
  }
  if (!S_ISREG(stat.st_mode)) {
    return Refusal{403, "this name is neither an object nor a folder"};
  }
  object.info.folder = false;
  object.info.size_bytes = static_cast<std::uint64_t>(stat.st_size);
  object.info.changed_s = stat.st_mtim.tv_sec;
  object.info.etag = TRY(etag_of(place.folder.number(), place.name, stat));
  object.file = std::move(file);
  return object;
}

Answer<std::vector<Member>> FolderStore::members(const Names& names, Etags etags) {
  const FileHandle folder = TRY(open_folder(names, names.size(), 404));
  std::vector<std::string> found_names;
  if (calls_.list(folder.number(), found_names) != 0) {
    return refusal_for_errno(404);
  }
  std::sort(found_names.begin(), found_names.end());
  std::vector<Member> members;
  members.reserve(found_names.size());
  std::string above;
  for (const std::string& part : names) {
    above += part + "/";
  }
  for (std::string& name : found_names) {
    // What no request can name is not shown either: hidden files, and what others put there.
    if (is_hidden(name) || !parse_endpoint_path(above + name).ok()) {
      continue;
    }
    const auto found = find(folder.number(), name);
    if (!found.ok()) {
      if (found.error().status == 403) {
        continue;
      }
      return found.error();
    }
    if (!found.value()) {
      continue;  // Removed since the list was read.
    }
    Member member{std::move(name), found.value()->info};
    if (etags == Etags::kGive && !member.info.folder) {
      const auto etag = etag_of(folder.number(), member.name, found.value()->stat);
      if (!etag.ok()) {
        if (etag.error().status == 404) {
          continue;
        }
        return etag.error();
      }
      member.info.etag = etag.value();
    }
    members.push_back(std::move(member));
  }
  return members;
}

// ---- the beginning
// -------------------------------------------------------------------------------

/// Counts what is in `folder` and below, and removes what is hidden. Only while nobody asks yet.
Status FolderStore::count_area(int folder, const std::string& account, unsigned depth) {
  std::vector<std::string> names;
  if (depth > 32) {
    return Error{ErrorCode::kInvalid, "the data folder is deeper than anything that is kept here"};
  }
  if (calls_.list(folder, names) != 0) {
    return failed("reading the data folder");
  }
  for (const std::string& name : names) {
    if (is_hidden(name)) {
      if (!clear_hidden(folder, name, {}).ok()) {
        return failed("removing what an interrupted run left");
      }
      continue;
    }
    struct stat stat {};
    if (calls_.stat_at(folder, name.c_str(), stat) != 0) {
      return failed("reading the data folder");
    }
    if (S_ISREG(stat.st_mode)) {
      quota_.found(account, static_cast<std::uint64_t>(stat.st_size), 1);
    } else if (S_ISDIR(stat.st_mode)) {
      quota_.found(account, 0, 1);
      const FileHandle inner(calls_.open_at(folder, name.c_str(), O_RDONLY | O_DIRECTORY, 0));
      if (!inner.open()) {
        return failed("reading the data folder");
      }
      TRY(count_area(inner.number(), account, depth + 1));
    }
  }
  return {};
}

Status FolderStore::count_all() {
  for (const std::string_view area : {kVaultsFolder, kPlainFolder}) {
    const std::string name(area);
    if (calls_.make_folder(root_.number(), name.c_str()) != 0 && errno != EEXIST) {
      return failed("making the data folder");
    }
  }
  if (calls_.sync(root_.number()) != 0) {
    return failed("making the data folder");
  }
  const FileHandle plain(
      calls_.open_at(root_.number(), std::string(kPlainFolder).c_str(), O_RDONLY | O_DIRECTORY, 0));
  const FileHandle vaults(calls_.open_at(root_.number(), std::string(kVaultsFolder).c_str(),
                                         O_RDONLY | O_DIRECTORY, 0));
  std::vector<std::string> names;
  if (!plain.open() || !vaults.open() || calls_.list(vaults.number(), names) != 0) {
    return failed("reading the data folder");
  }
  TRY(count_area(plain.number(), std::string(kPlainFolder), 0));
  for (const std::string& name : names) {
    if (is_hidden(name)) {
      if (!clear_hidden(vaults.number(), name, {}).ok()) {
        return failed("removing what an interrupted run left");
      }
      continue;
    }
    const FileHandle vault(
        calls_.open_at(vaults.number(), name.c_str(), O_RDONLY | O_DIRECTORY, 0));
    if (!vault.open()) {
      return failed("reading the folder of a vault");
    }
    quota_.found(name, 0, 1);
    TRY(count_area(vault.number(), name, 0));
  }
  return {};
}

Result<std::unique_ptr<FolderStore>> FolderStore::open(FileCalls& calls, const std::string& folder,
                                                       const StoreLimits& limits) {
  std::unique_ptr<FolderStore> store(new FolderStore(calls, limits));
  store->root_ = FileHandle(calls.open_at(AT_FDCWD, folder.c_str(), O_RDONLY | O_DIRECTORY, 0));
  if (!store->root_.open()) {
    return failed("opening the data folder");
  }
  TRY(store->count_all());
  return store;
}

Answer<void> FolderStore::remove_stale_staging(std::int64_t changed_before_s) {
  const Names vaults{std::string(kVaultsFolder)};
  for (const Member& vault : TRY(members(vaults, Etags::kSkip))) {
    const Names staging{vaults[0], vault.name, "t"};
    const auto staged = members(staging, Etags::kSkip);
    if (!staged.ok()) {
      if (staged.error().status == 404) {
        continue;
      }
      return staged.error();
    }
    for (const Member& member : staged.value()) {
      if (member.info.folder || member.info.changed_s >= changed_before_s) {
        continue;
      }
      const auto removed = remove({staging[0], staging[1], staging[2], member.name}, {});
      if (!removed.ok() && removed.error().status != 404) {
        return removed.error();
      }
    }
  }
  return {};
}

}  // namespace quietroom::server
