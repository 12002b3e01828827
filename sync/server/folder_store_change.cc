// Changing: folders, removal, moving. Each decision and its one system call happen under the lock;
// waiting for the disk happens after it.
#include <algorithm>

#include "platform/base/log.h"
#include "sync/server/endpoint_path.h"
#include "sync/server/file_failures.h"
#include "sync/server/folder_store.h"
#include "sync/server/random_name.h"

namespace quietroom::server {
namespace {

constexpr Refusal kAbsent{404, "there is nothing at this address"};
constexpr Refusal kChanged{412, "what is there is not what the request expects"};
constexpr Refusal kTaken{412, "this name is taken"};

bool is_below(const Names& inner, const Names& outer) {
  return inner.size() >= outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

}  // namespace

Answer<void> FolderStore::sync_folder(int folder) {
  return calls_.sync(folder) == 0 ? Answer<void>() : Answer<void>(refusal_for_errno(409));
}

/// Reads what a condition will be compared with, so that this does not happen under the lock.
void FolderStore::warm_etag(const Names& names) {
  // Whatever is wrong is found again, and answered, under the lock.
  const auto ignored = look(names, Etags::kGive);
  static_cast<void>(ignored.ok());
}

Answer<std::optional<std::string>> FolderStore::etag_if_asked(const Conditions& conditions,
                                                              const Place& place,
                                                              const std::optional<Found>& found) {
  using Maybe = std::optional<std::string>;
  if (!found) {
    return Maybe{};
  }
  if (found->info.folder || (!conditions.if_match && !conditions.if_none_match)) {
    return Maybe("");  // There, and without a tag that anything could name.
  }
  return Maybe(TRY(etag_of(place.folder.number(), place.name, found->stat)));
}

Answer<void> FolderStore::make_folder(const Names& names) {
  const std::string account = account_of(names);
  FileHandle parent;
  {
    const std::lock_guard<std::mutex> guard(change_lock_);
    Place place = TRY(place_of(names, 409));
    const auto found = TRY(find(place.folder.number(), place.name));
    if (found) {
      return Refusal{405, "this name is taken"};
    }
    TRY(quota_.take(account, 0, 1));
    if (calls_.make_folder(place.folder.number(), place.name.c_str()) != 0) {
      const Refusal refusal = refusal_for_errno(409);
      quota_.give_back(account, 0, 1);
      return refusal;
    }
    parent = std::move(place.folder);
  }
  return sync_folder(parent.number());
}

/// Gives what is at `place` a name that no request can reach: gone at once, whole.
Answer<void> FolderStore::hide(const Place& place, std::string& hidden_name) {
  hidden_name = random_hidden_name();
  const int folder = place.folder.number();
  if (calls_.rename(folder, place.name.c_str(), folder, hidden_name.c_str()) != 0) {
    hidden_name.clear();
    return refusal_for_errno(404);
  }
  return {};
}

/// Removes `name` in `folder` with all below it, and counts it out of `account` (if that is not
/// empty). What cannot be removed now is removed at the next start.
Answer<void> FolderStore::clear_hidden(int folder, const std::string& name,
                                       const std::string& account) {
  struct stat stat {};
  if (calls_.stat_at(folder, name.c_str(), stat) != 0) {
    return refusal_for_errno(404);
  }
  if (!S_ISDIR(stat.st_mode)) {
    if (calls_.unlink(folder, name.c_str()) != 0) {
      return refusal_for_errno(404);
    }
    if (!account.empty() && S_ISREG(stat.st_mode)) {
      quota_.give_back(account, static_cast<std::uint64_t>(stat.st_size), 1);
    }
    return {};
  }
  const FileHandle inner(calls_.open_at(folder, name.c_str(), O_RDONLY | O_DIRECTORY, 0));
  std::vector<std::string> names;
  if (!inner.open() || calls_.list(inner.number(), names) != 0) {
    return refusal_for_errno(404);
  }
  for (const std::string& member : names) {
    TRY(clear_hidden(inner.number(), member, account));
  }
  if (calls_.remove_folder(folder, name.c_str()) != 0) {
    return refusal_for_errno(404);
  }
  if (!account.empty()) {
    quota_.give_back(account, 0, 1);
  }
  return {};
}

Answer<void> FolderStore::remove(const Names& names, const Conditions& conditions) {
  const std::string account = account_of(names);
  if (conditions.if_match || conditions.if_none_match) {
    warm_etag(names);
  }
  FileHandle parent;
  std::string hidden_name;
  {
    const std::lock_guard<std::mutex> guard(change_lock_);
    Place place = TRY(place_of(names, 404));
    const auto found = TRY(find(place.folder.number(), place.name));
    if (!found) {
      return kAbsent;
    }
    if (!hold(conditions, TRY(etag_if_asked(conditions, place, found)))) {
      return kChanged;
    }
    if (found->info.folder) {
      TRY(hide(place, hidden_name));
    } else {
      if (calls_.unlink(place.folder.number(), place.name.c_str()) != 0) {
        return refusal_for_errno(404);
      }
      quota_.give_back(account, found->info.size_bytes, 1);
    }
    parent = std::move(place.folder);
  }
  TRY(sync_folder(parent.number()));
  if (!hidden_name.empty() && !clear_hidden(parent.number(), hidden_name, account).ok()) {
    log_line("a removed folder is not cleared yet; that will be tried at the next start");
  }
  return {};
}

/// Puts `from` in the place of `to`, one of them a folder: no system call does that in one step, so
/// the old one steps aside first, and back if the second step fails.
Answer<void> FolderStore::rename_over_folder(const Place& from, const Place& to,
                                             std::string& hidden_name) {
  TRY(hide(to, hidden_name));
  if (calls_.rename(from.folder.number(), from.name.c_str(), to.folder.number(), to.name.c_str()) ==
      0) {
    return {};
  }
  const Refusal refusal = refusal_for_errno(409);
  const int folder = to.folder.number();
  if (calls_.rename(folder, hidden_name.c_str(), folder, to.name.c_str()) != 0) {
    return Refusal{500, "the storage of the server failed twice; the old folder is set aside"};
  }
  hidden_name.clear();
  return refusal;
}

Answer<Written> FolderStore::move_locked(const Place& from, const Place& to,
                                         const Conditions& conditions, Existing existing,
                                         std::string& hidden_name, const std::string& account) {
  const auto source = TRY(find(from.folder.number(), from.name));
  if (!source) {
    return kAbsent;
  }
  if (!hold(conditions, TRY(etag_if_asked(conditions, from, source)))) {
    return kChanged;
  }
  const auto target = TRY(find(to.folder.number(), to.name));
  if (target && existing == Existing::kRefuse) {
    return kTaken;
  }
  Written written;
  written.replaced = target.has_value();
  if (!source->info.folder) {
    written.etag = TRY(etag_of(from.folder.number(), from.name, source->stat));
  }
  if (target && (target->info.folder || source->info.folder)) {
    TRY(rename_over_folder(from, to, hidden_name));
  } else {
    if (calls_.rename(from.folder.number(), from.name.c_str(), to.folder.number(),
                      to.name.c_str()) != 0) {
      return refusal_for_errno(409);
    }
    if (target) {
      quota_.give_back(account, target->info.size_bytes, 1);
    }
  }
  if (!source->info.folder) {
    keep_etag(to, written.etag);
  }
  return written;
}

/// Renaming changes the file's time of change, but not what is in it.
void FolderStore::keep_etag(const Place& place, std::string_view etag) {
  struct stat stat {};
  const auto hash = id_from_base32(etag.substr(1, etag.size() - 2));
  if (hash.ok() && calls_.stat_at(place.folder.number(), place.name.c_str(), stat) == 0) {
    etags_.put(FileState::of(stat), hash.value());
  }
}

Answer<Written> FolderStore::move(const Names& from, const Names& to, const Conditions& conditions,
                                  Existing existing) {
  if (is_below(to, from) || is_below(from, to)) {
    return Refusal{403, "a thing cannot be moved onto or into itself, or onto what holds it"};
  }
  if (account_of(from) != account_of(to)) {
    return Refusal{403, "nothing moves from one vault to another"};
  }
  const std::string account = account_of(to);
  warm_etag(from);
  FileHandle from_folder;
  FileHandle to_folder;
  std::string hidden_name;
  Written written;
  {
    const std::lock_guard<std::mutex> guard(change_lock_);
    Place source = TRY(place_of(from, 404));
    Place target = TRY(place_of(to, 409));
    written = TRY(move_locked(source, target, conditions, existing, hidden_name, account));
    from_folder = std::move(source.folder);
    to_folder = std::move(target.folder);
  }
  // The new name first: between the two the object may be found twice, never not at all.
  TRY(sync_folder(to_folder.number()));
  TRY(sync_folder(from_folder.number()));
  if (!hidden_name.empty() && !clear_hidden(to_folder.number(), hidden_name, account).ok()) {
    log_line("a replaced folder is not cleared yet; that will be tried at the next start");
  }
  return written;
}

}  // namespace quietroom::server
