// Adding a device of the same person: the new one shows a request with its public key, the old one
// answers with the identity, sealed to that key. Who may be trusted with an answer, and whose
// answer may be trusted, is for a person to say, who compares the six words of each message
// (sync/crypto/compared_words.h). Byte layout: docs/format.md section 15.
#pragma once

#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/identity.h"
#include "sync/format/pairing_parts.h"

namespace quietroom::format {

inline constexpr std::size_t kPairedVaultsMax = 1024;
inline constexpr std::size_t kPairedTokenSizeMax = 1024;

/// What a new device says of itself. It holds no secret.
struct PairingRequest {
  crypto::PublicKey to{};  ///< X25519, made for this request, which is thereby like no other.
  crypto::Hash hash{};     ///< Of the request: its words come from this.
};

/// The bytes of the request of a device that has the secret of `to`.
Bytes create_pairing_request(const crypto::PublicKey& to);

/// Errors: kCorrupt; kUnsupported for a newer version.
Result<PairingRequest> parse_pairing_request(ByteSpan bytes);

/// A vault that the person is in, and how far it went when the answer was made.
struct PairedVault {
  Id id;
  crypto::PublicKey founder{};  ///< Ed25519 of whoever made it.
  /// How far each log must go at least, so that a first sync cannot be rolled back: strictly
  /// ascending by device, each from seq 1.
  std::vector<LogPosition> frontier;
  friend bool operator==(const PairedVault&, const PairedVault&) = default;
};

/// What a person's new device needs from an old one. Keys of its store it makes itself. Move-only.
struct PairingGift {
  crypto::SealingPair sealing;  ///< The person's identity.
  crypto::SigningPair signing;
  crypto::PublicKey recovery{};  ///< As in KeyBundle: the same code opens the new device.
  Secret<32> recovery_authenticator;
  Id own_vault;
  std::string address;              ///< Of the endpoint, UTF-8; empty if there is none.
  std::string token;                ///< For it. A secret: the destructor wipes it.
  std::vector<PairedVault> vaults;  ///< Strictly ascending by id; the own one too.

  PairingGift() = default;
  PairingGift(PairingGift&&) = default;
  PairingGift& operator=(PairingGift&&) = default;
  ~PairingGift() { wipe(token); }
};

/// `gift` sealed to the device that made `request`.
/// Errors: kInvalid if a limit or rule is broken, or the request's key is no usable one.
Result<Bytes> create_pairing_answer(const PairingGift& gift, const PairingRequest& request,
                                    Random& random);

/// The hash of an answer that is whole, whoever it is for: its words come from this.
/// Errors: kCorrupt; kUnsupported for a newer version.
Result<crypto::Hash> pairing_answer_hash(ByteSpan bytes);

/// What an answer to the request of `mine` holds.
/// Errors: kAuthFailed if it answers another request; kCorrupt; kUnsupported.
Result<PairingGift> open_pairing_answer(ByteSpan bytes, const crypto::SealingPair& mine);

}  // namespace quietroom::format
