// What every screen is handed: the kit, the state, and where its commands go.
#pragma once

#include <utility>

#include "app/session/commands.h"
#include "app/session/state.h"
#include "app/ui/ui.h"
#include "app/words/words.h"

namespace quietroom::screens {

namespace command = session::command;
using words::say;

/// Borrowed for one pass.
struct View {
  ui::Ui& ui;
  const session::State& state;
  session::Commands& out;

  /// Asks for `what`, one of namespace command.
  template <typename What>
  void emit(What what) const {
    out.emplace_back(std::move(what));
  }
};

}  // namespace quietroom::screens
