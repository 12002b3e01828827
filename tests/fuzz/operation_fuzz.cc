#include "sync/format/operation.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const ByteSpan bytes(data, size);
  const auto operation = format::decode_operation(bytes);
  if (operation.ok())
    CHECK_THAT(format::encode_operation(operation.value()).value() == to_bytes(bytes),
               "operation: not canonical");
  (void)format::payload_content(bytes, format::payload_commit(bytes)).ok();
  return 0;
}
