// Choosing the passphrase: on the first visit, or a new one after the recovery code.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::Field;

ui::Ink ink_of(const session::Strength& strength) {
  return strength.level == 1 ? ui::Ink::kWarn : ui::Ink::kSoft;
}

}  // namespace

void draw_choose_passphrase(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const bool again = state.setup.replaces_passphrase;
  const bool back = entrance(
      view,
      {.title = again ? say("Choose a new passphrase") : say("Choose a passphrase"),
       .back = say("Back")},
      [&] {
        ui.paragraph(again ? say("Your notes are open. From now on the new passphrase opens them; "
                                 "the old one no longer does.")
                           : say("It encrypts everything on this device. A few unrelated words are "
                                 "easy to remember and hard to guess."));
        ui.column({.gap = ui::Space::k16}, [&] {
          passphrase_field(view, Field::kPassphrase,
                           {.label = say("Passphrase"),
                            .is_new = true,
                            .submit_on_enter = false,
                            .autofocus = true});
          ui.status("strength", state.strength.text.empty() ? "" : state.strength.text,
                    {.style = ui::TextStyle::kSmall, .ink = ink_of(state.strength)});
          const bool submitted = passphrase_field(view, Field::kPassphraseAgain,
                                                  {.label = say("The same again"), .is_new = true});
          form_problem(view);
          const bool pressed = ui.button("choose", {.label = say("Use this passphrase"),
                                                    .look = ui::ButtonLook::kPrimary,
                                                    .disabled = state.busy,
                                                    .fill = true});
          if ((submitted || pressed) && !state.busy) view.emit(command::ChoosePassphrase{});
          key_progress(view);
        });
        ui.paragraph(state.setup.joins
                         ? say("It is for this device alone; your other device keeps its own. "
                               "The recovery code that you have opens this device too.")
                         : say("Nobody can reset it: not us, not whoever runs this site. Next you "
                               "get a recovery code of 24 words. It opens your notes if the "
                               "passphrase is forgotten, so it belongs on paper, away from this "
                               "device."),
                     {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      });
  if (back) view.emit(command::BackToStart{});
}

}  // namespace quietroom::screens
