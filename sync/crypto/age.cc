#include "sync/crypto/age.h"

#include <sodium.h>

#include <algorithm>

#include "sync/crypto/age_header.h"
#include "sync/crypto/base64.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/kdf.h"

namespace quietroom::crypto {
namespace {

using FileKey = Secret<16>;

constexpr std::string_view kX25519 = "X25519";
constexpr std::string_view kScrypt = "scrypt";
constexpr std::string_view kX25519Label = "age-encryption.org/v1/X25519";
constexpr std::size_t kTagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t kWrappedSize = 16 + kTagSize;
constexpr std::size_t kNonceSize = 16;
constexpr std::size_t kChunkSize = 64 * 1024;

using ChunkNonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "age: " + std::string(why)};
}

/// HKDF-SHA-256 (RFC 5869).
Secret<32> hkdf(ByteSpan input, ByteSpan salt, std::string_view info) {
  Secret<32> extracted, key;
  int status = crypto_kdf_hkdf_sha256_extract(extracted.writable().data(), salt.data(), salt.size(),
                                              input.data(), input.size());
  status |= crypto_kdf_hkdf_sha256_expand(key.writable().data(), 32, info.data(), info.size(),
                                          extracted.view().data());
  CHECK_THAT(status == 0, "hkdf refused");
  return key;
}

/// `plain` as ciphertext and tag, appended to `out`.
void put_sealed(Bytes& out, const Secret<32>& key, const ChunkNonce& nonce, ByteSpan plain) {
  const std::size_t at = out.size();
  out.resize(at + plain.size() + kTagSize);
  const int status = crypto_aead_chacha20poly1305_ietf_encrypt(
      out.data() + at, nullptr, plain.data(), plain.size(), nullptr, 0, nullptr, nonce.data(),
      key.view().data());
  CHECK_THAT(status == 0, "chacha20-poly1305 refused to seal");
}

/// Into `plain`, which is kTagSize shorter than `sealed`. False if it does not verify.
bool open_sealed(const Secret<32>& key, const ChunkNonce& nonce, ByteSpan sealed,
                 std::span<std::uint8_t> plain) {
  return crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                   sealed.size(), nullptr, 0, nonce.data(),
                                                   key.view().data()) == 0;
}

Bytes wrapped(const FileKey& file_key, const Secret<32>& with) {
  Bytes body;
  put_sealed(body, with, ChunkNonce{}, file_key.view());
  return body;
}

std::optional<FileKey> unwrapped(const AgeStanza& stanza, const Secret<32>& with) {
  FileKey file_key;
  if (!open_sealed(with, ChunkNonce{}, stanza.body, file_key.writable())) return std::nullopt;
  return file_key;
}

/// The key that wraps the file's key for `to`, from what X25519 gave.
Secret<32> wrapping_key(const Secret<32>& shared, const PublicKey& ephemeral, const PublicKey& to) {
  Bytes salt;
  put_bytes(salt, ephemeral);
  put_bytes(salt, to);
  return hkdf(shared.view(), salt, kX25519Label);
}

Hash mac_of(const FileKey& file_key, ByteSpan header) {
  return hmac_sha256(hkdf(file_key.view(), {}, "header"), header);
}

ChunkNonce chunk_nonce(std::uint64_t number, bool is_last) {
  ChunkNonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  nonce[11] = is_last ? 1 : 0;
  return nonce;
}

Bytes sealed_file(const std::vector<AgeStanza>& stanzas, const FileKey& file_key, ByteSpan plain,
                  Random& random) {
  const std::string header = age_header_before_mac(stanzas);
  Bytes file = to_bytes(as_bytes(header));
  const std::string mac = to_base64(mac_of(file_key, as_bytes(header)), Padding::kNone);
  put_bytes(file, as_bytes(" " + mac + "\n"));
  std::array<std::uint8_t, kNonceSize> nonce{};
  random.fill(nonce);
  put_bytes(file, nonce);
  const Secret<32> key = hkdf(file_key.view(), nonce, "payload");
  for (std::uint64_t number = 0;; ++number) {
    const ByteSpan chunk = plain.first(std::min(plain.size(), kChunkSize));
    plain = plain.subspan(chunk.size());
    put_sealed(file, key, chunk_nonce(number, plain.empty()), chunk);
    if (plain.empty()) return file;
  }
}

Result<Bytes> opened_payload(const FileKey& file_key, ByteSpan rest) {
  if (rest.size() < kNonceSize + kTagSize) return corrupt("payload: truncated");
  const Secret<32> key = hkdf(file_key.view(), rest.first(kNonceSize), "payload");
  rest = rest.subspan(kNonceSize);
  const std::size_t chunks = (rest.size() + kChunkSize + kTagSize - 1) / (kChunkSize + kTagSize);
  // A stump of a last chunk would make the room for the others too small.
  if (rest.size() - (chunks - 1) * (kChunkSize + kTagSize) < kTagSize)
    return corrupt("payload: truncated");
  Bytes plain(rest.size() - chunks * kTagSize);
  std::span<std::uint8_t> room = plain;
  for (std::uint64_t number = 0; number < chunks; ++number) {
    const ByteSpan chunk = rest.first(std::min(rest.size(), kChunkSize + kTagSize));
    rest = rest.subspan(chunk.size());
    // An empty chunk is the whole of an empty file; elsewhere it would be a second way to write.
    const bool is_allowed = chunk.size() > kTagSize || chunks == 1;
    if (!is_allowed || !open_sealed(key, chunk_nonce(number, rest.empty()), chunk,
                                    room.first(chunk.size() - kTagSize))) {
      wipe(plain);
      return corrupt("payload: changed or cut short");
    }
    room = room.subspan(chunk.size() - kTagSize);
  }
  return plain;
}

