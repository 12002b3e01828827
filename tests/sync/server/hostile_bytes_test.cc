// Whatever bytes come, the parsers give an answer, and a good answer keeps its promise. Seeded, so
// that a failure can be run again.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "platform/base/utf8.h"
#include "sync/server/negotiate.h"
#include "sync/server/request_head.h"
#include "sync/server/request_target.h"
#include "sync/server/security_headers.h"

using namespace quietroom::server;

namespace {

/// xorshift64: small and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  std::size_t below(std::size_t bound) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % bound);
  }

 private:
  std::uint64_t state_;
};

/// `text` with a few bytes changed, taken out, put in or repeated.
std::string mangle(std::string text, Dice& dice) {
  static constexpr std::string_view kPieces[] = {"%2e", "%2f", "..", "/", "\\",     "\r\n", "\n",
                                                 "\r",  ":",   " ",  "%", "%c0%ae", ",",    ";"};
  for (std::size_t changes = 1 + dice.below(4); changes > 0; --changes) {
    const std::size_t at = dice.below(text.size() + 1);
    switch (dice.below(4)) {
      case 0:
        text.insert(at, 1, static_cast<char>(dice.below(256)));
        break;
      case 1:
        text.insert(at, kPieces[dice.below(std::size(kPieces))]);
        break;
      case 2:
        text.erase(at, 1 + dice.below(5));
        break;
      default:
        text.insert(at, text.substr(dice.below(text.size() + 1), dice.below(20)));
        break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("parse_target: whatever comes, a path that it gives is one plain path") {
  const std::string starts[] = {"/", "/v/1/app.js?x=1", "http://host:80/a/b", "/%E6%97%A5/a%20b",
                                "*"};
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Dice dice(seed);
    const std::string target = mangle(starts[dice.below(std::size(starts))], dice);
    const auto path = parse_target(target);
    if (!path.ok() || path.value() == "*") {
      continue;
    }
    CAPTURE(seed);
    CAPTURE(target);
    const std::string whole = path.value() + "/";
    REQUIRE(whole.starts_with('/'));
    REQUIRE(whole.find("/../") == std::string::npos);
    REQUIRE(whole.find("/./") == std::string::npos);
    REQUIRE(whole.find('\\') == std::string::npos);
    REQUIRE(whole.find('\0') == std::string::npos);
    REQUIRE(whole.find('\n') == std::string::npos);
    REQUIRE(quietroom::is_utf8(whole));
  }
}

TEST_CASE("scan_head: whatever comes, a refusal stays one when more bytes follow") {
  const std::string start =
      "POST /v/1?x HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nX-Field: some, value\r\n\r\n";
  for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
    Dice dice(seed);
    const std::string received = mangle(start, dice);
    CAPTURE(seed);
    bool decided = false;
    for (std::size_t size = 0; size <= received.size(); ++size) {
      const HeadScan scan = scan_head(std::string_view(received).substr(0, size), Limits{});
      const bool refused = scan.state == HeadScan::State::kRefuse;
      REQUIRE(scan.skip_bytes + scan.size_bytes <= size);
      REQUIRE(refused == (scan.status != 0));
      // A head that is complete stays complete; one that is refused stays refused.
      REQUIRE((!decided || scan.state != HeadScan::State::kNeedMore));
      decided = scan.state != HeadScan::State::kNeedMore;
    }
  }
}

TEST_CASE("check_endpoint_origin: whatever comes, nothing gets into the policy but an origin") {
  const std::string starts[] = {"https://files.example.org:8443", "http://127.0.0.1:1",
                                "https://[::1]"};
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Dice dice(seed);
    const auto origin = check_endpoint_origin(mangle(starts[dice.below(std::size(starts))], dice));
    if (origin.ok()) {
      CAPTURE(origin.value());
      REQUIRE(origin.value().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.:/[]") ==
              std::string::npos);
      REQUIRE(origin.value().find('/', 8) == std::string::npos);
    }
  }
}

TEST_CASE("choose_encoding and matches_etag: whatever comes, nothing that is not there is chosen") {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Dice dice(seed);
    const std::string value = mangle("gzip;q=0.5, br;q=1.0, *;q=0", dice);
    REQUIRE(choose_encoding(value, Available{}) == Encoding::kIdentity);
    REQUIRE(choose_encoding(value, {.brotli = false, .gzip = true}) != Encoding::kBrotli);
    REQUIRE_FALSE(matches_etag(mangle("\"abc\", W/\"def\"", dice) + ",\"x", "\"none\""));
  }
}
