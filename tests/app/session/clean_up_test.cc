// Clean text in the session: made, changed, undone, called clean; and what a restart finds.
#include <doctest/doctest.h>

#include "tests/app/session/rig.h"

using namespace quietroom;
using namespace quietroom::session;

namespace {

using Texts = std::vector<std::string>;

/// A 1:1 that is over, with a quote, two paraphrases and a line off the record, at its clean-up.
struct CleanUp {
  explicit CleanUp(TestDevice& device) : run(device) {
    run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(command::ChooseItem{"role"});
    say("I had no idea", model::LineKind::kQuote);
    say("Half was down.", model::LineKind::kParaphrase);
    say("Nobody saw it.", model::LineKind::kParaphrase);
    run.run(command::ToggleOffRecord{});
    say("zanzibar", model::LineKind::kQuote);
    run.run(command::ToggleOffRecord{});
    run.run(command::CloseInterview{});
    run.run(command::OpenCleanUp{});
    REQUIRE(run.state().screen == Screen::kCleanUp);
  }
  void say(std::string text, model::LineKind kind) {
    run.run(command::ChooseKind{kind});
    run.run(command::CommitLine{std::move(text)});
  }
  Texts texts() const {
    Texts all;
    for (const model::Passage& one : run.view().passages)
      all.push_back((one.struck ? "-" : "") + one.text);
    return all;
  }
  Id id(std::size_t at) const { return run.view().passages.at(at).id; }
  void edit(std::size_t at, std::string text) {
    run.run(command::BeginEditLine{id(at)});
    run.run(command::WriteLineEdit{std::move(text)});
    run.run(command::EndLineEdit{});
  }
  void undo() {
    REQUIRE(run.state().notice.has_value());
    REQUIRE(run.state().notice->can_undo);
    run.run(command::UndoLast{});
  }

  Run run;
};

const Texts kDrafted = {"I had no idea", "Half was down. Nobody saw it."};

}  // namespace

TEST_CASE("clean-up: one key makes passages of an item's lines, and undo strikes them") {
  TestDevice device;
  CleanUp clean(device);
  CHECK(clean.run.view().still_open.lines.size() == 3);
  CHECK(clean.run.view().still_open.held == 1);
  clean.run.run(command::DraftPassages{"role"});
  CHECK(clean.texts() == kDrafted);
  CHECK(clean.run.view().passages[0].verbatim);
  CHECK(clean.run.view().still_open.lines.empty());
  clean.run.run(command::DraftPassages{"role"});  // Nothing waits.
  CHECK(clean.texts() == kDrafted);
  clean.undo();
  CHECK(clean.texts() == Texts{"-I had no idea", "-Half was down. Nobody saw it."});
  CHECK(clean.run.view().still_open.lines.size() == 3);
}

TEST_CASE("clean-up: a line off the record is never taken up") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::TakeUpLine{clean.run.view().lines[3].id});
  CHECK(clean.texts().empty());
  REQUIRE(clean.run.state().notice.has_value());
  CHECK(clean.run.state().notice->kind == Notice::Kind::kProblem);
}

TEST_CASE("clean-up: a line becomes a passage of its own, or a part of the open one") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::TakeUpLine{clean.run.view().lines[0].id});
  CHECK(clean.texts() == Texts{"I had no idea"});
  clean.run.run(command::SelectPassage{clean.id(0)});
  clean.run.run(command::TakeUpLine{clean.run.view().lines[2].id});
  CHECK(clean.texts() == Texts{"I had no idea Nobody saw it."});
  CHECK(clean.run.view().passages[0].lines.size() == 2);
}

TEST_CASE("clean-up: an edit is kept when it is left in any way, and undone by one press") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::DraftPassages{"role"});
  clean.edit(1, "Half of the site was down.");
  CHECK(clean.texts()[1] == "Half of the site was down.");
  CHECK(clean.run.view().earlier_of_passage.size() == 1);
  clean.undo();
  CHECK(clean.texts() == kDrafted);
  clean.run.run(command::BeginEditLine{clean.id(1)});
  clean.run.run(command::WriteLineEdit{"left by going home"});
  clean.run.run(command::GoHome{});
  clean.run.run(command::OpenInterview{clean.run.state().recent.front().id});
  clean.run.run(command::OpenCleanUp{});
  CHECK(clean.texts()[1] == "left by going home");
  clean.edit(1, "   ");
  CHECK(clean.texts()[1] == "left by going home");
}

TEST_CASE("clean-up: after the power went, an edit goes on where it was") {
  TestDevice device;
  Id interview;
  {
    CleanUp clean(device);
    interview = clean.run.view().interview.id;
    clean.run.run(command::DraftPassages{"role"});
    clean.run.run(command::BeginEditLine{clean.id(1)});
    clean.run.run(command::WriteLineEdit{"half a thought"});
    clean.run.wait(200);
    device.files.kill();
  }
  device.files.crash(3);
  Run again(device);
  again.unlock(kPassphrase);
  again.run(command::OpenInterview{interview});
  again.run(command::OpenCleanUp{});
  CHECK(again.view().line_edit == "half a thought");
  CHECK(again.view().editing_line == again.view().passages[1].id);
  CHECK(again.view().selected_passage == again.view().passages[1].id);
  again.run(command::EndLineEdit{});
  CHECK(again.view().passages[1].text == "half a thought");
}

