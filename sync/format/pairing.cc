#include "sync/format/pairing.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/base/utf8.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/padme.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kRequestMagic = "QRP1";
constexpr std::string_view kAnswerMagic = "QRA1";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kFrontSize = kMagicSize + 1 + 32;  // Of an answer: all before what is sealed.
constexpr std::size_t kBodySizeMin = 1024;
constexpr std::size_t kPositionsMax = kManifestSeenMax;

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "pairing answer: " + std::string(why)};
}

crypto::Hash checksum_of(ByteSpan file) {
  crypto::Hash hash{};
  const ByteSpan checksum = file.last(kChecksumSize);
  std::copy(checksum.begin(), checksum.end(), hash.begin());
  return hash;
}

/// What is wrong with one vault; empty if nothing is.
std::string_view broken_vault(const PairedVault& vault) {
  if (vault.id.is_none()) return "vault";
  if (vault.frontier.size() > kPositionsMax) return "frontier: too many";
  const LogPosition* previous = nullptr;
  for (const LogPosition& position : vault.frontier) {
    if (position.device.is_none()) return "frontier: device";
    if (position.seq < 1 || position.seq > kSeqMax) return "frontier: seq";
    if (previous != nullptr && !(previous->device < position.device))
      return "frontier: not ascending";
    previous = &position;
  }
  return {};
}

/// What is wrong with what an answer brings; empty if nothing is.
std::string_view broken_rule(const PairingGift& gift) {
  if (gift.own_vault.is_none()) return "own vault";
  if (gift.address.size() > kPairedAddressSizeMax || !is_utf8(gift.address)) return "address";
  if (gift.token.size() > kPairedTokenSizeMax || !is_utf8(gift.token)) return "token";
  if (gift.address.empty() && !gift.token.empty()) return "token without address";
  if (gift.vaults.size() > kPairedVaultsMax) return "vaults: too many";
  const PairedVault* previous = nullptr;
  for (const PairedVault& vault : gift.vaults) {
    const std::string_view broken = broken_vault(vault);
    if (!broken.empty()) return broken;
    if (previous != nullptr && !(previous->id < vault.id)) return "vaults: not ascending";
    previous = &vault;
  }
  return {};
}

std::size_t body_size(const PairingGift& gift) {
  std::size_t size_bytes = 4 * 32 + 16 + 4 + gift.address.size() + 4 + gift.token.size() + 4;
  for (const PairedVault& vault : gift.vaults)
    size_bytes += 16 + 32 + 4 + vault.frontier.size() * kLogPositionSize;
  return size_bytes;
}

std::size_t padded_body_size(std::size_t size_bytes) {
  return std::max(kBodySizeMin, static_cast<std::size_t>(padme(size_bytes)));
}

void put_text(Bytes& out, std::string_view text) {
  put_u32(out, static_cast<std::uint32_t>(text.size()));
  put_bytes(out, as_bytes(text));
}

/// The body, padded. Secret: wipe() it.
Bytes encode_body(const PairingGift& gift) {
  const std::size_t size_bytes = padded_body_size(body_size(gift));
  Bytes out;
  out.reserve(size_bytes);  // Never grows, so no copy is left behind unwiped.
  put_bytes(out, gift.sealing.secret.view());
  put_bytes(out, gift.signing.seed.view());
  put_bytes(out, gift.recovery);
  put_bytes(out, gift.recovery_authenticator.view());
  put_bytes(out, gift.own_vault.span());
  put_text(out, gift.address);
  put_text(out, gift.token);
  put_u32(out, static_cast<std::uint32_t>(gift.vaults.size()));
  for (const PairedVault& vault : gift.vaults) {
    put_bytes(out, vault.id.span());
    put_bytes(out, vault.founder);
    put_u32(out, static_cast<std::uint32_t>(vault.frontier.size()));
    for (const LogPosition& position : vault.frontier) put_position(out, position);
  }
  out.resize(size_bytes);
  return out;
}

Result<std::string> read_text(ByteReader& in, std::size_t size_bytes_max) {
  const std::uint32_t size_bytes = TRY(in.u32());
  if (size_bytes > size_bytes_max) return Error{ErrorCode::kCorrupt, "text over its size limit"};
  const ByteSpan text = TRY(in.take(size_bytes));
  return std::string(as_text(text));
}

Result<PairedVault> read_vault(ByteReader& in) {
  PairedVault vault;
  vault.id = TRY(read_id(in));
  vault.founder = TRY(read_array<32>(in));
  const std::uint32_t count = TRY(in.u32());
  TRY(read_list(in, count, kPositionsMax, "frontier: too many", read_position, vault.frontier));
  return vault;
}

