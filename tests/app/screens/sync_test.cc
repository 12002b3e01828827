// The screen of other devices, and what home says of them.
#include "app/session/sync_words.h"

#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"
#include "tests/app/screens/states.h"

using namespace quietroom;
using namespace quietroom::screens_test;
namespace command = quietroom::session::command;

TEST_CASE("sync screen: off, this server is one press away, another one two fields") {
  Stage stage(sync_states()[0].state);
  only<command::TurnOnSyncHere>(stage.click(Role::kButton, "Sync with this server"));
  CHECK(only<command::EditField>(stage.type("Address", "https://a.example")).field ==
        session::Field::kSyncAddress);
  const Asked entered = stage.submit("Token", "qrt_x");
  REQUIRE(entered.size() == 2);
  CHECK(entered.is<command::TurnOnSync>(1));
  only<command::TurnOnSync>(stage.click(Role::kButton, "Sync with this endpoint"));
}

TEST_CASE("sync screen: on, it says where everything is, and can be asked and turned off") {
  Stage stage(sync_state());
  CHECK(stage.driver.get(Role::kStatus, "2 changes are on this device only, since 10:39.").name !=
        "");
  only<command::SyncNow>(stage.click(Role::kButton, "Sync now"));
  only<command::TurnOffSync>(stage.click(Role::kButton, "Turn sync off"));
}

TEST_CASE("sync screen: an endpoint that lost something can be filled again, and be done with") {
  State state = sync_state();
  state.sync.troubles.push_back({session::SyncTroubleKind::kServerLost, 1, kNowMs});
  Stage stage(state);
  only<command::FillEndpoint>(stage.click(Role::kButton, "Fill the endpoint again"));
  CHECK(only<command::DismissSyncTrouble>(stage.click(Role::kButton, "I have read this")).kind ==
        session::SyncTroubleKind::kServerLost);
}

TEST_CASE("home: one quiet row says how sync stands and leads to its screen") {
  State state = sync_state();
  state.screen = Screen::kHome;
  Stage stage(state);
  CHECK(stage.driver.get(Role::kLink, "Sync").description.find("2 changes") == 0);
  only<command::OpenSync>(stage.click(Role::kLink, "Sync"));
  State off = home_state();
  Stage quiet(off);
  CHECK(quiet.driver.get(Role::kLink, "Sync").description == "Off. Nothing is sent anywhere.");
}

TEST_CASE("sync_line: the truth in one sentence") {
  const auto line = [](const State& state) { return session::sync_line(state.sync, kNowMs, 0); };
  State state = sync_state();
  CHECK(line(state) == "2 changes are on this device only, since 10:39.");
  state.sync.only_here_since_ms = kNowMs - 3 * kDayMs;
  CHECK(line(state) == "2 changes are on this device only; the oldest was made 3 days ago.");
  state.sync.only_here = 0;
  CHECK(line(state) == "Everything is at the endpoint; 1 of 2 other devices have confirmed it.");
  state.sync.devices_up_to_date = 2;
  CHECK(line(state) == "Everything is at the endpoint and on 2 other devices.");
  state.sync.devices = 0;
  CHECK(line(state) == "Everything is at the endpoint. No other device was heard of yet.");
  state.sync.last_contact_ms = 0;
  CHECK(line(state) == "The endpoint was not heard yet.");
}
