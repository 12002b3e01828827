// Key combinations as aria-keyshortcuts writes them ("Alt+Q", "Control+Enter", "Escape", "?").
// Internal to app/ui.
#pragma once

#include <string_view>

#include "platform/page.h"

namespace quietroom::ui {

/// True if `key` is the combination `shortcut`. Letters and digits are also found by their place on
/// the keyboard, since Alt+Q types another character on some systems. Shift counts only for keys
/// that do not type a character.
bool matches(const KeyEvent& key, std::string_view shortcut);

}  // namespace quietroom::ui
