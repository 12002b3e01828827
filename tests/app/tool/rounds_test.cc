#include "app/tool/rounds.h"

#include <doctest/doctest.h>

#include <set>

namespace quietroom::tool {
namespace {

using syncing::Desk;

Desk::VaultState state(std::uint32_t rounds, std::uint32_t failed = 0,
                       remote::Reason reason = remote::Reason::kNone) {
  Desk::VaultState vault;
  vault.status.emplace();
  vault.status->rounds = rounds;
  vault.status->rounds_failed = failed;
  vault.status->reason = reason;
  return vault;
}

}  // namespace

TEST_CASE("is_settled: after a whole round, and after more while something is odd or here only") {
  CHECK_FALSE(is_settled(Desk::VaultState{}));
  CHECK_FALSE(is_settled(state(0)));
  CHECK(is_settled(state(1)));
  Desk::VaultState odd = state(1);
  odd.status->looks_again = true;
  CHECK_FALSE(is_settled(odd));
  odd.status->rounds = 3;
  CHECK(is_settled(odd));
  Desk::VaultState waiting = state(2);
  waiting.status->only_here = 1;
  CHECK_FALSE(is_settled(waiting));
}

TEST_CASE("gives_up: at once on what does not pass, after three tries on what may") {
  using remote::Reason;
  CHECK(gives_up(state(0)) == Reason::kNone);
  CHECK(gives_up(state(0, 1, Reason::kAuth)) == Reason::kAuth);
  CHECK(gives_up(state(0, 1, Reason::kQuota)) == Reason::kQuota);
  CHECK(gives_up(state(0, 2, Reason::kOffline)) == Reason::kNone);
  CHECK(gives_up(state(0, 3, Reason::kOffline)) == Reason::kOffline);
  CHECK(gives_up(state(1, 3)) == Reason::kNone);  // A later round was whole.
}

TEST_CASE("timing_of: a pull writes nothing by itself, a push answers at once") {
  CHECK(timing_of(Purpose::kPull).ack_ms > timing_of(Purpose::kPull).full_ms * 1'000'000);
  CHECK(timing_of(Purpose::kPull).heartbeat_ms == timing_of(Purpose::kPull).ack_ms);
  CHECK(timing_of(Purpose::kPush).ack_ms == 0);
}

TEST_CASE("words_of: each reason has a sentence of its own, and says what is safe") {
  std::set<std::string> all;
  for (int i = 1; i <= static_cast<int>(remote::Reason::kTooLarge); ++i) {
    const std::string words = words_of(static_cast<remote::Reason>(i));
    CAPTURE(i);
    CHECK(words.size() > 30);
    CHECK(all.insert(words).second);
  }
}

}  // namespace quietroom::tool
