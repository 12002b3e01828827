// One sealed payload: what an operation or a control record says, padded, sealed for one place in
// one segment. Opens by itself, so that it can be kept sealed until a key arrives, or be emptied.
// Byte layout: docs/format.md section 12.
#pragma once

#include <cstdint>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "sync/crypto/aead.h"
#include "sync/crypto/hash.h"
#include "sync/format/names.h"

namespace quietroom::format {

/// What one payload may hold: an operation's envelope with its size, and the operation's payload.
inline constexpr std::size_t kContentSizeMax = (std::size_t{1} << 20) + 4096;
/// Contents are padded to at least this, so that who lacks the key learns little of a line's
/// length.
inline constexpr std::size_t kContentPaddedSizeMin = 256;
/// The sealed forms of no content, and of the largest.
inline constexpr std::size_t kSealedPayloadSizeMin = crypto::kSealOverhead + kContentPaddedSizeMin;
inline constexpr std::size_t kSealedPayloadSizeMax =
    crypto::kSealOverhead + (std::size_t{1} << 20) + (std::size_t{32} << 10);

/// How long a sealed payload is that holds `content_size_bytes` (at most kContentSizeMax).
std::size_t sealed_payload_size(std::size_t content_size_bytes);
/// Whether some content gives this.
bool is_sealed_payload_size(std::size_t size_bytes);

/// Where a payload belongs; its seal is bound to all of it.
struct PayloadPlace {
  Id vault;
  Id device;
  std::uint64_t seq = 0;
  KeyId key;                ///< Of the manifest.
  Id room;                  ///< Of the entry.
  std::uint32_t index = 0;  ///< Of the entry in its manifest, from 0.
  friend bool operator==(const PayloadPlace&, const PayloadPlace&) = default;
};

/// `content` (at most kContentSizeMax) sealed for `place`, appended to `out`. `key` is the room's
/// key, or the vault's (the one that place.key names) where place.room is none.
void seal_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan content,
                  Random& random, Bytes& out);

/// Errors: kCorrupt if `box` is not the sealed payload with this `commit`. Needs no key.
Status check_payload(const crypto::Hash& commit, ByteSpan box);

/// The key of that one payload, from its room's or the vault's: it opens nothing else.
Secret<32> payload_key(const Secret<32>& key, const PayloadPlace& place);
/// As open_payload(), with the payload's own key.
Result<ByteSpan> open_payload_alone(const Secret<32>& key, const PayloadPlace& place, ByteSpan box,
                                    Bytes& buffer);

/// What `box` holds. It lies in `buffer`, which grows as needed and can be used again; wipe() it
/// when done. Call check_payload() first: a box of the right key and place may still be another one
/// than the manifest's.
/// Errors: kAuthFailed if `key` is another (a room may have had several: try each); kCorrupt.
Result<ByteSpan> open_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan box,
                              Bytes& buffer);

}  // namespace quietroom::format
