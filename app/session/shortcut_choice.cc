// Other keys for what has a key: chosen, refused, kept on this device.
#include "app/session/session.h"

namespace quietroom::session {
namespace {

constexpr std::string_view kShortcutsSetting = "shortcuts";

}  // namespace

void Session::read_shortcuts() {
  const auto written = done(keeper_.store().setting(kShortcutsSetting));
  if (written && *written) state_.shortcuts = Shortcuts::read(**written);
}

void Session::begin_shortcut(Act act) {
  if (act >= Act::kCount || !may_write()) return;
  set_field(Field::kShortcut, shown_keys(state_.shortcuts.of(act)));
  state_.problem.clear();
  state_.problem_field.reset();
  state_.changing_shortcut = act;
}

void Session::change_shortcut() {
  if (!state_.changing_shortcut || !may_write()) return;
  const Act act = *state_.changing_shortcut;
  const std::optional<std::string> keys = parse_keys(state_.fields[Field::kShortcut]);
  if (!keys) {
    return refuse(Field::kShortcut,
                  say("Please give Alt with a letter, a digit, Up or Down (as Alt + K), or one of "
                      "F1, F2, F4, F8 and F9. Browsers keep the others for themselves."));
  }
  const std::optional<Act> user = state_.shortcuts.user_of(*keys);
  if (user && *user != act) {
    return refuse(Field::kShortcut,
                  say("{keys} is taken: \u201C{what}\u201D.", shown_keys(*keys), words_of(*user)));
  }
  Shortcuts changed = state_.shortcuts;
  changed.set(act, *keys);
  keep_shortcuts(std::move(changed));
}

void Session::cancel_shortcut() {
  state_.changing_shortcut.reset();
  state_.problem.clear();
  state_.problem_field.reset();
}

void Session::reset_shortcuts() {
  if (may_write()) keep_shortcuts(Shortcuts());
}

void Session::keep_shortcuts(Shortcuts shortcuts) {
  if (!done(keeper_.store().set_setting(kShortcutsSetting, shortcuts.write()))) return;
  state_.shortcuts = std::move(shortcuts);
  cancel_shortcut();
}

}  // namespace quietroom::session
