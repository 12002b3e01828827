// The program: the session, the screens and the widget kit put together. Takes the page's events,
// runs UI passes, and says when it wants to paint or to be woken. Knows no browser: main_web.cc and
// tests make one with their own Host.
#pragma once

#include <optional>

#include "app/screens/root.h"
#include "app/session/session.h"
#include "app/syncing/desk.h"
#include "app/ui/painter.h"
#include "app/ui/ui.h"
#include "app/wellbeing/desk.h"
#include "platform/host.h"

namespace quietroom {

class Application {
 public:
  /// `host` outlives the Application.
  explicit Application(Host& host);

  /// Takes one event and does all that follows from it, before it returns: commands are carried
  /// out, what they change is durable, and the page is told what to show.
  void handle(const PageEvent& event);
  /// Does what is due (see next_wake_ms), and takes a key that was being derived.
  void tick();
  /// When tick() wants to be called, in the Clock's steady time; nothing: not before an event.
  std::optional<std::int64_t> next_wake_ms() const;

  /// True if the screen would show something else than the last paint().
  bool wants_paint() const { return wants_paint_; }
  /// Draws into the current framebuffer, `width_px` by `height_px` device pixels.
  void paint(int width_px, int height_px);
  /// The graphics context is there: at the start, or again after a loss. What it needs is made with
  /// the next paint, for that takes a while in which the page can show what it was sent already.
  void graphics_ready();
  void graphics_lost();

  /// For a page that cannot draw: everything on the device, still encrypted.
  Result<Bytes> copy_without_screen() { return session_.copy_without_screen(); }

  // For tests and benchmarks.
  const session::State& state() const { return session_.state(); }
  session::Session& session() { return session_; }

 private:
  enum class GraphicsState { kNone, kUntried, kReady };

  void run_passes();
  PreferencesEvent themed(PreferencesEvent preferences) const;

  Host& host_;
  wellbeing::Desk desk_;
  syncing::Desk sync_;
  session::Session session_;
  ui::Ui ui_;
  ui::Painter painter_;
  PreferencesEvent preferences_;
  int applied_theme_ = 0;
  bool wants_paint_ = false;
  GraphicsState graphics_ = GraphicsState::kNone;
  std::optional<std::int64_t> ui_wake_ms_;
};

}  // namespace quietroom