bool is_kind(const AgeStanza& stanza, std::string_view kind) {
  return stanza.arguments.front() == kind;
}

/// The ephemeral key of a stanza of the kind X25519.
Result<PublicKey> read_x25519(const AgeStanza& stanza) {
  if (stanza.arguments.size() != 2) return corrupt("X25519: arguments");
  const Bytes share = TRY_IN("age: X25519", from_base64(stanza.arguments[1], Padding::kNone));
  PublicKey key{};
  if (share.size() != key.size()) return corrupt("X25519: size of the share");
  if (stanza.body.size() != kWrappedSize) return corrupt("X25519: size of the body");
  std::copy(share.begin(), share.end(), key.begin());
  return key;
}

Result<AgeScrypt> read_scrypt(const AgeStanza& stanza) {
  if (stanza.arguments.size() != 3) return corrupt("scrypt: arguments");
  AgeScrypt scrypt;
  const Bytes salt = TRY_IN("age: scrypt", from_base64(stanza.arguments[1], Padding::kNone));
  if (salt.size() != scrypt.salt.size()) return corrupt("scrypt: size of the salt");
  std::copy(salt.begin(), salt.end(), scrypt.salt.begin());
  const std::string& factor = stanza.arguments[2];
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (factor[0] == '0' || !std::all_of(factor.begin(), factor.end(), is_digit))
    return corrupt("scrypt: work factor");
  scrypt.work_factor = 0;
  for (const char c : factor.substr(0, 3))
    scrypt.work_factor = scrypt.work_factor * 10 + static_cast<std::uint32_t>(c - '0');
  if (scrypt.work_factor > kAgeWorkFactorMax)
    return Error{ErrorCode::kUnsupported, "age: scrypt: too much work"};
  if (stanza.body.size() != kWrappedSize) return corrupt("scrypt: size of the body");
  return scrypt;
}

/// The header, with all of it that we know found to be right.
struct KnownHeader {
  AgeHeader header;
  std::optional<AgeScrypt> scrypt;
};

Result<KnownHeader> read_header(ByteSpan file) {
  KnownHeader known{TRY(read_age_header(file)), std::nullopt};
  for (const AgeStanza& stanza : known.header.stanzas) {
    if (is_kind(stanza, kX25519)) TRY(read_x25519(stanza));
    if (!is_kind(stanza, kScrypt)) continue;
    // Else whoever may open it by a key could have sealed it to others in a passphrase's name.
    if (known.header.stanzas.size() != 1) return corrupt("scrypt: not alone");
    known.scrypt = TRY(read_scrypt(stanza));
  }
  return known;
}

Result<Bytes> opened_file(const AgeHeader& header, const std::optional<FileKey>& file_key,
                          ByteSpan file) {
  if (!file_key) return Error{ErrorCode::kAuthFailed, "age: sealed to others"};
  const Hash mac = mac_of(*file_key, file.first(header.authenticated_size));
  if (!equal_in_constant_time(mac, header.mac)) return corrupt("header MAC: changed");
  return opened_payload(*file_key, file.subspan(header.size));
}

}  // namespace

SlowHashRequest age_passphrase_job(std::string passphrase, const AgeScrypt& scrypt) {
  return {.passphrase = std::move(passphrase),
          .salt = scrypt.salt,
          .memory_kib = 1u << scrypt.work_factor,
          .passes = kScryptPasses};
}

Result<Bytes> age_seal(std::span<const PublicKey> to, ByteSpan plain, Random& random) {
  CHECK_THAT(!to.empty(), "an age file for nobody");
  FileKey file_key;
  random.fill(file_key.writable());
  std::vector<AgeStanza> stanzas;
  for (const PublicKey& one : to) {
    const SealingPair ephemeral = SealingPair::generate(random);
    const Secret<32> shared = TRY_IN("age", x25519(ephemeral.secret, one));
    const Secret<32> key = wrapping_key(shared, ephemeral.public_key, one);
    stanzas.push_back({{std::string(kX25519), to_base64(ephemeral.public_key, Padding::kNone)},
                       wrapped(file_key, key)});
  }
  return sealed_file(stanzas, file_key, plain, random);
}

Bytes age_seal(const AgeScrypt& scrypt, const Secret<32>& key, ByteSpan plain, Random& random) {
  FileKey file_key;
  random.fill(file_key.writable());
  return sealed_file({{{std::string(kScrypt), to_base64(scrypt.salt, Padding::kNone),
                        std::to_string(scrypt.work_factor)},
                       wrapped(file_key, key)}},
                     file_key, plain, random);
}

Result<std::optional<AgeScrypt>> age_asks_for(ByteSpan file) {
  return TRY(read_header(file)).scrypt;
}

Result<Bytes> age_open(const SealingPair& mine, ByteSpan file) {
  const KnownHeader known = TRY(read_header(file));
  std::optional<FileKey> file_key;
  for (const AgeStanza& stanza : known.header.stanzas) {
    if (file_key || !is_kind(stanza, kX25519)) continue;
    const PublicKey ephemeral = TRY(read_x25519(stanza));
    const auto shared = x25519(mine.secret, ephemeral);
    if (!shared.ok()) return corrupt("X25519: unusable share");
    file_key = unwrapped(stanza, wrapping_key(shared.value(), ephemeral, mine.public_key));
  }
  return opened_file(known.header, file_key, file);
}

Result<Bytes> age_open(const Secret<32>& key, ByteSpan file) {
  const KnownHeader known = TRY(read_header(file));
  std::optional<FileKey> file_key;
  if (known.scrypt) file_key = unwrapped(known.header.stanzas.front(), key);
  return opened_file(known.header, file_key, file);
}

}  // namespace quietroom::crypto
