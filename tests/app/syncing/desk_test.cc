// Sync as a person meets it: two devices, one endpoint, and what the screens are told.
#include "app/syncing/desk.h"

#include "app/session/sync_words.h"
#include "tests/app/syncing/two_devices.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::syncing_test;
using namespace quietroom::session::command;

namespace {

/// A device that is new at the endpoint is heard of within the next full round.
constexpr std::int64_t kUntilAllIsHeardMs = 25 * kMinuteMs;

using Lines = std::vector<std::string>;

bool has(const Run& run, SyncTroubleKind kind) {
  const auto& all = run.state().sync.troubles;
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.kind == kind; });
}

TEST_CASE("sync: a copy that is opened elsewhere syncs at once, both ways, in one order") {
  TwoDevices two;
  CHECK(two.b->state().sync.is_on());
  two.pass(kMinuteMs);
  syncing_test::say(*two.a, "from the first");
  syncing_test::say(*two.b, "from the second");
  two.pass(2 * kMinuteMs);
  const Lines lines = two.a->texts();
  CHECK(lines.size() == 3);
  CHECK(two.b->texts() == lines);
  CHECK(two.a->state().sync.only_here == 0);
  CHECK(two.a->state().sync.troubles.empty());
  CHECK(two.b->state().sync.troubles.empty());
  const std::string there = all_bytes(two.server());
  for (const char* word : {"first", "second", "Ana", "qrt_"}) CHECK(there.find(word) == there.npos);
}

TEST_CASE("sync: a copy from before sync was on: both turn it on by themselves, and have all") {
  TestDevice a_device;
  TestDevice b_device(2);
  b_device.server = a_device.server;
  Run a(a_device);
  a.set_up(session::kPassphrase);
  a.start_interview("Ana");
  syncing_test::say(a, "first");
  Run b(b_device);
  open_copy_of(a, b);
  b.run(OpenInterview{a.view().interview.id});
  syncing_test::say(a, "from the first");
  syncing_test::say(b, "from the second");
  turn_on(a);
  turn_on(b);
  syncing_test::pass({&a, &b}, 5 * kMinuteMs);
  CHECK(a.texts().size() == 3);
  CHECK(b.texts() == a.texts());
  CHECK(a.state().sync.troubles.empty());
  CHECK(b.state().sync.troubles.empty());
  syncing_test::say(b, "later");
  syncing_test::pass({&a, &b}, 5 * kMinuteMs);
  CHECK(a.texts().size() == 4);
  CHECK(b.texts() == a.texts());
  CHECK(a.state().sync.only_here == 0);
  CHECK(b.state().sync.only_here == 0);
}

TEST_CASE("sync: what was written offline on both sides is there on both afterwards") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.a->http.set_offline(true);
  two.b->http.set_offline(true);
  for (int i = 0; i < 5; ++i) {
    syncing_test::say(*two.a, "a" + std::to_string(i));
    syncing_test::say(*two.b, "b" + std::to_string(i));
    two.pass(1000);
  }
  two.pass(kMinuteMs);
  CHECK(two.a->texts().size() == 6);
  CHECK(two.a->state().sync.reason == SyncReason::kUnreachable);
  CHECK(two.a->state().sync.only_here >= 5);
  two.a->http.set_offline(false);
  two.b->http.set_offline(false);
  two.a->session.take(OnlineEvent{true});
  two.b->session.take(OnlineEvent{true});
  two.pass(2 * kMinuteMs);
  CHECK(two.a->texts().size() == 11);
  CHECK(two.a->texts() == two.b->texts());
  CHECK(two.a->state().sync.reason == SyncReason::kNone);
}

TEST_CASE("sync: a new case finds its way to the other device") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.a->run(GoHome{});
  two.a->type(Field::kNewCase, "The outage of 21 October");
  two.a->run(CreateCase{});
  two.a->start_interview("Kim");
  syncing_test::say(*two.a, "in the new case");
  two.pass(3 * kMinuteMs);
  CHECK(two.b->texts() == Lines{"first"});
  two.b->run(GoHome{});
  REQUIRE(two.b->state().under_way.size() == 2);
  two.b->run(OpenInterview{two.a->view().interview.id});
  CHECK(two.b->texts() == Lines{"in the new case"});
}

TEST_CASE("sync: a line that arrives leaves the typed text, and shows once the hands rest") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.b->run(WriteDraft{"half a sent"});
  const std::uint32_t revision = two.b->view().draft_revision;
  syncing_test::say(*two.a, "arrives meanwhile");
  for (int i = 0; i < 200; ++i) {
    two.pass(500);
    two.b->run(WriteDraft{"half a sent" + std::string(static_cast<std::size_t>(i), 'x')});
  }
  CHECK(two.b->texts() == Lines{"first"});
  two.pass(2000);
  CHECK(two.b->texts() == Lines{"first", "arrives meanwhile"});
  CHECK(two.b->view().draft == "half a sent" + std::string(199, 'x'));
  CHECK(two.b->view().draft_revision == revision);
}

