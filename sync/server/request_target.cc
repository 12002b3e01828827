#include "sync/server/request_target.h"

#include <algorithm>
#include <optional>

#include "platform/base/utf8.h"

namespace quietroom::server {
namespace {

Error refuse(std::string_view why) {
  return Error{ErrorCode::kInvalid, std::string(why)};
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<unsigned>(c - 'a' + 10);
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<unsigned>(c - 'A' + 10);
  }
  return std::nullopt;
}

/// The byte that "%xy" at the front of `text` stands for. Errors: kInvalid.
Result<char> decode_byte(std::string_view text) {
  const auto high = text.size() >= 3 ? hex_digit(text[1]) : std::nullopt;
  const auto low = text.size() >= 3 ? hex_digit(text[2]) : std::nullopt;
  if (!high || !low) {
    return refuse("the address holds a broken percent encoding");
  }
  const char byte = static_cast<char>(*high * 16 + *low);
  // No program has a reason to encode these, and every trick does.
  if (byte == '/' || byte == '\\' || byte == '.' || byte == '\0') {
    return refuse("the address holds an encoded slash, dot or NUL");
  }
  return byte;
}

/// The path of "http://host/path?query". Errors: kInvalid.
Result<std::string_view> path_of_absolute_form(std::string_view target) {
  const std::size_t scheme_end = target.find("://");
  const std::string_view scheme = target.substr(0, scheme_end);
  if (scheme_end == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return refuse("the address is neither a path nor an http address");
  }
  const std::string_view rest = target.substr(scheme_end + 3);
  const std::size_t host_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view host = rest.substr(0, host_end);
  if (host.empty() || host.find_first_of("@\\#") != std::string_view::npos) {
    return refuse("the address has no proper host");
  }
  const std::string_view path = rest.substr(host_end);
  return path.starts_with('/') ? path : std::string_view("/");
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "." || segment == "..") {
      return true;
    }
    path.remove_prefix(end);
  }
  return false;
}

}  // namespace

Result<std::string> parse_target(std::string_view target) {
  if (target == "*") {
    return std::string("*");
  }
  std::string_view rest = target;
  if (!target.starts_with('/')) {
    rest = TRY(path_of_absolute_form(target));
  }
  rest = rest.substr(0, rest.find('?'));
  std::string path;
  while (!rest.empty()) {
    char byte = rest.front();
    if (byte == '\\' || byte == '#' || static_cast<unsigned char>(byte) > 0x7e) {
      return refuse("the address holds a character that it must encode");
    }
    if (byte == '%') {
      byte = TRY(decode_byte(rest));
      rest.remove_prefix(3);
    } else {
      rest.remove_prefix(1);
    }
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f) {
      return refuse("the address holds a control character");
    }
    path.push_back(byte);
  }
  if (!is_utf8(path)) {
    return refuse("the address is not UTF-8");
  }
  if (has_dot_segment(path)) {
    return refuse("the address holds a dot segment");
  }
  return path;
}

}  // namespace quietroom::server
