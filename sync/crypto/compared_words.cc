#include "sync/crypto/compared_words.h"

#include <algorithm>

#include "platform/base/bytes.h"
#include "sync/crypto/kdf.h"
#include "sync/crypto/word_list.h"

namespace quietroom::crypto {
namespace {

constexpr std::string_view kSalt = "qr pairing words";
constexpr std::size_t kBitsPerWord = 11;

}  // namespace

SlowHashRequest compared_words_job(const Hash& message) {
  // Fixed, and not what a new key file is written with: both devices must come to the same words.
  SlowHashRequest job;
  job.passphrase = to_hex(message);
  static_assert(kSalt.size() == std::tuple_size_v<decltype(job.salt)>);
  std::copy(kSalt.begin(), kSalt.end(), job.salt.begin());
  job.memory_kib = kKdfMemoryKibMin;
  job.passes = kKdfPassesMin;
  job.lanes = kKdfLanes;
  return job;
}

ComparedWords compared_words(const Secret<32>& derived) {
  ComparedWords words;
  std::size_t bit = 0;
  for (std::string_view& word : words) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < kBitsPerWord; ++i, ++bit)
      place = place << 1 | ((derived.view()[bit / 8] >> (7 - bit % 8)) & 1u);
    word = listed_word(place);
  }
  return words;
}

}  // namespace quietroom::crypto
