// Saving a copy between other things: a few milliseconds at a time, with lines written meanwhile,
// progress where it takes long, and a way out.
#include <algorithm>
#include <map>

#include "tests/app/session/rig.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::session;
using namespace quietroom::session::command;

namespace {

constexpr int kLines = 60;

using Disk = std::map<std::string, Bytes>;

Disk disk_of(const TestDevice& device, const std::vector<std::string>& names) {
  Disk disk;
  for (const std::string& name : names) disk[name] = *device.files.content(name);
  return disk;
}

/// The disk of somebody with an interview of so many lines; made once, it takes a while.
const Disk& disk_with(int lines) {
  static std::map<int, Disk> made;
  if (const auto found = made.find(lines); found != made.end()) return found->second;
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.start_interview("Ana");
  for (int i = 0; i < lines; ++i) run.run(CommitLine{std::to_string(i) + std::string(9000, 'x')});
  run.run(Lock{});
  return made[lines] = disk_of(device, device.files.list().value());
}

/// Somebody in an interview with so much in it that a copy takes many steps. From here on every
/// piece of work takes a millisecond.
struct Large {
  explicit Large(std::uint64_t seed = 1, int lines = kLines)
      : device(seed), run((lay(device, lines), device)) {
    run.unlock(kPassphrase);
    REQUIRE(run.texts().size() == static_cast<std::size_t>(lines));
    run.page.requests.clear();
    device.clock.set_ms_a_look(1);
  }

  static void lay(TestDevice& on, int lines) {
    for (const auto& [name, bytes] : disk_with(lines)) on.files.set_content(name, bytes);
  }

