// Clean text in the store: what may be made of which lines, in which room, on two devices, and
// what a loss of power leaves.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/app/store/journal_support.h"
#include "tests/app/store/older_store.h"

using namespace quietroom;
using namespace quietroom::store;
using model::EntityKind;
using model::LineKind;
using model::Passage;
using model::Value;

namespace {

using Texts = std::vector<std::string>;

/// A 1:1 that is over, with a quote and a paraphrase.
struct Held {
  explicit Held(std::uint64_t seed = 1) : bench(seed), store(bench.create()) {
    interview = must(store->start_interview(walk_in("Ada"))).interview_id;
    quote = must(store->add_line({interview, "role", LineKind::kQuote, "I had no idea"}));
    para = must(store->add_line({interview, "role", LineKind::kParaphrase, "Half was down."}));
    must(store->end_conversation(interview));
  }
  Id add(std::string text, std::vector<Id> lines = {}, bool verbatim = false) {
    const NewPassage one{"role", std::move(text), verbatim, std::move(lines)};
    return must(store->add_passages(interview, {&one, 1})).front();
  }
  Passage passage(const Id& id) { return must(store->passage(id)); }
  Texts texts() {
    Texts all;
    for (const Passage& one : must(store->passages(interview)))
      all.push_back((one.struck ? "-" : "") + one.text);
    return all;
  }
  /// In how many payloads of the log that word stands, all of them in the draft room.
  int said(const std::string& word) {
    const Id draft = must(store->interview(interview)).rooms.draft;
    int count = 0;
    for (const LoggedOperation& one : log_of(*store)) {
      if (!holds(one.payload, word)) continue;
      CHECK(one.operation.room == draft);
      ++count;
    }
    return count;
  }

  Bench bench;
  std::unique_ptr<Store> store;
  Id interview;
  Id quote;
  Id para;
};

ErrorCode refused(Held& held, const NewPassage& passage) {
  return code_of(held.store->add_passages(held.interview, {&passage, 1}));
}

}  // namespace

TEST_CASE(
    "passages: are made of lines, in their order, in the draft room, and are made anew from "
    "the log") {
  Held held;
  const Id first = held.add("I had no inkling", {held.quote}, true);
  const Id second = held.add("Half of it was quagga down.", {held.para, held.quote});
  CHECK(held.texts() == Texts{"I had no inkling", "Half of it was quagga down."});
  const Passage found = held.passage(second);
  CHECK(found.comes_from(held.para));
  CHECK(found.comes_from(held.quote));
  CHECK(found.item_id == "role");
  CHECK_FALSE(found.verbatim);
  CHECK(held.passage(first).verbatim);
  CHECK(held.said("quagga") == 1);
  // Nothing of it is found by a search for lines.
  CHECK(must(held.store->search("quagga", 5)).empty());
  must(held.store->edit_passage(second, "Half of the site was down."));
  CHECK(held.passage(second).edited);
  CHECK(must(held.store->passage_history(second)).size() == 2);
  const std::string before = dump(*held.store);
  must(held.store->rebuild_tables());
  CHECK(dump(*held.store) == before);
  must(held.store->check());
}

TEST_CASE("passages: none is made of a line off the record, struck, a pause, or of another 1:1") {
  Held held;
  const Id other = must(held.store->start_interview(walk_in("Bo"))).interview_id;
  const Id theirs = must(held.store->add_line({other, "", LineKind::kQuote, "elsewhere"}));
  CHECK(refused(held, {"", "x", false, {theirs}}) == ErrorCode::kInvalid);
  must(held.store->hold_line(held.quote, true));
  CHECK(refused(held, {"", "x", false, {held.quote}}) == ErrorCode::kInvalid);
  must(held.store->strike_line(held.para, true));
  CHECK(refused(held, {"", "x", false, {held.para}}) == ErrorCode::kInvalid);
  CHECK(refused(held, {"", "", false, {}}) == ErrorCode::kInvalid);
  CHECK(refused(held, {"No such", "x", false, {}}) == ErrorCode::kInvalid);
  const Id kept = held.add("typed");
  CHECK(code_of(held.store->take_up_line(kept, held.para)) == ErrorCode::kInvalid);
  CHECK(code_of(held.store->take_up_line(kept, held.quote)) == ErrorCode::kInvalid);
  CHECK(held.texts() == Texts{"typed"});
  // Neither while the conversation runs.
  const NewPassage early{"", "x", false, {theirs}};
  CHECK(code_of(held.store->add_passages(other, {&early, 1})) == ErrorCode::kInvalid);
}

