// How easily a passphrase is guessed, in plain words. An estimate for advice: nothing but the
// length floor is ever refused.
#pragma once

#include <string_view>

#include "app/session/state.h"
#include "platform/base/result.h"

namespace quietroom::session {

inline constexpr std::size_t kPassphraseCodePointsMin = 8;

/// Advice about `passphrase`. Counts what a guesser must try: words, kinds of characters, runs and
/// repetitions; knows the most common passwords. Level 0 only for the empty one.
Strength passphrase_strength(std::string_view passphrase);

/// Errors: kInvalid if it is shorter than kPassphraseCodePointsMin, or not the same twice.
Status check_new_passphrase(std::string_view passphrase, std::string_view again);

}  // namespace quietroom::session
