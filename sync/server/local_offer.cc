#include "sync/server/local_offer.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace quietroom::server {
namespace {

constexpr Refusal kNotForYou{403, "this is for the app on this machine only"};

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

/// "127.0.0.1" and 8080 as /proc/net/tcp writes them: 0100007F:1F90. Empty for what is no address.
std::string as_in_table(const std::string& address, std::uint16_t port) {
  std::array<unsigned char, 16> bytes{};
  const bool v6 = address.find(':') != std::string::npos;
  if (::inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), bytes.data()) != 1) {
    return {};
  }
  std::string text;
  char piece[16];
  for (std::size_t at = 0; at < (v6 ? 16U : 4U); at += 4) {
    std::uint32_t word = 0;  // The kernel prints each four bytes as a number of this machine.
    std::memcpy(&word, bytes.data() + at, sizeof word);
    std::snprintf(piece, sizeof piece, "%08X", word);
    text += piece;
  }
  std::snprintf(piece, sizeof piece, ":%04X", unsigned{port});
  return text + piece;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) {
      words.push_back(line.substr(0, end));
    }
    line.remove_prefix(end);
  }
  return words;
}

}  // namespace

Answer<void> check_local_request(const Request& request) {
  const Connection& connection = request.connection;
  if (!is_loopback(connection.peer_address) || !is_loopback(connection.local_address)) {
    return kNotForYou;
  }
  // A name that somebody else points at 127.0.0.1 would be "the same origin" to the browser.
  const std::string port = ":" + std::to_string(connection.local_port);
  const std::string_view host = request.field("host").value_or("");
  if (host != "127.0.0.1" + port && host != "localhost" + port && host != "[::1]" + port) {
    return kNotForYou;
  }
  if (request.field("sec-fetch-site") != "same-origin" ||
      request.field("x-quietroom-local") != "1") {
    return kNotForYou;
  }
  const std::string scheme = connection.tls ? "https://" : "http://";
  const auto origin = request.field("origin");
  if (origin && *origin != scheme + std::string(host)) {
    return kNotForYou;
  }
  for (const auto& [name, value] : request.fields) {
    if (name == "forwarded" || name == "via" || name.starts_with("x-forwarded") ||
        name == "x-real-ip") {
      return kNotForYou;
    }
  }
  return {};
}

std::optional<unsigned> uid_of_peer(std::string_view table, const Connection& connection) {
  const std::string peer = as_in_table(connection.peer_address, connection.peer_port);
  const std::string local = as_in_table(connection.local_address, connection.local_port);
  if (peer.empty() || local.empty()) {
    return std::nullopt;
  }
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    // sl, local, remote, state, queues, timer, retransmits, uid, ...; this is the peer's own row.
    const auto words = words_of(table.substr(0, end));
    table.remove_prefix(std::min(end + 1, table.size()));
    if (words.size() < 8 || words[1] != peer || words[2] != local) {
      continue;
    }
    unsigned uid = 0;
    const auto [last, code] =
        std::from_chars(words[7].data(), words[7].data() + words[7].size(), uid);
    if (code != std::errc{} || last != words[7].data() + words[7].size()) {
      return std::nullopt;
    }
    return uid;
  }
  return std::nullopt;
}

bool is_peer_same_user(const Connection& connection) {
  const bool v6 = connection.peer_address.find(':') != std::string::npos;
  std::ifstream in(v6 ? "/proc/net/tcp6" : "/proc/net/tcp", std::ios::binary);
  const std::string table((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return uid_of_peer(table, connection) == ::geteuid();
}

}  // namespace quietroom::server
