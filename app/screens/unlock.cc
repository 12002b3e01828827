// The passphrase, please.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_unlock(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  entrance(view, {.title = say("Unlock"), .about = true}, [&] {
    ui.paragraph(state.interview_kept
                     ? say("Locked. Every line of the 1:1 is kept, and so is what stands in the "
                           "note field. Unlocking goes on where it was.")
                     : say("Your notes are on this device, encrypted."));
    ui.column({.gap = ui::Space::k16}, [&] {
      const bool submitted = passphrase_field(view, session::Field::kPassphrase,
                                              {.label = say("Passphrase"), .autofocus = true});
      form_problem(view);
      const bool pressed = ui.button("unlock", {.label = say("Unlock"),
                                                .look = ui::ButtonLook::kPrimary,
                                                .disabled = state.busy,
                                                .fill = true});
      if ((submitted || pressed) && !state.busy) view.emit(command::Unlock{});
      key_progress(view);
    });
    ui.column({.gap = ui::Space::k4}, [&] {
      if (ui.button("forgotten", {.label = say("I forgot the passphrase"),
                                  .look = ui::ButtonLook::kQuiet,
                                  .disabled = state.busy,
                                  .fill = true})) {
        view.emit(command::BeginForgotten{});
      }
      if (ui.button("example", {.label = say("Try it with an example"),
                                .look = ui::ButtonLook::kQuiet,
                                .disabled = state.busy,
                                .fill = true})) {
        view.emit(command::TryExample{});
      }
    });
  });
}

}  // namespace quietroom::screens
