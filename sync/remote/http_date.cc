#include "sync/remote/http_date.h"

#include <charconv>
#include <chrono>

namespace quietroom::remote {
namespace {

constexpr std::string_view kShape = "aaa, dd aaa dddd dd:dd:dd GMT";
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_shape(std::string_view text) {
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = kShape[i] == 'd'   ? is_digit(text[i])
                      : kShape[i] == 'a' ? is_letter(text[i])
                                         : text[i] == kShape[i];
    if (!fits) return false;
  }
  return true;
}

/// All digits, as has_shape() has seen.
int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  if (!has_shape(text)) return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(8, 3));
  const int hour = number(text.substr(17, 2));
  const int minute = number(text.substr(20, 2));
  const int second = number(text.substr(23, 2));
  // 60: a leap second.
  if (month % 3 != 0 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year(number(text.substr(12, 4))),
      std::chrono::month(static_cast<unsigned>(month / 3 + 1)),
      std::chrono::day(static_cast<unsigned>(number(text.substr(5, 2))))};
  if (!day.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

}  // namespace quietroom::remote
