// The cover: an empty page. One control as large as the window takes it away; nothing of the state
// is drawn or named.
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_cover(const View& view) {
  ui::Ui& ui = view.ui;
  bool uncover = false;
  ui.region("cover",
            {.role = Role::kMain, .name = say("Empty page"), .box = {.height = ui::grow()}}, [&] {
              uncover = ui.blank_button("uncover", say("Uncover"),
                                        view.state.shortcuts.of(session::Act::kCover));
            });
  if (uncover) view.emit(command::Uncover{});
}

}  // namespace quietroom::screens
