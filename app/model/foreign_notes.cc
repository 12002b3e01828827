#include "app/model/foreign_notes.h"

#include "app/model/rules.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

/// A name in a heading is short and is no sentence.
constexpr std::size_t kNameBytesMax = 60;
constexpr std::string_view kBetween = " \t-\u2013\u2014|";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads from the front of a line.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  std::string_view rest() const { return rest_; }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void pass_over(std::string_view any_of) {
    while (!rest_.empty() && any_of.find(rest_.front()) != std::string_view::npos)
      rest_.remove_prefix(1);
  }
  /// One or two digits.
  std::optional<int> number() {
    int value = 0;
    std::size_t digits = 0;
    while (digits < 2 && digits < rest_.size() && is_digit(rest_[digits]))
      value = value * 10 + (rest_[digits++] - '0');
    if (digits == 0 || (digits < rest_.size() && is_digit(rest_[digits]))) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }
  /// "am", "PM", "a.m." and the like: 0, 12, or nothing.
  std::optional<int> half_of_day() {
    std::string_view at = rest_;
    while (at.starts_with(' ') || at.starts_with("\u202F")) at.remove_prefix(at[0] == ' ' ? 1 : 3);
    if (at.size() < 2) return std::nullopt;
    const char first = static_cast<char>(at[0] | 0x20);
    if (first != 'a' && first != 'p') return std::nullopt;
    at.remove_prefix(1);
    const bool dots = at.starts_with('.');
    if (dots) at.remove_prefix(1);
    if (at.empty() || static_cast<char>(at[0] | 0x20) != 'm') return std::nullopt;
    at.remove_prefix(1);
    if (dots && at.starts_with('.')) at.remove_prefix(1);
    if (!at.empty() && ((at[0] | 0x20) >= 'a' && (at[0] | 0x20) <= 'z')) return std::nullopt;
    rest_ = at;
    return first == 'p' ? 12 : 0;
  }
  /// "10:42", "10:42:05", "10:42 PM", in brackets or not.
  std::optional<int> time() {
    const std::string_view before = rest_;
    const auto found = read_time();
    if (!found) rest_ = before;
    return found;
  }

 private:
  std::optional<int> read_time() {
    const char bracket = take('[') ? ']' : take('(') ? ')' : '\0';
    const auto hour = number();
    if (!hour || !take(':')) return std::nullopt;
    const auto minute = number();
    if (!minute) return std::nullopt;
    int second = 0;
    if (take(':')) {
      const auto seconds = number();
      if (!seconds) return std::nullopt;
      second = *seconds;
    }
    int hours = *hour;
    if (const auto half = half_of_day()) {
      if (hours < 1 || hours > 12) return std::nullopt;
      hours = hours % 12 + *half;
    }
    if (hours > 23 || *minute > 59 || second > 59) return std::nullopt;
    if (bracket != '\0' && !take(bracket)) return std::nullopt;
    return hours * 3600 + *minute * 60 + second;
  }

  std::string_view rest_;
};

/// In scripts with capitals a name begins with one.
bool is_capital(char c) {
  return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool could_be_name(std::string_view text) {
  if (text.empty() || text.size() > kNameBytesMax || !is_capital(text.front())) return false;
  // "Ana van Dijk", but not "Restarted the database".
  if (const std::size_t last = text.rfind(' ');
      last != std::string_view::npos && !is_capital(text[last + 1]) && text[last + 1] != '(')
    return false;
  const bool sentence = text.find_first_of(".,;!?\"") != std::string_view::npos;
  return !sentence && std::count(text.begin(), text.end(), ' ') <= 4;
}

/// What one row of the text turned out to be.
struct Row {
  std::optional<int> time;
  std::string who;    ///< Of a heading: it holds for the rows below.
  std::string text;   ///< Empty for a heading.
  std::string whole;  ///< Of a heading, as it stood.
  bool used = false;  ///< Of a heading: some row below belongs to it.
};

/// "From Ana to Everyone: text" as the chats of some calls are saved.
std::string without_from(std::string_view text) {
  constexpr std::string_view kFrom = "From ";
  const std::size_t colon = text.find(':');
  if (!text.starts_with(kFrom) || colon == std::string_view::npos) return std::string(text);
  std::string_view who = text.substr(kFrom.size(), colon - kFrom.size());
  std::size_t to = who.find(" to ");
  if (to == std::string_view::npos) to = who.find("  To  ");
  who = trim(who.substr(0, to));
  if (!could_be_name(who)) return std::string(text);
  return std::string(who) + ": " + std::string(trim(text.substr(colon + 1)));
}

Row read_row(std::string_view line) {
  line = trim(line);
  Row row;
  Reader from_start(line);
  if (const auto time = from_start.time()) {
    Reader rest = from_start;
    rest.pass_over(kBetween);
    const std::string_view text = trim(rest.rest());
    // "10:42ish" is no time, and "10:42" alone is a time without words: the words themselves.
    const bool parted = rest.rest().size() < from_start.rest().size() || line.starts_with('[');
    if (text.empty() || !parted) {
      row.text = line;
      return row;
    }
    row.time = time;
    if (line.starts_with('[') && could_be_name(text) && text.find(':') == std::string_view::npos) {
      row.who = text;
      row.whole = line;
    } else {
      row.text = without_from(text);
    }
    return row;
  }
  // A heading: a name, then a time, and nothing else.
  for (std::size_t at = line.find_first_of("0123456789[("); at != std::string_view::npos;
       at = line.find_first_of("0123456789[(", at + 1)) {
    if (at == 0 || line[at - 1] != ' ') continue;
    Reader reader(line.substr(at));
    const auto time = reader.time();
    if (!time || !trim(reader.rest()).empty()) continue;
    std::string_view who = trim(line.substr(0, at));
    while (!who.empty() && kBetween.find(who.back()) != std::string_view::npos)
      who.remove_suffix(1);
    if (!could_be_name(who)) break;
    row.time = time;
    row.who = who;
    row.whole = line;
    return row;
  }
  row.text = line;
  return row;
}

}  // namespace

std::vector<ForeignLine> foreign_lines(std::string_view raw) {
  std::vector<ForeignLine> lines;
  if (!is_utf8(raw)) return lines;
  const auto add = [&](std::string_view text, std::optional<int> time) {
    for (std::string& part : split_into_lines(text)) lines.push_back({std::move(part), time});
  };
  Row heading;
  const auto end_heading = [&] {
    // One that nothing belongs to was none: "Call Ana 10:42".
    if (!heading.whole.empty() && !heading.used) add(heading.whole, std::nullopt);
    heading = Row{};
  };
  while (!raw.empty()) {
    const std::size_t end = raw.find_first_of("\r\n");
    const std::string_view line = raw.substr(0, end);
    const bool crlf = end != raw.npos && raw.substr(end).starts_with("\r\n");
    raw.remove_prefix(end == raw.npos ? raw.size() : end + (crlf ? 2 : 1));
    if (trim(line).empty()) {
      end_heading();
      continue;
    }
    Row row = read_row(line);
    if (row.text.empty()) {
      end_heading();
      heading = std::move(row);
      continue;
    }
    if (row.time) end_heading();
    heading.used = true;
    add(heading.who.empty() ? row.text : heading.who + ": " + row.text,
        row.time ? row.time : heading.time);
  }
  end_heading();
  return lines;
}

}  // namespace quietroom::model
