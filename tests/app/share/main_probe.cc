// Age files by hand, for tests/server: reads commands from the standard input, one a line, words
// with a blank between, bytes in hex; answers each with a line: "ok" and hex, or the code of the
// error, a tab and its context.
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

#include "platform/native/random_native.h"
#include "sync/crypto/age.h"
#include "sync/crypto/age_armour.h"
#include "sync/crypto/bech32.h"
#include "sync/crypto/slow_hash_direct.h"

namespace quietroom {
namespace {

/// The words of a command after its first, each read once.
class Words {
 public:
  explicit Words(std::istream& in) : in_(in) {}
  std::string text() {
    std::string word;
    in_ >> word;
    return word;
  }
  Result<Bytes> bytes() { return from_hex(text()); }

 private:
  std::istream& in_;
};

Result<Secret<32>> key_of(const std::string& passphrase, const crypto::AgeScrypt& scrypt) {
  crypto::DirectSlowHash hash;
  hash.start(crypto::age_passphrase_job(passphrase, scrypt));
  return std::move(*hash.poll());
}

/// `passphrase` is in hex, "-" for none.
Result<Bytes> open_age(Words& words) {
  const std::string identity = words.text();
  const Bytes passphrase = TRY(from_hex(words.text()));
  const Bytes file = TRY(words.bytes());
  const std::optional<crypto::AgeScrypt> scrypt = TRY(crypto::age_asks_for(file));
  if (identity == "-") {
    if (!scrypt) return Error{ErrorCode::kAuthFailed, "sealed to keys"};
    return crypto::age_open(TRY(key_of(std::string(as_text(passphrase)), *scrypt)), file);
  }
  auto pair = crypto::SealingPair::from_secret(TRY(crypto::age_identity_from_text(identity)));
  return crypto::age_open(pair, file);
}

Result<Bytes> seal_to(Words& words, Random& random) {
  const crypto::PublicKey to = TRY(crypto::age_recipient_from_text(words.text()));
  return crypto::age_seal({&to, 1}, TRY(words.bytes()), random);
}

Result<Bytes> seal_with(Words& words, Random& random) {
  const Bytes passphrase = TRY(words.bytes());
  crypto::AgeScrypt scrypt;
  random.fill(scrypt.salt);
  const Secret<32> key = TRY(key_of(std::string(as_text(passphrase)), scrypt));
  return crypto::age_seal(scrypt, key, TRY(words.bytes()), random);
}

Result<Bytes> run(const std::string& verb, Words words, Random& random) {
  if (verb == "open") return open_age(words);
  if (verb == "seal-to") return seal_to(words, random);
  if (verb == "seal-with") return seal_with(words, random);
  if (verb == "armour") return to_bytes(as_bytes(crypto::to_age_armour(TRY(words.bytes()))));
  if (verb == "unarmour") return crypto::from_age_armour(as_text(TRY(words.bytes())));
  return Error{ErrorCode::kInvalid, "no such verb"};
}

}  // namespace
}  // namespace quietroom

int main() {
  using namespace quietroom;
  NativeRandom random;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    const Result<Bytes> answer = run(verb, Words(in), random);
    if (answer.ok()) {
      std::printf("ok %s\n", to_hex(answer.value()).c_str());
    } else {
      const Error& error = answer.error();
      std::printf("%s\t%s\n", std::string(error_code_name(error.code)).c_str(),
                  error.context.c_str());
    }
    std::fflush(stdout);
  }
  return 0;
}
