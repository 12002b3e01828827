// The private screen and the list of who else to ask, step by step.
#include <doctest/doctest.h>

#include <functional>

#include "tests/app/session/rig.h"

using namespace quietroom;
using namespace quietroom::session;
using namespace quietroom::session::command;

namespace {

struct WithAda {
  WithAda() {
    run = std::make_unique<Run>(device);
    run->set_up(kPassphrase);
    run->start_interview("Ada");
  }
  void again() {
    run.reset();
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
    if (run->state().screen != Screen::kInterview)
      run->run(OpenInterview{run->state().under_way.at(0).id});
  }
  void power_cut(std::uint64_t seed) {
    device.files.crash(seed);
    again();
  }
  const State& state() const { return run->state(); }

  TestDevice device;
  std::unique_ptr<Run> run;
};

}  // namespace

TEST_CASE("private: what is marked and typed is there again, and in no other store") {
  WithAda at;
  at.run->run(OpenPrivate{});
  REQUIRE(at.state().screen == Screen::kPrivate);
  at.run->run(MarkPrivate{model::ObservationKind::kWeeks, true});
  at.run->type(Field::kPrivateNote, "looked pale");
  at.run->type(Field::kDebrief0, "that they stayed");
  at.run->run(GoBack{});
  CHECK(at.state().screen == Screen::kInterview);
  CHECK_FALSE(at.state().private_view.has_value());
  CHECK(at.state().fields[Field::kPrivateNote].empty());
  at.again();
  CHECK(at.state().fields[Field::kPrivateNote].empty());
  at.run->run(OpenPrivate{});
  REQUIRE(at.state().private_view.has_value());
  CHECK(at.state().private_view->notes.effort == 4);
  CHECK(at.state().fields[Field::kPrivateNote] == "looked pale");
  CHECK(at.state().fields[Field::kDebrief0] == "that they stayed");
}

TEST_CASE("private: what is typed survives a power cut, and reading it again changes nothing") {
  WithAda at;
  at.run->run(OpenPrivate{});
  at.run->type(Field::kPrivateNote, "half a thou");
  CHECK(at.state().private_view->saved == Saved::kWriting);
  at.run->wait(kDraftDebounceMs);
  CHECK(at.state().private_view->saved == Saved::kSaved);
  at.power_cut(3);
  at.run->run(OpenPrivate{});
  CHECK(at.state().fields[Field::kPrivateNote] == "half a thou");
  at.run->run(GoBack{});
  at.power_cut(4);
  at.run->run(OpenPrivate{});
  CHECK(at.state().fields[Field::kPrivateNote] == "half a thou");
}

TEST_CASE("private: no way out of the screen loses what was typed or leaves it in the state") {
  using Way = void (*)(WithAda&);
  const Way ways[] = {
      [](WithAda& at) { at.run->run(GoHome{}); },
      [](WithAda& at) { at.run->run(OpenShortcuts{}); },
      [](WithAda& at) { at.run->run(Lock{}); },
      [](WithAda& at) {
        at.run->session.take(StoreEvent{StoreAccess::kAskedFor, ""});
      },
      [](WithAda& at) { at.run->session.take(LifecycleEvent{LifecyclePhase::kHidden}); },
  };
  for (std::size_t way = 0; way < std::size(ways); ++way) {
    CAPTURE(way);
    WithAda at;
    at.run->run(OpenPrivate{});
    at.run->type(Field::kPrivateNote, "a word");
    ways[way](at);
    if (at.state().screen != Screen::kPrivate) {
      CHECK_FALSE(at.state().private_view.has_value());
      CHECK(at.state().fields[Field::kPrivateNote].empty());
    }
    at.again();
    at.run->run(OpenPrivate{});
    CHECK(at.state().fields[Field::kPrivateNote] == "a word");
  }
}

TEST_CASE("private: a disk that refuses is said, and the text stays in its field") {
  for (const ErrorCode code : {ErrorCode::kQuota, ErrorCode::kIo}) {
    CAPTURE(error_code_name(code));
    WithAda at;
    at.run->run(OpenPrivate{});
    at.run->type(Field::kPrivateNote, "a word");
    at.device.files.fail_at(1, code);
    at.run->run(GoBack{});
    CHECK(at.state().screen == Screen::kPrivate);
    CHECK(at.state().fields[Field::kPrivateNote] == "a word");
    CHECK(at.state().storage_problem.has_value());
    for (int i = 0; i < 5 && at.state().screen == Screen::kPrivate; ++i) {
      at.run->wait(31000);
      at.run->run(GoBack{});
    }
    at.again();
    at.run->run(OpenPrivate{});
    CHECK(at.state().fields[Field::kPrivateNote] == "a word");
  }
}

