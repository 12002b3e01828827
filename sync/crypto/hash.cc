#include "sync/crypto/hash.h"

#include <sodium.h>

#include <algorithm>

namespace quietroom::crypto {

struct Hasher::State {
  crypto_generichash_blake2b_state blake;
};

Hash blake2b_256(ByteSpan bytes) {
  Hash hash{};
  const int status =
      crypto_generichash_blake2b(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  CHECK_THAT(status == 0, "blake2b refused its arguments");
  return hash;
}

Hasher::Hasher() : state_(std::make_unique<State>()) {
  const int status = crypto_generichash_blake2b_init(&state_->blake, nullptr, 0, sizeof(Hash));
  CHECK_THAT(status == 0, "blake2b refused its arguments");
}

Hasher::~Hasher() {
  if (state_) sodium_memzero(&state_->blake, sizeof state_->blake);
}

void Hasher::add(ByteSpan bytes) {
  const int status = crypto_generichash_blake2b_update(&state_->blake, bytes.data(), bytes.size());
  CHECK_THAT(status == 0, "blake2b refused its input");
}

Hash Hasher::finish() {
  Hash hash{};
  const int status = crypto_generichash_blake2b_final(&state_->blake, hash.data(), hash.size());
  CHECK_THAT(status == 0, "blake2b finished twice");
  return hash;
}

Hash hmac_sha256(const Secret<32>& key, ByteSpan message) {
  Hash mac{};
  crypto_auth_hmacsha256(mac.data(), message.data(), message.size(), key.view().data());
  return mac;
}

Secret<32> derive_key(const Secret<32>& key, std::string_view label, ByteSpan context) {
  std::array<std::uint8_t, crypto_generichash_blake2b_PERSONALBYTES> personal{};
  CHECK_THAT(!label.empty() && label.size() <= personal.size(), "label of a derived key");
  std::copy(label.begin(), label.end(), personal.begin());
  const std::array<std::uint8_t, crypto_generichash_blake2b_SALTBYTES> no_salt{};
  Secret<32> derived;
  const int status = crypto_generichash_blake2b_salt_personal(
      derived.writable().data(), 32, context.data(), context.size(), key.view().data(), 32,
      no_salt.data(), personal.data());
  CHECK_THAT(status == 0, "blake2b refused its arguments");
  return derived;
}

void fill_from_seed(const Secret<32>& seed, std::span<std::uint8_t> out) {
  if (out.empty()) return;  // libsodium wants no null pointer.
  randombytes_buf_deterministic(out.data(), out.size(), seed.view().data());
}

bool equal_in_constant_time(std::span<const std::uint8_t, 32> a,
                            std::span<const std::uint8_t, 32> b) {
  return sodium_memcmp(a.data(), b.data(), 32) == 0;
}

}  // namespace quietroom::crypto
