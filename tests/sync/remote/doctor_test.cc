#include "sync/remote/doctor.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "platform/fake/clock_fake.h"
#include "tests/sim/dav_server.h"

namespace quietroom::remote {
namespace {

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr std::int64_t kDateMs = 784'111'777'000;
constexpr std::string_view kOrigin = "https://app.example";

std::string header_of(const HttpRequest& request, std::string_view name) {
  for (const HttpHeader& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

HttpReply status(int code) {
  HttpReply reply;
  reply.status = code;
  return reply;
}

void drop_header(HttpReply& reply, std::string_view name) {
  std::erase_if(reply.headers, [&](const HttpHeader& one) { return one.name == name; });
}

/// The simulator's server as its best: passwords, ranges, conditions, dates and CORS. `spoil` is
/// where a test takes something away: it sees each request and what would be the answer to it.
class BestServer final : public FakeServer {
 public:
  HttpReply handle(const HttpRequest& request, std::int64_t now_ms) override {
    HttpReply reply = answer(request, now_ms);
    reply.headers.push_back({"date", std::string(kDate)});
    reply.headers.push_back({"access-control-allow-origin", std::string(kOrigin)});
    reply.headers.push_back({"access-control-expose-headers", "Date"});
    if (spoil) spoil(request, reply);
    return reply;
  }
  void begin_upload(const HttpRequest&, std::size_t, std::int64_t) override {}

  sim::DavServer dav{{}, 1};
  std::function<void(const HttpRequest&, HttpReply&)> spoil;

 private:
  HttpReply answer(const HttpRequest& request, std::int64_t now_ms) {
    if (request.method == "OPTIONS") {
      HttpReply reply = status(204);
      reply.headers.push_back(
          {"access-control-allow-methods", "PUT, DELETE, MKCOL, MOVE, PROPFIND"});
      reply.headers.push_back({"access-control-allow-headers",
                               std::string("Authorization, Depth, ") + "Destination, Overwrite, " +
                                   "Content-Type, Cache-Control"});
      return reply;
    }
    if (header_of(request, "Authorization") != "Bearer right") return status(401);
    const std::string path = request.url.substr(std::string("https://files.example/").size());
    if (header_of(request, "If-None-Match") == "*" && dav.files().contains(path))
      return status(412);
    HttpReply reply = dav.handle(request, now_ms);
    if (reply.status == 200 && header_of(request, "Range") == "bytes=0-15") {
      reply.status = 206;
      reply.body.resize(16);
    }
    return reply;
  }
};

struct Fixture {
  Fixture() { clock.set_wall_ms(kDateMs); }

  Diagnosis examine(std::string_view origin = kOrigin) {
    FakeHttp http(server, 7);
    FakeRandom random(3);
    DoctorConfig config;
    config.root_url = "https://files.example";
    config.authorization = authorization;
    config.vault = random.id();
    config.device = random.id();
    config.vault_is = vault_is;
    config.device_is_made_up = device_is_made_up;
    config.origin = std::string(origin);
    Doctor doctor(http, random, clock, config);
    if (fail_at > 0) http.fate_at(fail_at, fate);
    while (!doctor.tick()) {
      const auto next_ms = http.next_ms();
      REQUIRE(next_ms.has_value());
      http.advance_to(*next_ms);
    }
    requests = http.requests();
    return doctor.diagnosis();
  }
  /// What was found, one line each: recipe, status, header.
  std::vector<std::string> lines(std::string_view origin = kOrigin) {
    std::vector<std::string> all;
    for (const Finding& one : examine(origin).findings) {
      std::string line(recipe_of(one.what));
      if (one.status != 0) line += " " + std::to_string(one.status);
      if (!one.header.empty()) line += " " + one.header;
      all.push_back(std::move(line));
    }
    return all;
  }

  FakeClock clock;
  BestServer server;
  std::string authorization = "Bearer right";
  DoctorConfig::Vault vault_is = DoctorConfig::Vault::kInUse;
  bool device_is_made_up = false;
  std::uint64_t fail_at = 0;
  FakeFate fate = FakeFate::kReplyLost;
  std::uint64_t requests = 0;
};

/// How a server answers worse than the best, and what is said then.
struct Row {
  const char* name;
  std::function<void(const HttpRequest&, HttpReply&)> spoil;
  std::vector<std::string> lines;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Fixture fixture;
    fixture.server.spoil = row.spoil;
    CHECK(fixture.lines() == row.lines);
    CHECK(fixture.server.dav.files().empty());
  }
}

/// Answers each `method` with `code` instead.
auto refuse(std::string method, int code) {
  return [method = std::move(method), code](const HttpRequest& request, HttpReply& reply) {
    if (request.method == method) reply.status = code;
  };
}

}  // namespace

TEST_CASE("doctor: finds nothing at a server that does everything, and leaves no file there") {
  Fixture fixture;
  const Diagnosis diagnosis = fixture.examine();
  CHECK(diagnosis.findings.empty());
  CHECK(diagnosis.usable());
  CHECK(diagnosis.clock_ahead_ms == 0);
  CHECK(fixture.server.dav.files().empty());
  // The root, q1, the vault, t, p and the device's, l and the device's.
  CHECK(fixture.server.dav.folders().size() == 8);
}

TEST_CASE("doctor: the folder of a vault that was made up goes with all that is in it") {
  Fixture fixture;
  fixture.vault_is = DoctorConfig::Vault::kMadeUp;
  CHECK(fixture.examine().findings.empty());
  CHECK(fixture.server.dav.folders() == std::set<std::string>{"", "q1"});
}

TEST_CASE("doctor: in a vault that is in use, the folders of a device that was made up go") {
  Fixture fixture;
  fixture.device_is_made_up = true;
  CHECK(fixture.examine().findings.empty());
  // The root, q1, the vault, t, p and l.
  CHECK(fixture.server.dav.folders().size() == 6);
}

TEST_CASE("doctor: what it cannot get past") {
  const auto all = [](int code) {
    return [code](const HttpRequest& request, HttpReply& reply) {
      if (request.method != "OPTIONS") reply.status = code;
    };
  };
  check_rows({
      {"a hotel", all(200), {"login-page 200"}},
      {"elsewhere", all(302), {"redirect 302"}},
      {"elsewhere, in a browser", all(0), {"redirect"}},
      {"no right", all(403), {"forbidden 403"}},
      {"not well", all(503), {"cannot-make-folder 503"}},
      {"nothing there", refuse("MKCOL", 409), {"folder-missing 409"}},
      {"no WebDAV", refuse("MKCOL", 501), {"cannot-make-folder 501"}},
      {"read only", refuse("MKCOL", 403), {"forbidden 403"}},
      {"no way to write", refuse("PUT", 405), {"cannot-write 405"}},
      {"full", refuse("PUT", 507), {"no-room 507"}},
      {"no such name, but 200 with a page",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "GET" && reply.status == 404) reply.status = 400;
       },
       {"absence-unclear 400"}},
      {"another content",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "GET" && reply.status == 200) reply.body.push_back(0);
       },
       {"cannot-read 200"}},
  });
}

