#include "app/session/reading.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace quietroom;
using namespace quietroom::session;

namespace {

using model::Line;
using model::LineKind;

constexpr std::int64_t kNowMs = 1795344120000;  // 2026-11-22 10:42 UTC

struct Notes {
  Notes() {
    it.guide = &classic_guide();
    it.interview.id.bytes.fill(1);
    it.interview.person_name = "Ana";
    it.interview.case_title = "The outage";
    it.interview.started_ms = kNowMs;
  }
  Line& add(std::string text, std::string item, LineKind kind = LineKind::kParaphrase) {
    Line line;
    line.id.bytes.fill(static_cast<std::uint8_t>(it.lines.size() + 10));
    line.interview_id = it.interview.id;
    line.text = std::move(text);
    line.item_id = std::move(item);
    line.kind = kind;
    line.at_ms = kNowMs + static_cast<std::int64_t>(it.lines.size()) * 60000;
    it.lines.push_back(std::move(line));
    return it.lines.back();
  }
  /// Headings as "# title", lines as they are.
  std::vector<std::string> read(bool by_item, std::string_view words = "") const {
    std::vector<std::string> out;
    for (const ReadingRow& row : reading_rows(it, by_item, words)) {
      if (row.line != nullptr) {
        out.push_back(row.line->text);
      } else {
        out.push_back("# " + (row.item == nullptr ? "none" : row.item->id));
      }
    }
    return out;
  }
  std::string paper(bool by_item) const {
    std::string all;
    for (const PrintBlock& block : printed_notes(it, by_item, 0)) {
      all += block.lead + "|" + block.text + "\n";
    }
    return all;
  }
  InterviewView it;
};

using Texts = std::vector<std::string>;

TEST_CASE("reading_rows: by time, in their order, without what is struck") {
  Notes notes;
  notes.add("one", "role");
  notes.add("two", "").struck = true;
  notes.add("three", "surprise").held = true;
  Line& unsaved = notes.add("four", "surprise");
  notes.it.unsaved.push_back(unsaved);
  notes.it.lines.pop_back();
  CHECK(notes.read(false) == Texts{"one", "three", "four"});
  const auto rows = reading_rows(notes.it, false, "");
  CHECK(rows[0].names_item);
  CHECK(rows[1].names_item);
  CHECK_FALSE(rows[2].names_item);
}

TEST_CASE("reading_rows: by item, a line under each of its items, the others last") {
  Notes notes;
  notes.add("told at once", "surprise").also_items = {"role", "gone-from-the-guide"};
  notes.add("loose", "");
  notes.add("of a guide that is not here", "unheard-of");
  const Texts all = notes.read(true);
  const auto at = [&](const std::string& text) {
    return std::find(all.begin(), all.end(), text) - all.begin();
  };
  CHECK(std::count(all.begin(), all.end(), "told at once") == 2);
  CHECK(all[static_cast<std::size_t>(at("# role")) + 1] == "told at once");
  CHECK(all[static_cast<std::size_t>(at("# surprise")) + 1] == "told at once");
  CHECK(Texts(all.end() - 3, all.end()) == Texts{"# none", "loose", "of a guide that is not here"});
  // Every item has its heading, also without a line; keys are all different.
  CHECK(static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& one) {
          return one.starts_with("# ");
        })) == classic_guide().items.size() + 1);
  std::vector<std::uint64_t> keys;
  for (const ReadingRow& row : reading_rows(notes.it, true, "")) keys.push_back(row.key);
  std::sort(keys.begin(), keys.end());
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("reading_rows: without a guide all lines are there") {
  Notes notes;
  notes.it.guide = nullptr;
  notes.add("one", "role");
  CHECK(notes.read(false) == Texts{"one"});
  CHECK(notes.read(true) == Texts{"# none", "one"});
}

TEST_CASE("reading_rows: a search finds all words in any case, nothing struck or off the record") {
  Notes notes;
  notes.add("Zürich: ÄRGER am Morgen", "role");
  notes.add("Ελλάδα and МОСКВА", "surprise");
  notes.add("the same ärger", "").held = true;
  notes.add("and ärger again", "").struck = true;
  struct Row {
    const char* words;
    Texts found;
  };
  const Row rows[] = {{"ärger", {"Zürich: ÄRGER am Morgen"}},
                      {" MORGEN zÜrich ", {"Zürich: ÄRGER am Morgen"}},
                      {"ελλάδα москва", {"Ελλάδα and МОСКВА"}},
                      {"ärger москва", {}},
                      {"same", {}},
                      {"again", {}},
                      {"\xff", {}}};
  for (const Row& row : rows) {
    CAPTURE(row.words);
    CHECK(notes.read(false, row.words) == row.found);
  }
  CHECK(notes.read(true, "ärger") == Texts{"# role", "Zürich: ÄRGER am Morgen"});
  CHECK(notes.read(false, "  ").size() == 3);
}

