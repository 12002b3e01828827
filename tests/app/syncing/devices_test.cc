// One's own devices as a person meets them: the list, names, removing one and taking it back, in
// all vaults at once; and one's own name in a case.
#include "tests/app/syncing/two_people.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::syncing_test;
using namespace quietroom::session::command;
using session::ListedDevice;

namespace {

constexpr std::int64_t kUntilAllIsHeardMs = 25 * kMinuteMs;

/// The other device in the list of `run`.
ListedDevice other(const Run& run) {
  for (const ListedDevice& one : run.state().sync.own_devices) {
    if (!one.here) return one;
  }
  return {};
}

void name(Run& run, const char* text) {
  run.run(OpenDevices{});
  run.type(Field::kDeviceName, text);
  run.run(NameDevice{});
}

/// Both write in the person's own vault and in a case, and have heard of one another.
struct InACase : TwoDevices {
  InACase() {
    pass(kMinuteMs);
    a->run(GoHome{});
    a->type(Field::kNewCase, "Checkout down");
    a->run(CreateCase{});
    a->start_interview("Kim");
    syncing_test::say(*a, "in the case");
    pass(kUntilAllIsHeardMs);
    b->run(GoHome{});
    b->run(OpenInterview{a->view().interview.id});
    syncing_test::say(*b, "b in the case");
    name(*b, "Tablet");
    b->run(OpenInterview{a->view().interview.id});
    pass(2 * kUntilAllIsHeardMs);
  }
};

}  // namespace

TEST_CASE("devices: each stands in the other's list, by the name that it was given on itself") {
  InACase two;
  CHECK(other(*two.a).name == "Tablet");
  CHECK(other(*two.a).added_ms > 0);
  CHECK(other(*two.a).heard_ms > 0);
  CHECK(other(*two.b).name.empty());
  name(*two.a, "  Laptop ");
  CHECK(two.a->state().notice->text.find("Laptop") != std::string::npos);
  name(*two.a, "");
  CHECK(two.a->state().problem_field == Field::kDeviceName);
  two.pass(kUntilAllIsHeardMs);
  CHECK(other(*two.b).name == "Laptop");
  const std::string there = all_bytes(two.server());
  CHECK(there.find("Laptop") == std::string::npos);
}

TEST_CASE("devices: one that is removed writes for nobody, in every case, and is told so") {
  InACase two;
  CHECK(two.a->texts() == two.b->texts());
  two.b->http.set_offline(true);
  two.a->run(OpenDevices{});
  two.a->run(SetDeviceRemoved{other(*two.a).id, true});
  REQUIRE(two.a->state().notice.has_value());
  CHECK(two.a->state().notice->can_undo);
  syncing_test::say(*two.b, "after the removal");
  two.pass(kMinuteMs);
  two.b->http.set_offline(false);
  two.b->session.take(OnlineEvent{true});
  two.pass(2 * kUntilAllIsHeardMs);
  CHECK(other(*two.a).removed);
  CHECK(other(*two.a).kept_out >= 1);
  two.a->run(OpenInterview{two.b->view().interview.id});
  CHECK(two.a->texts().size() == 2);
  CHECK(two.b->texts().size() == 3);
  const auto& troubles = two.b->state().sync.troubles;
  REQUIRE(troubles.size() == 1);
  CHECK(troubles[0].kind == SyncTroubleKind::kRetired);
  CHECK(two.a->state().sync.troubles.empty());
  CHECK(two.a->state().sync.devices == 0);
  // Taken back, all that it wrote is there, and it goes on.
  syncing_test::say(*two.b, "only here");
  two.pass(kMinuteMs);
  CHECK(two.b->state().sync.only_here > 0);
  two.a->run(SetDeviceRemoved{other(*two.a).id, false});
  two.pass(3 * kUntilAllIsHeardMs);
  CHECK(two.a->texts().size() == 4);
  CHECK(two.a->texts() == two.b->texts());
  CHECK(two.b->state().sync.troubles.empty());
  CHECK(two.b->state().sync.only_here == 0);
  CHECK_FALSE(other(*two.a).removed);
  CHECK(other(*two.a).kept_out == 0);
}

TEST_CASE("devices: a removal is undone by undoing") {
  InACase two;
  two.a->run(SetDeviceRemoved{other(*two.a).id, true});
  CHECK(other(*two.a).removed);
  two.a->run(UndoLast{});
  CHECK_FALSE(other(*two.a).removed);
}

