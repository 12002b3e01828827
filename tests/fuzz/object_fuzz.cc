#include "sync/format/object.h"

#include "tests/fuzz/fuzz.h"

// A whole segment or pack; only its checksum is made right.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  auto object = format::read_object(mended(ByteSpan(data, size)));
  if (object.ok()) (void)object.value().open_layout(fuzz::id_of(4), fuzz::secret_of(3)).ok();
  return 0;
}
