#include "app/guides/consent_text.h"

#include <doctest/doctest.h>

namespace quietroom {
namespace {

TEST_CASE("fill_consent: leaves no blank, and says it plainly where nobody else reads") {
  const std::string alone =
      fill_consent(default_consent_text(), {"", "1 May 2026", "2 May 2026", "3 May 2026"});
  CHECK(alone.find('{') == std::string::npos);
  CHECK(alone.find("seen by me, nobody else") != std::string::npos);
  const std::string shared =
      fill_consent(default_consent_text(), {"Noa", "1 May 2026", "2 May 2026", "3 May 2026"});
  CHECK(shared.find("by me and by Noa, nobody else") != std::string::npos);
  CHECK(shared.find("check by 1 May 2026") != std::string::npos);
}

}  // namespace
}  // namespace quietroom
