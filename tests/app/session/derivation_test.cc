// Machines that compute the slow hash wrongly, now and then.
#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

/// Chooses a passphrase on a device whose first `wrong` keys are wrong.
void choose(Run& run, int wrong) {
  run.run(BeginSetup{});
  run.type(Field::kPassphrase, kPassphrase);
  run.type(Field::kPassphraseAgain, kPassphrase);
  run.slow_hash.err_next(wrong);
  run.run(ChoosePassphrase{});
  run.wait(1);
}

TEST_CASE("a new key counts once it came out twice, so that it can be derived again") {
  for (const int wrong : {0, 1, 2, 4}) {
    CAPTURE(wrong);
    TestDevice device;
    Run run(device);
    choose(run, wrong);
    CHECK(run.slow_hash.starts() == wrong + 2);
    REQUIRE(run.state().screen == Screen::kShowRecovery);
    const std::vector<std::string> words = run.state().setup.recovery_words;
    run.run(RecoveryWritten{});
    run.type_asked_words(words);
    run.run(ConfirmRecovery{});
    device.files.kill();  // What is open stays so otherwise.
    Run again(device);
    again.unlock(kPassphrase);
    CHECK(again.state().screen == Screen::kHome);
  }
}

TEST_CASE("a machine that never computes the same key twice is told so, and nothing is written") {
  TestDevice device;
  Run run(device);
  choose(run, 100);
  CHECK(run.state().screen == Screen::kChoosePassphrase);
  CHECK(run.state().problem.find("another browser") != std::string::npos);
  CHECK_FALSE(run.state().busy);
  CHECK(device.files.everything().empty());
}

TEST_CASE("unlock: a key that opens nothing is computed once more before it is called wrong") {
  TestDevice device;
  Run(device).set_up(kPassphrase);
  Run run(device);
  run.slow_hash.err_next(1);
  run.unlock(kPassphrase);
  CHECK(run.state().screen == Screen::kHome);

  device.files.kill();
  Run stranger(device);
  stranger.unlock("not the passphrase at all");
  CHECK(stranger.slow_hash.starts() == 2);
  CHECK(stranger.state().screen == Screen::kUnlock);
  CHECK(stranger.state().problem_field == Field::kPassphrase);
  stranger.unlock(kPassphrase);
  CHECK(stranger.state().screen == Screen::kHome);
}

}  // namespace
}  // namespace quietroom::session
