// A story of a vault as a list of steps, made from a seed, played in a World, and made shorter
// while it still fails.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/sim/world.h"

namespace quietroom::sim {

/// One thing that happens. `who` and `what` mean what the kind needs, modulo what there is.
struct Step {
  enum class Kind {
    kWrite,
    kWriteMany,
    kPass,
    kSleep,
    kOffline,
    kOnline,
    kKill,
    kJournalFull,
    kWeather,
    kRefuse,
    kWell,
    kBackup,
    kPutBack,
    kWipe,
    kPurge,
    kEmpty,
    kGrant,
    kClone,
    kNewDevice,
    kRestart,
    kCount,
  };
  Kind kind = Kind::kPass;
  std::uint64_t who = 0;
  std::uint64_t what = 0;
};

/// A story: everything follows from it.
struct Story {
  std::uint64_t seed = 0;
  Habits habits;
  std::vector<Step> steps;
};

/// The story of `seed`, with `count` steps.
Story tell(std::uint64_t seed, std::size_t count);

/// What was played.
struct Played {
  std::string complaint;    ///< Empty: all was as it must be.
  std::uint64_t steps = 0;  ///< World::steps()
  std::uint64_t kills = 0;
};
/// With journals of `make_for` that vault and clock, or in memory.
using JournalsFor = std::function<MakeJournal(const Id& vault, FakeClock& clock)>;
Played play(const Story& story, const JournalsFor& make_for = {});

/// `story` without the steps that its failure does not need: `fails` says whether one still does.
Story shrink(Story story, const std::function<bool(const Story&)>& fails);

/// The steps in words, one a line.
std::string in_words(const Story& story);

}  // namespace quietroom::sim
