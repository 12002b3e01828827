// Two people, each with a device, and an endpoint between them, in virtual time.
#pragma once

#include "tests/app/syncing/two_devices.h"

namespace quietroom::syncing_test {

using session::CaseMember;
using session::PairingView;
using session::Screen;

/// Ada has a case with one 1:1 and one line, and sync; Ben has sync, and notes of his own.
struct TwoPeople {
  TwoPeople() : b_device(2) {
    b_device.server = a_device.server;
    a = std::make_unique<Run>(a_device);
    a->set_up(session::kPassphrase);
    a->type(Field::kNewCase, "Checkout down");
    a->run(command::CreateCase{});
    case_id = a->state().open_case->id;
    a->start_interview("Ana");
    interview_id = a->view().interview.id;
    say(*a, "first");
    turn_on(*a);
    b = std::make_unique<Run>(b_device);
    b->set_up("six loud winter houses");
    b->start_interview("Bo");
    say(*b, "of my own");
    turn_on(*b);
    pass(2 * kMinuteMs);
  }
  void pass(std::int64_t ms) { syncing_test::pass({a.get(), b.get()}, ms); }
  sim::DavServer& server() { return *a_device.server; }
  static const PairingView& view(const Run& run) {
    REQUIRE(run.state().pairing.has_value());
    return *run.state().pairing;
  }
  static void give(Run& to, const std::string& text) {
    to.type(Field::kPairing, text);
    to.run(command::ReadPairing{});
    to.wait(1);
  }
  static void call(Run& run, const char* name) {
    REQUIRE(view(run).step == PairingView::Step::kName);
    run.type(Field::kOwnName, name);
    run.run(command::KeepOwnName{});
    run.wait(1);
  }
  /// Both are at the screen, and Ben's device shows its request.
  void begin(const char* bens_name = "Ben") {
    a->run(command::OpenCase{case_id});
    a->run(command::OpenMembers{});
    REQUIRE(a->state().screen == Screen::kMembers);
    a->run(command::BeginInviting{});
    call(*a, "Ada");
    b->run(command::BeginJoining{});
    call(*b, bens_name);
    REQUIRE(view(*b).step == PairingView::Step::kRequest);
  }
  /// Ben asked, Ada compared and answered.
  void invite() {
    begin();
    give(*a, view(*b).text);
    REQUIRE(view(*a).step == PairingView::Step::kCompare);
    REQUIRE(view(*a).theirs == view(*b).own);
    REQUIRE(view(*a).about == "Ben");
    a->run(command::PairingSame{});
    a->wait(1);
    REQUIRE(view(*a).step == PairingView::Step::kAnswer);
  }
  /// And Ben has compared the invitation, and the case has come to him.
  void join() {
    invite();
    give(*b, view(*a).text);
    REQUIRE(view(*b).theirs == view(*a).own);
    REQUIRE(view(*b).about == "Checkout down");
    b->run(command::PairingSame{});
    REQUIRE(b->state().screen == Screen::kCases);
    pass(15 * kMinuteMs);
  }
  std::vector<CaseMember> members(Run& run) {
    run.run(command::OpenCase{case_id});
    run.run(command::OpenMembers{});
    return run.state().members.members;
  }
  /// The id under which Ben writes.
  Id ben() {
    for (const CaseMember& one : members(*a)) {
      if (one.name == "Ben") return one.person;
    }
    return {};
  }

  TestDevice a_device;
  TestDevice b_device;
  std::unique_ptr<Run> a;
  std::unique_ptr<Run> b;
  Id case_id;
  Id interview_id;
};

}  // namespace quietroom::syncing_test
