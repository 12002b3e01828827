// The recovery code: 256 random bits that a person writes down as 24 words (BIP 39, English list,
// 8 checksum bits), and the keys made from them. The list is generated into the build tree by
// cmake/recovery_words.cmake.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "platform/base/result.h"
#include "platform/base/secret.h"
#include "platform/random.h"
#include "sync/crypto/identity.h"

namespace quietroom::crypto {

inline constexpr std::size_t kRecoveryWordCount = 24;

/// The code itself: 32 random bytes.
using RecoverySecret = Secret<32>;

/// 24 words of the English list. They are constants; which ones they are is the secret.
using RecoveryWords = std::array<std::string_view, kRecoveryWordCount>;

RecoverySecret generate_recovery_secret(Random& random);

/// `secret` as words, the last of which carries the checksum.
RecoveryWords recovery_words(const RecoverySecret& secret);

/// The code that a person typed or pasted. Read with a forgiving eye: upper or lower case, any
/// blanks, line breaks, commas, full stops, brackets and other marks between words, numbers before
/// them ("1. word"), and only the first four letters of a word.
/// Errors: kInvalid with "word 7: not in the list" (position from 1), "9 words, not 24", or
/// "checksum" (each word is in the list, but together they are no code). Never holds a word.
Result<RecoverySecret> parse_recovery_words(std::string_view text);

/// Why a text is no code, for whoever says it to the person.
struct RecoveryFault {
  enum class What { kUnknownWord, kWordCount, kChecksum };
  What what;
  std::size_t number;  ///< Of kUnknownWord its position, from 1; of kWordCount how many there are.
};

/// What is wrong with `text`; nothing if parse_recovery_words() reads it.
std::optional<RecoveryFault> recovery_fault(std::string_view text);

/// What a code opens with, and what others need to seal to it.
struct RecoveryKeys {
  SealingPair pair;          ///< Keys are sealed to its public half.
  Secret<32> authenticator;  ///< Kept with the keys, so that nobody else can seal to the code.
};

/// The keys of `secret`. Source: docs/format.md, "Recovery code".
RecoveryKeys recovery_keys(const RecoverySecret& secret);

}  // namespace quietroom::crypto
