// Full-text search over the lines that are not struck.
#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::store {
namespace {

// Marks around what was found, as highlight() puts them in. Lines that are written here hold no
// control characters; in one that came from elsewhere they are told apart by text_has_marks().
constexpr char kOpen = '\x01';
constexpr char kClose = '\x02';

constexpr std::size_t kWordsMax = 16;

bool is_word_start(char c) {
  const bool ascii = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return ascii || static_cast<unsigned char>(c) >= 0x80;
}

/// `text` in the index's query language: each word as a quoted phrase, so that nothing in it is
/// taken for an operator; the last one as a prefix. Empty if there is no word.
std::string match_expression(std::string_view text) {
  std::string expression;
  std::size_t words = 0;
  std::size_t i = 0;
  while (i < text.size() && words < kWordsMax) {
    if (!is_word_start(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word_start(text[end])) ++end;
    if (!expression.empty()) expression += ' ';
    expression += '"';
    expression += text.substr(i, end - i);
    expression += '"';
    ++words;
    i = end;
  }
  if (!expression.empty()) expression += '*';
  return expression;
}

bool text_has_marks(std::string_view text) {
  return text.find(kOpen) != std::string_view::npos || text.find(kClose) != std::string_view::npos;
}

/// Where `marked` (the text with marks in it) has them, as places in the text without them.
std::vector<Match> read_marks(std::string_view marked) {
  std::vector<Match> matches;
  std::size_t offset = 0;
  std::size_t start = 0;
  for (const char c : marked) {
    if (c == kOpen) {
      start = offset;
    } else if (c == kClose) {
      matches.push_back({start, offset - start});
    } else {
      ++offset;
    }
  }
  return matches;
}

}  // namespace

Result<std::vector<Hit>> Store::search(std::string_view text, int limit) {
  TRY(impl_->ready());
  std::vector<Hit> hits;
  if (!is_utf8(text)) return Error{ErrorCode::kInvalid, words::key("a search is text")};
  const std::string expression = match_expression(text);
  if (expression.empty() || limit <= 0) return hits;
  // Newest first rather than by a score: in short lines a score says little, and this order stops
  // as soon as enough was found.
  Query row = TRY(impl_->db().query(
      "SELECT l.id, k.id, l.item, l.kind, l.text, l.at_ms, l.edited, l.conflict, p.name, c.title,"
      " highlight(line_words, 0, char(1), char(2)) FROM line_words"
      " JOIN lines l ON l.ref = line_words.rowid JOIN known_id k ON k.ref = l.interview"
      " LEFT JOIN interviews i ON i.ref = l.interview LEFT JOIN people p ON p.id = i.person_id"
      " LEFT JOIN cases c ON c.id = i.case_id"
      " WHERE line_words MATCH ? ORDER BY line_words.rowid DESC LIMIT ?"));
  row.bind(expression).bind(limit);
  while (TRY(row.next())) {
    Hit hit;
    hit.line.id = row.id(0);
    hit.line.interview_id = row.id(1);
    hit.line.item_id = row.text(2);
    hit.line.kind = static_cast<model::LineKind>(row.number(3));
    hit.line.text = row.text(4);
    hit.line.at_ms = row.integer(5);
    hit.line.edited = row.flag(6);
    hit.line.conflict = row.flag(7);
    hit.person_name = row.text(8);
    hit.case_title = row.text(9);
    if (!text_has_marks(hit.line.text)) hit.matches = read_marks(row.text(10));
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace quietroom::store
