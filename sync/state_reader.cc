#include "sync/state_reader.h"

namespace quietroom::sync {

Result<std::map<format::KeyId, bool>> read_key_files(const Journal& journal,
                                                     const crypto::SealingPair& mine,
                                                     KeyRing& ring) {
  const std::vector<StateEntry> entries = TRY(journal.scan("key/"));
  std::map<format::KeyId, bool> there;
  for (const StateEntry& entry : entries) {
    KeptKeyFile kept = TRY(decode_kept_key_file(entry.value));
    const format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(kept.bytes));
    TRY(ring.add(file.key_id(), std::move(kept.bytes), mine));
    there[file.key_id()] = kept.there;
  }
  return there;
}

Result<std::vector<RoomKey>> read_room_keys(const Journal& journal) {
  const std::vector<StateEntry> entries = TRY(journal.scan("room/"));
  std::vector<RoomKey> keys;
  for (const StateEntry& entry : entries) keys.push_back(TRY(decode_room_key(entry)));
  return Result<std::vector<RoomKey>>(std::move(keys));
}

Result<std::optional<crypto::Hash>> read_hash(const Journal& journal, const Id& device,
                                              std::uint64_t seq) {
  const std::optional<Bytes> kept = TRY(journal.get(hash_key(device, seq)));
  if (!kept) return std::optional<crypto::Hash>();
  const crypto::Hash hash = TRY(hash_from(*kept));
  return std::optional(hash);
}

}  // namespace quietroom::sync
