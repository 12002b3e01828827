// Secret<N>: key material that is wiped when it goes. No ==, no streaming, no implicit copies.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace quietroom {

/// Overwrites `bytes` in a way that the compiler may not drop.
inline void wipe(std::span<std::uint8_t> bytes) {
  volatile std::uint8_t* at = bytes.data();
  for (std::size_t i = 0; i < bytes.size(); ++i) at[i] = 0;
}

/// Overwrites and empties `text`.
inline void wipe(std::string& text) {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  text.clear();
}

/// N secret bytes, all zero at first. Moving wipes the source; copying is spelled `clone()`.
template <std::size_t N>
class Secret {
 public:
  Secret() { bytes_.fill(0); }
  ~Secret() { wipe(bytes_); }
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_);
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  Secret clone() const {
    Secret copy;
    copy.bytes_ = bytes_;
    return copy;
  }

  std::span<std::uint8_t, N> writable() { return bytes_; }
  std::span<const std::uint8_t, N> view() const { return bytes_; }

 private:
  std::array<std::uint8_t, N> bytes_;
};

}  // namespace quietroom