TEST_CASE("sync: nothing is sent before it is on, nor after it is off, nor while locked") {
  TestDevice device;
  Run run(device);
  run.set_up(session::kPassphrase);
  run.start_interview("Ana");
  syncing_test::say(run, "here");
  pass({&run}, kMinuteMs);
  CHECK(run.http.requests() == 0);
  turn_on(run);
  pass({&run}, kMinuteMs);
  CHECK(run.state().sync.only_here == 0);
  run.run(TurnOffSync{});
  const std::uint64_t before = run.http.requests();
  syncing_test::say(run, "more");
  pass({&run}, kMinuteMs);
  CHECK(run.http.requests() == before);
  CHECK_FALSE(run.state().sync.is_on());
  turn_on(run);
  run.run(Lock{});
  const std::uint64_t locked = run.http.requests();
  pass({&run}, kMinuteMs);
  CHECK(run.http.requests() == locked);
  run.unlock(session::kPassphrase);
  CHECK(run.state().sync.is_on());
  pass({&run}, kMinuteMs);
  CHECK(run.state().sync.only_here == 0);
}

TEST_CASE("sync: the example never does") {
  TestDevice device;
  Run run(device);
  run.run(TryExample{});
  run.type(Field::kSyncAddress, kAddress);
  run.type(Field::kSyncToken, "qrt_token");
  run.run(TurnOnSync{});
  run.run(TurnOnSyncHere{});
  pass({&run}, kMinuteMs);
  CHECK_FALSE(run.state().sync.is_on());
  CHECK(run.http.requests() == 0);
}

TEST_CASE("sync: when there is nothing to do it asks a few times a minute") {
  TwoDevices two;
  two.pass(30 * kMinuteMs);
  const std::uint64_t before = two.a->http.requests();
  two.pass(5 * kMinuteMs);
  CHECK(two.a->http.requests() - before <= 60);
  CHECK(two.a->state().sync.devices == 1);
  CHECK(two.a->state().sync.devices_up_to_date == 1);
}

TEST_CASE("sync: an address without https, and no token, are refused at their fields") {
  TestDevice device;
  Run run(device);
  run.set_up(session::kPassphrase);
  run.run(OpenSync{});
  run.type(Field::kSyncAddress, "http://files.example/sync");
  run.run(TurnOnSync{});
  CHECK(run.state().problem_field == Field::kSyncAddress);
  run.type(Field::kSyncAddress, kAddress);
  run.run(TurnOnSync{});
  CHECK(run.state().problem_field == Field::kSyncToken);
  pass({&run}, kMinuteMs);
  CHECK(run.http.requests() == 0);
}

TEST_CASE("P9: each way in which an endpoint fails has a message of its own") {
  struct Row {
    int status;
    SyncReason reason;
  };
  const Row rows[] = {{401, SyncReason::kAuth},    {403, SyncReason::kForbidden},
                      {507, SyncReason::kQuota},   {500, SyncReason::kServer},
                      {200, SyncReason::kNotOurs}, {405, SyncReason::kUnsupported}};
  for (const Row& row : rows) {
    CAPTURE(row.status);
    TestDevice device;
    Run run(device);
    run.set_up(session::kPassphrase);
    run.start_interview("Ana");
    syncing_test::say(run, "kept");
    device.server->set_refusal(row.status);
    turn_on(run);
    pass({&run}, kMinuteMs);
    CHECK(run.state().sync.reason == row.reason);
    CHECK(run.texts() == Lines{"kept"});
    CHECK(run.state().sync.only_here > 0);
    device.server->set_refusal(0);
    run.run(SyncNow{});
    pass({&run}, kMinuteMs);
    CHECK(run.state().sync.reason == SyncReason::kNone);
    CHECK(run.state().sync.only_here == 0);
  }
  std::vector<std::string> words;
  for (int i = 1; i < static_cast<int>(SyncReason::kCount); ++i)
    words.emplace_back(session::reason_words(static_cast<SyncReason>(i)));
  for (int i = 0; i < static_cast<int>(SyncTroubleKind::kCount); ++i)
    words.emplace_back(session::trouble_words(static_cast<SyncTroubleKind>(i)).text);
  std::sort(words.begin(), words.end());
  CHECK_FALSE(words.front().empty());
  CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
}

