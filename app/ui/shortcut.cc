#include "app/ui/shortcut.h"

namespace quietroom::ui {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

bool is_letter_or_digit(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9');
}

/// True if `code` is the place of the letter or digit `c` ("KeyQ", "Digit1").
bool is_place_of(std::string_view code, char c) {
  if (code.size() == 4 && code.starts_with("Key")) return lower(code[3]) == lower(c);
  return code.size() == 6 && code.starts_with("Digit") && code[5] == c;
}

}  // namespace

bool matches(const KeyEvent& key, std::string_view shortcut) {
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  for (std::size_t plus = shortcut.find('+'); plus != std::string_view::npos && plus > 0;
       plus = shortcut.find('+')) {
    const std::string_view modifier = shortcut.substr(0, plus);
    if (plus + 1 == shortcut.size()) break;  // "Control++" ends in the key "+".
    ctrl = ctrl || modifier == "Control";
    shift = shift || modifier == "Shift";
    alt = alt || modifier == "Alt";
    shortcut.remove_prefix(plus + 1);
  }
  if (shortcut.empty() || key.ctrl != ctrl || key.alt != alt) return false;
  const bool types = shortcut.size() == 1 && !is_letter_or_digit(shortcut[0]);
  if (!types && key.shift != shift) return false;
  if (same_ignoring_case(key.key, shortcut)) return true;
  return shortcut.size() == 1 && (ctrl || alt) && is_place_of(key.code, shortcut[0]);
}

}  // namespace quietroom::ui
