// The interview: the composer, the items, the lines, and what is a sheet away on small windows.
#include "app/words/words.h"
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

using model::ItemProgress;
using model::LineKind;

TEST_CASE("composer: every change goes out as the draft, Enter commits the line") {
  Stage stage(interview_state());
  CHECK(only<command::WriteDraft>(stage.type("Note", "We wai")).text == "We wai");
  CHECK(only<command::CommitLine>(stage.submit("Note", "We waited.")).text == "We waited.");
  only<command::CommitDraft>(stage.click(Role::kButton, "Keep the line"));
  CHECK_MESSAGE(stage.driver.at(stage.driver.focused()).name == "Note",
                "the button gives the keyboard back to the field");
}

TEST_CASE("interview: field and lines are seen at every size, also above a soft keyboard") {
  struct Row {
    float width, height, text_scale;
  };
  const Row rows[] = {{320, 480, 1},  {320, 568, 1},  {320, 300, 1},  {400, 520, 1}, {400, 900, 2},
                      {820, 1180, 1}, {820, 1180, 2}, {900, 400, 1},  {900, 200, 1}, {1180, 820, 1},
                      {1280, 800, 2}, {1280, 420, 1}, {2560, 1440, 1}};
  State long_draft = interview_state();
  long_draft.interview->draft = std::string(400, 'a') + " " + std::string(400, 'b');
  for (const State& state : {interview_state(), long_interview_state(200), long_draft}) {
    for (const Row& row : rows) {
      CAPTURE(row.width);
      CAPTURE(row.height);
      CAPTURE(row.text_scale);
      Stage stage(state, row.width, row.height, row.text_scale);
      stage.driver.check_sound();
      const Rect field = stage.driver.get(Role::kTextField, "Note").rect;
      CHECK(field.y + field.height <= row.height);
      const SemanticsNode& lines = stage.driver.get(Role::kRegion, "Lines of this 1:1");
      CHECK(lines.rect.height >= 44);
      CHECK(lines.rect.y + lines.rect.height <= field.y);
      // It was opened at its end: the last line is there.
      const auto rows_shown = stage.driver.find_all(Role::kListItem);
      REQUIRE_FALSE(rows_shown.empty());
      const float end = stage.driver.scroll_top(lines.id) + lines.rect.height;
      const Rect last = rows_shown.back()->rect;
      CHECK(last.y + std::min(last.height, 44.0F) <= end + 1);
    }
  }
}

TEST_CASE("interview: where there is hardly any height, bar and question scroll with the lines") {
  Stage stage(interview_state(), 900, 200);
  const SemanticsNode& lines = stage.driver.get(Role::kRegion, "Lines of this 1:1");
  CHECK(stage.driver.get(Role::kButton, "Home").parent != 0);
  CHECK(stage.driver.at(stage.driver.get(Role::kBanner, "Bar").parent).id == lines.id);
  stage.driver.resize(900, 600);
  CHECK(stage.driver.at(stage.driver.get(Role::kBanner, "Bar").parent).id !=
        stage.driver.get(Role::kRegion, "Lines of this 1:1").id);
}

TEST_CASE("composer: the program sets the field's text only where it says so") {
  Stage stage(interview_state());
  stage.driver.type("Note", "still typing");
  stage.state.interview->draft = "still typi";  // The session is one event behind.
  stage.driver.run();
  CHECK(stage.driver.field_text("Note") == "still typing");
  stage.state.interview->draft = "restored";
  ++stage.state.interview->draft_revision;
  stage.driver.run();
  CHECK(stage.driver.field_text("Note") == "restored");
}

TEST_CASE("composer: a restored draft is in the field when the screen opens, and after a cover") {
  State state = interview_state();
  state.interview->draft = "half a sentence";
  Stage stage(state);
  CHECK(stage.driver.field_text("Note") == "half a sentence");
  stage.state.covered = true;
  stage.driver.run();
  CHECK_FALSE(stage.driver.has(Role::kTextField, "Note"));
  stage.state.covered = false;
  stage.driver.run();
  CHECK(stage.driver.field_text("Note") == "half a sentence");
}

