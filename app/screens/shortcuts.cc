// Every key that does something, as a table; most can be changed.
#include <array>

#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::Act;
using session::Field;
using ui::Space;
using words::Phrase;

struct Fixed {
  Phrase what;
  Phrase keys;
};

/// What fields and browsers make the same everywhere.
constexpr std::array<Fixed, 7> kFixed = {{
    {Phrase("Keep the line"), Phrase("Enter")},
    {Phrase("A new line within it"), Phrase("Shift + Enter")},
    {Phrase("Keep what was pasted as several lines"), Phrase("Ctrl + Enter")},
    {Phrase("Back; nothing typed is lost"), Phrase("Escape")},
    {Phrase("Larger text, smaller text"), Phrase("Alt + Plus, Alt + Minus")},
    {Phrase("Text as large as the device says"), Phrase("Alt + 0")},
    {Phrase("This list, where nothing is typed"), Phrase("?")},
}};

/// The field for other keys, in the place of its row.
void draw_change(const View& view, Act act) {
  ui::Ui& ui = view.ui;
  bool done =
      form_field(view, Field::kShortcut,
                 {.label = words_of(act),
                  .help = say("Alt with a letter, a digit, Up or Down; or F1, F2, F4, F8, F9."),
                  .submit_on_enter = true,
                  .autofocus = true});
  ui.wrap({.padding = {Space::k0, Space::k0, Space::k0, Space::k12}, .gap = Space::k12}, [&] {
    done = ui.button("keep keys",
                     {.label = say("Use these keys"), .look = ui::ButtonLook::kPrimary}) ||
           done;
    if (ui.button("old keys",
                  {.label = say("Keep the old ones"), .look = ui::ButtonLook::kQuiet})) {
      view.emit(command::CancelShortcut{});
    }
  });
  if (done) view.emit(command::ChangeShortcut{});
}

void draw_act(const View& view, Act act) {
  ui::Ui& ui = view.ui;
  ui.group(static_cast<std::uint64_t>(act), [&] {
    if (view.state.changing_shortcut == act) {
      ui.item("change", [&] { draw_change(view, act); });
      return;
    }
    const std::string keys = session::shown_keys(view.state.shortcuts.of(act));
    if (!view.state.unlocked) {
      ui.list_row("keys",
                  {.title = words_of(act), .trailing = keys, .action = ui::RowAction::kNone});
    } else if (ui.list_row(
                   "keys",
                   {.title = words_of(act), .trailing = keys, .action = ui::RowAction::kButton})) {
      view.emit(command::BeginShortcut{act});
    }
  });
}

void draw_acts(const View& view, std::string_view title, bool of_interview) {
  view.ui.column({.gap = Space::k4}, [&] {
    view.ui.section(title);
    view.ui.list(title, title, [&] {
      for (std::size_t at = 0; at < session::kActCount; ++at) {
        const auto act = static_cast<Act>(at);
        if (is_of_interview(act) == of_interview) draw_act(view, act);
      }
    });
  });
}

void draw_fixed(const View& view) {
  view.ui.column({.gap = Space::k4}, [&] {
    view.ui.section(say("The same everywhere"));
    view.ui.list("fixed", say("The same everywhere"), [&] {
      for (const Fixed& row : kFixed) {
        view.ui.list_row(
            row.what.english(),
            {.title = say(row.what), .trailing = say(row.keys), .action = ui::RowAction::kNone});
      }
    });
  });
}

}  // namespace

void draw_shortcuts(const View& view) {
  const bool autofocus = !view.state.changing_shortcut;
  page(view, {.title = say("Shortcuts"), .back = say("Back"), .autofocus = autofocus}, [&] {
    if (view.state.unlocked) {
      view.ui.text(say("Press a row to give it other keys. They are kept on this device."),
                   {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    }
    draw_acts(view, say("In a 1:1"), true);
    draw_acts(view, say("Everywhere"), false);
    draw_fixed(view);
    if (view.state.shortcuts.are_default()) return;
    view.ui.wrap({}, [&] {
      if (view.ui.button("reset", {.label = say("Back to the app's own keys")})) {
        view.emit(command::ResetShortcuts{});
      }
    });
  });
}

}  // namespace quietroom::screens
