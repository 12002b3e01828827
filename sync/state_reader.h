// What a vault's state entries (state.h) hold of keys and hashes, read as a whole: for the engine
// when it opens, and for tools that look and change nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/identity.h"
#include "sync/journal.h"
#include "sync/key_ring.h"
#include "sync/state.h"

namespace quietroom::sync {

/// Puts every key file that is kept into `ring`, opened with `mine` where that can be. Returns for
/// each whether it was seen at the endpoint. Errors: as Journal; kCorrupt.
Result<std::map<format::KeyId, bool>> read_key_files(const Journal& journal,
                                                     const crypto::SealingPair& mine,
                                                     KeyRing& ring);

/// The keys of rooms that are here. Errors: as Journal; kCorrupt.
Result<std::vector<RoomKey>> read_room_keys(const Journal& journal);

/// The hash of the manifest of `device` with the number `seq`; nothing if it was neither taken in
/// nor written here. Errors: as Journal; kCorrupt.
Result<std::optional<crypto::Hash>> read_hash(const Journal& journal, const Id& device,
                                              std::uint64_t seq);

}  // namespace quietroom::sync
