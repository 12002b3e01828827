// The JSON files of this folder as they were when the program was built (cmake/embed.cmake).
#pragma once

#include <string_view>

namespace quietroom {

std::string_view shipped_classic_guide();
std::string_view shipped_consent_text();

}  // namespace quietroom
