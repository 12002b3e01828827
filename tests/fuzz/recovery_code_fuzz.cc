#include "sync/crypto/recovery_code.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  (void)crypto::parse_recovery_words(as_text(ByteSpan(data, size))).ok();
  return 0;
}
