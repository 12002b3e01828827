#include "app/model/consent.h"

#include <array>
#include <set>

#include "app/model/rules.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

constexpr std::size_t kReadersMax = 50;
constexpr std::size_t kTextReadBytesMax = 16 * 1024;

Error invalid(const char* why) {
  return Error{ErrorCode::kInvalid, why};
}

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && is_leap(year)) return 29;
  return kDays[static_cast<std::size_t>(month - 1)];
}

struct CivilDay {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// The number in `digits`, which are digits.
int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<CivilDay> read_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return std::nullopt;
  }
  const CivilDay day{number(text.substr(0, 4)), number(text.substr(5, 2)),
                     number(text.substr(8, 2))};
  if (day.year < 1970 || day.month < 1 || day.month > 12) return std::nullopt;
  if (day.day < 1 || day.day > days_in_month(day.year, day.month)) return std::nullopt;
  return day;
}

std::string write_day(const CivilDay& day) {
  std::string text = std::to_string(day.year);
  text += day.month < 10 ? "-0" : "-";
  text += std::to_string(day.month);
  text += day.day < 10 ? "-0" : "-";
  return text + std::to_string(day.day);
}

// Days since 1970-01-01 and back, by whole 400-year eras that start on 1 March, where the leap day
// is the last of its year: the well-known way without tables or loops.
std::int64_t days_of(const CivilDay& day) {
  const std::int64_t year = day.month <= 2 ? day.year - 1 : day.year;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = (day.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDay day_of(std::int64_t days) {
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = shifted / 146097;
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  CivilDay day;
  day.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  day.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  day.year = static_cast<int>(year_of_era + era * 400 + (day.month <= 2 ? 1 : 0));
  return day;
}

Status check_date(std::string_view date) {
  if (date.empty() || is_civil_date(date)) return {};
  return invalid(words::key("a date is written YYYY-MM-DD"));
}

Status check_readers(const std::vector<std::string>& readers) {
  if (readers.size() > kReadersMax) return invalid(words::key("at most 50 readers can be named"));
  std::set<std::string_view> seen;
  for (const std::string& reader : readers) {
    const std::string clean = TRY(clean_name(reader));
    if (clean != reader)
      return invalid(words::key("a reader's name has blanks around it or line breaks"));
    if (!seen.insert(reader).second) return invalid(words::key("a reader is named twice"));
  }
  return {};
}

}  // namespace

Status check_consent(const ConsentInput& input) {
  if (input.text_version < 1)
    return invalid(words::key("the version of the consent text is missing"));
  if (trim(input.text_read).empty()) return invalid(words::key("the consent text is missing"));
  if (input.text_read.size() > kTextReadBytesMax)
    return invalid(words::key("the consent text has at most 16 KiB"));
  if (!is_utf8(input.text_read)) return invalid(words::key("the consent text must be text"));
  TRY(check_readers(input.answers.readers));
  TRY(check_date(input.answers.destroy_date));
  TRY(check_date(input.answers.withdraw_until));
  return check_date(input.answers.review_date);
}

Result<ConsentState> consent_step(ConsentState before, bool withdrawn) {
  const bool holds = before == ConsentState::kGiven || before == ConsentState::kAmended;
  if (!withdrawn) return holds ? ConsentState::kAmended : ConsentState::kGiven;
  if (!holds) return invalid(words::key("there is no consent that could be withdrawn"));
  return ConsentState::kWithdrawn;
}

bool is_civil_date(std::string_view text) {
  return read_day(text).has_value();
}

Result<std::string> add_days(std::string_view date, int day_count) {
  const std::optional<CivilDay> day = read_day(date);
  if (!day) return invalid(words::key("a date is written YYYY-MM-DD"));
  const std::int64_t days = days_of(*day) + day_count;
  if (days < 0) return invalid(words::key("a date is 1970 or later"));
  const CivilDay result = day_of(days);
  if (result.year > 9999) return invalid(words::key("a date is 9999 or earlier"));
  return write_day(result);
}

std::string civil_date_at(std::int64_t wall_ms, int utc_offset_minutes) {
  constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
  constexpr std::int64_t kLastDay = 2932896;  // 9999-12-31
  const std::int64_t local_ms = wall_ms + std::int64_t{utc_offset_minutes} * 60 * 1000;
  const std::int64_t days = local_ms < 0 ? 0 : local_ms / kDayMs;
  return write_day(day_of(days > kLastDay ? kLastDay : days));
}

}  // namespace quietroom::model
