#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;
using Texts = std::vector<std::string>;

struct Talking {
  Talking() : run(std::make_unique<Run>(device)) {
    run->set_up(kPassphrase);
    run->start_interview("Ana Lindgren");
  }
  void power_cut(std::uint64_t seed) {
    device.files.crash(seed);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
  }
  const model::Line& line(std::size_t at) const {
    REQUIRE(at < run->view().lines.size());
    return run->view().lines[at];
  }
  void say(const std::string& text) {
    device.clock.advance(1000);
    run->run(CommitLine{text});
  }
  TestDevice device;
  std::unique_ptr<Run> run;
};

TEST_CASE("capture: off the record holds for the lines to come, also after a power cut") {
  Talking at;
  at.say("before");
  at.run->run(ToggleOffRecord{});
  at.say("between us");
  at.power_cut(3);
  CHECK(at.run->view().off_record);
  at.say("also between us");
  at.run->run(AddPause{});
  at.run->run(ToggleOffRecord{});
  at.say("after");
  std::vector<bool> held;
  for (const model::Line& line : at.run->view().lines) held.push_back(line.held);
  CHECK(held == std::vector<bool>{false, true, true, true, false});
}

TEST_CASE("capture: a pause leaves what is typed in the field, also through a power cut") {
  Talking at;
  at.run->run(WriteDraft{"half a sentence"});
  at.run->wait(kDraftDebounceMs);
  at.run->run(AddPause{});
  CHECK(at.run->view().draft == "half a sentence");
  at.power_cut(6);
  CHECK(at.run->texts() == Texts{"Pause"});
  CHECK(at.run->view().draft == "half a sentence");
}

TEST_CASE("capture: undoing what a file brought leaves the field as it is") {
  Talking at;
  at.run->run(WriteDraft{"typed"});
  const std::string file = "one\ntwo";
  at.run->run(NotesPicked{Bytes(file.begin(), file.end())});
  at.run->run(UndoLast{});
  CHECK(at.run->view().draft == "typed");
}

TEST_CASE("capture: lines from one paste are off the record too") {
  Talking at;
  at.run->run(ToggleOffRecord{});
  at.run->run(WriteDraft{"one\ntwo"});
  at.run->run(KeepAsLines{});
  CHECK(at.line(0).held);
  CHECK(at.line(1).held);
}

TEST_CASE("capture: a line is taken off the record and put on it again") {
  Talking at;
  at.say("the vendor");
  at.run->run(HoldLine{at.line(0).id, true});
  CHECK(at.line(0).held);
  at.run->run(HoldLine{at.line(0).id, false});
  CHECK_FALSE(at.line(0).held);
  CHECK(at.line(0).text == "the vendor");
}

TEST_CASE("capture: what is typed with breaks is made several lines of") {
  Talking at;
  at.say("one two three");
  at.say("last");
  at.run->run(BeginEditLine{at.line(0).id});
  at.run->run(WriteLineEdit{"one\ntwo \n three"});
  at.run->run(SplitEdit{});
  CHECK(at.run->texts() == Texts{"one", "two", "three", "last"});
  CHECK(at.run->view().editing_line.is_none());
}

TEST_CASE("capture: two lines are joined and taken apart again") {
  Talking at;
  at.say("one");
  at.say("two");
  at.run->run(JoinLine{at.line(0).id});  // Nothing stands above it.
  CHECK(at.run->texts() == Texts{"one", "two"});
  at.run->run(JoinLine{at.line(1).id});
  CHECK(at.line(0).text == "one\ntwo");
  CHECK(at.line(1).struck);
  at.run->run(UndoLast{});
  CHECK(at.line(0).text == "one");
  CHECK_FALSE(at.line(1).struck);
}

TEST_CASE(
    "capture: a line off the record is not joined with one that is on it, and it is said why") {
  Talking at;
  at.say("one");
  at.say("two");
  at.run->run(HoldLine{at.line(1).id, true});
  at.run->run(JoinLine{at.line(1).id});
  CHECK(at.run->texts() == Texts{"one", "two"});
  CHECK(at.run->state().notice->text == "One of the two is off the record, so they stay apart.");
  // Two that are both off it are one like any others.
  at.run->run(HoldLine{at.line(0).id, true});
  at.run->run(JoinLine{at.line(1).id});
  CHECK(at.line(0).text == "one\ntwo");
}

TEST_CASE("capture: a line goes up and down, and stops at the ends") {
  Talking at;
  for (const char* text : {"one", "two", "three"}) at.say(text);
  at.run->run(MoveLine{at.line(2).id, -1});
  CHECK(at.run->texts() == Texts{"one", "three", "two"});
  at.run->run(MoveLine{at.line(1).id, -1});
  CHECK(at.run->texts() == Texts{"three", "one", "two"});
  at.run->run(MoveLine{at.line(0).id, -1});
  CHECK(at.run->texts() == Texts{"three", "one", "two"});
  at.run->run(MoveLine{at.line(1).id, 1});
  CHECK(at.run->texts() == Texts{"three", "two", "one"});
  at.run->run(MoveLine{at.line(2).id, 1});
  CHECK(at.run->texts() == Texts{"three", "two", "one"});
}

