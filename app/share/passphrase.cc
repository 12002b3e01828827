#include "app/share/passphrase.h"

#include <array>

#include "platform/base/secret.h"
#include "sync/crypto/word_list.h"

namespace quietroom::share {

std::string generate_passphrase(Random& random) {
  static_assert(crypto::kListedWordCount == 2048);
  std::string passphrase;
  passphrase.reserve(kPassphraseWordCount * 9);  // No copy of it is left behind as it grows.
  for (std::size_t i = 0; i < kPassphraseWordCount; ++i) {
    std::array<std::uint8_t, 2> bytes{};
    random.fill(bytes);
    if (i > 0) passphrase += ' ';
    passphrase +=
        crypto::listed_word((std::size_t{bytes[0]} << 8 | bytes[1]) % crypto::kListedWordCount);
    wipe(bytes);
  }
  return passphrase;
}

}  // namespace quietroom::share
