#include "sync/format/certificate.h"

#include "tests/support/sync_vault.h"

namespace quietroom::format {

TEST_CASE("certificate: what was written is read, and verifies") {
  FakeRandom random(1);
  const TestPerson ada(random);
  const Certificate made = ada.signer().certificate;
  CHECK(made.device_key == ada.signer().pair.public_key);
  CHECK(verify_certificate(made).ok());
  Bytes bytes;
  put_certificate(bytes, made);
  REQUIRE(bytes.size() == kCertificateSize);
  bytes.push_back(9);
  ByteReader in(bytes);
  const auto read = read_certificate(in);
  REQUIRE(read.ok());
  CHECK(read.value() == made);
  CHECK(in.rest().size() == 1);
}

TEST_CASE("P5: certificate: no bit of it can be another") {
  FakeRandom random(2);
  Bytes bytes;
  put_certificate(bytes, TestPerson(random).signer().certificate);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    CAPTURE(bit);
    const Bytes changed = flipped(bytes, bit);
    ByteReader in(changed);
    const auto read = read_certificate(in);
    if (bit < 8) {
      REQUIRE_FALSE(read.ok());
      CHECK(read.error().code == ErrorCode::kUnsupported);
    } else {
      REQUIRE(read.ok());
      CHECK(verify_certificate(read.value()).error().code == ErrorCode::kAuthFailed);
    }
  }
}

TEST_CASE("certificate: cut short it is refused, and nothing is consumed") {
  FakeRandom random(3);
  Bytes bytes;
  put_certificate(bytes, TestPerson(random).signer().certificate);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader in(ByteSpan(bytes).first(size));
    CHECK(read_certificate(in).error().code == ErrorCode::kCorrupt);
    CHECK(in.rest().size() == size);
  }
  std::fill_n(bytes.begin() + 1, 16, std::uint8_t{0});
  ByteReader in(bytes);
  CHECK(read_certificate(in).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("certificate: a new device id brings a new key, the same one the same key") {
  FakeRandom random(4);
  const TestPerson ada(random);
  const TestPerson ben(random);
  const auto key = [](const TestPerson& person, const Id& device) {
    return device_signing_pair(person.signing, device).public_key;
  };
  CHECK(key(ada, ada.device) == key(ada, ada.device));
  CHECK(key(ada, ada.device) != key(ada, ben.device));
  CHECK(key(ada, ada.device) != key(ben, ada.device));
  CHECK(key(ada, ada.device) != ada.signing.public_key);
}

}  // namespace quietroom::format
