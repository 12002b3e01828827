#include "app/ui/shaped_lines.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "platform/base/utf8.h"
#include "platform/glyphs.h"

namespace quietroom::ui {
namespace {

struct Span {
  char32_t first, last;
};

constexpr Span kRightToLeft[] = {{0x0590, 0x08FF}, {0x200F, 0x200F},   {0xFB1D, 0xFDFF},
                                 {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};
/// Figures, signs and marks among them, which decide nothing.
constexpr Span kUndecided[] = {{0x0591, 0x05BD}, {0x0600, 0x0607}, {0x0609, 0x060A},
                               {0x060C, 0x060C}, {0x060E, 0x061A}, {0x064B, 0x066C},
                               {0x0670, 0x0670}, {0x06D6, 0x06E4}, {0x06E7, 0x06ED},
                               {0x06F0, 0x06F9}, {0x08D3, 0x08FF}};
/// Scripts without blanks between words, which a dictionary must find.
constexpr Span kBlankless[] = {{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},
                               {0x1950, 0x1AAF}, {0xA9E0, 0xA9FF}, {0xAA60, 0xAADF}};

template <std::size_t N>
bool is_in(const Span (&spans)[N], char32_t c) {
  return std::any_of(std::begin(spans), std::end(spans),
                     [c](const Span& span) { return c >= span.first && c <= span.last; });
}

/// Letters with a left-to-right direction, roughly: what is not a letter decides nothing.
bool is_left_to_right(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == 0x200E ||
         (c >= 0xC0 && c < 0x0300 && c != 0xD7 && c != 0xF7) || (c >= 0x0370 && c < 0x0590) ||
         (c >= 0x0900 && c < 0x2000) || (c >= 0x3040 && c < 0xFB1D) ||
         (c >= 0x1D400 && c < 0x1D800) || (c >= 0x20000 && c < 0x40000);
}

/// Walks a text, paragraph by paragraph; one object a call.
class ShapedBreaker {
 public:
  ShapedBreaker(std::string_view text, std::span<const std::uint8_t> cuts, float width_max,
                MeasurePart measure)
      : text_(text), cuts_(cuts), width_max_(width_max), measure_(measure) {}

  std::vector<TextLine> run() {
    std::size_t begin = 0;
    while (true) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      paragraph(begin, end);
      if (end == text_.size()) return std::move(lines_);
      begin = end + 1;
    }
  }

  /// How far a line that begins at `begin` reaches with less than `width_max` pixels if it may be
  /// cut between any two characters.
  std::size_t reach(std::size_t begin, std::size_t end) {
    right_to_left_ = reads_right_to_left(text_);
    std::vector<std::size_t> places;
    for (std::size_t at = next_cluster(begin); at < end; at = next_cluster(at)) {
      places.push_back(at);
    }
    places.push_back(end);
    const std::size_t count = fitting(begin, places);
    return count == 0 ? begin : places[count - 1];
  }

 private:
  void paragraph(std::size_t begin, std::size_t end) {
    right_to_left_ = reads_right_to_left(text_.substr(begin, end - begin));
    find_places(begin, end);
    std::size_t first = 0;  // Of the places that still lie ahead.
    do {
      const auto rest = std::span(places_).subspan(first);
      const std::size_t count = fitting(begin, rest);
      if (count > 0) {
        const std::size_t next = rest[count - 1];
        add_line(begin, next);
        begin = next;
        first += count;
        continue;
      }
      // A word that is wider than a line is cut between two characters.
      clusters_.clear();
      const std::size_t word_end = rest.front();
      for (std::size_t at = next_cluster(begin); at < word_end; at = next_cluster(at)) {
        clusters_.push_back(at);
      }
      const std::size_t whole = clusters_.empty() ? 0 : fitting(begin, clusters_);
      const std::size_t next = whole > 0           ? clusters_[whole - 1]
                               : clusters_.empty() ? word_end
                                                   : clusters_.front();
      add_line(begin, next);
      begin = next;
      if (next == word_end) ++first;
    } while (first < places_.size());
  }

  /// Where lines of [begin, end) may begin, and its end.
  void find_places(std::size_t begin, std::size_t end) {
    places_.clear();
    std::string_view rest = text_.substr(begin, end - begin);
    char32_t before = 0;
    while (!rest.empty()) {
      const std::size_t at = end - rest.size();
      const char32_t c = *next_code_point(rest);
      if (at > begin && !is_blank(c) && is_cluster(at) && may_begin(before, c, at)) {
        places_.push_back(at);
      }
      before = c;
    }
    places_.push_back(end);
  }

  bool may_begin(char32_t before, char32_t c, std::size_t at) const {
    if (is_blank(before)) return true;
    if (is_in(kBlankless, before) && is_in(kBlankless, c)) {
      return cuts_.empty() || (cuts_[at] & Glyphs::kWordBegins) != 0;
    }
    return may_break_between(before, c);
  }

  bool is_cluster(std::size_t at) const {
    if (!cuts_.empty()) return (cuts_[at] & Glyphs::kClusterBegins) != 0;
    return (static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U;
  }

  std::size_t next_cluster(std::size_t at) const {
    ++at;
    while (at < text_.size() && !is_cluster(at)) ++at;
    return at;
  }

  /// How many of `places` a line from `begin` can reach. Widths grow with the places but for a
  /// pixel here and there, so it is looked for in halves.
  std::size_t fitting(std::size_t begin, std::span<const std::size_t> places) {
    std::size_t fits = 0;
    std::size_t over = 1;
    while (over <= places.size() && width(begin, places[over - 1]) <= width_max_) {
      fits = over;
      over *= 2;
    }
    over = std::min(over, places.size() + 1);
    while (fits + 1 < over) {
      const std::size_t middle = (fits + over) / 2;
      (width(begin, places[middle - 1]) <= width_max_ ? fits : over) = middle;
    }
    return fits;
  }

  std::size_t ink_end(std::size_t begin, std::size_t end) const {
    while (end > begin) {
      if (text_[end - 1] == ' ' || text_[end - 1] == '\t') {
        --end;
      } else if (end >= begin + 3 && text_.substr(end - 3, 3) == "\u3000") {
        end -= 3;
      } else {
        break;
      }
    }
    return end;
  }

  float width(std::size_t begin, std::size_t end) {
    end = ink_end(begin, end);
    return end == begin ? 0 : measure_(text_.substr(begin, end - begin), right_to_left_);
  }

  void add_line(std::size_t begin, std::size_t next) {
    lines_.push_back({static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(ink_end(begin, next)), width(begin, next),
                      right_to_left_});
  }

  std::string_view text_;
  std::span<const std::uint8_t> cuts_;
  float width_max_;
  MeasurePart measure_;
  bool right_to_left_ = false;
  std::vector<std::size_t> places_;
  std::vector<std::size_t> clusters_;
  std::vector<TextLine> lines_;
};

}  // namespace

bool reads_right_to_left(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = *next_code_point(text);
    if (is_in(kRightToLeft, c) && !is_in(kUndecided, c)) return true;
    if (is_left_to_right(c)) return false;
  }
  return false;
}

std::vector<TextLine> break_shaped_text(std::string_view text, std::span<const std::uint8_t> cuts,
                                        float width_max, MeasurePart measure) {
  return ShapedBreaker(text, cuts, width_max, measure).run();
}

void shorten_shaped_line(std::string_view text, std::span<const std::uint8_t> cuts, float width_max,
                         MeasurePart measure, TextLine& line) {
  constexpr std::string_view kDots = "…";
  const float dots = measure(kDots, line.right_to_left);
  const std::size_t end =
      ShapedBreaker(text, cuts, width_max - dots, measure)
          .reach(line.begin, std::min(text.find('\n', line.begin), text.size()));
  line.end = static_cast<std::uint32_t>(end);
  while (line.end > line.begin && text[line.end - 1] == ' ') --line.end;
  std::string shown(text.substr(line.begin, line.end - line.begin));
  shown += kDots;
  line.width = measure(shown, line.right_to_left);
}

}  // namespace quietroom::ui
