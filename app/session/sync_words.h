// How sync stands, in words: what happened, what is safe, what to do. Each reason and each trouble
// has a message of its own (P9). Decides nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/session/sync_desk.h"

namespace quietroom::session {

/// One sentence for home: where everything is. `now_ms` in wall time.
std::string sync_line(const SyncView& view, std::int64_t now_ms, int utc_offset_minutes);
/// When the endpoint was last heard, as a sentence.
std::string contact_line(const SyncView& view, std::int64_t now_ms, int utc_offset_minutes);
/// Why the endpoint could not be used; empty for kNone.
std::string_view reason_words(SyncReason reason);

struct TroubleWords {
  std::string_view title;  ///< What is wrong, in a few words.
  std::string_view text;   ///< What happened, what that means, what to do.
};
TroubleWords trouble_words(SyncTroubleKind kind);

}  // namespace quietroom::session
