// A screen on a stage: a made-up state, the driver that plays the page, and the commands that came
// out of it. The state changes only where a test changes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "app/screens/root.h"
#include "tests/app/screens/states.h"
#include "tests/app/ui/driver.h"

namespace quietroom::screens_test {

namespace command = session::command;

/// The commands that came out.
class Asked {
 public:
  std::size_t size() const { return commands.size(); }
  bool empty() const { return commands.empty(); }
  /// The command at `index` if it is a `What`, else null.
  template <typename What>
  const What* as(std::size_t index) const {
    return index < commands.size() ? commands[index].as<What>() : nullptr;
  }
  template <typename What>
  bool is(std::size_t index) const {
    return as<What>(index) != nullptr;
  }
  /// The command at `index`, which must be a `What`.
  template <typename What>
  What get(std::size_t index) const {
    const What* found = as<What>(index);
    REQUIRE(found != nullptr);
    return *found;
  }
  /// Which of all commands the one at `index` is.
  std::size_t kind(std::size_t index) const { return commands.at(index).kind(); }

  session::Commands commands;
};

/// The number of `What` among all commands.
template <typename What>
std::size_t kind_of() {
  return session::Command(What{}).kind();
}

class Stage {
 public:
  explicit Stage(State shown, float width = 1280, float height = 800, float text_scale = 1)
      : state(std::move(shown)),
        driver([this](ui::Ui& ui) { screens::draw(ui, state, commands_); }, width, height,
               text_scale) {}

  /// What was asked for since the last call.
  Asked take() {
    Asked asked;
    asked.commands.swap(commands_);
    return asked;
  }

  Asked click(Role role, std::string_view name) {
    take();
    driver.click(role, name);
    return take();
  }
  Asked press(std::string shortcut) {
    take();
    driver.key(std::move(shortcut));
    return take();
  }
  Asked type(std::string_view field, std::string text) {
    take();
    driver.type(field, std::move(text));
    return take();
  }
  /// Types, then Enter; what Enter alone led to.
  Asked submit(std::string_view field, std::string text) {
    driver.type(field, std::move(text));
    take();
    driver.submit(field);
    return take();
  }

  State state;

 private:
  session::Commands commands_;

 public:
  ui::Driver driver;
};

/// The one command that came out, which must be a `What`.
template <typename What>
What only(const Asked& asked) {
  REQUIRE(asked.size() == 1);
  return asked.get<What>(0);
}

}  // namespace quietroom::screens_test
