// Keys of the age format as text: Bech32 (BIP 173) of a prefix and 32 bytes. Not for addresses: no
// length limit of theirs, no version digit.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "platform/base/secret.h"
#include "sync/crypto/identity.h"

namespace quietroom::crypto {

/// "age1...": whom an age file can be sealed to.
std::string age_recipient_text(const PublicKey& key);

/// "AGE-SECRET-KEY-1...": what opens it. The caller wipes it.
std::string age_identity_text(const Secret<32>& secret);

/// Errors: kInvalid if `text` is no recipient as age_recipient_text() writes it (capitals only, as
/// for a QR code, are allowed).
Result<PublicKey> age_recipient_from_text(std::string_view text);

/// Errors: kInvalid if `text` is no identity as age_identity_text() writes it. Never holds a part.
Result<Secret<32>> age_identity_from_text(std::string_view text);

}  // namespace quietroom::crypto
