#include "sync/crypto/recovery_code.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>

#include "platform/base/utf8.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/word_list.h"

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
  const std::optional<ListedWord> found = first_listed_from(typed);
  if (!found) return std::nullopt;
  if (found->word == typed) return found->place;
  if (typed.size() >= kPrefixSizeMin && found->word.starts_with(typed)) return found->place;
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

/// Reads the words of `text` into `coded`; says what is wrong with them, but for the checksum.
std::optional<RecoveryFault> read_words(std::string_view text, Coded& coded) {
  using What = RecoveryFault::What;
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
    if (!place) return RecoveryFault{What::kUnknownWord, count};
    if (count <= kRecoveryWordCount) put_place(coded, count - 1, *place);
  }
  if (count != kRecoveryWordCount) return RecoveryFault{What::kWordCount, count};
  return std::nullopt;
}

std::optional<RecoveryFault> read_code(std::string_view text, RecoverySecret& secret) {
  Coded coded;
  if (const auto fault = read_words(text, coded)) return fault;
  std::copy_n(coded.view().begin(), kSecretSize, secret.writable().begin());
  if (checksum_of(secret.view()) == coded.view()[kSecretSize]) return std::nullopt;
  return RecoveryFault{RecoveryFault::What::kChecksum, 0};
}

std::string described(const RecoveryFault& fault) {
  const std::string number = std::to_string(fault.number);
  switch (fault.what) {
    case RecoveryFault::What::kUnknownWord:
      return "word " + number + ": not in the list";
    case RecoveryFault::What::kWordCount:
      return number + " words, not 24";
    case RecoveryFault::What::kChecksum:
      break;
  }
  return "checksum";
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
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = listed_word(place_at(coded, i));
  return words;
}

Result<RecoverySecret> parse_recovery_words(std::string_view text) {
  RecoverySecret secret;
  if (const auto fault = read_code(text, secret))
    return Error{ErrorCode::kInvalid, "recovery code: " + described(*fault)};
  return secret;
}

std::optional<RecoveryFault> recovery_fault(std::string_view text) {
  RecoverySecret secret;
  return read_code(text, secret);
}

RecoveryKeys recovery_keys(const RecoverySecret& secret) {
  return {SealingPair::from_secret(derive_key(secret, "qr recovery seal", {})),
          derive_key(secret, "qr recovery auth", {})};
}

}  // namespace quietroom::crypto
