#include "app/tool/stretches.h"

#include <algorithm>

namespace quietroom::tool {

std::vector<Stretch> gaps_in(std::vector<Stretch> there, std::uint64_t last) {
  std::sort(there.begin(), there.end(),
            [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::vector<Stretch> gaps;
  std::uint64_t next = 1;
  for (const Stretch& one : there) {
    if (one.first > next) gaps.push_back({next, one.first - 1});
    next = std::max(next, one.last + 1);
  }
  if (next <= last) gaps.push_back({next, last});
  return gaps;
}

bool is_covered(const Stretch& stretch, const std::vector<Stretch>& there) {
  const std::vector<Stretch> gaps = gaps_in(there, stretch.last);
  return std::none_of(gaps.begin(), gaps.end(), [&](const Stretch& gap) {
    return gap.first <= stretch.last && gap.last >= stretch.first;
  });
}

std::optional<LogStretch> stretch_of(const format::ObjectName& name) {
  if (const auto* segment = std::get_if<format::SegmentName>(&name))
    return LogStretch{segment->device, {segment->seq, segment->seq}, false};
  if (const auto* pack = std::get_if<format::PackName>(&name))
    return LogStretch{pack->device, {pack->seq_first, pack->seq_last}, true};
  return std::nullopt;
}

std::map<Id, std::vector<Stretch>> stretches_of(const std::vector<Listed>& objects, Which which) {
  std::map<Id, std::vector<Stretch>> found;
  for (const Listed& one : objects) {
    const auto log = stretch_of(one.name);
    if (log && (which == Which::kAll || log->is_pack)) found[log->device].push_back(log->stretch);
  }
  return found;
}

std::string text_of(const Stretch& stretch) {
  if (stretch.first == stretch.last) return "segment " + std::to_string(stretch.first);
  return "segments " + std::to_string(stretch.first) + " to " + std::to_string(stretch.last);
}

}  // namespace quietroom::tool
