#include "sync/server/conditions.h"

#include <algorithm>
#include <charconv>

namespace quietroom::server {
namespace {

constexpr Refusal kMalformed{400, "a condition of the request is not a list of entity tags"};

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// Takes one tag off the front of `text`.
std::optional<TagList::Tag> take_tag(std::string_view& text) {
  TagList::Tag tag;
  if (text.starts_with("W/")) {
    tag.weak = true;
    text.remove_prefix(2);
  }
  const std::size_t end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  tag.text = text.substr(0, end + 1);
  text.remove_prefix(end + 1);
  return tag;
}

Answer<TagList> parse_tags(std::string_view text) {
  TagList list;
  skip_blanks(text);
  if (text == "*") {
    list.any = true;
    return list;
  }
  while (!text.empty()) {
    const auto tag = take_tag(text);
    if (!tag) {
      return kMalformed;
    }
    list.tags.push_back(*tag);
    skip_blanks(text);
    if (text.empty()) {
      return list;
    }
    if (!text.starts_with(',')) {
      return kMalformed;
    }
    text.remove_prefix(1);
    skip_blanks(text);
  }
  return kMalformed;  // Empty, or a comma at the end.
}

bool names(const TagList& list, const std::string& etag, bool strong) {
  return list.any || std::any_of(list.tags.begin(), list.tags.end(), [&](const TagList::Tag& tag) {
           return tag.text == etag && !(strong && tag.weak);
         });
}

/// A number without sign, of at most 18 digits.
std::optional<std::uint64_t> parse_position(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.size() > 18 || code != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

Answer<Conditions> parse_conditions(const Fields& fields) {
  Conditions conditions;
  for (const auto& [name, value] : fields) {
    if (name != "if-match" && name != "if-none-match") {
      continue;
    }
    auto& list = name == "if-match" ? conditions.if_match : conditions.if_none_match;
    if (list) {
      return kMalformed;
    }
    list = TRY(parse_tags(value));
  }
  return conditions;
}

bool hold(const Conditions& conditions, const std::optional<std::string>& etag) {
  if (conditions.if_match && !(etag && names(*conditions.if_match, *etag, true))) {
    return false;
  }
  return !(conditions.if_none_match && etag && names(*conditions.if_none_match, *etag, false));
}

Answer<std::optional<ByteRange>> parse_range(std::string_view value, std::uint64_t size_bytes) {
  constexpr Refusal kUnsatisfiable{416, "there are no bytes in this range"};
  using Maybe = std::optional<ByteRange>;
  if (!value.starts_with("bytes=")) {
    return Maybe{};
  }
  value.remove_prefix(6);
  const std::size_t dash = value.find('-');
  if (dash == std::string_view::npos || value.find(',') != std::string_view::npos) {
    return Maybe{};
  }
  const std::string_view first_text = value.substr(0, dash);
  const std::string_view last_text = value.substr(dash + 1);
  const auto first = parse_position(first_text);
  const auto last = parse_position(last_text);
  if ((!first && !first_text.empty()) || (!last && !last_text.empty()) || (!first && !last) ||
      (first && last && *last < *first)) {
    return Maybe{};
  }
  if (!first) {  // "-500": the last 500 bytes.
    const std::uint64_t count = std::min(*last, size_bytes);
    if (count == 0) {
      return kUnsatisfiable;
    }
    return Maybe(ByteRange{size_bytes - count, count});
  }
  if (*first >= size_bytes) {
    return kUnsatisfiable;
  }
  const std::uint64_t end = last ? std::min(*last + 1, size_bytes) : size_bytes;
  return Maybe(ByteRange{*first, end - *first});
}

}  // namespace quietroom::server
