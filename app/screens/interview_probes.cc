// Probe cards: questions for what somebody just said, found by typing a word of it.
#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"

namespace quietroom::screens {

using ui::Space;

void draw_probes(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k16}, [&] {
    form_field(room.view, session::Field::kProbeSearch,
               {.label = say("What you hear"),
                .placeholder = say("decided, obviously"),
                .autofocus = true});
    const auto cards = matching_probes(room.view.state.fields[session::Field::kProbeSearch]);
    if (cards.empty()) {
      ui.text(say("No card has these words. Descriptions rather than explanations; how rather than "
                  "why."),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    }
    ui.list("cards", say("Probe cards"), {.gap = Space::k16}, [&] {
      for (const ProbeCard* card : cards) {
        ui.item(card->kind, [&] {
          ui.column({.gap = Space::k4}, [&] {
            ui.heading(3, card->kind);
            ui.text(card->heard, {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft});
            for (const std::string& question : card->ask) ui.text(question);
          });
        });
      }
    });
  });
}

}  // namespace quietroom::screens
