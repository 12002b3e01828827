#include "sync/server/negotiate.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace quietroom::server {
namespace {

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes the next member of a list with `separator` off the front of `list`, without its blanks.
std::string_view next_member(std::string_view& list, char separator) {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view member = trim_blanks(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return member;
}

bool equals_ignoring_case(std::string_view a, std::string_view lower_case) {
  return std::equal(a.begin(), a.end(), lower_case.begin(), lower_case.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
  });
}

/// "0.25" in thousandths; 0 for what is not a weight: then the client does not get that encoding.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') ||
      (text.size() > 1 && text[1] != '.')) {
    return 0;
  }
  int thousandths = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') {
      return 0;
    }
    thousandths += (c - '0') * unit;
    unit /= 10;
  }
  return std::min(thousandths, 1000);
}

/// The weights that the client gave, in thousandths; nothing where it did not name the encoding.
struct Weights {
  std::optional<int> brotli;
  std::optional<int> gzip;
  std::optional<int> identity;
  std::optional<int> others;
};

Weights parse_accept_encoding(std::string_view value) {
  Weights weights;
  while (!value.empty()) {
    std::string_view member = next_member(value, ',');
    const std::string_view name = next_member(member, ';');
    int weight = 1000;
    while (!member.empty()) {
      const std::string_view parameter = next_member(member, ';');
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
        weight = parse_weight(parameter.substr(2));
      }
    }
    if (equals_ignoring_case(name, "br")) {
      weights.brotli = weight;
    } else if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) {
      weights.gzip = weight;
    } else if (equals_ignoring_case(name, "identity")) {
      weights.identity = weight;
    } else if (name == "*") {
      weights.others = weight;
    }
  }
  return weights;
}

}  // namespace

Encoding choose_encoding(std::string_view accept_encoding, Available available) {
  const Weights weights = parse_accept_encoding(accept_encoding);
  const int brotli = available.brotli ? weights.brotli.value_or(weights.others.value_or(0)) : 0;
  const int gzip = available.gzip ? weights.gzip.value_or(weights.others.value_or(0)) : 0;
  // A client that does not name identity takes it, but likes what it did name better.
  const int identity = weights.identity.value_or(0);
  if (brotli > 0 && brotli >= gzip && brotli >= identity) {
    return Encoding::kBrotli;
  }
  if (gzip > 0 && gzip >= identity) {
    return Encoding::kGzip;
  }
  return Encoding::kIdentity;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view member = next_member(if_none_match, ',');
    if (member == "*") {
      return true;
    }
    if (member.starts_with("W/")) {
      member.remove_prefix(2);
    }
    if (member == etag) {
      return true;
    }
  }
  return false;
}

}  // namespace quietroom::server
