#include "sync/crypto/aead.h"

#include <sodium.h>

#include <algorithm>

#include "sync/crypto/hash.h"

namespace quietroom::crypto {
namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kCommitmentSize = 32;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceSize + kCommitmentSize == kSealFront);
static_assert(kNonceSize + kCommitmentSize + kTagSize == kSealOverhead);

// Poly1305 alone lets one box open under several keys. Both the cipher's key and the commitment
// come from the caller's key and the nonce by a collision-resistant hash, so a box that shows the
// right commitment belongs to one key.
Secret<32> cipher_key(const Secret<32>& key, ByteSpan nonce) {
  return derive_key(key, "qr box key", nonce);
}
Secret<32> commitment_of(const Secret<32>& key, ByteSpan nonce) {
  return derive_key(key, "qr box commit", nonce);
}

}  // namespace

void seal_in_place(const Secret<32>& key, std::span<std::uint8_t> box, ByteSpan aad,
                   Random& random) {
  CHECK_THAT(box.size() >= kSealOverhead, "size of a sealed box");
  const auto nonce = box.first(kNonceSize);
  random.fill(nonce);
  const Secret<32> commitment = commitment_of(key, nonce);
  std::copy(commitment.view().begin(), commitment.view().end(), box.begin() + kNonceSize);
  const Secret<32> inner = cipher_key(key, nonce);
  std::uint8_t* const text = box.data() + kSealFront;
  const int status = crypto_aead_xchacha20poly1305_ietf_encrypt(
      text, nullptr, text, box.size() - kSealOverhead, aad.data(), aad.size(), nullptr,
      nonce.data(), inner.view().data());
  CHECK_THAT(status == 0, "xchacha20-poly1305 refused to seal");
}

Status open_into(const Secret<32>& key, ByteSpan box, ByteSpan aad, std::span<std::uint8_t> plain) {
  CHECK_THAT(box.size() == plain.size() + kSealOverhead, "size of a sealed box");
  const ByteSpan nonce = box.first(kNonceSize);
  const auto shown = box.subspan<kNonceSize, kCommitmentSize>();
  if (!equal_in_constant_time(commitment_of(key, nonce).view(), shown)) {
    wipe(plain);
    return Error{ErrorCode::kAuthFailed, "sealed box: another key"};
  }
  const ByteSpan body = box.subspan(kSealFront);
  const Secret<32> inner = cipher_key(key, nonce);
  const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, body.data(), body.size(), aad.data(), aad.size(),
      nonce.data(), inner.view().data());
  if (status == 0) return {};
  wipe(plain);
  return Error{ErrorCode::kCorrupt, "sealed box: changed"};
}

Bytes seal(const Secret<32>& key, ByteSpan plain, ByteSpan aad, Random& random) {
  Bytes box(plain.size() + kSealOverhead);
  std::copy(plain.begin(), plain.end(), box.begin() + kSealFront);
  seal_in_place(key, box, aad, random);
  return box;
}

Result<Bytes> open(const Secret<32>& key, ByteSpan box, ByteSpan aad) {
  if (box.size() < kSealOverhead) return Error{ErrorCode::kCorrupt, "sealed box: truncated"};
  Bytes plain(box.size() - kSealOverhead);
  TRY(open_into(key, box, aad, plain));
  return plain;
}

}  // namespace quietroom::crypto
