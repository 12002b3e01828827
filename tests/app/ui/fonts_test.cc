// What the glyph atlas gives out.
#include <doctest/doctest.h>

#include "tests/app/ui/driver.h"

namespace quietroom::ui {
namespace {

TEST_CASE("Fonts: every icon has a picture") {
  Icon shown = Icon::kNone;
  Driver driver([&](Ui& ui) { ui.icon_button("icon", {.icon = shown, .name = "Icon"}); });
  for (int icon = 0; icon < static_cast<int>(Icon::kCount); ++icon) {
    CAPTURE(icon);
    shown = Icon::kNone;
    driver.run();
    const int before = driver.paints;
    shown = static_cast<Icon>(icon);
    driver.run();
    CHECK(driver.paints == before + 1);
  }
}

}  // namespace
}  // namespace quietroom::ui
