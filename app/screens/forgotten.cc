// The passphrase is forgotten: the 24 words open the store, and a new one is chosen.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_forgotten(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const bool back =
      entrance(view, {.title = say("Use the recovery code"), .back = say("Back")}, [&] {
        ui.paragraph(
            say("Type the 24 words from your paper, with blanks between them. They open your "
                "notes, and then you choose a new passphrase."));
        ui.column({.gap = ui::Space::k16}, [&] {
          const bool submitted = recovery_code_field(view, /*autofocus=*/true);
          form_problem(view);
          const bool pressed = ui.button("use", {.label = say("Open with these words"),
                                                 .look = ui::ButtonLook::kPrimary,
                                                 .disabled = state.busy,
                                                 .fill = true});
          if ((submitted || pressed) && !state.busy) view.emit(command::UseRecoveryCode{});
          key_progress(view);
        });
        ui.column({.gap = ui::Space::k8}, [&] {
          ui.text(say("Without the passphrase and without the words nobody can open these notes."),
                  {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
          ui.wrap({}, [&] {
            if (ui.button("erase", {.label = say("I have neither"),
                                    .look = ui::ButtonLook::kQuiet,
                                    .disabled = state.busy})) {
              view.emit(command::BeginErase{});
            }
          });
        });
      });
  if (back) view.emit(command::BackToStart{});
}

}  // namespace quietroom::screens
