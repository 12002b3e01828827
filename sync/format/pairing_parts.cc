#include "sync/format/pairing_parts.h"

#include <algorithm>

#include "platform/base/utf8.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/padme.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kFrontSize = kMagicSize + 1 + 32;  // Of an answer: all before what is sealed.
constexpr std::size_t kBodySizeMin = 1024;
constexpr std::size_t kPositionsMax = kManifestSeenMax;

}  // namespace

PairingMessage pairing_message(ByteSpan bytes) {
  if (bytes.size() < kMagicSize) return PairingMessage::kNone;
  const std::string_view magic = as_text(bytes.first(kMagicSize));
  if (magic == kPairingRequestMagic) return PairingMessage::kRequest;
  if (magic == kPairingAnswerMagic) return PairingMessage::kAnswer;
  if (magic == kPersonRequestMagic) return PairingMessage::kPersonRequest;
  return magic == kInvitationMagic ? PairingMessage::kInvitation : PairingMessage::kNone;
}

crypto::Hash hash_of_message(ByteSpan message) {
  crypto::Hash hash{};
  const ByteSpan checksum = message.last(kChecksumSize);
  std::copy(checksum.begin(), checksum.end(), hash.begin());
  return hash;
}

void put_text(Bytes& out, std::string_view text) {
  put_u32(out, static_cast<std::uint32_t>(text.size()));
  put_bytes(out, as_bytes(text));
}

Result<std::string> read_text(ByteReader& in, std::size_t size_bytes_max) {
  const std::uint32_t size_bytes = TRY(in.u32());
  if (size_bytes > size_bytes_max) return Error{ErrorCode::kCorrupt, "text over its size limit"};
  const ByteSpan text = TRY(in.take(size_bytes));
  return std::string(as_text(text));
}

std::string_view broken_frontier(const std::vector<LogPosition>& frontier) {
  if (frontier.size() > kPositionsMax) return "frontier: too many";
  const LogPosition* previous = nullptr;
  for (const LogPosition& position : frontier) {
    if (position.device.is_none()) return "frontier: device";
    if (position.seq < 1 || position.seq > kSeqMax) return "frontier: seq";
    if (previous != nullptr && !(previous->device < position.device))
      return "frontier: not ascending";
    previous = &position;
  }
  return {};
}

void put_frontier(Bytes& out, const std::vector<LogPosition>& frontier) {
  put_u32(out, static_cast<std::uint32_t>(frontier.size()));
  for (const LogPosition& position : frontier) put_position(out, position);
}

Result<std::vector<LogPosition>> read_frontier(ByteReader& in) {
  std::vector<LogPosition> frontier;
  const std::uint32_t count = TRY(in.u32());
  TRY(read_list(in, count, kPositionsMax, "frontier: too many", read_position, frontier));
  return frontier;
}

std::size_t padded_body_size(std::size_t size_bytes) {
  return std::max(kBodySizeMin, static_cast<std::size_t>(padme(size_bytes)));
}

Status check_body_padding(ByteReader& in, std::size_t size_bytes) {
  const ByteSpan padding = in.rest();
  if (padded_body_size(size_bytes - padding.size()) != size_bytes)
    return Error{ErrorCode::kCorrupt, "body size"};
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; }))
    return Error{ErrorCode::kCorrupt, "padding is not zeros"};
  return {};
}

Result<Bytes> seal_answer(std::string_view magic, const crypto::Hash& request,
                          const crypto::PublicKey& to, ByteSpan body, Random& random) {
  const std::size_t size_bytes = kFrontSize + body.size() + crypto::kSealToOverhead + kChecksumSize;
  if (size_bytes > kAnswerSizeMax) return Error{ErrorCode::kInvalid, "over its size limit"};
  Bytes out;
  out.reserve(size_bytes);
  begin_file(out, magic, kVersion);
  put_bytes(out, request);
  const Bytes sealed = TRY(crypto::seal_to(to, {}, body, out, random));
  put_bytes(out, sealed);
  end_file(out);
  return out;
}

Result<crypto::Hash> answer_hash(std::string_view magic, ByteSpan bytes) {
  if (bytes.size() > kAnswerSizeMax) return Error{ErrorCode::kCorrupt, "over its size limit"};
  const ByteSpan body = TRY(body_of_file(bytes, magic, kVersion));
  if (body.size() < 32 + crypto::kSealToOverhead) return Error{ErrorCode::kCorrupt, "truncated"};
  return hash_of_message(bytes);
}

Result<Bytes> open_answer(std::string_view magic, ByteSpan bytes, const crypto::Hash& asked,
                          const crypto::SealingPair& mine) {
  TRY(answer_hash(magic, bytes));
  const ByteSpan front = bytes.first(kFrontSize);
  if (!std::equal(asked.begin(), asked.end(), front.end() - 32))
    return Error{ErrorCode::kAuthFailed, "to another request"};
  auto opened = crypto::open_from(
      mine, {}, bytes.subspan(kFrontSize, bytes.size() - kFrontSize - kChecksumSize), front);
  // It says that it is for this request, so this is no wrong key.
  if (!opened.ok()) return Error{ErrorCode::kCorrupt, "does not open"};
  return opened;
}

}  // namespace quietroom::format
