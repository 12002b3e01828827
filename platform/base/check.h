// CHECK_THAT stops the program when our own code is wrong. Not for bad input: that is an Error.
#pragma once

#include <string_view>

namespace quietroom {

/// Prints `file`, `line` and `what` (never user text) and aborts; on the web the crash page
/// appears.
[[noreturn]] void check_failed(const char* file, int line, std::string_view what);

}  // namespace quietroom

/// On in release builds too: going on with a broken invariant could cost somebody's words.
#define CHECK_THAT(condition, what)                        \
  do {                                                     \
    if (!(condition)) [[unlikely]]                         \
      ::quietroom::check_failed(__FILE__, __LINE__, what); \
  } while (false)
