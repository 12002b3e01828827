// A screen on a stage: a made-up state, the driver that plays the page, and the commands that came
// out of it. The state changes only where a test changes it.
#pragma once

#include <string>
#include <utility>

#include "app/screens/root.h"
#include "tests/app/screens/states.h"
#include "tests/app/ui/driver.h"

namespace quietroom::screens_test {

namespace command = session::command;
using session::Command;
using session::Commands;

class Stage {
 public:
  explicit Stage(State shown, float width = 1280, float height = 800, float text_scale = 1)
      : state(std::move(shown)),
        driver([this](ui::Ui& ui) { screens::draw(ui, state, commands); }, width, height,
               text_scale) {}

  /// What was asked for since the last call.
  Commands take() { return std::exchange(commands, {}); }

  Commands click(Role role, std::string_view name) {
    commands.clear();
    driver.click(role, name);
    return take();
  }
  Commands press(std::string shortcut) {
    commands.clear();
    driver.key(std::move(shortcut));
    return take();
  }
  Commands type(std::string_view field, std::string text) {
    commands.clear();
    driver.type(field, std::move(text));
    return take();
  }
  /// Types, then Enter; what Enter alone led to.
  Commands submit(std::string_view field, std::string text) {
    driver.type(field, std::move(text));
    commands.clear();
    driver.submit(field);
    return take();
  }

  State state;
  Commands commands;
  ui::Driver driver;
};

/// The one command that came out, which must be a `What`.
template <typename What>
What only(const Commands& commands) {
  REQUIRE(commands.size() == 1);
  const What* found = std::get_if<What>(&commands.front());
  REQUIRE(found != nullptr);
  return *found;
}

/// The number of `What` among the commands.
template <typename What>
std::size_t kind_of() {
  return Command(What{}).index();
}

}  // namespace quietroom::screens_test
