// The cover: an empty page. One control as large as the window takes it away; nothing of the state
// is drawn or named.
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_cover(ui::Ui& ui, session::Commands& out) {
  bool uncover = false;
  ui.region("cover", {.role = Role::kMain, .name = "Empty page", .box = {.height = ui::grow()}},
            [&] {
              uncover = ui.button("uncover", {.label = "Uncover", .shortcut = "F9", .fill = true});
            });
  if (uncover) out.emplace_back(command::Uncover{});
}

}  // namespace quietroom::screens
