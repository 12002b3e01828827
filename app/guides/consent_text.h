// The text that is read before an interview. Not for what people answer (app/model/consent.h).
#pragma once

#include <string>

namespace quietroom {

/// The text with the blanks {readers}, {review date}, {withdraw date} and {destroy date}.
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
