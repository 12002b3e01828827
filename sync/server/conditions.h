// If-Match and If-None-Match, and which bytes a Range field asks for: parsed once, strictly, and
// judged against what is there. Not for the locks that make them hold (folder_store.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/answer.h"
#include "sync/server/http.h"

namespace quietroom::server {

/// The tags of one field.
struct TagList {
  bool any = false;  ///< "*"
  struct Tag {
    bool weak = false;
    std::string text;  ///< With its quotes.
  };
  std::vector<Tag> tags;
};

/// What a request says about the state that it expects.
struct Conditions {
  std::optional<TagList> if_match;
  std::optional<TagList> if_none_match;
};

/// Reads both fields of `fields`. Refused: 400 where a field is not a list of tags or comes twice;
/// a condition that was not understood must not be taken for none. Source: RFC 9110 13.1.1
/// and 13.1.2.
Answer<Conditions> parse_conditions(const Fields& fields);

/// True if `conditions` hold where `etag` (strong, with its quotes) is the current tag, or nothing
/// is there. If-Match compares strongly, If-None-Match weakly.
bool hold(const Conditions& conditions, const std::optional<std::string>& etag);

/// Bytes of a representation: `size_bytes` from `offset`.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// The one range that `value` (of a Range field) asks of `size_bytes` bytes. Nothing where the
/// field is to be ignored: another unit, more than one range, or not well-formed. Refused with 416
/// where no byte of it exists. Source: RFC 9110 14.1.2 and 14.2.
Answer<std::optional<ByteRange>> parse_range(std::string_view value, std::uint64_t size_bytes);

}  // namespace quietroom::server