TEST_CASE("private: a follow-up is seen by others with the person's yes only") {
  WithAda at;
  at.run->run(OpenPrivate{});
  at.run->type(Field::kFollowUp, "two days off");
  CHECK(at.run->view().interview.follow_up.empty());
  at.run->run(TellFollowUp{true});
  CHECK(at.run->view().interview.follow_up == "two days off");
  at.run->run(TellFollowUp{false});
  CHECK(at.run->view().interview.follow_up.empty());
  at.run->type(Field::kFollowUp, "  ");
  at.run->run(TellFollowUp{true});
  CHECK(at.state().problem_field == Field::kFollowUp);
  CHECK(at.run->view().interview.follow_up.empty());
}

TEST_CASE("private: the example has a private screen too, and keeps nothing") {
  TestDevice device;
  Run run(device);
  run.run(TryExample{});
  REQUIRE(run.state().example);
  run.run(OpenInterview{run.state().under_way.at(0).id});
  run.run(OpenPrivate{});
  REQUIRE(run.state().screen == Screen::kPrivate);
  run.type(Field::kPrivateNote, "a word");
  run.run(LeaveExample{});
  CHECK_FALSE(run.state().private_view.has_value());
}

TEST_CASE("who else: a name is on the case's list at once, and a 1:1 begins from there") {
  WithAda at;
  at.run->run(OpenReferrals{});
  at.run->type(Field::kReferralName, "Kim Osei");
  at.run->type(Field::kReferralAbout, "the restore");
  at.run->run(Refer{});
  REQUIRE(at.run->view().referrals.size() == 1);
  CHECK(at.run->view().referrals[0].person_name == "Kim Osei");
  CHECK(at.state().fields[Field::kReferralName].empty());
  at.run->run(OpenCase{at.run->view().interview.case_id});
  REQUIRE(at.state().candidates.size() == 1);
  CHECK(at.state().candidates[0].referrals.at(0).named_by == "Ada");
  CHECK(at.state().of_open.size() == 1);
  at.run->run(StartCandidate{at.state().candidates[0].interview.id});
  REQUIRE(at.state().screen == Screen::kInterview);
  CHECK(at.run->view().interview.under_way());
  at.run->run(OpenCase{at.run->view().interview.case_id});
  CHECK(at.state().candidates.empty());
  CHECK(at.state().of_open.size() == 2);
}

TEST_CASE("who else: a name that is known is a question, never silently one person or two") {
  WithAda at;
  at.run->run(OpenReferrals{});
  const auto name = [&](const char* text) {
    at.run->type(Field::kReferralName, text);
    at.run->run(Refer{});
  };
  name("Kim Osei");
  name("kim osei");
  REQUIRE(at.run->view().same_name.size() == 1);
  CHECK(at.run->view().referrals.size() == 1);
  at.run->run(ReferKnown{at.run->view().same_name[0].id});
  CHECK(at.run->view().referrals.size() == 2);
  CHECK(at.state().people.size() == 2);
  name("Kim Osei");
  at.run->run(ReferKnown{});
  CHECK(at.state().people.size() == 3);
  at.run->run(OpenCase{at.run->view().interview.case_id});
  REQUIRE(at.state().candidates.size() == 2);
}

TEST_CASE("who else: taken off and put back; nothing is put on it off the record") {
  WithAda at;
  at.run->run(OpenReferrals{});
  at.run->type(Field::kReferralName, "Kim");
  at.run->run(Refer{});
  at.run->run(UndoLast{});
  CHECK(at.run->view().referrals.empty());
  at.run->run(UndoLast{});
  CHECK(at.run->view().referrals.size() == 1);
  at.run->run(ToggleOffRecord{});
  at.run->type(Field::kReferralName, "Sam");
  at.run->run(Refer{});
  CHECK(at.state().problem_field == Field::kReferralName);
  CHECK(at.run->view().referrals.size() == 1);
  at.run->run(StrikeReferral{at.run->view().referrals[0].id, true});
  at.run->run(OpenCase{at.run->view().interview.case_id});
  CHECK(at.state().candidates.empty());
}

TEST_CASE("who else: a 1:1 that is started by the name of a candidate is that candidate's") {
  WithAda at;
  at.run->run(OpenReferrals{});
  at.run->type(Field::kReferralName, "Kim");
  at.run->run(Refer{});
  at.run->run(OpenCase{at.run->view().interview.case_id});
  const Id candidate = at.state().candidates.at(0).interview.id;
  at.run->type(Field::kStartName, "Kim");
  at.run->run(StartInterview{});
  CHECK(at.run->view().interview.id == candidate);
}