TEST_CASE("composer: a key each for the kind, and a control each") {
  Stage stage(interview_state());
  CHECK(only<command::ChooseKind>(stage.press("Alt+Q")).kind == LineKind::kQuote);
  CHECK(only<command::ChooseKind>(stage.press("Alt+P")).kind == LineKind::kParaphrase);
  CHECK(only<command::ChooseKind>(stage.press("Alt+I")).kind == LineKind::kInference);
  CHECK(only<command::ChooseKind>(stage.click(Role::kRadio, "Quote")).kind == LineKind::kQuote);
  CHECK(stage.driver.get(Role::kRadio, "Paraphrase").checked == Tristate::kTrue);
}

TEST_CASE("composer: saved is said only when it is, and only a failure is spoken") {
  Stage stage(interview_state());
  CHECK(stage.driver.has(Role::kText, "Saved on this device"));
  stage.state.interview->typing = true;
  stage.driver.run();
  CHECK_FALSE(stage.driver.has(Role::kText, "Saved on this device"));
  stage.state.interview->typing = false;
  stage.state.interview->draft_saved = session::Saved::kWriting;
  stage.driver.run();
  CHECK_FALSE(stage.driver.has(Role::kText, "Saved on this device"));
  stage.state.interview->draft_saved = session::Saved::kFailed;
  stage.driver.run();
  CHECK(stage.driver.has(Role::kStatus, "Not saved yet"));
}

TEST_CASE("composer: messages neither cover nor move the field") {
  for (const float width : {1280.0F, 820.0F, 400.0F}) {
    CAPTURE(width);
    Stage stage(interview_state(), width, 800);
    const Rect before = stage.driver.get(Role::kTextField, "Note").rect;
    stage.state.notice = session::Notice{session::Notice::Kind::kDone, "Struck.", true, 0};
    stage.state.storage_problem =
        session::Notice{session::Notice::Kind::kProblem, "The device is full.", false, 0};
    stage.driver.run();
    CHECK(stage.driver.get(Role::kTextField, "Note").rect == before);
    const Rect undo = stage.driver.get(Role::kButton, "Undo").rect;
    CHECK(undo.y + undo.height <= before.y);
  }
}

TEST_CASE("items: the rail chooses one; keys go to the neighbours") {
  Stage stage(interview_state());
  CHECK(only<command::ChooseItem>(stage.click(Role::kButton, "Done: 1  Introductions and agenda"))
            .item_id == "introductions");
  CHECK(only<command::ChooseItem>(stage.click(Role::kButton, "No item")).item_id.empty());
  only<command::NextItem>(stage.press("Alt+ArrowDown"));
  only<command::PreviousItem>(stage.press("Alt+ArrowUp"));
  only<command::NextItem>(stage.click(Role::kButton, "Next item"));
  only<command::PreviousItem>(stage.click(Role::kButton, "Previous item"));
  CHECK(stage.driver.get(Role::kButton, "4  What surprised you?").current == Tristate::kTrue);
  CHECK(stage.driver.has(Role::kText, "4 of 15"));
}

TEST_CASE("items: tick, skip, covered, and back to open") {
  for (const float width : {1280.0F, 820.0F, 400.0F}) {
    CAPTURE(width);
    Stage stage(interview_state(), width, 900);
    const auto mark = [](const Asked& commands) { return only<command::MarkItem>(commands); };
    CHECK(mark(stage.press("Alt+T")).progress == ItemProgress::kDone);
    CHECK(mark(stage.press("Alt+S")).progress == ItemProgress::kSkipped);
    CHECK(mark(stage.press("Alt+C")).progress == ItemProgress::kCovered);
    CHECK(mark(stage.press("Alt+C")).item_id == "surprise");
    stage.state.interview->items["surprise"] = {"surprise", ItemProgress::kDone, {}, false};
    stage.driver.run();
    CHECK(mark(stage.press("Alt+T")).progress == ItemProgress::kOpen);
    CHECK(mark(stage.click(Role::kToggle, "Done")).progress == ItemProgress::kOpen);
  }
}

