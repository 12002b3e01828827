#include "app/session/shortcuts.h"

#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

TEST_CASE("parse_keys: one form for what people write, and nothing that a page cannot have") {
  for (const char* typed : {"Alt+K", "alt k", "ALT - K", " alt+k ", "Option K", "altk"}) {
    CAPTURE(typed);
    CHECK(parse_keys(typed) == "Alt+K");
  }
  CHECK(parse_keys("alt 7") == "Alt+7");
  CHECK(parse_keys("Alt + Up") == "Alt+ArrowUp");
  CHECK(parse_keys("alt+arrowdown") == "Alt+ArrowDown");
  CHECK(parse_keys("f4") == "F4");
  for (const char* typed :
       {"", "K", "Alt", "Alt+", "Alt+F4", "Ctrl+K", "Alt+Left", "F5", "F3", "F12", "F11", "Escape",
        "Enter", "Tab", "Alt+\u00E9", "Shift+Q", "AltAltK"}) {
    CAPTURE(typed);
    CHECK_FALSE(parse_keys(typed).has_value());
  }
}

TEST_CASE("shortcuts: all that the app comes with may be chosen, and none is there twice") {
  const Shortcuts shortcuts;
  for (std::size_t at = 0; at < kActCount; ++at) {
    const auto act = static_cast<Act>(at);
    CAPTURE(words_of(act));
    CHECK(parse_keys(shown_keys(shortcuts.of(act))) == std::string(shortcuts.of(act)));
    CHECK(shortcuts.user_of(shortcuts.of(act)) == act);
  }
}

TEST_CASE("shortcuts: what is stored comes back; what is broken gives the app's own") {
  Shortcuts changed;
  changed.set(Act::kQuote, "Alt+K");
  changed.set(Act::kCover, "F2");
  CHECK(changed.write() == "cover=F2\nquote=Alt+K\n");
  const Shortcuts again = Shortcuts::read(changed.write());
  CHECK(again.of(Act::kQuote) == "Alt+K");
  CHECK(again.of(Act::kCover) == "F2");
  CHECK(again.of(Act::kLock) == "Alt+L");
  for (const char* broken : {"", "quote", "quote=", "quote=F5", "nothing=Alt+K", "=Alt+K", "\n\n",
                             "quote=Alt+P\n", "quote=F2\nlock=F2"}) {
    CAPTURE(broken);
    CHECK(Shortcuts::read(broken).are_default());
  }
}

TEST_CASE("shortcuts: other keys are kept on the device, also after the power was cut") {
  TestDevice device;
  {
    Run run(device);
    run.set_up(kPassphrase);
    run.run(OpenShortcuts{});
    run.run(BeginShortcut{Act::kQuote});
    CHECK(run.state().fields[Field::kShortcut] == "Alt + Q");
    run.type(Field::kShortcut, "alt k");
    run.run(ChangeShortcut{});
    CHECK_FALSE(run.state().changing_shortcut.has_value());
    CHECK(run.state().shortcuts.of(Act::kQuote) == "Alt+K");
  }
  device.files.crash(3);
  Run run(device);
  CHECK(run.state().shortcuts.are_default());  // What was chosen lies in the store.
  run.unlock(kPassphrase);
  CHECK(run.state().shortcuts.of(Act::kQuote) == "Alt+K");
  run.run(ResetShortcuts{});
  CHECK(run.state().shortcuts.are_default());
}

TEST_CASE("shortcuts: keys that are taken or not to be had are refused, and nothing changes") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.run(OpenShortcuts{});
  run.run(BeginShortcut{Act::kQuote});
  run.type(Field::kShortcut, "Alt+P");
  run.run(ChangeShortcut{});
  CHECK(run.state().problem == "Alt + P is taken: \u201CParaphrase\u201D.");
  CHECK(run.state().problem_field == Field::kShortcut);
  run.type(Field::kShortcut, "Ctrl+W");
  run.run(ChangeShortcut{});
  CHECK(run.state().problem_field == Field::kShortcut);
  CHECK(run.state().fields[Field::kShortcut] == "Ctrl+W");
  CHECK(run.state().shortcuts.are_default());
  run.run(CancelShortcut{});
  CHECK(run.state().problem.empty());
  CHECK_FALSE(run.state().changing_shortcut.has_value());
}

}  // namespace
}  // namespace quietroom::session
