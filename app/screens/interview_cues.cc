// Quiet cues: a line above the field that only the interviewer sees, and whom one can call.
#include <array>

#include "app/screens/interview_parts.h"
#include "platform/base/utf8.h"

namespace quietroom::screens {
namespace {

using session::Cue;
using ui::Space;
using words::Phrase;

struct Choice {
  Cue cue;
  Phrase label;
  std::string_view shown;  ///< Above the field; of the tables.
};
constexpr std::array<Choice, 4> kChoices = {{
    {Cue::kBreathe, Phrase("Breathe"), ""},
    {Cue::kWait, Phrase("Wait"), words::key("Wait. The answer is often behind the pause.")},
    {Cue::kLetFinish, Phrase("Let them finish"),
     words::key("Let them finish. Nothing has to be said now.")},
    {Cue::kSpokenALot, Phrase("I have spoken a lot"),
     words::key("You have spoken a lot. Leave the next silence open.")},
}};

/// "Breathe in" with as many dots as it has gone on for. Words alone where motion is not wanted.
std::string breath_words(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const session::Breath breath =
      session::breath_at(ui.now_ms(), room.view.state.breaths_per_minute);
  std::string words(breath.in ? say("Breathe in") : say("Breathe out"));
  if (ui.reduced_motion()) {
    ui.wake_at(breath.next_half_ms);
    return words;
  }
  ui.wake_at(breath.next_step_ms);
  const int full = breath.in ? breath.step : session::kBreathSteps - breath.step;
  words += "  ";
  for (int at = 0; at < session::kBreathSteps; ++at) words += at < full ? "\u25CF" : "\u25CB";
  return words;
}

void draw_breaths(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const int count = room.view.state.breaths_per_minute;
  ui.wrap({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
    if (ui.icon_button("slower", {.icon = ui::Icon::kMinus,
                                  .name = say("Slower breaths"),
                                  .disabled = count <= session::kBreathsLeast})) {
      room.view.emit(command::ChooseBreaths{count - 1});
    }
    ui.status("breaths", say("{count} breaths a minute", count), {.tabular = true});
    if (ui.icon_button("faster", {.icon = ui::Icon::kPlus,
                                  .name = say("Faster breaths"),
                                  .disabled = count >= session::kBreathsMost})) {
      room.view.emit(command::ChooseBreaths{count + 1});
    }
  });
}

}  // namespace

void draw_cue(const Room& room) {
  if (room.it.cue == Cue::kNone) return;
  ui::Ui& ui = room.view.ui;
  std::string words;
  for (const Choice& choice : kChoices) {
    if (choice.cue == room.it.cue) words = words::known(choice.shown);
  }
  if (room.it.cue == Cue::kBreathe) words = breath_words(room);
  ui.row({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
    ui.column({.width = ui::grow()}, [&] {
      ui.text("cue", words, {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft});
    });
    if (ui.icon_button("no cue", {.icon = ui::Icon::kX, .name = say("Put the cue away")})) {
      room.view.emit(command::ChooseCue{Cue::kNone});
    }
  });
}

void draw_quiet_cues(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k24}, [&] {
    ui.column({.gap = Space::k8, .across = ui::Align::kStart}, [&] {
      ui.text(say("Shown above the field, to you alone. Nothing is heard, nothing is kept."),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      for (const Choice& choice : kChoices) {
        if (ui.button(choice.label.english(), {.label = say(choice.label)})) {
          room.view.emit(command::ChooseCue{choice.cue});
        }
      }
      draw_breaths(room);
    });
    ui.column({.gap = Space::k8}, [&] {
      ui.section(say("Support here"));
      const std::string& contacts = room.view.state.fields[session::Field::kSupport];
      ui.text(
          "support",
          trim(contacts).empty()
              ? say("Nobody is entered yet. The settings have room for whom people here can call.")
              : std::string_view(contacts));
    });
  });
}

}  // namespace quietroom::screens
