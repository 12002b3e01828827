// After the first setup, and from the about screen again: what matters, in five lines.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

using session::Act;

void draw_first_steps(const View& view) {
  ui::Ui& ui = view.ui;
  const session::Shortcuts& keys = view.state.shortcuts;
  const auto shown = [&](Act act) { return session::shown_keys(keys.of(act)); };
  const std::string mark_keys = say("By key: {a}, {b}, {c}.", shown(Act::kQuote),
                                    shown(Act::kParaphrase), shown(Act::kInference));
  const std::string cover_key = say("By key: {a}.", shown(Act::kCover));
  struct Line {
    ui::Key key;
    ui::Icon icon;
    std::string_view title;
    std::string_view detail;
  };
  const Line lines[] = {
      {"place", ui::Icon::kShield, say("Your notes are on this device only, and encrypted."), {}},
      {"enter",
       ui::Icon::kCornerDownLeft,
       say("Enter keeps a line. What you type is saved meanwhile."),
       {}},
      {"marks", ui::Icon::kQuote,
       say("Q, P and I mark a line: a quote, a paraphrase, your own inference."), mark_keys},
      {"cover", ui::Icon::kEyeOff, say("The crossed-out eye covers the screen at once."),
       cover_key},
      {"copy",
       ui::Icon::kDownload,
       say("Save a copy now and then. It opens again on another device."),
       {}},
  };
  entrance(view, {.title = say("Before you begin")}, [&] {
    ui.list("lines", say("What matters"), [&] {
      for (const Line& line : lines) {
        ui.list_row(line.key, {.title = line.title,
                               .detail = line.detail,
                               .icon = line.icon,
                               .action = ui::RowAction::kNone});
      }
    });
    if (ui.button("go on", {.label = say("Go on"),
                            .look = ui::ButtonLook::kPrimary,
                            .fill = true,
                            .large = true,
                            .autofocus = true})) {
      view.emit(command::GoBack{});
    }
  });
}

}  // namespace quietroom::screens
