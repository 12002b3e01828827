#include "app/tool/rounds.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "app/tool/headless.h"

namespace quietroom::tool {
namespace {

/// When the last run came to its end, by the wall clock; a setting of the store.
constexpr std::string_view kLastRunSetting = "tool.last_round_ms";

/// So many rounds that ended early with what may pass by itself, before it is said.
constexpr std::uint32_t kTries = 3;
/// After so many whole rounds, what was odd is said to be one thing or the other.
constexpr std::uint32_t kRoundsMax = 3;
constexpr std::int64_t kTickMs = 50;
constexpr int kWaitMsMax = 500;

bool passes(remote::Reason reason) {
  return reason == remote::Reason::kOffline || reason == remote::Reason::kTimeout ||
         reason == remote::Reason::kServer;
}

/// A kind of trouble as a stable name and a sentence.
struct TroubleWords {
  const char* what;
  const char* why;
};

TroubleWords words_of(sync::TroubleKind kind) {
  using sync::TroubleKind;
  switch (kind) {
    case TroubleKind::kServerLost:
      return {
          "lost",
          "the endpoint has lost something that was there. Nothing is lost here, and nothing is "
          "sent on top of it. \"heal --store\" puts back what this store has written; the log of "
          "another device comes back when that one heals, or from a backup (\"heal --from\")"};
    case TroubleKind::kLogChanged:
      return {"other-history",
              "this log is not what it was: rolled back, or written twice. Nothing more of it is "
              "taken in; what is here stays"};
    case TroubleKind::kMissing:
      return {"missing", "another device has seen this, and the endpoint does not have it"};
    case TroubleKind::kDamaged:
      return {"damaged", "an object does not open; what comes after it is not taken in"};
    case TroubleKind::kNotAMember:
      return {"not-a-member", "a log that no member of this vault signs; it is not taken in"};
    case TroubleKind::kNewerFormat:
      return {"newer", "written by a newer version; kept untouched. Update this program"};
    case TroubleKind::kNoKey:
      return {"no-key", "the vault has keys, and none of them opens for this person"};
    case TroubleKind::kTwin:
      return {"twin", "a copy of this store wrote too; this one goes on as another device"};
    case TroubleKind::kAfterRemoval:
      return {"after-removal", "written by somebody after they were removed; it is kept out"};
    case TroubleKind::kRetired:
      return {"retired",
              "this store was removed from its person's devices on another one; what it writes "
              "stays here"};
    case TroubleKind::kNotRemoved:
      return {"not-removed",
              "the endpoint refuses to delete objects that hold purged words; they are still "
              "there, sealed. The token needs the right to delete what it wrote"};
  }
  return {"trouble", "something is not as it should be"};
}

std::string time_text(std::int64_t wall_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds(wall_ms)};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss<milliseconds> time(at - day);
  const auto two = [](auto number) {
    const std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
         "T" + two(time.hours().count()) + ":" + two(time.minutes().count()) + ":" +
         two(time.seconds().count()) + "Z";
}

/// Somebody who is no member any more can send nothing, however often it is tried.
void tell_not_sent(const syncing::Desk& desk, Report& report) {
  for (const syncing::Desk::VaultState& vault : desk.vaults()) {
    if (vault.status && vault.status->only_here > 0)
      report.found("not-sent", "q1/" + to_base32(vault.id),
                   std::to_string(vault.status->only_here) +
                       " changes could not be sent; they are kept here");
  }
}

void tell_vaults(const syncing::Desk& desk, Report& report) {
  for (const syncing::Desk::VaultState& vault : desk.vaults()) {
    Facts facts;
    facts.add("vault", to_base32(vault.id));
    if (vault.status) {
      facts.add("only_here", vault.status->only_here);
      facts.add("waiting_for_a_key", vault.status->held);
      facts.add("other_devices", std::uint64_t{vault.status->devices});
      facts.add("other_devices_that_confirmed", std::uint64_t{vault.status->devices_up_to_date});
      for (const sync::Trouble& one : vault.status->troubles) {
        const auto [what, why] = words_of(one.kind);
        std::string where = "q1/" + to_base32(vault.id);
        if (!one.device.is_none()) where += "/l/" + to_base32(one.device);
        if (one.seq != 0) where += " segment " + std::to_string(one.seq);
        Finding finding{what, std::move(where), why, one.kind == sync::TroubleKind::kTwin};
        report.findings.push_back(std::move(finding));
      }
    }
    report.vaults.push_back(std::move(facts));
  }
}

bool store_failed(const std::vector<syncing::Desk::VaultState>& vaults) {
  return std::any_of(vaults.begin(), vaults.end(),
                     [](const auto& one) { return one.store_failed; });
}

bool all_open(const std::vector<syncing::Desk::VaultState>& vaults) {
  return !vaults.empty() && std::all_of(vaults.begin(), vaults.end(),
                                        [](const auto& one) { return one.status.has_value(); });
}

Error store_error() {
  return {ErrorCode::kIo,
          "The store failed: is the disk full, or failing? What was there is safe."};
}

/// Opens every engine without a word to anybody. Errors: kIo.
Status open_engines(syncing::Desk& desk) {
  for (;;) {
    const auto turn = desk.tick(0);
    const auto vaults = desk.vaults();
    if (store_failed(vaults)) return store_error();
    if (!turn.received && all_open(vaults)) return {};
  }
}

/// Until every vault is settled, or one is given up. Errors: kIo.
Result<remote::Reason> run(syncing::Desk& desk, HttpNative& http, const Clock& clock,
                           Purpose purpose) {
  bool healed = false;
  for (;;) {
    const auto turn = desk.tick(kTickMs);
    const auto vaults = desk.vaults();
    if (store_failed(vaults)) return store_error();
    if (purpose == Purpose::kHeal && !healed && all_open(vaults)) {
      TRY(desk.heal());
      healed = true;
    }
    for (const auto& vault : vaults) {
      if (const remote::Reason reason = gives_up(vault); reason != remote::Reason::kNone)
        return reason;
    }
    const bool settled = !vaults.empty() && std::all_of(vaults.begin(), vaults.end(), is_settled);
    if (settled && !turn.received && (healed || purpose != Purpose::kHeal))
      return remote::Reason::kNone;
    const auto next_ms = desk.next_tick_ms();
    const std::int64_t wait_ms = next_ms ? *next_ms - clock.steady_ms() : kWaitMsMax;
    if (wait_ms > 0) http.wait(static_cast<int>(std::min<std::int64_t>(wait_ms, kWaitMsMax)));
  }
}

}  // namespace

sync::Timing timing_of(Purpose purpose) {
  sync::Timing timing;
  timing.debounce_ms = 0;
  timing.debounce_more_ms = 0;
  timing.back_off_ms = 1'000;
  // A program that ends cannot be patient for minutes. What is seen twice, ten seconds apart, is
  // said; whoever runs it again looks again.
  timing.look_again_ms = 10'000;
  timing.alarm_ms = 8'000;
  if (purpose == Purpose::kPull) {
    constexpr std::int64_t kNever = std::int64_t{1} << 60;
    timing.ack_ms = kNever;
    timing.heartbeat_ms = kNever;
  } else {
    timing.ack_ms = 0;
  }
  return timing;
}

bool is_settled(const syncing::Desk::VaultState& vault) {
  if (!vault.status || vault.status->rounds == 0) return false;
  const bool more = vault.status->looks_again || vault.status->only_here > 0;
  return !more || vault.status->rounds >= kRoundsMax;
}

remote::Reason gives_up(const syncing::Desk::VaultState& vault) {
  if (!vault.status || vault.status->reason == remote::Reason::kNone) return remote::Reason::kNone;
  const remote::Reason reason = vault.status->reason;
  return !passes(reason) || vault.status->rounds_failed >= kTries ? reason : remote::Reason::kNone;
}

std::string words_of(remote::Reason reason) {
  using remote::Reason;
  constexpr const char* kSafe = " What is here is safe.";
  const auto say = [&](const char* what) { return std::string(what) + kSafe; };
  switch (reason) {
    case Reason::kNone:
      return {};
    case Reason::kOffline:
      return say(
          "The endpoint cannot be reached: no connection, or its certificate is not trusted (--ca)."
          " Try again.");
    case Reason::kTimeout:
      return say("The endpoint did not answer in time. Try again.");
    case Reason::kAuth:
      return say("The endpoint does not know this token. Ask whoever runs it for another one.");
    case Reason::kForbidden:
      return say(
          "This token has no right to that. Ask whoever runs the endpoint for one that has; a "
          "device that writes needs the right \"device\" or \"owner\".");
    case Reason::kQuota:
      return say("There is no room left at the endpoint. Ask whoever runs it to make some.");
    case Reason::kServer:
      return say("The endpoint has a problem of its own. Try again.");
    case Reason::kNotOurs:
      return say(
          "Something answered that is no file endpoint: a sign-in page, or another address. "
          "Nothing of it was believed. Check the address.");
    case Reason::kUnsupported:
      return say("This server cannot do what sync needs. See quietroom-sync doctor.");
    case Reason::kTooLarge:
      return say("The endpoint sends more than any object can have. Nothing of it was believed.");
  }
  return {};
}

Status run_rounds(store::Store& store, const session::SyncIdentity& identity, HttpNative& http,
                  Purpose purpose, Report& report) {
  NativeRandom random;
  const NativeClock clock;
  syncing::Desk desk(http, random, clock, "", timing_of(purpose));
  TRY(desk.open(store, identity));
  if (!desk.view().is_on())
    return Error{ErrorCode::kNotFound,
                 "Sync is off in this store: its copy named no endpoint. Open the copy in another "
                 "folder, with --address and --token-file."};
  const remote::Reason reason = TRY(run(desk, http, clock, purpose));
  report.facts.add("address", desk.view().address);
  tell_vaults(desk, report);
  if (reason == remote::Reason::kNone && purpose == Purpose::kPush) tell_not_sent(desk, report);
  desk.close();
  if (reason != remote::Reason::kNone) {
    report.stop(Exit::kEndpoint, words_of(reason));
    return {};
  }
  return store.set_setting(kLastRunSetting, std::to_string(clock.wall_ms()));
}

Status tell_status(store::Store& store, const session::SyncIdentity& identity, Report& report) {
  NativeRandom random;
  const NativeClock clock;
  Unplugged nobody;
  syncing::Desk desk(nobody, random, clock, "", timing_of(Purpose::kPull));
  TRY(desk.open(store, identity));
  report.facts.add("sync", desk.view().is_on() ? "on" : "off");
  report.facts.add("address", desk.view().address);
  const auto last = TRY(store.setting(kLastRunSetting));
  std::int64_t last_ms = 0;
  if (last) std::from_chars(last->data(), last->data() + last->size(), last_ms);
  report.facts.add("last_whole_run", last_ms == 0 ? "never" : time_text(last_ms));
  if (!desk.view().is_on()) return {};
  TRY(open_engines(desk));
  tell_vaults(desk, report);
  return {};
}

Status use_endpoint(store::Store& store, const session::SyncIdentity& identity,
                    const std::string& address, const std::string& token) {
  NativeRandom random;
  const NativeClock clock;
  Unplugged nobody;
  syncing::Desk desk(nobody, random, clock, "", timing_of(Purpose::kPull));
  TRY(desk.open(store, identity));
  TRY(desk.turn_on(address, token));
  return open_engines(desk);  // Which is when another endpoint is noted as one to be filled.
}

}  // namespace quietroom::tool
