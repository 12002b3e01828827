// The passphrase of one pack for one person: made, never chosen, and given in person.
#pragma once

#include <string>

#include "platform/random.h"

namespace quietroom::share {

/// Seven words of 2,048 are 77 bits: with the slow hash of age files, out of anybody's reach.
inline constexpr std::size_t kPassphraseWordCount = 7;

/// Words of the recovery code's list, which are easy to tell apart when they are read aloud, with a
/// blank between. Secret: wipe() it.
std::string generate_passphrase(Random& random);

}  // namespace quietroom::share
