#include "sync/format/key_file.h"

#include "platform/fake/random_fake.h"
#include "sync/crypto/hash.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"
#include "tests/support/spoil.h"

namespace quietroom::format {
namespace {

constexpr std::size_t kWrappedAt = 41;  // See docs/format.md.
constexpr std::size_t kRecoveryAt = 321;
constexpr std::size_t kChecksumAt = 633;

/// What a test needs of one person: their code, keys, and a key file of generation 5.
struct Person {
  explicit Person(std::uint64_t seed) : random(seed) {
    code = crypto::generate_recovery_secret(random);
    bundle = KeyBundle::generate(crypto::recovery_keys(code), random);
    random.fill(kek.writable());
    random.fill(params.salt);
    file = create_key_file(bundle, kek, params, 5, random).value();
  }
  FakeRandom random;
  crypto::RecoverySecret code;
  KeyBundle bundle;
  Secret<32> kek;
  crypto::KdfParams params;
  Bytes file;
};

/// All of a bundle, for comparing.
std::string text_of(const KeyBundle& bundle) {
  return to_hex(bundle.sealing.secret) + to_hex(bundle.sealing.public_key) +
         to_hex(bundle.signing.seed) + to_hex(bundle.signing.public_key) +
         to_hex(bundle.store_key) + to_hex(bundle.private_store_key) + to_base32(bundle.device) +
         to_hex(bundle.recovery) + to_hex(bundle.recovery_authenticator);
}

ErrorCode parse_error(ByteSpan bytes) {
  const auto file = KeyFile::parse(bytes);
  REQUIRE_FALSE(file.ok());
  return file.error().code;
}

}  // namespace

TEST_CASE("key file: opens with the key and with the code, and gives the same bundle") {
  const Person person(1);
  CHECK(person.file.size() == kKeyFileSize);
  const KeyFile file = KeyFile::parse(person.file).value();
  CHECK(file.generation() == 5);
  CHECK(file.params() == person.params);
  CHECK(to_hex(file.bytes()) == to_hex(person.file));
  const auto by_kek = file.open_with_kek(person.kek);
  REQUIRE(by_kek.ok());
  CHECK(text_of(by_kek.value()) == text_of(person.bundle));
  const auto by_code = file.open_with_recovery(person.code);
  REQUIRE(by_code.ok());
  CHECK(text_of(by_code.value()) == text_of(person.bundle));
  CHECK(text_of(person.bundle.clone()) == text_of(person.bundle));
}

TEST_CASE("key file: another key or code is 'auth failed'") {
  const Person person(2);
  const Person other(3);
  const KeyFile file = KeyFile::parse(person.file).value();
  CHECK(file.open_with_kek(other.kek).error().code == ErrorCode::kAuthFailed);
  CHECK(file.open_with_recovery(other.code).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("key file: every flipped bit and every cut is 'corrupt', never 'wrong passphrase'") {
  const Person person(4);
  for (std::size_t bit = 0; bit < person.file.size() * 8; ++bit) {
    CAPTURE(bit);
    REQUIRE(parse_error(flipped(person.file, bit)) == ErrorCode::kCorrupt);
  }
  for (std::size_t size = 0; size < person.file.size(); ++size) {
    CAPTURE(size);
    REQUIRE(parse_error(ByteSpan(person.file).first(size)) == ErrorCode::kCorrupt);
  }
  Bytes longer = person.file;
  longer.push_back(0);
  CHECK(parse_error(longer) == ErrorCode::kCorrupt);
  CHECK(parse_error(mended(longer)) == ErrorCode::kCorrupt);
}

TEST_CASE("key file: a meddler who mends the checksum still gets nothing opened that was changed") {
  const Person person(5);
  for (std::size_t bit = 0; bit < kChecksumAt * 8; ++bit) {
    CAPTURE(bit);
    const auto file = KeyFile::parse(mended(flipped(person.file, bit)));
    if (!file.ok()) continue;  // Magic, version, or parameters outside their limits.
    const auto by_kek = file.value().open_with_kek(person.kek);
    const auto by_code = file.value().open_with_recovery(person.code);
    const bool header = bit < kWrappedAt * 8;
    const bool wrapped = !header && bit < kRecoveryAt * 8;
    REQUIRE(by_kek.ok() == (!header && !wrapped));
    REQUIRE(by_code.ok() == wrapped);
  }
}

TEST_CASE("key file: who knows the code's public key, but no key, cannot make one that it opens") {
  const Person person(6);
  Person meddler(7);
  meddler.bundle.recovery = person.bundle.recovery;
  const Bytes forged =
      create_key_file(meddler.bundle, meddler.kek, meddler.params, 6, meddler.random).value();
  const KeyFile file = KeyFile::parse(forged).value();
  CHECK(file.open_with_recovery(person.code).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("key file: parameters outside the limits are refused, written or read") {
  Person person(8);
  struct Row {
    std::size_t at;
    std::uint32_t value;
  };
  const Row rows[] = {{5, 65535}, {5, 512 * 1024 + 1}, {9, 2}, {9, 17}, {13, 0}, {13, 2}};
  for (const Row& row : rows) {
    CAPTURE(row.at);
    CAPTURE(row.value);
    Bytes changed = person.file;
    Bytes number;
    put_u32(number, row.value);
    std::copy(number.begin(), number.end(), changed.begin() + static_cast<std::ptrdiff_t>(row.at));
    CHECK(parse_error(mended(changed)) == ErrorCode::kUnsupported);
  }
  crypto::KdfParams weak = person.params;
  weak.passes = 2;
  CHECK(create_key_file(person.bundle, person.kek, weak, 1, person.random).error().code ==
        ErrorCode::kUnsupported);
  person.bundle.recovery = {};
  CHECK(create_key_file(person.bundle, person.kek, person.params, 1, person.random).error().code ==
        ErrorCode::kInvalid);
}

TEST_CASE(
    "rewrap_key_file: the new key opens, the old does not, the code does, one generation on") {
  Person person(9);
  const KeyFile old = KeyFile::parse(person.file).value();
  const KeyBundle bundle = old.open_with_recovery(person.code).value();
  crypto::KdfParams params = person.params;
  person.random.fill(params.salt);
  const Secret<32> kek = secret_of(0x22);
  const Bytes bytes = rewrap_key_file(old, bundle, kek, params, person.random).value();
  const KeyFile file = KeyFile::parse(bytes).value();
  CHECK(file.generation() == 6);
  CHECK(file.params() == params);
  CHECK(text_of(file.open_with_kek(kek).value()) == text_of(person.bundle));
  CHECK(text_of(file.open_with_recovery(person.code).value()) == text_of(person.bundle));
  CHECK(file.open_with_kek(person.kek).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("key file: nothing of the bundle stands in it in the clear") {
  const Person person(10);
  const std::string file = to_hex(person.file);
  for (const std::string& secret :
       {to_hex(person.bundle.sealing.secret), to_hex(person.bundle.signing.seed),
        to_hex(person.bundle.store_key), to_hex(person.bundle.private_store_key),
        to_hex(person.bundle.recovery), to_hex(person.bundle.recovery_authenticator),
        to_hex(person.bundle.device.span()), to_hex(person.kek), to_hex(person.code)})
    CHECK(file.find(secret) == std::string::npos);
}

TEST_CASE("golden: key_file vectors hold, and are what the encoder makes") {
  using golden::Vector;
  FakeRandom random(2026);
  const crypto::RecoverySecret code = crypto::generate_recovery_secret(random);
  const KeyBundle bundle = KeyBundle::generate(crypto::recovery_keys(code), random);
  crypto::KdfParams params;
  random.fill(params.salt);
  const std::string passphrase = "correct horse battery staple";
  const Secret<32> kek = crypto::argon2id(passphrase, params.salt, 65536, 3, 1).value();
  const Bytes file = create_key_file(bundle, kek, params, 1, random).value();

  std::vector<Vector> made;
  const auto add = golden::adder(
      made, {{"passphrase", passphrase}, {"kek", to_hex(kek)}, {"recovery", to_hex(code)}});
  const auto with = [&file](std::size_t at, std::uint8_t byte) {
    Bytes bytes = file;
    bytes[at] = byte;
    return bytes;
  };
  add("ok", "ok", "opens with passphrase and code", file);
  for (auto& [key, value] : std::map<std::string, std::string>{
           {"bundle_sealing", to_hex(bundle.sealing.secret)},
           {"bundle_signing", to_hex(bundle.signing.seed)},
           {"bundle_store_key", to_hex(bundle.store_key)},
           {"bundle_private_store_key", to_hex(bundle.private_store_key)},
           {"bundle_device", to_hex(bundle.device.span())},
           {"generation", "1"}})
    made[0].headers[key] = value;
  add("wrong_passphrase", "auth failed", "whole, but the passphrase is another one", file);
  made[1].headers["passphrase"] = "correct horse battery stable";
  made[1].headers["kek"] = to_hex(secret_of(0xee));
  made[1].headers["recovery"] = to_hex(secret_of(0xee));
  add("empty", "corrupt", "no bytes", {});
  add("truncated", "corrupt", "the last byte is missing", Bytes(file.begin(), file.end() - 1));
  Bytes trailing = file;
  trailing.push_back(0);
  add("trailing", "corrupt", "a byte after the end", trailing);
  add("trailing_mended", "corrupt", "a byte too many under a right checksum", mended(trailing));
  add("flipped_wrapped", "corrupt", "a flipped bit in the wrapped bundle", flipped(file, 2000));
  add("flipped_checksum", "corrupt", "a flipped bit in the checksum", flipped(file, 665 * 8 - 1));
  add("magic", "corrupt", "another magic", mended(with(0, 'X')));
  add("version_2", "unsupported", "version 2 under a right checksum", mended(with(4, 2)));
  add("version_2_damaged", "corrupt", "version 2 under a wrong checksum", with(4, 2));
  add("memory_low", "unsupported", "less than 64 MiB under a right checksum", mended(with(7, 0)));
  add("memory_high", "unsupported", "more than 512 MiB", mended(with(8, 1)));
  add("passes_low", "unsupported", "two passes", mended(with(9, 2)));
  add("passes_high", "unsupported", "17 passes", mended(with(9, 17)));
  add("lanes_2", "unsupported", "two lanes", mended(with(13, 2)));
  add("salt_changed", "corrupt", "another salt under a right checksum, with the old key",
      mended(flipped(file, 17 * 8)));
  add("wrapped_changed", "corrupt", "both wrapped bundles changed under a right checksum",
      mended(flipped(flipped(file, 320 * 8), 632 * 8)));
  golden::check_golden("key_file", made);

  for (const Vector& read : golden::read_all("key_file")) {
    CAPTURE(read.name);
    const auto parsed = KeyFile::parse(read.bytes);
    if (!parsed.ok()) {
      CHECK(golden::outcome(parsed) == read.header("expect"));
      continue;
    }
    const auto by_kek = parsed.value().open_with_kek(hex_secret(read.header("kek")));
    const auto by_code = parsed.value().open_with_recovery(hex_secret(read.header("recovery")));
    CHECK(golden::outcome(by_kek) == read.header("expect"));
    CHECK(golden::outcome(by_code) == read.header("expect"));
    if (!by_kek.ok()) continue;
    CHECK(to_hex(by_kek.value().store_key) == read.header("bundle_store_key"));
    CHECK(to_hex(by_kek.value().device.span()) == read.header("bundle_device"));
    CHECK(text_of(by_kek.value()) == text_of(by_code.value()));
  }
}

}  // namespace quietroom::format
