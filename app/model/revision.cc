#include "app/model/revision.h"

#include <algorithm>
#include <set>

namespace quietroom::model {

bool is_shown_before(const Hlc& a_hlc, const Revision& a, const Hlc& b_hlc, const Revision& b) {
  if (a_hlc != b_hlc) return a_hlc > b_hlc;
  return b < a;
}

std::vector<Write> current_writes(std::span<const Write> writes) {
  std::set<Revision> replaced;
  for (const Write& write : writes) replaced.insert(write.replaces.begin(), write.replaces.end());
  std::vector<Write> current;
  std::set<Revision> seen;
  for (const Write& write : writes) {
    if (replaced.contains(write.revision) || !seen.insert(write.revision).second) continue;
    current.push_back(write);
  }
  std::sort(current.begin(), current.end(), [](const Write& a, const Write& b) {
    return is_shown_before(a.hlc, a.revision, b.hlc, b.revision);
  });
  return current;
}

}  // namespace quietroom::model
