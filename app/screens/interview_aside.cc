// Beside the notes, or a sheet away: time against the plan, consent, the filter, the end.
#include <algorithm>
#include <array>

#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"
#include "app/screens/wordings.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using ui::Space;

constexpr std::array<int, 3> kPlans = {60, 45, 30};
/// So many minutes before the end of the plan it is said, once and softly.
constexpr int kNearEndMinutes = 5;

void draw_time(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const int plan = room.it.interview.plan_minutes;
  const std::string elapsed = say("{minutes} min", room.it.elapsed_minutes);
  const std::string of_plan = say("of {minutes}", plan);
  const float fraction =
      plan == 0
          ? 0
          : std::min(1.0F, static_cast<float>(room.it.elapsed_minutes) / static_cast<float>(plan));
  ui.time_bar("time",
              {.name = say("Time"), .elapsed = elapsed, .plan = of_plan, .fraction = fraction});
  const std::string item_time = item_time_words(room);
  if (!item_time.empty() && ui.narrow()) {
    ui.text("item time", say("This item: {time}", item_time),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .tabular = true});
  }
  const int left = plan - room.it.elapsed_minutes;
  if (room.may_write && left >= 0 && left <= kNearEndMinutes) {
    ui.text("near end", say("A few minutes are left: time for what matters most."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  }
  const std::array<ui::Segment, 3> segments = {{
      {.label = "60", .name = say("60 minutes")},
      {.label = "45", .name = say("45 minutes")},
      {.label = "30", .name = say("30 minutes")},
  }};
  const auto at = std::find(kPlans.begin(), kPlans.end(), plan) - kPlans.begin();
  const auto chosen = ui.segmented(
      "plan",
      {.name = say("Plan"), .segments = segments, .chosen = at < 3 ? static_cast<int>(at) : -1});
  if (chosen) {
    room.view.emit(command::ChoosePlan{kPlans[static_cast<std::size_t>(*chosen)]});
  }
}

std::string consent_words(const Room& room) {
  const model::ConsentRecord& consent = room.it.consent;
  if (consent.recorded_ms == 0) return std::string(say("Not recorded yet."));
  const int offset = room.view.state.utc_offset_minutes;
  const std::string day = session::long_date(consent.recorded_ms, offset);
  const std::string time = session::clock_time(consent.recorded_ms, offset);
  return consent.state == model::ConsentState::kWithdrawn
             ? say("Withdrawn on {day} at {time}.", day, time)
             : say("Recorded on {day} at {time}.", day, time);
}

/// What helps while somebody talks, or right after.
void draw_helpers(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const auto row = [&ui](ui::Key key, std::string_view label, ui::Icon icon,
                         std::string_view description = {}) {
    return ui.button(
        key,
        {.label = label, .look = ui::ButtonLook::kRow, .icon = icon, .description = description});
  };
  if (row("read back", say("Read back"), ui::Icon::kFileText,
          say("The notes as a clean page, also on paper."))) {
    room.view.emit(command::OpenReadBack{});
  }
  if (row("probes", say("Probe cards"), ui::Icon::kCircleQuestionMark))
    room.view.emit(command::OpenProbes{});
  if (room.may_write && row("quiet cues", say("Quiet cues"), ui::Icon::kLightbulb,
                            say("A breath, a pause, support."))) {
    room.view.emit(command::OpenQuietCues{});
  }
  if (row("who else", say("Who else"), ui::Icon::kUserPlus))
    room.view.emit(command::OpenReferrals{});
  if (!room.it.interview.case_closed && row("private", say("For you alone"), ui::Icon::kLock,
                                            say("How they are, and your own five minutes."))) {
    room.view.emit(command::OpenPrivate{});
  }
  if (room.may_write) {
    auto picked = ui.file_button("notes file", {.label = say("Bring in notes"),
                                                .accept = ".txt,.md,text/plain",
                                                .look = ui::ButtonLook::kRow});
    if (picked) room.view.emit(command::NotesPicked{std::move(picked->bytes)});
  }
  small_window_button(room.view, ui::ButtonLook::kRow);
  const auto loose = std::count_if(room.it.lines.begin(), room.it.lines.end(),
                                   [](const model::Line& line) { return line.waits_for_item(); });
  if (loose == 0 || !room.may_mark || room.it.guide == nullptr || room.it.sorting) return;
  const std::string label = words::count(loose, "Sort {n} line", "Sort {n} lines");
  if (row("sort", label, ui::Icon::kListChecks,
          say("Those that belong to no item yet, one by one."))) {
    room.view.emit(command::ToggleSorting{});
  }
}

}  // namespace

void draw_aside(const Room& room, AsidePlace place) {
  ui::Ui& ui = room.view.ui;
  const View& view = room.view;
  // All of it fits beside the notes at 1280x800.
  ui.column({.gap = Space::k16}, [&] {
    if (place == AsidePlace::kSheet) {
      ui.text(session::shown_case_title(room.it.interview.case_title),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .lines_max = 2});
    }
    draw_conflicts(view, model::EntityKind::kInterview, room.it.interview.id, room.it.conflicts);
    const bool clock = !view.state.clock_hidden;
    if (clock) {
      ui.column({.gap = Space::k8, .across = ui::Align::kStart}, [&] { draw_time(room); });
    }
    ui.column([&] {
      if (ui.toggle("clock", {.label = say("Show the clock"), .checked = clock})) {
        view.emit(command::ToggleClock{});
      }
      if (ui.toggle("only", {.label = say("Only this item"), .checked = room.it.only_item})) {
        view.emit(command::ShowOnlyItem{!room.it.only_item});
      }
    });
    ui.column([&] {
      if (ui.button("open consent", {.label = say("Consent"),
                                     .look = ui::ButtonLook::kRow,
                                     .icon = ui::Icon::kBookOpen})) {
        view.emit(command::OpenConsent{});
      }
      // In line with the words of the row, not with its icon.
      ui.column({.padding = {Space::k32, Space::k0, Space::k0, Space::k0}}, [&] {
        ui.text(consent_words(room), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      });
    });
    ui.column([&] { draw_helpers(room); });
    if (!room.it.interview.follow_up.empty()) {
      ui.column({.gap = Space::k4}, [&] {
        ui.section(say("Agreed follow-up"));
        ui.text(room.it.interview.follow_up, {.style = ui::TextStyle::kSmall});
      });
    }
    if (room.may_write) {
      ui.column({.across = ui::Align::kStart}, [&] {
        if (ui.button("close", {.label = say("Close this 1:1"),
                                .description = say("First what is said at the end.")})) {
          view.emit(command::OpenClosing{});
        }
      });
    }
  });
}

}  // namespace quietroom::screens
