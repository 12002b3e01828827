// First visit: what this is, and the three ways to begin.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_starting(const View& view) {
  entrance(view, {.title = say("Opening")},
           [&] { view.ui.status("opening", say("One moment."), {.ink = ui::Ink::kSoft}); });
}

void draw_welcome(const View& view) {
  ui::Ui& ui = view.ui;
  entrance(view, {.title = say("A quiet place for 1:1 notes"), .about = true}, [&] {
    ui.paragraph(
        say("Quietroom is for talking with each person after an incident, one at a time, and "
            "taking notes while they talk. The notes stay on this device, encrypted, and it needs "
            "no network."));
    if (view.state.device.storage == StorageKind::kPassing) {
      ui.status(
          "passing",
          say("This looks like a private window. Whatever you write here is gone when it is "
              "closed, whether it was shown as saved or not. Open an ordinary window to keep it."),
          {.ink = ui::Ink::kWarn});
    }
    ui.column({.gap = ui::Space::k12}, [&] {
      if (ui.button("begin", {.label = say("Choose a passphrase"),
                              .look = ui::ButtonLook::kPrimary,
                              .fill = true,
                              .large = true,
                              .autofocus = true})) {
        view.emit(command::BeginSetup{});
      }
      if (ui.button("example", {.label = say("Try it with an example"), .fill = true})) {
        view.emit(command::TryExample{});
      }
      if (ui.button("join", {.label = say("Add this device to yours"),
                             .look = ui::ButtonLook::kQuiet,
                             .description = say("Your notes are on another device, and synced."),
                             .fill = true})) {
        view.emit(command::BeginPairing{});
      }
      if (ui.button("copy", {.label = say("Open a copy"),
                             .look = ui::ButtonLook::kQuiet,
                             .description = say("A file that you saved from another device."),
                             .fill = true})) {
        view.emit(command::BeginOpenCopy{});
      }
    });
    ui.text(
        say("The example has invented people, asks for no passphrase and leaves nothing behind."),
        {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    form_problem(view);
  });
}

}  // namespace quietroom::screens
