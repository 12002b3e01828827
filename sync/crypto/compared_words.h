// Six words that two devices show for a message that went from one to the other in the open, and
// that a person compares: 66 bits of its slow hash, in words of the list of the recovery code.
// They are no secret. Source: docs/format.md section 15.
#pragma once

#include <array>
#include <string_view>

#include "platform/slow_hash.h"
#include "sync/crypto/hash.h"

namespace quietroom::crypto {

inline constexpr std::size_t kComparedWordCount = 6;

/// Words of the English list; constants.
using ComparedWords = std::array<std::string_view, kComparedWordCount>;

/// The job from which the words of the message with hash `message` come. Slow, because whoever
/// wants to pass another message off must try some 2^66 of them.
SlowHashRequest compared_words_job(const Hash& message);

/// The words, from what that job gave.
ComparedWords compared_words(const Secret<32>& derived);

}  // namespace quietroom::crypto
