#include "sync/server/endpoint_path.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>

namespace quietroom::server {
namespace {

constexpr Refusal kNoName{403, "this is not a name that the endpoint takes"};
constexpr std::size_t kIdChars = 26;
constexpr std::size_t kSegmentBytesMax = 255;
constexpr std::size_t kDepthMax = 16;

/// True for runs of base32 of these lengths with '-' between them.
bool has_shape(std::string_view text, std::initializer_list<std::size_t> lengths) {
  bool first = true;
  for (const std::size_t length : lengths) {
    if (!first) {
      if (!text.starts_with('-')) {
        return false;
      }
      text.remove_prefix(1);
    }
    if (!is_base32(text.substr(0, length), length)) {
      return false;
    }
    text.remove_prefix(length);
    first = false;
  }
  return text.empty();
}

Answer<std::vector<std::string>> split(std::string_view below) {
  std::vector<std::string> segments;
  while (!below.empty()) {
    const std::size_t end = std::min(below.find('/'), below.size());
    const std::string_view segment = below.substr(0, end);
    if (segment.empty() || segment == "." || segment == ".." || segment.size() > kSegmentBytesMax ||
        segment.starts_with(kHiddenPrefix) || segments.size() == kDepthMax) {
      return kNoName;
    }
    segments.emplace_back(segment);
    below.remove_prefix(std::min(end + 1, below.size()));
  }
  return segments;
}

/// The part of a vault that begins with "k", "l", "p" or "t". `rest` is what follows that letter.
bool take_kind(EndpointPath& path, std::string_view letter, std::size_t rest) {
  const auto segment = [&path](std::size_t index) -> std::string_view {
    return path.segments[3 + index];
  };
  if (letter == "k") {
    path.kind = EndpointPath::Kind::kKeys;
    path.object = rest == 1;
    return rest == 0 || (rest == 1 && has_shape(segment(0), {4, kIdChars}));
  }
  if (letter == "t") {
    path.kind = EndpointPath::Kind::kStaging;
    path.object = rest == 1;
    return rest == 0 || (rest == 1 && has_shape(segment(0), {kIdChars}));
  }
  if (letter != "l" && letter != "p") {
    return false;
  }
  if (rest > 0 && !has_shape(segment(0), {kIdChars})) {
    return false;
  }
  path.device = rest > 0 ? segment(0) : std::string_view{};
  if (letter == "l") {
    path.kind = EndpointPath::Kind::kLogs;
    path.object = rest == 3;
    return rest <= 1 || (has_shape(segment(1), {8}) && (rest == 2 || has_shape(segment(2), {10})));
  }
  path.kind = EndpointPath::Kind::kPacks;
  path.object = rest == 2;
  return rest <= 1 || (rest == 2 && has_shape(segment(1), {10, 10, 16}));
}

}  // namespace

bool is_base32(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
         });
}

Answer<EndpointPath> parse_endpoint_path(std::string_view below) {
  EndpointPath path;
  path.segments = TRY(split(below));
  const std::size_t count = path.segments.size();
  if (count == 0) {
    return path;
  }
  if (path.segments[0] == kPlainFolder) {
    path.area = EndpointPath::Area::kPlain;
    return path;
  }
  if (path.segments[0] != kVaultsFolder) {
    return kNoName;
  }
  if (count == 1) {
    path.area = EndpointPath::Area::kVaults;
    return path;
  }
  path.area = EndpointPath::Area::kVault;
  path.vault = path.segments[1];
  if (!is_base32(path.vault, kIdChars) || count > 6 ||
      (count > 2 && !take_kind(path, path.segments[2], count - 3))) {
    return kNoName;
  }
  if (path.object && below.ends_with('/')) {
    return kNoName;
  }
  return path;
}

}  // namespace quietroom::server
