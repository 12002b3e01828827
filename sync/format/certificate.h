// Who a device belongs to: its signing key, signed by a person's identity. Says nothing about
// whether that person is a member of a vault: key files do. Byte layout: docs/format.md section 10.
#pragma once

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "sync/crypto/identity.h"

namespace quietroom::format {

/// The public half of a person's identity.
struct IdentityKeys {
  crypto::PublicKey sealing{};  ///< X25519
  crypto::PublicKey signing{};  ///< Ed25519
  friend bool operator==(const IdentityKeys&, const IdentityKeys&) = default;
  friend bool operator<(const IdentityKeys& a, const IdentityKeys& b) {
    return a.signing == b.signing ? a.sealing < b.sealing : a.signing < b.signing;
  }
};

/// A device and the person whose it is.
struct Certificate {
  Id device;
  crypto::PublicKey device_key{};  ///< Ed25519
  IdentityKeys identity;
  crypto::Signature signature{};  ///< Of the identity, over the rest.
  friend bool operator==(const Certificate&, const Certificate&) = default;
};

inline constexpr std::size_t kCertificateSize = 1 + 16 + 3 * 32 + 64;

/// The signing pair of `device`, made from the identity's, so that nothing more has to be kept and
/// a fresh device id brings a fresh pair.
crypto::SigningPair device_signing_pair(const crypto::SigningPair& identity, const Id& device);

/// The certificate of `device`, whose pair is device_signing_pair(). `device` is not none.
Certificate certify_device(const Id& device, const crypto::PublicKey& sealing,
                           const crypto::SigningPair& identity);

/// Errors: kAuthFailed if the identity did not sign it.
Status verify_certificate(const Certificate& certificate);

/// Appends the kCertificateSize bytes of `certificate`.
void put_certificate(Bytes& out, const Certificate& certificate);
/// Reads one from the front of `in`; its signature is not looked at.
/// Errors: kUnsupported for another version; kCorrupt if cut short or without a device.
Result<Certificate> read_certificate(ByteReader& in);

}  // namespace quietroom::format