/// Reads what encode_body() wrote.
Result<PairingGift> decode_body(ByteSpan plain) {
  ByteReader in(plain);
  PairingGift gift;
  Secret<32> sealing = TRY(read_secret(in));
  gift.sealing = crypto::SealingPair::from_secret(std::move(sealing));
  Secret<32> signing = TRY(read_secret(in));
  gift.signing = crypto::SigningPair::from_seed(std::move(signing));
  gift.recovery = TRY(read_array<32>(in));
  gift.recovery_authenticator = TRY(read_secret(in));
  gift.own_vault = TRY(read_id(in));
  gift.address = TRY(read_text(in, kPairedAddressSizeMax));
  gift.token = TRY(read_text(in, kPairedTokenSizeMax));
  const std::uint32_t count = TRY(in.u32());
  if (count > kPairedVaultsMax) return Error{ErrorCode::kCorrupt, "vaults: too many"};
  for (std::uint32_t i = 0; i < count; ++i) {
    PairedVault vault = TRY(read_vault(in));
    gift.vaults.push_back(std::move(vault));
  }
  const std::string_view broken = broken_rule(gift);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, std::string(broken)};
  const ByteSpan padding = in.rest();
  if (padded_body_size(plain.size() - padding.size()) != plain.size())
    return Error{ErrorCode::kCorrupt, "body size"};
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; }))
    return Error{ErrorCode::kCorrupt, "padding is not zeros"};
  return gift;
}

}  // namespace

PairingMessage pairing_message(ByteSpan bytes) {
  if (bytes.size() < kMagicSize) return PairingMessage::kNone;
  const std::string_view magic = as_text(bytes.first(kMagicSize));
  if (magic == kRequestMagic) return PairingMessage::kRequest;
  return magic == kAnswerMagic ? PairingMessage::kAnswer : PairingMessage::kNone;
}

Bytes create_pairing_request(const crypto::PublicKey& to) {
  Bytes out;
  begin_file(out, kRequestMagic, kVersion);
  put_bytes(out, to);
  end_file(out);
  return out;
}

Result<PairingRequest> parse_pairing_request(ByteSpan bytes) {
  ByteReader in(TRY_IN("pairing request", body_of_file(bytes, kRequestMagic, kVersion)));
  PairingRequest request;
  request.to = TRY_IN("pairing request", read_array<32>(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "pairing request: bytes after its end"};
  request.hash = checksum_of(bytes);
  return request;
}

Result<Bytes> create_pairing_answer(const PairingGift& gift, const PairingRequest& request,
                                    Random& random) {
  const std::string_view broken = broken_rule(gift);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "pairing answer: " + std::string(broken)};
  const std::size_t size_bytes =
      kFrontSize + padded_body_size(body_size(gift)) + crypto::kSealToOverhead + kChecksumSize;
  if (size_bytes > kPairingAnswerSizeMax)
    return Error{ErrorCode::kInvalid, "pairing answer: over its size limit"};
  Bytes out;
  out.reserve(size_bytes);
  begin_file(out, kAnswerMagic, kVersion);
  put_bytes(out, request.hash);
  Bytes body = encode_body(gift);
  const auto sealed = crypto::seal_to(request.to, {}, body, out, random);
  wipe(body);
  if (!sealed.ok()) return sealed.error().within("pairing answer");
  put_bytes(out, sealed.value());
  end_file(out);
  return out;
}

Result<crypto::Hash> pairing_answer_hash(ByteSpan bytes) {
  if (bytes.size() > kPairingAnswerSizeMax) return corrupt("over its size limit");
  const ByteSpan body = TRY_IN("pairing answer", body_of_file(bytes, kAnswerMagic, kVersion));
  if (body.size() < 32 + crypto::kSealToOverhead) return corrupt("truncated");
  return checksum_of(bytes);
}

Result<PairingGift> open_pairing_answer(ByteSpan bytes, const crypto::SealingPair& mine) {
  TRY(pairing_answer_hash(bytes));
  const ByteSpan front = bytes.first(kFrontSize);
  const crypto::Hash asked = checksum_of(create_pairing_request(mine.public_key));
  if (!std::equal(asked.begin(), asked.end(), front.end() - 32))
    return Error{ErrorCode::kAuthFailed, "pairing answer: to another request"};
  auto opened = crypto::open_from(
      mine, {}, bytes.subspan(kFrontSize, bytes.size() - kFrontSize - kChecksumSize), front);
  // It says that it is for this request, so this is no wrong key.
  if (!opened.ok()) return corrupt("does not open");
  Bytes plain = std::move(opened).value();
  auto gift = decode_body(plain);
  wipe(plain);
  if (!gift.ok()) return gift.error().within("pairing answer");
  return gift;
}

}  // namespace quietroom::format
