// The screen on which a device is added, on the new device and on the old one.
#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"
#include "tests/app/screens/states.h"

using namespace quietroom;
using namespace quietroom::screens_test;
namespace command = quietroom::session::command;

namespace {

State state_of(const std::string& name) {
  return named_state(pairing_states(), name);
}

}  // namespace

TEST_CASE("pairing screen: the new device shows its request and takes the answer in") {
  Stage stage(state_of("pairing-request"));
  CHECK(stage.driver.get(Role::kButton, "Copy the request").copies == "UVJQMQ");
  only<command::SavePairing>(stage.click(Role::kButton, "Save the request"));
  only<command::ReadPairing>(stage.click(Role::kButton, "Read it"));
  only<command::BackToStart>(stage.click(Role::kButton, "Back"));
  CHECK(stage.driver.get(Role::kHeading, "Six words of the request").name != "");
}

TEST_CASE("pairing screen: the words are a list, in order and whole, with a name") {
  Stage stage(state_of("pairing-compare"));
  CHECK(stage.driver.get(Role::kList, "Six words of the request").name != "");
  only<command::PairingSame>(stage.click(Role::kButton, "They are the same"));
  only<command::PairingDiffer>(stage.click(Role::kButton, "They differ"));
}

TEST_CASE("pairing screen: nobody can say yes to words that are not there yet") {
  State state = state_of("pairing-compare");
  state.pairing->theirs.clear();
  Stage stage(state);
  CHECK(stage.driver.get(Role::kButton, "They are the same").disabled);
  CHECK_FALSE(stage.driver.get(Role::kButton, "They differ").disabled);
}

TEST_CASE("pairing screen: the answer goes out by clipboard or as a file") {
  Stage stage(state_of("pairing-answer"));
  CHECK(stage.driver.get(Role::kButton, "Copy the answer").copies == "UVJBMQ");
  only<command::PairingCopied>(stage.click(Role::kButton, "Copy the answer"));
  only<command::SavePairing>(stage.click(Role::kButton, "Save the answer"));
}

TEST_CASE("welcome and sync: lead to it") {
  Stage welcome(empty_state(Screen::kWelcome));
  only<command::BeginPairing>(welcome.click(Role::kButton, "Add this device to yours"));
  Stage sync(sync_state());
  only<command::BeginPairing>(sync.click(Role::kButton, "Add a device"));
}
