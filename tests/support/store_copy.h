// A copy of a store in one piece, as a person saves it in several.
#pragma once

#include "app/store/store.h"

namespace quietroom::store {

/// Everything that is in `store` now, encrypted. Errors: as Store::begin_copy() and read_copy().
inline Result<Bytes> whole_copy(Store& store) {
  const std::uint64_t size_bytes = TRY(store.begin_copy());
  Bytes bytes(static_cast<std::size_t>(size_bytes));
  const Status read = store.read_copy(0, bytes);
  store.end_copy();
  if (!read.ok()) return read.error();
  return bytes;
}

}  // namespace quietroom::store
