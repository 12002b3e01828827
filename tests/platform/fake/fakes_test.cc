// The small fakes: random, clock, slow hash, glyphs.
#include <doctest/doctest.h>

#include <algorithm>

#include "platform/fake/clock_fake.h"
#include "platform/fake/glyphs_fake.h"
#include "platform/fake/random_fake.h"
#include "platform/fake/slow_hash_fake.h"

namespace quietroom {

TEST_CASE("FakeRandom: the same bytes for the same seed, in pieces of any size") {
  FakeRandom whole(5), pieces(5), other(6);
  Bytes a(100), b(100), c(100);
  whole.fill(a);
  for (std::size_t at = 0; at < 100; at += 3)
    pieces.fill(std::span(b).subspan(at, std::min<std::size_t>(3, 100 - at)));
  other.fill(c);
  CHECK(a == b);
  CHECK(a != c);
}

TEST_CASE("FakeClock: stands still, passes, and jumps on demand") {
  FakeClock clock(1000);
  clock.advance(500);
  CHECK(clock.wall_ms() == 1500);
  CHECK(clock.steady_ms() == 500);
  clock.set_wall_ms(-7);
  CHECK(clock.wall_ms() == -7);
  CHECK(clock.steady_ms() == 500);
  clock.set_utc_offset_minutes(120);
  CHECK(clock.utc_offset_minutes(0) == 120);
}

TEST_CASE("FakeSlowHash: one answer for one job; equal requests are equal, others are not") {
  const auto key = [](const char* passphrase, std::uint8_t salt, std::uint32_t passes) {
    FakeSlowHash hash;
    SlowHashRequest request{.passphrase = passphrase, .passes = passes};
    request.salt[15] = salt;
    hash.start(request);
    auto got = hash.poll();
    REQUIRE(got.has_value());
    CHECK_FALSE(hash.poll().has_value());
    return to_hex(ByteSpan(got->value().view()));
  };
  CHECK(key("a", 1, 3) == key("a", 1, 3));
  CHECK(key("a", 1, 3) != key("b", 1, 3));
  CHECK(key("a", 1, 3) != key("a", 2, 3));
  CHECK(key("a", 1, 3) != key("a", 1, 4));
  CHECK(key("", 1, 3) != key("a", 1, 3));
}

TEST_CASE("FakeSlowHash: can be held, cancelled and made to fail") {
  FakeSlowHash hash;
  hash.hold(true);
  hash.start({.passphrase = "a"});
  CHECK_FALSE(hash.poll().has_value());
  hash.hold(false);
  CHECK(hash.poll().has_value());
  hash.start({.passphrase = "a"});
  hash.cancel();
  CHECK_FALSE(hash.poll().has_value());
  hash.fail_next({ErrorCode::kIo, "no memory"});
  hash.start({.passphrase = "a"});
  CHECK(hash.poll()->error().code == ErrorCode::kIo);
  hash.start({.passphrase = "a"});
  CHECK(hash.poll()->ok());
  CHECK(hash.starts() == 4);
}

TEST_CASE("FakeGlyphs: boxes of half an em, a whole one from Hangul on, and blanks") {
  FakeGlyphs glyphs;
  const auto metrics = glyphs.metrics(GlyphWeight::kRegular, 20);
  CHECK(metrics.ascent == doctest::Approx(19));
  CHECK(metrics.descent == doctest::Approx(5));
  CHECK(glyphs.advance('a', GlyphWeight::kRegular, 20) == doctest::Approx(10));
  CHECK(glyphs.advance(0x6F22, GlyphWeight::kSemibold, 20) == doctest::Approx(20));
  GlyphImage image;
  CHECK_FALSE(glyphs.draw(' ', GlyphWeight::kRegular, 20, image));
  REQUIRE(glyphs.draw('a', GlyphWeight::kRegular, 20, image));
  CHECK(image.width == 8);
  CHECK(image.height == 14);
  CHECK_FALSE(image.colored);
  CHECK(image.rgba == Bytes(8 * 14 * 4, 0xff));
  REQUIRE(glyphs.draw(0x1F642, GlyphWeight::kRegular, 20, image));
  CHECK(image.colored);
  CHECK(glyphs.draws() == 2);
}

}  // namespace quietroom
