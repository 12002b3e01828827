#include "sync/server/local_offer.h"

#include <doctest/doctest.h>

using namespace quietroom::server;

namespace {

constexpr std::string_view kTable =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout\n"
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1\n"
    "   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 2\n"
    "   2: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1234        0 3\n"
    "   3: 0100007F:D432 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  what        0 4\n"
    "   4: 0100007F:D433";

Connection from(std::uint16_t port) {
  return Connection{"127.0.0.1", port, "127.0.0.1", 8080, false};
}

Request good_request() {
  Request request;
  request.connection = from(0xD431);
  request.fields = {
      {"host", "127.0.0.1:8080"}, {"sec-fetch-site", "same-origin"}, {"x-quietroom-local", "1"}};
  return request;
}

}  // namespace

TEST_CASE("uid_of_peer: the user at the other end, not the one at ours") {
  CHECK(uid_of_peer(kTable, from(0xD431)) == 1234U);
  CHECK_FALSE(uid_of_peer(kTable, from(0xD432)).has_value());
  CHECK_FALSE(uid_of_peer(kTable, from(0xD433)).has_value());
  CHECK_FALSE(uid_of_peer(kTable, from(1)).has_value());
  CHECK_FALSE(uid_of_peer("", from(0xD431)).has_value());
  CHECK_FALSE(uid_of_peer(kTable, Connection{"nonsense", 1, "127.0.0.1", 1, false}).has_value());
  const Connection v6{"::1", 0xD431, "::1", 8080, false};
  constexpr std::string_view kTable6 =
      "   1: 00000000000000000000000001000000:D431 00000000000000000000000001000000:1F90 01 "
      "00000000:00000000 00:00000000 00000000    42        0 9\n";
  CHECK(uid_of_peer(kTable6, v6) == 42U);
}

TEST_CASE("check_local_request: one thing wrong is enough for a no") {
  CHECK(check_local_request(good_request()).ok());
  const auto refused = [](auto change) {
    Request request = good_request();
    change(request);
    return !check_local_request(request).ok();
  };
  CHECK(refused([](Request& r) { r.connection.peer_address = "192.0.2.1"; }));
  CHECK(refused([](Request& r) { r.connection.local_address = "192.0.2.1"; }));
  CHECK(refused([](Request& r) { r.connection.local_port = 8081; }));
  CHECK(refused([](Request& r) { r.fields[0].second = "evil.example:8080"; }));
  CHECK(refused([](Request& r) { r.fields[0].second = "127.0.0.1"; }));
  CHECK(refused([](Request& r) { r.fields[1].second = "same-site"; }));
  CHECK(refused([](Request& r) { r.fields.pop_back(); }));
  CHECK(refused([](Request& r) { r.fields.emplace_back("origin", "http://localhost:8080"); }));
  CHECK(refused([](Request& r) { r.fields.emplace_back("x-forwarded-proto", "https"); }));
}
