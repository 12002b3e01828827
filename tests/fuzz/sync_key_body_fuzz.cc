#include <algorithm>

#include "sync/format/padme.h"
#include "sync/format/sync_key_file.h"
#include "tests/fuzz/fuzz.h"

// The body of a vault's key file without parents; signer, signature, seal and checksum are right.
// Byte 0 is the number of members, byte 1 how many bytes say who they are, in units of 16.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  if (size < 2 || size > 30000) return 0;
  const Secret<32> key = fuzz::secret_of(3);
  Bytes context = to_bytes(fuzz::id_of(4).span());
  put_u32(context, 1);
  Bytes out = to_bytes(as_bytes("QRV1"));
  out.push_back(1);
  put_bytes(out, context);
  out.push_back(0);
  put_bytes(out, crypto::derive_key(key, "qr vault check", context).view());
  out.push_back(data[0]);
  const Bytes front = out;
  out.resize(out.size() + data[0] * std::size_t{136});
  const ByteSpan rest = ByteSpan(data, size).subspan(2);
  const std::size_t members_size = std::min<std::size_t>(rest.size(), data[1] * std::size_t{16});
  Bytes body = to_bytes(rest.first(members_size));
  put_bytes(body, fuzz::identity().public_key);
  put_bytes(body, rest.subspan(members_size));
  Bytes message = out;
  put_bytes(message, body);
  put_bytes(body, crypto::sign_as("qr vault key", fuzz::identity(), message));
  body.resize(std::max<std::size_t>(512, static_cast<std::size_t>(format::padme(body.size()))));
  put_u32(out, static_cast<std::uint32_t>(body.size() + crypto::kSealOverhead));
  FakeRandom random(1);
  put_bytes(out,
            crypto::seal(crypto::derive_key(key, "qr vault body", context), body, front, random));
  put_bytes(out, crypto::blake2b_256(out));
  const auto file = format::SyncKeyFile::parse(out);
  if (file.ok()) (void)file.value().open_with_key(key).ok();
  return 0;
}
