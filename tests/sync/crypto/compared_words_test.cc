#include "sync/crypto/compared_words.h"

#include <doctest/doctest.h>

#include "sync/crypto/kdf.h"
#include "sync/crypto/slow_hash_direct.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {

TEST_CASE("compared words: 66 bits from the front, in words of the list") {
  CHECK(compared_words({}) ==
        ComparedWords{"abandon", "abandon", "abandon", "abandon", "abandon", "abandon"});
  CHECK(compared_words(secret_of(0xff)) == ComparedWords{"zoo", "zoo", "zoo", "zoo", "zoo", "zoo"});
  // The places 1, 2, 3, 4, 5, 2047, by hand: 00000000001 00000000010 ... 11111111111.
  const Secret<32> places =
      hex_secret("0020080180400bffc00000000000000000000000000000000000000000000000");
  CHECK(compared_words(places) ==
        ComparedWords{"ability", "able", "about", "above", "absent", "zoo"});
}

TEST_CASE("compared words: the job is one that the slow hash takes, and is another for each hash") {
  const SlowHashRequest job = compared_words_job(Hash{1});
  CHECK(check_kdf_params(job.memory_kib, job.passes, job.lanes).ok());
  CHECK(job.passphrase == "01" + std::string(62, '0'));
  CHECK(as_text(job.salt) == "qr pairing words");
  CHECK(compared_words_job(Hash{2}).passphrase != job.passphrase);
}

TEST_CASE("compared words: a flipped bit of the message gives six other words") {
  const auto words_of = [](const Hash& message) {
    DirectSlowHash slow_hash;
    slow_hash.start(compared_words_job(message));
    return compared_words(slow_hash.poll()->value());
  };
  const ComparedWords words = words_of(Hash{1});
  CHECK(words == words_of(Hash{1}));
  const ComparedWords other = words_of(Hash{3});
  for (std::size_t i = 0; i < words.size(); ++i) CHECK(words[i] != other[i]);
}

}  // namespace quietroom::crypto