TEST_CASE("passages: taking a line up adds its words, and a quote with other words is none") {
  Held held;
  const Id id = held.add("I had no idea", {held.quote}, true);
  must(held.store->take_up_line(id, held.para));
  CHECK(held.texts() == Texts{"I had no idea Half was down."});
  CHECK(held.passage(id).comes_from(held.para));
  CHECK_FALSE(held.passage(id).verbatim);
  must(held.store->take_up_line(id, held.para));  // Is in it already.
  CHECK(held.texts() == Texts{"I had no idea Half was down."});
}

TEST_CASE("passages: split, join, move, strike, another item") {
  Held held;
  const Id first = held.add("one two three", {held.para});
  const Id last = held.add("last");
  const Id second = must(held.store->split_passage(first, 4));
  CHECK(held.texts() == Texts{"one", "two three", "last"});
  CHECK(held.passage(second).lines == held.passage(first).lines);
  CHECK(code_of(held.store->split_passage(first, 0)) == ErrorCode::kInvalid);
  CHECK(code_of(held.store->split_passage(first, 99)) == ErrorCode::kInvalid);
  must(held.store->move_passage(last, first));
  CHECK(held.texts() == Texts{"one", "last", "two three"});
  for (int i = 0; i < 15; ++i) {  // Until there is no room left between two.
    must(held.store->move_passage(second, first));
    must(held.store->move_passage(last, first));
  }
  must(held.store->move_passage(last, {}));
  CHECK(held.texts() == Texts{"last", "one", "two three"});
  must(held.store->join_passages(first, second));
  CHECK(held.texts() == Texts{"last", "one two three", "-two three"});
  must(held.store->set_passage_verbatim(last, true));
  CHECK(code_of(held.store->join_passages(last, first)) == ErrorCode::kInvalid);
  must(held.store->set_passage_item(last, "tools"));
  CHECK(held.passage(last).item_id == "tools");
  must(held.store->strike_passage(last, true));
  CHECK(code_of(held.store->edit_passage(last, "x")) == ErrorCode::kInvalid);
  must(held.store->strike_passage(last, false));
  must(held.store->edit_passage(last, "x"));
  must(held.store->check());
}

TEST_CASE("passages: what is taken out leaves no wording in the log") {
  Held held;
  const Id id = held.add("the vendor is called quagga", {held.quote});
  must(held.store->edit_passage(id, "the vendor is called quagga ltd"));
  CHECK(held.said("quagga") == 2);
  must(held.store->remove_passage(id));
  CHECK(held.said("quagga") == 0);
  CHECK(held.texts().empty());
  CHECK(code_of(held.store->passage(id)) == ErrorCode::kNotFound);
  must(held.store->rebuild_tables());
  CHECK(held.texts().empty());
}

TEST_CASE("passages: two devices that change one apart keep both, as of lines") {
  Held ada;
  const Id id = ada.add("one two three four", {ada.quote});
  Bench second(2);
  auto bob = second.create();
  must(bob->apply(log_of(*ada.store)));
  must(ada.store->edit_passage(id, "ONE two three four"));
  must(bob->edit_passage(id, "one two three FOUR"));
  must(ada.store->apply(log_of(*bob)));
  must(bob->apply(log_of(*ada.store)));
  CHECK(dump(*bob) == dump(*ada.store));
  Passage seen = ada.passage(id);
  CHECK(seen.merged);
  CHECK(seen.text == "ONE two three FOUR");
  must(ada.store->settle(EntityKind::kPassage, id, "text", Value::text(seen.text),
                         model::revisions_of(seen.wordings()->wordings)));
  CHECK_FALSE(ada.passage(id).conflict);
  // A strike takes no text away that its maker had not seen.
  must(bob->strike_passage(id, true));
  must(ada.store->edit_passage(id, "quite another"));
  must(ada.store->apply(log_of(*bob)));
  seen = ada.passage(id);
  CHECK_FALSE(seen.struck);
  CHECK(seen.struck_over);
}

