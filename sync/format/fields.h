// Reading and writing the fields that several formats share: ids, hashes and keys. Every read
// checks the length first and consumes nothing on error.
#pragma once

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"

namespace quietroom::format {

/// The next `N` bytes: a hash, a public key, a signature. Errors: kCorrupt if fewer are left.
template <std::size_t N>
Result<std::array<std::uint8_t, N>> read_array(ByteReader& in) {
  const ByteSpan bytes = TRY(in.take(N));
  std::array<std::uint8_t, N> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

/// The next 32 bytes, which are secret. Errors: as read_array().
inline Result<Secret<32>> read_secret(ByteReader& in) {
  const ByteSpan bytes = TRY(in.take(32));
  Secret<32> secret;
  std::copy(bytes.begin(), bytes.end(), secret.writable().begin());
  return secret;
}

/// The next id, which may be none. Errors: as read_array().
inline Result<Id> read_id(ByteReader& in) {
  const ByteSpan bytes = TRY(in.take(16));
  return id_from_bytes(bytes);
}

/// Reads `count` items, each as `read` does, into `list`, which is empty. It never has room for
/// many more than there are, whatever `count` says. Errors: kCorrupt, with `too_many` if `count` is
/// over `count_max`; as `read`.
template <typename Item>
Status read_list(ByteReader& in, std::size_t count, std::size_t count_max, const char* too_many,
                 Result<Item> (*read)(ByteReader&), std::vector<Item>& list) {
  if (count > count_max) return Error{ErrorCode::kCorrupt, too_many};
  while (list.size() < count) {
    Item item = TRY(read(in));
    list.push_back(std::move(item));
  }
  return {};
}

}  // namespace quietroom::format