TEST_CASE("capture: sorting goes through the lines without an item, and ends by itself") {
  Talking at;
  at.run->run(ChooseItem{""});
  at.say("one");
  at.say("two");
  at.run->run(AddPause{});
  at.run->run(ToggleSorting{});
  CHECK(at.run->view().selected_line == at.line(0).id);
  at.run->run(ChooseItem{""});  // Passed over for now.
  CHECK(at.run->view().selected_line == at.line(1).id);
  at.run->run(ChooseItem{""});
  CHECK(at.run->view().selected_line == at.line(0).id);
  at.run->run(ChooseItem{"surprise"});
  CHECK(at.line(0).item_id == "surprise");
  CHECK(at.run->view().selected_line == at.line(1).id);
  at.run->run(ChooseItem{"tools"});
  CHECK(at.line(1).item_id == "tools");
  CHECK_FALSE(at.run->view().sorting);
  CHECK(at.run->view().item_id.empty());  // Where new lines go has not changed.
}

TEST_CASE("capture: covered already, with the way to the line that covers it") {
  Talking at;
  at.say("the list was from March");
  at.run->run(SelectLine{at.line(0).id});
  at.run->run(MarkItem{"tools", model::ItemProgress::kCovered});
  at.power_cut(4);
  const model::ItemState& state = at.run->view().items.at("tools");
  CHECK(state.covered_by == at.line(0).id);
  at.run->run(SelectLine{});
  at.run->run(JumpToLine{state.covered_by});
  CHECK(at.run->view().jump_line == at.line(0).id);
  CHECK(at.run->view().selected_line == at.line(0).id);
}

TEST_CASE("capture: tags and names that were used are offered, and put in the typed one's place") {
  Talking at;
  at.say("asked @Noa about the #pager-list");
  at.run->run(WriteDraft{"then @"});
  CHECK(at.run->view().completions == Texts{"@Ana", "@Noa"});
  at.run->run(WriteDraft{"the #PAG"});
  CHECK(at.run->view().completions == Texts{"#pager-list"});
  at.run->run(CompleteWord{"#pager-list"});
  CHECK(at.run->view().draft == "the #pager-list ");
  CHECK(at.run->view().completions.empty());
  at.run->run(WriteDraft{"nothing"});
  CHECK(at.run->view().completions.empty());
}

TEST_CASE("capture: abbreviations are written out when the line is kept, and are remembered") {
  Talking at;
  at.run->type(Field::kAbbreviations, "db = database\nic = incident commander");
  at.say("ic asked for the db, not #db");
  CHECK(at.line(0).text == "incident commander asked for the database, not #db");
  at.run->type(Field::kAbbreviations, "db");
  CHECK(at.run->state().problem_field == Field::kAbbreviations);
  at.power_cut(2);
  at.say("db");
  CHECK(at.line(1).text == "database");
}

TEST_CASE("capture: a chat that is pasted keeps who and when; a text file comes in the same way") {
  Talking at;
  const std::int64_t started_ms = at.run->view().interview.started_ms;
  at.device.clock.advance(60 * 60 * 1000);
  at.say("said here");
  // The fake clock starts at a time of day; the chat tells one a minute after the start.
  const int offset = at.run->state().utc_offset_minutes;
  const std::int64_t minute = (started_ms / 60000 + offset + 1) % (24 * 60);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::string time = two(minute / 60) + ":" + two(minute % 60);
  at.run->run(WriteDraft{"Noa (" + time + ")\nit is the list\non the wall"});
  at.run->run(KeepAsLines{});
  CHECK(at.run->texts() == Texts{"Noa: it is the list", "Noa: on the wall", "said here"});
  CHECK(at.line(0).at_ms / 60000 == started_ms / 60000 + 1);
  const std::string file = "[" + time + "] from paper\nbelow it";
  at.run->run(NotesPicked{Bytes(file.begin(), file.end())});
  CHECK(at.run->texts() ==
        Texts{"Noa: it is the list", "Noa: on the wall", "from paper", "below it", "said here"});
  at.run->run(UndoLast{});
  std::size_t struck = 0;
  for (const model::Line& line : at.run->view().lines) struck += line.struck ? 1 : 0;
  CHECK(struck == 2);
  at.run->run(NotesPicked{Bytes{0xFF, 0xFE, 0x00}});
  at.run->run(NotesPicked{Bytes{}});
  CHECK(at.run->texts().size() == 5);
}

TEST_CASE("capture: the clock can be hidden, and stays so") {
  Talking at;
  at.run->run(ToggleClock{});
  at.power_cut(2);
  CHECK(at.run->state().clock_hidden);
}

}  // namespace
}  // namespace quietroom::session
