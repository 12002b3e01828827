#include "sync/server/etag_cache.h"

#include <doctest/doctest.h>

using quietroom::Id;
using quietroom::server::EtagCache;
using quietroom::server::FileState;

namespace {

FileState state(std::uint64_t file, std::int64_t changed_ns = 1) {
  return FileState{1, file, 10, 1, changed_ns};
}

Id hash(std::uint8_t first) {
  Id id;
  id.bytes[0] = first;
  return id;
}

}  // namespace

TEST_CASE("EtagCache: knows a file only as long as nothing about it changed") {
  EtagCache cache;
  CHECK_FALSE(cache.find(state(1)).has_value());
  cache.put(state(1), hash(7));
  CHECK(cache.find(state(1)) == hash(7));
  CHECK_FALSE(cache.find(state(1, 2)).has_value());
  CHECK_FALSE(cache.find(state(2)).has_value());
  cache.put(state(1, 2), hash(8));
  CHECK(cache.find(state(1, 2)) == hash(8));
  CHECK_FALSE(cache.find(state(1)).has_value());
}

TEST_CASE("EtagCache: forgets what nobody asked for, keeps what is in use, and stays small") {
  EtagCache cache(4);
  cache.put(state(100), hash(1));
  for (std::uint64_t file = 0; file < 40; ++file) {
    cache.put(state(file), hash(2));
    CHECK(cache.find(state(100)) == hash(1));
  }
  std::size_t known = 0;
  for (std::uint64_t file = 0; file < 40; ++file) {
    known += cache.find(state(file)).has_value() ? 1 : 0;
  }
  CHECK(known <= 8);
}