  /// Ticks until nothing is under way; returns how many it took.
  int finish() {
    int ticks = 0;
    while (run.state().copy) {
      run.session.tick();
      REQUIRE(++ticks < 10'000);
    }
    return ticks;
  }

  const SaveFileRequest* saved() const { return run.page.last<SaveFileRequest>(); }

  TestDevice device;
  Run run;
};

/// The lines in `copy`, as another device shows them.
std::vector<std::string> lines_of(const Bytes& copy) {
  TestDevice other(9);
  Run run(other);
  run.run(BeginOpenCopy{});
  run.run(CopyPicked{copy});
  REQUIRE(run.state().setup.has_copy);
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  REQUIRE(run.state().unlocked);
  return run.texts();
}

}  // namespace

TEST_CASE("copy: no call does more than its budget of work, counted in pieces") {
  Large at;
  const std::uint64_t before = at.device.files.calls();
  at.run.run(SaveCopy{});
  REQUIRE(at.run.state().copy.has_value());
  // Beginning writes down that there is a copy and puts the log into the file; from then on each
  // call of the storage reads one piece.
  CHECK(at.device.files.calls() - before > 0);
  int ticks = 0;
  std::uint64_t reads = 0;
  while (at.run.state().copy) {
    const std::uint64_t calls = at.device.files.calls();
    const std::int64_t now_ms = at.device.clock.steady_ms();
    at.run.session.tick();
    ++ticks;
    if (!at.run.state().copy) break;  // The last one notes down in the store when it was.
    const std::uint64_t pieces = at.device.files.calls() - calls;
    reads += pieces;
    CHECK(pieces <= static_cast<std::uint64_t>(kJobBudgetMs));
    // All that a tick looks at, at a millisecond a look.
    CHECK(at.device.clock.steady_ms() - now_ms <= kJobBudgetMs + 4);
    // Between two ticks the page's events have their turn, at once.
    REQUIRE(at.run.session.wake_ms().has_value());
    CHECK(*at.run.session.wake_ms() <= at.device.clock.steady_ms());
  }
  REQUIRE(at.saved() != nullptr);
  // Every byte is read and hashed with its part, and hashed again with the whole.
  const std::size_t pieces = 2 * at.saved()->bytes.size() / kCopyPieceBytes;
  CHECK(pieces > 20);
  CHECK(ticks >= static_cast<int>(pieces) / static_cast<int>(kJobBudgetMs) - 2);
  // But for what the first call and the last one did, which are not counted.
  CHECK(reads >= pieces / 2 - 2 * static_cast<std::size_t>(kJobBudgetMs));
  // Then nothing is under way, and nobody is woken for it.
  at.device.clock.set_ms_a_look(0);
  CHECK(*at.run.session.wake_ms() > at.device.clock.steady_ms());
  CHECK(lines_of(at.saved()->bytes).size() == kLines);
}

TEST_CASE("copy: lines are written between its pieces, and it is what was there at its start") {
  Large at;
  const std::vector<std::string> before = at.run.texts();
  at.run.run(SaveCopy{});
  int written = 0;
  while (at.run.state().copy) {
    at.run.run(WriteDraft{"meanwhile"});
    at.run.run(CommitLine{"meanwhile " + std::to_string(++written)});
    CHECK(at.run.view().unsaved.empty());
    at.run.session.tick();
  }
  CHECK(written > 5);
  REQUIRE(at.saved() != nullptr);
  CHECK(lines_of(at.saved()->bytes) == before);
  CHECK(at.run.texts().size() == before.size() + static_cast<std::size_t>(written));
  at.device.files.kill();
  Run again(at.device);
  again.unlock(kPassphrase);
  CHECK(again.texts().size() == before.size() + static_cast<std::size_t>(written));
}

TEST_CASE("copy: progress is shown after half a second, goes up, and can be cancelled") {
  Large at;
  at.device.clock.set_ms_a_look(40);  // A slow device.
  at.run.run(SaveCopy{});
  REQUIRE(at.run.state().copy.has_value());
  CHECK_FALSE(at.run.state().copy->shown);
  int percent = -1;
  while (at.run.state().copy && at.run.state().copy->percent < 50) {
    const bool news = at.run.session.tick();
    if (!at.run.state().copy->shown) {
      CHECK(at.device.clock.steady_ms() - at.run.state().copy->since_ms < 2 * kProgressAfterMs);
      continue;
    }
    CHECK(at.run.state().copy->percent >= percent);
    CHECK(news == (at.run.state().copy->percent != percent));
    percent = at.run.state().copy->percent;
    CHECK(percent % kCopyPercentStep == 0);
  }
  REQUIRE(at.run.state().copy.has_value());
  at.run.run(SaveCopy{});  // One at a time: the one under way goes on.
  CHECK(at.run.state().copy->percent >= 50);
  const auto files = at.device.files.list().value();
  at.run.run(CancelCopy{});
  CHECK_FALSE(at.run.state().copy.has_value());
  CHECK(at.run.state().notice->text == "No copy was saved.");
  CHECK(at.saved() == nullptr);
  CHECK(at.run.state().device.last_copy_ms == 0);
  CHECK(at.device.files.list().value() == files);
  at.run.run(CancelCopy{});  // Nothing to cancel.
  // The log goes into the file again, and the next copy is a whole one.
  const std::size_t size_bytes = at.device.files.content("store.db")->size();
  for (int i = 0; i < 40; ++i) at.run.run(CommitLine{"on " + std::string(9000, 'y')});
  CHECK(at.device.files.content("store.db")->size() > size_bytes);
  at.run.run(SaveCopy{});
  at.finish();
  REQUIRE(at.saved() != nullptr);
  CHECK(lines_of(at.saved()->bytes).size() == kLines + 40);
}

TEST_CASE("copy: a small store is handed over at once") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.run(SaveCopy{});
  CHECK_FALSE(run.state().copy.has_value());
  CHECK(run.page.last<SaveFileRequest>() != nullptr);
}

