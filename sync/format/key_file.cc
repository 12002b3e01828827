#include "sync/format/key_file.h"

#include <algorithm>

#include "sync/crypto/aead.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kMagic = "QRK1";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kBundleSize = 6 * 32 + 16;
constexpr std::size_t kHeaderSize = kMagicSize + 1 + 3 * 4 + 16 + 8;
constexpr std::size_t kWrappedSize = kBundleSize + crypto::kSealOverhead;
constexpr std::size_t kRecoverySize = kBundleSize + crypto::kSealToOverhead;
static_assert(kHeaderSize + kWrappedSize + kRecoverySize + kChecksumSize == kKeyFileSize);

Error corrupt(std::string why) {
  return {ErrorCode::kCorrupt, "key file: " + std::move(why)};
}

/// The bundle as bytes. Secret: wipe() it.
Bytes encode_bundle(const KeyBundle& bundle) {
  Bytes out;
  out.reserve(kBundleSize);  // Never grows, so no copy is left behind unwiped.
  put_bytes(out, bundle.sealing.secret.view());
  put_bytes(out, bundle.signing.seed.view());
  put_bytes(out, bundle.store_key.view());
  put_bytes(out, bundle.private_store_key.view());
  put_bytes(out, bundle.device.span());
  put_bytes(out, bundle.recovery);
  put_bytes(out, bundle.recovery_authenticator.view());
  CHECK_THAT(out.size() == kBundleSize, "size of a key bundle");
  return out;
}

Result<KeyBundle> decode_bundle(ByteSpan bytes) {
  ByteReader in(bytes);
  KeyBundle bundle;
  bundle.sealing = crypto::SealingPair::from_secret(TRY(read_secret(in)));
  bundle.signing = crypto::SigningPair::from_seed(TRY(read_secret(in)));
  bundle.store_key = TRY(read_secret(in));
  bundle.private_store_key = TRY(read_secret(in));
  const ByteSpan device = TRY(in.take(16));
  bundle.device = TRY(id_from_bytes(device));
  const ByteSpan recovery = TRY(in.take(32));
  std::copy(recovery.begin(), recovery.end(), bundle.recovery.begin());
  bundle.recovery_authenticator = TRY(read_secret(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "bytes after its end"};
  if (bundle.device.is_none()) return Error{ErrorCode::kCorrupt, "no device"};
  return bundle;
}

/// The bundle in `opened`, whose bytes are wiped.
Result<KeyBundle> take_bundle(Result<Bytes> opened) {
  if (!opened.ok()) return opened.error().within("key file");
  auto bundle = decode_bundle(opened.value());
  wipe(opened.value());
  if (!bundle.ok()) return bundle.error().within("key file: bundle");
  return bundle;
}

}  // namespace

KeyBundle KeyBundle::generate(const crypto::RecoveryKeys& recovery, Random& random) {
  KeyBundle bundle;
  bundle.sealing = crypto::SealingPair::generate(random);
  bundle.signing = crypto::SigningPair::generate(random);
  random.fill(bundle.store_key.writable());
  random.fill(bundle.private_store_key.writable());
  bundle.device = random.id();
  bundle.recovery = recovery.pair.public_key;
  bundle.recovery_authenticator = recovery.authenticator.clone();
  return bundle;
}

KeyBundle KeyBundle::clone() const {
  return {
      .sealing = {.secret = sealing.secret.clone(), .public_key = sealing.public_key},
      .signing = {.seed = signing.seed.clone(), .public_key = signing.public_key},
      .store_key = store_key.clone(),
      .private_store_key = private_store_key.clone(),
      .device = device,
      .recovery = recovery,
      .recovery_authenticator = recovery_authenticator.clone(),
  };
}

Result<Bytes> create_key_file(const KeyBundle& bundle, const Secret<32>& kek,
                              const crypto::KdfParams& params, std::uint64_t generation,
                              Random& random) {
  TRY_IN("key file", crypto::check_kdf_params(params.memory_kib, params.passes, params.lanes));
  CHECK_THAT(!bundle.device.is_none(), "key bundle without device");
  Bytes out;
  out.reserve(kKeyFileSize);
  begin_file(out, kMagic, kVersion);
  put_u32(out, params.memory_kib);
  put_u32(out, params.passes);
  put_u32(out, params.lanes);
  put_bytes(out, params.salt);
  put_u64(out, generation);
  const Bytes header = out;
  Bytes plain = encode_bundle(bundle);
  put_bytes(out, crypto::seal(kek, plain, header, random));
  const auto recovery =
      crypto::seal_to(bundle.recovery, bundle.recovery_authenticator, plain, header, random);
  wipe(plain);
  if (!recovery.ok()) return recovery.error().within("key file: recovery");
  put_bytes(out, recovery.value());
  end_file(out);
  CHECK_THAT(out.size() == kKeyFileSize, "size of a key file");
  return out;
}

Result<KeyFile> KeyFile::parse(ByteSpan bytes) {
  const ByteSpan body = TRY_IN("key file", body_of_file(bytes, kMagic, kVersion));
  if (bytes.size() != kKeyFileSize) return corrupt("wrong size");
  KeyFile file;
  ByteReader in(body);
  file.params_.memory_kib = TRY(in.u32());
  file.params_.passes = TRY(in.u32());
  file.params_.lanes = TRY(in.u32());
  const ByteSpan salt = TRY(in.take(file.params_.salt.size()));
  std::copy(salt.begin(), salt.end(), file.params_.salt.begin());
  file.generation_ = TRY(in.u64());
  TRY_IN("key file", crypto::check_kdf_params(file.params_.memory_kib, file.params_.passes,
                                              file.params_.lanes));
  file.bytes_ = to_bytes(bytes);
  return file;
}

Result<KeyBundle> KeyFile::open_with_kek(const Secret<32>& kek) const {
  const ByteSpan all(bytes_);
  return take_bundle(
      crypto::open(kek, all.subspan(kHeaderSize, kWrappedSize), all.first(kHeaderSize)));
}

Result<KeyBundle> KeyFile::open_with_recovery(const crypto::RecoverySecret& secret) const {
  const crypto::RecoveryKeys keys = crypto::recovery_keys(secret);
  const ByteSpan all(bytes_);
  return take_bundle(crypto::open_from(keys.pair, keys.authenticator,
                                       all.subspan(kHeaderSize + kWrappedSize, kRecoverySize),
                                       all.first(kHeaderSize)));
}

Result<Bytes> rewrap_key_file(const KeyFile& old, const KeyBundle& bundle, const Secret<32>& kek,
                              const crypto::KdfParams& params, Random& random) {
  return create_key_file(bundle, kek, params, old.generation() + 1, random);
}

}  // namespace quietroom::format
