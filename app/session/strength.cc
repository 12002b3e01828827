#include "app/session/strength.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include "app/words/words.h"
#include "platform/base/utf8.h"
#include "sync/crypto/kdf.h"

namespace quietroom::session {
namespace {

using words::say;

// What stands in every list that guessers start with; matched without case, anywhere in the text.
constexpr std::array<std::string_view, 20> kCommon = {
    "password", "passwort", "passwd",   "qwerty",   "qwertz",    "azerty",  "123456",
    "letmein",  "welcome",  "admin",    "iloveyou", "dragon",    "monkey",  "football",
    "abc123",   "secret",   "sunshine", "princess", "quietroom", "changeme"};

/// The size of the alphabet that the characters seem to come from.
double alphabet_size(std::u32string_view text) {
  bool lower = false, upper = false, digit = false, mark = false, wide = false;
  for (const char32_t c : text) {
    if (c >= 'a' && c <= 'z')
      lower = true;
    else if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else if (c < 0x80)
      mark = true;
    else
      wide = true;
  }
  return (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0) + (mark ? 20 : 0) + (wide ? 80 : 0);
}

/// Characters that do not merely repeat or continue the one before ("aaaa", "1234").
double surprising_characters(std::u32string_view text) {
  double count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool continues = i > 0 && (text[i] == text[i - 1] || text[i] == text[i - 1] + 1 ||
                                     text[i] + 1 == text[i - 1]);
    count += continues ? 0.25 : 1.0;
  }
  return count;
}

/// Rough bits of guessing work. A word of a phrase counts as 11 bits, as from a list of 2,000.
double guess_bits(std::string_view passphrase) {
  std::u32string text;
  for (std::string_view rest = passphrase; const auto c = next_code_point(rest);)
    text.push_back(*c);
  std::set<std::u32string> words;
  std::u32string word;
  for (const char32_t c : text + U' ') {
    if (c != U' ') {
      word.push_back(c);
    } else if (word.size() >= 3) {
      words.insert(std::move(word));
      word.clear();
    } else {
      word.clear();
    }
  }
  // Letters within words follow one another in known ways: about 60 % of what chance would give.
  double bits = surprising_characters(text) * std::log2(std::max(2.0, alphabet_size(text))) * 0.6;
  if (words.size() >= 3) bits = std::min(bits, 11.0 * static_cast<double>(words.size()) + 4);
  const std::string plain = lower_ascii(passphrase);
  for (const std::string_view common : kCommon) {
    if (plain.find(common) != std::string::npos) {
      bits -= 0.6 * 4.7 * static_cast<double>(common.size()) - 4;
    }
  }
  return std::max(0.0, bits);
}

}  // namespace

Strength passphrase_strength(std::string_view passphrase) {
  if (passphrase.empty()) return {};
  const double bits = guess_bits(passphrase);
  if (count_code_points(passphrase) < kPassphraseCodePointsMin || bits < 28) {
    return {1, std::string(say("Easy to guess for somebody who takes this device. Four or more "
                               "words that do not belong together are better."))};
  }
  if (bits < 44) return {2, std::string(say("Fair. Another word makes it much harder to guess."))};
  return {3, std::string(say("Hard to guess."))};
}

Status check_new_passphrase(std::string_view passphrase, std::string_view again) {
  if (count_code_points(passphrase) < kPassphraseCodePointsMin) {
    return Error{
        ErrorCode::kInvalid,
        words::key("Please take at least eight characters. A few words are easy to keep in mind.")};
  }
  if (passphrase.size() > crypto::kPassphraseSizeMax) {
    return Error{ErrorCode::kInvalid,
                 words::key("That is too long: please take at most 1,000 characters.")};
  }
  if (passphrase != again)
    return Error{ErrorCode::kInvalid,
                 words::key("The two were not the same. Please type both again.")};
  return {};
}

}  // namespace quietroom::session
