#include "sync/format/key_file.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const auto file = format::KeyFile::parse(mended(ByteSpan(data, size)));
  if (file.ok()) (void)file.value().open_with_kek(fuzz::secret_of(3)).ok();
  return 0;
}
