// Quiet cues for the interviewer: chosen by hand, shown above the field, never heard, never kept.
#pragma once

#include <cstdint>

namespace quietroom::session {

enum class Cue : std::uint8_t { kNone, kBreathe, kWait, kLetFinish, kSpokenALot };

/// Breaths a minute that the pacer offers.
inline constexpr int kBreathsLeast = 4;
inline constexpr int kBreathsMost = 8;
inline constexpr int kBreathsUsual = 6;

/// Where a breath is: in or out, and how far.
struct Breath {
  bool in = true;
  int step = 0;                   ///< Of kBreathSteps.
  std::int64_t next_step_ms = 0;  ///< When the next step begins.
  std::int64_t next_half_ms = 0;  ///< When in becomes out, or out in.
};
inline constexpr int kBreathSteps = 5;

/// At `now_ms` of any steady clock, with `per_minute` breaths, as long in as out. Steps last a
/// second at least.
constexpr Breath breath_at(std::int64_t now_ms, int per_minute) {
  const std::int64_t half_ms = 30000 / per_minute;
  const std::int64_t into_ms = now_ms % half_ms;
  const std::int64_t step_ms = half_ms / kBreathSteps < 1000 ? 1000 : half_ms / kBreathSteps;
  Breath breath;
  breath.in = now_ms / half_ms % 2 == 0;
  const std::int64_t begun = into_ms / step_ms;
  breath.step = static_cast<int>(begun < kBreathSteps ? begun + 1 : kBreathSteps);
  breath.next_half_ms = now_ms - into_ms + half_ms;
  const std::int64_t next_ms = now_ms - into_ms + (begun + 1) * step_ms;
  breath.next_step_ms = next_ms < breath.next_half_ms ? next_ms : breath.next_half_ms;
  return breath;
}

}  // namespace quietroom::session
