#include "sync/crypto/age.h"

#include "sync/crypto/age_armour.h"
#include "sync/crypto/age_header.h"
#include "sync/crypto/base64.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const ByteSpan bytes(data, size);
  const auto header = crypto::read_age_header(bytes);
  if (header.ok()) {
    const std::string again = crypto::age_header_before_mac(header.value().stanzas) + " " +
                              crypto::to_base64(header.value().mac, crypto::Padding::kNone) + "\n";
    CHECK_THAT(again == as_text(bytes.first(header.value().size)), "age header: not canonical");
  }
  const auto armoured = crypto::from_age_armour(as_text(bytes));
  if (armoured.ok())
    CHECK_THAT(crypto::from_age_armour(crypto::to_age_armour(armoured.value())).ok(), "age armour");
  (void)crypto::age_open(crypto::SealingPair::from_secret(fuzz::secret_of(1)), bytes).ok();
  return 0;
}
