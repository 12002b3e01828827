// One case: its name, a 1:1 in it, and the 1:1s that it has.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_case_page(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.open_case) {
    page(view, {.title = "Case", .back = "Back"}, [&] {
      ui.text("This case is not here any more. Go back to choose another.",
              {.ink = ui::Ink::kSoft});
    });
    return;
  }
  page(view, {.title = state.open_case->title, .back = "Back", .title_hidden = true}, [&] {
    renamable_title(view, state.open_case->title, "Name of the case");
    if (name_form(view, {.field = session::Field::kStartName,
                         .label = "Start a 1:1 in this case",
                         .placeholder = "A name",
                         .button = "Start",
                         .look = ui::ButtonLook::kPrimary,
                         .autofocus = !state.renaming})) {
      view.emit(command::StartInterview{});
    }
    form_problem(view);
    interviews_of_open(view, "Interviews of this case", RowTitle::kPerson);
  });
}

}  // namespace quietroom::screens
