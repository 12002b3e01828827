#include "sync/format/copy_file.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const Bytes bytes = mended(ByteSpan(data, size));
  const auto contents = format::read_copy(bytes);
  if (contents.ok())
    CHECK_THAT(format::write_copy(contents.value()).value() == bytes, "copy file: not canonical");
  return 0;
}
