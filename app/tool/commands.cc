#include "app/tool/commands.h"

#include <algorithm>

#include "app/syncing/settings.h"
#include "app/tool/backup.h"
#include "app/tool/check.h"
#include "app/tool/known_vault.h"
#include "app/tool/reach.h"
#include "app/tool/rounds.h"
#include "app/tool/secrets.h"
#include "app/tool/store_folder.h"
#include "platform/base/secret.h"
#include "platform/native/paths.h"
#include "sync/crypto/sodium_init.h"
#include "sync/remote/doctor.h"

namespace quietroom::tool {
namespace {

constexpr std::size_t kCopyFileSizeMax = 2 * format::kCopyStoreSizeMax;

/// Wipes a text when it goes.
class Wiped {
 public:
  explicit Wiped(std::string text) : text_(std::move(text)) {}
  ~Wiped() { wipe(text_); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

Result<std::unique_ptr<StoreFolder>> open_store(const Options& options) {
  auto folder = TRY(StoreFolder::open(options.store, StoreFolder::Mode::kExisting));
  const Wiped passphrase(TRY(read_passphrase(options, "Passphrase of the store (not shown): ")));
  TRY(folder->unlock(passphrase.text()));
  return Result<std::unique_ptr<StoreFolder>>(std::move(folder));
}

Error address_error(const Error& error) {
  if (error.code != ErrorCode::kInvalid) return error;
  const std::string& why = error.context;
  if (why == "address: no https")
    return {ErrorCode::kInvalid,
            "The address must begin with https://; http:// is for this very machine only."};
  return {ErrorCode::kInvalid, "The address or the token cannot be used (" + why + ")."};
}

/// What the command line says, else what the store keeps.
Result<syncing::Endpoint> endpoint_of(const Options& options, StoreFolder* folder) {
  std::string address = options.address;
  std::string secret;
  if (!address.empty()) {
    secret = TRY(read_token(options));
  } else {
    auto kept = TRY(folder->store().setting(syncing::kAddressSetting));
    auto token = TRY(folder->store().setting(syncing::kTokenSetting));
    address = kept.value_or("");
    secret = token.value_or("");
    if (token) wipe(*token);
    if (address.empty() || secret.empty())
      return Error{ErrorCode::kNotFound,
                   "This store has no endpoint. Name one with --address and --token-file."};
  }
  const Wiped token(std::move(secret));
  auto endpoint = syncing::read_endpoint(address, token.text());
  if (!endpoint.ok()) return address_error(endpoint.error());
  return endpoint;
}

/// The endpoint, and the store if one is named.
struct Both {
  std::unique_ptr<StoreFolder> folder;
  std::unique_ptr<HttpNative> http;
  syncing::Endpoint endpoint;
};

Result<Both> reach_endpoint(const Options& options) {
  Both both;
  if (!options.store.empty()) both.folder = TRY(open_store(options));
  both.endpoint = TRY(endpoint_of(options, both.folder.get()));
  both.http = TRY(HttpNative::open(options.ca_file));
  return Result<Both>(std::move(both));
}

/// The vaults that the command line names, or that the endpoint shows, and `kept`.
Result<std::vector<Id>> vaults_of(const Options& options, Reach& reach, std::vector<Id> kept = {}) {
  if (!options.vaults.empty()) return options.vaults;
  std::vector<Id> vaults = TRY(reach.vaults());
  for (const Id& one : kept) {
    if (std::find(vaults.begin(), vaults.end(), one) == vaults.end()) vaults.push_back(one);
  }
  if (vaults.empty())
    return Error{
        ErrorCode::kOffline,
        "The endpoint shows no vault with this token. Is it the right address? Then nothing "
        "was sent there yet, or it was wiped."};
  return vaults;
}

Status init(const Options& options, Report& report) {
  const Bytes copy = TRY(read_path(options.copy, kCopyFileSizeMax));
  // Whatever is wrong with the endpoint's part of the command line is said before a store is made.
  std::string secret;
  if (!options.address.empty()) secret = TRY(read_token(options));
  const Wiped token(std::move(secret));
  if (!options.address.empty()) {
    const auto endpoint = syncing::read_endpoint(options.address, token.text());
    if (!endpoint.ok()) return address_error(endpoint.error());
  }
  auto folder = TRY(StoreFolder::open(options.store, StoreFolder::Mode::kMake));
  if (options.recovery_file.empty()) {
    const Wiped passphrase(TRY(read_passphrase(options, "Passphrase of the copy (not shown): ")));
    TRY(folder->init(copy, passphrase.text()));
  } else {
    const Wiped words(TRY(read_recovery(options)));
    const Wiped passphrase(TRY(read_new_passphrase(options)));
    TRY(folder->init_with_recovery(copy, words.text(), passphrase.text()));
  }
  if (folder->lacks_private())
    report.found("damaged", options.copy,
                 "the private notes in this copy cannot be read; everything else is there");
  if (!options.address.empty()) {
    const Status used =
        use_endpoint(folder->store(), folder->identity(), options.address, token.text());
    if (!used.ok())
      return address_error(used.error()).within("The store is made, without an endpoint");
  }
  TRY(tell_status(folder->store(), folder->identity(), report));
  return folder->close();
}

Status status(const Options& options, Report& report) {
  auto folder = TRY(open_store(options));
  TRY(tell_status(folder->store(), folder->identity(), report));
  return folder->close();
}

Status rounds(const Options& options, Purpose purpose, Report& report) {
  auto folder = TRY(open_store(options));
  auto http = TRY(HttpNative::open(options.ca_file));
  TRY(run_rounds(folder->store(), folder->identity(), *http, purpose, report));
  return folder->close();
}

Status check(const Options& options, Report& report) {
  Both both = TRY(reach_endpoint(options));
  Reach reach(*both.http, std::move(both.endpoint));
  if (both.folder == nullptr) {
    const std::vector<Id> vaults = TRY(vaults_of(options, reach));
    for (const Id& vault : vaults)
      TRY(check_vault(reach, vault, nullptr, options.read_data, report));
    return {};
  }
  {
    const session::SyncIdentity identity = both.folder->identity();
    const auto known = TRY(known_vaults(both.folder->store(), identity));
    for (const auto& vault : known)
      TRY(check_vault(reach, vault->id, vault.get(), options.read_data, report));
  }
  return both.folder->close();
}

Status heal(const Options& options, Report& report) {
  if (options.from.empty()) return rounds(options, Purpose::kHeal, report);
  Both both = TRY(reach_endpoint(options));
  Reach reach(*both.http, std::move(both.endpoint));
  return heal_from(reach, options.from, options.vaults, report);
}

Status export_copy(const Options& options, Report& report) {
  auto folder = TRY(StoreFolder::open(options.store, StoreFolder::Mode::kExisting));
  const Bytes copy = TRY_IN("making the copy", folder->copy());
  TRY(write_path(options.copy, copy));
  report.facts.add("copy", options.copy);
  report.facts.add("size_bytes", std::uint64_t{copy.size()});
  return {};
}

Status export_objects(const Options& options, Report& report) {
  Both both = TRY(reach_endpoint(options));
  Reach reach(*both.http, std::move(both.endpoint));
  TRY(make_folder(options.to));
  const auto take = [&](const Id& vault, const KnownVault* known) {
    return export_vault(reach, vault, known, options.to, options.prune, report);
  };
  if (both.folder == nullptr) {
    std::vector<Id> kept = TRY(kept_vaults(options.to));
    for (const Id& vault : TRY(vaults_of(options, reach, std::move(kept))))
      TRY(take(vault, nullptr));
    return {};
  }
  {
    const session::SyncIdentity identity = both.folder->identity();
    const auto known = TRY(known_vaults(both.folder->store(), identity));
    for (const auto& vault : known) TRY(take(vault->id, vault.get()));
  }
  return both.folder->close();
}

Status doctor(const Options& options, Report& report) {
  Both both = TRY(reach_endpoint(options));
  NativeRandom random;
  const NativeClock clock;
  remote::DoctorConfig config;
  config.root_url = both.endpoint.root_url;
  config.authorization = both.endpoint.authorization;
  config.origin = options.origin;
  config.vault = random.id();
  config.device = random.id();
  if (both.folder != nullptr) {
    config.vault = both.folder->store().own_vault();
    const Id device = TRY(both.folder->store().device(config.vault));
    config.device_is_made_up = device.is_none();  // Before anything was written there.
    if (!device.is_none()) config.device = device;
  } else if (!options.vaults.empty()) {
    config.vault = options.vaults.front();
    config.device_is_made_up = true;
  } else {
    config.vault_is = remote::DoctorConfig::Vault::kMadeUp;
  }
  remote::Doctor doctor(*both.http, random, clock, std::move(config));
  while (!doctor.tick()) both.http->wait(100);
  constexpr const char* kSeverities[] = {"cannot be used", "works, at a cost", "good to know"};
  for (const remote::Finding& one : doctor.diagnosis().findings) {
    if (one.what == remote::What::kUnreachable)
      report.stop(Exit::kEndpoint, words_of(remote::Reason::kOffline));
    if (one.what == remote::What::kTimeout)
      report.stop(Exit::kEndpoint, words_of(remote::Reason::kTimeout));
    std::string why = kSeverities[static_cast<int>(one.severity)];
    if (one.status != 0) why += ", status " + std::to_string(one.status);
    if (!one.header.empty()) why += ", header " + one.header;
    why += "; docs/endpoints says what helps";
    const bool note = one.severity == remote::Severity::kGoodToKnow;
    report.findings.push_back({std::string(remote::recipe_of(one.what)), "", std::move(why), note});
  }
  report.facts.add("usable", doctor.diagnosis().usable());
  wipe(both.endpoint.authorization);
  return {};
}

Status run(const Options& options, Report& report) {
  switch (options.command) {
    case Command::kInit:
      return init(options, report);
    case Command::kStatus:
      return status(options, report);
    case Command::kPull:
      return rounds(options, Purpose::kPull, report);
    case Command::kPush:
      return rounds(options, Purpose::kPush, report);
    case Command::kCheck:
      return check(options, report);
    case Command::kHeal:
      return heal(options, report);
    case Command::kDoctor:
      return doctor(options, report);
    case Command::kExport:
      return options.copy.empty() ? export_objects(options, report) : export_copy(options, report);
  }
  return {};
}

}  // namespace

Exit exit_of(const Error& error) {
  if (error.code == ErrorCode::kInvalid) return Exit::kUsage;
  return error.code == ErrorCode::kOffline ? Exit::kEndpoint : Exit::kHere;
}

void run_command(const Options& options, Report& report) {
  crypto::init_sodium();
  const Status done = run(options, report);
  if (!done.ok()) report.stop(exit_of(done.error()), done.error().context);
}

}  // namespace quietroom::tool
