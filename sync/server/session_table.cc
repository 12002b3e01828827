#include "sync/server/session_table.h"

#include <utility>
#include <vector>

namespace quietroom::server {

void SessionTable::remove(TableEntry& entry) {
  entries_.remove(&entry);
  if (entries_.empty() && when_empty_) {
    std::exchange(when_empty_, nullptr)();
  }
}

bool SessionTable::evict_oldest(TableEntry::State state, TimePoint since_at_most) {
  TableEntry* oldest = nullptr;
  for (TableEntry* entry : entries_) {
    if (entry->state() == state && entry->since() <= since_at_most &&
        (oldest == nullptr || entry->since() < oldest->since())) {
      oldest = entry;
    }
  }
  if (oldest == nullptr) {
    return false;
  }
  entries_.remove(oldest);
  oldest->close_now();
  return true;
}

bool SessionTable::make_room(TimePoint now) {
  return entries_.size() < connections_max_ || evict_oldest(TableEntry::State::kIdle, now) ||
         evict_oldest(TableEntry::State::kReceiving, now - kPatience);
}

void SessionTable::close_unanswered() {
  // close_now() may lead back into remove(), so the list is not walked while it happens.
  const std::vector<TableEntry*> all(entries_.begin(), entries_.end());
  for (TableEntry* entry : all) {
    if (entry->state() != TableEntry::State::kResponding) {
      entry->close_now();
    }
  }
}

void SessionTable::when_empty(std::function<void()> then) {
  if (entries_.empty()) {
    then();
    return;
  }
  when_empty_ = std::move(then);
}

}  // namespace quietroom::server
