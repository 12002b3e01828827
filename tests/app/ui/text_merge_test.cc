// What a person typed and what the program did, put together: the same rules as in the page
// (tests/web/edit.test.js).
#include <doctest/doctest.h>

#include "app/ui/text_merge.h"
#include "platform/base/utf8.h"
#include "platform/fake/random_fake.h"

using namespace quietroom;
using namespace quietroom::ui;

TEST_CASE("merge: what was typed meanwhile stays, and nothing twice") {
  struct Row {
    const char* what;
    const char* base;
    const char* typed;
    const char* held;
    const char* merged;
  };
  const Row rows[] = {
      {"taken away, and typed on", "I saw", "I saw it", "", " it"},
      {"taken away, nothing typed", "I saw", "I saw", "", ""},
      {"nothing done, typed on", "I saw", "I saw it", "I saw", "I saw it"},
      {"put in at the end, typed at the beginning", "b", "ab", "bc", "abc"},
      {"put in at the beginning, typed at the end", "b", "bc", "ab", "abc"},
      {"the same place: the program first", "ac", "aXc", "aYc", "aYXc"},
      {"all replaced on both sides", "one", "two", "six", "sixtwo"},
      {"letters of several bytes", "\u00E4", "\u00E4\u00F6", "", "\u00F6"},
      {"letters that begin alike", "\u00E4", "\u00E5", "\u00E4", "\u00E5"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(merge_texts(row.base, row.typed, row.held) == row.merged);
  }
}

TEST_CASE("merge: every typed letter is there, whatever the program did") {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    FakeRandom random(seed);
    const auto below = [&](std::size_t most) {
      return static_cast<std::size_t>(random.id().bytes[0]) % (most + 1);
    };
    // Of two and three bytes, so that a cut inside one would show.
    const auto text = [&](std::size_t most) {
      std::string made;
      for (std::size_t left = below(most); left > 0; --left) {
        made += below(1) == 0 ? "\u00E4" : "\u4E00";
      }
      return made;
    };
    const std::string head = text(6);
    const std::string tail = text(6);
    const std::string held = text(12);
    const std::string merged = merge_texts(head + tail, head + "TYPED" + tail, held);
    CHECK(is_utf8(merged));
    const std::size_t at = merged.find("TYPED");
    REQUIRE(at != std::string::npos);
    CHECK(merged.substr(0, at) + merged.substr(at + 5) == held);
  }
}
