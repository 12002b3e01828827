#include "sync/server/endpoint.h"

#include <ctime>

#include "platform/base/log.h"
#include "sync/crypto/sodium_init.h"
#include "sync/server/data_folder.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kLocalTokenFile = "local-token";
constexpr std::int64_t kStagingSecondsMax = 24 * 60 * 60;

/// The token of this machine's own app: the one that is kept in the data folder, or a new one where
/// that is missing or was revoked.
Result<std::string> local_token(const std::string& data_folder, TokenFile& tokens) {
  const std::string path = data_folder + "/" + std::string(kLocalTokenFile);
  Result<std::string> text = read_text(path);
  if (!text.ok() && text.error().code != ErrorCode::kNotFound) {
    return text.error();
  }
  std::string token = text.ok() ? std::move(text).value() : std::string();
  if (token.ends_with('\n')) {
    token.pop_back();
  }
  const std::optional<Grant> known = TRY(tokens.grant_of(token));
  if (known) {
    return token;
  }
  Grant grant;
  grant.right = Right::kOwner;
  grant.vault = kEveryVault;
  const NewToken made = TRY(tokens.add(grant, "this machine's app", std::time(nullptr)));
  TRY(write_durably(data_folder, kLocalTokenFile, made.token + "\n"));
  return made.token;
}

}  // namespace

Result<std::unique_ptr<Endpoint>> Endpoint::open(const Options& options) {
  const std::string& folder = options.data_folder;
  crypto::init_sodium();
  TRY_IN("--data", prepare_data_folder(folder));
  std::unique_ptr<Endpoint> endpoint(new Endpoint(folder));
  Result<FileHandle> lock = lock_file(folder + "/lock", LockWait::kRefuse);
  if (!lock.ok() && lock.error().code == ErrorCode::kConflict) {
    return Error{ErrorCode::kConflict, "--data: " + folder +
                                           " is in use by another quietroom-server; give this one "
                                           "a folder of its own."};
  }
  endpoint->lock_ = TRY_IN("--data", std::move(lock));
  const TokenList tokens = TRY(endpoint->tokens_.list());
  endpoint->store_ =
      TRY_IN("--data", FolderStore::open(endpoint->calls_, folder + "/files", options.store));
  EndpointSettings settings;
  settings.plain_area = options.plain_area;
  if (options.local_app) {
    settings.local_token = TRY(local_token(folder, endpoint->tokens_));
  }
  endpoint->handler_ =
      std::make_unique<EndpointHandler>(*endpoint->store_, endpoint->tokens_, settings);
  return endpoint;
}

void Endpoint::clean_up() {
  if (!store_->remove_stale_staging(std::time(nullptr) - kStagingSecondsMax).ok()) {
    log_line("old uploads could not be removed; that will be tried again in an hour");
  }
}

}  // namespace quietroom::server
