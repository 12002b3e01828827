// Fixed keys for tests.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/secret.h"

namespace quietroom {

/// The bytes of `hex`, which is right.
inline Bytes hex_bytes(std::string_view hex) {
  auto bytes = from_hex(hex);
  REQUIRE(bytes.ok());
  return std::move(bytes).value();
}

template <std::size_t N>
std::array<std::uint8_t, N> hex_array(std::string_view hex) {
  const Bytes bytes = hex_bytes(hex);
  REQUIRE(bytes.size() == N);
  std::array<std::uint8_t, N> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

inline Secret<32> hex_secret(std::string_view hex) {
  const auto array = hex_array<32>(hex);
  Secret<32> secret;
  std::copy(array.begin(), array.end(), secret.writable().begin());
  return secret;
}

/// Thirty-two times `byte`.
inline Secret<32> secret_of(std::uint8_t byte) {
  Secret<32> secret;
  std::fill(secret.writable().begin(), secret.writable().end(), byte);
  return secret;
}

template <std::size_t N>
std::string to_hex(const Secret<N>& secret) {
  return to_hex(ByteSpan(secret.view()));
}

}  // namespace quietroom
