// Adding another person to a vault. That person's device shows a request, which says who asks; a
// member's device answers with an invitation: which vault, who founded it, and where it lies. The
// keys come with the vault's next key file, which names the new member. Who may be invited, and
// whose invitation may be taken, is for two people to say, who compare the six words of each
// message, as in pairing.h. Byte layout: docs/format.md section 15.
#pragma once

#include <string>
#include <vector>

#include "sync/format/certificate.h"
#include "sync/format/pairing_parts.h"

namespace quietroom::format {

inline constexpr std::size_t kInvitedTitleSizeMax = 1024;

/// Who asks to be added. Nothing of it is secret.
struct PersonRequest {
  crypto::PublicKey to{};  ///< X25519, made for this request, which is thereby like no other.
  IdentityKeys identity;
  Id person;            ///< The author of that person's operations; not none.
  std::string name;     ///< As they would like to be called: 1 to 64 bytes of UTF-8.
  crypto::Hash hash{};  ///< Of the request: its words come from this. parse() fills it in.
};

/// The bytes of a request, signed with `signing`, the pair of `request.identity`.
/// Errors: kInvalid if a rule named above is broken.
Result<Bytes> create_person_request(const PersonRequest& request,
                                    const crypto::SigningPair& signing);

/// Errors: kCorrupt, also for a signature that is not that of the identity; kUnsupported.
Result<PersonRequest> parse_person_request(ByteSpan bytes);

/// What a new member needs. No secret, and nobody's business.
struct Invitation {
  Id vault;
  crypto::PublicKey founder{};  ///< Ed25519 of whoever made the vault.
  std::string address;          ///< Of the endpoint, as its members type it: 1 to 2,048 bytes.
  std::string title;            ///< Of the case: 1 to 1,024 bytes of UTF-8.
  /// As in PairedVault.
  std::vector<LogPosition> frontier;
};

/// `invitation` sealed to the device that made `request`. Errors: kInvalid if a limit or rule is
/// broken, or the request's key is no usable one.
Result<Bytes> create_invitation(const Invitation& invitation, const PersonRequest& request,
                                Random& random);

/// The hash of an invitation that is whole, whoever it is for: its words come from this.
/// Errors: kCorrupt; kUnsupported.
Result<crypto::Hash> invitation_hash(ByteSpan bytes);

/// What an invitation holds that answers the request of that hash, whose secret is in `mine`.
/// Errors: kAuthFailed if it answers another request; kCorrupt; kUnsupported.
Result<Invitation> open_invitation(ByteSpan bytes, const crypto::Hash& request,
                                   const crypto::SealingPair& mine);

}  // namespace quietroom::format
