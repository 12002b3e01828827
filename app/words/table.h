// A table of the language in use as the build makes it of app/words/*.json (cmake/words.cmake). For
// words.cc alone.
#pragma once

#include <span>
#include <string_view>

namespace quietroom::words {

struct Row {
  std::string_view english;
  std::string_view text;
};

/// Ordered by the bytes of `english`.
std::span<const Row> german_table();

}  // namespace quietroom::words
