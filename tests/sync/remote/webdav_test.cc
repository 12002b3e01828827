#include "sync/remote/webdav.h"

#include <doctest/doctest.h>

#include <deque>

#include "platform/fake/random_fake.h"
#include "sync/format/names.h"

namespace quietroom::remote {
namespace {

/// Http that answers each request with the next of a row of replies, and remembers what was asked.
class ScriptedHttp final : public Http {
 public:
  HttpTicket send(HttpRequest request) override {
    asked.push_back(std::move(request));
    return ++last_;
  }
  std::optional<HttpReply> poll(HttpTicket) override {
    if (replies.empty()) return std::nullopt;
    HttpReply reply = std::move(replies.front());
    replies.pop_front();
    return reply;
  }
  void cancel(HttpTicket) override {}

  void answer(int status, std::string_view body = {}) {
    HttpReply reply;
    reply.status = status;
    reply.body = to_bytes(as_bytes(body));
    replies.push_back(std::move(reply));
  }

  std::vector<HttpRequest> asked;
  std::deque<HttpReply> replies;

 private:
  HttpTicket last_ = 0;
};

struct Fixture {
  Fixture() : random(1), vault(random.id()), dav(http, random, config()) {}
  WebDavConfig config() { return {"https://host/dav", "Bearer token", vault, 1'000}; }
  std::optional<Answer> finish(Ticket ticket) {
    std::optional<Answer> answer;
    for (int i = 0; i < 20 && !answer; ++i) answer = dav.poll(ticket);
    return answer;
  }
  std::string methods() const {
    std::string all;
    for (const HttpRequest& one : http.asked) all += one.method + " ";
    return all;
  }
  std::string name() const { return format::key_folder(vault) + "/some-name"; }

  FakeRandom random;
  Id vault;
  ScriptedHttp http;
  WebDav dav;
};

}  // namespace

TEST_CASE("webdav put: folders, upload to staging, its size, then the name, never over another") {
  Fixture one;
  for (int i = 0; i < 4; ++i) one.http.answer(i == 1 ? 405 : 201);  // q1, vault, t, k
  one.http.answer(201);
  HttpReply head;
  head.status = 200;
  head.headers.push_back({"content-length", "5"});
  one.http.replies.push_back(head);
  one.http.answer(201);
  const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(answer);
  CHECK(answer->outcome == Outcome::kOk);
  CHECK(one.methods() == "MKCOL MKCOL MKCOL MKCOL PUT HEAD MOVE ");
  const HttpRequest& move = one.http.asked.back();
  CHECK(move.url == one.http.asked[4].url);
  CHECK(move.url.starts_with("https://host/dav/" + format::staging_folder(one.vault) + "/"));
  bool keeps = false;
  for (const HttpHeader& header : move.headers) {
    keeps = keeps || (header.name == "Overwrite" && header.value == "F");
    if (header.name == "Destination") CHECK(header.value == "https://host/dav/" + one.name());
  }
  CHECK(keeps);
  // The folders are known now.
  one.http.asked.clear();
  (void)one.dav.put(one.name(), to_bytes(as_bytes("bytes")));
  CHECK(one.methods() == "PUT ");
}

TEST_CASE("webdav put: what was cut is not moved, and the staging file goes") {
  Fixture one;
  for (int i = 0; i < 4; ++i) one.http.answer(201);
  one.http.answer(201);
  HttpReply head;
  head.status = 200;
  head.headers.push_back({"content-length", "3"});
  one.http.replies.push_back(head);
  const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(answer);
  CHECK(answer->outcome == Outcome::kUnknown);
  CHECK(answer->reason == Reason::kServer);
  CHECK(one.methods() == "MKCOL MKCOL MKCOL MKCOL PUT HEAD DELETE ");
}

TEST_CASE("webdav put: an upload that failed leaves nothing in staging") {
  Fixture one;
  for (int i = 0; i < 4; ++i) one.http.answer(201);
  one.http.answer(503);
  const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(answer);
  CHECK(answer->reason == Reason::kServer);
  CHECK(one.methods() == "MKCOL MKCOL MKCOL MKCOL PUT DELETE ");
  CHECK(one.http.asked.back().url == one.http.asked[4].url);
}

TEST_CASE("webdav put: 412 says that the name is taken") {
  Fixture one;
  for (int i = 0; i < 6; ++i) one.http.answer(201);
  one.http.answer(412);
  const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(answer);
  CHECK(answer->outcome == Outcome::kExists);
}

TEST_CASE("webdav put: folders that went meanwhile are made again, once") {
  for (const int missing : {409, 404, 500}) {
    CAPTURE(missing);
    Fixture one;
    for (int i = 0; i < 4; ++i) one.http.answer(201);
    one.http.answer(missing);
    for (int i = 0; i < 4; ++i) one.http.answer(201);
    one.http.answer(missing);
    const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
    REQUIRE(answer);
    CHECK(answer->outcome == Outcome::kUnknown);
    CHECK(one.methods() == "MKCOL MKCOL MKCOL MKCOL PUT MKCOL MKCOL MKCOL MKCOL PUT DELETE ");
  }
}

TEST_CASE("webdav put: after a move that failed the next put makes the folders again") {
  for (const int missing : {403, 404, 409, 500}) {
    CAPTURE(missing);
    Fixture one;
    for (int i = 0; i < 6; ++i) one.http.answer(201);
    one.http.answer(missing);
    const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
    REQUIRE(answer);
    CHECK(answer->outcome == Outcome::kUnknown);
    one.http.asked.clear();
    (void)one.dav.put(one.name(), to_bytes(as_bytes("bytes")));
    CHECK(one.methods() == "MKCOL ");
  }
}

TEST_CASE(
    "webdav put: a login page with 200 is neither a folder nor a move, and is tried again from the "
    "top") {
  Fixture one;
  one.http.answer(200, "<html>sign in</html>");
  const auto answer = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(answer);
  CHECK(answer->reason == Reason::kNotOurs);
  for (int i = 0; i < 6; ++i) one.http.answer(i == 5 ? 200 : 201);
  one.http.answer(200, "<html>sign in</html>");
  const auto again = one.finish(one.dav.put(one.name(), to_bytes(as_bytes("bytes"))));
  REQUIRE(again);
  CHECK(again->outcome == Outcome::kUnknown);
  CHECK(one.methods() == "MKCOL MKCOL MKCOL MKCOL MKCOL PUT HEAD MOVE DELETE ");
}

TEST_CASE("webdav: only 404 and 410 are absence; everything else says nothing (P3)") {
  struct Row {
    int status;
    Outcome outcome;
    Reason reason;
  };
  const Row rows[] = {
      {200, Outcome::kOk, Reason::kNone},           {404, Outcome::kAbsent, Reason::kNone},
      {410, Outcome::kAbsent, Reason::kNone},       {401, Outcome::kUnknown, Reason::kAuth},
      {403, Outcome::kUnknown, Reason::kForbidden}, {500, Outcome::kUnknown, Reason::kServer},
      {423, Outcome::kUnknown, Reason::kServer},    {429, Outcome::kUnknown, Reason::kServer},
      {507, Outcome::kUnknown, Reason::kQuota},     {301, Outcome::kUnknown, Reason::kNotOurs},
      {204, Outcome::kUnknown, Reason::kNotOurs},   {405, Outcome::kUnknown, Reason::kUnsupported}};
  for (const Row& row : rows) {
    CAPTURE(row.status);
    Fixture one;
    one.http.answer(row.status, "body");
    const auto answer = one.finish(one.dav.get(one.name(), 100));
    REQUIRE(answer);
    CHECK(answer->outcome == row.outcome);
    CHECK(answer->reason == row.reason);
    CHECK(answer->body.empty() == (row.outcome != Outcome::kOk));
  }
}

TEST_CASE("webdav list: a page with 200, and a list that was cut, say nothing") {
  for (const int status : {200, 207}) {
    Fixture one;
    one.http.answer(status, "<html>sign in</html>");
    const auto answer = one.finish(one.dav.list(format::key_folder(one.vault)));
    REQUIRE(answer);
    CHECK(answer->outcome == Outcome::kUnknown);
    CHECK(answer->reason == Reason::kNotOurs);
  }
  Fixture one;
  one.http.answer(404);
  CHECK(one.finish(one.dav.list(format::key_folder(one.vault)))->outcome == Outcome::kAbsent);
}

TEST_CASE("webdav: asks with the token, and past every cache") {
  Fixture one;
  (void)one.dav.get(one.name(), 100);
  bool token = false;
  bool no_cache = false;
  for (const HttpHeader& header : one.http.asked[0].headers) {
    token = token || (header.name == "Authorization" && header.value == "Bearer token");
    no_cache = no_cache || (header.name == "Cache-Control" && header.value == "no-cache");
  }
  CHECK(token);
  CHECK(no_cache);
  CHECK(one.http.asked[0].reply_bytes_max == 100);
}

}  // namespace quietroom::remote
