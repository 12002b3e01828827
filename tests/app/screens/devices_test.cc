// This person's devices, and one's own name in a case.
#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"
#include "tests/app/screens/states.h"

using namespace quietroom;
using namespace quietroom::screens_test;
namespace command = quietroom::session::command;

namespace {

State state_of(const std::string& name) {
  return named_state(sync_states(), name);
}

}  // namespace

TEST_CASE(
    "devices screen: says of each what it is and when it was heard of; others can be opened") {
  Stage stage(state_of("devices"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Laptop"));
  CHECK(stage.driver.get(Role::kButton, "A device without a name").description ==
        "Last heard of: yesterday.");
  CHECK(stage.driver.get(Role::kButton, "Tablet").description ==
        "Removed. 3 changes arrived after the removal.");
  CHECK(only<command::OpenDevice>(stage.click(Role::kButton, "Tablet")).device == id_of(93));
  only<command::NameDevice>(stage.click(Role::kButton, "Keep the name"));
}

TEST_CASE("devices screen: what a removal means stands beside its button, and it can be undone") {
  Stage open(state_of("devices-open"));
  const auto set = only<command::SetDeviceRemoved>(open.click(Role::kButton, "Remove this device"));
  CHECK(set.device == id_of(92));
  CHECK(set.removed);
  Stage removed(state_of("devices-removed"));
  CHECK_FALSE(
      only<command::SetDeviceRemoved>(removed.click(Role::kButton, "Take it back")).removed);
}

TEST_CASE(
    "sync screen: leads to the devices; while it fetches it says how far, and can be stopped") {
  Stage stage(state_of("sync-fetching"));
  only<command::OpenDevices>(stage.click(Role::kButton, "Your devices"));
  only<command::PauseSync>(stage.click(Role::kButton, "Stop for now"));
  CHECK_FALSE(stage.driver.has(Role::kStatus, "Fetching: 312 of 4096 parts are here."));
  Stage paused(state_of("sync-paused"));
  only<command::SyncNow>(paused.click(Role::kButton, "Go on"));
}

TEST_CASE("members screen: one's own name can be changed, by a member too") {
  Stage stage(named_state(people_states(), "people-own"));
  only<command::KeepMemberName>(stage.click(Role::kButton, "Keep the name"));
}
