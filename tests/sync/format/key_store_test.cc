#include "sync/format/key_store.h"

#include "platform/fake/files_fake.h"
#include "platform/files_memory.h"
#include "sync/crypto/hash.h"
#include "tests/support/keys.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kNames[] = {"keys-a", "keys-b"};
constexpr std::uint64_t kCrashes = 20;  // Dice for each point of failure.

/// One person whose passphrase changes: key_file(n) is generation n, opened by kek(n) alone.
class Keys {
 public:
  Keys() : random_(11) {
    code_ = crypto::generate_recovery_secret(random_);
    bundle_ = KeyBundle::generate(crypto::recovery_keys(code_), random_);
    for (std::uint8_t n = 0; n < 4; ++n) {
      files_.push_back(create_key_file(bundle_, secret_of(n), {}, n, random_).value());
      again_.push_back(
          create_key_file(bundle_, secret_of(static_cast<std::uint8_t>(n + 100)), {}, n, random_)
              .value());
    }
  }
  const Bytes& key_file(std::size_t n) const { return files_[n]; }
  /// Another key file of the same generation, under another passphrase.
  const Bytes& again(std::size_t n) const { return again_[n]; }
  /// Whether `n`'s passphrase opens `bytes`.
  static bool opens(std::uint8_t n, ByteSpan bytes) {
    const auto file = KeyFile::parse(bytes);
    return file.ok() && file.value().open_with_kek(secret_of(n)).ok();
  }

 private:
  FakeRandom random_;
  crypto::RecoverySecret code_;
  KeyBundle bundle_;
  std::vector<Bytes> files_;
  std::vector<Bytes> again_;
};

ErrorCode load_error(Files& files) {
  const auto loaded = KeyStore(files).load();
  REQUIRE_FALSE(loaded.ok());
  return loaded.error().code;
}

std::uint64_t generation(Files& files) {
  const auto loaded = KeyStore(files).load();
  REQUIRE(loaded.ok());
  CHECK_FALSE(loaded.value().repair_error.has_value());
  return loaded.value().file.generation();
}

}  // namespace

TEST_CASE("KeyStore: missing, then saved twice over, then changed, then removed") {
  const Keys keys;
  MemoryFiles files;
  KeyStore store(files);
  CHECK(load_error(files) == ErrorCode::kNotFound);
  REQUIRE(store.save(keys.key_file(1)).ok());
  CHECK(generation(files) == 1);
  REQUIRE(store.save(keys.key_file(2)).ok());
  CHECK(generation(files) == 2);
  for (const std::string_view name : kNames)
    CHECK(read_file(files, name, 1000).value() == keys.key_file(2));
  REQUIRE(store.remove().ok());
  CHECK(load_error(files) == ErrorCode::kNotFound);
  CHECK(files.list().value().empty());
  CHECK(store.remove().ok());
}

TEST_CASE("KeyStore: one damaged, old or missing copy is made good from the other") {
  const Keys keys;
  Bytes damaged = keys.key_file(2);
  damaged[100] ^= 1;
  for (const std::string_view name : kNames) {
    for (const Bytes& content : {damaged, Bytes{}, keys.key_file(1), Bytes(100000)}) {
      CAPTURE(content.size());
      FakeFiles files;
      REQUIRE(KeyStore(files).save(keys.key_file(2)).ok());
      files.set_content(name, content);
      CHECK(generation(files) == 2);
      CHECK(files.content(name) == keys.key_file(2));
    }
    FakeFiles files;
    REQUIRE(KeyStore(files).save(keys.key_file(2)).ok());
    REQUIRE(files.remove(name).ok());
    CHECK(generation(files) == 2);
    CHECK(files.content(name) == keys.key_file(2));
  }
}

TEST_CASE(
    "KeyStore: both copies damaged is 'corrupt', and so is a first one gone with the second") {
  const Keys keys;
  FakeFiles files;
  files.set_content("keys-a", Bytes(665));
  files.set_content("keys-b", Bytes(665));
  CHECK(load_error(files) == ErrorCode::kCorrupt);
  REQUIRE(files.remove("keys-a").ok());
  CHECK(load_error(files) == ErrorCode::kCorrupt);
}

