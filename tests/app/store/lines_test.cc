// What is done with lines: several items, marks, off the record, order; and guides of one's own.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/model/rules.h"
#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::Line;
using model::LineKind;

namespace {

struct Talk {
  Talk() : store(bench.create()), interview(must(store->start_interview(walk_in("Ada")))) {}

  Id say(std::string text, std::string item = "role") {
    bench.clock.advance(1000);
    return must(store->add_line(
        {interview.interview_id, std::move(item), LineKind::kParaphrase, std::move(text)}));
  }
  Line line(const Id& id) { return must(store->line(id)); }
  std::vector<std::string> texts() {
    std::vector<std::string> all;
    for (const Line& one : must(store->lines(interview.interview_id)))
      all.push_back((one.struck ? "-" : "") + one.text);
    return all;
  }
  /// Every operation whose payload is still there and holds `word`, by its room.
  std::vector<Id> rooms_with(const std::string& word) {
    std::vector<Id> rooms;
    for (const LoggedOperation& one : must(store->operations_after(0, 100000))) {
      const std::string payload(one.payload.begin(), one.payload.end());
      if (payload.find(word) != std::string::npos) rooms.push_back(one.operation.room);
    }
    return rooms;
  }

  Bench bench;
  std::unique_ptr<Store> store;
  StartedInterview interview;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("lines: one may belong to several items, and leaving the first keeps the others") {
  Talk talk;
  const Id id = talk.say("The list was from March");
  must(talk.store->set_line_also_item(id, "tools", true));
  must(talk.store->set_line_also_item(id, "surprise", true));
  must(talk.store->set_line_also_item(id, "role", true));  // Is there already.
  CHECK(talk.line(id).item_id == "role");
  CHECK(talk.line(id).also_items == Texts{"surprise", "tools"});
  must(talk.store->set_line_also_item(id, "role", false));
  CHECK(talk.line(id).item_id == "surprise");
  CHECK(talk.line(id).also_items == Texts{"tools"});
  must(talk.store->set_line_item(id, "close"));  // Under that alone.
  CHECK(talk.line(id).item_id == "close");
  CHECK(talk.line(id).also_items.empty());
  CHECK(code_of(talk.store->set_line_also_item(id, "", true)) == ErrorCode::kInvalid);
  CHECK(code_of(talk.store->set_line_also_item(id, "No such id!", true)) == ErrorCode::kInvalid);
  const Id loose = talk.say("Nobody knew", "");
  must(talk.store->set_line_also_item(loose, "tools", true));
  CHECK(talk.line(loose).item_id == "tools");
}

TEST_CASE("lines: star and surprise are marks that come off again") {
  Talk talk;
  const Id id = talk.say("It had never been restored");
  must(talk.store->star_line(id, true));
  must(talk.store->set_line_surprise(id, true));
  CHECK(talk.line(id).star);
  CHECK(talk.line(id).surprise);
  CHECK_FALSE(talk.line(id).edited);
  must(talk.store->star_line(id, false));
  CHECK_FALSE(talk.line(id).star);
  CHECK(talk.line(id).surprise);
}

TEST_CASE("off the record: a line that was written so never was under another room") {
  Talk talk;
  const auto rooms = must(talk.store->interview(talk.interview.interview_id)).rooms;
  must(talk.store->add_line({talk.interview.interview_id, "role", LineKind::kQuote,
                             "zanzibar off the record", /*held=*/true, 0}));
  for (const Id& room : talk.rooms_with("zanzibar")) CHECK(room == rooms.held_back);
  CHECK(talk.rooms_with("zanzibar").size() == 1);
  CHECK(must(talk.store->search("zanzibar", 10)).empty());
  must(talk.store->check());
}

TEST_CASE("off the record: taking a line there leaves no word of it anywhere else") {
  Talk talk;
  const auto rooms = must(talk.store->interview(talk.interview.interview_id)).rooms;
  const Id first = talk.say("before");
  const Id id = talk.say("the vendor is called quagga");
  const Id last = talk.say("after");
  must(talk.store->edit_line(id, "the vendor is called Quagga Ltd"));
  must(talk.store->set_line_also_item(id, "tools", true));
  must(talk.store->star_line(id, true));
  const Line was = talk.line(id);
  CHECK(must(talk.store->search("quagga", 10)).size() == 1);

  must(talk.store->hold_line(id, true));
  const Line held = talk.line(id);
  CHECK(held.held);
  CHECK(held.text == was.text);
  CHECK(held.at_ms == was.at_ms);
  CHECK(held.item_id == was.item_id);
  CHECK(held.also_items == was.also_items);
  CHECK(held.star);
  CHECK(talk.texts() == Texts{"before", was.text, "after"});
  CHECK(must(talk.store->search("quagga", 10)).empty());
  for (const char* word : {"quagga", "Quagga"}) {
    for (const Id& room : talk.rooms_with(word)) CHECK(room == rooms.held_back);
  }
  CHECK(talk.rooms_with("Quagga").size() == 1);
  CHECK(talk.rooms_with("quagga").empty());  // The earlier wording is nowhere any more.
  CHECK(must(talk.store->line_history(id)).size() == 1);
  must(talk.store->check());

  // What is done with it now stays in that room.
  must(talk.store->edit_line(id, "the vendor Quagga, in Ghent"));
  for (const Id& room : talk.rooms_with("Ghent")) CHECK(room == rooms.held_back);
  const std::string before_rebuild = dump(*talk.store);
  must(talk.store->rebuild_tables());
  CHECK(dump(*talk.store) == before_rebuild);

  must(talk.store->hold_line(id, false));
  CHECK_FALSE(talk.line(id).held);
  CHECK(must(talk.store->search("ghent", 10)).size() == 1);
  for (const Id& room : talk.rooms_with("Ghent")) CHECK(room == rooms.raw);
  must(talk.store->check());
  CHECK(talk.texts() == Texts{"before", "the vendor Quagga, in Ghent", "after"});
  CHECK(first == must(talk.store->lines(talk.interview.interview_id)).front().id);
  CHECK(last == must(talk.store->lines(talk.interview.interview_id)).back().id);
}

TEST_CASE("off the record: is never shareable, whatever was agreed") {
  model::Interview interview;
  interview.id = numbered_id(1);
  interview.state = model::InterviewState::kHeld;
  model::ConsentRecord consent;
  consent.interview_id = interview.id;
  consent.state = model::ConsentState::kGiven;
  consent.answers.notes_taken = model::Answer::kYes;
  consent.answers.medium_ok = model::Answer::kYes;
  Line line;
  line.interview_id = interview.id;
  CHECK_FALSE(why_not_shareable(line, interview, consent).has_value());
  line.held = true;
  CHECK(why_not_shareable(line, interview, consent) == model::NotShareable::kHeld);
}

TEST_CASE("order: a line is split, and the part stands behind it with everything it was") {
  Talk talk;
  const Id id = talk.say("one. two.");
  talk.say("three.");
  must(talk.store->star_line(id, true));
  must(talk.store->set_line_also_item(id, "tools", true));
  const Id second = must(talk.store->split_line(id, 5));
  CHECK(talk.texts() == Texts{"one.", "two.", "three."});
  CHECK(talk.line(second).star);
  CHECK(talk.line(second).also_items == Texts{"tools"});
  CHECK(talk.line(second).at_ms == talk.line(id).at_ms);
  // Nothing on one side, beyond the end, or a struck one: refused, and nothing changes.
  const std::string before = dump(*talk.store);
  CHECK(code_of(talk.store->split_line(id, 0)) == ErrorCode::kInvalid);
  CHECK(code_of(talk.store->split_line(id, 4)) == ErrorCode::kInvalid);
  CHECK(code_of(talk.store->split_line(id, 99)) == ErrorCode::kInvalid);
  CHECK(dump(*talk.store) == before);
}

TEST_CASE("order: two lines are joined, and the second is struck, not gone") {
  Talk talk;
  const Id first = talk.say("one");
  const Id second = talk.say("two");
  const Id held = talk.say("three");
  must(talk.store->join_lines(first, second));
  CHECK(talk.texts() == Texts{"one\ntwo", "-two", "three"});
  must(talk.store->hold_line(held, true));
  CHECK(code_of(talk.store->join_lines(first, held)) == ErrorCode::kInvalid);
  CHECK(code_of(talk.store->join_lines(first, first)) == ErrorCode::kInvalid);
  CHECK(code_of(talk.store->join_lines(first, second)) == ErrorCode::kInvalid);
}

TEST_CASE("order: lines are moved as a list would be, for many seeds") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    Talk talk;
    std::vector<std::pair<Id, std::string>> model;
    std::vector<NewLine> lines;
    // At once: their times differ by a tick of the counter only, so there is hardly room between.
    for (int i = 0; i < 12; ++i)
      lines.push_back(
          {talk.interview.interview_id, "", LineKind::kQuote, "line " + std::to_string(i)});
    const std::vector<Id> ids = must(talk.store->add_lines(lines));
    for (std::size_t i = 0; i < ids.size(); ++i) model.emplace_back(ids[i], lines[i].text);
    for (int step = 0; step < 60; ++step) {
      const auto from = static_cast<std::ptrdiff_t>(dice.below(model.size()));
      const auto one = model[static_cast<std::size_t>(from)];
      model.erase(model.begin() + from);
      const auto to = static_cast<std::ptrdiff_t>(dice.below(model.size() + 1));
      const Id after = to == 0 ? Id{} : model[static_cast<std::size_t>(to - 1)].first;
      model.insert(model.begin() + to, one);
      must(talk.store->move_line(one.first, after));
      Texts wanted;
      for (const auto& [id, text] : model) wanted.push_back(text);
      REQUIRE(talk.texts() == wanted);
    }
    const std::string before = dump(*talk.store);
    must(talk.store->rebuild_tables());
    CHECK(dump(*talk.store) == before);
  }
}

