// How it looks, and how safe what is written is.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/sync_words.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

void draw_look(const View& view) {
  ui::Ui& ui = view.ui;
  const std::array<ui::Segment, 4> themes = {{
      {.label = say("As the device")},
      {.label = say("Light")},
      {.label = say("Dark")},
      {.label = say("High contrast")},
  }};
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Colours"));
    const auto chosen = ui.segmented("theme", {.name = say("Colours"),
                                               .segments = themes,
                                               .chosen = view.state.theme_choice,
                                               .fill = true});
    if (chosen) view.emit(command::ChooseTheme{*chosen});
  });
}

void draw_typing(const View& view) {
  ui::Ui& ui = view.ui;
  const bool on = view.state.type_locally;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Typing"));
    if (ui.toggle("locally", {.label = say("Type locally only"),
                              .detail = say("Spell checking and suggestions stay off, because some "
                                            "browsers send what is typed to a service for them."),
                              .checked = on})) {
      view.emit(command::TypeLocally{!on});
    }
  });
}

/// What is typed short and kept long.
void draw_abbreviations(const View& view) {
  using session::Field;
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Abbreviations"));
    const bool wrong = state.problem_field == Field::kAbbreviations;
    const ui::FieldResult result = ui.note_field(
        Field::kAbbreviations,
        {.label = say("Written out when a line is kept"),
         .value = state.fields[Field::kAbbreviations],
         .revision = state.fields_revision,
         .placeholder = say("db = database"),
         .help = say("One a line. Whole words only; tags and names stay as they are."),
         .error = wrong ? std::string_view(state.problem) : std::string_view(),
         .lines_min = 2,
         .lines_max = 10});
    if (result.changed) view.emit(command::EditField{Field::kAbbreviations, *result.changed});
  });
}

/// Words that a team looks at in clean text.
void draw_hints(const View& view) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Words to look at"));
    long_field(view, session::Field::kHints,
               {.label = say("Marked in clean text, never in a quote"),
                .placeholder = say("who did = how did it come about"),
                .help = say("One a line, with what to say instead. Why-questions, \u201Cshould "
                            "have\u201D and their like are marked anyway."),
                .lines_min = 2,
                .lines_max = 10});
  });
}

/// Whom one can call: shown with the quiet cues of a 1:1.
void draw_support(const View& view) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Support contacts"));
    long_field(view, session::Field::kSupport,
               {.label = say("Whom people here can call"),
                .help = say("Stands with the quiet cues of every 1:1. On this device only."),
                .lines_min = 2,
                .lines_max = 8});
  });
}

/// The size of all text; everything else makes room for it.
void draw_text_size(const View& view) {
  ui::Ui& ui = view.ui;
  const int percent = static_cast<int>(std::lround(ui.text_scale() * 100));
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Text size"));
    ui.wrap({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
      ui.icon_button("smaller", {.icon = ui::Icon::kMinus,
                                 .name = say("Smaller text"),
                                 .disabled = percent <= 80,
                                 .page_action = PageAction::kTextSmaller});
      ui.status("percent", say("{percent} %", percent), {.tabular = true});
      ui.icon_button("larger", {.icon = ui::Icon::kPlus,
                                .name = say("Larger text"),
                                .disabled = percent >= 200,
                                .page_action = PageAction::kTextLarger});
      ui.button("as device", {.label = say("As the device"),
                              .look = ui::ButtonLook::kQuiet,
                              .page_action = PageAction::kTextAsDevice});
    });
  });
}

/// One thing to do: what it is about on the left, its button on the right.
bool draw_action(const View& view, ui::Key key, std::string_view text,
                 const ui::ButtonOptions& button) {
  bool pressed = false;
  view.ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
    view.ui.column({.width = ui::grow()}, [&] { view.ui.text(text); });
    pressed = view.ui.button(key, button);
  });
  return pressed;
}

