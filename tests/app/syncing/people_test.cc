// Another person in a case, as two people do it: asking, comparing, what comes and what does not.
#include "sync/format/invitation.h"
#include "sync/format/pasted.h"
#include "tests/app/syncing/two_people.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::syncing_test;
using namespace quietroom::session::command;

namespace {

/// The case on `run`, or null.
const model::Case* case_on(const Run& run, const Id& id) {
  for (const model::Case& one : run.state().cases) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("people: who is added to a case has it, with the names, and none of its notes") {
  TwoPeople two;
  two.join();
  two.b->run(OpenCases{});
  const model::Case* found = case_on(*two.b, two.case_id);
  REQUIRE(found != nullptr);
  CHECK(found->title == "Checkout down");
  const auto members = two.members(*two.b);
  REQUIRE(members.size() == 2);
  for (const CaseMember& one : members) {
    CHECK(one.name == (one.me ? "Ben" : "Ada"));
    CHECK(one.owner == !one.me);
  }
  two.b->run(OpenCase{two.case_id});
  REQUIRE(two.b->state().of_open.size() == 1);
  CHECK(two.b->state().of_open[0].person_name == "Ana");
  CHECK(two.b->state().of_open[0].line_count == 0);
  CHECK(two.b->state().sync.held > 0);
  CHECK(two.b->state().sync.troubles.empty());
  CHECK(two.a->state().sync.troubles.empty());
  // What is not of the case stays with its person.
  two.b->run(GoHome{});
  CHECK(two.b->state().people.size() == 1);
  CHECK(two.a->state().cases.size() == 1);
}

TEST_CASE("people: both write 1:1s of their own in the case, and hear of the other's") {
  TwoPeople two;
  two.join();
  two.b->run(OpenCase{two.case_id});
  two.b->start_interview("Cleo");
  syncing_test::say(*two.b, "what Cleo said");
  two.pass(15 * kMinuteMs);
  two.a->run(OpenCase{two.case_id});
  std::vector<std::string> names;
  for (const model::Interview& one : two.a->state().of_open) {
    names.push_back(one.person_name);
    if (one.person_name == "Cleo") CHECK(one.line_count == 0);
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"Ana", "Cleo"});
  CHECK(two.a->state().sync.troubles.empty());
}

TEST_CASE("people: nobody is added before the words are there and a person said yes") {
  TwoPeople two;
  two.begin();
  two.a->slow_hash.hold(true);
  two.give(*two.a, two.view(*two.b).text);
  two.a->run(PairingSame{});
  CHECK(two.view(*two.a).text.empty());
  two.a->slow_hash.hold(false);
  two.a->wait(1);
  two.a->run(PairingDiffer{});
  CHECK(two.view(*two.a).step == PairingView::Step::kRead);
  two.a->run(PairingSame{});
  CHECK(two.view(*two.a).text.empty());
  CHECK(two.members(*two.a).size() == 1);
}

TEST_CASE("people: an invitation whose words nobody compared brings no case") {
  TwoPeople two;
  two.invite();
  two.give(*two.b, two.view(*two.a).text);
  two.b->run(GoBack{});
  two.pass(15 * kMinuteMs);
  two.b->run(OpenCases{});
  CHECK(case_on(*two.b, two.case_id) == nullptr);
}

TEST_CASE("people: each refusal has words of its own, and changes nothing") {
  TwoPeople two;
  two.invite();
  const std::string invitation = two.view(*two.a).text;
  const std::string request = two.view(*two.b).text;
  two.a->run(GoBack{});
  two.a->run(BeginInviting{});
  two.call(*two.a, "Ada");
  struct Row {
    bool at_ben;
    std::string text;
    std::string says;
  };
  const Row rows[] = {
      {false, "Hello", "This is not the request of somebody"},
      {false, invitation, "This is not the request of somebody"},
      {false, request.substr(0, 60), "This is damaged"},
      {true, "", "This is not an invitation"},
      {true, request, "This is not an invitation"},
      {true, invitation.substr(0, 301), "This is damaged"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Run& run = row.at_ben ? *two.b : *two.a;
    two.give(run, row.text);
    CHECK(run.state().problem.starts_with(row.says));
  }
  // A request that is shown anew is another one.
  two.b->run(GoBack{});
  two.b->run(BeginJoining{});
  two.call(*two.b, "Ben");
  two.give(*two.b, invitation);
  CHECK(two.b->state().problem.starts_with("This invitation is for somebody else"));
}

TEST_CASE("people: a name that a member has is refused, in words, and nobody is added") {
  TwoPeople two;
  two.begin("Ada");
  two.give(*two.a, two.view(*two.b).text);
  two.a->run(PairingSame{});
  REQUIRE(two.a->state().notice.has_value());
  CHECK(two.a->state().notice->text.starts_with("Somebody in this case is called Ada already"));
  CHECK(two.members(*two.a).size() == 1);
}

TEST_CASE("people: a case that lies elsewhere is not joined, and the address is named") {
  TwoPeople two;
  two.invite();
  const std::string text = two.view(*two.a).text;
  const Bytes request = format::from_pasted(two.view(*two.b).text).value();
  format::Invitation elsewhere;
  elsewhere.vault = two.case_id;
  elsewhere.address = "https://other.example";
  elsewhere.title = "Checkout down";
  const auto asked = format::parse_person_request(request).value();
  two.give(*two.b, format::to_pasted(
                       format::create_invitation(elsewhere, asked, two.a_device.random).value()));
  two.b->run(PairingSame{});
  REQUIRE(two.b->state().notice.has_value());
  CHECK(two.b->state().notice->text.find("https://other.example") != std::string::npos);
  // The right one still does.
  two.b->run(PairingDiffer{});
  two.give(*two.b, text);
  two.b->run(PairingSame{});
  CHECK(two.b->state().screen == Screen::kCases);
}

TEST_CASE("people: whoever does not sync is led to sync first; who is no owner adds nobody") {
  TwoPeople two;
  two.b->run(TurnOffSync{});
  two.b->run(BeginJoining{});
  CHECK(two.b->state().screen == Screen::kSync);
  CHECK(two.b->state().notice->text.find("Turn on sync") != std::string::npos);
  turn_on(*two.b);
  two.join();
  two.b->run(OpenCase{two.case_id});
  two.b->run(OpenMembers{});
  two.b->run(BeginInviting{});
  CHECK(two.b->state().screen == Screen::kMembers);
  two.b->run(RemoveMember{two.members(*two.b)[0].person});
  CHECK(two.members(*two.b).size() == 2);
}

TEST_CASE("P7: people: who was removed keeps what came, and gets and sends nothing more") {
  TwoPeople two;
  two.join();
  const Id ben = two.ben();
  two.a->run(RemoveMember{ben});
  CHECK(two.members(*two.a).size() == 1);
  two.pass(kMinuteMs);
  two.a->run(OpenCase{two.case_id});
  two.a->start_interview("Dora");
  two.a->run(OpenCase{two.case_id});
  two.a->run(BeginRename{});
  two.a->type(Field::kRename, "Checkout down, again");
  two.a->run(Rename{});
  two.b->run(OpenCase{two.case_id});
  two.b->start_interview("Eve");
  two.pass(30 * kMinuteMs);
  two.b->run(OpenCases{});
  CHECK(case_on(*two.b, two.case_id)->title == "Checkout down");
  two.b->run(OpenCase{two.case_id});
  CHECK(two.b->state().of_open.size() == 2);  // Ana, and his own.
  two.a->run(OpenCase{two.case_id});
  CHECK(two.a->state().of_open.size() == 2);  // Ana and Dora.
  CHECK(two.b->state().sync.only_here > 0);
  const auto& troubles = two.b->state().sync.troubles;
  CHECK(std::any_of(troubles.begin(), troubles.end(),
                    [](const auto& one) { return one.kind == SyncTroubleKind::kNoKey; }));
}

TEST_CASE("people: an owner makes another one, and a case never loses its last") {
  TwoPeople two;
  two.join();
  two.a->run(SetOwner{two.ben(), true});
  two.pass(15 * kMinuteMs);
  for (const CaseMember& one : two.members(*two.b)) CHECK(one.owner);
  const Id ben = two.ben();
  two.b->run(OpenMembers{});
  two.b->run(SetOwner{ben, false});
  two.pass(15 * kMinuteMs);
  two.b->run(SetOwner{ben, false});
  two.a->run(SetOwner{
      two.members(*two.a)[0].me ? two.members(*two.a)[0].person : two.members(*two.a)[1].person,
      false});
  CHECK(two.a->state().notice->text.starts_with("Nothing was changed"));
}

TEST_CASE("people: a 1:1 that belongs to no case yet never goes into somebody else's") {
  TwoPeople two;
  two.join();
  two.a->run(OpenCase{two.case_id});
  two.a->run(BeginRename{});
  two.a->type(Field::kRename, "Not sorted yet");
  two.a->run(Rename{});
  two.pass(15 * kMinuteMs);
  two.b->run(GoHome{});
  two.b->start_interview("Fay");
  CHECK_FALSE(two.b->view().interview.case_id == two.case_id);
}

TEST_CASE(
    "P1: people: whichever call of the disk fails, adding somebody is done or not, and said") {
  for (std::uint64_t n = 1; n < 60; n += every_call(11)) {
    CAPTURE(n);
    TwoPeople two;
    two.begin();
    two.give(*two.a, two.view(*two.b).text);
    two.a_device.files.fail_at(n, ErrorCode::kIo);
    two.a->run(PairingSame{});
    two.a->wait(1);
    const bool answered = two.view(*two.a).step == PairingView::Step::kAnswer;
    CHECK((answered || two.a->state().notice || two.a->state().storage_problem));
    two.a->wait(5'000);
    two.a->run(GoHome{});
    // Once more, whatever became of the first time.
    two.b->run(GoHome{});
    two.join();
    CHECK(two.members(*two.a).size() == 2);
    CHECK(case_on(*two.b, two.case_id) != nullptr);
  }
}

namespace {

/// Ana agrees that `readers` read the notes.
void agree(Run& run, const std::string& readers, model::Answer medium = model::Answer::kYes) {
  run.run(OpenConsent{});
  run.run(SetConsentNotes{model::Answer::kYes});
  run.run(SetConsentReturn{model::Answer::kYes});
  run.run(SetConsentMedium{medium});
  run.type(Field::kConsentReaders, readers);
  run.run(RecordConsent{});
  REQUIRE(run.state().screen == Screen::kInterview);
}

/// What Ben's device shows of Ana's 1:1.
std::vector<std::string> read_by_ben(TwoPeople& two) {
  two.b->run(OpenInterview{two.interview_id});
  REQUIRE(two.b->state().screen == Screen::kOthersInterview);
  return two.b->texts();
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("readers: whom the person agreed to reads the notes, once the conversation is over") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Ben, Kim from the board");
  syncing_test::say(*two.a, "second");
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two).empty());
  CHECK(two.b->view().held_by == "Ada");
  two.a->run(CloseInterview{});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first", "second"});
  CHECK(two.b->state().sync.troubles.empty());
  // And what is mended later.
  const Id line = two.a->view().lines[1].id;
  two.a->run(BeginEditLine{line});
  two.a->run(SaveLineEdit{"second, in her words"});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first", "second, in her words"});
  // Ben changes nothing in it, whatever his device is asked to.
  two.b->run(StrikeLine{two.b->view().lines[0].id, true});
  two.b->run(CommitLine{"mine"});
  two.pass(15 * kMinuteMs);
  CHECK(two.a->texts() == Lines{"first", "second, in her words"});
}

TEST_CASE("readers: what was struck before is not given, and what is struck later is not shown") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Ben");
  syncing_test::say(*two.a, "struck at once");
  syncing_test::say(*two.a, "struck later");
  two.pass(5 * kMinuteMs);
  two.a->run(StrikeLine{two.a->view().lines[1].id, true});
  two.a->run(CloseInterview{});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first", "struck later"});
  two.a->run(StrikeLine{two.a->view().lines[2].id, true});
  two.pass(15 * kMinuteMs);
  read_by_ben(two);
  for (const model::Line& line : two.b->view().lines)
    CHECK(line.struck == (line.text == "struck later"));
}

TEST_CASE("readers: a program that ends at once after the conversation gives the notes next time") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Ben");
  two.pass(15 * kMinuteMs);
  two.a->run(CloseInterview{});
  two.a.reset();
  two.a = std::make_unique<Run>(two.a_device);
  two.a->unlock(session::kPassphrase);
  REQUIRE(two.a->state().unlocked);
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first"});
}

