// The people of a case, and the two sides of adding one.
#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"
#include "tests/app/screens/states.h"

using namespace quietroom;
using namespace quietroom::screens_test;
namespace command = quietroom::session::command;

namespace {

State state_of(const std::string& name) {
  return named_state(people_states(), name);
}

}  // namespace

TEST_CASE("members screen: an owner sees everybody, and opens each of them") {
  Stage stage(state_of("people"));
  only<command::BeginInviting>(stage.click(Role::kButton, "Add a person"));
  only<command::OpenMember>(stage.click(Role::kButton, "Ben Larsen"));
  only<command::OpenMember>(stage.click(Role::kButton, "Ada"));
}

TEST_CASE("members screen: what a removal means stands beside its button") {
  Stage stage(state_of("people-open"));
  const auto removed =
      only<command::RemoveMember>(stage.click(Role::kButton, "Remove from this case"));
  CHECK(removed.person == id_of(82));
  const auto set =
      only<command::SetOwner>(stage.click(Role::kButton, "May add and remove people too"));
  CHECK(set.owner);
}

TEST_CASE("members screen: a member changes nothing, and without sync the way leads there") {
  Stage member(state_of("people-member"));
  CHECK_FALSE(member.driver.has(Role::kButton, "Add a person"));
  CHECK_FALSE(member.driver.has(Role::kButton, "Ben Larsen"));
  Stage off(state_of("people-no-sync"));
  only<command::OpenSync>(off.click(Role::kButton, "Sync"));
}

TEST_CASE("another's 1:1: is there to read, and has nothing to write with") {
  const State state = state_of("others");
  Stage stage(state);
  CHECK(stage.driver.has(Role::kList, "Notes"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Consent"));
  only<command::GoBack>(stage.click(Role::kButton, "Back"));
  Stage sealed(state_of("others-sealed"));
  CHECK_FALSE(sealed.driver.has(Role::kList, "Notes"));
}

TEST_CASE("join screen: name, request, words") {
  Stage name(state_of("join-name"));
  only<command::KeepOwnName>(name.click(Role::kButton, "Go on"));
  Stage request(state_of("join-request"));
  CHECK(request.driver.get(Role::kButton, "Copy the request").copies == "UVJNMQ");
  CHECK(request.driver.get(Role::kHeading, "The invitation").name != "");
  Stage compare(state_of("join-compare"));
  only<command::PairingSame>(compare.click(Role::kButton, "They are the same"));
  CHECK(compare.driver.get(Role::kList, "Six words of the invitation").name != "");
}

TEST_CASE("cases and case page: lead to both") {
  Stage cases(with(home_state(), [](State& s) { s.screen = Screen::kCases; }));
  only<command::BeginJoining>(cases.click(Role::kButton, "Join a case of somebody else"));
  Stage one(shared_case_state(Screen::kCase));
  only<command::OpenMembers>(one.click(Role::kButton, "People with access"));
}
