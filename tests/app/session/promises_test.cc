// A device that cannot be waited for: what is stored is shown as saved only once it is durable.
#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

struct OnPromises {
  OnPromises() {
    start();
    run->set_up(kPassphrase);
    device.files.promise_flushes();
    run->start_interview("Ana");
    keep_all();
  }
  void start() { run = std::make_unique<Run>(device); }
  void keep_all() {
    const std::uint64_t promised = device.files.promised();
    device.files.keep_promises(promised);
    run->session.take(KeptEvent{promised, ""});
  }
  void fail(std::string problem) { run->session.take(KeptEvent{0, std::move(problem)}); }
  bool settling() const { return !run->view().settling.empty(); }
  TestDevice device;
  std::unique_ptr<Run> run;
};

TEST_CASE("promises: a line is on its way until the page says that it is kept") {
  OnPromises at;
  at.run->run(CommitLine{"one"});
  CHECK(at.run->texts() == std::vector<std::string>{"one"});
  CHECK(at.settling());
  CHECK(at.run->view().draft_saved == Saved::kWriting);
  CHECK_FALSE(at.run->view().settling_failed);
  at.keep_all();
  CHECK_FALSE(at.settling());
  CHECK(at.run->view().draft_saved == Saved::kSaved);
}

TEST_CASE("promises: an answer for an earlier line does not speak for the next") {
  OnPromises at;
  at.run->run(CommitLine{"one"});
  const std::uint64_t first = at.device.files.promised();
  at.run->run(CommitLine{"two"});
  at.run->session.take(KeptEvent{first, ""});
  REQUIRE(at.run->view().settling.size() == 1);
  CHECK(at.run->view().settling[0] == at.run->view().lines[1].id);
  CHECK(at.run->view().draft_saved == Saved::kWriting);
}

TEST_CASE("promises: a draft is saved when it is kept, unless there is more of it") {
  OnPromises at;
  at.run->run(WriteDraft{"a"});
  at.run->wait(kDraftDebounceMs);
  CHECK(at.run->view().draft_saved == Saved::kWriting);
  at.run->run(WriteDraft{"ab"});
  at.keep_all();
  CHECK(at.run->view().draft_saved == Saved::kWriting);
  at.run->wait(kDraftDebounceMs);
  at.keep_all();
  CHECK(at.run->view().draft_saved == Saved::kSaved);
}

TEST_CASE("promises: silence is told after a while, and an answer ends it") {
  OnPromises at;
  at.run->run(CommitLine{"one"});
  REQUIRE(at.run->session.wake_ms().has_value());
  CHECK(*at.run->session.wake_ms() <= at.device.clock.steady_ms() + kSettleMs);
  at.run->wait(kSettleMs);
  CHECK(at.run->state().storage_problem.has_value());
  CHECK(at.run->view().settling_failed);
  CHECK(at.run->view().draft_saved == Saved::kFailed);
  // Neither time nor another line that the memory takes makes it better.
  at.run->run(CommitLine{"two"});
  at.run->wait(5000);
  CHECK(at.run->state().storage_problem.has_value());
  at.keep_all();
  CHECK_FALSE(at.run->state().storage_problem.has_value());
  CHECK_FALSE(at.settling());
  CHECK(at.run->view().draft_saved == Saved::kSaved);
}

TEST_CASE("promises: a refusal is told at once, in its own words") {
  OnPromises at;
  at.run->run(CommitLine{"one"});
  at.fail("QuotaExceededError");
  REQUIRE(at.run->state().storage_problem.has_value());
  CHECK(at.run->state().storage_problem->text.find("full") != std::string::npos);
  CHECK(at.run->view().settling_failed);
  at.run->run(ApplyUpdate{});
  CHECK(at.run->page.last<ApplyUpdateRequest>() == nullptr);
  at.keep_all();
  CHECK_FALSE(at.run->state().storage_problem.has_value());
  at.run->run(ApplyUpdate{});
  CHECK(at.run->page.last<ApplyUpdateRequest>() != nullptr);
}

TEST_CASE("promises: after a crash, what was shown as saved is there, in order, at every point") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    OnPromises at;
    std::size_t acknowledged = 0;
    for (std::size_t n = 1; n <= 6; ++n) {
      at.run->run(CommitLine{"line " + std::to_string(n)});
      if ((seed >> (n % 5)) % 2 == 0) {
        at.keep_all();
        acknowledged = n;
      }
    }
    at.device.files.crash(seed);
    at.start();
    at.run->unlock(kPassphrase);
    REQUIRE(at.run->state().screen == Screen::kInterview);
    const auto texts = at.run->texts();
    CHECK(texts.size() >= acknowledged);
    for (std::size_t n = 0; n < texts.size(); ++n)
      CHECK(texts[n] == "line " + std::to_string(n + 1));
  }
}

