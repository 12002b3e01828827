// What the tests of the store share: a bench with fake seams, shortcuts, and a dump of everything
// that a screen could see, for comparing stores.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "app/store/store.h"
#include "platform/fake/clock_fake.h"
#include "platform/fake/files_fake.h"
#include "platform/fake/random_fake.h"

namespace quietroom::store {

inline Id numbered_id(std::uint8_t number) {
  Id id;
  id.bytes.fill(number);
  return id;
}

inline StoreOptions options_with(std::uint8_t key_byte = 7) {
  StoreOptions options;
  for (std::uint8_t& byte : options.key.writable()) byte = key_byte;
  options.author = numbered_id(0xa0);
  return options;
}

/// One device: its seams and how to open its store.
struct Bench {
  explicit Bench(std::uint64_t seed = 1) : files(seed), random(seed + 1000) {}

  std::unique_ptr<Store> create() {
    auto made = Store::create(files, clock, random, options_with());
    REQUIRE_MESSAGE(made.ok(), made.error().context);
    return std::move(made).value();
  }
  std::unique_ptr<Store> open() {
    auto opened = Store::open(files, clock, random, options_with());
    REQUIRE_MESSAGE(opened.ok(), opened.error().context);
    return std::move(opened).value();
  }

  FakeFiles files;
  FakeClock clock;
  FakeRandom random;
};

inline StartInterview walk_in(std::string_view name) {
  StartInterview start;
  start.case_title = "Checkout outage";
  start.person_name = std::string(name);
  start.guide_id = "debrief-classic";
  return start;
}

template <typename T>
T must(Result<T> result) {
  REQUIRE_MESSAGE(result.ok(), result.error().context);
  return std::move(result).value();
}

inline void must(const Status& status) {
  REQUIRE_MESSAGE(status.ok(), status.error().context);
}

inline ErrorCode code_of(const Status& status) {
  REQUIRE_FALSE(status.ok());
  return status.error().code;
}

template <typename T>
ErrorCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

/// Everything that the tables say, as text; equal for equal stores.
std::string dump(Store& store);

inline bool holds(const Bytes& bytes, std::string_view text) {
  return as_text(bytes).find(text) != std::string_view::npos;
}

/// A closed store's file, every byte of every page of it, as whoever has the key can read it.
Bytes decrypted(const Bytes& file, const Secret<32>& key);

/// All operations of the log.
std::vector<LoggedOperation> log_of(Store& store);

}  // namespace quietroom::store
