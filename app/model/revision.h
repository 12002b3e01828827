// The multi-value register: what a field holds when several devices wrote to it. A write names the
// revisions that it replaces; writes that did not know of each other both survive, and both are
// shown. A pure function of the set of writes, so order and repetition of delivery do not matter.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/model/hlc.h"
#include "app/model/value.h"
#include "platform/base/ids.h"

namespace quietroom::model {

/// The id of one write: a device and its running number (from 1).
struct Revision {
  Id device;
  std::uint64_t counter = 0;

  friend bool operator==(const Revision&, const Revision&) = default;
  friend bool operator<(const Revision& a, const Revision& b) {
    return a.device == b.device ? a.counter < b.counter : a.device < b.device;
  }
};

/// One write to one field.
struct Write {
  Revision revision;
  Hlc hlc;
  Value value;
  std::vector<Revision> replaces;
};

/// True if `a` is shown rather than `b`: the later time, then the higher revision.
bool is_shown_before(const Hlc& a_hlc, const Revision& a, const Hlc& b_hlc, const Revision& b);

/// The writes that no other write of the set replaces, the one to show first. `writes`: all known
/// writes of one field, in any order, repeats allowed.
std::vector<Write> current_writes(std::span<const Write> writes);

}  // namespace quietroom::model