TEST_CASE("items: the strip is one row in every small window, as late in the guide as can be") {
  for (const float width : {320.0F, 360.0F, 400.0F, 480.0F}) {
    for (const ItemProgress progress : {ItemProgress::kOpen, ItemProgress::kCovered}) {
      CAPTURE(width);
      session::State state = interview_state();
      state.interview->item_id = "close";
      state.interview->items["close"] = {"close", progress, {}, false};
      Stage stage(state, width, 900);
      const SemanticsNode* button = stage.driver.find_containing(Role::kButton, "15 of 15");
      REQUIRE(button != nullptr);
      CHECK((button->name == "15 of 15") == (progress == ItemProgress::kOpen));
      const auto middle = [](const Rect& rect) { return rect.y + rect.height / 2; };
      for (const char* name : {"Done", "Skip", "Covered already"}) {
        const SemanticsNode& mark = stage.driver.get(Role::kToggle, name);
        CHECK(middle(mark.rect) == middle(button->rect));
      }
      for (const char* name : {"Previous item", "Next item"})
        CHECK(middle(stage.driver.get(Role::kButton, name).rect) == middle(button->rect));
      const auto& cues = stage.driver.get(Role::kButton, "Cues").rect;
      CHECK((width < 380) == (cues.y >= button->rect.y + button->rect.height));
      only<command::ToggleCues>(stage.click(Role::kButton, "Cues"));
    }
  }
}

TEST_CASE("items: a sheet on small windows; choosing closes it") {
  for (const float width : {820.0F, 400.0F}) {
    CAPTURE(width);
    Stage stage(interview_state(), width, 900);
    only<command::ToggleItems>(stage.click(Role::kButton, "4 of 15"));
    stage.state.interview->items_open = true;
    stage.driver.run();
    const Asked commands = stage.click(Role::kButton, "15  Close");
    REQUIRE(commands.size() == 2);
    CHECK(commands.get<command::ChooseItem>(0).item_id == "close");
    CHECK(commands.is<command::ToggleItems>(1));
    only<command::ToggleItems>(stage.press("Escape"));
  }
}

TEST_CASE("question: its purpose and cues, folded away on narrow windows") {
  const std::string cue = "\u2013 Being surprised by their surprise is a finding.";
  CHECK(Stage(interview_state(), 1280, 800).driver.has(Role::kText, cue));
  CHECK(Stage(interview_state(), 820, 1180).driver.has(Role::kText, cue));
  Stage narrow(interview_state(), 400, 900);
  CHECK_FALSE(narrow.driver.has(Role::kText, cue));
  only<command::ToggleCues>(narrow.click(Role::kButton, "Cues"));
  narrow.state.interview->cues_open = true;
  narrow.driver.run();
  CHECK(narrow.driver.has(Role::kText, cue));
}

TEST_CASE("notes: consent that is not recorded is said once, with the next step") {
  for (const float width : {1280.0F, 400.0F}) {
    CAPTURE(width);
    Stage stage(interview_state(), width, 900);
    CHECK(stage.driver.has(Role::kStatus,
                           "Consent is not recorded yet. Lines are kept, and marked as not "
                           "shareable."));
    only<command::OpenConsent>(stage.click(Role::kButton, "Read the consent text"));
    record_consent(stage.state, model::ConsentState::kGiven);
    stage.driver.run();
    CHECK_FALSE(stage.driver.has(Role::kButton, "Read the consent text"));
  }
}

