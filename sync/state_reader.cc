#include "sync/state_reader.h"

#include <algorithm>
#include <string_view>

#include "sync/state.h"

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

Result<std::map<Id, std::vector<Secret<32>>>> read_room_keys(const Journal& journal) {
  constexpr std::string_view kPrefix = "room/";
  constexpr std::size_t kIdTextSize = 26;
  const std::vector<StateEntry> entries = TRY(journal.scan(kPrefix));
  std::map<Id, std::vector<Secret<32>>> rooms;
  for (const StateEntry& entry : entries) {
    if (entry.key.size() < kPrefix.size() + kIdTextSize || entry.value.size() != 32)
      return Error{ErrorCode::kCorrupt, "room key"};
    const auto id_text = std::string_view(entry.key).substr(kPrefix.size(), kIdTextSize);
    const Id room = TRY(id_from_base32(id_text));
    Secret<32> key;
    std::copy(entry.value.begin(), entry.value.end(), key.writable().begin());
    rooms[room].push_back(std::move(key));
  }
  return Result<std::map<Id, std::vector<Secret<32>>>>(std::move(rooms));
}

Result<std::optional<crypto::Hash>> read_hash(const Journal& journal, const Id& device,
                                              std::uint64_t seq) {
  const std::optional<Bytes> kept = TRY(journal.get(hash_key(device, seq)));
  if (!kept) return std::optional<crypto::Hash>();
  const crypto::Hash hash = TRY(hash_from(*kept));
  return std::optional(hash);
}

}  // namespace quietroom::sync
