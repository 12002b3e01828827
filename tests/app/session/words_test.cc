#include "app/session/words.h"

#include <doctest/doctest.h>

#include "app/session/strength.h"

namespace quietroom::session {
namespace {

constexpr std::int64_t kMinute = 60 * 1000;
constexpr std::int64_t kNow = 1772442000000;  // 2026-03-02 09:00 UTC

TEST_CASE("how_long_ago: says it as people do") {
  struct Row {
    std::int64_t past_minutes;
    const char* text;
  };
  const Row rows[] = {{0, "just now"},
                      {1, "1 minute ago"},
                      {59, "59 minutes ago"},
                      {60, "1 hour ago"},
                      {8 * 60, "8 hours ago"},
                      {26 * 60, "yesterday"},
                      {3 * 24 * 60, "3 days ago"},
                      {40 * 24 * 60, "on 21 January 2026"}};
  for (const Row& row : rows) {
    CAPTURE(row.past_minutes);
    CHECK(how_long_ago(kNow - row.past_minutes * kMinute, kNow, 0) == row.text);
  }
  CHECK(how_long_ago(0, kNow, 0) == "never");
}

TEST_CASE("clock_time and long_date: follow the offset over midnight") {
  CHECK(clock_time(kNow, 0) == "09:00");
  CHECK(clock_time(kNow, 16 * 60) == "01:00");
  CHECK(long_date(kNow, 0) == "2 March 2026");
  CHECK(long_date(kNow, 16 * 60) == "3 March 2026");
  CHECK(long_date("2026-13-01") == "2026-13-01");
}

TEST_CASE("passphrase_strength: length and surprise count, common words do not") {
  CHECK(passphrase_strength("").level == 0);
  CHECK(passphrase_strength("abc").level == 1);
  CHECK(passphrase_strength("password123456").level == 1);
  CHECK(passphrase_strength("aaaaaaaaaaaaaaaaaaaa").level == 1);
  CHECK(passphrase_strength("abcdefghijklmnop").level == 1);
  CHECK(passphrase_strength("quiet autumn").level >= 2);
  CHECK(passphrase_strength("four quiet autumn rooms").level == 3);
  CHECK(passphrase_strength("Xk9#mQ2$vL7p").level == 3);
}

TEST_CASE("check_new_passphrase: asks for eight characters, in any script, twice the same") {
  CHECK(check_new_passphrase("12345678", "12345678").ok());
  CHECK(check_new_passphrase("静かな秋の部屋で話す", "静かな秋の部屋で話す").ok());
  CHECK_FALSE(check_new_passphrase("1234567", "1234567").ok());
  CHECK_FALSE(check_new_passphrase("静かな部屋", "静かな部屋").ok());
  CHECK_FALSE(check_new_passphrase("12345678", "12345679").ok());
}

}  // namespace
}  // namespace quietroom::session
