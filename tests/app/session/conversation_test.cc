#include <algorithm>

#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

struct InInterview {
  InInterview() : run(std::make_unique<Run>(device)) {
    run->set_up(kPassphrase);
    run->start_interview("Ana");
  }
  /// The power goes; the person comes back and unlocks.
  void power_cut(std::uint64_t seed) {
    device.files.crash(seed);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
  }
  TestDevice device;
  std::unique_ptr<Run> run;
};

TEST_CASE("interview: one name starts it, and it begins at the first item") {
  InInterview at;
  CHECK(at.run->view().interview.person_name == "Ana");
  CHECK(at.run->view().item_id == "introductions");
  CHECK(at.run->view().interview.under_way());
}

TEST_CASE("interview: a line is durable when the command returns") {
  InInterview at;
  at.run->run(ChooseItem{"surprise"});
  at.run->run(ChooseKind{model::LineKind::kQuote});
  at.run->run(CommitLine{"Restores are tested every day, I had no idea."});
  at.power_cut(7);
  REQUIRE(at.run->state().screen == Screen::kInterview);
  REQUIRE(at.run->view().lines.size() == 1);
  const model::Line& line = at.run->view().lines[0];
  CHECK(line.text == "Restores are tested every day, I had no idea.");
  CHECK(line.kind == model::LineKind::kQuote);
  CHECK(line.item_id == "surprise");
}

TEST_CASE("interview: text still in the field survives a power cut once its debounce is over") {
  InInterview at;
  at.run->run(WriteDraft{"not a line y"});
  CHECK(at.run->view().draft_saved == Saved::kWriting);
  at.run->wait(kDraftDebounceMs);
  CHECK(at.run->view().draft_saved == Saved::kSaved);
  CHECK(at.run->view().typing);  // The screen says it once the field rests, not with every letter.
  at.run->wait(kTypingRestMs);
  CHECK_FALSE(at.run->view().typing);
  at.power_cut(8);
  CHECK(at.run->view().draft == "not a line y");
  at.run->run(CommitLine{"not a line yet"});
  at.power_cut(9);
  CHECK(at.run->view().draft.empty());
  CHECK(at.run->texts() == std::vector<std::string>{"not a line yet"});
}

TEST_CASE("interview: a hidden page writes the field at once") {
  InInterview at;
  at.run->run(WriteDraft{"abc"});
  at.run->session.take(LifecycleEvent{LifecyclePhase::kHidden});
  at.power_cut(10);
  CHECK(at.run->view().draft == "abc");
}

TEST_CASE("interview: an edit that was not ended comes back, and leaving it saves it") {
  InInterview at;
  at.run->run(CommitLine{"frist"});
  const Id line = at.run->view().lines[0].id;
  at.run->run(BeginEditLine{line});
  at.run->run(WriteLineEdit{"first"});
  at.run->wait(kDraftDebounceMs);
  at.power_cut(11);
  CHECK(at.run->view().editing_line == line);
  CHECK(at.run->view().line_edit == "first");
  at.run->run(SelectLine{Id{}});
  CHECK(at.run->texts() == std::vector<std::string>{"first"});
  CHECK(at.run->view().lines[0].edited);
  at.power_cut(12);
  CHECK(at.run->view().editing_line.is_none());
  CHECK(at.run->texts() == std::vector<std::string>{"first"});
}

TEST_CASE("interview: an open line has its earlier wordings, until it is off the record") {
  InInterview at;
  at.run->run(CommitLine{"one"});
  at.run->run(CommitLine{"other"});
  const Id line = at.run->view().lines[0].id;
  const auto reword = [&](const char* text) {
    at.run->run(BeginEditLine{line});
    at.run->run(SaveLineEdit{text});
  };
  const auto earlier = [&] {
    std::vector<std::string> texts;
    for (const model::LineVersion& one : at.run->view().earlier) texts.push_back(one.text);
    return texts;
  };
  reword("two");
  reword("three");
  at.run->run(SelectLine{line});
  CHECK(earlier() == std::vector<std::string>{"two", "one"});
  at.run->run(StrikeLine{line, true});
  CHECK(earlier() == std::vector<std::string>{"two", "one"});
  at.run->run(SelectLine{at.run->view().lines[1].id});
  CHECK(earlier().empty());
  at.run->run(SelectLine{line});
  at.run->run(StrikeLine{line, false});
  at.run->run(HoldLine{line, true});
  CHECK(earlier().empty());
}

