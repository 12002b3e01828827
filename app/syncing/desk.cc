#include "app/syncing/desk.h"

#include <algorithm>
#include <utility>

#include "app/syncing/settings.h"
#include "app/syncing/vaults.h"
#include "app/words/words.h"
#include "platform/base/log.h"
#include "platform/base/secret.h"
#include "platform/base/utf8.h"

namespace quietroom::syncing {
namespace {

using session::SyncReason;
using session::SyncTrouble;
using session::SyncTroubleKind;
using session::SyncView;

/// The endpoint of our own server, below its origin, and where it offers its token.
constexpr std::string_view kOwnPath = "/sync";
constexpr std::string_view kLocalTokenPath = "/sync/-/local";

/// What a vault's key files call whoever made it, before there is anybody else.
constexpr std::string_view kFounderName = "Owner";

/// After something was written, new cases are looked for.
constexpr std::int64_t kFindMs = 2'000;
/// A store that failed is not asked again at once.
constexpr std::int64_t kStoreAgainMs = 10'000;
/// What takes longer is shown, and as often.
constexpr std::int64_t kProgressMs = 500;
/// An engine that wants to be called again so soon waits for answers.
constexpr std::int64_t kSoonMs = 50;
/// So many vaults are in the middle of a round at a time: a browser has six connections to a host.
constexpr std::size_t kBusyMax = 2;
/// Up to so many vaults each is polled at the engine's own pace; of more, each less often, so that
/// an idle device asks no more than a few times a minute in all.
constexpr std::size_t kPolledFast = 4;

SyncReason reason_of(remote::Reason reason) {
  switch (reason) {
    case remote::Reason::kNone:
      return SyncReason::kNone;
    case remote::Reason::kOffline:
      return SyncReason::kUnreachable;
    case remote::Reason::kTimeout:
      return SyncReason::kTimeout;
    case remote::Reason::kAuth:
      return SyncReason::kAuth;
    case remote::Reason::kForbidden:
      return SyncReason::kForbidden;
    case remote::Reason::kQuota:
      return SyncReason::kQuota;
    case remote::Reason::kServer:
      return SyncReason::kServer;
    case remote::Reason::kNotOurs:
      return SyncReason::kNotOurs;
    case remote::Reason::kUnsupported:
      return SyncReason::kUnsupported;
    case remote::Reason::kTooLarge:
      return SyncReason::kTooLarge;
  }
  return SyncReason::kNone;
}

// The kinds of the engine are those of the screen, by their numbers.
static_assert(static_cast<int>(SyncTroubleKind::kServerLost) ==
              static_cast<int>(sync::TroubleKind::kServerLost));
static_assert(static_cast<int>(SyncTroubleKind::kNotRemoved) ==
              static_cast<int>(sync::TroubleKind::kNotRemoved));
static_assert(static_cast<int>(SyncTroubleKind::kClock) ==
              static_cast<int>(sync::TroubleKind::kNotRemoved) + 1);

void add_troubles(SyncView& view, const std::vector<sync::Trouble>& troubles) {
  for (const sync::Trouble& one : troubles) {
    const auto kind = static_cast<SyncTroubleKind>(one.kind);
    const auto known = std::find_if(view.troubles.begin(), view.troubles.end(),
                                    [&](const SyncTrouble& there) { return there.kind == kind; });
    if (known == view.troubles.end()) {
      view.troubles.push_back({kind, 1, one.since_ms});
    } else {
      known->count += 1;
      known->since_ms = std::min(known->since_ms, one.since_ms);
    }
  }
}

}  // namespace

Desk::Desk(Http& http, Random& random, const Clock& clock, std::string origin, sync::Timing timing)
    : http_(http), random_(random), clock_(clock), origin_(std::move(origin)), timing_(timing) {}

Desk::~Desk() {
  close();
}

// --- On and off ----------------------------------------------------------------------------------

Status Desk::open(store::Store& store, const session::SyncIdentity& identity) {
  close();
  store_ = &store;
  sealing_ = crypto::SealingPair::from_secret(identity.sealing.secret.clone());
  signing_ = crypto::SigningPair::from_seed(identity.signing.seed.clone());
  const std::optional<std::string> address = TRY(store.setting(kAddressSetting));
  view_.address = address.value_or("");
  const std::optional<std::string> on = TRY(store.setting(kOnSetting));
  if (!on || on->empty()) return {};
  std::optional<std::string> token = TRY(store.setting(kTokenSetting));
  auto endpoint = read_endpoint(view_.address, token.value_or(""));
  if (token) wipe(*token);
  // What this version cannot use any more is off, and the screen shows the address.
  if (endpoint.ok()) start(std::move(endpoint).value());
  return {};
}

void Desk::close() {
  stop();
  if (asking_) http_.cancel(*asking_);
  asking_.reset();
  asked_ = SyncReason::kNone;
  paused_ = false;
  heal_on_open_ = false;  // From now on only when somebody says so.
  store_ = nullptr;
  sealing_ = {};
  signing_ = {};
  view_ = {};
}

void Desk::start(Endpoint endpoint) {
  stop();
  endpoint_ = std::move(endpoint);
  arrivals_ = store_->arrivals();
  written_ = store_->written();
  find_due_ms_ = clock_.steady_ms();
  paused_ = false;
  view_ = look();
}

void Desk::stop() {
  vaults_.clear();
  turn_ = 0;
  clock_ahead_ms_ = 0;
  kept_out_ = {};
  progress_ = {};
  fetching_since_ms_ = -1;
  follow_due_ = false;
  find_due_ms_.reset();
  if (endpoint_) wipe(endpoint_->authorization);
  endpoint_.reset();
}

Status Desk::turn_on(std::string_view address, std::string_view token) {
  if (store_ == nullptr) return Error{ErrorCode::kInvalid, words::key("no store is open")};
  Endpoint endpoint = TRY(read_endpoint(address, token));
  const std::string clean(trim(address));
  const std::optional<std::string> before = TRY(store_->setting(kAddressSetting));
  TRY(store_->set_setting(kAddressSetting, clean));
  TRY(store_->set_setting(kTokenSetting, trim(token)));
  TRY(store_->set_setting(kOnSetting, "1"));
  asked_ = SyncReason::kNone;
  view_.address = clean;
  heal_on_open_ = before && !before->empty() && *before != clean;
  start(std::move(endpoint));
  return {};
}

Status Desk::turn_off() {
  if (store_ == nullptr) return {};
  Status noted = store_->set_setting(kOnSetting, "");
  if (noted.ok()) noted = store_->set_setting(kTokenSetting, "");
  // At once in any case: if it could not be noted, it is told, and is on at the next opening.
  stop();
  view_ = look();
  return noted;
}

void Desk::turn_on_here() {
  if (store_ == nullptr || asking_) return;
  HttpRequest ask;
  ask.method = "GET";
  ask.url = origin_ + std::string(kLocalTokenPath);
  ask.headers.push_back({"X-Quietroom-Local", "1"});
  ask.reply_bytes_max = 4096;
  asking_ = http_.send(std::move(ask));
  asked_ = SyncReason::kNone;
  view_ = look();
}

void Desk::take_local_token() {
  if (!asking_) return;
  std::optional<HttpReply> reply = http_.poll(*asking_);
  if (!reply) return;
  asking_.reset();
  if (reply->failure != HttpFailure::kNone) {
    asked_ =
        reply->failure == HttpFailure::kTimeout ? SyncReason::kTimeout : SyncReason::kUnreachable;
    return;
  }
  std::string token(trim(as_text(reply->body)));
  wipe(std::span<std::uint8_t>(reply->body));
  const bool is_token = reply->status == 200 && token.starts_with("qrt_");
  const Status on = is_token
                        ? turn_on(origin_ + std::string(kOwnPath), token)
                        : Status(Error{ErrorCode::kInvalid,
                                       words::key("this device has no token for the endpoint")});
  wipe(token);
  if (on.ok()) return;
  log_line("sync with this server", on.error());
  asked_ = is_token ? SyncReason::kStore : SyncReason::kNoLocalToken;
}

// --- Vaults --------------------------------------------------------------------------------------

/// Opens what is to be synced and is not yet: the own vault, each case, and the vaults that another
/// device of this person has told of there. Tells of what was made here.
Status Desk::find_vaults() {
  const std::vector<SyncedVault> vaults = TRY(synced_vaults(*store_, signing_.public_key));
  for (const SyncedVault& one : vaults) {
    // The key first: what the other devices hear of must be there to be had.
    add_vault(one.id, one.founder, one.ours);
    if (one.is_new) TRY(store_->note_vault(one.id, to_hex(signing_.public_key), view_.address));
  }
  return tell_members();
}

void Desk::add_vault(const Id& id, const crypto::PublicKey& founder, bool ours_to_found) {
  const bool known = std::any_of(vaults_.begin(), vaults_.end(),
                                 [&](const auto& vault) { return vault->id == id; });
  if (known) return;
  auto vault = std::make_unique<Vault>();
  vault->id = id;
  vault->founder = founder;
  vault->ours_to_found = ours_to_found;
  vault->due_ms = clock_.steady_ms();
  vaults_.push_back(std::move(vault));
}

Status Desk::open_vault(Vault& vault) {
  sync::EngineConfig config;
  config.vault = vault.id;
  config.person = store_->author();
  config.founder = vault.founder;
  config.timing = timing_;
  const auto slower = static_cast<std::int64_t>((vaults_.size() + kPolledFast - 1) / kPolledFast);
  config.timing.poll_ms *= std::max<std::int64_t>(1, slower);
  vault.journal = TRY(store_->journal(vault.id));
  // Where it was joined, its keys are at the endpoint, and nobody needs another founding.
  auto frontier = TRY(joined(vault.id));
  if (vault.ours_to_found && !frontier) {
    const Status founded =
        found_vault(*vault.journal, random_, config, sealing_, signing_, kFounderName);
    if (!founded.ok() && founded.error().code != ErrorCode::kConflict) return founded;
  }
  if (frontier) config.frontier = std::move(*frontier);
  vault.remote = std::make_unique<remote::WebDav>(
      http_, random_,
      remote::WebDavConfig{endpoint_->root_url, endpoint_->authorization, vault.id, 60'000});
  auto engine = TRY(sync::Engine::open(*vault.journal, *vault.remote, random_, clock_,
                                       crypto::SealingPair::from_secret(sealing_.secret.clone()),
                                       crypto::SigningPair::from_seed(signing_.seed.clone()),
                                       std::move(config)));
  if (heal_on_open_) TRY(engine->heal());
  vault.engine = std::move(engine);
  return {};
}

// --- What is asked of it -------------------------------------------------------------------------

void Desk::changed() {
  if (!endpoint_ || paused_ || written_ == store_->written()) return;
  written_ = store_->written();
  for (const auto& vault : vaults_) {
    if (vault->engine == nullptr) continue;
    vault->engine->changed();
    vault->due_ms = std::min(vault->due_ms, vault->engine->next_tick_ms());
  }
  if (!find_due_ms_) find_due_ms_ = clock_.steady_ms() + kFindMs;
}

void Desk::flush() {
  for (const auto& vault : vaults_) {
    if (vault->engine == nullptr) continue;
    vault->engine->flush();
    vault->due_ms = std::min(vault->due_ms, vault->engine->next_tick_ms());
  }
}

void Desk::refresh() {
  for (const auto& vault : vaults_) {
    if (vault->engine != nullptr) vault->engine->refresh();
    vault->due_ms = clock_.steady_ms();
  }
  if (endpoint_) find_due_ms_ = clock_.steady_ms();
  if (std::exchange(paused_, false)) view_ = look();
}

/// What is under way is dropped, as by a kill: all that was taken in is in the store.
void Desk::pause() {
  if (!endpoint_) return;
  vaults_.clear();
  progress_ = {};
  fetching_since_ms_ = -1;
  find_due_ms_.reset();
  paused_ = true;
  view_ = look();
}

Status Desk::heal() {
  for (const auto& vault : vaults_) {
    if (vault->engine == nullptr) continue;
    vault->engine->dismiss(sync::TroubleKind::kServerLost);
    TRY(vault->engine->heal());
    vault->due_ms = clock_.steady_ms();
  }
  view_ = look();
  return {};
}

void Desk::dismiss(SyncTroubleKind kind) {
  if (kind == SyncTroubleKind::kClock) {
    clock_ahead_ms_ = 0;
  } else if (kind == SyncTroubleKind::kKeptOut) {
    kept_out_ = {};
  } else {
    for (const auto& vault : vaults_) {
      if (vault->engine != nullptr) vault->engine->dismiss(static_cast<sync::TroubleKind>(kind));
    }
  }
  view_ = look();
}

// --- Turns ---------------------------------------------------------------------------------------

bool Desk::is_due(const Vault& vault, std::int64_t now_ms) const {
  if (vault.busy) return true;  // An answer may have come, or come soon.
  if (vault.due_ms > now_ms) return false;
  const auto busy =
      std::count_if(vaults_.begin(), vaults_.end(), [](const auto& other) { return other->busy; });
  return static_cast<std::size_t>(busy) < kBusyMax;
}

void Desk::turn(Vault& vault, std::int64_t budget_ms) {
  const bool opens = vault.engine == nullptr;
  const Status did = opens ? open_vault(vault) : vault.engine->tick(budget_ms);
  // What its members are to get is worked out anew: a program that ended may not have come to it.
  if (opens && did.ok() && vault.engine->members().size() > 1 && !find_due_ms_)
    find_due_ms_ = clock_.steady_ms() + kFindMs;
  const std::int64_t now_ms = clock_.steady_ms();
  vault.store_failed = !did.ok();
  if (!did.ok()) {
    log_line("a turn of sync", did.error());
    vault.busy = false;
    read_again_ = true;  // What failed may have become durable all the same.
    vault.due_ms = now_ms + kStoreAgainMs;
    return;
  }
  vault.due_ms = vault.engine->next_tick_ms();
  follow_due_ = follow_due_ || (vault.busy && vault.due_ms > now_ms + kSoonMs);
  vault.busy = vault.due_ms <= now_ms + kSoonMs;
}

/// What only the store knows of what came.
void Desk::take_news() {
  const store::Arrivals news = store_->take_arrivals();
  if (news.clock_ahead && clock_ahead_ms_ == 0) clock_ahead_ms_ = clock_.wall_ms();
  if (news.kept_out == 0) return;
  if (kept_out_.count == 0) kept_out_.since_ms = clock_.wall_ms();
  kept_out_.count += news.kept_out;
}

session::SyncDesk::Turn Desk::tick(std::int64_t budget_ms) {
  if (store_ == nullptr) return {};
  take_local_token();
  changed();  // Looking for vaults writes too.
  Turn done;
  if (endpoint_ && !paused_) {
    const std::int64_t end_ms = clock_.steady_ms() + budget_ms;
    if (find_due_ms_ && *find_due_ms_ <= clock_.steady_ms()) {
      find_due_ms_.reset();
      const Status found = find_vaults();
      if (!found.ok()) {
        log_line("sync looks for vaults", found.error());
        find_due_ms_ = clock_.steady_ms() + kStoreAgainMs;
      }
    }
    for (std::size_t seen = 0; seen < vaults_.size(); ++seen) {
      const std::int64_t now_ms = clock_.steady_ms();
      if (seen > 0 && now_ms >= end_ms) break;
      turn_ = (turn_ + 1) % vaults_.size();
      if (is_due(*vaults_[turn_], now_ms)) turn(*vaults_[turn_], end_ms - now_ms);
    }
    if (std::exchange(follow_due_, false)) {
      const Status followed = follow_devices();
      if (!followed.ok()) log_line("sync follows devices", followed.error());
    }
    note_progress();
    if (store_->arrivals() != arrivals_ || read_again_) {
      arrivals_ = store_->arrivals();
      read_again_ = false;
      take_news();
      done.received = true;
      find_due_ms_ = clock_.steady_ms();
    }
  }
  SyncView now = look();
  done.view_changed = now != view_;
  view_ = std::move(now);
  return done;
}

std::optional<std::int64_t> Desk::next_tick_ms() const {
  if (store_ == nullptr) return std::nullopt;
  std::optional<std::int64_t> next = find_due_ms_;
  const auto at = [&](std::int64_t due_ms) { next = next ? std::min(*next, due_ms) : due_ms; };
  const std::int64_t now_ms = clock_.steady_ms();
  if (asking_) at(now_ms + kSoonMs);
  const bool full =
      static_cast<std::size_t>(std::count_if(
          vaults_.begin(), vaults_.end(), [](const auto& one) { return one->busy; })) >= kBusyMax;
  for (const auto& vault : vaults_) {
    if (vault->busy) {
      at(vault->engine->next_tick_ms());
    } else if (!full) {
      at(vault->due_ms);
    }
  }
  return next;
}

/// How much of what is known of is here, for who waits: only once it takes its time, and not more
/// often than it can be read.
void Desk::note_progress() {
  const std::int64_t now_ms = clock_.steady_ms();
  SyncView::Progress progress;
  bool fetching = false;
  for (const auto& vault : vaults_) {
    if (vault->engine == nullptr) {
      fetching = true;
      continue;
    }
    const sync::SyncStatus status = vault->engine->status();
    fetching = fetching || status.fetching || (status.rounds == 0 && vault->busy);
    progress.here += status.parts_here;
    progress.known += status.parts_known;
  }
  if (!fetching || progress.here == progress.known) {
    if (!fetching) fetching_since_ms_ = -1;
    progress_ = {};
    return;
  }
  if (fetching_since_ms_ < 0) fetching_since_ms_ = now_ms;
  const bool slow = now_ms - fetching_since_ms_ >= kProgressMs;
  if (!slow || (progress_.known > 0 && now_ms - progress_ms_ < kProgressMs)) return;
  progress_ = progress;
  progress_ms_ = now_ms;
}

std::vector<Desk::VaultState> Desk::vaults() const {
  std::vector<VaultState> states;
  for (const auto& vault : vaults_) {
    VaultState state{vault->id, std::nullopt, vault->store_failed};
    if (vault->engine != nullptr) state.status = vault->engine->status();
    states.push_back(std::move(state));
  }
  return states;
}

/// How it stands now, all vaults together.
SyncView Desk::look() const {
  SyncView view;
  view.address = view_.address;
  view.phase = endpoint_ ? SyncView::Phase::kOn
               : asking_ ? SyncView::Phase::kAsking
                         : SyncView::Phase::kOff;
  view.reason = asked_;
  view.paused = paused_;
  view.progress = progress_;
  if (!endpoint_) return view;
  view.own_devices = list_devices();
  bool first = true;
  for (const auto& vault : vaults_) {
    if (vault->store_failed) view.reason = SyncReason::kStore;
    view.working = view.working || vault->busy || vault->engine == nullptr;
    if (vault->engine == nullptr) continue;
    const sync::SyncStatus status = vault->engine->status();
    view.working = view.working || status.working;
    if (view.reason == SyncReason::kNone) view.reason = reason_of(status.reason);
    if (status.only_here > 0 &&
        (view.only_here == 0 || status.only_here_since_ms < view.only_here_since_ms))
      view.only_here_since_ms = status.only_here_since_ms;
    view.only_here += status.only_here;
    view.held += status.held;
    // A device has another name in each vault: that it has everything it has said in each.
    view.devices = std::max(view.devices, status.devices);
    view.devices_up_to_date = first ? status.devices_up_to_date
                                    : std::min(view.devices_up_to_date, status.devices_up_to_date);
    view.last_contact_ms = std::max(view.last_contact_ms, status.last_round_ms);
    add_troubles(view, status.troubles);
    first = false;
  }
  if (clock_ahead_ms_ != 0) view.troubles.push_back({SyncTroubleKind::kClock, 1, clock_ahead_ms_});
  if (kept_out_.count > 0)
    view.troubles.push_back({SyncTroubleKind::kKeptOut, kept_out_.count, kept_out_.since_ms});
  return view;
}

}  // namespace quietroom::syncing