TEST_CASE("notes: a line opens its actions, and each does its thing") {
  Stage stage(interview_state());
  const auto open = stage.driver.find_all(Role::kListItem);
  REQUIRE_FALSE(open.empty());
  const Id line = stage.state.interview->lines[2].id;
  const std::string name = "Change the line of 10:22";
  CHECK_FALSE(only<command::SelectLine>(stage.click(Role::kButton, name)).line.is_none());
  stage.state.interview->selected_line = line;
  stage.driver.run();
  CHECK(only<command::BeginEditLine>(stage.click(Role::kButton, "Edit")).line == line);
  const auto strike = only<command::StrikeLine>(stage.click(Role::kButton, "Strike"));
  CHECK(strike.line == line);
  CHECK(strike.struck);
  const auto none = only<command::SetLineItem>(stage.click(Role::kButton, "Under no item"));
  CHECK(none.line == line);
  CHECK(none.item_id.empty());
  const SemanticsNode& kinds = stage.driver.get(Role::kRadioGroup, "Kind of this line");
  for (const SemanticsNode* radio : stage.driver.find_all(Role::kRadio)) {
    if (radio->parent != kinds.id || radio->name != "My own inference") continue;
    stage.take();
    stage.driver.click(radio->id);
    break;
  }
  CHECK(only<command::SetLineKind>(stage.take()).kind == LineKind::kInference);
  CHECK(only<command::SelectLine>(stage.press("Escape")).line.is_none());
  stage.state.interview->item_id = "role";
  stage.driver.run();
  const auto put = only<command::SetLineItem>(
      stage.click(Role::kButton, "Put under \u201CWhat was your role in the incident?\u201D"));
  CHECK(put.item_id == "role");
  stage.state.interview->selected_line = stage.state.interview->lines[0].id;
  stage.driver.run();
  CHECK_FALSE(only<command::StrikeLine>(stage.click(Role::kButton, "Undo the strike")).struck);
}

TEST_CASE("notes: an open line shows what it said before it was changed") {
  State state = interview_state();
  const model::Line& line = state.interview->lines[2];
  state.interview->selected_line = line.id;
  CHECK(Stage(state).driver.find(Role::kList, "Earlier wordings") == nullptr);
  state.interview->earlier = {{.text = "Half the site broke.", .at_ms = kNowMs}};
  Stage stage(state);
  CHECK(stage.driver.find(Role::kList, "Earlier wordings") != nullptr);
  CHECK(stage.driver.dump().find("Half the site broke.") != std::string::npos);
}

TEST_CASE("notes: a line is dragged onto the item it belongs to, or onto no item") {
  Stage stage(interview_state());
  const NodeId handle = stage.driver.get(Role::kButton, "Change the line of 10:22").id;
  const auto row = [&](std::string_view title) {
    return stage.driver.get(Role::kButton, title).id;
  };
  stage.take();
  stage.driver.drag(handle, row("Covered: 3  What was your role in the incident?"));
  const auto put = only<command::SetLineItem>(stage.take());
  CHECK(to_base32(put.line) == stage.driver.at(handle).drags);
  CHECK(put.item_id == "role");
  stage.driver.drag(handle, row("No item"));
  CHECK(only<command::SetLineItem>(stage.take()).item_id.empty());
  // Something that is no line here, and a line that nobody may change any more.
  stage.driver.send(ActionEvent{row("No item"), NodeAction::kDrop, "anything"});
  CHECK(stage.take().empty());
  stage.state.interview->interview.state = model::InterviewState::kClosed;
  stage.driver.run();
  CHECK_FALSE(stage.driver.at(row("No item")).takes_drops);
}

TEST_CASE("notes: a line is edited in place; Enter, the button and Escape all keep the change") {
  State state = interview_state();
  state.interview->selected_line = state.interview->lines[2].id;
  state.interview->editing_line = state.interview->lines[2].id;
  state.interview->line_edit = state.interview->lines[2].text;
  Stage stage(state);
  CHECK(stage.driver.field_text("Edit the line") == state.interview->lines[2].text);
  CHECK(stage.driver.at(stage.driver.focused()).name == "Edit the line");
  CHECK(only<command::WriteLineEdit>(stage.type("Edit the line", "Shorter.")).text == "Shorter.");
  CHECK(only<command::SaveLineEdit>(stage.submit("Edit the line", "Shorter.")).text == "Shorter.");
  only<command::EndLineEdit>(stage.click(Role::kButton, "Keep the change"));
  only<command::EndLineEdit>(stage.press("Escape"));
  const Asked left = stage.type("Note", "next");
  REQUIRE(left.size() == 2);
  CHECK(left.is<command::EndLineEdit>(0));
  CHECK(left.get<command::WriteDraft>(1).text == "next");
}

TEST_CASE("notes: only this item shows only its lines") {
  State state = interview_state();
  state.interview->item_id = "role";
  state.interview->only_item = true;
  Stage stage(state);
  CHECK(stage.driver.find_containing(Role::kText, "the page woke me") != nullptr);
  CHECK(stage.driver.find_containing(Role::kText, "I had no idea") == nullptr);
  CHECK_FALSE(only<command::ShowOnlyItem>(stage.click(Role::kToggle, "Only this item")).on);
}

