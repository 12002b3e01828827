#include "app/session/reading.h"

#include <algorithm>
#include <unordered_map>

#include "app/model/folding.h"
#include "app/session/words.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

using model::Line;
using model::LineKind;
using words::say;

constexpr std::size_t kExcerptBytesMax = 80;

/// The words of `text`, folded.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string all = model::folded(text);
  std::size_t at = 0;
  while (at < all.size()) {
    const std::size_t begin = all.find_first_not_of(" \t\n", at);
    if (begin == all.npos) break;
    at = std::min(all.find_first_of(" \t\n", begin), all.size());
    words.push_back(all.substr(begin, at - begin));
  }
  return words;
}

bool has_all(const Line& line, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  if (line.held) return false;
  const std::string text = model::folded(line.whole_text());
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

/// The lines that are read, in their order.
std::vector<const Line*> lines_of(const InterviewView& it, const std::vector<std::string>& words) {
  std::vector<const Line*> lines;
  for (const auto* from : {&it.lines, &it.unsaved}) {
    for (const Line& line : *from) {
      if (!line.struck && has_all(line, words)) lines.push_back(&line);
    }
  }
  return lines;
}

std::uint64_t key_of(const Line& line, int index) {
  std::uint64_t key = 0xCBF29CE484222325U + static_cast<std::uint64_t>(index);
  for (const std::uint8_t byte : line.id.bytes) key = (key ^ byte) * 0x100000001B3U;
  return key;
}

/// Where each item stands.
std::unordered_map<std::string_view, int> places_of(const InterviewView& it) {
  std::unordered_map<std::string_view, int> places;
  if (it.guide == nullptr) return places;
  for (const GuideItem& item : it.guide->items) {
    places.emplace(item.id, static_cast<int>(places.size()));
  }
  return places;
}

std::vector<ReadingRow> rows_by_item(const InterviewView& it, const std::vector<const Line*>& lines,
                                     bool searching) {
  const auto places = places_of(it);
  const int none = no_item_index(it);
  std::vector<std::vector<const Line*>> under(static_cast<std::size_t>(none) + 1);
  for (const Line* line : lines) {
    bool placed = false;
    const auto put = [&](const std::string& item) {
      const auto place = places.find(item);
      if (place == places.end()) return;
      under[static_cast<std::size_t>(place->second)].push_back(line);
      placed = true;
    };
    put(line->item_id);
    for (const std::string& also : line->also_items) put(also);
    if (!placed) under.back().push_back(line);
  }
  std::vector<ReadingRow> rows;
  for (int index = 0; index <= none; ++index) {
    const std::vector<const Line*>& here = under[static_cast<std::size_t>(index)];
    if (here.empty() && (searching || index == none)) continue;
    const GuideItem* item =
        index == none ? nullptr : &it.guide->items[static_cast<std::size_t>(index)];
    rows.push_back({.item = item, .index = index, .key = static_cast<std::uint64_t>(index) + 1});
    for (const Line* line : here) {
      rows.push_back({.line = line, .item = item, .index = index, .key = key_of(*line, index)});
    }
  }
  return rows;
}

std::vector<ReadingRow> rows_by_time(const InterviewView& it,
                                     const std::vector<const Line*>& lines) {
  const auto places = places_of(it);
  std::vector<ReadingRow> rows;
  rows.reserve(lines.size());
  const std::string* item = nullptr;
  for (const Line* line : lines) {
    const auto place = places.find(line->item_id);
    const bool begins = item == nullptr || *item != line->item_id;
    item = &line->item_id;
    ReadingRow row{.line = line, .index = no_item_index(it), .key = key_of(*line, 0)};
    if (place != places.end()) {
      row.index = place->second;
      row.item = &it.guide->items[static_cast<std::size_t>(place->second)];
      row.names_item = begins;
    }
    rows.push_back(row);
  }
  return rows;
}

std::string excerpt(std::string_view text) {
  const std::string line = one_line(text);
  if (line.size() <= kExcerptBytesMax) return line;
  std::string_view cut = cut_utf8(line, kExcerptBytesMax);
  // A word is left out rather than cut.
  const std::size_t blank = cut.rfind(' ');
  if (blank != cut.npos && blank > kExcerptBytesMax / 2) cut = cut.substr(0, blank);
  return std::string(trim(cut)) + "\u2026";
}

std::string_view name_of(LineKind kind) {
  switch (kind) {
    case LineKind::kQuote:
      return say("Quote");
    case LineKind::kParaphrase:
      return say("Paraphrase");
    case LineKind::kInference:
      return say("Inference");
    case LineKind::kPause:
      break;
  }
  return {};
}

/// A line, or each of its wordings where nobody has chosen yet.
void print_line(std::vector<PrintBlock>& page, const Line& line, int utc_offset_minutes) {
  std::string lead = clock_time(line.at_ms, utc_offset_minutes);
  if (line.kind != LineKind::kPause) lead += ' ' + std::string(name_of(line.kind));
  if (line.star) lead += say(", starred");
  if (line.surprise) lead += say(", my surprise");
  if (line.struck_over) lead += say(", struck on another device");
  if (line.merged) lead += say(", put together from two wordings");
  const auto kind =
      line.kind == LineKind::kPause ? PrintBlock::Kind::kNote : PrintBlock::Kind::kLine;
  if (!line.has_two_texts()) return page.push_back({kind, line.text, std::move(lead)});
  const std::vector<model::Wording>& all = line.wordings()->wordings;
  for (std::size_t at = 0; at < all.size(); ++at) {
    page.push_back({kind, *all[at].value.as_text(),
                    lead + say(", wording {number} of {all}", at + 1, all.size())});
  }
}

/// What a reader may do with the person's words.
std::string_view words_on_quotes(model::QuoteChoice choice) {
  switch (choice) {
    case model::QuoteChoice::kNone:
      return say("The words are not used.");
    case model::QuoteChoice::kParaphrase:
      return say("The words are only summed up.");
    case model::QuoteChoice::kPseudonym:
      return say("The words are quoted under another name.");
    case model::QuoteChoice::kNamed:
      break;
  }
  return say("The words are quoted with the name.");
}

}  // namespace

