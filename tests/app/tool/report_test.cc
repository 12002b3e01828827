#include "app/tool/report.h"

#include <doctest/doctest.h>

namespace quietroom::tool {

TEST_CASE("Report: notes are fine, findings are not, and where it stopped counts most") {
  Report report;
  CHECK(report.exit() == Exit::kFine);
  report.note("unknown", "a", "left alone");
  CHECK(report.exit() == Exit::kFine);
  report.found("damaged", "b", "checksum");
  CHECK(report.exit() == Exit::kFound);
  report.found("damaged", "b", "once more");
  CHECK(report.findings.size() == 2);
  report.stop(Exit::kEndpoint, "away");
  CHECK(report.exit() == Exit::kEndpoint);
}

TEST_CASE("Report: lines for people, one object for scripts") {
  Report report;
  report.facts.add("address", "https://files.example/a\"b\\c\n");
  report.facts.add("usable", true);
  Facts vault;
  vault.add("vault", "abc");
  vault.add("only_here", std::uint64_t{3});
  report.vaults.push_back(vault);
  report.found("damaged", "q1/abc", "why");
  CHECK(as_text(report) ==
        "address: https://files.example/a\"b\\c\n\nusable: yes\nvault: abc\n  only here: 3\n"
        "found: damaged: q1/abc: why\n");
  CHECK(as_json("check", report) ==
        "{\"command\":\"check\",\"result\":\"found\",\"exit\":1,"
        "\"address\":\"https://files.example/a\\\"b\\\\c\\u000a\",\"usable\":true,"
        "\"vaults\":[{\"vault\":\"abc\",\"only_here\":3}],"
        "\"findings\":[{\"what\":\"damaged\",\"where\":\"q1/abc\",\"why\":\"why\",\"note\":false}]}"
        "\n");
  Report empty;
  empty.stop(Exit::kHere, "caf\xe9");
  CHECK(as_json("status", empty) ==
        "{\"command\":\"status\",\"result\":\"here\",\"exit\":4,\"error\":\"caf?\",\"vaults\":[],"
        "\"findings\":[]}\n");
}

}  // namespace quietroom::tool
