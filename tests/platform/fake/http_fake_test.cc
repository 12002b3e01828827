#include "platform/fake/http_fake.h"

#include <doctest/doctest.h>

namespace quietroom {
namespace {

/// Says 200 to everything, and counts.
class CountingServer final : public FakeServer {
 public:
  HttpReply handle(const HttpRequest&, std::int64_t) override {
    ++handled;
    HttpReply reply;
    reply.status = 200;
    reply.body = Bytes(10);
    return reply;
  }
  void begin_upload(const HttpRequest&, std::size_t received_bytes, std::int64_t) override {
    ++begun;
    received = received_bytes;
  }
  int handled = 0;
  int begun = 0;
  std::size_t received = 0;
};

HttpRequest put_request() {
  HttpRequest request;
  request.method = "PUT";
  request.body = Bytes(100);
  request.timeout_ms = 1'000;
  return request;
}

}  // namespace

TEST_CASE("fake http: nothing comes before its time, and each reply once") {
  CountingServer server;
  FakeHttp http(server, 1);
  const HttpTicket ticket = http.send(put_request());
  CHECK_FALSE(http.poll(ticket));
  http.advance_to(4);
  CHECK(server.handled == 0);
  http.advance_to(200);
  const auto reply = http.poll(ticket);
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK_FALSE(http.poll(ticket));
  CHECK(server.handled == 1);
}

TEST_CASE("fake http: each fate does to the server and to the client what it says") {
  struct Row {
    FakeFate fate;
    int handled;
    int begun;
    HttpFailure failure;
    int status;
  };
  const Row rows[] = {{FakeFate::kRequestLost, 0, 0, HttpFailure::kTimeout, 0},
                      {FakeFate::kReplyLost, 1, 1, HttpFailure::kTimeout, 0},
                      {FakeFate::kCut, 0, 1, HttpFailure::kTimeout, 0},
                      {FakeFate::kServerError, 0, 1, HttpFailure::kNone, 503}};
  for (const Row& row : rows) {
    CAPTURE(static_cast<int>(row.fate));
    CountingServer server;
    FakeHttp http(server, 1);
    http.fate_at(1, row.fate);
    const HttpTicket ticket = http.send(put_request());
    http.advance_to(2'000);
    const auto reply = http.poll(ticket);
    REQUIRE(reply);
    CHECK(reply->failure == row.failure);
    CHECK(reply->status == row.status);
    CHECK(server.handled == row.handled);
    CHECK(server.begun == row.begun);
    if (row.begun > 0) CHECK(server.received == 50);
  }
}

TEST_CASE(
    "fake http: offline fails at once, too much is refused, a repeated request is done twice") {
  CountingServer server;
  FakeHttp http(server, 1);
  http.set_offline(true);
  const HttpTicket offline = http.send(put_request());
  CHECK(http.poll(offline)->failure == HttpFailure::kUnreachable);
  http.set_offline(false);
  HttpRequest small = put_request();
  small.reply_bytes_max = 9;
  const HttpTicket large = http.send(small);
  http.advance_to(300);
  CHECK(http.poll(large)->failure == HttpFailure::kTooLarge);
  FakeWeather weather;
  weather.repeat_request = 1000;
  http.set_weather(weather);
  const int before = server.handled;
  (void)http.send(put_request());
  http.advance_to(5'000);
  CHECK(server.handled == before + 2);
}

}  // namespace quietroom
