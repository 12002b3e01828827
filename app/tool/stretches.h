// Which numbers of a log are there: stretches of them, and what is missing between. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/tool/reach.h"

namespace quietroom::tool {

/// Numbers from `first` to `last`, both included.
struct Stretch {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// What is missing from 1 to `last` (0: to the highest that is there), ascending.
std::vector<Stretch> gaps_in(std::vector<Stretch> there, std::uint64_t last);

/// Whether all of `stretch` is in `there`, however many of these that takes.
bool is_covered(const Stretch& stretch, const std::vector<Stretch>& there);

/// The stretch of a segment or a pack, with its device; nothing for other names.
struct LogStretch {
  Id device;
  Stretch stretch;
  bool is_pack = false;
};
std::optional<LogStretch> stretch_of(const format::ObjectName& name);

/// The stretches of each device's log in `objects`, or of packs alone.
enum class Which { kAll, kPacks };
std::map<Id, std::vector<Stretch>> stretches_of(const std::vector<Listed>& objects, Which which);

/// "segment 3" or "segments 3 to 5".
std::string text_of(const Stretch& stretch);

}  // namespace quietroom::tool
