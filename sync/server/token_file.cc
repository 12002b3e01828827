#include "sync/server/token_file.h"

#include "platform/base/ids.h"
#include "sync/server/data_folder.h"
#include "sync/server/random_name.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kFileName = "tokens";

}  // namespace

Status TokenFile::refresh() {
  struct stat stat {};
  const std::string path = folder_ + "/" + std::string(kFileName);
  if (::stat(path.c_str(), &stat) != 0) {
    if (errno != ENOENT) {
      return Error{ErrorCode::kIo, path + " cannot be read"};
    }
    list_ = TokenList();
    read_state_.reset();
    return {};
  }
  const FileState state = FileState::of(stat);
  if (read_state_ == state) {
    return {};
  }
  const std::string text = TRY(read_text(path));
  list_ = TRY_IN(path, TokenList::parse(text));
  read_state_ = state;
  return {};
}

Result<std::optional<Grant>> TokenFile::grant_of(std::string_view token) {
  const std::lock_guard<std::mutex> guard(lock_);
  TRY(refresh());
  const TokenRow* row = list_.find(token);
  return row == nullptr ? std::optional<Grant>{} : std::optional<Grant>(row->grant);
}

Result<TokenList> TokenFile::list() {
  const std::lock_guard<std::mutex> guard(lock_);
  TRY(refresh());
  return list_;
}

template <typename Change>
Status TokenFile::update(Change change) {
  const std::lock_guard<std::mutex> guard(lock_);
  const FileHandle others_wait = TRY(lock_file(folder_ + "/tokens.lock", LockWait::kWait));
  TRY(refresh());
  TokenList changed = list_;
  TRY(change(changed));
  TRY(write_durably(folder_, kFileName, changed.text()));
  return refresh();
}

Result<NewToken> TokenFile::add(Grant grant, std::string label, std::int64_t now_s) {
  NewToken made;
  made.id = to_base32(random_id()).substr(0, 8);
  made.token = std::string(kTokenPrefix) + to_base32(random_id()) + to_base32(random_id());
  grant.id = made.id;
  TokenRow row{std::move(grant), hash_of_token(made.token), now_s, std::move(label)};
  TRY(update([&row](TokenList& list) { return list.add(std::move(row)); }));
  return made;
}

Status TokenFile::revoke(std::string_view id) {
  return update([id](TokenList& list) { return list.revoke(id); });
}

}  // namespace quietroom::server