namespace {

bool lies_open(TestDevice& device) {
  return !device.files.open("private.db", OpenMode::kExisting).ok();
}

/// A copy of what is there now, piece by piece, with `meanwhile` after the first of them.
Bytes copied(
    WithAda& at, const std::function<void()>& meanwhile = [] {}) {
  at.device.clock.set_ms_a_look(1);
  at.run->page.requests.clear();
  at.run->run(SaveCopy{});
  meanwhile();
  for (int i = 0; at.run->state().copy && i < 10'000; ++i) at.run->session.tick();
  at.device.clock.set_ms_a_look(0);
  const auto* saved = at.run->page.last<SaveFileRequest>();
  REQUIRE(saved != nullptr);
  return saved->bytes;
}

/// Opens `copy` on an empty device; returns what stands in the private note there.
std::string note_in(const Bytes& copy) {
  TestDevice other(5);
  Run run(other);
  run.run(BeginOpenCopy{});
  run.run(CopyPicked{copy});
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  REQUIRE(run.state().unlocked);
  if (run.state().screen != Screen::kInterview)
    run.run(OpenInterview{run.state().under_way.at(0).id});
  run.run(OpenPrivate{});
  REQUIRE(run.state().screen == Screen::kPrivate);
  return run.state().fields[Field::kPrivateNote];
}

}  // namespace

TEST_CASE("private: the store is open as long as its screen, and no longer") {
  WithAda at;
  CHECK_FALSE(lies_open(at.device));
  at.again();
  CHECK_FALSE(lies_open(at.device));
  at.run->run(OpenPrivate{});
  CHECK(lies_open(at.device));
  at.run->type(Field::kPrivateNote, "a word");
  at.run->run(GoBack{});
  CHECK_FALSE(lies_open(at.device));
  at.run->run(OpenPrivate{});
  CHECK(lies_open(at.device));
  CHECK(at.state().fields[Field::kPrivateNote] == "a word");
  at.run->run(Lock{});
  CHECK_FALSE(lies_open(at.device));
}

TEST_CASE("private: a copy has it, whether its screen is open, closed, or goes meanwhile") {
  WithAda at;
  at.run->run(OpenPrivate{});
  at.run->type(Field::kPrivateNote, "a word");
  at.run->run(GoBack{});
  CHECK(note_in(copied(at)) == "a word");
  CHECK_FALSE(lies_open(at.device));
  // Opened and written in meanwhile: the copy is what was there at its start.
  const Bytes opened = copied(at, [&] {
    at.run->run(OpenPrivate{});
    at.run->type(Field::kPrivateNote, "another");
    at.run->run(GoBack{});
  });
  CHECK(note_in(opened) == "a word");
  CHECK_FALSE(lies_open(at.device));
  at.run->run(OpenPrivate{});
  CHECK(note_in(copied(at)) == "another");
  CHECK(at.state().screen == Screen::kPrivate);
  // Left meanwhile: it stays open for the copy, and no longer.
  const Bytes left = copied(at, [&] { at.run->run(GoBack{}); });
  CHECK(note_in(left) == "another");
  CHECK_FALSE(lies_open(at.device));
  // After a power cut in the middle, the newest words are in its log alone.
  at.run->run(OpenPrivate{});
  at.run->type(Field::kPrivateNote, "a third");
  at.run->wait(kDraftDebounceMs);
  at.device.files.kill();
  at.again();
  CHECK(note_in(copied(at)) == "a third");
}

TEST_CASE("private: damaged, it says so on its own way in, and keeps from nothing else") {
  WithAda at;
  at.run->run(CommitLine{"a line"});
  at.run->run(Lock{});
  Bytes bytes = *at.device.files.content("private.db");
  for (std::size_t i = 100; i < bytes.size(); i += 1000) bytes[i] ^= 1;
  at.device.files.set_content("private.db", bytes);
  at.again();
  CHECK(at.run->texts() == std::vector<std::string>{"a line"});
  at.run->run(OpenPrivate{});
  CHECK(at.state().screen == Screen::kInterview);
  CHECK(at.state().notice->text.find("damaged") != std::string::npos);
  CHECK_FALSE(lies_open(at.device));
  at.run->run(CommitLine{"another"});
  CHECK(at.run->texts().size() == 2);

  TestDevice other(6);
  Run run(other);
  run.run(BeginOpenCopy{});
  run.run(CopyPicked{copied(at)});
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  REQUIRE(run.state().unlocked);
  CHECK(run.state().notice->text.find("private notes are damaged") != std::string::npos);
  CHECK(run.texts().size() == 2);
}
