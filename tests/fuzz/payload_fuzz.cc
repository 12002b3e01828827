#include "sync/format/payload.h"

#include "tests/fuzz/fuzz.h"

// What is under the seal of a payload; the seal is right.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const format::PayloadPlace place{.vault = fuzz::id_of(4),
                                   .device = fuzz::id_of(2),
                                   .seq = 1,
                                   .key = {1, fuzz::id_of(5)},
                                   .room = {},
                                   .index = 0};
  Bytes key_context = to_bytes(place.device.span());
  put_u64(key_context, place.seq);
  put_u32(key_context, place.index);
  Bytes aad = {1};
  for (const Id& id : {place.vault, place.device}) put_bytes(aad, id.span());
  put_u64(aad, place.seq);
  put_u32(aad, place.key.epoch);
  for (const Id& id : {place.key.file, place.room}) put_bytes(aad, id.span());
  put_u32(aad, place.index);
  const Secret<32> key = fuzz::secret_of(3);
  FakeRandom random(1);
  const Bytes box = crypto::seal(crypto::derive_key(key, "qr payload key", key_context),
                                 ByteSpan(data, size), aad, random);
  Bytes buffer;
  const auto content = format::open_payload(key, place, box, buffer);
  if (content.ok()) {
    FakeRandom again(1);
    Bytes sealed;
    format::seal_payload(key, place, to_bytes(content.value()), again, sealed);
    CHECK_THAT(sealed == box, "payload: not canonical");
  }
  return 0;
}
