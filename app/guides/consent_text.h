// The text that is read before an interview. Not for what people answer (app/model/consent.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace quietroom {

/// The text with the blanks {readers}, {review date}, {withdraw date} and {destroy date}.
struct ConsentText {
  /// No two texts that ship have the same; one's own count on behind them.
  int version = 0;
  std::string text;
  std::string language =
      "en";  ///< A language tag. Dates in the text are written as it writes them.
};

/// The consent text that ships in the language of the interface.
const ConsentText& default_consent_text();
/// The one that ships in the language of the tag `language`; where there is none, as above.
const ConsentText& consent_text_in(std::string_view language);

/// The highest version that ships: 1 is English, 2 is German.
inline constexpr int kShippedConsentVersionLast = 2;
/// The version of a text of one's own that takes the place of version `now`.
int next_consent_version(int now);

/// Those blanks that `text` lacks, as they are written ("{readers}"). One that is missing would be
/// a promise that nobody hears.
std::vector<std::string_view> missing_blanks(std::string_view text);

/// `text` as it is kept: `{"consent": 1, "version": ..., "language": ..., "text": ...}`. No guide
/// can be read from it.
std::string consent_text_json(const ConsentText& text);
/// Reads that; one without a language, of a version that knew none, is English. Errors: kInvalid if
/// it is anything else, has a version below 2 (1 ships), a blank is missing, or the text is over
/// kConsentTextBytesMax.
Result<ConsentText> parse_consent_text(std::string_view json);

/// Leaves room for what fills the blanks.
inline constexpr std::size_t kConsentTextBytesMax = 12 * 1024;

/// What fills the blanks. Dates as they are read aloud; `readers` empty means nobody else.
struct ConsentBlanks {
  std::string readers;
  std::string review_date;
  std::string withdraw_date;
  std::string destroy_date;
};

/// `text` with its blanks filled. Speak the language of `text` meanwhile (words::Speaking).
std::string fill_consent(const ConsentText& text, const ConsentBlanks& blanks);

}  // namespace quietroom
