// What every screen is handed: the kit, the state, and where its commands go.
#pragma once

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

  /// Asks for `what`, one of namespace command. Defined in view.cc alone: a variant of so many
  /// kinds costs every file that builds one seconds and megabytes.
  template <typename What>
  void emit(What what) const;
};

}  // namespace quietroom::screens
