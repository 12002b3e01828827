// Two devices wrote into one field without knowing of each other: what is shown, and who settles
// it.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::EntityKind;
using model::Line;
using model::LineKind;
using model::Value;
using model::Writer;
using Texts = std::vector<std::string>;

namespace {

struct Device {
  Bench bench;
  std::unique_ptr<Store> store;

  explicit Device(std::uint64_t seed) : bench(seed), store(bench.create()) {}
  void hear(Device& from) { must(store->apply(log_of(*from.store))); }
  Line line(const Id& id) { return must(store->line(id)); }
  void edit(const Id& id, std::string_view text) {
    bench.clock.advance(1000);
    must(store->edit_line(id, text));
  }
  std::vector<model::Revision> seen(const Id& id) {
    return model::revisions_of(must(store->wordings(EntityKind::kLine, id, "text")));
  }
};

/// Two devices of one person that know the same 1:1 with one line.
struct Pair {
  explicit Pair(std::string_view text = "one two three four") : ada(1), bob(2) {
    started = must(ada.store->start_interview(walk_in("Cid")));
    line =
        must(ada.store->add_line({started.interview_id, "", LineKind::kQuote, std::string(text)}));
    bob.hear(ada);
  }
  void exchange() {
    ada.hear(bob);
    bob.hear(ada);
  }
  Device ada;
  Device bob;
  StartedInterview started;
  Id line;
};

Texts texts_of(const Line& line) {
  Texts texts;
  if (line.wordings() == nullptr) return texts;
  for (const model::Wording& one : line.wordings()->wordings) texts.push_back(*one.value.as_text());
  return texts;
}

}  // namespace

TEST_CASE("wordings: both are told, with whose and when, in one order everywhere") {
  Pair pair;
  pair.ada.edit(pair.line, "by ada");
  pair.bob.bench.clock.advance(5000);
  pair.bob.edit(pair.line, "by bob");
  pair.exchange();
  const Line at_ada = pair.ada.line(pair.line);
  const Line at_bob = pair.bob.line(pair.line);
  REQUIRE(at_ada.has_two_texts());
  CHECK(at_ada.text == "by bob");  // The later one, where there is room for one only.
  CHECK(texts_of(at_ada) == texts_of(at_bob));
  for (const model::Wording& one : at_ada.wordings()->wordings) {
    const bool own = *one.value.as_text() == "by ada";
    CHECK(one.by == (own ? Writer::kThisDevice : Writer::kOwnDevice));
    CHECK(one.shown == !own);
    CHECK(one.at_ms > 0);
  }
}

TEST_CASE("wordings: a person settles it by one choice, which names both") {
  Pair pair;
  pair.ada.edit(pair.line, "by ada");
  pair.bob.edit(pair.line, "by bob");
  pair.exchange();
  must(pair.bob.store->settle(EntityKind::kLine, pair.line, "text", Value::text("by ada"),
                              pair.bob.seen(pair.line)));
  pair.exchange();
  for (Device* device : {&pair.ada, &pair.bob}) {
    const Line line = device->line(pair.line);
    CHECK(line.text == "by ada");
    CHECK_FALSE(line.asks());
    CHECK_FALSE(line.conflict);
    CHECK(must(device->store->line_history(pair.line)).size() == 4);
  }
}

TEST_CASE("wordings: who settles without having seen a third one leaves that one standing") {
  Pair pair;
  Device cid(3);
  cid.hear(pair.ada);
  pair.ada.edit(pair.line, "by ada");
  pair.bob.edit(pair.line, "by bob");
  cid.edit(pair.line, "by cid");
  pair.exchange();
  const auto seen = pair.ada.seen(pair.line);
  pair.ada.hear(cid);
  CHECK_MESSAGE(pair.ada.line(pair.line).has_two_texts(), "three values are never merged");
  must(pair.ada.store->settle(EntityKind::kLine, pair.line, "text", Value::text("by ada"), seen));
  Texts texts = texts_of(pair.ada.line(pair.line));
  std::sort(texts.begin(), texts.end());
  CHECK(texts == Texts{"by ada", "by cid"});
}

TEST_CASE("wordings: changes that stand apart are seen as one text, and only a person writes it") {
  Pair pair;
  pair.ada.edit(pair.line, "one two three four five");
  pair.bob.edit(pair.line, "1 two three four");
  pair.exchange();
  const std::size_t written = log_of(*pair.ada.store).size();
  for (Device* device : {&pair.ada, &pair.bob}) {
    const Line line = device->line(pair.line);
    CHECK(line.text == "1 two three four five");
    CHECK(line.merged);
    CHECK(line.asks());
    CHECK_FALSE(line.has_two_texts());
    CHECK(texts_of(line).size() == 2);
  }
  pair.exchange();
  CHECK(log_of(*pair.ada.store).size() == written);
  must(pair.bob.store->settle(EntityKind::kLine, pair.line, "text",
                              Value::text("1 two three four five"), pair.bob.seen(pair.line)));
  pair.exchange();
  CHECK(pair.ada.line(pair.line).text == "1 two three four five");
  CHECK_FALSE(pair.ada.line(pair.line).asks());
}