TEST_CASE("KeyStore: the beginnings of a first save are no key file") {
  FakeFiles files;
  files.set_content("keys-a", Bytes(300));
  CHECK(load_error(files) == ErrorCode::kNotFound);
  files.set_content("keys-b", {});  // Pre-made files are empty, not absent.
  CHECK(load_error(files) == ErrorCode::kNotFound);
  files.set_content("keys-a", {});
  CHECK(load_error(files) == ErrorCode::kNotFound);
}

TEST_CASE("KeyStore: what a newer program wrote is not touched") {
  const Keys keys;
  Bytes newer = keys.key_file(3);
  newer[4] = 2;
  newer.resize(newer.size() - 32);
  put_bytes(newer, crypto::blake2b_256(newer));
  for (const std::string_view name : kNames) {
    FakeFiles files;
    REQUIRE(KeyStore(files).save(keys.key_file(1)).ok());
    files.set_content(name, newer);
    CHECK(load_error(files) == ErrorCode::kUnsupported);
    CHECK(KeyStore(files).save(keys.key_file(3)).error().code == ErrorCode::kUnsupported);
    CHECK(files.content(name) == newer);
  }
}

TEST_CASE(
    "KeyStore: an older generation does not replace a newer one; bytes that are none, neither") {
  const Keys keys;
  FakeFiles files;
  KeyStore store(files);
  REQUIRE(store.save(keys.key_file(2)).ok());
  CHECK(store.save(keys.key_file(1)).error().code == ErrorCode::kConflict);
  CHECK(store.save(keys.key_file(2)).ok());
  CHECK(store.save(Bytes(665)).error().code == ErrorCode::kCorrupt);
  CHECK(generation(files) == 2);
}

TEST_CASE("KeyStore: a save that failed halfway can be tried again with another passphrase") {
  const Keys keys;
  bool finished = false;
  for (std::uint64_t n = 1; !finished; ++n) {
    CAPTURE(n);
    FakeFiles files(n);
    REQUIRE(KeyStore(files).save(keys.key_file(1)).ok());
    files.fail_at(n, ErrorCode::kQuota);
    const Status first = KeyStore(files).save(keys.key_file(2));
    finished = !files.failed();
    if (finished) files.kill();
    CHECK(KeyStore(files).save(keys.again(2)).ok());
    files.crash(n);
    CHECK(generation(files) == 2);
    for (const std::string_view name : kNames) CHECK(files.content(name) == keys.again(2));
  }
}

TEST_CASE("KeyStore: a copy that cannot be read does not keep the other from opening") {
  const Keys keys;
  for (std::uint64_t n = 1; n <= 40; ++n) {
    CAPTURE(n);
    FakeFiles files;
    REQUIRE(KeyStore(files).save(keys.key_file(2)).ok());
    files.fail_at(n, ErrorCode::kIo);
    const auto loaded = KeyStore(files).load();
    REQUIRE(loaded.ok());  // At most one of the two reads fails.
    CHECK(loaded.value().file.generation() == 2);
  }
}

TEST_CASE("KeyStore: a repair that fails is told, and done the next time") {
  const Keys keys;
  FakeFiles files;
  REQUIRE(KeyStore(files).save(keys.key_file(2)).ok());
  files.set_content("keys-b", keys.key_file(1));
  int told = 0;
  for (std::uint64_t n = 1; n <= 12; ++n) {
    files.set_content("keys-b", keys.key_file(1));
    files.fail_at(n, ErrorCode::kQuota);
    const auto loaded = KeyStore(files).load();
    REQUIRE(loaded.ok());
    if (loaded.value().repair_error) ++told;
  }
  CHECK(told >= 6);  // Each of open, size and read of both, truncate, write, flush.
  CHECK(generation(files) == 2);
  CHECK(files.content("keys-b") == keys.key_file(2));
}

TEST_CASE("KeyStore: power lost anywhere in the first save: whole, or as if it never began") {
  const Keys keys;
  bool finished = false;
  for (std::uint64_t n = 1; !finished; ++n) {
    for (std::uint64_t seed = 0; seed < kCrashes; ++seed) {
      CAPTURE(n);
      CAPTURE(seed);
      FakeFiles files(n * 1000 + seed);
      files.kill_at(n);
      const Status saved = KeyStore(files).save(keys.key_file(1));
      finished = !files.killed();
      CHECK(saved.ok() == finished);
      files.crash(seed);
      const auto loaded = KeyStore(files).load();
      if (finished || loaded.ok()) {
        REQUIRE(loaded.ok());
        CHECK(Keys::opens(1, loaded.value().file.bytes()));
      } else {
        CHECK(loaded.error().code == ErrorCode::kNotFound);
      }
      REQUIRE(KeyStore(files).save(keys.key_file(1 + !loaded.ok())).ok());
    }
  }
}

