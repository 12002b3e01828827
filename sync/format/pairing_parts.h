// What the messages of pairing (pairing.h) and of invitations (invitation.h) are made of: texts,
// frontiers, and the frame of an answer that is sealed to one request. Nobody else's business.
// Byte layouts: docs/format.md section 15.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/random.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/identity.h"
#include "sync/format/manifest.h"

namespace quietroom::format {

inline constexpr std::size_t kAnswerSizeMax = std::size_t{1} << 20;
inline constexpr std::size_t kPairedAddressSizeMax = 2048;

inline constexpr std::string_view kPairingRequestMagic = "QRP1";
inline constexpr std::string_view kPairingAnswerMagic = "QRA1";
inline constexpr std::string_view kPersonRequestMagic = "QRM1";
inline constexpr std::string_view kInvitationMagic = "QRI1";

/// What bytes say they are, by their magic alone.
enum class PairingMessage : std::uint8_t { kNone, kRequest, kAnswer, kPersonRequest, kInvitation };
PairingMessage pairing_message(ByteSpan bytes);

/// The checksum at the end of a message, which its words come from.
crypto::Hash hash_of_message(ByteSpan message);

/// A text with its size before it.
void put_text(Bytes& out, std::string_view text);
/// Errors: kCorrupt if it is longer than `size_bytes_max` or than what is there.
Result<std::string> read_text(ByteReader& in, std::size_t size_bytes_max);

/// What is wrong with a frontier; empty if nothing is.
std::string_view broken_frontier(const std::vector<LogPosition>& frontier);
void put_frontier(Bytes& out, const std::vector<LogPosition>& frontier);
Result<std::vector<LogPosition>> read_frontier(ByteReader& in);

/// How large the body of an answer is that says `size_bytes`.
std::size_t padded_body_size(std::size_t size_bytes);
/// That what is left of the `size_bytes` of a body is the padding that it has to have.
Status check_body_padding(ByteReader& in, std::size_t size_bytes);

/// An answer of the sort that `magic` says, to the request of that hash: `body`, padded, sealed to
/// `to`. Errors: kInvalid if `to` is no usable key, or the answer would be too large.
Result<Bytes> seal_answer(std::string_view magic, const crypto::Hash& request,
                          const crypto::PublicKey& to, ByteSpan body, Random& random);
/// The hash of an answer that is whole, whoever it is for. Errors: kCorrupt; kUnsupported.
Result<crypto::Hash> answer_hash(std::string_view magic, ByteSpan bytes);
/// Its body; wipe() it. Errors: kAuthFailed if it answers another request than that of `asked`;
/// kCorrupt; kUnsupported.
Result<Bytes> open_answer(std::string_view magic, ByteSpan bytes, const crypto::Hash& asked,
                          const crypto::SealingPair& mine);

}  // namespace quietroom::format
