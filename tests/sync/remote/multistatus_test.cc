#include "sync/remote/multistatus.h"

#include <doctest/doctest.h>

#include "platform/fake/random_fake.h"

namespace quietroom::remote {
namespace {

/// As Apache writes it: prefixes, an entity, percent-encoding, an absolute path.
constexpr std::string_view kApache = R"(<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:"><D:href>/dav/q1/abc/l/</D:href>
<D:propstat><D:prop><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
<D:response xmlns:lp1="DAV:"><D:href>/dav/q1/abc/l/device1/</D:href>
<D:propstat><D:prop><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
<D:response xmlns:lp1="DAV:"><D:href>/dav/q1/abc/l/0000000001</D:href>
<D:propstat><D:prop><lp1:resourcetype/><lp1:getcontentlength>512</lp1:getcontentlength></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
<D:response><D:href>/dav/q1/abc/l/.DS_Store</D:href></D:response>
<D:response><D:href>/dav/q1/abc/l/a%20b</D:href></D:response>
<D:response><D:href>/dav/q1/abc/l/a&amp;b</D:href></D:response>
<!-- a > comment -->
</D:multistatus>
)";

}  // namespace

TEST_CASE("parse_multistatus: gives the children with our kind of names, and no others") {
  const auto entries = parse_multistatus(kApache, "q1/abc/l");
  REQUIRE(entries.ok());
  REQUIRE(entries.value().size() == 2);
  CHECK(entries.value()[0].name == "device1");
  CHECK(entries.value()[0].folder);
  CHECK(entries.value()[1].name == "0000000001");
  CHECK_FALSE(entries.value()[1].folder);
  CHECK(entries.value()[1].size_bytes == 512);
}

TEST_CASE("parse_multistatus: takes full URLs, other prefixes and none, and encoded names") {
  for (const std::string_view href :
       {"https://host/x/q1/abc/l/one", "/q1/abc/l/one", "/q1/abc/l/%6Fne", " /q1/abc/l/one/ "}) {
    CAPTURE(href);
    const std::string xml = "<multistatus xmlns='DAV:'><response><href>" + std::string(href) +
                            "</href></response></multistatus>";
    const auto entries = parse_multistatus(xml, "q1/abc/l");
    REQUIRE(entries.ok());
    REQUIRE(entries.value().size() == 1);
    CHECK(entries.value()[0].name == "one");
    CHECK_FALSE(entries.value()[0].size_bytes.has_value());
  }
}

TEST_CASE("parse_multistatus: an empty file has a size, and it is 0") {
  const auto entries = parse_multistatus(
      "<multistatus><response><href>/q1/abc/l/one</href>"
      "<getcontentlength>0</getcontentlength></response></multistatus>",
      "q1/abc/l");
  REQUIRE(entries.ok());
  CHECK(entries.value()[0].size_bytes == 0);
}

TEST_CASE("parse_multistatus: what lies elsewhere is no child") {
  for (const std::string_view href :
       {"/q1/abc/l", "/q1/abc/l/one/two", "/q1/abcd/l/one", "/xq1/abc/l/one", "one", "",
        "/q1/abc/l/%zz", "/q1/abc/l/%2"}) {
    CAPTURE(href);
    const std::string xml =
        "<multistatus><response><href>" + std::string(href) + "</href></response></multistatus>";
    const auto entries = parse_multistatus(xml, "q1/abc/l");
    REQUIRE(entries.ok());
    CHECK(entries.value().empty());
  }
}

TEST_CASE("parse_multistatus: a list that was cut off is never a shorter list") {
  REQUIRE(parse_multistatus(kApache, "q1/abc/l").ok());
  const std::size_t end = kApache.rfind('>');
  for (std::size_t size = 0; size <= end; ++size) {
    CAPTURE(size);
    CHECK(parse_multistatus(kApache.substr(0, size), "q1/abc/l").ok() == false);
  }
}

TEST_CASE("parse_multistatus: refuses what is no multistatus") {
  const std::string deep = [] {
    std::string xml = "<multistatus>";
    for (int i = 0; i < 40; ++i) xml += "<a>";
    for (int i = 0; i < 40; ++i) xml += "</a>";
    return xml + "</multistatus>";
  }();
  for (const std::string_view xml :
       {std::string_view("<html><body>Sign in</body></html>"), std::string_view("not xml"),
        std::string_view("<!DOCTYPE x [<!ENTITY a 'b'>]><multistatus/>"),
        std::string_view("<multistatus><a></b></multistatus>"),
        std::string_view("<multistatus/><multistatus/>"), std::string_view("<multistatus></>"),
        std::string_view("<multistatus <a></multistatus>"), std::string_view(deep)}) {
    CAPTURE(xml);
    const auto entries = parse_multistatus(xml, "q1/abc/l");
    REQUIRE_FALSE(entries.ok());
    CHECK(entries.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("parse_multistatus: survives whatever bytes it is given") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    FakeRandom random(seed);
    std::string xml(kApache);
    for (std::uint64_t i = 0; i <= random.below(6); ++i)
      xml[static_cast<std::size_t>(random.below(xml.size()))] =
          "<>/&;%\"'!?-\0a"[static_cast<std::size_t>(random.below(13))];
    (void)parse_multistatus(xml, "q1/abc/l").ok();
  }
}

}  // namespace quietroom::remote
