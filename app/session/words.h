// Times and dates as people read them, in the language in use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/page.h"

namespace quietroom::session {

/// "10:42", local.
std::string clock_time(std::int64_t wall_ms, int utc_offset_minutes);

/// "22 November 2026", local.
std::string long_date(std::int64_t wall_ms, int utc_offset_minutes);

/// "22 November 2026" for "2026-11-22"; the text itself if it is not a civil date.
std::string long_date(std::string_view civil_date);

/// "just now", "12 minutes ago", "3 hours ago", "yesterday", "5 days ago", then the date.
/// `wall_ms` 0 is "never".
std::string how_long_ago(std::int64_t wall_ms, std::int64_t now_ms, int utc_offset_minutes);

/// The cases that the program itself makes, for 1:1s that belong nowhere yet. Stored in English and
/// found again by it.
inline constexpr std::string_view kUnsortedCase = "Not sorted yet";
inline constexpr std::string_view kOutreachCase = "Outreach";
/// A case's title as it is shown: as stored, but for those two. Storage of the program, or `title`.
std::string_view shown_case_title(std::string_view title);

/// Where the notes lie on this device, and what that means.
std::string_view storage_place(StorageKind storage);

}  // namespace quietroom::session
