#include "sync/format/names.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const std::string_view text = as_text(ByteSpan(data, size));
  const auto name = format::parse_path(text);
  if (name.ok()) CHECK_THAT(format::path(name.value()) == text, "name: not canonical");
  (void)format::parse_shard(text).ok();
  (void)format::parse_device(text).ok();
  return 0;
}
