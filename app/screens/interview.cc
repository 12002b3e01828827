// The interview: items beside the notes, and the field that takes every word at the bottom. Three
// shapes by width; what has no room of its own is a sheet away.
#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

Room room_of(const View& view) {
  const session::InterviewView& it = *view.state.interview;
  return {.view = view,
          .it = it,
          .may_write = model::check_may_write(it.interview).ok(),
          .may_edit = model::check_may_edit(it.interview).ok(),
          .may_mark = model::check_may_mark(it.interview).ok(),
          .held = model::why_interview_not_shareable(it.interview, it.consent)};
}

void draw_bar(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const session::InterviewView& it = room.it;
  ui.region("bar", {.role = Role::kBanner, .name = say("Bar")}, [&] {
    const bool back = ui.top_bar(say("Home"), one_to_one_with(it.interview), [&] {
      if (ui.wide()) {
        ui.text(session::shown_case_title(it.interview.case_title),
                {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .lines_max = 1});
      } else if (ui.icon_button("more",
                                {.icon = ui::Icon::kEllipsis,
                                 .name = say("Time, consent and more"),
                                 .expanded = it.more_open ? Tristate::kTrue : Tristate::kFalse})) {
        room.view.emit(command::ToggleMore{});
      }
      cover_and_lock(room.view);
    });
    if (back) room.view.emit(command::GoHome{});
  });
}

/// Question, notes and field, one above the other.
void draw_middle(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.region("main",
            {.role = Role::kMain,
             .name = say("Notes"),
             .box = {.width = ui::grow(), .height = ui::grow()}},
            [&] {
              if (!ui.tight()) draw_question(room);
              draw_notes(room);
              draw_composer(room);
            });
}

}  // namespace

void draw_head(const Room& room) {
  draw_bar(room);
  draw_question(room);
}

void draw_interview(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview) {
    page(view, {.title = "1:1", .autofocus = true},
         [&] { ui.text(say("This 1:1 is not here any more."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  Room room = room_of(view);
  ui.skip_link(say("Skip to the notes"), ui.id("main"));
  if (!ui.tight()) draw_bar(room);
  if (!ui.wide()) {
    draw_middle(room);
    return;
  }
  // Before the rail, which then scrolls to the neighbour.
  if (ui.shortcut(view.state.shortcuts.of(session::Act::kNextItem))) {
    view.emit(command::NextItem{});
    room.jump = 1;
  } else if (ui.shortcut(view.state.shortcuts.of(session::Act::kPreviousItem))) {
    view.emit(command::PreviousItem{});
    room.jump = -1;
  }
  ui.row({.height = ui::grow(), .across = ui::Align::kStretch}, [&] {
    ui.rail("items", {.role = Role::kNavigation, .name = say("Items")}, ui::Width::kRail,
            [&] { draw_items(room, ItemsPlace::kRail); });
    draw_middle(room);
    ui.rail("aside", {.role = Role::kComplementary, .name = say("This 1:1")}, ui::Width::kSide,
            [&] { draw_aside(room, AsidePlace::kSide); });
  });
}

void draw_interview_sheet(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview) return;
  const Room room = room_of(view);
  if (room.it.probes_open) {
    if (ui.sheet("probes sheet", {.title = say("Probe cards"), .close = say("Close")},
                 [&] { draw_probes(room); })) {
      view.emit(command::CloseProbes{});
    }
    return;
  }
  if (room.it.quiet_cues_open) {
    if (ui.sheet("quiet cues sheet", {.title = say("Quiet cues"), .close = say("Close")},
                 [&] { draw_quiet_cues(room); })) {
      view.emit(command::CloseQuietCues{});
    }
    return;
  }
  if (room.it.referrals_open) {
    if (ui.sheet("referrals sheet", {.title = say("Who else"), .close = say("Close")},
                 [&] { draw_referrals(room); })) {
      view.emit(command::CloseReferrals{});
    }
    return;
  }
  if (room.it.closing_open) {
    if (ui.sheet("closing sheet", {.title = say("Close this 1:1"), .close = say("Not yet")},
                 [&] { draw_closing(room); })) {
      view.emit(command::CloseClosing{});
    }
    return;
  }
  if (ui.wide()) return;
  if (room.it.items_open) {
    if (ui.sheet("items sheet", {.title = say("Items"), .close = say("Close")},
                 [&] { draw_items(room, ItemsPlace::kSheet); })) {
      view.emit(command::ToggleItems{});
    }
  } else if (room.it.more_open) {
    if (ui.sheet("more sheet", {.title = say("This 1:1"), .close = say("Close")},
                 [&] { draw_aside(room, AsidePlace::kSheet); })) {
      view.emit(command::ToggleMore{});
    }
  }
}

}  // namespace quietroom::screens
