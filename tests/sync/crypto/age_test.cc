#include "sync/crypto/age.h"

#include <doctest/doctest.h>

#include "platform/fake/random_fake.h"
#include "sync/crypto/age_armour.h"
#include "sync/crypto/age_header.h"
#include "sync/crypto/kdf.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {
namespace {

SealingPair pair_of(std::uint8_t byte) {
  return SealingPair::from_secret(secret_of(byte));
}

Bytes sealed_to(const SealingPair& pair, ByteSpan plain, Random& random) {
  auto file = age_seal({&pair.public_key, 1}, plain, random);
  REQUIRE(file.ok());
  return std::move(file).value();
}

}  // namespace

TEST_CASE("age: what is sealed to keys opens with each of them, of any length") {
  FakeRandom random(1);
  const SealingPair ana = pair_of(1), bo = pair_of(2);
  const std::array<PublicKey, 2> both{ana.public_key, bo.public_key};
  for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 200000u}) {
    CAPTURE(size);
    Bytes plain(size);
    random.fill(plain);
    const auto file = age_seal(both, plain, random);
    REQUIRE(file.ok());
    CHECK(age_asks_for(file.value()).value() == std::nullopt);
    for (const SealingPair* pair : {&ana, &bo}) {
      const auto opened = age_open(*pair, file.value());
      REQUIRE(opened.ok());
      CHECK(opened.value() == plain);
    }
    CHECK(age_open(pair_of(3), file.value()).error().code == ErrorCode::kAuthFailed);
    CHECK(age_open(secret_of(1), file.value()).error().code == ErrorCode::kAuthFailed);
  }
}