TEST_CASE("promises: the first screen inside is shown once the keys are durable, or cannot be") {
  for (const bool refused : {false, true}) {
    CAPTURE(refused);
    TestDevice device;
    device.files.promise_flushes();
    Run run(device);
    run.run(BeginSetup{});
    run.type(Field::kPassphrase, kPassphrase);
    run.type(Field::kPassphraseAgain, kPassphrase);
    run.run(ChoosePassphrase{});
    run.wait(1);
    const std::vector<std::string> words = run.state().setup.recovery_words;
    run.run(RecoveryWritten{});
    run.type_asked_words(words);
    run.run(ConfirmRecovery{});
    REQUIRE(device.files.promised() > 1);
    CHECK(run.state().screen == Screen::kConfirmRecovery);
    CHECK(run.state().busy);
    run.session.take(KeptEvent{1, refused ? "QuotaExceededError" : ""});
    CHECK((run.state().screen == Screen::kFirstSteps) == refused);
    CHECK(run.state().storage_problem.has_value() == refused);
    run.session.take(KeptEvent{device.files.promised(), ""});
    CHECK(run.state().screen == Screen::kFirstSteps);
    CHECK_FALSE(run.state().busy);
    CHECK_FALSE(run.state().storage_problem.has_value());
  }
}

TEST_CASE("promises: nothing is made of them where flush waits") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.start_interview("Ana");
  run.run(CommitLine{"one"});
  CHECK(run.view().settling.empty());
  CHECK(run.view().draft_saved == Saved::kSaved);
}

TEST_CASE("files that the browser took back: lines wait in sight and go on once they are opened") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.start_interview("Ana");
  run.run(CommitLine{"one"});
  device.files.crash(1);  // Every open file is dead; what was flushed is there.
  run.run(CommitLine{"two"});
  run.run(CommitLine{"three"});
  for (int i = 0; i < 5 && !run.view().unsaved.empty(); ++i) run.wait(4000);
  CHECK(run.view().unsaved.empty());
  CHECK(run.texts() == std::vector<std::string>{"one", "two", "three"});
  CHECK_FALSE(run.state().storage_problem.has_value());
  run.run(StrikeLine{run.view().lines[0].id, true});
  CHECK(run.view().lines[0].struck);
}

/// What the page was told last: whether it asks before it is left.
bool page_asks(const Run& run) {
  const auto* told = run.page.last<UnsavedRequest>();
  return told != nullptr && told->any;
}

TEST_CASE("leaving: the page asks while something is not durable, and only then") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.start_interview("Ana");
  CHECK(run.page.last<UnsavedRequest>() == nullptr);
  run.run(WriteDraft{"the pager"});
  CHECK(page_asks(run));
  run.wait(kDraftDebounceMs);
  CHECK_FALSE(page_asks(run));
  run.run(CommitLine{"the pager rang"});
  CHECK_FALSE(page_asks(run));
  run.run(WriteDraft{"and then"});
  device.files.fail_at(1, ErrorCode::kQuota);
  run.wait(kDraftDebounceMs);
  REQUIRE(run.view().draft_saved == Saved::kFailed);
  CHECK(page_asks(run));
  for (int second = 0; second < 5; ++second) run.wait(1000);
  REQUIRE(run.view().draft_saved == Saved::kSaved);
  CHECK_FALSE(page_asks(run));
}

TEST_CASE("leaving: where flush does not wait, the page asks until the line is kept") {
  OnPromises at;
  at.run->run(CommitLine{"one"});
  CHECK(page_asks(*at.run));
  at.keep_all();
  CHECK_FALSE(page_asks(*at.run));
}

TEST_CASE("leaving: of the example nothing is kept, so nothing is asked") {
  TestDevice device;
  Run run(device);
  run.run(TryExample{});
  REQUIRE_FALSE(run.state().under_way.empty());
  run.run(OpenInterview{run.state().under_way[0].id});
  run.run(WriteDraft{"the pager"});
  CHECK(run.page.last<UnsavedRequest>() == nullptr);
}

}  // namespace
}  // namespace quietroom::session
