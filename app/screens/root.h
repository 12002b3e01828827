// The one entry of the screens: picks the screen that the state names and draws it with all that
// stands on every screen (cover, banners, toast, shortcuts). Pure: reads const state, returns
// commands; keeps nothing between two passes.
#pragma once

#include "app/session/commands.h"
#include "app/session/state.h"
#include "app/ui/ui.h"

namespace quietroom::screens {

/// Builds one pass of the whole window into `ui` (between its begin_pass and end_pass) and appends
/// what the person asked for to `out`, in order. While `state.covered`, nothing of the state gets
/// into the drawing or the semantics tree.
void draw(ui::Ui& ui, const session::State& state, session::Commands& out);

}  // namespace quietroom::screens
