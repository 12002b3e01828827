#include "sync/format/manifest.h"

#include "tests/fuzz/fuzz.h"

// The bytes between certificate and signature; these two are right.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  (void)format::decode_manifest(ByteSpan(data, size), &fuzz::certificate()).ok();
  Bytes bytes = {1};
  format::put_certificate(bytes, fuzz::certificate());
  put_bytes(bytes, ByteSpan(data, size));
  put_bytes(bytes, crypto::sign_as("qr manifest", fuzz::device_pair(), bytes));
  const auto manifest = format::decode_manifest(bytes, &fuzz::certificate());
  if (manifest.ok())
    CHECK_THAT(format::encode_manifest(manifest.value(), fuzz::device_pair()).value() == bytes,
               "manifest: not canonical");
  return 0;
}
