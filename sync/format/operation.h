// One change, as bytes: an envelope that says who changed which field of what, and a payload that
// holds the words. The two are kept apart so that a payload can be emptied (purged) while the
// envelope, and every hash over it, stays. Knows nothing of what a kind, field or payload means.
// Byte layout: docs/format.md, "Operation". Vectors: tests/golden/operation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/random.h"
#include "sync/crypto/hash.h"

namespace quietroom::format {

/// Which operation: the device that made it and its running number there, from 1.
struct OpId {
  Id device;
  std::uint64_t counter = 0;

  friend bool operator==(const OpId&, const OpId&) = default;
  friend bool operator<(const OpId& a, const OpId& b) {
    return a.device == b.device ? a.counter < b.counter : a.device < b.device;
  }
};

/// Limits that encode and decode enforce. Counters and HLCs stay below 2^63, so that a signed
/// 64-bit column holds them.
inline constexpr std::size_t kOperationFieldSizeMax = 64;
inline constexpr std::size_t kOperationReplacesMax = 64;
inline constexpr std::uint64_t kOperationNumberMax = (std::uint64_t{1} << 63) - 1;
inline constexpr std::size_t kPayloadSaltSize = 16;
inline constexpr std::size_t kPayloadContentSizeMax = std::size_t{1} << 20;

/// Whether `id` can be an operation's: a device, and a counter from 1 to kOperationNumberMax.
bool is_op_id(const OpId& id);
/// An OpId as bytes, kOpIdSize of them; whether is_op_id() is for the caller to ask.
/// Errors of reading: kCorrupt if fewer bytes are left; nothing is consumed then.
inline constexpr std::size_t kOpIdSize = 24;
void put_op_id(Bytes& out, const OpId& id);
Result<OpId> read_op_id(ByteReader& in);

/// The envelope of an operation.
struct Operation {
  OpId id;
  Id vault;                       ///< The unit of sync that it belongs to.
  Id room;                        ///< Whose key seals its payload; none means the vault's own key.
  Id author;                      ///< The person.
  std::uint64_t hlc = 0;          ///< Milliseconds since 1970 UTC (48 bits) above a counter (16).
  std::uint16_t entity_kind = 0;  ///< What sort of thing changed; from 1. Meaning: app/model.
  Id entity;                      ///< Which one.
  std::string field;  ///< Which of its fields: 1 to 64 of a-z 0-9 _ . and first a letter.
  /// The revisions of this field that this one takes the place of; strictly ascending, at most 64,
  /// never itself.
  std::vector<OpId> replaces;
  crypto::Hash commit{};  ///< payload_commit() of its payload; stays when the payload is emptied.

  friend bool operator==(const Operation&, const Operation&) = default;
};

/// The bytes of `operation`. One operation has exactly one encoding.
/// Errors: kInvalid if a limit or rule named in Operation is broken (the context names which).
Result<Bytes> encode_operation(const Operation& operation);

/// The operation in `bytes`, which must hold it and nothing else; encoding it again gives `bytes`.
/// Errors: kUnsupported for an unknown version; kCorrupt for everything else.
Result<Operation> decode_operation(ByteSpan bytes);

/// The payload that holds `content`: 16 random bytes, then `content`. The random bytes keep a
/// commit that outlives its payload from being a way to guess short words.
/// Errors: kInvalid if `content` is over kPayloadContentSizeMax.
Result<Bytes> make_payload(ByteSpan content, Random& random);

/// What `Operation::commit` must be for `payload`: its BLAKE2b-256.
crypto::Hash payload_commit(ByteSpan payload);

/// The content of `payload`, borrowed, once it is proven to be the one that `commit` names.
/// Errors: kCorrupt if it is not, or is shorter or longer than a payload can be.
Result<ByteSpan> payload_content(ByteSpan payload, const crypto::Hash& commit);

}  // namespace quietroom::format
