// Hybrid logical time: the wall clock where it is sane, a counter where it is not. For display
// order and ties only; what follows from what is said by the revisions that a change replaces.
#pragma once

#include <compare>
#include <cstdint>

namespace quietroom::model {

/// Milliseconds since 1970 UTC (48 bits) above a counter (16 bits); ordered as one number.
struct Hlc {
  std::uint64_t packed = 0;

  std::int64_t wall_ms() const { return static_cast<std::int64_t>(packed >> 16); }
  std::uint16_t count() const { return static_cast<std::uint16_t>(packed & 0xffff); }
  friend bool operator==(const Hlc&, const Hlc&) = default;
  friend auto operator<=>(const Hlc&, const Hlc&) = default;
};

/// The first time of the millisecond `wall_ms`; below 0 counts as 0.
Hlc hlc_at(std::int64_t wall_ms);

/// How far ahead of our clock another device's time may pull ours.
inline constexpr std::int64_t kHlcAheadMaxMs = 5 * 60 * 1000;

/// The time of a new local change: later than `previous`, at `wall_ms` if the clock allows.
/// `wall_ms` below 0 counts as 0.
Hlc hlc_next(Hlc previous, std::int64_t wall_ms);

/// Our time after seeing `remote`: the later of the two, but a remote time more than 5 minutes
/// ahead of `wall_ms` is clamped to that. The operation keeps the time that it was signed with.
Hlc hlc_merge(Hlc ours, Hlc remote, std::int64_t wall_ms);

/// True if `remote` is more than 5 minutes ahead of `wall_ms`: a clock to tell the person about.
bool hlc_is_ahead(Hlc remote, std::int64_t wall_ms);

}  // namespace quietroom::model
