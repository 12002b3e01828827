// A screen on a stage: a made-up state, the driver that plays the page, and the commands that came
// out of it. The state changes only where a test changes it.
#pragma once

#include <memory>
#include <string>

#include "app/screens/root.h"
#include "tests/app/screens/states.h"
#include "tests/app/ui/driver.h"

namespace quietroom::screens_test {

namespace command = session::command;

/// The commands that came out. Behind a pointer and templates that stage_test.cc alone defines:
/// a variant of eighty kinds costs every file that looks into one seconds and megabytes.
class Asked {
 public:
  std::size_t size() const;
  bool empty() const { return size() == 0; }
  /// The command at `index` if it is a `What`, else null.
  template <typename What>
  const What* as(std::size_t index) const;
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
  /// Which of the alternatives the command at `index` is.
  std::size_t kind(std::size_t index) const;

  std::shared_ptr<session::Commands> commands;
};

/// The number of `What` among the commands.
template <typename What>
std::size_t kind_of();

class Stage {
 public:
  explicit Stage(State shown, float width = 1280, float height = 800, float text_scale = 1)
      : state(std::move(shown)),
        commands_(make_commands()),
        driver([this](ui::Ui& ui) { screens::draw(ui, state, *commands_); }, width, height,
               text_scale) {}

  /// What was asked for since the last call.
  Asked take();

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
  static std::shared_ptr<session::Commands> make_commands();
  std::shared_ptr<session::Commands> commands_;

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
