#include "sync/server/request_head.h"

#include <algorithm>
#include <optional>

namespace quietroom::server {
namespace {

constexpr std::size_t kFieldsMax = 100;

struct Fault {
  unsigned status;
  std::string_view why;
};
using MaybeFault = std::optional<Fault>;

/// RFC 9110 5.6.2.
bool is_token_char(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
    return true;
  }
  return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Anything but visible characters, blanks and the bytes of UTF-8.
bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

/// What the fields said that decides about the body and the host.
struct Framing {
  bool http_1_0 = false;
  std::size_t hosts = 0;
  std::size_t content_lengths = 0;
  std::size_t transfer_encodings = 0;
};

MaybeFault check_request_line(std::string_view line, const Limits& limits, Framing& framing) {
  const std::size_t method_end = line.find(' ');
  if (method_end == std::string_view::npos || !is_token(line.substr(0, method_end))) {
    return Fault{400, "the request line has no method"};
  }
  const std::string_view rest = line.substr(method_end + 1);
  const std::size_t target_end = rest.find(' ');
  const std::string_view target = rest.substr(0, target_end);
  if (target.size() > limits.target_bytes_max) {
    return Fault{414, "the address is too long"};
  }
  if (target_end == std::string_view::npos || target.empty()) {
    return Fault{400, "the request line is not complete"};
  }
  const std::string_view version = rest.substr(target_end + 1);
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) ||
      version[6] != '.' || !is_digit(version[7])) {
    return Fault{400, "the request line has no HTTP version"};
  }
  if (version[5] != '1' || version[7] > '1') {
    return Fault{505, "this server speaks HTTP/1.0 and HTTP/1.1"};
  }
  framing.http_1_0 = version[7] == '0';
  return std::nullopt;
}

/// Host: a name, an address or nothing, with a port or without.
bool is_host_value(std::string_view value) {
  return value.size() <= 255 && std::all_of(value.begin(), value.end(), [](char c) {
           return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
                  std::string_view("-._~:[]%").find(c) != std::string_view::npos;
         });
}

MaybeFault check_field(std::string_view line, Framing& framing) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    // A blank before the colon or at the start (a folded line) is read differently by different
    // programs.
    return Fault{400, "a header field has no proper name"};
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim_blanks(line.substr(colon + 1));
  if (has_control(value)) {
    return Fault{400, "a header field holds a control character"};
  }
  if (equals_ignoring_case(name, "host")) {
    ++framing.hosts;
    if (!is_host_value(value)) {
      return Fault{400, "the Host field is not a host"};
    }
  } else if (equals_ignoring_case(name, "content-length")) {
    ++framing.content_lengths;
    // 15 digits are a thousand terabytes: no overflow anywhere.
    if (value.empty() || value.size() > 15 || !std::all_of(value.begin(), value.end(), is_digit)) {
      return Fault{400, "Content-Length is not one number"};
    }
  } else if (equals_ignoring_case(name, "transfer-encoding")) {
    ++framing.transfer_encodings;
    if (!equals_ignoring_case(value, "chunked")) {
      return Fault{501, "the only transfer encoding here is chunked"};
    }
  }
  return std::nullopt;
}

MaybeFault check_framing(const Framing& framing) {
  if (framing.hosts > 1 || (framing.hosts == 0 && !framing.http_1_0)) {
    return Fault{400, "a request names its Host once"};
  }
  if (framing.content_lengths > 1) {
    return Fault{400, "there is more than one Content-Length"};
  }
  if (framing.transfer_encodings > 1 ||
      (framing.transfer_encodings == 1 && (framing.http_1_0 || framing.content_lengths == 1))) {
    return Fault{400, "the end of the body is ambiguous"};
  }
  return std::nullopt;
}

/// Checks a whole head: lines ended by CRLF, the last one empty.
MaybeFault check_head(std::string_view head, const Limits& limits) {
  Framing framing;
  std::size_t fields = 0;
  bool first = true;
  while (head != "\r\n") {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (!first && ++fields > kFieldsMax) {
      return Fault{431, "there are too many header fields"};
    }
    const MaybeFault fault =
        first ? check_request_line(line, limits, framing) : check_field(line, framing);
    if (fault) {
      return fault;
    }
    first = false;
  }
  return check_framing(framing);
}

/// A line feed without its carriage return, or the other way round, or a NUL, wherever it stands.
bool has_broken_line_end(std::string_view text) {
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char c = text[index];
    if (c == '\0' || (c == '\n' && (index == 0 || text[index - 1] != '\r')) ||
        (c == '\r' && index + 1 < text.size() && text[index + 1] != '\n')) {
      return true;
    }
  }
  return false;
}

HeadScan refuse(unsigned status, std::string_view why) {
  HeadScan scan;
  scan.state = HeadScan::State::kRefuse;
  scan.status = status;
  scan.why = why;
  return scan;
}

}  // namespace

HeadScan scan_head(std::string_view received, const Limits& limits) {
  HeadScan scan;
  if (received.starts_with("\r\n")) {
    scan.skip_bytes = 2;
    received.remove_prefix(2);
  }
  if (received.empty() || received == "\r") {
    return scan;
  }
  if (!is_token_char(received.front())) {
    return refuse(400, "this is not an HTTP request");
  }
  const std::size_t blank_line = received.find("\r\n\r\n");
  const bool complete = blank_line != std::string_view::npos;
  const std::string_view head = complete ? received.substr(0, blank_line + 4) : received;
  if (has_broken_line_end(head)) {
    return refuse(400, "a line does not end with CR LF");
  }
  const std::size_t line_bytes = std::min(head.find("\r\n"), head.size());
  // The method and the version take a few bytes beside the target.
  if (line_bytes > limits.target_bytes_max + 64) {
    return refuse(414, "the address is too long");
  }
  if (head.size() > limits.header_bytes_max) {
    return refuse(431, "the header fields are too large");
  }
  if (!complete) {
    return scan;
  }
  if (const MaybeFault fault = check_head(head, limits)) {
    return refuse(fault->status, fault->why);
  }
  scan.state = HeadScan::State::kComplete;
  scan.size_bytes = head.size();
  return scan;
}

}  // namespace quietroom::server
