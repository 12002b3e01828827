// One person: the name, a 1:1 with them, and the 1:1s so far.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/screens/wordings.h"

namespace quietroom::screens {

void draw_person_page(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.open_person) {
    page(view, {.title = say("Person"), .back = say("Back")}, [&] {
      ui.text(say("This person is not here any more. Go back to choose another."),
              {.ink = ui::Ink::kSoft});
    });
    return;
  }
  page(view, {.title = state.open_person->name, .back = say("Back"), .title_hidden = true}, [&] {
    renamable_title(view, state.open_person->name, say("Name of the person"));
    draw_conflicts(view, model::EntityKind::kPerson, state.open_person->id, state.conflicts);
    ui.wrap({.gap = ui::Space::k12}, [&] {
      if (ui.button("start", {.label = say("Start a 1:1"),
                              .look = ui::ButtonLook::kPrimary,
                              .autofocus = !state.renaming})) {
        view.emit(command::StartInterviewWith{state.open_person->id, Id{}});
      }
    });
    form_problem(view);
    interviews_of_open(view, say("Interviews with this person"), RowTitle::kCase);
  });
}

}  // namespace quietroom::screens
