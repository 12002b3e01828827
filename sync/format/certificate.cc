#include "sync/format/certificate.h"

#include "platform/base/check.h"
#include "sync/crypto/hash.h"
#include "sync/format/fields.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kLabel = "qr certificate";

/// What the identity signs: all but the signature.
Bytes signed_part(const Certificate& certificate) {
  Bytes out;
  out.reserve(kCertificateSize);
  out.push_back(kVersion);
  put_bytes(out, certificate.device.span());
  put_bytes(out, certificate.device_key);
  put_bytes(out, certificate.identity.sealing);
  put_bytes(out, certificate.identity.signing);
  return out;
}

}  // namespace

crypto::SigningPair device_signing_pair(const crypto::SigningPair& identity, const Id& device) {
  CHECK_THAT(!device.is_none(), "signing pair of no device");
  return crypto::SigningPair::from_seed(
      crypto::derive_key(identity.seed, "qr device key", device.span()));
}

Certificate certify_device(const Id& device, const crypto::PublicKey& sealing,
                           const crypto::SigningPair& identity) {
  Certificate certificate{.device = device,
                          .device_key = device_signing_pair(identity, device).public_key,
                          .identity = {.sealing = sealing, .signing = identity.public_key}};
  certificate.signature = crypto::sign_as(kLabel, identity, signed_part(certificate));
  return certificate;
}

Status verify_certificate(const Certificate& certificate) {
  TRY_IN("certificate", crypto::verify_as(kLabel, certificate.identity.signing,
                                          signed_part(certificate), certificate.signature));
  return {};
}

void put_certificate(Bytes& out, const Certificate& certificate) {
  put_bytes(out, signed_part(certificate));
  put_bytes(out, certificate.signature);
}

Result<Certificate> read_certificate(ByteReader& in) {
  ByteReader ahead = in;
  const std::uint8_t version = TRY_IN("certificate", ahead.u8());
  if (version != kVersion) return Error{ErrorCode::kUnsupported, "certificate: unknown version"};
  Certificate certificate;
  certificate.device = TRY_IN("certificate", read_id(ahead));
  certificate.device_key = TRY_IN("certificate", read_array<32>(ahead));
  certificate.identity.sealing = TRY_IN("certificate", read_array<32>(ahead));
  certificate.identity.signing = TRY_IN("certificate", read_array<32>(ahead));
  certificate.signature = TRY_IN("certificate", read_array<64>(ahead));
  if (certificate.device.is_none()) return Error{ErrorCode::kCorrupt, "certificate: no device"};
  in = ahead;
  return certificate;
}

}  // namespace quietroom::format