TEST_CASE("interview: strike can be undone, and both are durable") {
  InInterview at;
  at.run->run(CommitLine{"one"});
  at.run->run(StrikeLine{at.run->view().lines[0].id, true});
  CHECK(at.run->view().lines[0].struck);
  REQUIRE(at.run->state().notice.has_value());
  CHECK(at.run->state().notice->can_undo);
  at.run->run(UndoLast{});
  CHECK_FALSE(at.run->view().lines[0].struck);
  at.power_cut(13);
  CHECK_FALSE(at.run->view().lines[0].struck);
}

TEST_CASE(
    "interview: items are ticked, skipped and covered in any order; the same mark takes it off") {
  InInterview at;
  at.run->run(MarkItem{"close", model::ItemProgress::kDone});
  at.run->run(MarkItem{"better", model::ItemProgress::kSkipped});
  at.run->run(MarkItem{"tools", model::ItemProgress::kCovered});
  at.run->run(MarkItem{"close", model::ItemProgress::kDone});
  at.power_cut(14);
  CHECK(at.run->view().items.at("better").progress == model::ItemProgress::kSkipped);
  CHECK(at.run->view().items.at("tools").progress == model::ItemProgress::kCovered);
  CHECK(at.run->view().items.at("close").progress == model::ItemProgress::kOpen);
}

TEST_CASE("interview: next and previous item stay within the guide") {
  InInterview at;
  at.run->run(PreviousItem{});
  CHECK(at.run->view().item_id == "introductions");
  for (int i = 0; i < 20; ++i) at.run->run(NextItem{});
  CHECK(at.run->view().item_id == "close");
}

TEST_CASE("interview: closing takes what is in the field along, and can be undone") {
  InInterview at;
  at.run->run(WriteDraft{"last words"});
  at.run->run(CloseInterview{});
  CHECK_FALSE(at.run->view().interview.under_way());
  CHECK(at.run->texts() == std::vector<std::string>{"last words"});
  at.run->run(UndoLast{});
  CHECK(at.run->view().interview.under_way());
  at.run->run(CommitLine{"one more"});
  CHECK(at.run->texts().size() == 2);
}

TEST_CASE(
    "interview: locks after thirty minutes without input, keeps the field, comes back to it") {
  InInterview at;
  at.run->run(WriteDraft{"mid sentence"});
  at.run->wait(kLockAfterInInterviewMs - 1000);
  CHECK(at.run->state().unlocked);
  at.run->session.note_presence();
  at.run->wait(kLockAfterInInterviewMs - 1000);
  CHECK(at.run->state().unlocked);
  at.run->wait(1000);
  CHECK(at.run->state().screen == Screen::kUnlock);
  CHECK(at.run->state().interview_kept);
  CHECK_FALSE(at.run->state().interview.has_value());
  at.run->unlock(kPassphrase);
  REQUIRE(at.run->state().screen == Screen::kInterview);
  CHECK(at.run->view().draft == "mid sentence");
}

TEST_CASE("interview: the time at an item is told, and goes on after a reload") {
  InInterview at;
  at.run->run(ChooseItem{"role"});
  at.run->wait(3 * 60 * 1000);
  at.run->run(CommitLine{"I was on call."});
  at.run->run(ChooseItem{"surprise"});
  at.run->wait(2 * 60 * 1000);
  CHECK(at.run->view().item_minutes == 2);
  at.power_cut(13);
  at.run->wait(0);
  CHECK(at.run->view().item_id == "surprise");
  CHECK(at.run->view().item_minutes == 2);
  at.run->run(ChooseItem{"role"});
  at.run->wait(0);
  CHECK(at.run->view().item_minutes == 5);
}

TEST_CASE("interview: elapsed time is counted in whole minutes against the plan") {
  InInterview at;
  CHECK(at.run->view().elapsed_minutes == 0);
  at.run->wait(24 * 60 * 1000 + 59 * 1000);
  CHECK(at.run->view().elapsed_minutes == 24);
  at.run->run(ChoosePlan{30});
  CHECK(at.run->view().interview.plan_minutes == 30);
}

