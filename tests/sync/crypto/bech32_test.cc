#include "sync/crypto/bech32.h"

#include <doctest/doctest.h>

#include "platform/base/utf8.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {
namespace {

// The identity of the age test kit.
constexpr std::string_view kIdentity =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

}  // namespace

TEST_CASE("age keys as text: what is read is what is written") {
  const auto secret = age_identity_from_text(kIdentity);
  REQUIRE(secret.ok());
  CHECK(age_identity_text(secret.value()) == kIdentity);
  CHECK(age_identity_from_text(lower_ascii(kIdentity)).ok());
  const SealingPair pair = SealingPair::from_secret(secret.value().clone());
  const std::string recipient = age_recipient_text(pair.public_key);
  CHECK(recipient == "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef");
  CHECK(age_recipient_from_text(recipient).value() == pair.public_key);
}

TEST_CASE("age keys as text: one letter changed, missing, or of another case is found") {
  const std::string recipient =
      age_recipient_text(SealingPair::from_secret(secret_of(5)).public_key);
  for (std::size_t at = 0; at < recipient.size(); ++at) {
    CAPTURE(at);
    std::string changed = recipient;
    changed[at] = changed[at] == 'q' ? 'p' : 'q';
    CHECK_FALSE(age_recipient_from_text(changed).ok());
    changed = recipient;
    changed.erase(at, 1);
    CHECK_FALSE(age_recipient_from_text(changed).ok());
  }
  CHECK_FALSE(age_recipient_from_text("A" + recipient.substr(1)).ok());
  CHECK_FALSE(age_recipient_from_text("").ok());
  CHECK_FALSE(age_recipient_from_text(kIdentity).ok());
  CHECK_FALSE(age_identity_from_text(recipient).ok());
}

}  // namespace quietroom::crypto
