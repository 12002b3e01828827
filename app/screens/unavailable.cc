// This browser cannot keep files: what is missing, and what can still be done.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_unavailable(const View& view) {
  ui::Ui& ui = view.ui;
  entrance(view, {.title = say("Notes cannot be kept here"), .about = true}, [&] {
    ui.paragraph(
        say("This browser does not let Quietroom keep files on the device. Private windows and "
            "older browsers do not. Nothing was written and nothing was lost."));
    ui.paragraph(
        say("Open this page in an ordinary window of a current Chrome, Edge, Firefox or Safari."));
    if (!view.state.device.unavailable_reason.empty()) {
      ui.text(say("The browser says: {reason}", view.state.device.unavailable_reason),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    }
    if (ui.button("example", {.label = say("Try it with an example"),
                              .look = ui::ButtonLook::kPrimary,
                              .fill = true,
                              .autofocus = true})) {
      view.emit(command::TryExample{});
    }
  });
}

}  // namespace quietroom::screens
