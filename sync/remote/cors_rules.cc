#include "sync/remote/cors_rules.h"

#include <algorithm>

namespace quietroom::remote {
namespace {

constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
/// GET, HEAD and POST need no leave.
constexpr std::string_view kMethods[] = {"PUT", "DELETE", "MKCOL", "MOVE", "PROPFIND"};
constexpr std::string_view kHeaders[] = {"Authorization", "Cache-Control", "Content-Type",
                                         "Depth",         "Destination",   "Overwrite"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

/// The elements of all headers `name` (lower case), without the blanks around them.
std::vector<std::string> elements(const HttpReply& reply, std::string_view name) {
  std::vector<std::string> all;
  for (const HttpHeader& header : reply.headers) {
    if (header.name != name) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view one = rest.substr(0, comma);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
      while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
      all.emplace_back(one);
    }
  }
  return all;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::vector<std::string> lower(std::vector<std::string> all) {
  for (std::string& one : all) one = lower(std::string_view(one));
  return all;
}

}  // namespace

std::vector<std::string> missing_in_reply(const HttpReply& reply, std::string_view origin) {
  const std::vector<std::string> allowed = elements(reply, "access-control-allow-origin");
  if (allowed.size() == 1 && (allowed[0] == "*" || allowed[0] == origin)) return {};
  return {std::string(kAllowOrigin)};
}

std::vector<std::string> missing_in_preflight(const HttpReply& reply, std::string_view origin) {
  std::vector<std::string> missing = missing_in_reply(reply, origin);
  // Methods are told apart by case, names of headers are not.
  const std::vector<std::string> methods = elements(reply, "access-control-allow-methods");
  for (const std::string_view method : kMethods) {
    if (!contains(methods, method) && !contains(methods, "*"))
      missing.push_back("Access-Control-Allow-Methods: " + std::string(method));
  }
  const std::vector<std::string> headers = lower(elements(reply, "access-control-allow-headers"));
  for (const std::string_view header : kHeaders) {
    const bool all = contains(headers, "*") && header != "Authorization";
    if (!all && !contains(headers, lower(header)))
      missing.push_back("Access-Control-Allow-Headers: " + std::string(header));
  }
  return missing;
}

bool is_exposed(const HttpReply& reply, std::string_view name) {
  const auto exposed = lower(elements(reply, "access-control-expose-headers"));
  return contains(exposed, name) || contains(exposed, "*");
}

}  // namespace quietroom::remote
