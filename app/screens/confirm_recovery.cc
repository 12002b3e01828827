// Three of the 24 words, to see that the paper is right.
#include <array>

#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_confirm_recovery(const View& view) {
  using session::Field;
  constexpr std::array<Field, 3> kFields = {Field::kRecoveryWord0, Field::kRecoveryWord1,
                                            Field::kRecoveryWord2};
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  entrance(view, {.title = say("Three of the words")}, [&] {
    ui.paragraph(say("From your paper, please. This only checks that nothing was misread."));
    bool done = false;
    ui.column({.gap = ui::Space::k16}, [&] {
      for (std::size_t at = 0; at < kFields.size(); ++at) {
        const std::string label = say("Word {number}", state.setup.asked[at] + 1);
        const bool last = at + 1 == kFields.size();
        done = form_field(view, kFields[at],
                          {.label = label, .submit_on_enter = last, .autofocus = at == 0}) ||
               done;
      }
      form_problem(view);
    });
    ui.column({.gap = ui::Space::k12}, [&] {
      done = ui.button("confirm", {.label = say("Check the words"),
                                   .look = ui::ButtonLook::kPrimary,
                                   .disabled = state.busy,
                                   .fill = true}) ||
             done;
      if (ui.button("again", {.label = say("Show it again"),
                              .look = ui::ButtonLook::kQuiet,
                              .disabled = state.busy,
                              .fill = true})) {
        view.emit(command::ShowRecoveryAgain{});
      }
    });
    if (done && !state.busy) view.emit(command::ConfirmRecovery{});
    key_progress(view);
  });
}

}  // namespace quietroom::screens
