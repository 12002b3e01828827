// One case: its name, a 1:1 in it, and the 1:1s that it has.
#include "app/model/interview_life.h"
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
  const bool closed = view.state.open_case->closed;
  view.ui.column({.gap = ui::Space::k4}, [&] {
    view.ui.section(say("Still to talk with"));
    view.ui.list("candidates", say("Still to talk with"), [&] {
      for (const session::Candidate& one : view.state.candidates) {
        const std::string detail = named_by(one);
        if (view.ui.list_row(one.interview.id,
                             {.title = one.interview.person_name,
                              .detail = detail,
                              .trailing = closed ? "" : say("Start"),
                              .icon = ui::Icon::kCircle,
                              .action = closed ? ui::RowAction::kNone : ui::RowAction::kButton,
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
    const bool closed = state.open_case->closed;
    if (closed) ui.text(say("This case is closed. It can be read."), {.ink = ui::Ink::kSoft});
    if (!closed && name_form(view, {.field = session::Field::kStartName,
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
    if (!closed || !state.of_open.empty())
      interviews_of_open(view, say("Interviews of this case"), RowTitle::kPerson);
    if (closed || !state.may_close_case) return;
    ui.wrap({}, [&] {
      if (ui.button("close", {.label = say("Close the case"),
                              .look = ui::ButtonLook::kQuiet,
                              .description = say("First what that does.")})) {
        view.emit(command::BeginCloseCase{});
      }
    });
  });
}

void draw_close_case_sheet(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.asking_close || !state.open_case) return;
  std::int64_t under_way = 0;
  std::int64_t closing = 0;
  for (const model::Interview& one : state.of_open) {
    under_way += one.under_way() ? 1 : 0;
    closing += model::may_step(one.case_kind, one.state, model::InterviewState::kClosed) ? 1 : 0;
  }
  const auto staying = static_cast<std::int64_t>(state.of_open.size()) - closing;
  const auto body = [&] {
    if (under_way > 0) {
      ui.paragraph(say("A 1:1 of this case is under way. Close the conversation first."));
    } else {
      if (closing > 0) {
        ui.paragraph(words::count(closing,
                                  "{n} interview is closed for good. It can still be read.",
                                  "{n} interviews are closed for good. They can still be read."));
      }
      if (staying > 0) {
        ui.paragraph(words::count(staying, "{n} interview stays where it stands, with its notes.",
                                  "{n} interviews stay where they stand, with their notes."));
      }
      ui.paragraph(
          say("What you noted for yourself about these 1:1s is destroyed, here and on your other "
              "devices. Only copies that you saved earlier still have it."));
      ui.paragraph(
          say("No 1:1 begins in this case any more, and it is not opened again. This cannot be "
              "undone."));
    }
    ui.wrap({.gap = ui::Space::k12}, [&] {
      // The keyboard must not stand on the button that destroys.
      if (ui.button("keep", {.label = say("Keep it open"), .autofocus = true}))
        view.emit(command::CancelCloseCase{});
      if (under_way == 0 && ui.button("close now", {.label = say("Close it, destroy private notes"),
                                                    .look = ui::ButtonLook::kDanger})) {
        view.emit(command::CloseCase{});
      }
    });
  };
  if (ui.sheet(
          "close case sheet",
          {.title = say("Close the case"), .side = ui::SheetSide::kCenter, .close = say("Close")},
          [&] { ui.column({.gap = ui::Space::k16}, body); })) {
    view.emit(command::CancelCloseCase{});
  }
}

}  // namespace quietroom::screens
