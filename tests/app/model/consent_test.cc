#include "app/model/consent.h"

#include <doctest/doctest.h>

using namespace quietroom;
using namespace quietroom::model;

namespace {

ConsentInput good() {
  ConsentInput input;
  input.text_version = 1;
  input.text_read = "Is that all right with you?";
  input.answers.readers = {"Grace", "Edsger"};
  input.answers.destroy_date = "2026-12-24";
  return input;
}

}  // namespace

TEST_CASE("check_consent: a whole record passes, each broken part is refused") {
  CHECK(check_consent(good()).ok());
  struct Row {
    const char* name;
    void (*spoil)(ConsentInput&);
  };
  const Row rows[] = {
      {"no version", [](ConsentInput& i) { i.text_version = 0; }},
      {"no text", [](ConsentInput& i) { i.text_read = "  "; }},
      {"long text", [](ConsentInput& i) { i.text_read = std::string(16385, 'x'); }},
      {"not text", [](ConsentInput& i) { i.text_read = "\xff"; }},
      {"empty reader", [](ConsentInput& i) { i.answers.readers[0] = ""; }},
      {"reader twice", [](ConsentInput& i) { i.answers.readers[0] = "Edsger"; }},
      {"reader with a break", [](ConsentInput& i) { i.answers.readers[0] = "a\nb"; }},
      {"reader with blanks", [](ConsentInput& i) { i.answers.readers[0] = " a"; }},
      {"too many readers",
       [](ConsentInput& i) {
         i.answers.readers.clear();
         for (int n = 0; n < 51; ++n) i.answers.readers.push_back(std::to_string(n));
       }},
      {"destroy date", [](ConsentInput& i) { i.answers.destroy_date = "tomorrow"; }},
      {"withdraw date", [](ConsentInput& i) { i.answers.withdraw_until = "2026-02-29"; }},
      {"review date", [](ConsentInput& i) { i.answers.review_date = "2026-13-01"; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    ConsentInput input = good();
    row.spoil(input);
    const Status got = check_consent(input);
    REQUIRE_FALSE(got.ok());
    CHECK(got.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("consent_step: given, amended, withdrawn, given anew; no withdrawal of nothing") {
  using C = ConsentState;
  CHECK(consent_step(C::kNone, false).value() == C::kGiven);
  CHECK(consent_step(C::kGiven, false).value() == C::kAmended);
  CHECK(consent_step(C::kAmended, false).value() == C::kAmended);
  CHECK(consent_step(C::kGiven, true).value() == C::kWithdrawn);
  CHECK(consent_step(C::kAmended, true).value() == C::kWithdrawn);
  CHECK(consent_step(C::kWithdrawn, false).value() == C::kGiven);
  CHECK_FALSE(consent_step(C::kNone, true).ok());
  CHECK_FALSE(consent_step(C::kWithdrawn, true).ok());
}

TEST_CASE("is_civil_date: days that exist, in one spelling") {
  const char* good[] = {"1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"};
  for (const char* date : good) CHECK(is_civil_date(date));
  const char* bad[] = {"",           "1969-12-31",  "1900-02-29", "2026-02-29",
                       "2026-04-31", "2026-00-01",  "2026-01-00", "2026-1-1",
                       "2026/01/01", "2026-01-01 ", "20x6-01-01", "+026-01-01"};
  for (const char* date : bad) {
    CAPTURE(date);
    CHECK_FALSE(is_civil_date(date));
  }
}

TEST_CASE("add_days: counts over months, years and leap days, and back") {
  CHECK(add_days("2026-11-22", 7).value() == "2026-11-29");
  CHECK(add_days("2026-12-25", 30).value() == "2027-01-24");
  CHECK(add_days("2024-02-28", 1).value() == "2024-02-29");
  CHECK(add_days("2023-02-28", 1).value() == "2023-03-01");
  CHECK(add_days("1970-01-01", 0).value() == "1970-01-01");
  CHECK(add_days("2000-03-01", -1).value() == "2000-02-29");
  CHECK_FALSE(add_days("1970-01-01", -1).ok());
  CHECK_FALSE(add_days("9999-12-31", 1).ok());
  CHECK_FALSE(add_days("soon", 1).ok());
  std::string day = "1970-01-01";
  for (int i = 0; i < 40000; ++i) {
    const std::string next = add_days(day, 1).value();
    REQUIRE(day < next);
    REQUIRE(add_days(next, -1).value() == day);
    day = next;
  }
  CHECK(day == "2079-07-08");
}

TEST_CASE("civil_date_at: the local day, whatever the zone") {
  constexpr std::int64_t kMs = 1772442000000;  // 2026-03-02 09:00 UTC.
  CHECK(civil_date_at(kMs, 0) == "2026-03-02");
  CHECK(civil_date_at(kMs, 14 * 60) == "2026-03-02");
  CHECK(civil_date_at(kMs, 15 * 60) == "2026-03-03");
  CHECK(civil_date_at(kMs, -9 * 60) == "2026-03-02");
  CHECK(civil_date_at(kMs, -10 * 60) == "2026-03-01");
  CHECK(civil_date_at(-5, 0) == "1970-01-01");
}
