// Letters of Latin, Greek and Cyrillic in one case; everything else as it is. Enough to find what
// was typed at the beginning of a sentence.
#pragma once

#include <string>
#include <string_view>

namespace quietroom::model {

/// `text` in small letters: as many bytes, each letter where it was. UTF-8.
std::string folded(std::string_view text);

}  // namespace quietroom::model
