// What is taken off the record, or taken back, on one device, after it was sent.
#include <doctest/doctest.h>

#include <iterator>
#include <set>

#include "tests/app/syncing/two_devices.h"

using namespace quietroom;
using namespace quietroom::syncing_test;

namespace {

const model::Line& line_of(const Run& run, std::size_t index = 0) {
  return run.view().lines.at(index);
}

/// The logs of segments and packs that the endpoint has.
std::set<std::string> objects_of(sim::DavServer& server) {
  std::set<std::string> paths;
  for (const auto& [path, bytes] : server.files()) paths.insert(path);
  return paths;
}

}  // namespace

TEST_CASE("sync: a star that was sent goes elsewhere too when its line goes off the record") {
  TwoDevices two;
  two.a->run(command::StarLine{line_of(*two.a).id, true});
  two.pass(3 * kMinuteMs);
  REQUIRE(line_of(*two.b).star);
  two.a->http.set_offline(true);
  two.a->run(command::StarLine{line_of(*two.a).id, false});
  two.a->run(command::HoldLine{line_of(*two.a).id, true});
  two.pass(kMinuteMs);
  two.a->http.set_offline(false);
  two.a->session.take(OnlineEvent{true});
  two.pass(3 * kMinuteMs);
  CHECK(line_of(*two.b).held);
  CHECK_FALSE(line_of(*two.b).star);
  CHECK(line_of(*two.b).text == "first");
  CHECK(two.a->state().sync.troubles.empty());
  CHECK(two.b->state().sync.troubles.empty());
}

TEST_CASE("sync: off the record empties the endpoint too, whichever of the devices had written") {
  TwoDevices two;
  syncing_test::say(*two.b, "of the other");
  two.pass(20 * kMinuteMs);
  REQUIRE(two.a->texts().size() == 2);
  const std::set<std::string> before = objects_of(two.server());
  for (std::size_t i = 0; i < 2; ++i) two.a->run(command::HoldLine{line_of(*two.a, i).id, true});
  two.pass(30 * kMinuteMs);
  CHECK(line_of(*two.b, 0).held);
  CHECK(line_of(*two.b, 1).held);
  CHECK(two.b->texts() == two.a->texts());
  // Each device takes its own objects away: those in which the lines lay as they were said first.
  const std::set<std::string> after = objects_of(two.server());
  std::set<std::string> gone;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::inserter(gone, gone.end()));
  std::set<std::string> devices;
  for (const std::string& path : gone) devices.insert(path.substr(0, path.rfind('/')));
  CHECK(devices.size() >= 2);
  CHECK(two.a->state().sync.troubles.empty());
  CHECK(two.b->state().sync.troubles.empty());
}

TEST_CASE("sync: what was emptied before anything was sent is nobody's business") {
  TwoDevices two;
  two.pass(kMinuteMs);
  two.a->http.set_offline(true);
  syncing_test::say(*two.a, "never sent as it was");
  two.a->run(command::HoldLine{line_of(*two.a, 1).id, true});
  two.pass(kMinuteMs);
  two.a->http.set_offline(false);
  two.a->session.take(OnlineEvent{true});
  two.pass(3 * kMinuteMs);
  REQUIRE(two.b->texts().size() == 2);
  CHECK(line_of(*two.b, 1).held);
  CHECK(two.b->state().sync.troubles.empty());
}