TEST_CASE("wordings: an edit that had begun before another came replaces only what it saw") {
  Pair pair;
  const auto seen = pair.ada.seen(pair.line);
  pair.bob.edit(pair.line, "by bob");
  pair.ada.hear(pair.bob);
  CHECK(pair.ada.line(pair.line).text == "by bob");
  must(pair.ada.store->edit_line(pair.line, "by ada", {}, seen));
  CHECK(pair.ada.line(pair.line).has_two_texts());
}

TEST_CASE("strike: a text that its maker had not seen wins, until somebody who saw it strikes") {
  for (const bool edited_first : {true, false}) {
    CAPTURE(edited_first);
    Pair pair;
    if (!edited_first) pair.bob.bench.clock.advance(60000);
    must(pair.ada.store->strike_line(pair.line, true));
    if (edited_first) pair.ada.bench.clock.advance(60000);
    pair.bob.edit(pair.line, "one two three");
    pair.exchange();
    for (Device* device : {&pair.ada, &pair.bob}) {
      const Line line = device->line(pair.line);
      CHECK_FALSE(line.struck);
      CHECK(line.struck_over);
      CHECK(line.text == "one two three");
      CHECK(must(device->store->search("three", 10)).size() == 1);
      must(device->store->check());
    }
    must(pair.bob.store->strike_line(pair.line, true));
    pair.exchange();
    for (Device* device : {&pair.ada, &pair.bob}) {
      CHECK(device->line(pair.line).struck);
      CHECK_FALSE(device->line(pair.line).asks());
      CHECK(must(device->store->search("three", 10)).empty());
    }
  }
}

TEST_CASE("strike: letting it stand settles it as well") {
  Pair pair;
  must(pair.ada.store->strike_line(pair.line, true));
  pair.bob.edit(pair.line, "one");
  pair.exchange();
  must(pair.ada.store->strike_line(pair.line, false));
  pair.exchange();
  CHECK_FALSE(pair.bob.line(pair.line).struck);
  CHECK_FALSE(pair.bob.line(pair.line).asks());
}

TEST_CASE("strike: an edit under way may end on a line that was struck elsewhere meanwhile") {
  Pair pair;
  const auto seen = pair.ada.seen(pair.line);
  must(pair.bob.store->strike_line(pair.line, true));
  pair.ada.hear(pair.bob);
  CHECK(pair.ada.line(pair.line).struck);
  CHECK(code_of(pair.ada.store->edit_line(pair.line, "late")) == ErrorCode::kInvalid);
  must(pair.ada.store->edit_line(pair.line, "late", {}, seen));
  CHECK(pair.ada.line(pair.line).struck_over);
}

TEST_CASE("strike: one that nobody contests stays, also off the record and through a rebuild") {
  Pair pair;
  pair.ada.edit(pair.line, "changed, then struck");
  must(pair.ada.store->strike_line(pair.line, true));
  must(pair.ada.store->hold_line(pair.line, true));
  pair.exchange();
  must(pair.bob.store->rebuild_tables());
  CHECK(pair.bob.line(pair.line).struck);
  CHECK_FALSE(pair.bob.line(pair.line).asks());
}

TEST_CASE("strike: a line that was joined to another comes back with words that came later") {
  Pair pair;
  const Id second = must(
      pair.ada.store->add_line({pair.started.interview_id, "", LineKind::kQuote, "and a second"}));
  pair.bob.hear(pair.ada);
  must(pair.ada.store->join_lines(pair.line, second));
  pair.bob.edit(second, "and a second, with more");
  pair.exchange();
  CHECK(pair.ada.line(second).struck_over);
  CHECK(pair.ada.line(second).text == "and a second, with more");
}

TEST_CASE("search: every wording is found, and gone words are not") {
  Pair pair;
  pair.ada.edit(pair.line, "the pager");
  pair.bob.edit(pair.line, "the telephone");
  pair.exchange();
  CHECK(must(pair.ada.store->search("pager", 10)).size() == 1);
  CHECK(must(pair.ada.store->search("telephone", 10)).size() == 1);
  must(pair.ada.store->check());
  must(pair.ada.store->settle(EntityKind::kLine, pair.line, "text", Value::text("the pager"),
                              pair.ada.seen(pair.line)));
  CHECK(must(pair.ada.store->search("telephone", 10)).empty());
  must(pair.ada.store->check());
}