TEST_CASE("doctor: a wrong password is said to be one") {
  Fixture fixture;
  fixture.authorization = "Bearer wrong";
  CHECK(fixture.lines() == std::vector<std::string>{"wrong-password 401"});
  CHECK(fixture.requests == 3);
}

TEST_CASE("doctor: a server that asks nobody for the password") {
  Fixture fixture;
  fixture.authorization = "Bearer right";
  fixture.server.spoil = [](const HttpRequest&, HttpReply& reply) {
    if (reply.status == 401) reply.status = 404;
  };
  CHECK(fixture.lines() == std::vector<std::string>{"open-to-all 404"});
}

TEST_CASE("doctor: what servers do each in their own way") {
  check_rows({
      {"rclone's folders",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "MKCOL" && reply.status == 405) reply.status = 201;
       },
       {"folder-twice 201"}},
      {"conditions",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "PUT" && reply.status == 412) reply.status = 204;
       },
       {"condition-ignored 204"}},
      {"ranges",
       [](const HttpRequest&, HttpReply& reply) {
         if (reply.status == 206) reply.status = 200;
       },
       {"range-ignored 200"}},
      {"a missing folder",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "PUT" && reply.status == 409) reply.status = 418;
       },
       {"no-folder-unclear 418"}},
      {"no length",
       [](const HttpRequest&, HttpReply& reply) { drop_header(reply, "content-length"); },
       {"length-hidden"}},
      {"another length",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "HEAD") {
           drop_header(reply, "content-length");
           reply.headers.push_back({"content-length", "0"});
         }
       },
       {"wrong-length"}},
      {"no moves", refuse("MOVE", 502), {"cannot-move 502"}},
      {"no lists", refuse("PROPFIND", 405), {"cannot-list 405"}},
      {"torn lists",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "PROPFIND") reply.body.resize(reply.body.size() / 2);
       },
       {"cannot-list 207"}},
      {"deletes, and says no", refuse("DELETE", 403), {"cannot-delete 403"}},
      {"no date",
       [](const HttpRequest&, HttpReply& reply) { drop_header(reply, "date"); },
       {"date-missing"}},
  });
}

TEST_CASE("doctor: MOVE that overwrites, and no room for large objects") {
  Fixture moves;
  moves.server.dav.habits().overwrites_on_move = true;
  CHECK(moves.lines() == std::vector<std::string>{"move-overwrites 201"});
  CHECK(moves.server.dav.files().empty());
  Fixture small;
  small.server.dav.habits().quota_bytes = kDoctorBodySize;
  CHECK(small.lines() == std::vector<std::string>{"body-too-large 507"});
  CHECK(small.server.dav.files().empty());
}