TEST_CASE("P9: a clock that is ahead is told of, and what it wrote is there") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.a_device.clock.set_wall_ms(two.a_device.clock.wall_ms() + 60 * kMinuteMs);
  syncing_test::say(*two.a, "from the future");
  two.pass(3 * kMinuteMs);
  CHECK(two.b->texts() == Lines{"first", "from the future"});
  CHECK(has(*two.b, SyncTroubleKind::kClock));
  two.b->run(DismissSyncTrouble{SyncTroubleKind::kClock});
  two.pass(1000);
  CHECK_FALSE(has(*two.b, SyncTroubleKind::kClock));
}

TEST_CASE("P3, P6: an endpoint that was emptied is told of, deletes nothing, and is filled again") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.server().wipe();
  two.a->run(SyncNow{});
  two.b->run(SyncNow{});
  two.pass(3 * kMinuteMs);
  REQUIRE(has(*two.a, SyncTroubleKind::kServerLost));
  CHECK(two.a->texts() == Lines{"first"});
  two.a->run(FillEndpoint{});
  two.b->run(FillEndpoint{});
  two.pass(15 * kMinuteMs);
  CHECK_FALSE(has(*two.a, SyncTroubleKind::kServerLost));
  syncing_test::say(*two.a, "after");
  two.pass(3 * kMinuteMs);
  CHECK(two.b->texts() == Lines{"first", "after"});
}

TEST_CASE("P6: what another address got at first is not sent again unasked after a lock") {
  TestDevice device;
  Run run(device);
  run.set_up(session::kPassphrase);
  run.start_interview("Ana");
  syncing_test::say(run, "kept");
  turn_on(run);
  pass({&run}, kMinuteMs);
  run.run(TurnOffSync{});
  turn_on(run, "https://other.example");
  pass({&run}, 3 * kMinuteMs);
  REQUIRE(run.state().sync.only_here == 0);
  run.run(GoHome{});
  run.run(Lock{});
  device.server->wipe();
  run.unlock(session::kPassphrase);
  pass({&run}, 15 * kMinuteMs);
  CHECK(has(run, SyncTroubleKind::kServerLost));
  CHECK(device.server->files().empty());
}

TEST_CASE("vaults: each says how many rounds it had, how they ended, and that it looks again") {
  TwoDevices two;
  two.pass(kUntilAllIsHeardMs);
  const auto vaults = two.a->sync.vaults();
  REQUIRE(vaults.size() == 2);
  for (const auto& vault : vaults) {
    REQUIRE(vault.status.has_value());
    CHECK(vault.status->rounds > 0);
    CHECK(vault.status->rounds_failed == 0);
    CHECK_FALSE(vault.status->looks_again);
    CHECK_FALSE(vault.store_failed);
  }
  two.server().wipe();
  two.a->run(SyncNow{});
  two.pass(5'000);
  for (const auto& vault : two.a->sync.vaults()) CHECK(vault.status->looks_again);
  two.a->http.set_offline(true);
  two.a->run(SyncNow{});
  two.pass(5'000);
  for (const auto& vault : two.a->sync.vaults()) CHECK(vault.status->rounds_failed > 0);
}

TEST_CASE("P2: whichever request fails, and however, both devices end up with every line") {
  const FakeFate fates[] = {FakeFate::kRequestLost, FakeFate::kReplyLost, FakeFate::kCut,
                            FakeFate::kServerError};
  for (std::uint64_t n = 1; n < 60; n += every_call(7)) {
    CAPTURE(n);
    TwoDevices two;
    two.a->http.fate_at(n, fates[n % 4]);
    two.b->http.fate_at(n, fates[(n + 1) % 4]);
    syncing_test::say(*two.b, "second");
    two.pass(3 * kMinuteMs);
    syncing_test::say(*two.a, "third");
    two.pass(kUntilAllIsHeardMs);
    CHECK(two.a->texts().size() == 3);
    CHECK(two.a->texts() == two.b->texts());
    CHECK(two.a->state().sync.reason == SyncReason::kNone);
  }
}

TEST_CASE("P2: whichever call of the disk fails while syncing, nothing is lost") {
  for (std::uint64_t n = 1; n < 400; n += every_call(37)) {
    CAPTURE(n);
    TwoDevices two;
    syncing_test::say(*two.b, "second");
    two.a_device.files.fail_at(n, ErrorCode::kIo);
    two.b_device.files.fail_at(n, ErrorCode::kQuota);
    two.pass(kUntilAllIsHeardMs);
    CHECK(two.a->texts() == Lines{"first", "second"});
    CHECK(two.b->texts() == two.a->texts());
    CHECK(two.a->state().sync.reason == SyncReason::kNone);
  }
}

}  // namespace
