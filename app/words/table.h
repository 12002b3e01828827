// A table of the language in use as the build makes it of app/words/*.json (cmake/words.cmake). For
// words.cc alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace quietroom::words {

/// What a table knows an English text by, so that it need not hold that once more: FNV-1a of its
/// bytes. The build refuses two texts with one key; what is asked for is in the table, which
/// tests/checks/check_words.py sees to.
constexpr std::uint32_t key_hash(std::string_view english) {
  std::uint32_t hash = 0x811C9DC5;
  for (const char byte : english) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193;
  return hash;
}

struct Row {
  std::uint32_t english = 0;  ///< key_hash()
  std::string_view text;
};

/// What is in the program: the keys, and the texts in the same order, each with a NUL behind it.
struct PackedTable {
  std::span<const std::uint32_t> keys;
  std::string_view texts;
};
PackedTable packed_german();

/// Ascending by key.
std::span<const Row> german_table();

}  // namespace quietroom::words
