// Home: start a 1:1 now, what is under way, where everything lies and how safe it is.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

void draw_bar(const View& view) {
  ui::Ui& ui = view.ui;
  ui.region("bar", {.role = Role::kBanner, .name = "Bar"}, [&] {
    ui.top_bar("", "", [&] {
      ui.text("Quietroom", {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      ui.space();
      if (ui.icon_button("about", {.icon = ui::Icon::kInfo, .name = "About"})) {
        view.emit(command::OpenAbout{});
      }
      if (ui.icon_button("settings", {.icon = ui::Icon::kSettings, .name = "Settings"})) {
        view.emit(command::OpenSettings{});
      }
      cover_and_lock(view);
    });
  });
}

void draw_start(const View& view) {
  ui::Ui& ui = view.ui;
  ui.region("start", {.role = Role::kForm, .name = "Start a 1:1"}, [&] {
    ui.column({.gap = Space::k16}, [&] {
      ui.heading(1, "Start a 1:1 now");
      if (name_form(view, {.field = session::Field::kStartName,
                           .label = "With whom",
                           .placeholder = "A name",
                           .button = "Start",
                           .look = ui::ButtonLook::kPrimary,
                           .large = true,
                           .autofocus = true})) {
        view.emit(command::StartInterview{});
      }
      form_problem(view);
    });
  });
}

void draw_interviews(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (state.under_way.empty() && state.recent.empty()) {
    ui.paragraph(
        "Nothing is under way. A 1:1 needs one name and nothing else; lines can be put in order "
        "later, and closing the window loses nothing.",
        {.style = ui::TextStyle::kBody, .ink = ui::Ink::kSoft});
    return;
  }
  if (!state.under_way.empty()) {
    ui.column({.gap = Space::k4}, [&] {
      ui.section("Under way");
      interview_rows(view, "under way", "Under way", state.under_way, RowTitle::kPerson);
    });
  }
  if (!state.recent.empty()) {
    ui.column({.gap = Space::k4}, [&] {
      ui.section("Recent");
      interview_rows(view, "recent", "Recent", state.recent, RowTitle::kPerson);
    });
  }
}

void draw_places(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  ui.region("places", {.role = Role::kNavigation, .name = "Places"}, [&] {
    ui.list("places", "Places", [&] {
      if (ui.list_row("cases", {.title = "Cases",
                                .trailing = std::to_string(state.cases.size()),
                                .icon = ui::Icon::kFolder,
                                .chevron = true})) {
        view.emit(command::OpenCases{});
      }
      if (ui.list_row("people", {.title = "People",
                                 .trailing = std::to_string(state.people.size()),
                                 .icon = ui::Icon::kUsers,
                                 .chevron = true})) {
        view.emit(command::OpenPeople{});
      }
    });
  });
}

/// Where everything lies, when the last copy was saved, and what makes it safer.
void draw_safety(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (state.example) return;
  const std::string last =
      session::how_long_ago(state.device.last_copy_ms, state.now_ms, state.utc_offset_minutes);
  ui.column({.gap = Space::k8}, [&] {
    ui.section("Safety");
    ui.text("Everything is on this device. Last copy elsewhere: " + last + ".",
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    ui.wrap({.gap = Space::k8}, [&] {
      if (ui.button("save copy", {.label = "Save a copy",
                                  .icon = ui::Icon::kDownload,
                                  .description = "One encrypted file with everything."})) {
        view.emit(command::SaveCopy{});
      }
      if (state.device.persisted == false &&
          ui.button("keep", {.label = "Keep the storage",
                             .icon = ui::Icon::kShield,
                             .description = "Asks the browser not to clear it."})) {
        view.emit(command::KeepStorage{});
      }
      if (state.device.can_install && !state.device.installed &&
          ui.button("install", {.label = "Install the app",
                                .icon = ui::Icon::kHardDrive,
                                .description = "It then opens by itself, also offline."})) {
        view.emit(command::Install{});
      }
    });
    if (state.device.persisted == false) {
      ui.text("The browser may clear this storage when the device runs short of room.",
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kWarn});
    }
  });
}

}  // namespace

void draw_home(const View& view) {
  ui::Ui& ui = view.ui;
  ui.skip_link("Skip to the main part", ui.id("main"));
  draw_bar(view);
  const Space edge = ui.narrow() ? Space::k16 : Space::k32;
  ui.scroll("main",
            {.name = "Home",
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