void draw_safety(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const std::string last =
      say("Last copy elsewhere: {when}. A copy is one encrypted file with everything.",
          session::how_long_ago(state.device.last_copy_ms, state.now_ms, state.utc_offset_minutes));
  ui.column({.gap = Space::k16}, [&] {
    ui.section(say("Safety"));
    if (draw_action(view, "copy", last,
                    {.label = say("Save a copy"), .icon = ui::Icon::kDownload})) {
      view.emit(command::SaveCopy{});
    }
    if (state.device.storage != StorageKind::kFiles) {
      ui.text(session::storage_place(state.device.storage));
    }
    if (state.device.persisted == true) {
      ui.text(say("The browser keeps the storage until you clear it."));
    } else if (draw_action(
                   view, "keep",
                   say("The browser may clear the storage when the device runs short of room."),
                   {.label = say("Keep the storage"), .icon = ui::Icon::kShield})) {
      view.emit(command::KeepStorage{});
    }
    if (state.device.can_install && !state.device.installed &&
        draw_action(view, "install", say("Installed, it opens by itself, also offline."),
                    {.label = say("Install the app"), .icon = ui::Icon::kHardDrive})) {
      view.emit(command::Install{});
    }
    if (draw_action(view, "lock now", say("It locks by itself after a while without input."),
                    {.label = say("Lock now"), .icon = ui::Icon::kLock})) {
      view.emit(command::Lock{});
    }
  });
}

void draw_other_devices(const View& view) {
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.section(say("Sync"));
    if (draw_action(
            view, "sync",
            session::sync_line(view.state.sync, view.state.now_ms, view.state.utc_offset_minutes),
            {.label = say("Other devices")})) {
      view.emit(command::OpenSync{});
    }
  });
}

void draw_keys(const View& view) {
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.section(say("Keyboard"));
    if (draw_action(view, "shortcuts",
                    say("Every key that does something, and the choice of others."),
                    {.label = say("Shortcuts")})) {
      view.emit(command::OpenShortcuts{});
    }
  });
}

void draw_consent_words(const View& view) {
  const ConsentText& text = view.state.consent_text;
  const std::string about =
      view.state.consent_text_is_own
          ? say("What is read before notes are taken: your own, version {number}.", text.version)
          : std::string(say("What is read before notes are taken: the text that ships."));
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.section(say("Consent"));
    if (draw_action(view, "consent text", about, {.label = say("Consent text")})) {
      view.emit(command::OpenConsentText{});
    }
  });
}

/// The language of everything that is said. What people write stays as it is.
void draw_language(const View& view) {
  constexpr std::array<LanguageChoice, 3> kChoices = {
      LanguageChoice::kBrowser, LanguageChoice::kEnglish, LanguageChoice::kGerman};
  const std::array<ui::Segment, 3> segments = {{
      {.label = say("As the browser says")},
      {.label = "English"},
      {.label = "Deutsch"},
  }};
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.section(say("Language"));
    const auto now = std::find(kChoices.begin(), kChoices.end(), view.state.device.language_choice);
    const auto chosen =
        view.ui.segmented("language", {.name = say("Language"),
                                       .segments = segments,
                                       .chosen = static_cast<int>(now - kChoices.begin()),
                                       .fill = true});
    if (chosen) {
      view.emit(command::ChooseLanguage{kChoices[static_cast<std::size_t>(*chosen)]});
    }
  });
}

}  // namespace

void draw_settings(const View& view) {
  page(view, {.title = say("Settings"), .back = say("Back"), .autofocus = true}, [&] {
    draw_look(view);
    draw_text_size(view);
    draw_typing(view);
    if (view.state.unlocked) {
      draw_abbreviations(view);
      draw_hints(view);
      draw_support(view);
      draw_consent_words(view);
    }
    draw_keys(view);
    if (!view.state.example) draw_safety(view);
    if (view.state.unlocked && !view.state.example) draw_other_devices(view);
    draw_language(view);
  });
}

}  // namespace quietroom::screens