TEST_CASE(
    "storage: a line that the disk refuses stays in sight, is tried again, and keeps its order") {
  for (const ErrorCode code : {ErrorCode::kQuota, ErrorCode::kIo}) {
    CAPTURE(error_code_name(code));
    InInterview at;
    at.run->run(CommitLine{"one"});
    std::uint64_t n = 1;
    // Find a call in the middle of a commit whose failure the store reports.
    for (; n < 40; ++n) {
      at.device.files.fail_at(n, code);
      at.run->run(CommitLine{"two " + std::to_string(n)});
      if (!at.run->view().unsaved.empty()) break;
    }
    REQUIRE(n < 40);
    CHECK(at.run->state().storage_problem.has_value());
    const std::string refused = at.run->view().unsaved[0].text;
    at.run->run(CommitLine{"three"});
    CHECK(at.run->view().unsaved.size() == 2);
    at.run->run(GoHome{});
    CHECK(at.run->state().screen == Screen::kInterview);
    for (int i = 0; i < 10 && !at.run->view().unsaved.empty(); ++i) at.run->wait(31000);
    CHECK(at.run->view().unsaved.empty());
    CHECK_FALSE(at.run->state().storage_problem.has_value());
    at.power_cut(n);
    const auto texts = at.run->texts();
    REQUIRE(texts.size() >= 3);
    CHECK(texts[texts.size() - 2] == refused);
    CHECK(texts.back() == "three");
  }
}

TEST_CASE("storage: a line that is tried again leaves what was typed meanwhile on the disk") {
  for (const ErrorCode code : {ErrorCode::kQuota, ErrorCode::kIo}) {
    CAPTURE(error_code_name(code));
    InInterview at;
    for (std::uint64_t n = 1; n < 40 && at.run->view().unsaved.empty(); ++n) {
      at.device.files.fail_at(n, code);
      at.run->run(CommitLine{"said " + std::to_string(n)});
    }
    REQUIRE(at.run->view().unsaved.size() == 1);
    at.run->run(WriteDraft{"and more"});
    at.run->wait(kDraftDebounceMs);
    for (int i = 0; i < 10 && !at.run->view().unsaved.empty(); ++i) at.run->wait(31000);
    REQUIRE(at.run->view().unsaved.empty());
    at.power_cut(8);
    CHECK(at.run->view().draft == "and more");
  }
}

TEST_CASE("storage: killed at any file call, every line that was shown as saved is there") {
  std::uint64_t calls = 0;
  {
    InInterview at;
    const std::uint64_t before = at.device.files.calls();
    for (int i = 0; i < 5; ++i) at.run->run(CommitLine{"line " + std::to_string(i)});
    calls = at.device.files.calls() - before;
  }
  REQUIRE(calls > 5);
  for (std::uint64_t n = 1; n <= calls; ++n) {
    CAPTURE(n);
    InInterview at;
    at.device.files.kill_at(n);
    for (int i = 0; i < 5; ++i) at.run->run(CommitLine{"line " + std::to_string(i)});
    const auto shown_as_saved = at.run->texts();
    at.power_cut(n);
    REQUIRE(at.run->state().screen == Screen::kInterview);
    const auto there = at.run->texts();
    REQUIRE(there.size() >= shown_as_saved.size());
    for (std::size_t i = 0; i < shown_as_saved.size(); ++i) CHECK(there[i] == shown_as_saved[i]);
  }
}

TEST_CASE("consent: lines before it are not shareable, with it they are, after a withdrawal not") {
  InInterview at;
  at.run->run(CommitLine{"said before"});
  const auto why = [&] {
    return model::why_not_shareable(at.run->view().lines[0], at.run->view().interview,
                                    at.run->view().consent);
  };
  CHECK(why() == model::NotShareable::kNoConsent);
  at.run->run(OpenConsent{});
  CHECK_FALSE(at.run->state().consent_form.problem.empty());
  at.run->run(RecordConsent{});
  CHECK(at.run->state().screen == Screen::kConsent);
  at.run->run(SetConsentNotes{model::Answer::kYes});
  at.run->run(SetConsentReturn{model::Answer::kYes});
  at.run->run(SetConsentMedium{model::Answer::kYes});
  at.run->run(SetConsentQuote{model::QuoteChoice::kPseudonym});
  at.run->type(Field::kConsentReaders, "Noa, Kim");
  CHECK(at.run->state().consent_form.text.find("by me and by Noa and Kim") != std::string::npos);
  CHECK(at.run->state().consent_form.problem.empty());
  at.run->run(RecordConsent{});
  CHECK(at.run->state().screen == Screen::kInterview);
  CHECK_FALSE(why().has_value());
  at.power_cut(15);
  CHECK_FALSE(why().has_value());
  CHECK(at.run->view().consent.answers.readers == std::vector<std::string>{"Noa", "Kim"});
  // The field names them so that the same two come out of it again.
  at.run->run(OpenConsent{});
  CHECK(at.run->state().consent_form.answers.readers == std::vector<std::string>{"Noa", "Kim"});
  CHECK(at.run->state().fields[Field::kConsentReaders] == "Noa, Kim");
  at.run->type(Field::kConsentReview, "2026-11-29");
  CHECK(at.run->state().consent_form.answers.readers == std::vector<std::string>{"Noa", "Kim"});
  at.run->run(WithdrawConsent{});
  CHECK(why() == model::NotShareable::kWithdrawn);
}

