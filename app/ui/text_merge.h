// Two changes of the same text put together, as web/core/edit.js does in the page. Pure.
#pragma once

#include <string>
#include <string_view>

namespace quietroom::ui {

/// What `base` becomes by what was typed and by what the program made of it. Nothing that was typed
/// is lost: where both changed the same place, the program's text comes first and then what was
/// typed. All three are UTF-8; no code point is cut in two.
std::string merge_texts(std::string_view base, std::string_view typed, std::string_view held);

}  // namespace quietroom::ui
