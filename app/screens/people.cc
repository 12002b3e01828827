// All people: open one, or add one by name.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {

void draw_people(const View& view) {
  ui::Ui& ui = view.ui;
  page(view, {.title = say("People")}, [&] {
    if (name_form(view, {.field = session::Field::kNewPerson,
                         .label = say("New person"),
                         .placeholder = say("A name"),
                         .button = say("Add"),
                         .icon = ui::Icon::kUserPlus,
                         .autofocus = true})) {
      view.emit(command::CreatePerson{});
    }
    form_problem(view);
    if (view.state.people.empty()) {
      ui.text(say("Nobody yet. Whoever you start a 1:1 with is listed here."),
              {.ink = ui::Ink::kSoft});
      return;
    }
    ui.list("people", say("People"), [&] {
      for (const model::Person& one : view.state.people) {
        std::string detail = words::count(one.interview_count, "{n} interview", "{n} interviews");
        if (one.conflict) detail += say(", two values");
        if (ui.list_row(one.id, {.title = one.name,
                                 .detail = detail,
                                 .icon = ui::Icon::kUser,
                                 .chevron = true,
                                 .title_lines_max = 2})) {
          view.emit(command::OpenPerson{one.id});
        }
      }
    });
  });
}

}  // namespace quietroom::screens