TEST_CASE("reading_place: by item its heading, by time its first line, or nowhere") {
  Notes notes;
  notes.add("one", "role");
  notes.add("two", "surprise").also_items = {"role", "tools"};
  notes.add("three", "");
  const auto place = [&](bool by_item, std::string_view id) {
    int index = 0;
    while (id != "none" && classic_guide().items[static_cast<std::size_t>(index)].id != id) ++index;
    if (id == "none") index = no_item_index(notes.it);
    const auto rows = reading_rows(notes.it, by_item, "");
    const std::size_t at = reading_place(notes.it, rows, index);
    if (at == rows.size()) return std::string("nowhere");
    return rows[at].line == nullptr ? std::string("heading") : rows[at].line->text;
  };
  CHECK(place(false, "role") == "one");
  CHECK(place(false, "tools") == "two");
  CHECK(place(false, "none") == "three");
  CHECK(place(false, "consent") == "nowhere");
  CHECK(place(true, "tools") == "heading");
  CHECK(place(true, "none") == "heading");
}

TEST_CASE("item_note: names what covers an item, never the words of a locked or struck line") {
  Notes notes;
  const GuideItem& item = *classic_guide().find("role");
  notes.add(
      "Was on call for the storage team; the page woke me, and I did not know where to look "
      "for a long while.",
      "surprise");
  CHECK(item_note(notes.it, item, true, 0).empty());
  CHECK(item_note(notes.it, item, false, 0) == "Nothing noted.");
  notes.it.items["role"] = {"role", model::ItemProgress::kSkipped, {}, false};
  CHECK(item_note(notes.it, item, false, 0) == "Skipped.");
  notes.it.items["role"] = {"role", model::ItemProgress::kCovered, notes.it.lines[0].id, false};
  CHECK(item_note(notes.it, item, false, 0) ==
        "Covered at 10:42: \u201CWas on call for the storage team; the page woke me, and I did not "
        "know where to\u2026\u201D");
  notes.it.lines[0].held = true;
  CHECK(item_note(notes.it, item, false, 0) == "Covered at 10:42.");
  notes.it.lines[0].struck = true;
  CHECK(item_note(notes.it, item, false, 0) == "Covered.");
  notes.it.items["role"].covered_by = {};
  CHECK(item_note(notes.it, item, false, 0) == "Covered.");
}

TEST_CASE("printed_notes: what is locked or struck is on no page, in either order") {
  Notes notes;
  notes.add("I had no idea.", "role", LineKind::kQuote).star = true;
  notes.add("secret words", "surprise").held = true;
  notes.add("struck words", "surprise").struck = true;
  notes.add("Pause", "surprise", LineKind::kPause);
  notes.it.items["tools"] = {"tools", model::ItemProgress::kCovered, notes.it.lines[1].id, false};
  notes.it.unsaved.push_back(notes.it.lines[1]);
  for (const bool by_item : {false, true}) {
    const std::string paper = notes.paper(by_item);
    CAPTURE(paper);
    CHECK(
        paper.starts_with("|1:1 with Ana\n|22 November 2026, 10:42. The outage\n"
                          "|Not for sharing: Consent is not recorded yet.\n"));
    CHECK(paper.find("10:42 Quote, starred|I had no idea.") != paper.npos);
    CHECK(paper.find("10:45|Pause") != paper.npos);
    CHECK(paper.find("secret") == paper.npos);
    CHECK(paper.find("10:43") == paper.npos);
    CHECK(paper.find("struck words") == paper.npos);
  }
}

TEST_CASE("sharing_words: the reason why not, or who may read and what of the words is used") {
  Notes notes;
  notes.it.consent.interview_id = notes.it.interview.id;
  notes.it.consent.state = model::ConsentState::kGiven;
  notes.it.consent.answers.notes_taken = model::Answer::kYes;
  notes.it.consent.answers.medium_ok = model::Answer::kYes;
  notes.it.consent.answers.quote_choice = model::QuoteChoice::kParaphrase;
  CHECK(sharing_words(notes.it) ==
        "Consent covers no other reader than the interviewer. The words are only summed up.");
  notes.it.consent.answers.readers = {"Kim", "Sam"};
  CHECK(sharing_words(notes.it) ==
        "Consent covers these readers: Kim, Sam. The words are only summed up.");
  notes.it.consent.state = model::ConsentState::kWithdrawn;
  CHECK(sharing_words(notes.it) == "Not for sharing: Consent was withdrawn.");
}

}  // namespace
