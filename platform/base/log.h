// The log: for whoever runs or mends the program. It takes string literals and numbers only, so
// that no user text, key or name can get into it.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/base/error.h"

namespace quietroom {

/// A text that is known when the program is compiled.
class LogText {
 public:
  template <std::size_t N>
  consteval LogText(const char (&literal)[N])
      : text_(literal, N - 1) {}  // NOLINT: implicit on purpose
  constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

void log_line(LogText what);
void log_line(LogText what, std::int64_t number);
/// The error's code and context; contexts hold no user text (see error.h).
void log_line(LogText what, const Error& error);

}  // namespace quietroom
