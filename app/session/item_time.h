// How long an item of the guide has been talked about, as far as the lines tell.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "app/model/types.h"

namespace quietroom::session {

/// Whole minutes, roughly: from one line to the next the time belongs to the item of the later
/// line, and since the last line to `chosen_item`. `lines` in any order, struck ones too: the time
/// went by all the same. Nothing before `from_ms` or after `to_ms` (wall clock) counts, so a line
/// that came in with a time of its own takes no more than what there was.
int minutes_at_item(std::span<const model::Line> lines, std::string_view item_id,
                    std::string_view chosen_item, std::int64_t from_ms, std::int64_t to_ms);

}  // namespace quietroom::session
