// Writing a segment: payloads are sealed one by one as they are added, so that a large segment can
// be made in small steps. Reading: object.h. Byte layout: docs/format.md section 12.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/format/object.h"

namespace quietroom::format {

/// A device that signs.
struct DeviceSigner {
  Certificate certificate;
  crypto::SigningPair pair;  ///< Of certificate.device_key.
};

class SegmentSealer {
 public:
  /// A segment `seq` of `device` under the vault's key `key`.
  SegmentSealer(const Id& vault, const Id& device, std::uint64_t seq, const KeyId& key);

  /// What an entry says besides its payload.
  struct Item {
    EntryType type = EntryType::kOperation;
    std::uint64_t counter = 0;
    Id room;
    Id author;
  };
  /// Seals `content` now under `payload_key`: the key of item.room, or the vault's where that is
  /// none. Errors: kInvalid if the content, or the segment with it, is over its limit; nothing
  /// changes then.
  Status add(const Item& item, ByteSpan content, const Secret<32>& payload_key, Random& random);

  std::size_t count() const { return entries_.size(); }

  /// What is known only when the segment is closed.
  struct Chain {
    crypto::Hash previous{};  ///< Zeros for seq 1.
    std::uint64_t hlc = 0;
    std::vector<LogPosition> seen;
  };
  struct Sealed {
    Bytes object;
    crypto::Hash manifest{};  ///< The new manifest's hash: `previous` of the next one.
  };
  /// The object. Once only. `vault_key` is the one that the constructor's `key` names.
  /// Errors: kInvalid if a rule of Manifest is broken.
  Result<Sealed> finish(Chain chain, const DeviceSigner& signer, const Secret<32>& vault_key,
                        Random& random);

 private:
  Id vault_;
  Id device_;
  std::uint64_t seq_;
  KeyId key_;
  std::vector<Entry> entries_;
  Bytes payloads_;
  bool is_finished_ = false;
};

}  // namespace quietroom::format
