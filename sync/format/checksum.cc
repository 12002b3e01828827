#include "sync/format/checksum.h"

#include <algorithm>

#include "sync/crypto/hash.h"

namespace quietroom::format {

void begin_file(Bytes& out, std::string_view magic, std::uint8_t version) {
  CHECK_THAT(out.empty() && magic.size() == kMagicSize, "begin_file");
  put_bytes(out, as_bytes(magic));
  out.push_back(version);
}

void end_file(Bytes& out) {
  put_bytes(out, crypto::blake2b_256(out));
}

Result<ByteSpan> body_of_file(ByteSpan bytes, std::string_view magic, std::uint8_t version) {
  if (bytes.size() < kMagicSize + 1 + kChecksumSize) return Error{ErrorCode::kCorrupt, "truncated"};
  if (as_text(bytes.first(kMagicSize)) != magic) return Error{ErrorCode::kCorrupt, "wrong magic"};
  const ByteSpan hashed = bytes.first(bytes.size() - kChecksumSize);
  const ByteSpan shown = bytes.last(kChecksumSize);
  const crypto::Hash hash = crypto::blake2b_256(hashed);
  if (!std::equal(shown.begin(), shown.end(), hash.begin()))
    return Error{ErrorCode::kCorrupt, "checksum does not fit"};
  if (bytes[kMagicSize] != version) return Error{ErrorCode::kUnsupported, "unknown version"};
  return hashed.subspan(kMagicSize + 1);
}

}  // namespace quietroom::format
