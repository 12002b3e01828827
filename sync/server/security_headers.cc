#include "sync/server/security_headers.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace quietroom::server {
namespace {

Error refuse(std::string_view text, std::string_view why) {
  return Error{ErrorCode::kInvalid,
               "--allow-endpoint needs an origin such as "
               "https://files.example.org, but \"" +
                   std::string(text) + "\" " + std::string(why) + "."};
}

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Labels of letters, digits and inner hyphens with dots between: a name or an IPv4 address.
bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > 253) {
    return false;
  }
  std::size_t begin = 0;
  while (begin <= host.size()) {
    const std::size_t end = std::min(host.find('.', begin), host.size());
    const std::string_view label = host.substr(begin, end - begin);
    const bool chars_fit = std::all_of(label.begin(), label.end(),
                                       [](char c) { return is_lower_or_digit(c) || c == '-'; });
    if (label.empty() || label.size() > 63 || !chars_fit || label.front() == '-' ||
        label.back() == '-') {
      return false;
    }
    begin = end + 1;
  }
  return true;
}

bool is_ipv6_literal(std::string_view host) {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') {
    return false;
  }
  const std::string_view inner = host.substr(1, host.size() - 2);
  return inner.find(':') != std::string_view::npos &&
         inner.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

/// 1 to 65535 without leading zeros.
bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
  return code == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535 &&
         text.front() != '0';
}

/// Host and port of the part after "://", or what is wrong with it.
std::optional<std::string_view> authority_fault(std::string_view authority, std::string& host) {
  const std::size_t host_end =
      authority.starts_with('[') ? authority.find(']') : authority.find(':');
  std::string_view port;
  if (authority.starts_with('[')) {
    if (host_end == std::string_view::npos) {
      return "has no closing bracket";
    }
    host = authority.substr(0, host_end + 1);
    port = authority.substr(host_end + 1);
  } else {
    host = authority.substr(0, host_end);
    port = host_end == std::string_view::npos ? std::string_view{} : authority.substr(host_end);
  }
  if (!is_host_name(host) && !is_ipv6_literal(host)) {
    return "has no valid host";
  }
  if (!port.empty() && (port.front() != ':' || !is_port(port.substr(1)))) {
    return "has no valid port";
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> check_endpoint_origin(std::string_view text) {
  std::string origin(text);
  std::transform(origin.begin(), origin.end(), origin.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool secure = origin.starts_with("https://");
  if (!secure && !origin.starts_with("http://")) {
    return refuse(text, "does not begin with https://");
  }
  const std::string authority = origin.substr(secure ? 8 : 7);
  if (authority.find_first_of("/?#") != std::string::npos) {
    return refuse(text, "has a path; give the origin only, without a slash at its end");
  }
  if (authority.find('@') != std::string::npos) {
    return refuse(text, "holds a user name");
  }
  if (authority.find('*') != std::string::npos) {
    return refuse(text, "holds a wildcard");
  }
  std::string host;
  if (const auto fault = authority_fault(authority, host)) {
    return refuse(text, *fault);
  }
  if (!secure && host != "127.0.0.1" && host != "localhost" && host != "[::1]") {
    return refuse(text, "is http, which is allowed for this machine only");
  }
  return origin;
}

std::string content_security_policy(const std::vector<std::string>& endpoint_origins) {
  std::string connect = "'self'";
  for (const std::string& origin : endpoint_origins) {
    connect += " " + origin;
  }
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
         "connect-src " +
         connect +
         "; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
}

Fields security_headers(const std::vector<std::string>& endpoint_origins, bool tls) {
  Fields fields = {
      {"content-security-policy", content_security_policy(endpoint_origins)},
      {"x-content-type-options", "nosniff"},
      {"referrer-policy", "no-referrer"},
      // Every power that the app does not use is switched off, for whatever might get into it.
      {"permissions-policy",
       "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
       "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), "
       "usb=()"},
      {"cross-origin-opener-policy", "same-origin"},
      {"cross-origin-resource-policy", "same-origin"},
      {"x-frame-options", "DENY"},
  };
  if (tls) {
    fields.emplace_back("strict-transport-security", "max-age=31536000");
  }
  return fields;
}

}  // namespace quietroom::server
