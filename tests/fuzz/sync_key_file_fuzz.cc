#include "sync/format/sync_key_file.h"

#include "tests/fuzz/fuzz.h"

// A whole key file of a vault; only its checksum is made right.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const Bytes bytes = mended(ByteSpan(data, size));
  const auto file = format::SyncKeyFile::parse(bytes);
  if (!file.ok()) return 0;
  static const auto mine = crypto::SealingPair::from_secret(fuzz::secret_of(7));
  (void)file.value().open(mine).ok();
  (void)file.value().open_with_key(fuzz::secret_of(3)).ok();
  return 0;
}