TEST_CASE("doctor: a folder that a server makes by itself goes again") {
  Fixture fixture;
  fixture.server.spoil = [&](const HttpRequest& request, HttpReply& reply) {
    if (request.method != "PUT" || reply.status != 409) return;
    const std::string path = request.url.substr(std::string("https://files.example/").size());
    HttpRequest folder = request;
    folder.method = "MKCOL";
    folder.url = request.url.substr(0, request.url.rfind('/') + 1);
    CHECK(fixture.server.dav.handle(folder, 0).status == 201);
    fixture.server.dav.files()[path] = request.body;
    reply.status = 201;
  };
  CHECK(fixture.lines().empty());
  CHECK(fixture.server.dav.files().empty());
  CHECK(fixture.server.dav.folders().size() == 8);
}

TEST_CASE("doctor: a clock that is off by more than five minutes, either way") {
  for (const std::int64_t ahead_ms : {kClockOffMs + 1, -kClockOffMs - 1}) {
    Fixture fixture;
    fixture.clock.set_wall_ms(kDateMs + ahead_ms);
    const Diagnosis diagnosis = fixture.examine();
    REQUIRE(diagnosis.findings.size() == 1);
    CHECK(diagnosis.findings[0].what == What::kClockOff);
    CHECK(diagnosis.clock_ahead_ms == ahead_ms);
    CHECK(diagnosis.usable());
  }
}

TEST_CASE("doctor: CORS, header by header") {
  check_rows({
      {"the stock answer to a preflight", refuse("OPTIONS", 401), {"preflight-refused 401"}},
      {"a preflight without leave",
       [](const HttpRequest& request, HttpReply& reply) {
         if (request.method == "OPTIONS") reply.headers.clear();
       },
       {"preflight-lacks Access-Control-Allow-Origin",
        "preflight-lacks Access-Control-Allow-Methods: PUT",
        "preflight-lacks Access-Control-Allow-Methods: DELETE",
        "preflight-lacks Access-Control-Allow-Methods: MKCOL",
        "preflight-lacks Access-Control-Allow-Methods: MOVE",
        "preflight-lacks Access-Control-Allow-Methods: PROPFIND",
        "preflight-lacks Access-Control-Allow-Headers: Authorization",
        "preflight-lacks Access-Control-Allow-Headers: Cache-Control",
        "preflight-lacks Access-Control-Allow-Headers: Content-Type",
        "preflight-lacks Access-Control-Allow-Headers: Depth",
        "preflight-lacks Access-Control-Allow-Headers: Destination",
        "preflight-lacks Access-Control-Allow-Headers: Overwrite"}},
      {"not on refusals",
       [](const HttpRequest&, HttpReply& reply) {
         if (reply.status >= 400) drop_header(reply, "access-control-allow-origin");
       },
       {"reply-lacks 401 Access-Control-Allow-Origin",
        "reply-lacks 404 Access-Control-Allow-Origin",
        "reply-lacks 405 Access-Control-Allow-Origin",
        "reply-lacks 412 Access-Control-Allow-Origin",
        "reply-lacks 409 Access-Control-Allow-Origin"}},
      {"no date to be seen",
       [](const HttpRequest&, HttpReply& reply) {
         drop_header(reply, "access-control-expose-headers");
       },
       {"date-hidden"}},
  });
}

TEST_CASE("doctor: without an origin nothing is asked or said about CORS") {
  Fixture fixture;
  fixture.server.spoil = [](const HttpRequest& request, HttpReply& reply) {
    CHECK(request.method != "OPTIONS");
    CHECK(header_of(request, "Origin").empty());
    reply.headers.clear();
    reply.headers.push_back({"date", std::string(kDate)});
  };
  CHECK(fixture.lines("") == std::vector<std::string>{"length-hidden"});
}

TEST_CASE(
    "doctor: the n-th request fails, for every n: it ends and says so; nothing stays if only the "
    "answer was lost") {
  Fixture good;
  CHECK(good.lines().empty());
  for (std::uint64_t n = 1; n <= good.requests; ++n) {
    CAPTURE(n);
    Fixture fixture;
    fixture.fail_at = n;
    // The reply is lost: what was put is there, and has to go.
    CHECK_FALSE(fixture.lines().empty());
    CHECK(fixture.server.dav.files().empty());
  }
}

TEST_CASE("doctor: one that is given up cancels its request") {
  BestServer server;
  FakeHttp http(server, 7);
  FakeRandom random(3);
  FakeClock clock;
  {
    DoctorConfig config;
    config.root_url = "https://files.example";
    config.vault = random.id();
    config.device = random.id();
    Doctor doctor(http, random, clock, config);
    CHECK_FALSE(doctor.tick());
  }
  while (const auto next_ms = http.next_ms()) http.advance_to(*next_ms);
  CHECK(http.requests() == 1);
}

TEST_CASE("doctor: each finding has a line of its own in docs/endpoints/README.md") {
  std::ifstream file(std::string(QUIETROOM_SOURCE_DIR) + "/docs/endpoints/README.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(What::kDateHidden); ++i) {
    const std::string_view recipe = recipe_of(static_cast<What>(i));
    CAPTURE(recipe);
    CHECK(seen.insert(recipe).second);
    CHECK(text.find("<a id=\"" + std::string(recipe) + "\"></a>") != std::string::npos);
  }
}

}  // namespace quietroom::remote
