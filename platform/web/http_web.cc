#include "platform/web/http_web.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/web/imports.h"

namespace quietroom {
namespace {

/// `text` as a line: a break in it, which would begin another header, becomes what fetch() refuses.
std::string line_of(std::string text) {
  std::replace(text.begin(), text.end(), '\n', '\r');
  return text + "\n";
}

/// Takes the first line off `text`, without its line break.
std::string next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string line(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

HttpTicket HttpWeb::send(HttpRequest request) {
  std::string head = line_of(std::move(request.method)) + line_of(std::move(request.url));
  for (HttpHeader& header : request.headers)
    head += line_of(std::move(header.name)) + line_of(std::move(header.value));
  qr_js_http_send(static_cast<double>(++last_ticket_), head.data(), head.size(),
                  request.body.data(), request.body.size(), static_cast<double>(request.timeout_ms),
                  static_cast<double>(request.reply_bytes_max));
  return last_ticket_;
}

std::optional<HttpReply> HttpWeb::poll(HttpTicket ticket) {
  std::array<double, 4> out{};
  if (qr_js_http_poll(static_cast<double>(ticket), out.data()) == 0) return std::nullopt;
  HttpReply reply;
  reply.failure = static_cast<HttpFailure>(static_cast<int>(out[0]));
  reply.status = static_cast<int>(out[1]);
  std::string head(static_cast<std::size_t>(out[2]), '\0');
  reply.body.resize(static_cast<std::size_t>(out[3]));
  qr_js_http_take(static_cast<double>(ticket), head.data(), reply.body.data());
  for (std::string_view rest = head; !rest.empty();) {
    std::string name = next_line(rest);
    reply.headers.push_back({std::move(name), next_line(rest)});
  }
  return reply;
}

void HttpWeb::cancel(HttpTicket ticket) {
  qr_js_http_cancel(static_cast<double>(ticket));
}

}  // namespace quietroom