TEST_CASE("readers: who said no to the medium is read by nobody, whoever was named") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Ben", model::Answer::kNo);
  two.a->run(CloseInterview{});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two).empty());
}

TEST_CASE("readers: without consent, or once it is taken back, nothing more comes to anybody") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Kim from the board");
  two.a->run(CloseInterview{});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two).empty());
  agree(*two.a, "Ben");
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first"});
  two.a->run(OpenConsent{});
  two.a->run(WithdrawConsent{});
  two.a->run(GoBack{});
  const Id line = two.a->view().lines[0].id;
  two.a->run(BeginEditLine{line});
  two.a->run(SaveLineEdit{"said otherwise"});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first"});  // What was readable stays readable.
}

TEST_CASE(
    "off the record: an investigator's device that polled all through an interview never held a "
    "key "
    "for a stretch later taken off the record") {
  TwoPeople two;
  two.join();
  two.a->run(OpenInterview{two.interview_id});
  agree(*two.a, "Ben");
  syncing_test::say(*two.a, "the stretch that nobody is to hear");
  two.pass(5 * kMinuteMs);  // Ben's device has it, sealed.
  REQUIRE(two.b->state().sync.held > 0);
  // Somebody keeps all that was ever at the endpoint, and what Ben's device has.
  const auto then = two.server().backup();
  two.a->run(HoldLine{two.a->view().lines[1].id, true});
  two.pass(5 * kMinuteMs);
  two.a->run(CloseInterview{});
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first"});
  // With every key that came to Ben, the old bytes do not open: they are put back, and his device
  // begins anew from a store that was saved before.
  two.server().put_back(then);
  two.pass(15 * kMinuteMs);
  CHECK(read_by_ben(two) == Lines{"first"});
}