TEST_CASE("lines: what was noted elsewhere stands where its time puts it") {
  Talk talk;
  const std::int64_t start_ms = talk.bench.clock.wall_ms();
  talk.say("at one second");
  talk.say("at two seconds");
  must(talk.store->add_lines(std::vector<NewLine>{
      {talk.interview.interview_id, "", LineKind::kQuote, "on paper", false, start_ms + 1500}}));
  CHECK(talk.texts() == Texts{"at one second", "on paper", "at two seconds"});
}

TEST_CASE("guides: one's own are kept, changed, removed and brought back") {
  Talk talk;
  const Id id = must(talk.store->add_guide("{\"a\": 1}"));
  REQUIRE(must(talk.store->own_guides()).size() == 1);
  CHECK(must(talk.store->own_guides())[0].body == "{\"a\": 1}");
  must(talk.store->change_guide(id, "{\"a\": 2}"));
  CHECK(must(talk.store->own_guides())[0].body == "{\"a\": 2}");
  must(talk.store->archive_guide(id, true));
  CHECK(must(talk.store->own_guides()).empty());
  must(talk.store->archive_guide(id, false));
  CHECK(must(talk.store->own_guides()).size() == 1);
  CHECK(code_of(talk.store->change_guide(numbered_id(9), "{}")) == ErrorCode::kNotFound);
}

TEST_CASE("guides: an interview keeps the text of the one that it was held with") {
  Talk talk;
  StartInterview start = walk_in("Noa");
  start.guide_body = "{\"kept\": true}";
  const auto started = must(talk.store->start_interview(start));
  CHECK(must(talk.store->interview(started.interview_id)).guide_body == "{\"kept\": true}");
}
