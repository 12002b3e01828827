#include "sync/format/control.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const ByteSpan bytes(data, size);
  const auto record = format::decode_control(bytes);
  if (record.ok())
    CHECK_THAT(format::encode_control(record.value()).value() == to_bytes(bytes),
               "control record: not canonical");
  return 0;
}
