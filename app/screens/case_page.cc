// One case: its name, a 1:1 in it, and the 1:1s that it has.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/screens/wordings.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

/// "Named by Ada: the restore. Named by Sam."
std::string named_by(const session::Candidate& candidate) {
  std::string words;
  for (const model::Referral& one : candidate.referrals) {
    if (!words.empty()) words += " ";
    words += one.about.empty() ? say("Named by {who}.", one.named_by)
                               : say("Named by {who}: {what}.", one.named_by, one.about);
  }
  return words.empty() ? std::string(say("Not asked yet.")) : words;
}

/// Those with whom no 1:1 was held yet. A press begins it.
void draw_candidates(const View& view) {
  if (view.state.candidates.empty()) return;
  view.ui.column({.gap = ui::Space::k4}, [&] {
    view.ui.section(say("Still to talk with"));
    view.ui.list("candidates", say("Still to talk with"), [&] {
      for (const session::Candidate& one : view.state.candidates) {
        const std::string detail = named_by(one);
        if (view.ui.list_row(one.interview.id, {.title = one.interview.person_name,
                                                .detail = detail,
                                                .trailing = say("Start"),
                                                .icon = ui::Icon::kCircle,
                                                .action = ui::RowAction::kButton,
                                                .title_lines_max = 2})) {
          view.emit(command::StartCandidate{one.interview.id});
        }
      }
    });
  });
}

/// The way to the people of the case. What is not sorted yet is nobody else's.
void draw_access(const View& view) {
  const std::string& title = view.state.open_case->title;
  const bool is_own_pile = title == session::kUnsortedCase || title == session::kOutreachCase;
  if (view.state.example || is_own_pile) return;
  view.ui.wrap({}, [&] {
    if (view.ui.button("people", {.label = say("People with access")}))
      view.emit(command::OpenMembers{});
  });
}

}  // namespace

void draw_case_page(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.open_case) {
    page(view, {.title = say("Case"), .back = say("Back")}, [&] {
      ui.text(say("This case is not here any more. Go back to choose another."),
              {.ink = ui::Ink::kSoft});
    });
    return;
  }
  const std::string_view title = session::shown_case_title(state.open_case->title);
  page(view, {.title = title, .back = say("Back"), .title_hidden = true}, [&] {
    renamable_title(view, title, say("Name of the case"));
    draw_conflicts(view, model::EntityKind::kCase, state.open_case->id, state.conflicts);
    if (name_form(view, {.field = session::Field::kStartName,
                         .label = say("Start a 1:1 in this case"),
                         .placeholder = say("A name"),
                         .button = say("Start"),
                         .look = ui::ButtonLook::kPrimary,
                         .autofocus = !state.renaming})) {
      view.emit(command::StartInterview{});
    }
    form_problem(view);
    draw_candidates(view);
    draw_access(view);
    interviews_of_open(view, say("Interviews of this case"), RowTitle::kPerson);
  });
}

}  // namespace quietroom::screens
