#include "app/application.h"

#include "platform/base/log.h"
#include "sync/crypto/sodium_init.h"

namespace quietroom {

namespace {

// One event leads to a few passes at most: the event's own, one that shows what its commands
// changed, and those that fill a virtual list. More means a screen that never comes to rest.
constexpr int kPassesMax = 12;

/// Events that mean that somebody sits in front of the device.
bool is_presence(const PageEvent& event) {
  return std::holds_alternative<PointerEvent>(event) || std::holds_alternative<KeyEvent>(event) ||
         std::holds_alternative<TextEvent>(event) || std::holds_alternative<ActionEvent>(event) ||
         std::holds_alternative<ScrollEvent>(event) || std::holds_alternative<FileEvent>(event);
}

}  // namespace

Application::Application(Host& host)
    : host_(host),
      sync_(host.http, host.random, host.clock, host.origin),
      session_(host, desk_, sync_),
      ui_(host.glyphs),
      painter_(ui_) {
  crypto::init_sodium();
}

PreferencesEvent Application::themed(PreferencesEvent preferences) const {
  switch (session_.state().theme_choice) {
    case 1:
      preferences.dark = false;
      break;
    case 2:
      preferences.dark = true;
      break;
    case 3:
      preferences.high_contrast = true;
      break;
    default:
      break;
  }
  return preferences;
}

void Application::handle(const PageEvent& event) {
  if (is_presence(event)) session_.note_presence();
  session_.take(event);
  const auto* file = std::get_if<FileEvent>(&event);
  const bool is_for_screen = file != nullptr && file->node == 0;
  bool wanted = false;
  if (const auto* preferences = std::get_if<PreferencesEvent>(&event)) {
    preferences_ = *preferences;
    wanted = ui_.feed(themed(preferences_));
  } else if (!is_for_screen) {
    wanted = ui_.feed(event);
  }
  const bool is_ours =
      is_for_screen || std::holds_alternative<StoreEvent>(event) ||
      std::holds_alternative<PersistEvent>(event) || std::holds_alternative<UpdateEvent>(event) ||
      std::holds_alternative<InstallEvent>(event) || std::holds_alternative<OnlineEvent>(event) ||
      std::holds_alternative<LifecycleEvent>(event) || std::holds_alternative<KeptEvent>(event) ||
      std::holds_alternative<RefusedEvent>(event) ||
      std::holds_alternative<SecondWindowEvent>(event);
  if (wanted || is_ours) run_passes();
}

void Application::tick() {
  const bool changed = session_.tick();
  const bool ui_due =
      ui_wake_ms_ && !session_.out_of_sight() && *ui_wake_ms_ <= host_.clock.steady_ms();
  if (changed || ui_due) run_passes();
}

void Application::run_passes() {
  // Until the store is found or not, the page says "Opening Quietroom" by itself: a screen of ours
  // for that moment would only make the first real one later.
  if (session_.state().screen == session::Screen::kStarting) return;
  for (int pass = 0; pass < kPassesMax; ++pass) {
    session_.refresh_clock();
    if (applied_theme_ != session_.state().theme_choice) {
      applied_theme_ = session_.state().theme_choice;
      ui_.feed(themed(preferences_));
    }
    session::Commands commands;
    ui_.begin_pass(host_.clock.steady_ms());
    screens::draw(ui_, session_.state(), commands);
    ui::PassResult result = ui_.end_pass();
    for (PageRequest& request : result.requests) host_.page.send(std::move(request));
    wants_paint_ = wants_paint_ || result.pixels_changed;
    ui_wake_ms_ = result.wake_ms;
    for (const session::Command& command : commands) session_.run(command);
    if (!result.undelivered.empty()) {
      log_line("input for a control that was gone",
               static_cast<std::int64_t>(result.undelivered.size()));
    }
    if (commands.empty() && !result.again) return;
  }
  log_line("a screen does not come to rest");
}

std::optional<std::int64_t> Application::next_wake_ms() const {
  std::optional<std::int64_t> wake = session_.wake_ms();
  if (session_.out_of_sight()) return wake;
  if (ui_wake_ms_ && (!wake || *ui_wake_ms_ < *wake)) wake = ui_wake_ms_;
  return wake;
}

void Application::paint(int width_px, int height_px) {
  wants_paint_ = false;
  if (graphics_ == GraphicsState::kUntried) {
    const Status ready = painter_.start();
    graphics_ = ready.ok() ? GraphicsState::kReady : GraphicsState::kNone;
    if (!ready.ok()) log_line("graphics", ready.error());
  }
  painter_.paint(width_px, height_px);
}

void Application::graphics_ready() {
  graphics_ = GraphicsState::kUntried;
  ui_.forget_sent();
  run_passes();
}

void Application::graphics_lost() {
  graphics_ = GraphicsState::kNone;
  painter_.lost();
}

}  // namespace quietroom
