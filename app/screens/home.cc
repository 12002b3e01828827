// Home: start a 1:1 now, what is under way, where everything lies and how safe it is.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/sync_words.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

void draw_bar(const View& view) {
  ui::Ui& ui = view.ui;
  bar(
      view,
      [&] {
        ui.row({.padding = {Space::k12, Space::k0}}, [&] {
          ui.text("Quietroom",
                  {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .semibold = true});
        });
      },
      [&] {
        if (ui.icon_button("about", {.icon = ui::Icon::kInfo, .name = say("About")})) {
          view.emit(command::OpenAbout{});
        }
        if (ui.icon_button("settings", {.icon = ui::Icon::kSettings, .name = say("Settings")})) {
          view.emit(command::OpenSettings{});
        }
      });
}

/// With which questions: said quietly, because starting needs a name and nothing else.
void draw_guide_choice(const View& view) {
  for (const session::GuideEntry& one : view.state.guides) {
    if (one.guide.id != view.state.chosen_guide) continue;
    const std::string label = say("Guide: {title}", one.guide.title);
    view.ui.wrap({}, [&] {
      if (view.ui.button(
              "guide",
              {.label = label, .icon = ui::Icon::kList, .description = say("Opens all guides.")})) {
        view.emit(command::OpenGuides{});
      }
    });
  }
}

void draw_start(const View& view) {
  ui::Ui& ui = view.ui;
  ui.region("start", {.role = Role::kForm, .name = say("Start a 1:1")}, [&] {
    ui.column({.gap = Space::k16}, [&] {
      ui.heading(1, say("Start a 1:1 now"));
      if (name_form(view, {.field = session::Field::kStartName,
                           .label = say("With whom"),
                           .placeholder = say("A name"),
                           .button = say("Start"),
                           .look = ui::ButtonLook::kPrimary,
                           .large = true,
                           .autofocus = true})) {
        view.emit(command::StartInterview{});
      }
      form_problem(view);
      draw_guide_choice(view);
    });
  });
}

void draw_interviews(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (state.under_way.empty() && state.recent.empty()) {
    ui.paragraph(say("Nothing is under way. A 1:1 needs one name and nothing else; lines can be "
                     "put in order later, and closing the window loses nothing."),
                 {.style = ui::TextStyle::kBody, .ink = ui::Ink::kSoft});
    return;
  }
  if (!state.under_way.empty()) {
    ui.column({.gap = Space::k4}, [&] {
      ui.section(say("Under way"));
      interview_rows(view, "under way", say("Under way"), state.under_way,
                     RowTitle::kPersonAndCase);
    });
  }
  if (!state.recent.empty()) {
    ui.column({.gap = Space::k4}, [&] {
      ui.section(say("Recent"));
      interview_rows(view, "recent", say("Recent"), state.recent, RowTitle::kPersonAndCase);
    });
  }
}

void draw_places(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  ui.region("places", {.role = Role::kNavigation, .name = say("Places")}, [&] {
    ui.list("places", say("Places"), [&] {
      if (ui.list_row("cases", {.title = say("Cases"),
                                .trailing = std::to_string(state.cases.size()),
                                .icon = ui::Icon::kFolder,
                                .chevron = true})) {
        view.emit(command::OpenCases{});
      }
      if (ui.list_row("people", {.title = say("People"),
                                 .trailing = std::to_string(state.people.size()),
                                 .icon = ui::Icon::kUsers,
                                 .chevron = true})) {
        view.emit(command::OpenPeople{});
      }
    });
    ui.wrap({.padding = {Space::k0, Space::k8}}, [&] { small_window_button(view); });
  });
}

/// A thing to do, as a row of its own.
bool action_row(const View& view, ui::Key key, std::string_view title, std::string_view detail,
                ui::Icon icon) {
  return view.ui.list_row(
      key, {.title = title, .detail = detail, .icon = icon, .action = ui::RowAction::kButton});
}

/// Other devices: how that stands, and the way to its screen. What is wrong goes first.
void draw_sync_row(const View& view) {
  const session::State& state = view.state;
  const session::SyncView& sync = state.sync;
  std::string detail = session::sync_line(sync, state.now_ms, state.utc_offset_minutes);
  if (!sync.troubles.empty()) {
    detail =
        say("{what}. {where}", session::trouble_words(sync.troubles.front().kind).title, detail);
  } else if (sync.is_on() && sync.reason != session::SyncReason::kNone) {
    detail = say("The endpoint is not in reach. {where}", detail);
  }
  if (view.ui.list_row("sync", {.title = say("Sync"),
                                .detail = detail,
                                .icon = ui::Icon::kRefreshCw,
                                .chevron = true})) {
    view.emit(command::OpenSync{});
  }
}

/// Where everything lies, when the last copy was saved, and what makes it safer.
void draw_safety(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (state.example) return;
  const std::string last =
      session::how_long_ago(state.device.last_copy_ms, state.now_ms, state.utc_offset_minutes);
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Safety"));
    const std::string copies =
        state.sync.is_on()
            ? say("Last copy elsewhere: {when}.", last)
            : say("Everything is on this device. Last copy elsewhere: {when}.", last);
    ui.text(copies, {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    ui.list("safety", say("Safety"), [&] {
      draw_sync_row(view);
      if (action_row(view, "save copy", say("Save a copy"),
                     say("One encrypted file with everything."), ui::Icon::kDownload)) {
        view.emit(command::SaveCopy{});
      }
      if (state.device.persisted == false &&
          action_row(view, "keep", say("Keep the storage"),
                     say("The browser may clear it when the device runs short of room."),
                     ui::Icon::kShield)) {
        view.emit(command::KeepStorage{});
      }
      if (state.device.can_install && !state.device.installed &&
          action_row(view, "install", say("Install the app"),
                     say("It then opens by itself, also offline."), ui::Icon::kHardDrive)) {
        view.emit(command::Install{});
      }
    });
  });
}

}  // namespace

void draw_home(const View& view) {
  ui::Ui& ui = view.ui;
  ui.skip_link(say("Skip to the main part"), ui.id("main"));
  draw_bar(view);
  const Space edge = ui.narrow() ? Space::k16 : Space::k32;
  ui.scroll("main",
            {.name = say("Home"),
             .role = Role::kMain,
             .box = {.max_width = ui.wide() ? ui::Width::kPage : ui::Width::kMeasure,
                     .padding = {edge, Space::k24, edge, Space::k48},
                     .self = ui::Align::kCenter}},
            [&] {
              ui.row({.gap = ui.wide() ? Space::k48 : Space::k32,
                      .across = ui::Align::kStart,
                      .stack = ui::Stack::kBelowWide},
                     [&] {
                       ui.column({.width = ui::grow(), .gap = Space::k32}, [&] {
                         draw_start(view);
                         draw_interviews(view);
                       });
                       ui.column({.width = ui.wide() ? ui::fixed(ui::Width::kRail) : ui::Extent{},
                                  .gap = Space::k32},
                                 [&] {
                                   draw_places(view);
                                   draw_safety(view);
                                 });
                     });
            });
}

}  // namespace quietroom::screens
