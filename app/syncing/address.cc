#include "app/syncing/address.h"

#include <algorithm>

#include "platform/base/secret.h"
#include "platform/base/utf8.h"

namespace quietroom::syncing {
namespace {

constexpr std::size_t kAddressSizeMax = 500;
constexpr std::size_t kTokenSizeMax = 500;

Error invalid(const char* why) {
  return Error{ErrorCode::kInvalid, why};
}

/// RFC 4648, with padding.
std::string base64(std::string_view text) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, text.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < count ? static_cast<unsigned char>(text[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      out += i <= count ? kLetters[bits >> (18 - 6 * i) & 63U] : '=';
  }
  return out;
}

/// True for what may stand in an address as it is, and in a header.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}?#").find(c) == std::string::npos;
  });
}

bool is_this_machine(std::string_view host) {
  if (host.starts_with("[::1]")) return host.size() == 5 || host[5] == ':';
  const std::string_view name = host.substr(0, host.find(':'));
  return name == "localhost" ||
         (name.starts_with("127.") && std::all_of(name.begin(), name.end(), [](char c) {
            return c == '.' || (c >= '0' && c <= '9');
          }));
}

}  // namespace

Result<Endpoint> read_endpoint(std::string_view address, std::string_view token) {
  address = trim(address);
  token = trim(token);
  if (address.size() > kAddressSizeMax || !is_plain(address)) return invalid("address: odd");
  const bool tls = address.starts_with("https://");
  if (!tls && !address.starts_with("http://")) return invalid("address: no https");
  const std::string_view scheme = address.substr(0, tls ? 8 : 7);
  std::string_view rest = address.substr(scheme.size());
  while (rest.ends_with('/')) rest.remove_suffix(1);
  std::string_view host = rest.substr(0, rest.find('/'));
  std::string_view user;
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    user = host.substr(0, at);
    host.remove_prefix(at + 1);
    rest.remove_prefix(at + 1);
    if (user.empty() || user.find(':') != std::string_view::npos)
      return invalid("address: the password has a field of its own");
  }
  if (host.empty() || host.front() == ':') return invalid("address: no host");
  if (!tls && !is_this_machine(host)) return invalid("address: no https");
  if (token.empty() || token.size() > kTokenSizeMax) return invalid("token: none");
  const bool is_text = std::all_of(token.begin(), token.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= ' '; });
  if (!is_text || (user.empty() && !is_plain(token))) return invalid("token: odd");
  Endpoint endpoint;
  endpoint.root_url = std::string(scheme) + std::string(rest);
  if (user.empty()) {
    endpoint.authorization = "Bearer " + std::string(token);
  } else {
    std::string pair = std::string(user) + ":" + std::string(token);
    endpoint.authorization = "Basic " + base64(pair);
    wipe(pair);
  }
  return endpoint;
}

}  // namespace quietroom::syncing