int no_item_index(const InterviewView& it) {
  return it.guide == nullptr ? 0 : static_cast<int>(it.guide->items.size());
}

std::vector<ReadingRow> reading_rows(const InterviewView& it, bool by_item,
                                     std::string_view words) {
  const std::vector<std::string> wanted = words_of(words);
  const std::vector<const Line*> lines = lines_of(it, wanted);
  return by_item ? rows_by_item(it, lines, !wanted.empty()) : rows_by_time(it, lines);
}

std::size_t reading_place(const InterviewView& it, const std::vector<ReadingRow>& rows, int index) {
  const bool is_item = index >= 0 && index < no_item_index(it);
  const std::string_view id =
      is_item ? std::string_view(it.guide->items[static_cast<std::size_t>(index)].id) : "";
  // By item a line of several items stands under another heading first.
  const bool by_item = !rows.empty() && rows.front().line == nullptr;
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const ReadingRow& row) {
    if (row.index == index) return true;
    return is_item && !by_item && row.line->is_under(id);
  });
  return static_cast<std::size_t>(found - rows.begin());
}

std::string item_note(const InterviewView& it, const GuideItem& item, bool has_lines,
                      int utc_offset_minutes) {
  const auto state = it.items.find(item.id);
  if (state == it.items.end()) return std::string(has_lines ? "" : say("Nothing noted."));
  if (state->second.progress == model::ItemProgress::kSkipped) return std::string(say("Skipped."));
  if (state->second.progress != model::ItemProgress::kCovered) {
    return std::string(has_lines ? "" : say("Nothing noted."));
  }
  const auto by = std::find_if(it.lines.begin(), it.lines.end(), [&](const Line& line) {
    return line.id == state->second.covered_by;
  });
  if (by == it.lines.end() || by->struck) return std::string(say("Covered."));
  const std::string at = clock_time(by->at_ms, utc_offset_minutes);
  return by->held ? say("Covered at {time}.", at)
                  : say("Covered at {time}: \u201C{text}\u201D", at, excerpt(by->whole_text()));
}

std::string held_at(const model::Interview& interview, int utc_offset_minutes) {
  const std::int64_t at = interview.started_ms != 0 ? interview.started_ms : interview.created_ms;
  return long_date(at, utc_offset_minutes) + ", " + clock_time(at, utc_offset_minutes);
}

std::string sharing_words(const InterviewView& it) {
  const auto refusal = model::sharing_refusal(model::Outlet::kReaders, it.interview, it.consent);
  if (refusal) return say("Not for sharing: {why}", model::not_shareable_text(*refusal));
  std::string readers;
  for (const std::string& reader : it.consent.answers.readers) {
    readers += (readers.empty() ? "" : ", ") + reader;
  }
  const std::string whose =
      readers.empty() ? std::string(say("Consent covers no other reader than the interviewer."))
                      : say("Consent covers these readers: {names}.", readers);
  return whose + ' ' + std::string(words_on_quotes(it.consent.answers.quote_choice));
}

std::vector<PrintBlock> printed_notes(const InterviewView& it, bool by_item,
                                      int utc_offset_minutes) {
  using Kind = PrintBlock::Kind;
  std::vector<PrintBlock> page;
  page.push_back({Kind::kTitle, say("1:1 with {name}", it.interview.person_name), ""});
  std::string about = held_at(it.interview, utc_offset_minutes);
  if (!it.interview.case_title.empty())
    about += ". " + std::string(shown_case_title(it.interview.case_title));
  page.push_back({Kind::kNote, std::move(about), ""});
  page.push_back({Kind::kNote, sharing_words(it), ""});
  // What is not on paper must not be on it by a heading either, so it is left out first.
  InterviewView open = it;
  const auto is_held = [](const Line& line) { return line.held; };
  std::erase_if(open.lines, is_held);
  std::erase_if(open.unsaved, is_held);
  const std::vector<ReadingRow> rows = reading_rows(open, by_item, "");
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const ReadingRow& row = rows[at];
    if (row.line != nullptr) {
      if (row.names_item) page.push_back({Kind::kNote, row.item->title, ""});
      print_line(page, *row.line, utc_offset_minutes);
      continue;
    }
    page.push_back(
        {Kind::kHeading, row.item == nullptr ? std::string(say("No item")) : row.item->title, ""});
    const bool has_lines = at + 1 < rows.size() && rows[at + 1].line != nullptr;
    const std::string note =
        row.item == nullptr ? "" : item_note(open, *row.item, has_lines, utc_offset_minutes);
    if (!note.empty()) page.push_back({Kind::kNote, note, ""});
  }
  return page;
}

}  // namespace quietroom::session
