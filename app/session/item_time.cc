#include "app/session/item_time.h"

#include <algorithm>
#include <vector>

namespace quietroom::session {

int minutes_at_item(std::span<const model::Line> lines, std::string_view item_id,
                    std::string_view chosen_item, std::int64_t from_ms, std::int64_t to_ms) {
  constexpr std::int64_t kMinuteMs = 60 * 1000;
  if (to_ms <= from_ms) return 0;
  std::vector<const model::Line*> by_time;
  by_time.reserve(lines.size());
  for (const model::Line& line : lines) by_time.push_back(&line);
  std::sort(by_time.begin(), by_time.end(), [](const model::Line* one, const model::Line* other) {
    return one->at_ms < other->at_ms;
  });
  std::int64_t spent_ms = 0;
  std::int64_t until_ms = from_ms;
  for (const model::Line* line : by_time) {
    const std::int64_t at_ms = std::clamp(line->at_ms, until_ms, to_ms);
    if (line->item_id == item_id) spent_ms += at_ms - until_ms;
    until_ms = at_ms;
  }
  if (chosen_item == item_id) spent_ms += to_ms - until_ms;
  return static_cast<int>(spent_ms / kMinuteMs);
}

}  // namespace quietroom::session
