// A store in files in memory, for the benches.
#pragma once

#include "app/store/store.h"
#include "platform/fake/clock_fake.h"
#include "platform/fake/random_fake.h"
#include "platform/files_memory.h"

namespace quietroom::bench {

inline store::StoreOptions store_options() {
  store::StoreOptions made;
  made.key.writable()[0] = 1;
  made.author.bytes.fill(1);
  return made;
}

/// What a store stands on.
struct Seams {
  explicit Seams(std::uint64_t seed) : random(seed) {}
  MemoryFiles files;
  FakeClock clock;
  FakeRandom random;
};

inline store::StartInterview an_interview() {
  store::StartInterview start;
  start.case_title = "Outage";
  start.person_name = "Ada";
  start.guide_id = "debrief-classic";
  return start;
}

}  // namespace quietroom::bench
