// The names of everything that sync keeps at an endpoint, as paths below its root, and back. Names
// are never reused, come from ids and numbers alone, and parse totally: a path is either exactly
// what path() writes, or it is refused. Byte layout: docs/format.md section 9.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "platform/base/ids.h"
#include "platform/base/result.h"
#include "sync/crypto/hash.h"

namespace quietroom::format {

/// Epochs count from 1; four characters of base32 hold them.
inline constexpr std::uint32_t kEpochMax = (std::uint32_t{1} << 20) - 1;
/// The numbers of a device's segments count from 1; ten characters of base32 hold them.
inline constexpr std::uint64_t kSeqMax = (std::uint64_t{1} << 50) - 1;

/// Which key of a vault: the number of its epoch, and the front of the hash of the key file that
/// brought it (two files may have one number; see sync_key_file.h).
struct KeyId {
  std::uint32_t epoch = 0;
  Id file;

  friend bool operator==(const KeyId&, const KeyId&) = default;
  friend bool operator<(const KeyId& a, const KeyId& b) {
    return a.epoch == b.epoch ? a.file < b.file : a.epoch < b.epoch;
  }
};

/// The first 16 bytes of an object's hash: what names and KeyId carry of it.
Id front_of(const crypto::Hash& hash);

/// q1/<vault>/k/<epoch4>-<hash26>
struct KeyFileName {
  Id vault;
  KeyId key;
  friend bool operator==(const KeyFileName&, const KeyFileName&) = default;
};

/// q1/<vault>/l/<device>/<shard8>/<seq10>
struct SegmentName {
  Id vault;
  Id device;
  std::uint64_t seq = 0;
  friend bool operator==(const SegmentName&, const SegmentName&) = default;
};

/// q1/<vault>/p/<device>/<from10>-<to10>-<hash16>
struct PackName {
  Id vault;
  Id device;
  std::uint64_t seq_first = 0;
  std::uint64_t seq_last = 0;
  std::array<std::uint8_t, 10> hash{};  ///< The first ten bytes of the object's hash.
  friend bool operator==(const PackName&, const PackName&) = default;
};

/// q1/<vault>/t/<random26>
struct StagingName {
  Id vault;
  Id random;
  friend bool operator==(const StagingName&, const StagingName&) = default;
};

using ObjectName = std::variant<KeyFileName, SegmentName, PackName, StagingName>;

/// The path of an object, below the endpoint's root, without a slash in front. Ids are not none,
/// epochs and seqs within their limits, seq_first at most seq_last.
std::string path(const KeyFileName& name);
std::string path(const SegmentName& name);
std::string path(const PackName& name);
std::string path(const StagingName& name);
std::string path(const ObjectName& name);

/// The name in `text`; path() of it gives `text` again. A segment whose shard is not its own is
/// refused. Errors: kCorrupt.
Result<ObjectName> parse_path(std::string_view text);

/// Segments are kept in folders of 1,024: the shard of `seq`.
constexpr std::uint64_t shard_of(std::uint64_t seq) {
  return seq >> 10;
}

/// Folders, without a slash at the end.
std::string vault_folder(const Id& vault);
std::string key_folder(const Id& vault);                    ///< .../k
std::string logs_folder(const Id& vault);                   ///< .../l: one folder a device
std::string log_folder(const Id& vault, const Id& device);  ///< .../l/<device>: one folder a shard
std::string shard_folder(const Id& vault, const Id& device, std::uint64_t shard);
std::string packs_folder(const Id& vault);  ///< .../p: one folder a device
std::string pack_folder(const Id& vault, const Id& device);
std::string staging_folder(const Id& vault);  ///< .../t

/// The shard that a folder of log_folder() is named after. Errors: kCorrupt.
Result<std::uint64_t> parse_shard(std::string_view text);
/// The device that a folder of logs_folder() or packs_folder() is named after. Errors: kCorrupt,
/// also for "none".
Result<Id> parse_device(std::string_view text);

}  // namespace quietroom::format
