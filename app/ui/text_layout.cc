#include "app/ui/text_layout.h"

#include <algorithm>

#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

constexpr char32_t kEllipsis = 0x2026;
constexpr char32_t kJoiner = 0x200D;
/// Where the marks of Chinese and Japanese begin; what is before is asked about most.
constexpr char32_t kFirstOfTheirMarks = 0x3000;

bool is_ideograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Closing marks and small kana, which must not begin a line.
bool is_closing(char32_t c) {
  if (c < kFirstOfTheirMarks) return false;
  constexpr std::u32string_view kClosing =
      U"、。，．・：；？！）］｝〉》」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
  return kClosing.find(c) != std::u32string_view::npos;
}

/// Opening marks, which must not end a line.
bool is_opening(char32_t c) {
  if (c < kFirstOfTheirMarks) return false;
  constexpr std::u32string_view kOpening = U"（［｛〈《「『【〔";
  return kOpening.find(c) != std::u32string_view::npos;
}

/// Walks a text and finds its lines; one object a call.
class Breaker {
 public:
  Breaker(std::string_view text, float width_max, Advance advance, std::vector<TextLine>& lines)
      : text_(text), width_max_(width_max), advance_(advance), lines_(lines) {}

  void run() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      at_ = offset_of(rest);
      const char32_t c = *next_code_point(rest);
      if (c == '\n') {
        end_line(ink_end_, ink_width_, offset_of(rest));
        continue;
      }
      step(c, offset_of(rest));
    }
    end_line(ink_end_, ink_width_, static_cast<std::uint32_t>(text_.size()));
  }

 private:
  std::uint32_t offset_of(std::string_view rest) const {
    return static_cast<std::uint32_t>(text_.size() - rest.size());
  }

  /// Takes `c`, which ends at `next`.
  void step(char32_t c, std::uint32_t next) {
    // What follows a joiner is part of the emoji before it.
    const bool joins = joins_previous(c) || previous_ == kJoiner;
    const float wide = joins ? 0 : advance_(c == '\t' ? U' ' : c);
    if (is_blank(c)) {
      width_ += wide;
      previous_ = c;
      return;
    }
    if (at_ > begin_ && (is_blank(previous_) || may_break_between(previous_, c))) {
      break_at_ = at_;
      break_end_ = ink_end_;
      break_width_ = ink_width_;
      width_at_break_ = width_;
    }
    while (width_ + wide > width_max_ + kSlack && at_ > begin_ && !joins) {
      wrap();
    }
    width_ += wide;
    ink_end_ = next;
    ink_width_ = width_;
    previous_ = c;
  }

  /// Ends the line at the last good place, or right here inside a long word.
  void wrap() {
    if (break_at_ > begin_) {
      const float carried = width_ - width_at_break_;
      const std::uint32_t from = break_at_;
      const std::uint32_t ink_end = ink_end_;
      end_line(break_end_, break_width_, from);
      // What stood after the break is on the new line now; it may itself be too wide.
      width_ = carried;
      if (ink_end > from) {
        ink_end_ = ink_end;
        ink_width_ = carried;
      }
    } else {
      end_line(ink_end_, ink_width_, at_);
    }
  }

  void end_line(std::uint32_t end, float width, std::uint32_t next_begin) {
    lines_.push_back({begin_, std::max(end, begin_), end > begin_ ? width : 0});
    begin_ = next_begin;
    ink_end_ = next_begin;
    ink_width_ = 0;
    width_ = 0;
    break_at_ = 0;
    previous_ = 0;
  }

  static constexpr float kSlack = 0.01F;  // Sums of floats must not break a line that just fits.

  std::string_view text_;
  float width_max_;
  Advance advance_;
  std::vector<TextLine>& lines_;
  std::uint32_t at_ = 0;         // Of the code point at hand.
  std::uint32_t begin_ = 0;      // Of the line.
  std::uint32_t ink_end_ = 0;    // After the last code point that is not blank.
  float ink_width_ = 0;          // Up to there.
  float width_ = 0;              // With the blanks after it.
  std::uint32_t break_at_ = 0;   // Where the next line would begin; 0: nowhere yet.
  std::uint32_t break_end_ = 0;  // Where this one would end.
  float break_width_ = 0;
  float width_at_break_ = 0;
  char32_t previous_ = 0;
};

}  // namespace

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0x3000;
}

bool may_break_between(char32_t before, char32_t after) {
  if (joins_previous(after) || before == kJoiner) return false;
  if (before == 0x200B) return true;
  if (is_closing(after) || is_opening(before)) return false;
  if (is_ideograph(before) || is_ideograph(after)) return true;
  const bool breaks_after = before == '-' || before == '/' || before == 0x2013 || before == 0x2014;
  const bool word_follows =
      (after >= 'A' && after <= 'Z') || (after >= 'a' && after <= 'z') || after > 0x7F;
  return breaks_after && word_follows;
}

bool joins_previous(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) || c == 0x200D ||
         c == 0x200C || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF);
}

TextWidths measure_text(std::string_view text, Advance advance) {
  TextWidths out;
  float line = 0;
  float line_ink = 0;
  float word = 0;
  char32_t previous = 0;
  while (!text.empty()) {
    const char32_t c = *next_code_point(text);
    if (c == '\n') {
      line = line_ink = word = 0;
      previous = 0;
      continue;
    }
    const bool joins = joins_previous(c) || previous == kJoiner;
    const float wide = joins ? 0 : advance(c == '\t' ? U' ' : c);
    line += wide;
    if (is_blank(c)) {
      word = 0;
    } else {
      if (previous != 0 && !is_blank(previous) && may_break_between(previous, c)) word = 0;
      word += wide;
      line_ink = line;
    }
    previous = c;
    out.widest_line = std::max(out.widest_line, line_ink);
    out.widest_word = std::max(out.widest_word, word);
  }
  return out;
}

void break_text(std::string_view text, float width_max, Advance advance,
                std::vector<TextLine>& lines) {
  Breaker(text, width_max, advance, lines).run();
}

void make_room_for_ellipsis(std::string_view text, float width_max, Advance advance,
                            TextLine& line) {
  const float ellipsis = advance(kEllipsis);
  float width = 0;
  std::string_view rest = text.substr(line.begin, line.end - line.begin);
  std::uint32_t end = line.begin;
  while (!rest.empty()) {
    std::string_view after = rest;
    const char32_t c = *next_code_point(after);
    const float wide = joins_previous(c) ? 0 : advance(c);
    if (width + wide + ellipsis > width_max) break;
    width += wide;
    rest = after;
    end = line.end - static_cast<std::uint32_t>(rest.size());
  }
  while (end > line.begin && text[end - 1] == ' ') {
    --end;
    width -= advance(U' ');
  }
  line.end = end;
  line.width = width + ellipsis;
}

}  // namespace quietroom::ui
