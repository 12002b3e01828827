// Beside the notes, or a sheet away: time against the plan, consent, the filter, the end.
#include <algorithm>
#include <array>

#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

constexpr std::array<int, 2> kPlans = {60, 30};

void draw_time(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const int plan = room.it.interview.plan_minutes;
  const std::string elapsed = std::to_string(room.it.elapsed_minutes) + " min";
  const std::string of_plan = "of " + std::to_string(plan);
  const float fraction =
      plan == 0
          ? 0
          : std::min(1.0F, static_cast<float>(room.it.elapsed_minutes) / static_cast<float>(plan));
  ui.time_bar("time", {.name = "Time", .elapsed = elapsed, .plan = of_plan, .fraction = fraction});
  constexpr std::array<ui::Segment, 2> kSegments = {{
      {.label = "60", .name = "60 minutes"},
      {.label = "30", .name = "30 minutes"},
  }};
  const auto chosen =
      ui.segmented("plan", {.name = "Plan", .segments = kSegments, .chosen = plan == 30 ? 1 : 0});
  if (chosen) {
    room.view.emit(command::ChoosePlan{kPlans[static_cast<std::size_t>(*chosen)]});
  }
}

std::string consent_words(const Room& room) {
  const model::ConsentRecord& consent = room.it.consent;
  if (consent.recorded_ms == 0) return "Not recorded yet.";
  const int offset = room.view.state.utc_offset_minutes;
  const std::string when = session::long_date(consent.recorded_ms, offset) + " at " +
                           session::clock_time(consent.recorded_ms, offset) + ".";
  return (consent.state == model::ConsentState::kWithdrawn ? "Withdrawn on " : "Recorded on ") +
         when;
}

}  // namespace

void draw_aside(const Room& room, AsidePlace place) {
  ui::Ui& ui = room.view.ui;
  const View& view = room.view;
  ui.column({.gap = Space::k24}, [&] {
    if (place == AsidePlace::kSheet) {
      ui.text(room.it.interview.case_title,
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .lines_max = 2});
    }
    ui.column({.gap = Space::k12, .across = ui::Align::kStart}, [&] { draw_time(room); });
    ui.column({.gap = Space::k8, .across = ui::Align::kStart}, [&] {
      ui.section("Consent");
      ui.text(consent_words(room), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      if (ui.button("open consent", {.label = "Consent", .icon = ui::Icon::kBookOpen})) {
        view.emit(command::OpenConsent{});
      }
    });
    if (ui.toggle("only", {.label = "Only this item", .checked = room.it.only_item})) {
      view.emit(command::ShowOnlyItem{!room.it.only_item});
    }
    ui.column({.across = ui::Align::kStart}, [&] { small_window_button(view); });
    if (room.may_write) {
      ui.column({.across = ui::Align::kStart}, [&] {
        if (ui.button("close", {.label = "Close this 1:1",
                                .description = "Its notes stay, and it can be opened again."})) {
          view.emit(command::CloseInterview{});
        }
      });
    }
  });
}

}  // namespace quietroom::screens
