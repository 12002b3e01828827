#include "app/ui/shortcut.h"

#include <doctest/doctest.h>

namespace quietroom::ui {
namespace {

TEST_CASE("matches: keys with and without modifiers") {
  struct Row {
    const char* what;
    KeyEvent key;
    const char* shortcut;
    bool same;
  };
  const Row rows[] = {
      {"a named key", {.key = "Escape"}, "Escape", true},
      {"another key", {.key = "Enter"}, "Escape", false},
      {"a letter with Alt", {.key = "q", .code = "KeyQ", .alt = true}, "Alt+Q", true},
      {"Alt is missing", {.key = "q", .code = "KeyQ"}, "Alt+Q", false},
      {"one modifier too many", {.key = "q", .ctrl = true, .alt = true}, "Alt+Q", false},
      {"what a Mac types", {.key = "œ", .code = "KeyQ", .alt = true}, "Alt+Q", true},
      {"a figure by its place", {.key = "¡", .code = "Digit1", .alt = true}, "Alt+1", true},
      {"the place alone does not type", {.key = "a", .code = "KeyQ"}, "Q", false},
      {"a mark needs Shift on some keyboards", {.key = "?", .shift = true}, "?", true},
      {"Shift where it counts",
       {.key = "Enter", .ctrl = true, .shift = true},
       "Control+Enter",
       false},
      {"Shift said", {.key = "Enter", .ctrl = true, .shift = true}, "Control+Shift+Enter", true},
      {"the key plus", {.key = "+", .ctrl = true}, "Control++", true},
      {"nothing", {.key = ""}, "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(matches(row.key, row.shortcut) == row.same);
  }
}

}  // namespace
}  // namespace quietroom::ui
