#include "sync/crypto/base64.h"

#include <sodium.h>

namespace quietroom::crypto {
namespace {

int variant_of(Padding padding) {
  return padding == Padding::kEquals ? sodium_base64_VARIANT_ORIGINAL
                                     : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

}  // namespace

std::string to_base64(ByteSpan bytes, Padding padding) {
  const int variant = variant_of(padding);
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.pop_back();  // The zero that ends a C string.
  return text;
}

Result<Bytes> from_base64(std::string_view text, Padding padding) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  const int status = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(),
                                       nullptr, &size, nullptr, variant_of(padding));
  if (status != 0) return Error{ErrorCode::kCorrupt, "base64: not as it is written"};
  bytes.resize(size);
  return bytes;
}

}  // namespace quietroom::crypto