TEST_CASE("people: one's own name changes in a case, for a member too, and the others see it") {
  TwoPeople two;
  two.join();
  two.b->run(OpenCase{two.case_id});
  two.b->run(OpenMembers{});
  const auto rename = [&](Run& run, const char* to) {
    for (const CaseMember& one : two.members(run)) {
      if (one.me) run.run(OpenMember{one.person});
    }
    run.type(Field::kOwnName, to);
    run.run(KeepMemberName{});
  };
  rename(*two.b, "Ada");
  CHECK(two.b->state().problem_field == Field::kOwnName);
  rename(*two.b, "Benjamin");
  two.pass(kUntilAllIsHeardMs);
  const auto names = [&](Run& run) {
    std::vector<std::string> all;
    for (const CaseMember& one : two.members(run)) all.push_back(one.name);
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::vector<std::string> expected = {"Ada", "Benjamin"};
  CHECK(names(*two.a) == expected);
  CHECK(names(*two.b) == expected);
  // Whoever changes the people next keeps it.
  two.a->run(SetOwner{
      two.members(*two.a)[0].me ? two.members(*two.a)[1].person : two.members(*two.a)[0].person,
      true});
  two.pass(kUntilAllIsHeardMs);
  CHECK(names(*two.b) == expected);
  rename(*two.a, "Ada L.");
  two.pass(kUntilAllIsHeardMs);
  CHECK(names(*two.b) == std::vector<std::string>{"Ada L.", "Benjamin"});
}

namespace {

/// The second device has to fetch 40 segments with 25 notes each; it begins when it is turned on.
struct MuchToFetch : TwoDevices {
  MuchToFetch() {
    pass(kMinuteMs);
    b->run(TurnOffSync{});
    for (int batch = 0; batch < 40; ++batch) {
      for (int i = 0; i < 25; ++i) syncing_test::say(*a, std::to_string(batch * 100 + i));
      a->run(SyncNow{});
      syncing_test::pass({a.get()}, 5'000);
    }
    b->device.clock.advance(a->device.clock.steady_ms() - b->device.clock.steady_ms());
    turn_on(*b);
  }
  /// Lets time pass in small pieces until the second device says how far it is.
  bool wait_for_progress() {
    for (int i = 0; i < 2'000 && b->state().sync.progress.known == 0; ++i)
      syncing_test::pass({b.get()}, 10);
    return b->state().sync.progress.known > 0;
  }
};

}  // namespace

TEST_CASE(
    "progress: a long first sync says how far it is, seldom enough to be read, then nothing") {
  MuchToFetch two;
  two.b->http.set_weather({.delay_ms_min = 200, .delay_ms_max = 300});
  two.b->run(OpenSync{});
  std::int64_t changed_ms = 0;
  std::size_t changes = 0;
  session::SyncView::Progress before;
  for (int i = 0; i < 3'000; ++i) {
    syncing_test::pass({two.b.get()}, 10);
    const session::SyncView::Progress& now = two.b->state().sync.progress;
    if (now == before) continue;
    const std::int64_t now_ms = two.b->device.clock.steady_ms();
    if (now.known > 0) {
      CHECK(now.here < now.known);
      if (before.known > 0) CHECK(now_ms - changed_ms >= 500);
      changed_ms = now_ms;
      ++changes;
    }
    before = now;
  }
  CHECK(changes >= 2);
  CHECK(before.known == 0);
  CHECK(two.b->texts().size() == 1'001);
}

TEST_CASE("progress: what is quick is not shown") {
  TwoDevices two;
  two.b->run(OpenSync{});
  for (int i = 0; i < 500; ++i) {
    two.pass(10);
    CHECK(two.b->state().sync.progress.known == 0);
  }
}

TEST_CASE("progress: it stops when it is asked to, keeps what is here, and goes on from there") {
  MuchToFetch two;
  two.b->http.set_weather({.delay_ms_min = 200, .delay_ms_max = 300});
  REQUIRE(two.wait_for_progress());
  two.b->run(PauseSync{});
  CHECK(two.b->state().sync.paused);
  CHECK(two.b->state().sync.progress.known == 0);
  const std::uint64_t requests = two.b->http.requests();
  two.b->session.take(OnlineEvent{true});
  syncing_test::pass({two.b.get()}, 10 * kMinuteMs);
  CHECK(two.b->http.requests() == requests);
  const std::size_t here = two.b->texts().size();
  CHECK(here < 1'001);
  two.b->run(SyncNow{});
  CHECK_FALSE(two.b->state().sync.paused);
  syncing_test::pass({two.b.get()}, 2 * kMinuteMs);
  CHECK(two.b->texts().size() == 1'001);
}