TEST_CASE("notes: a line that is not on the disk yet says so and has no actions") {
  State state = interview_state();
  state.interview->unsaved.push_back(state.interview->lines.back());
  state.interview->unsaved.back().id = id_of(7777);
  state.interview->unsaved.back().at_ms = kNowMs;
  Stage stage(state);
  CHECK(stage.driver.has(Role::kText, "Not saved yet"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Change the line of 10:42"));
}

TEST_CASE("notes: 5,000 lines end at the last one, and only those near it are there") {
  Stage stage(long_interview_state(5000));
  CHECK(stage.driver.find_all(Role::kListItem).size() < 200);
  CHECK(stage.driver.find_containing(Role::kText, "Line 4999.") != nullptr);
  stage.driver.scroll("Lines of this 1:1", 0);
  CHECK(stage.driver.find_containing(Role::kText, "the page woke me") != nullptr);
  stage.driver.check_sound();
}

TEST_CASE("aside: time, plan, consent and the end, beside the notes or a sheet away") {
  for (const float width : {1280.0F, 820.0F, 400.0F}) {
    CAPTURE(width);
    State state = interview_state();
    Stage stage(state, width, 900);
    if (width < 1000) {
      only<command::ToggleMore>(stage.click(Role::kButton, "Time, consent and more"));
      stage.state.interview->more_open = true;
      stage.driver.run();
    }
    CHECK(stage.driver.get(Role::kProgress, "Time").value == "24 min of 60");
    CHECK(only<command::ChoosePlan>(stage.click(Role::kRadio, "30 minutes")).minutes == 30);
    only<command::OpenConsent>(stage.click(Role::kButton, "Consent"));
    CHECK(only<command::ShowOnlyItem>(stage.click(Role::kToggle, "Only this item")).on);
    only<command::OpenClosing>(stage.click(Role::kButton, "Close this 1:1"));
    stage.state.interview->more_open = false;
    stage.state.interview->closing_open = true;
    stage.driver.run();
    only<command::CloseInterview>(stage.click(Role::kButton, "Close the conversation"));
  }
}

TEST_CASE("aside: all of it is seen beside the notes at 1280x800, in both languages") {
  for (const words::Language language : {words::Language::kEnglish, words::Language::kGerman}) {
    const words::Speaking speaking(language);
    CAPTURE(static_cast<int>(language));
    for (const bool consented : {false, true}) {
      for (const bool to_sort : {false, true}) {
        CAPTURE(consented);
        CAPTURE(to_sort);
        State state = interview_state();
        state.interview->interview.follow_up.clear();
        if (consented) state.interview->consent.recorded_ms = kNowMs;
        if (to_sort) state.interview->lines[1].item_id.clear();
        Stage stage(state, 1280, 800);
        const SemanticsNode& aside = stage.driver.get(Role::kComplementary, words::say("This 1:1"));
        CHECK(aside.rect.height > 700);
        CHECK(aside.content_height <= aside.rect.height);
      }
    }
  }
}

TEST_CASE("closed: no field for new lines, and the way to go on") {
  State state = interview_state();
  state.interview->interview.ended_ms = kNowMs;
  Stage stage(state);
  CHECK_FALSE(stage.driver.has(Role::kTextField, "Note"));
  CHECK_FALSE(stage.driver.has(Role::kButton, "Close this 1:1"));
  CHECK(stage.driver.has(Role::kText, "Closed on 22 November 2026 at 10:42."));
  only<command::ReopenInterview>(stage.click(Role::kButton, "Go on with it"));
}

TEST_CASE("interview: Escape leaves nothing, back goes home, keys cover and lock") {
  Stage stage(interview_state());
  CHECK(stage.press("Escape").empty());
  only<command::GoHome>(stage.click(Role::kButton, "Home"));
  only<command::Cover>(stage.press("F9"));
  only<command::Lock>(stage.press("Alt+L"));
  only<command::OpenShortcuts>(stage.press("F1"));
}

}  // namespace
}  // namespace quietroom::screens_test
