#include <algorithm>

#include "sync/format/object.h"
#include "sync/format/object_layout.h"
#include "sync/format/padme.h"
#include "tests/fuzz/fuzz.h"

namespace quietroom {
namespace {

/// An object of `count` manifests whose layout says `layout` and whose body is `body`, sealed
/// right.
Bytes object_of(format::ObjectKind kind, std::uint32_t count, ByteSpan layout, ByteSpan body) {
  const Id vault = fuzz::id_of(4);
  const Id device = fuzz::id_of(2);
  Bytes plain = to_bytes(layout);
  plain.resize(static_cast<std::size_t>(format::padme(std::max<std::size_t>(64, plain.size()))));
  Bytes object = to_bytes(as_bytes("QRS1"));
  object.insert(object.end(), {1, static_cast<std::uint8_t>(kind), 0});
  put_u32(object, 1);
  put_bytes(object, fuzz::id_of(5).span());
  put_bytes(object, device.span());
  put_u64(object, 1);
  put_u32(object, count);
  put_u32(object, static_cast<std::uint32_t>(plain.size() + crypto::kSealOverhead));
  Bytes context = to_bytes(device.span());
  put_u64(context, 1);
  put_u32(context, count);
  Bytes aad = to_bytes(vault.span());
  put_bytes(aad, object);
  FakeRandom random(1);
  const Secret<32> key = crypto::derive_key(fuzz::secret_of(3), "qr layout key", context);
  put_bytes(object, crypto::seal(key, plain, aad, random));
  put_bytes(object, body);
  format::pad_object(object, kind, random);
  put_bytes(object, crypto::blake2b_256(object));
  return object;
}

}  // namespace
}  // namespace quietroom

// What is under the seal of a layout, and a body behind it: byte 0 is the count of manifests, 0 for
// a segment; byte 1 is the size of the layout in units of four.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  if (size < 2) return 0;
  using format::ObjectKind;
  const ObjectKind kind = data[0] == 0 ? ObjectKind::kSegment : ObjectKind::kPack;
  const ByteSpan rest = ByteSpan(data, size).subspan(2);
  const std::size_t layout_size = std::min<std::size_t>(rest.size(), data[1] * std::size_t{4});
  auto object = format::read_object(object_of(kind, std::max<std::uint32_t>(1, data[0]),
                                              rest.first(layout_size), rest.subspan(layout_size)));
  if (!object.ok()) return 0;
  format::ObjectReader& reader = object.value();
  if (!reader.open_layout(fuzz::id_of(4), fuzz::secret_of(3)).ok()) return 0;
  for (std::size_t i = 0; i < reader.head().count; ++i) {
    CHECK_THAT(!reader.manifest_box(i).empty(), "a manifest without a box");
    (void)reader.open_manifest(i, fuzz::secret_of(3), nullptr).ok();
  }
  return 0;
}
