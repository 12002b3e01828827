#include "app/session/words.h"

#include <array>
#include <charconv>

#include "app/model/consent.h"
#include "app/words/words.h"

namespace quietroom::session {
namespace {

using words::Phrase;
using words::say;

constexpr std::int64_t kMinuteMs = 60 * 1000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::array<Phrase, 12> kMonths = {
    Phrase("January"),   Phrase("February"), Phrase("March"),    Phrase("April"),
    Phrase("May"),       Phrase("June"),     Phrase("July"),     Phrase("August"),
    Phrase("September"), Phrase("October"),  Phrase("November"), Phrase("December")};

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

int number_at(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + length, value);
  return value;
}

Phrase month_of(std::string_view civil_date) {
  return kMonths[static_cast<std::size_t>(number_at(civil_date, 5, 2)) - 1];
}

/// Days since 1970 of the local day.
std::int64_t local_day(std::int64_t wall_ms, int utc_offset_minutes) {
  const std::int64_t local_ms = wall_ms + utc_offset_minutes * kMinuteMs;
  return local_ms >= 0 ? local_ms / kDayMs : (local_ms - kDayMs + 1) / kDayMs;
}

}  // namespace

std::string clock_time(std::int64_t wall_ms, int utc_offset_minutes) {
  const std::int64_t local_ms = wall_ms + utc_offset_minutes * kMinuteMs;
  const std::int64_t of_day_ms = ((local_ms % kDayMs) + kDayMs) % kDayMs;
  return two_digits(of_day_ms / kHourMs) + ":" + two_digits(of_day_ms % kHourMs / kMinuteMs);
}

std::string long_date(std::string_view civil_date) {
  if (!model::is_civil_date(civil_date)) return std::string(civil_date);
  return say("{day} {month} {year}", number_at(civil_date, 8, 2), say(month_of(civil_date)),
             number_at(civil_date, 0, 4));
}

std::string long_date(std::int64_t wall_ms, int utc_offset_minutes) {
  return long_date(model::civil_date_at(wall_ms, utc_offset_minutes));
}

std::string how_long_ago(std::int64_t wall_ms, std::int64_t now_ms, int utc_offset_minutes) {
  if (wall_ms == 0) return std::string(say("never"));
  const std::int64_t past_ms = now_ms - wall_ms;
  if (past_ms < kMinuteMs) return std::string(say("just now"));
  if (past_ms < kHourMs) {
    return words::count(past_ms / kMinuteMs, "{n} minute ago", "{n} minutes ago");
  }
  const std::int64_t days =
      local_day(now_ms, utc_offset_minutes) - local_day(wall_ms, utc_offset_minutes);
  if (days == 0 || past_ms < 12 * kHourMs) {
    return words::count(past_ms / kHourMs, "{n} hour ago", "{n} hours ago");
  }
  if (days == 1) return std::string(say("yesterday"));
  if (days < 14) return words::count(days, "{n} day ago", "{n} days ago");
  return say("on {day}", long_date(wall_ms, utc_offset_minutes));
}

std::string_view shown_case_title(std::string_view title) {
  if (title == kUnsortedCase) return say("Not sorted yet");
  if (title == kOutreachCase) return say("Outreach");
  return title;
}

std::string_view storage_place(StorageKind storage) {
  switch (storage) {
    case StorageKind::kFiles:
      return say("In files of this browser, encrypted. A line is on the disk before it is shown.");
    case StorageKind::kDatabase:
      return say(
          "In this browser's database, encrypted. It takes a moment longer than files do, so a "
          "line is marked until it is saved.");
    case StorageKind::kPassing:
      return say("In a private window, encrypted. All of it is gone when the window is closed.");
  }
  return {};
}

}  // namespace quietroom::session