TEST_CASE("copy: what takes the store away ends it, and nothing comes after") {
  Large at;
  at.run.run(SaveCopy{});
  REQUIRE(at.run.state().copy.has_value());
  SUBCASE("locking") {
    at.run.run(Lock{});
    REQUIRE(at.run.state().screen == Screen::kUnlock);
    REQUIRE(at.run.state().notice.has_value());
    CHECK(at.run.state().notice->kind == Notice::Kind::kProblem);
  }
  SUBCASE("another window") {
    at.run.session.take(StoreEvent{StoreAccess::kAskedFor, ""});
    CHECK(at.run.page.last<ReleaseStoreRequest>() != nullptr);
  }
  SUBCASE("another window, by force") {
    at.run.session.take(StoreEvent{StoreAccess::kTakenAway, "AbortError"});
  }
  SUBCASE("a page without a screen asks for its own") {
    CHECK(at.run.session.copy_without_screen().ok());
  }
  CHECK_FALSE(at.run.state().copy.has_value());
  for (int i = 0; i < 20; ++i) at.run.session.tick();
  CHECK(at.saved() == nullptr);
}

TEST_CASE("copy: an update waits for it") {
  Large at;
  at.run.run(SaveCopy{});
  at.run.run(ApplyUpdate{});
  CHECK(at.run.page.last<ApplyUpdateRequest>() == nullptr);
  CHECK(at.run.state().unlocked);
  at.finish();
  CHECK(at.saved() != nullptr);
  at.run.run(ApplyUpdate{});
  CHECK(at.run.page.last<ApplyUpdateRequest>() != nullptr);
}

TEST_CASE("copy: of locked files, they can be unlocked meanwhile") {
  TestDevice device;
  {
    Large made;
    made.run.run(CommitLine{"in the log alone"});
    const auto names = made.device.files.list().value();
    for (const auto& [name, bytes] : disk_of(made.device, names))
      device.files.set_content(name, bytes);
  }
  Run run(device);
  REQUIRE(run.state().screen == Screen::kUnlock);
  device.clock.set_ms_a_look(1);
  run.run(SaveCopy{});
  REQUIRE(run.state().copy.has_value());
  SUBCASE("not unlocked") {
    while (run.state().copy) run.session.tick();
    REQUIRE(run.page.last<SaveFileRequest>() != nullptr);
    CHECK(lines_of(run.page.last<SaveFileRequest>()->bytes).size() == kLines + 1);
  }
  SUBCASE("unlocked") {
    run.session.tick();
    run.unlock(kPassphrase);
    REQUIRE(run.state().unlocked);
    CHECK_FALSE(run.state().copy.has_value());
    CHECK(run.page.last<SaveFileRequest>() == nullptr);
  }
}

TEST_CASE("copy: killed or failing at any call while lines are written, nothing is lost") {
  for (const bool kill : {true, false}) {
    bool reached = true;
    for (std::uint64_t n = 1; reached; n += every_call(5)) {
      CAPTURE(kill);
      CAPTURE(n);
      Large at(n, 8);
      std::vector<std::string> told = at.run.texts();
      const std::vector<std::string> before = told;
      if (kill) {
        at.device.files.kill_at(n);
      } else {
        at.device.files.fail_at(n, ErrorCode::kIo);
      }
      at.run.run(SaveCopy{});
      for (int i = 0; i < 6; ++i) {
        at.run.run(CommitLine{"meanwhile " + std::to_string(i)});
        if (at.run.view().unsaved.empty()) told = at.run.texts();
        at.run.session.tick();
      }
      for (int i = 0; i < 2000 && at.run.state().copy; ++i) at.run.session.tick();
      CHECK_FALSE(at.run.state().copy.has_value());
      reached = kill ? at.device.files.killed() : at.device.files.failed();
      if (at.saved() != nullptr && n % 4 == 1) CHECK(lines_of(at.saved()->bytes) == before);
      if (kill) {
        at.device.files.crash(n);
      } else {
        // Whatever was refused is tried again by itself.
        at.device.clock.set_ms_a_look(0);
        for (int i = 0; i < 10 && !at.run.view().unsaved.empty(); ++i) at.run.wait(31'000);
        CHECK(at.run.view().unsaved.empty());
        told = at.run.texts();
        CHECK(told.size() == before.size() + 6);
        at.device.files.kill();
      }
      Run again(at.device);
      again.unlock(kPassphrase);
      REQUIRE(again.state().unlocked);
      const std::vector<std::string> found = again.texts();
      REQUIRE(found.size() >= told.size());
      CHECK(std::equal(told.begin(), told.end(), found.begin()));
    }
  }
}
