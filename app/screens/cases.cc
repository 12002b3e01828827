// All cases: open one, or make one by its name.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {

void draw_cases(const View& view) {
  ui::Ui& ui = view.ui;
  page(view, {.title = say("Cases")}, [&] {
    if (name_form(view, {.field = session::Field::kNewCase,
                         .label = say("New case"),
                         .placeholder = say("What it is about"),
                         .button = say("Create"),
                         .icon = ui::Icon::kFolderPlus,
                         .autofocus = true})) {
      view.emit(command::CreateCase{});
    }
    form_problem(view);
    if (!view.state.example) {
      ui.wrap({}, [&] {
        if (ui.button("join", {.label = say("Join a case of somebody else")}))
          view.emit(command::BeginJoining{});
      });
    }
    if (view.state.cases.empty()) {
      ui.text(say("No cases yet. A case gathers the 1:1s about one incident."),
              {.ink = ui::Ink::kSoft});
      return;
    }
    ui.list("cases", say("Cases"), [&] {
      for (const model::Case& one : view.state.cases) {
        std::string detail = words::count(one.interview_count, "{n} interview", "{n} interviews");
        if (one.closed) detail += say(", closed");
        if (one.conflict) detail += say(", two values");
        if (ui.list_row(one.id, {.title = session::shown_case_title(one.title),
                                 .detail = detail,
                                 .icon = ui::Icon::kFolder,
                                 .chevron = true,
                                 .title_lines_max = 2})) {
          view.emit(command::OpenCase{one.id});
        }
      }
    });
  });
}

}  // namespace quietroom::screens