TEST_CASE("privacy: nothing that was typed is on the disk in clear") {
  InInterview at;
  const std::string canaries[] = {"Qvrc draft", "Qvrc line", "Qvrc edited", "Qvrc name"};
  at.run->run(WriteDraft{canaries[0]});
  at.run->wait(kDraftDebounceMs);
  at.run->run(CommitLine{canaries[1]});
  at.run->run(BeginEditLine{at.run->view().lines[0].id});
  at.run->run(SaveLineEdit{canaries[2]});
  at.run->run(GoHome{});
  at.run->start_interview(canaries[3]);
  const Bytes all = at.device.files.everything();
  const std::string_view disk = as_text(all);
  REQUIRE(disk.size() > 8192);
  for (const std::string& canary : canaries) {
    CAPTURE(canary);
    CHECK(disk.find(canary) == std::string_view::npos);
  }
  CHECK(disk.find("Qvrc") == std::string_view::npos);
}

TEST_CASE("interview: what was pasted is kept as lines of its own, and can be taken back whole") {
  InInterview at;
  at.run->run(ChooseItem{"surprise"});
  at.run->run(CommitLine{"before"});
  std::string chat;
  for (int i = 1; i <= 30; ++i) chat += "[10:0" + std::to_string(i % 10) + "] said\r\n\r\n";
  at.run->run(WriteDraft{chat});
  const std::uint32_t revision = at.run->view().draft_revision;
  at.run->run(KeepAsLines{});
  REQUIRE(at.run->view().lines.size() == 31);
  const auto said = [&](const model::Line& line) {
    return line.text == "said" && line.item_id == "surprise";
  };
  CHECK(std::count_if(at.run->view().lines.begin(), at.run->view().lines.end(), said) == 30);
  CHECK(at.run->view().draft.empty());
  CHECK(at.run->view().draft_revision != revision);
  at.power_cut(3);
  CHECK(at.run->view().lines.size() == 31);
  CHECK(at.run->view().draft.empty());
}

TEST_CASE("interview: lines that are taken back are struck, and their text is in the field") {
  InInterview at;
  at.run->run(WriteDraft{"one\ntwo"});
  at.run->run(KeepAsLines{});
  REQUIRE(at.run->state().notice);
  CHECK(at.run->state().notice->text == "2 lines are kept.");
  at.run->run(WriteDraft{"three"});
  at.run->run(UndoLast{});
  CHECK(at.run->view().draft == "one\ntwo\nthree");
  for (const model::Line& line : at.run->view().lines) CHECK(line.struck);
  at.power_cut(4);
  CHECK(at.run->view().draft == "one\ntwo\nthree");
}

TEST_CASE("interview: a draft of all that the field takes is kept") {
  InInterview at;
  const std::string text(300'000, 'x');
  at.run->run(WriteDraft{text});
  at.run->wait(kDraftDebounceMs);
  CHECK(at.run->view().draft_saved == Saved::kSaved);
  at.power_cut(5);
  CHECK(at.run->view().draft == text);
}

TEST_CASE("settings: typing locally is on until it is turned off, on this device") {
  InInterview at;
  CHECK(at.run->state().type_locally);
  at.run->run(TypeLocally{false});
  at.power_cut(6);
  CHECK_FALSE(at.run->state().type_locally);
}

TEST_CASE("a thing that was not taken is told with its reason") {
  InInterview at;
  for (const Refusal what :
       {Refusal::kTooLong, Refusal::kFileHere, Refusal::kUnreadable, Refusal::kNoClipboard}) {
    at.run->run(DismissNotice{});
    at.run->session.take(RefusedEvent{what});
    REQUIRE(at.run->state().notice);
    CHECK(at.run->state().notice->kind == Notice::Kind::kProblem);
  }
}

}  // namespace
}  // namespace quietroom::session