TEST_CASE("passages: nobody else writes into the clean text of a 1:1") {
  Held held;
  const Id id = held.add("mine", {held.quote});
  const model::Interview home = must(held.store->interview(held.interview));
  auto journal = must(held.store->journal(home.case_id));
  FakeRandom random(5);
  std::uint64_t counter = 0;
  const auto eve_says = [&](const Id& entity, const char* name, Value value, const Id& room) {
    Said said{{numbered_id(0x77), ++counter},
              home.case_id,
              entity,
              EntityKind::kPassage,
              name,
              std::move(value),
              room};
    said.author = numbered_id(0xbb);
    must(journal->commit(batch_of({carry(said, random)})));
    return held.store->take_arrivals().kept_out == 0;
  };
  for (const Id& room : {home.rooms.draft, home.rooms.raw, Id{}}) {
    CHECK_FALSE(eve_says(id, "text", Value::text("changed by Eve"), room));
    CHECK_FALSE(eve_says(numbered_id(0x93), "interview", Value::id(held.interview), room));
  }
  CHECK_FALSE(eve_says(numbered_id(0x94), "text", Value::text("x"), home.rooms.draft));
  CHECK(held.texts() == Texts{"mine"});
  // And whoever reads the notes by consent is given none of it: only payloads of the raw room are.
  for (const SharedNotes& notes : must(held.store->shared_notes(home.case_id)))
    CHECK(notes.room == home.rooms.raw);
}

TEST_CASE(
    "version 5: a store without clean text opens with all that it had, also killed at every "
    "call") {
  Held first;
  const std::string before = dump(*first.store);
  must(first.store->close());
  {
    OpenDatabase opened = open_below(first.bench);
    make_version_5(*opened.database);
  }
  check_killed_openings(first.bench, before);
  first.store = first.bench.open();
  CHECK(dump(*first.store) == before);
  first.add("now there is some", {first.quote});
  CHECK(first.texts() == Texts{"now there is some"});
}

TEST_CASE("passages: killed at every call, each that was acknowledged is there with its lines") {
  for (std::uint64_t n = 1;; n += every_call(3)) {
    CAPTURE(n);
    Held held(n);
    must(held.store->close());
    held.bench.files.kill_at(n);
    Texts told;
    std::string under_way;
    {
      auto opened =
          Store::open(held.bench.files, held.bench.clock, held.bench.random, options_with());
      if (opened.ok()) {
        const NewPassage drafted{"role", "I had no idea", true, {held.quote}};
        under_way = drafted.text;
        const auto made = opened.value()->add_passages(held.interview, {&drafted, 1});
        if (made.ok()) {
          told = {under_way};
          for (int i = 0; i < 3; ++i) {
            under_way = "wording " + std::to_string(i) + std::string(i == 1 ? 9000 : 10, 'x');
            if (!opened.value()->save_draft("pass", under_way).ok()) break;
            if (!opened.value()->edit_passage(made.value().front(), under_way, "pass").ok()) break;
            told = {under_way};
          }
        }
      }
    }
    const bool killed = held.bench.files.killed();
    held.bench.files.crash(n * 31);
    held.store = held.bench.open();
    must(held.store->check());
    const Texts found = held.texts();
    const auto draft = must(held.store->draft("pass"));
    if (found != told) {
      REQUIRE(found == Texts{under_way});
      CHECK_FALSE(draft.has_value());
    }
    for (const Passage& one : must(held.store->passages(held.interview)))
      CHECK(one.comes_from(held.quote));
    if (!killed) break;
  }
}
