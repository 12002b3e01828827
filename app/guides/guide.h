// An interview guide: an ordered list of items with prompts and cues. Data (JSON), never code.
// Format: docs/guide-format.md.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace quietroom {

/// How much time an interview has; index into GuideItem::minutes.
enum class PlanLength { kSixty = 0, kThirty = 1 };

/// One question of a guide.
struct GuideItem {
  std::string id;                 ///< 1 to 40 of a-z 0-9 -, unique in its guide; lines refer to it.
  std::string title;              ///< What is asked, as it is read aloud.
  std::string purpose;            ///< What it is for, one sentence.
  std::vector<std::string> cues;  ///< For the interviewer only.
  bool may_skip = false;
  bool opens_consent = false;    ///< The item at which the consent text is read.
  std::array<int, 2> minutes{};  ///< Planned for a 60 and a 30 minute slot; 0 to 120 each.
};

struct Guide {
  std::string id;
  int version = 0;
  std::string title;
  std::string language;
  std::vector<GuideItem> items;  ///< 1 to 100.

  /// The item with `id`, or null.
  const GuideItem* find(std::string_view id) const;
};

/// Reads a guide. Errors: kCorrupt with the reason (for broken JSON with its byte position);
/// kUnsupported for a newer format. Bounds: 256 KiB of text.
Result<Guide> parse_guide(std::string_view json);

/// The guide that ships as "Debrief, classic".
const Guide& classic_guide();

/// The text that is read before an interview, with the blanks {readers}, {review date},
/// {withdraw date} and {destroy date}.
struct ConsentText {
  int version = 0;
  std::string text;
};

/// The consent text that ships.
const ConsentText& default_consent_text();

/// What fills the blanks. Dates as they are read aloud; `readers` empty means nobody else.
struct ConsentBlanks {
  std::string readers;
  std::string review_date;
  std::string withdraw_date;
  std::string destroy_date;
};

/// `text` with its blanks filled.
std::string fill_consent(const ConsentText& text, const ConsentBlanks& blanks);

}  // namespace quietroom