TEST_CASE(
    "KeyStore: power lost anywhere in a change: old or new, never neither, and after the "
    "next load the old passphrase opens nothing if the new one does") {
  const Keys keys;
  bool finished = false;
  for (std::uint64_t n = 1; !finished; ++n) {
    for (std::uint64_t seed = 0; seed < kCrashes; ++seed) {
      CAPTURE(n);
      CAPTURE(seed);
      FakeFiles files(n * 1000 + seed);
      REQUIRE(KeyStore(files).save(keys.key_file(1)).ok());
      files.kill_at(n);
      const Status saved = KeyStore(files).save(keys.key_file(2));
      finished = !files.killed();
      CHECK(saved.ok() == finished);
      files.crash(seed);
      const std::uint64_t now = generation(files);
      CHECK((now == 2 || (now == 1 && !finished)));
      for (const std::string_view name : kNames) {
        const Bytes content = files.content(name).value_or(Bytes{});
        CHECK(Keys::opens(1, content) == (now == 1));
        CHECK(Keys::opens(2, content) == (now == 2));
      }
    }
  }
}

TEST_CASE("KeyStore: any one failing call in a change: told, or harmless; load says what counts") {
  const Keys keys;
  for (const ErrorCode code : {ErrorCode::kIo, ErrorCode::kQuota}) {
    bool finished = false;
    for (std::uint64_t n = 1; !finished; ++n) {
      for (std::uint64_t seed = 0; seed < kCrashes; ++seed) {
        CAPTURE(n);
        CAPTURE(seed);
        FakeFiles files(n * 1000 + seed);
        REQUIRE(KeyStore(files).save(keys.key_file(1)).ok());
        files.fail_at(n, code);
        const Status saved = KeyStore(files).save(keys.key_file(2));
        finished = !files.failed();
        if (seed % 2 == 0)
          files.crash(seed);
        else if (finished)
          files.kill();  // So that the planned failure does not hit the load.
        const std::uint64_t now = generation(files);
        CHECK((now == 2 || (now == 1 && !saved.ok())));
        CHECK(KeyStore(files).save(keys.key_file(3)).ok());
        CHECK(generation(files) == 3);
      }
    }
  }
}

TEST_CASE("KeyStore: power lost anywhere in a repair loses nothing") {
  const Keys keys;
  for (const std::string_view old : kNames) {
    bool finished = false;
    for (std::uint64_t n = 1; !finished; ++n) {
      for (std::uint64_t seed = 0; seed < kCrashes; ++seed) {
        CAPTURE(n);
        CAPTURE(seed);
        FakeFiles files(n * 1000 + seed);
        REQUIRE(KeyStore(files).save(keys.key_file(2)).ok());
        files.set_content(old, keys.key_file(1));
        files.kill_at(n);
        const auto loaded = KeyStore(files).load();
        finished = !files.killed();
        files.crash(seed);
        CHECK(generation(files) == 2);
      }
    }
  }
}

TEST_CASE("KeyStore: power lost anywhere in remove: still there, or gone, never damaged") {
  const Keys keys;
  bool finished = false;
  for (std::uint64_t n = 1; !finished; ++n) {
    for (std::uint64_t seed = 0; seed < kCrashes; ++seed) {
      CAPTURE(n);
      CAPTURE(seed);
      FakeFiles files(n * 1000 + seed);
      REQUIRE(KeyStore(files).save(keys.key_file(1)).ok());
      files.kill_at(n);
      const Status removed = KeyStore(files).remove();
      finished = !files.killed();
      CHECK(removed.ok() == finished);
      files.crash(seed);
      const auto loaded = KeyStore(files).load();
      if (finished) REQUIRE_FALSE(loaded.ok());
      if (!loaded.ok()) CHECK(loaded.error().code == ErrorCode::kNotFound);
      REQUIRE(KeyStore(files).remove().ok());
      CHECK(load_error(files) == ErrorCode::kNotFound);
    }
  }
}

}  // namespace quietroom::format
