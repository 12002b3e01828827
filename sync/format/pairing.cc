#include "sync/format/pairing.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/base/utf8.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/pairing_parts.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;

/// What is wrong with what an answer brings; empty if nothing is.
std::string_view broken_rule(const PairingGift& gift) {
  if (gift.own_vault.is_none()) return "own vault";
  if (gift.address.size() > kPairedAddressSizeMax || !is_utf8(gift.address)) return "address";
  if (gift.token.size() > kPairedTokenSizeMax || !is_utf8(gift.token)) return "token";
  if (gift.address.empty() && !gift.token.empty()) return "token without address";
  if (gift.vaults.size() > kPairedVaultsMax) return "vaults: too many";
  const PairedVault* previous = nullptr;
  for (const PairedVault& vault : gift.vaults) {
    if (vault.id.is_none()) return "vault";
    const std::string_view broken = broken_frontier(vault.frontier);
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
    put_frontier(out, vault.frontier);
  }
  out.resize(size_bytes);
  return out;
}

Result<PairedVault> read_vault(ByteReader& in) {
  PairedVault vault;
  vault.id = TRY(read_id(in));
  vault.founder = TRY(read_array<32>(in));
  vault.frontier = TRY(read_frontier(in));
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
  TRY(check_body_padding(in, plain.size()));
  return gift;
}

}  // namespace

Bytes create_pairing_request(const crypto::PublicKey& to) {
  Bytes out;
  begin_file(out, kPairingRequestMagic, kVersion);
  put_bytes(out, to);
  end_file(out);
  return out;
}

Result<PairingRequest> parse_pairing_request(ByteSpan bytes) {
  ByteReader in(TRY_IN("pairing request", body_of_file(bytes, kPairingRequestMagic, kVersion)));
  PairingRequest request;
  request.to = TRY_IN("pairing request", read_array<32>(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "pairing request: bytes after its end"};
  request.hash = hash_of_message(bytes);
  return request;
}

Result<Bytes> create_pairing_answer(const PairingGift& gift, const PairingRequest& request,
                                    Random& random) {
  const std::string_view broken = broken_rule(gift);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "pairing answer: " + std::string(broken)};
  Bytes body = encode_body(gift);
  auto answer = seal_answer(kPairingAnswerMagic, request.hash, request.to, body, random);
  wipe(body);
  if (!answer.ok()) return answer.error().within("pairing answer");
  return answer;
}

Result<crypto::Hash> pairing_answer_hash(ByteSpan bytes) {
  auto hash = answer_hash(kPairingAnswerMagic, bytes);
  if (!hash.ok()) return hash.error().within("pairing answer");
  return hash;
}

Result<PairingGift> open_pairing_answer(ByteSpan bytes, const crypto::SealingPair& mine) {
  const crypto::Hash asked = hash_of_message(create_pairing_request(mine.public_key));
  Bytes plain = TRY_IN("pairing answer", open_answer(kPairingAnswerMagic, bytes, asked, mine));
  auto gift = decode_body(plain);
  wipe(plain);
  if (!gift.ok()) return gift.error().within("pairing answer");
  return gift;
}

}  // namespace quietroom::format
