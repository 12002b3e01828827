#include "app/guides/json_place.h"

#include <algorithm>

namespace quietroom {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

/// The end of the text in quotes that begins at `at`.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

/// The end of the value that begins at `at`.
std::size_t skip_value(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = skip_quoted(text, at);
    } else if (c == '{' || c == '[') {
      ++depth;
      ++at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      --depth;
      ++at;
    } else if (c == ',' && depth == 0) {
      return at;
    } else {
      ++at;
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

}  // namespace

int line_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t find_member(std::string_view text, std::size_t begin, std::string_view member) {
  std::size_t at = skip_blanks(text, begin);
  if (at >= text.size() || text[at] != '{') return std::string_view::npos;
  at = skip_blanks(text, at + 1);
  while (at < text.size() && text[at] == '"') {
    const std::size_t name_end = skip_quoted(text, at);
    const std::string_view name = text.substr(at + 1, name_end - at - 2);
    const std::size_t value = skip_blanks(text, skip_blanks(text, name_end) + 1);
    if (name == member) return value;
    at = skip_blanks(text, skip_value(text, value));
    if (at < text.size() && text[at] == ',') at = skip_blanks(text, at + 1);
  }
  return std::string_view::npos;
}

std::size_t find_element(std::string_view text, std::size_t begin, std::size_t index) {
  std::size_t at = skip_blanks(text, begin);
  if (at >= text.size() || text[at] != '[') return std::string_view::npos;
  at = skip_blanks(text, at + 1);
  while (at < text.size() && text[at] != ']') {
    if (index == 0) return at;
    --index;
    at = skip_blanks(text, skip_value(text, at));
    if (at < text.size() && text[at] == ',') at = skip_blanks(text, at + 1);
  }
  return std::string_view::npos;
}

}  // namespace quietroom
