// What the engine remembers in the journal's state entries: their keys and their bytes. For this
// device's own eyes, so the bytes may change with a migration; they are not in docs/format.md.
// Where each thing is kept: docs/design/sync.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/format/control.h"
#include "sync/format/manifest.h"
#include "sync/format/object.h"
#include "sync/format/operation.h"
#include "sync/journal.h"

namespace quietroom::sync {

/// The log that this device writes. Key: "own".
struct OwnLog {
  Id device;
  std::uint64_t cursor = 0;    ///< Operations up to this local number are in segments.
  std::uint64_t counter = 0;   ///< The counter of the newest of these.
  std::uint64_t seq = 0;       ///< The newest sealed segment; 0: none.
  crypto::Hash last{};         ///< Its manifest's hash.
  std::uint64_t uploaded = 0;  ///< Segments up to this one were seen at the endpoint.
  std::uint64_t packed = 0;    ///< Segments up to this one are in packs.
  std::uint64_t controls = 0;  ///< The counter of the newest control record.
  std::uint64_t hlc = 0;
  std::int64_t written_ms = 0;   ///< Wall clock when the newest segment was sealed.
  std::int64_t owes_ack_ms = 0;  ///< Since when others wait to hear what arrived here; 0: do not.
  bool heal = false;             ///< The person has said that the endpoint is to be filled again.
  bool purge_due = false;        ///< Something purged may still be in our objects at the endpoint.
};

/// The log of another device. Key: "log/<device>".
struct PeerLog {
  Id device;
  std::uint64_t seq = 0;                           ///< Everything up to here has been taken in.
  crypto::Hash last{};                             ///< The pin: the hash of that manifest.
  std::optional<format::Certificate> certificate;  ///< Verified; once a manifest has been.
  std::uint64_t hlc = 0;                           ///< Of its newest manifest.
  std::vector<format::LogPosition> seen;           ///< What its newest manifest says of the others.
};

/// What is kept beside a sealed segment. Key: "head/<seq>"; the object itself: "out/<seq>".
struct OutHead {
  std::uint64_t seq = 0;
  std::uint64_t cursor_before = 0;   ///< OwnLog::cursor before it.
  std::uint64_t counter_before = 0;  ///< OwnLog::counter before it.
  std::uint32_t operations = 0;      ///< How many are in it.
  std::int64_t oldest_ms = 0;        ///< When the oldest of them was made.
  std::vector<Bytes> controls;       ///< Its control records, to log them again if need be.
};

/// A pack of this device's log. Key: "pack/<seq first>"; the object itself: "packed/<seq first>".
struct OwnPack {
  std::uint64_t seq_first = 0;
  std::uint64_t seq_last = 0;
  std::string path;          ///< Its name at the endpoint.
  bool uploaded = false;     ///< And read back.
  std::int64_t made_ms = 0;  ///< Wall clock.
  bool at_once = false;      ///< A purge: what it replaces goes without a period of grace.
  std::string replaces;      ///< The path of a pack that it replaces, or nothing.
};

/// A key file of the vault. Key: "key/<epoch>/<file>".
struct KeptKeyFile {
  bool there = false;  ///< Was seen at the endpoint.
  Bytes bytes;
};

/// Who has purged an operation. Key: "purged/<device>/<counter>/<front of the identity>".
struct PurgedBy {
  format::OpId id;
  crypto::PublicKey identity{};  ///< Ed25519
  bool owner = false;            ///< Was an owner of the vault then.
};

/// An operation whose payload the program has emptied here, with what it added to the digest of its
/// room. Key: "emptied/<device>/<counter>". The journal puts it (journal.h), the engine erases it.
struct Emptied {
  format::OpId id;
  Id room;
  crypto::Hash item{};
};

/// A payload that nobody here can open yet. Key: "held/<room>/<device>/<seq>/<index>".
struct HeldPayload {
  format::PayloadPlace place;
  std::uint64_t counter = 0;
  Id author;
  Bytes box;
};

/// What a device says of itself. Key: "about/<device>".
struct AboutDevice {
  Id device;
  std::uint64_t first_hlc = 0;  ///< Of its first manifest; 0: that came before this was kept.
  std::string name;             ///< Empty: it has none.
  std::vector<format::VaultDevice> elsewhere;
};

/// What a person has said of one of their devices last. Key: "retired/<device>/<front of by>".
struct Retired {
  Id device;
  crypto::PublicKey by{};  ///< Ed25519; it counts if the device is this person's.
  bool retired = false;    ///< False: it was, and counts again.
  std::uint64_t seq = 0;   ///< While retired: up to here its log counts.
  std::uint64_t hlc = 0;   ///< When that was said,
  Id said_by;              ///< and by which device.
};

/// What a member wants to be called. Key: "called/<front of the identity>".
struct Called {
  crypto::PublicKey identity{};  ///< Ed25519
  std::string name;
  std::uint64_t hlc = 0;  ///< When that was said,
  Id said_by;             ///< and by which device.
};

/// What an operation adds to the digest of its room.
crypto::Hash digest_item(const Carried& operation);

std::string seq_key(std::string_view prefix, std::uint64_t seq);
std::string log_key(const Id& device);
std::string key_file_key(const format::KeyId& key);
/// "hash/<device>/<seq>": the hash of that manifest.
std::string hash_key(const Id& device, std::uint64_t seq);
std::string purged_key(const PurgedBy& purged);
/// A key of a room. Key: "room/<room>/<front of the key's hash>".
struct RoomKey {
  Id room;
  Secret<32> key;
  /// This person made it. Another member can give a key for any room: what this person writes is
  /// sealed under their own.
  bool own = true;
};
StateEntry encode(const RoomKey& key);
/// Errors: kCorrupt.
Result<RoomKey> decode_room_key(const StateEntry& entry);
std::string held_key(const format::PayloadPlace& place);
StateEntry entry_of(const AboutDevice& about);
StateEntry entry_of(const Retired& retired);
StateEntry entry_of(const Called& called);

Bytes encode(const OwnLog& log);
Bytes encode(const PeerLog& log);
Bytes encode(const OutHead& head);
Bytes encode(const OwnPack& pack);
Bytes encode(const KeptKeyFile& file);
Bytes encode(const PurgedBy& purged);
Bytes encode(const HeldPayload& held);
Bytes encode(const Emptied& emptied);

/// Errors: kCorrupt.
Result<OwnLog> decode_own_log(ByteSpan bytes);
Result<PeerLog> decode_peer_log(ByteSpan bytes);
Result<OutHead> decode_out_head(ByteSpan bytes);
Result<OwnPack> decode_own_pack(ByteSpan bytes);
Result<KeptKeyFile> decode_kept_key_file(ByteSpan bytes);
Result<PurgedBy> decode_purged_by(ByteSpan bytes);
Result<HeldPayload> decode_held_payload(const Id& vault, ByteSpan bytes);
Result<Emptied> decode_emptied(ByteSpan bytes);
Result<AboutDevice> decode_about(ByteSpan bytes);
Result<Retired> decode_retired(ByteSpan bytes);
Result<Called> decode_called(ByteSpan bytes);

/// 32 bytes as a hash. Errors: kCorrupt.
Result<crypto::Hash> hash_from(ByteSpan bytes);

}  // namespace quietroom::sync