TEST_CASE("age: what is sealed with a passphrase says what to do with it, and opens with it only") {
  FakeRandom random(2);
  AgeScrypt scrypt{.work_factor = 4};
  random.fill(scrypt.salt);
  const SlowHashRequest job = age_passphrase_job("apple river", scrypt);
  const auto key = slow_hash(job.passphrase, job.salt, job.memory_kib, job.passes, job.lanes);
  REQUIRE(key.ok());
  const Bytes file = age_seal(scrypt, key.value(), as_bytes("words"), random);
  CHECK(age_asks_for(file).value() == scrypt);
  CHECK(as_text(age_open(key.value(), file).value()) == "words");
  CHECK(age_open(secret_of(9), file).error().code == ErrorCode::kAuthFailed);
  CHECK(age_open(pair_of(1), file).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("age: a key that gives nothing but zeros is refused") {
  FakeRandom random(3);
  const PublicKey zeros{};
  CHECK(age_seal({&zeros, 1}, {}, random).error().code == ErrorCode::kInvalid);
}

TEST_CASE("age: any flipped bit and any cut is found, and nothing is given back") {
  FakeRandom random(4);
  const SealingPair ana = pair_of(1);
  const Bytes file = sealed_to(ana, as_bytes("what was said"), random);
  for (std::size_t at = 0; at < file.size() * 8; ++at) {
    CAPTURE(at);
    Bytes changed = file;
    changed[at / 8] ^= static_cast<std::uint8_t>(1u << (at % 8));
    CHECK_FALSE(age_open(ana, changed).ok());
  }
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(age_open(ana, ByteSpan(file).first(size)).error().code == ErrorCode::kCorrupt);
  }
  Bytes longer = file;
  longer.push_back(0);
  CHECK(age_open(ana, longer).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("age: chunks of a long file cannot be dropped, moved or repeated") {
  FakeRandom random(5);
  const SealingPair ana = pair_of(1);
  const Bytes file = sealed_to(ana, Bytes(3 * 65536, 7), random);
  constexpr std::size_t kChunk = 65536 + 16;
  const std::size_t first = file.size() - 3 * kChunk;
  const auto part = [&](std::size_t chunk) {
    return ByteSpan(file).subspan(first + chunk * kChunk, kChunk);
  };
  const std::vector<std::vector<std::size_t>> orders = {{0, 1},    {0},    {1, 2},      {1, 0, 2},
                                                        {0, 1, 1}, {0, 2}, {0, 1, 2, 2}};
  for (const auto& order : orders) {
    Bytes other = to_bytes(ByteSpan(file).first(first));
    for (const std::size_t chunk : order) put_bytes(other, part(chunk));
    CHECK(age_open(ana, other).error().code == ErrorCode::kCorrupt);
  }
  REQUIRE(age_open(ana, file).ok());
}

TEST_CASE("age: a stump behind the last whole chunk is refused, however short") {
  FakeRandom random(7);
  const SealingPair ana = pair_of(1);
  Bytes file = sealed_to(ana, Bytes(2 * 65536, 7), random);
  for (int i = 0; i < 17; ++i) {
    CAPTURE(i);
    file.push_back(0);
    CHECK(age_open(ana, file).error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("age: a file that asks for too much work is refused before any is done") {
  const std::string salt = "AAAAAAAAAAAAAAAAAAAAAA";
  const std::string body = std::string(42, 'A') + "A";
  const auto asks = [&](const std::string& factor) {
    const std::string file = "age-encryption.org/v1\n-> scrypt " + salt + " " + factor + "\n" +
                             body + "\n--- " + body + "\n";
    return golden::outcome(age_asks_for(as_bytes(file)));
  };
  CHECK(asks("18") == "ok");
  CHECK(asks("19") == "unsupported");
  CHECK(asks("99999999999999999999") == "unsupported");
  CHECK(asks("018") == "corrupt");
  CHECK(asks("-1") == "corrupt");
  CHECK(asks("1e1") == "corrupt");
}

TEST_CASE("age_scrypt: limits on memory and passphrase") {
  const std::array<std::uint8_t, 16> salt{};
  for (const std::uint32_t memory_kib : {0u, 1u, 3u, 65537u, 1u << 19})
    CHECK(age_scrypt("x", salt, memory_kib).error().code == ErrorCode::kUnsupported);
  CHECK(age_scrypt("", salt, 16).error().code == ErrorCode::kInvalid);
  CHECK(age_scrypt(std::string(1025, 'x'), salt, 16).error().code == ErrorCode::kInvalid);
}

TEST_CASE("age armour: lines of 64 between two that say what it is") {
  for (const std::size_t size : {0u, 1u, 47u, 48u, 49u, 96u, 100u}) {
    CAPTURE(size);
    const Bytes bytes(size, 0xA5);
    const std::string text = to_age_armour(bytes);
    CHECK(from_age_armour(text).value() == bytes);
    std::string windows = "\r\n \t";
    for (const char c : text) windows += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(from_age_armour(windows + "\n\n").value() == bytes);
  }
}

TEST_CASE("age: files and armour as they were written once") {
  std::vector<golden::Vector> made;
  FakeRandom random(6);
  const SealingPair ana = pair_of(1);
  const Bytes file = sealed_to(ana, as_bytes("what was said"), random);
  const auto add = golden::adder(made, {{"secret", to_hex(ana.secret)}});
  add("to_key", "ok", "sealed to a key", file);
  Bytes newer = file;
  newer[20] = '2';
  add("version_2", "unsupported", "a newer format", newer);
  Bytes changed = file;
  changed.back() ^= 1;
  add("changed", "corrupt", "a payload that was changed", changed);
  add("for_others", "auth failed", "sealed to somebody else", sealed_to(pair_of(2), {}, random));
  add("not_age", "corrupt", "something else", to_bytes(as_bytes("a letter")));
  golden::check_golden("age", made);
  for (const golden::Vector& vector : golden::read_all("age")) {
    CAPTURE(vector.name);
    const auto mine = SealingPair::from_secret(hex_secret(vector.header("secret")));
    CHECK(golden::outcome(age_open(mine, vector.bytes)) == vector.header("expect"));
  }
}

}  // namespace quietroom::crypto