TEST_CASE("clean-up: split at line breaks, join and move, each within its item") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::DraftPassages{"role"});
  clean.run.run(command::BeginEditLine{clean.id(1)});
  clean.run.run(command::WriteLineEdit{"Half was down.\nNobody saw it."});
  clean.run.run(command::SplitEdit{});
  CHECK(clean.texts() == Texts{"I had no idea", "Half was down.", "Nobody saw it."});
  clean.run.run(command::MovePassage{clean.id(2), -1});
  CHECK(clean.texts() == Texts{"I had no idea", "Nobody saw it.", "Half was down."});
  clean.run.run(command::MovePassage{clean.id(1), -1});
  CHECK(clean.texts() == Texts{"Nobody saw it.", "I had no idea", "Half was down."});
  clean.run.run(command::MovePassage{clean.id(0), -1});  // Is the first.
  clean.run.run(command::MovePassage{clean.id(2), 1});   // Is the last.
  CHECK(clean.texts() == Texts{"Nobody saw it.", "I had no idea", "Half was down."});
  clean.run.run(command::MovePassage{clean.id(0), 1});
  CHECK(clean.texts() == Texts{"I had no idea", "Nobody saw it.", "Half was down."});
  clean.run.run(command::JoinPassage{clean.id(2)});
  CHECK(clean.texts() ==
        Texts{"I had no idea", "Nobody saw it. Half was down.", "-Half was down."});
  clean.undo();
  CHECK(clean.texts() == Texts{"I had no idea", "Nobody saw it.", "Half was down."});
  clean.run.run(command::JoinPassage{clean.id(1)});  // A quote and what is none stay apart.
  CHECK(clean.texts() == Texts{"I had no idea", "Nobody saw it.", "Half was down."});
}

TEST_CASE("clean-up: passages are read in the guide's order, whatever came first") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::ChooseItem{"surprise"});
  clean.run.run(command::CommitPassage{"typed under a later one"});
  CHECK(clean.run.view().draft_saved == Saved::kSaved);
  clean.run.run(command::DraftPassages{"role"});
  CHECK(clean.texts() ==
        Texts{"I had no idea", "Half was down. Nobody saw it.", "typed under a later one"});
  clean.run.run(command::SetPassageItem{clean.id(0), "surprise"});
  CHECK(clean.texts().back() == "I had no idea");
  clean.run.run(command::SetVerbatim{clean.id(0), true});
  CHECK(clean.run.view().passages[0].verbatim);
}

TEST_CASE("clean-up: what cannot be stored is in the field again") {
  TestDevice device;
  CleanUp clean(device);
  const std::uint32_t revision = clean.run.view().draft_revision;
  clean.run.run(command::WriteDraft{"typed"});
  device.files.fail_at(1, ErrorCode::kQuota);
  clean.run.run(command::CommitPassage{"typed"});
  CHECK(clean.texts().empty());
  CHECK(clean.run.view().draft == "typed");
  CHECK(clean.run.view().draft_revision != revision);
  CHECK(clean.run.state().storage_problem.has_value());
  clean.run.wait(5000);
  clean.run.run(command::CommitPassage{"typed"});
  CHECK(clean.texts() == Texts{"typed"});
}

TEST_CASE("clean-up: words to look at are kept on the device with every letter") {
  TestDevice device;
  {
    CleanUp clean(device);
    clean.run.type(Field::kHints, "who did = how did it come about");
    CHECK(clean.run.state().own_hints.size() == 1);
  }
  Run again(device);
  again.unlock(kPassphrase);
  CHECK(again.state().own_hints.size() == 1);
  CHECK(again.state().fields[Field::kHints] == "who did = how did it come about");
}

TEST_CASE("clean-up: struck is undone, taken out is gone, and clean says what was open") {
  TestDevice device;
  CleanUp clean(device);
  clean.run.run(command::DraftPassages{"role"});
  clean.run.run(command::StrikePassage{clean.id(0), true});
  CHECK(clean.texts()[0] == "-I had no idea");
  clean.undo();
  clean.run.run(command::RemovePassage{clean.id(0)});
  CHECK(clean.texts() == Texts{"Half was down. Nobody saw it."});
  clean.run.run(command::ToggleCleaned{});
  CHECK(clean.run.view().cleaned_open);
  CHECK(clean.run.view().still_open.lines.size() == 1);
  clean.run.run(command::FinishCleanUp{});
  CHECK_FALSE(clean.run.view().cleaned_open);
  CHECK(clean.run.view().interview.state == model::InterviewState::kCleaned);
  clean.edit(0, "Still changed.");
  CHECK(clean.texts() == Texts{"Still changed."});
}
