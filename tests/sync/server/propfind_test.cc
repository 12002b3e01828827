#include "sync/server/propfind.h"

#include <doctest/doctest.h>

#include <string>

#include "sync/server/http.h"

using namespace quietroom::server;

namespace {

using What = PropertyQuery::What;

const std::string kListed =
    "\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- who asks --><d:propfind xmlns:d='DAV:' "
    "xmlns:o=\"urn:&amp;x\" other='&lt;'><d:prop><d:getetag/><o:thing> text </o:thing>"
    "<none a = \"1\"></none><![CDATA[<x>]]></d:prop></d:propfind>\n";

int status_of(std::string_view body) {
  const auto query = parse_propfind(body);
  return query.ok() ? 207 : static_cast<int>(query.error().status);
}

}  // namespace

TEST_CASE("parse_propfind: what is asked for, by whatever prefix") {
  const auto listed = parse_propfind(kListed);
  REQUIRE(listed.ok());
  CHECK(listed.value().what == What::kListed);
  REQUIRE(listed.value().listed.size() == 3);
  CHECK(listed.value().listed[0].space == "DAV:");
  CHECK(listed.value().listed[0].local == "getetag");
  CHECK(listed.value().listed[1].space == "urn:&x");
  CHECK(listed.value().listed[2].space.empty());
  CHECK(listed.value().shows("getetag"));
  CHECK_FALSE(listed.value().shows("thing"));
  CHECK(parse_propfind("").value().what == What::kAll);
  CHECK(parse_propfind("<propfind xmlns='DAV:'><allprop/><include><x/></include></propfind>")
            .value()
            .what == What::kAll);
  CHECK(parse_propfind("<a:propfind xmlns:a='DAV:'><a:propname /></a:propfind>").value().what ==
        What::kNames);
  // A prefix means what its nearest declaration says.
  const auto inner =
      parse_propfind("<propfind xmlns='DAV:'><prop><x xmlns='u'/><y/></prop></propfind>");
  REQUIRE(inner.ok());
  CHECK(inner.value().listed[0].space == "u");
  CHECK(inner.value().listed[1].space == "DAV:");
}

TEST_CASE("parse_propfind: refuses what is not well-formed, or is dangerous") {
  struct Row {
    const char* body;
    int status;
  };
  const Row rows[] = {
      {" ", 400},
      {"x", 400},
      {"<propfind xmlns='DAV:'/>", 400},
      {"<propfind><prop/></propfind>", 400},
      {"<d:propfind xmlns:e='DAV:'><d:prop/></d:propfind>", 400},
      {"<propfind xmlns='DAV:'><prop/><prop/></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop/></propfind>x", 400},
      {"<propfind xmlns='DAV:'><prop/></propfind><a/>", 400},
      {"<propfind xmlns='DAV:'><prop></propfind></prop>", 400},
      {"<propfind xmlns='DAV:'><prop><a:b:c xmlns:a='x'/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><a b=1/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><a b='1'c='2'/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><a xmlns='&evil;'/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><a xmlns='&#65;'/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><a xmlns='\x01'/></prop></propfind>", 400},
      {"<propfind xmlns='DAV:'><prop><!-- </prop></propfind>", 400},
      {"<!DOCTYPE x><propfind xmlns='DAV:'><prop/></propfind>", 403},
      {"<propfind xmlns='DAV:'><!ENTITY x 'y'><prop/></propfind>", 403},
  };
  for (const Row& row : rows) {
    CAPTURE(row.body);
    CHECK(status_of(row.body) == row.status);
  }
}

TEST_CASE("parse_propfind: every cut and every changed byte gets an answer") {
  for (std::size_t size = 1; size + 1 < kListed.size(); ++size) {
    CAPTURE(size);
    CHECK(status_of(std::string_view(kListed).substr(0, size)) != 207);
  }
  for (std::size_t index = 0; index < kListed.size(); ++index) {
    for (const char other : {'<', '>', '&', '"', '/', ':', '\0', '\xff', 'x'}) {
      std::string changed = kListed;
      changed[index] = other;
      const int status = status_of(changed);
      const bool answered = status == 207 || status == 400 || status == 403;
      CHECK(answered);
    }
  }
}

TEST_CASE("Multistatus: escapes names, tags and what was asked for") {
  PropertyQuery query;
  query.what = What::kListed;
  query.listed = {{"DAV:", "getetag"}, {"u:\"<&>", "mine"}, {"DAV:", "nothing"}};
  PropertyRow row;
  row.path = "/sync/plain/a b&<\"'>\xC3\xBC%";
  row.etag = "\"x\"";
  Multistatus multistatus(query);
  multistatus.add(row);
  const std::string text = multistatus.finish();
  CHECK(text.find("<D:href>/sync/plain/a%20b%26%3C%22%27%3E%C3%BC%25</D:href>") !=
        std::string::npos);
  CHECK(text.find("<D:getetag>&quot;x&quot;</D:getetag>") != std::string::npos);
  CHECK(text.find("<mine xmlns=\"u:&quot;&lt;&amp;&gt;\"/><D:nothing/>") != std::string::npos);
  CHECK(text.find("404 Not Found") != std::string::npos);
}

TEST_CASE("http_date: as RFC 9110 writes it") {
  CHECK(http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
}
