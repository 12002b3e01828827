#include "sync/server/request_head.h"

#include <doctest/doctest.h>

#include <string>

using quietroom::server::HeadScan;
using quietroom::server::Limits;
using quietroom::server::scan_head;

namespace {

using State = HeadScan::State;

std::string request(std::string_view fields) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

}  // namespace

TEST_CASE("scan_head: refuses what two programs could read differently") {
  struct Row {
    std::string received;
    unsigned status;
  };
  using namespace std::string_literals;
  const Row rows[] = {
      {"\x16\x03\x01"s, 400},  // A TLS client on a plain port.
      {" GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: a\n\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400},
      {"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s, 400},
      {"GET\r\n\r\n", 400},
      {"GET \r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1 x\r\nHost: a\r\n\r\n", 400},
      {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTX/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {request(" folded: x\r\n"), 400},
      {request("X: a\r\n folded\r\n"), 400},
      {request("X : a\r\n"), 400},
      {request(": a\r\n"), 400},
      {request("no colon\r\n"), 400},
      {request("X: a\x01\r\n"), 400},
      {request("X: a\x7f\r\n"), 400},
      {request("Content-Length: 1\r\nContent-Length: 1\r\n"), 400},
      {request("Content-Length: 1, 1\r\n"), 400},
      {request("Content-Length: +1\r\n"), 400},
      {request("Content-Length: -1\r\n"), 400},
      {request("Content-Length: 0x1\r\n"), 400},
      {request("Content-Length:\r\n"), 400},
      {request("Content-Length: 9999999999999999\r\n"), 400},
      {request("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400},
      {request("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
      {request("Transfer-Encoding: gzip\r\n"), 501},
      {request("Transfer-Encoding: gzip, chunked\r\n"), 501},
      {request("Transfer-Encoding: xchunked\r\n"), 501},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\n", 505},
      {"GET / HTTP/0.9\r\n\r\n", 505},
      {"GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"GET /" + std::string(5000, 'a'), 414},
      {request("X: " + std::string(20'000, 'a') + "\r\n"), 431},
      {"GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a'), 431},
  };
  for (const Row& row : rows) {
    CAPTURE(row.received.substr(0, 80));
    const HeadScan scan = scan_head(row.received, Limits{});
    CHECK(scan.state == State::kRefuse);
    CHECK(scan.status == row.status);
    CHECK_FALSE(scan.why.empty());
  }
}

TEST_CASE("scan_head: refuses more fields than anybody needs") {
  std::string fields;
  for (int count = 0; count < 101; ++count) {
    fields += "X: a\r\n";
  }
  CHECK(scan_head(request(fields), Limits{}).status == 431);
}

TEST_CASE("scan_head: waits as long as a good request can still come of it") {
  const std::string whole = request("Accept: */*\r\n");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(scan_head(std::string_view(whole).substr(0, size), Limits{}).state == State::kNeedMore);
  }
  const HeadScan scan = scan_head(whole + "GET /next", Limits{});
  CHECK(scan.state == State::kComplete);
  CHECK(scan.size_bytes == whole.size());
  CHECK(scan.skip_bytes == 0);
}

TEST_CASE("scan_head: takes well-formed requests") {
  const std::string rows[] = {
      "GET / HTTP/1.0\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
      "PROPFIND / HTTP/1.1\r\nhost: a.example:8080\r\nDepth: 1\r\n\r\n",
      "GET http://a/ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
      request("Content-Length: 12\r\n"),
      request("transfer-encoding: CHUNKED\r\n"),
      request("X:\r\n"),
      request("X: \t caf\xc3\xa9 \r\n"),
  };
  for (const std::string& received : rows) {
    CAPTURE(received);
    const HeadScan scan = scan_head(received, Limits{});
    CHECK(scan.state == State::kComplete);
    CHECK(scan.size_bytes == received.size());
  }
}

TEST_CASE("scan_head: one blank line before a request is dropped, not more") {
  const std::string whole = request("");
  const HeadScan scan = scan_head("\r\n" + whole, Limits{});
  CHECK(scan.state == State::kComplete);
  CHECK(scan.skip_bytes == 2);
  CHECK(scan.size_bytes == whole.size());
  CHECK(scan_head("\r\n\r\n" + whole, Limits{}).state == State::kRefuse);
}
