// Another window has the store: one window at a time may write.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_elsewhere(const View& view) {
  ui::Ui& ui = view.ui;
  const bool small = view.state.device.second_window == SecondWindow::kPopup;
  entrance(
      view, {.title = small ? say("In the small window") : say("Open in another window")}, [&] {
        ui.paragraph(
            small
                ? say("The notes are in the small window that you opened from here. When you close "
                      "it, they come back here. Each time the passphrase is asked for once.")
                : say("Quietroom is in use in another window or tab of this browser. One window at "
                      "a time has the notes. Using it here saves everything there first and then "
                      "closes it there."));
        if (ui.button("take", {.label = small ? say("Bring it back here") : say("Use it here"),
                               .look = ui::ButtonLook::kPrimary,
                               .disabled = view.state.taking_store,
                               .fill = true,
                               .autofocus = true})) {
          view.emit(command::TakeStore{});
        }
        if (view.state.taking_store) {
          ui.progress("taking", {.name = say("Waiting for the other window"), .fraction = -1});
          ui.status("taking words",
                    say("The other window is saving. This takes a few seconds at most."),
                    {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
        }
        form_problem(view);
      });
}

}  // namespace quietroom::screens
