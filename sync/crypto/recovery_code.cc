#include "sync/crypto/recovery_code.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>

#include "platform/base/utf8.h"
#include "recovery_word_list.h"
#include "sync/crypto/hash.h"

namespace quietroom::crypto {
namespace {

constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kBitsPerWord = 11;   // 24 * 11 = 256 of the secret + 8 of the checksum.
constexpr std::size_t kPrefixSizeMin = 4;  // No two words of the list share four letters.
constexpr std::size_t kWordSizeMax = 8;

/// The secret and its checksum byte: 264 bits, 24 words of 11.
using Coded = Secret<kSecretSize + 1>;

std::uint8_t checksum_of(std::span<const std::uint8_t> secret) {
  Secret<crypto_hash_sha256_BYTES> digest;  // BIP 39 says SHA-256, and the first of its bits.
  const int status = crypto_hash_sha256(digest.writable().data(), secret.data(), secret.size());
  CHECK_THAT(status == 0, "sha256 refused its input");
  return digest.view()[0];
}

/// The place in the list of `typed` (lower case), or of the one word that begins with it.
std::optional<std::size_t> place_of(std::string_view typed) {
  const auto found = std::lower_bound(kRecoveryWordList.begin(), kRecoveryWordList.end(), typed);
  if (found == kRecoveryWordList.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(found - kRecoveryWordList.begin());
  if (*found == typed) return place;
  if (typed.size() >= kPrefixSizeMin && found->starts_with(typed)) return place;
  return std::nullopt;
}

/// Anything that may stand between words on paper, in a list or in a mail.
bool is_separator(char32_t c) {
  if (c < 0x80) return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c <= 0xBF || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3002) || c == 0xFEFF;
}

/// A word as it is typed, in a buffer that is wiped. Longer than any word means "no word".
class Word {
 public:
  ~Word() { wipe({reinterpret_cast<std::uint8_t*>(letters_.data()), letters_.size()}); }
  void add(char32_t c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool ascii = c < 0x80;
    if (size_ < letters_.size())
      letters_[size_] = ascii ? static_cast<char>(upper ? c - 'A' + 'a' : c) : '?';
    ++size_;
  }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  std::optional<std::size_t> place() const {
    if (size_ > kWordSizeMax) return std::nullopt;
    return place_of({letters_.data(), size_});
  }

 private:
  std::array<char, kWordSizeMax> letters_{};
  std::size_t size_ = 0;
};

void put_place(Coded& coded, std::size_t word, std::size_t place) {
  for (std::size_t i = 0; i < kBitsPerWord; ++i) {
    const std::size_t bit = word * kBitsPerWord + i;
    const std::size_t value = (place >> (kBitsPerWord - 1 - i)) & 1;
    coded.writable()[bit / 8] |= static_cast<std::uint8_t>(value << (7 - bit % 8));
  }
}

std::size_t place_at(const Coded& coded, std::size_t word) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < kBitsPerWord; ++i) {
    const std::size_t bit = word * kBitsPerWord + i;
    place = place << 1 | ((coded.view()[bit / 8] >> (7 - bit % 8)) & 1u);
  }
  return place;
}

Error invalid(std::string why) {
  return {ErrorCode::kInvalid, "recovery code: " + std::move(why)};
}

/// Reads the words of `text` into `coded`. Errors: as parse_recovery_words(), but for the checksum.
Status read_words(std::string_view text, Coded& coded) {
  std::size_t count = 0;
  Word word;
  bool more = true;
  while (more) {
    const std::optional<char32_t> c = next_code_point(text);
    more = c.has_value();
    if (more && !is_separator(*c)) {
      word.add(*c);
      continue;
    }
    if (word.empty()) continue;
    const std::optional<std::size_t> place = word.place();
    word.clear();
    ++count;
    if (!place) return invalid("word " + std::to_string(count) + ": not in the list");
    if (count <= kRecoveryWordCount) put_place(coded, count - 1, *place);
  }
  if (count != kRecoveryWordCount) return invalid(std::to_string(count) + " words, not 24");
  return {};
}

}  // namespace

RecoverySecret generate_recovery_secret(Random& random) {
  RecoverySecret secret;
  random.fill(secret.writable());
  return secret;
}

RecoveryWords recovery_words(const RecoverySecret& secret) {
  Coded coded;
  std::copy(secret.view().begin(), secret.view().end(), coded.writable().begin());
  coded.writable()[kSecretSize] = checksum_of(secret.view());
  RecoveryWords words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = kRecoveryWordList[place_at(coded, i)];
  return words;
}

Result<RecoverySecret> parse_recovery_words(std::string_view text) {
  Coded coded;
  TRY(read_words(text, coded));
  RecoverySecret secret;
  std::copy_n(coded.view().begin(), kSecretSize, secret.writable().begin());
  if (checksum_of(secret.view()) != coded.view()[kSecretSize]) return invalid("checksum");
  return secret;
}

RecoveryKeys recovery_keys(const RecoverySecret& secret) {
  return {SealingPair::from_secret(derive_key(secret, "qr recovery seal", {})),
          derive_key(secret, "qr recovery auth", {})};
}

}  // namespace quietroom::crypto