TEST_CASE("lines: what is done with one that has two wordings takes both along") {
  Pair pair;
  const Id second =
      must(pair.ada.store->add_line({pair.started.interview_id, "", LineKind::kQuote, "before"}));
  pair.bob.hear(pair.ada);
  pair.ada.edit(pair.line, "by ada");
  pair.bob.edit(pair.line, "by bob");
  pair.exchange();
  CHECK(code_of(pair.ada.store->split_line(pair.line, 2)) == ErrorCode::kInvalid);
  SUBCASE("off the record") {
    must(pair.ada.store->hold_line(pair.line, true));
    const Line held = pair.ada.line(pair.line);
    CHECK(held.held);
    CHECK_FALSE(held.asks());
    CHECK(held.text.find("by ada") != std::string::npos);
    CHECK(held.text.find("by bob") != std::string::npos);
  }
  SUBCASE("joined") {
    must(pair.ada.store->join_lines(second, pair.line));
    const Line joined = pair.ada.line(second);
    CHECK(joined.text.find("by ada") != std::string::npos);
    CHECK(joined.text.find("by bob") != std::string::npos);
  }
}

TEST_CASE("conflicts: titles, names, plans and kinds, each settled by one of its values") {
  Pair pair;
  const Id interview = pair.started.interview_id;
  must(pair.ada.store->rename_case(pair.started.case_id, "Outage A"));
  must(pair.bob.store->rename_case(pair.started.case_id, "Outage B"));
  must(pair.ada.store->rename_person(pair.started.person_id, "Cid A"));
  must(pair.bob.store->rename_person(pair.started.person_id, "Cid B"));
  must(pair.ada.store->set_plan_minutes(interview, 45));
  must(pair.bob.store->set_plan_minutes(interview, 30));
  must(pair.ada.store->set_line_kind(pair.line, LineKind::kInference));
  must(pair.bob.store->set_line_kind(pair.line, LineKind::kParaphrase));
  must(pair.ada.store->set_follow_up(interview, "A call"));
  must(pair.bob.store->set_follow_up(interview, "A letter"));
  pair.exchange();
  struct Row {
    EntityKind kind;
    Id entity;
    const char* field;
    Value value;
  };
  const Row rows[] = {
      {EntityKind::kCase, pair.started.case_id, "title", Value::text("Outage A")},
      {EntityKind::kPerson, pair.started.person_id, "name", Value::text("Cid B")},
      {EntityKind::kInterview, interview, "plan", Value::integer(45)},
      {EntityKind::kInterview, interview, "follow.up", Value::text("A call")},
      {EntityKind::kLine, pair.line, "kind", Value::integer(3)},
  };
  Store& store = *pair.ada.store;
  for (const Row& row : rows) {
    CAPTURE(row.field);
    const auto all = must(store.conflicts(row.kind, row.entity));
    const auto one = std::find_if(all.begin(), all.end(), [&](const model::Conflict& conflict) {
      return conflict.field == row.field;
    });
    REQUIRE(one != all.end());
    const auto seen = model::revisions_of(one->wordings);
    CHECK(seen.size() == 2);
    if (row.kind != EntityKind::kLine) {
      CHECK(code_of(store.settle(row.kind, row.entity, row.field, Value::text("neither"), seen)) ==
            ErrorCode::kInvalid);
    }
    must(store.settle(row.kind, row.entity, row.field, row.value, seen));
    CHECK(must(store.wordings(row.kind, row.entity, row.field)).size() == 1);
  }
  pair.exchange();
  CHECK(must(pair.bob.store->conflicts(EntityKind::kInterview, interview)).empty());
  CHECK(must(pair.bob.store->find_case(pair.started.case_id)).title == "Outage A");
  CHECK(must(pair.bob.store->interview(interview)).follow_up == "A call");
}

TEST_CASE("conflicts: what nobody has to choose from is not asked") {
  Pair pair;
  must(pair.ada.store->end_conversation(pair.started.interview_id));
  pair.bob.bench.clock.advance(1000);
  must(pair.bob.store->end_conversation(pair.started.interview_id));
  pair.exchange();
  CHECK(must(pair.ada.store->conflicts(EntityKind::kInterview, pair.started.interview_id)).empty());
  CHECK(code_of(pair.ada.store->settle(EntityKind::kInterview, pair.started.interview_id, "ended",
                                       Value::integer(1), pair.ada.seen(pair.line))) ==
        ErrorCode::kInvalid);
}
