#include "app/ui/shortcut.h"

#include <doctest/doctest.h>

namespace quietroom::ui {
namespace {

enum Modifier { kPlain = 0, kCtrl = 1, kAlt = 2, kShift = 4 };

KeyEvent pressed(std::string key, std::string code = {}, int modifiers = kPlain) {
  KeyEvent event;
  event.key = std::move(key);
  event.code = std::move(code);
  event.ctrl = (modifiers & kCtrl) != 0;
  event.alt = (modifiers & kAlt) != 0;
  event.shift = (modifiers & kShift) != 0;
  return event;
}

TEST_CASE("matches: keys with and without modifiers") {
  struct Row {
    const char* what;
    KeyEvent key;
    const char* shortcut;
    bool same;
  };
  const Row rows[] = {
      {"a named key", pressed("Escape"), "Escape", true},
      {"another key", pressed("Enter"), "Escape", false},
      {"a letter with Alt", pressed("q", "KeyQ", kAlt), "Alt+Q", true},
      {"Alt is missing", pressed("q", "KeyQ"), "Alt+Q", false},
      {"one modifier too many", pressed("q", "KeyQ", kCtrl | kAlt), "Alt+Q", false},
      {"what a Mac types", pressed("œ", "KeyQ", kAlt), "Alt+Q", true},
      {"a figure by its place", pressed("¡", "Digit1", kAlt), "Alt+1", true},
      {"the place alone does not type", pressed("a", "KeyQ"), "Q", false},
      {"a mark needs Shift on some keyboards", pressed("?", "", kShift), "?", true},
      {"Shift where it counts", pressed("Enter", "", kCtrl | kShift), "Control+Enter", false},
      {"Shift said", pressed("Enter", "", kCtrl | kShift), "Control+Shift+Enter", true},
      {"the key plus", pressed("+", "", kCtrl), "Control++", true},
      {"nothing", pressed(""), "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(matches(row.key, row.shortcut) == row.same);
  }
}

}  // namespace
}  // namespace quietroom::ui
