// Uploading: bytes to a hidden file, then the one moment in which they get their name.
#include <algorithm>

#include "sync/server/file_failures.h"
#include "sync/server/folder_store.h"
#include "sync/server/random_name.h"

namespace quietroom::server {
namespace {

constexpr Refusal kTooLarge{413, "this object is larger than the endpoint takes"};

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

Answer<std::unique_ptr<Upload>> FolderStore::begin_upload(const Names& names,
                                                          std::optional<std::uint64_t> size_bytes) {
  const std::string account = account_of(names);
  if (size_bytes.value_or(0) > limits().object_bytes_max) {
    return kTooLarge;
  }
  TRY(quota_.check(account, size_bytes.value_or(0)));
  std::unique_ptr<Upload> upload(new Upload(*this, names));
  Place place = TRY(place_of(names, 409));
  TRY(quota_.take(account, 0, 1));
  upload->counted_objects_ = 1;
  std::string hidden_name = random_hidden_name();
  upload->file_ = FileHandle(calls_.open_at(place.folder.number(), hidden_name.c_str(),
                                            O_WRONLY | O_CREAT | O_EXCL, 0600));
  if (!upload->file_.open()) {
    return refusal_for_errno(409);
  }
  upload->folder_ = std::move(place.folder);
  upload->hidden_name_ = std::move(hidden_name);
  return upload;
}

Upload::~Upload() {
  if (!hidden_name_.empty()) {
    // If this fails, the next start removes it.
    store_.calls_.unlink(folder_.number(), hidden_name_.c_str());
  }
  store_.quota_.give_back(FolderStore::account_of(names_), counted_bytes_, counted_objects_);
}

Answer<void> Upload::write(ByteSpan bytes) {
  if (size_bytes_ + bytes.size() > store_.limits().object_bytes_max) {
    return kTooLarge;
  }
  TRY(store_.quota_.take(FolderStore::account_of(names_), bytes.size(), 0));
  counted_bytes_ += bytes.size();
  hasher_.add(bytes);
  while (!bytes.empty()) {
    const ssize_t count = store_.calls_.write(file_.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      errno = count == 0 ? ENOSPC : errno;
      return refusal_for_errno(409);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    size_bytes_ += static_cast<std::uint64_t>(count);
  }
  return {};
}

/// Decides and renames. The lock is held.
Answer<Written> Upload::place(const Conditions& conditions, Existing existing) {
  FolderStore::Place place = TRY(store_.place_of(names_, 409));
  struct stat held {};
  struct stat current {};
  if (store_.calls_.stat(folder_.number(), held) != 0 ||
      store_.calls_.stat(place.folder.number(), current) != 0) {
    return refusal_for_errno(409);
  }
  if (!same_file(held, current)) {
    return Refusal{409, "the folder was removed while the object arrived"};
  }
  const auto found = TRY(store_.find(place.folder.number(), place.name));
  if (found && found->info.folder) {
    return Refusal{405, "this name is that of a folder"};
  }
  const auto etag = TRY(store_.etag_if_asked(conditions, place, found));
  if (!hold(conditions, etag)) {
    return Refusal{412, "what is there is not what the request expects"};
  }
  if (found && existing == Existing::kRefuse) {
    return Refusal{412, "this name is taken, and what it names never changes"};
  }
  if (store_.calls_.rename(folder_.number(), hidden_name_.c_str(), folder_.number(),
                           place.name.c_str()) != 0) {
    return refusal_for_errno(409);
  }
  hidden_name_.clear();
  counted_bytes_ = found ? found->info.size_bytes : 0;  // What the old one held is given back.
  counted_objects_ = found ? 1 : 0;
  Written written;
  written.replaced = found.has_value();
  return written;
}

Answer<Written> Upload::commit(const Conditions& conditions, Existing existing) {
  if (store_.calls_.sync(file_.number()) != 0) {
    return refusal_for_errno(409);
  }
  if (conditions.if_match || conditions.if_none_match) {
    store_.warm_etag(names_);
  }
  Id hash;
  const crypto::Hash whole = hasher_.finish();
  std::copy_n(whole.begin(), hash.bytes.size(), hash.bytes.begin());
  Written written;
  {
    const std::lock_guard<std::mutex> guard(store_.change_lock_);
    written = TRY(place(conditions, existing));
    struct stat stat {};
    if (store_.calls_.stat(file_.number(), stat) == 0) {  // If not, the file is read again later.
      store_.etags_.put(FileState::of(stat), hash);
    }
  }
  TRY(store_.sync_folder(folder_.number()));
  written.etag = "\"" + to_base32(hash) + "\"";
  return written;
}

}  // namespace quietroom::server
