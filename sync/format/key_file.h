// The local key file: all keys of a device, wrapped twice, under the passphrase's key and to the
// recovery code. Fixed size. Every flipped bit is found by the checksum over the whole file, so
// "damaged" and "wrong passphrase" are never mixed up. Byte layout: docs/format.md, "Key file".
#pragma once

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "sync/crypto/identity.h"
#include "sync/crypto/kdf.h"
#include "sync/crypto/recovery_code.h"

namespace quietroom::format {

/// The keys that everything else on a device hangs from. Move-only; wiped when it goes.
struct KeyBundle {
  crypto::SealingPair sealing;        ///< The person's X25519 pair.
  crypto::SigningPair signing;        ///< The person's Ed25519 pair.
  Secret<32> store_key;               ///< The raw database key of store.db.
  Secret<32> private_store_key;       ///< The raw database key of private.db.
  Id device;                          ///< This device; a restored copy gets a fresh one.
  crypto::PublicKey recovery{};       ///< The recovery code's public key.
  Secret<32> recovery_authenticator;  ///< Goes with it; see crypto::RecoveryKeys.

  /// A new person on a new device; `recovery` from crypto::recovery_keys() of a new code.
  static KeyBundle generate(const crypto::RecoveryKeys& recovery, Random& random);
  KeyBundle clone() const;
};

inline constexpr std::size_t kKeyFileSize = 665;

/// The bytes of a key file that holds `bundle`, to be opened with `kek` (argon2id of the passphrase
/// with `params`) or with the recovery code that `bundle.recovery` belongs to. A changed passphrase
/// or code is a new file with new params.salt, a new `kek` and a higher `generation`.
/// Errors: kUnsupported for params outside the limits of kdf.h; kInvalid if `bundle.recovery` is no
/// usable key.
Result<Bytes> create_key_file(const KeyBundle& bundle, const Secret<32>& kek,
                              const crypto::KdfParams& params, std::uint64_t generation,
                              Random& random);

/// A key file that is whole, and still locked.
class KeyFile {
 public:
  /// Errors: kCorrupt if any byte is not as it was written, or anything is missing or left over;
  /// kUnsupported for a newer version or for KDF parameters outside the limits of kdf.h.
  static Result<KeyFile> parse(ByteSpan bytes);

  /// For deriving the key-encryption key from a passphrase.
  const crypto::KdfParams& params() const { return params_; }
  /// Counts the key files of this device up.
  std::uint64_t generation() const { return generation_; }
  /// The whole file, as parsed.
  ByteSpan bytes() const { return bytes_; }

  /// Errors: kAuthFailed if `kek` is not the one (a wrong passphrase); kCorrupt if it is, but what
  /// it wraps is not a bundle (somebody meddled and mended the checksum).
  Result<KeyBundle> open_with_kek(const Secret<32>& kek) const;

  /// Errors: kAuthFailed if `secret` is not the code of this file; kCorrupt as above.
  Result<KeyBundle> open_with_recovery(const crypto::RecoverySecret& secret) const;

 private:
  Bytes bytes_;
  crypto::KdfParams params_;
  std::uint64_t generation_ = 0;
};

/// A key file for `bundle`, as opened from `old`, under a new `kek` with new `params`: the next
/// generation. The recovery code stays unless the caller changed it in `bundle`.
/// Errors: as create_key_file().
Result<Bytes> rewrap_key_file(const KeyFile& old, const KeyBundle& bundle, const Secret<32>& kek,
                              const crypto::KdfParams& params, Random& random);

}  // namespace quietroom::format
