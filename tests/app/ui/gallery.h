// Made-up screens that use every widget: for layout tests, and for looking at them (gallery.cc).
#pragma once

#include <array>
#include <optional>
#include <string>

#include "app/ui/ui.h"

namespace quietroom::ui {

/// What the made-up screens remember between passes.
struct GalleryState {
  int kind = 1;
  int plan = 0;
  bool check_1 = true;
  bool check_2 = false;
  bool toggle_1 = true;
  bool reveal = false;
  int open_line = -1;
  int clicks = 0;
  bool sheet = false;
  bool toast = false;
  std::string draft;
};

/// Buttons of every look.
inline void gallery_buttons(Ui& ui, GalleryState& state) {
  ui.wrap({.gap = Space::k12}, [&] {
    if (ui.button("primary", {.label = "Start a 1:1 now",
                              .look = ButtonLook::kPrimary,
                              .icon = Icon::kPlus,
                              .shortcut = "Alt+N"})) {
      ++state.clicks;
    }
    ui.button("plain", {.label = "Save a copy", .icon = Icon::kDownload});
    ui.button("quiet", {.label = "Not now", .look = ButtonLook::kQuiet});
    ui.button("danger", {.label = "Strike the line", .look = ButtonLook::kDanger});
    ui.button("off", {.label = "Continue", .look = ButtonLook::kPrimary, .disabled = true});
    ui.button("off 2", {.label = "Unavailable", .disabled = true});
    ui.icon_button("lock", {.icon = Icon::kLock, .name = "Lock now", .shortcut = "Alt+L"});
    ui.icon_button("list", {.icon = Icon::kList, .name = "Show items", .pressed = Tristate::kTrue});
    ui.link("about", "About this program");
  });
}
/// Fields of every kind.
inline void gallery_fields(Ui& ui, GalleryState& state) {
  ui.section("Fields", "3");
  const FieldResult name =
      ui.text_field("name", {.label = "Name",
                             .placeholder = "As they like to be called",
                             .help = "Only you see it until consent is recorded."});
  if (name.changed) state.draft = *name.changed;
  ui.text_field("bad",
                {.label = "Case", .value = "x", .error = "A case of this name exists already."});
  if (ui.passphrase_field("pass", {.label = "Passphrase", .revealed = state.reveal})
          .toggled_reveal) {
    state.reveal = !state.reveal;
  }
  ui.note_field("note", {.label = "Note",
                         .placeholder = "Type what they say",
                         .submit_on_enter = true,
                         .lines_min = 2});
}
/// Choices of every kind.
inline void gallery_choices(Ui& ui, GalleryState& state) {
  ui.section("Choices");
  const std::array<Segment, 3> kinds{
      Segment{.label = "Quote", .shortcut = "Alt+Q", .mark = Ink::kQuote},
      Segment{.label = "Paraphrase", .shortcut = "Alt+P", .mark = Ink::kParaphrase},
      Segment{.label = "Inference", .shortcut = "Alt+I", .mark = Ink::kInference}};
  if (const auto kind =
          ui.segmented("kind", {.name = "Kind of line", .segments = kinds, .chosen = state.kind})) {
    state.kind = *kind;
  }
  const std::array<Segment, 2> plans{Segment{.label = "60 minutes"},
                                     Segment{.label = "30 minutes"}};
  if (const auto plan = ui.segmented(
          "plan", {.name = "Plan", .segments = plans, .chosen = state.plan, .fill = true})) {
    state.plan = *plan;
  }
  if (ui.check("c1", {.label = "Notes are taken",
                      .detail = "By hand, by me, on this device.",
                      .checked = state.check_1})) {
    state.check_1 = !state.check_1;
  }
  if (ui.check("c2", {.label = "They are cleaned up and given back to you before anybody "
                               "else reads them",
                      .checked = state.check_2})) {
    state.check_2 = !state.check_2;
  }
  if (ui.toggle("t1", {.label = "Lock after 30 minutes", .checked = state.toggle_1})) {
    state.toggle_1 = !state.toggle_1;
  }
  ui.toggle("t2", {.label = "Dark at night", .detail = "Follows the system otherwise."});
  ui.file_button("open", {.label = "Open a copy", .accept = ".quietroom"});
}
/// Banners, chips, progress, time.
inline void gallery_signs(Ui& ui) {
  ui.banner("info", {.text = "Everything is on this device. Last copy elsewhere: never.",
                     .action = "Save a copy"});
  ui.banner("warn", {.text = "Consent is not recorded yet: lines are not shareable.",
                     .action = "Record consent",
                     .tone = BannerTone::kWarn});
  ui.banner("error", {.text = "The last line could not be saved. It is still in the field.",
                      .action = "Try again",
                      .tone = BannerTone::kError,
                      .assertive = true});
  ui.banner("private", {.text = "Private: only on your own devices, never shared.",
                        .tone = BannerTone::kPrivate});
  ui.wrap({.gap = Space::k8}, [&] {
    ui.chip_button("tag", {.label = "database"});
    ui.chip_button("person", {.label = "Ana", .icon = Icon::kUser});
  });
  ui.progress("progress", {.name = "Items", .fraction = 0.27F, .value = "4 of 15"});
  ui.time_bar("time", {.name = "Time", .elapsed = "24:10", .plan = "of 60 min", .fraction = 0.4F});
}
/// Rows of a list.
inline void gallery_rows(Ui& ui) {
  ui.card([&] {
    ui.heading(2, "A card");
    ui.list("rows", "People", [&] {
      ui.list_row("ana", {.title = "Ana",
                          .detail = "Database team, author of the change",
                          .trailing = "Tuesday",
                          .icon = Icon::kUser,
                          .chevron = true});
      ui.list_row("ben", {.title = "Ben",
                          .trailing = "12:30",
                          .icon = Icon::kCircleCheck,
                          .icon_ink = Ink::kAccent,
                          .icon_name = "done",
                          .current = true});
      ui.list_row("cy", {.title = "Cy", .detail = "Asked for by Ana", .icon = Icon::kUser},
                  [&] { ui.icon_button("edit", {.icon = Icon::kPencil, .name = "Rename Cy"}); });
      ui.list_row("dee", {.title = "Dee", .action = RowAction::kNone, .done = true});
    });
  });
}
/// What lies over the rest.
inline void gallery_overlays(Ui& ui, GalleryState& state) {
  if (state.toast) {
    if (ui.toast("struck", {.text = "Line of 10:42 struck.", .action = "Undo"})) {
      state.toast = false;
    }
  }
  if (state.sheet) {
    if (ui.sheet("person", {.title = "Rename", .close = "Close"}, [&] {
          ui.text_field("new name", {.label = "New name", .autofocus = true});
          ui.wrap({.gap = Space::k8, .along = Align::kEnd}, [&] {
            ui.button("cancel", {.label = "Cancel", .look = ButtonLook::kQuiet});
            if (ui.button("ok", {.label = "Rename", .look = ButtonLook::kPrimary})) {
              state.sheet = false;
            }
          });
        })) {
      state.sheet = false;
    }
  }
}

/// Controls and signs of all kinds, one below the other.
inline void gallery_widgets(Ui& ui, GalleryState& state) {
  ui.skip_link("Skip to the fields", ui.id("name"));
  if (ui.top_bar("Back", "Every widget",
                 [&] { ui.icon_button("more", {.icon = Icon::kEllipsis, .name = "More"}); })) {
    ++state.clicks;
  }
  ui.scroll("page",
            {.name = "Every widget",
             .role = Role::kMain,
             .box = {.max_width = Width::kPage,
                     .padding = Space::k24,
                     .gap = Space::k24,
                     .self = Align::kCenter}},
            [&] {
              ui.heading(1, "What surprised you?");
              ui.paragraph(
                  "Restores are tested every day, I had no idea. Half the site broke with the "
                  "database away, and nobody on the floor knew which half.\n\nSecond paragraph.");
              gallery_buttons(ui, state);
              ui.row({.gap = Space::k24, .across = Align::kStart, .stack = Stack::kBelowWide}, [&] {
                ui.column({.width = grow(), .gap = Space::k16}, [&] { gallery_fields(ui, state); });
                ui.column({.width = grow(), .gap = Space::k16},
                          [&] { gallery_choices(ui, state); });
              });
              gallery_signs(ui);
              ui.separator();
              gallery_rows(ui);
              if (ui.button("open sheet", {.label = "Open the sheet"})) state.sheet = true;
            });
  gallery_overlays(ui, state);
}

inline constexpr std::array<std::string_view, 6> kGalleryItems{
    "Tell me about your part", "When did you first hear of it?", "What went well?",
    "What surprised you?",     "What would have helped?",        "Who else should we talk to?"};
struct GalleryLine {
  std::string_view time;
  LineMark mark;
  std::string_view text;
  bool struck, edited, unsaved, unshareable;
};
inline constexpr std::array<GalleryLine, 6> kGalleryLines{
    GalleryLine{"10:42", LineMark::kQuote, "“Restores are tested every day, I had no idea.”", false,
                false, false, false},
    GalleryLine{"10:43", LineMark::kParaphrase,
                "Half the site broke with the database away; the shop kept selling from its cache, "
                "which nobody had planned.",
                false, true, false, false},
    GalleryLine{"10:44", LineMark::kInference, "Expects the DB team to know this already.", false,
                false, false, false},
    GalleryLine{"10:46", LineMark::kParaphrase, "The pager went to the wrong rota.", true, false,
                false, false},
    GalleryLine{"10:47", LineMark::kQuote,
                "“I sat there with two terminals and thought: whoever wrote this runbook knew what "
                "three in the morning feels like.”",
                false, false, false, true},
    GalleryLine{"10:49", LineMark::kParaphrase, "Learned of the replica from Ben.", false, false,
                true, false}};

inline void gallery_items(Ui& ui) {
  ui.section("Items", "3 of 15");
  ui.list("items", "Items", [&] {
    for (std::size_t i = 0; i < kGalleryItems.size(); ++i) {
      const bool done = i < 3;
      ui.list_row(i, {.title = kGalleryItems[i],
                      .icon = done     ? Icon::kCheck
                              : i == 3 ? Icon::kCircleDot
                                       : Icon::kCircle,
                      .icon_ink = i == 3 ? Ink::kAccent : Ink::kSoft,
                      .icon_name = done ? "done" : "",
                      .action = RowAction::kButton,
                      .current = i == 3,
                      .done = done});
    }
  });
}

inline void gallery_aside(Ui& ui) {
  ui.time_bar("time", {.name = "Time", .elapsed = "24:10", .plan = "of 60 min", .fraction = 0.4F});
  ui.space(Space::k8);
  ui.button("covers", {.label = "Cover the screen", .icon = Icon::kEyeOff, .fill = true});
  ui.button("consent", {.label = "Consent", .icon = Icon::kShield, .fill = true});
  ui.button("close", {.label = "Close the interview", .look = ButtonLook::kQuiet});
}

inline void gallery_composer(Ui& ui, GalleryState& state) {
  const FieldResult note = ui.note_field("line", {.label = "New line",
                                                  .label_hidden = true,
                                                  .placeholder = "Type what they say",
                                                  .submit_on_enter = true,
                                                  .autofocus = true});
  if (note.changed) state.draft = *note.changed;
  ui.wrap({.gap = Space::k12, .along = Align::kBetween}, [&] {
    const std::array<Segment, 3> kinds{
        Segment{.label = "Q", .shortcut = "Alt+Q", .mark = Ink::kQuote, .name = "Quote"},
        Segment{.label = "P", .shortcut = "Alt+P", .mark = Ink::kParaphrase, .name = "Paraphrase"},
        Segment{.label = "I", .shortcut = "Alt+I", .mark = Ink::kInference, .name = "Inference"}};
    if (const auto kind = ui.segmented(
            "kind", {.name = "Kind of line", .segments = kinds, .chosen = state.kind})) {
      state.kind = *kind;
    }
    if (!ui.wide()) {
      ui.time_bar("time",
                  {.name = "Time", .elapsed = "24:10", .plan = "of 60 min", .fraction = 0.4F});
    }
    ui.row({.gap = Space::k4}, [&] {
      ui.icon(Icon::kCheck, Ink::kSoft);
      ui.status("saved", "Saved on this device", {.style = TextStyle::kLabel, .ink = Ink::kSoft});
    });
  });
}

inline void gallery_notes(Ui& ui, GalleryState& state) {
  ui.scroll("notes",
            {.name = "Notes",
             .role = Role::kMain,
             .follow_end = true,
             .box = {.max_width = Width::kPage,
                     .padding = {Space::k24, Space::k16},
                     .gap = Space::k4,
                     .self = Align::kCenter}},
            [&] {
              ui.list("lines", "Lines", {.gap = Space::k4}, [&] {
                for (int i = 0; i < static_cast<int>(kGalleryLines.size()); ++i) {
                  const GalleryLine& line = kGalleryLines[static_cast<std::size_t>(i)];
                  if (ui.line_row(i,
                                  {.time = line.time,
                                   .mark = line.mark,
                                   .text = line.text,
                                   .struck = line.struck,
                                   .edited = line.edited,
                                   .unsaved = line.unsaved,
                                   .unshareable = line.unshareable,
                                   .open = state.open_line == i},
                                  [&] {
                                    ui.wrap({.gap = Space::k8}, [&] {
                                      ui.button("edit", {.label = "Edit", .icon = Icon::kPencil});
                                      ui.button("strike",
                                                {.label = "Strike", .look = ButtonLook::kDanger});
                                    });
                                  })) {
                    state.open_line = state.open_line == i ? -1 : i;
                  }
                }
              });
            });
}

/// The interview: items, notes, marks, the line being typed.
inline void gallery_interview(Ui& ui, GalleryState& state) {
  ui.row({.height = grow()}, [&] {
    if (ui.wide()) {
      ui.rail("items rail", {.role = Role::kNavigation, .name = "Items"}, Width::kRail,
              [&] { gallery_items(ui); });
    }
    ui.fill([&] {
      ui.top_bar("Home", "What surprised you?", [&] {
        if (!ui.wide()) ui.icon_button("items", {.icon = Icon::kListChecks, .name = "Items"});
        ui.icon_button("cover", {.icon = Icon::kEyeOff, .name = "Cover", .shortcut = "Alt+H"});
      });
      gallery_notes(ui, state);
      ui.bottom_bar("composer", "New line", [&] { gallery_composer(ui, state); });
    });
    if (ui.wide()) {
      ui.rail("aside", {.role = Role::kComplementary, .name = "Marks", .box = {.gap = Space::k12}},
              Width::kSide, [&] { gallery_aside(ui); });
    }
  });
}

/// Home: the one thing to do, what is under way.
inline void gallery_home(Ui& ui, GalleryState& state) {
  ui.scroll(
      "home",
      {.name = "Home",
       .role = Role::kMain,
       .box = {.max_width = Width::kMeasure,
               .padding = {Space::k24, Space::k32},
               .gap = Space::k24,
               .self = Align::kCenter}},
      [&] {
        ui.row({.along = Align::kBetween}, [&] {
          ui.heading(1, "Quietroom");
          ui.row([&] {
            ui.icon_button("settings", {.icon = Icon::kSettings, .name = "Settings"});
            ui.icon_button("lock", {.icon = Icon::kLock, .name = "Lock"});
          });
        });
        ui.card({.gap = Space::k16}, [&] {
          ui.text_field("who", {.label = "Who are you talking with?", .placeholder = "A name"});
          if (ui.button("start", {.label = "Start a 1:1 now",
                                  .look = ButtonLook::kPrimary,
                                  .fill = true,
                                  .large = true})) {
            ++state.clicks;
          }
        });
        ui.column({.gap = Space::k4}, [&] {
          ui.section("Under way");
          ui.list("under way", "Under way", [&] {
            ui.list_row("ana", {.title = "Ana",
                                .detail = "Checkout outage · 12 lines",
                                .trailing = "today 10:49",
                                .icon = Icon::kFileText,
                                .chevron = true});
            ui.list_row("ben", {.title = "Ben",
                                .detail = "Checkout outage · consent recorded",
                                .trailing = "Tue",
                                .icon = Icon::kFileText,
                                .chevron = true});
          });
        });
        ui.column({.gap = Space::k4}, [&] {
          ui.section("Cases and people");
          ui.list("places", "Places", [&] {
            ui.list_row(
                "cases",
                {.title = "Cases", .trailing = "2", .icon = Icon::kFolder, .chevron = true});
            ui.list_row(
                "people",
                {.title = "People", .trailing = "5", .icon = Icon::kUsers, .chevron = true});
          });
        });
        ui.banner("safety", {.text = "Everything is on this device. Last copy elsewhere: never.",
                             .action = "Save a copy"});
      });
}

/// Unlock: one field in the middle.
inline void gallery_unlock(Ui& ui, GalleryState& state) {
  ui.column({.height = grow(), .padding = Space::k24, .along = Align::kCenter}, [&] {
    ui.region(
        "unlock",
        {.role = Role::kMain,
         .name = "Unlock",
         .box = {.max_width = Width::kForm, .gap = Space::k24, .self = Align::kCenter}},
        [&] {
          ui.column({.gap = Space::k8}, [&] {
            ui.heading(1, "Quietroom is locked");
            ui.text("Your notes are encrypted on this device.", {.ink = Ink::kSoft});
          });
          if (ui.passphrase_field(
                    "pass", {.label = "Passphrase", .revealed = state.reveal, .autofocus = true})
                  .toggled_reveal) {
            state.reveal = !state.reveal;
          }
          ui.button("unlock", {.label = "Unlock", .look = ButtonLook::kPrimary, .fill = true});
          ui.button("forgot", {.label = "I have the recovery code", .look = ButtonLook::kQuiet});
        });
  });
}

}  // namespace quietroom::ui
