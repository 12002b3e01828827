// The field that takes every word, pinned at the bottom: nothing covers it, nothing moves it.
#include <algorithm>
#include <array>

#include "app/model/foreign_notes.h"
#include "app/screens/interview_parts.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::LineKind;
using session::Saved;
using ui::Space;

constexpr std::array<LineKind, 3> kKinds = {LineKind::kQuote, LineKind::kParaphrase,
                                            LineKind::kInference};
/// How far the field grows before it scrolls: the lines above it stay in sight.
int lines_max(const ui::Ui& ui) {
  if (ui.tight()) return 2;
  if (ui.low()) return 3;
  return ui.narrow() ? 4 : 8;
}

/// The field and the button beside it. True when a line was written.
bool draw_field(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const View& view = room.view;
  bool written = false;
  ui.row({.gap = Space::k8, .across = ui::Align::kEnd}, [&] {
    ui::FieldResult result;
    ui.fill([&] {
      result = ui.note_field("note", {.label = say("Note"),
                                      .label_hidden = true,
                                      .value = room.it.draft,
                                      .revision = room.it.draft_revision,
                                      .placeholder = say("Write what you hear"),
                                      .assisted = !view.state.type_locally,
                                      .submit_on_enter = true,
                                      .autofocus = room.it.editing_line.is_none(),
                                      .lines_max = lines_max(ui)});
    });
    // Typing here means that the line above is done with: leaving keeps what was typed.
    if ((result.changed || result.submitted) && !room.it.editing_line.is_none()) {
      view.emit(command::EndLineEdit{});
    }
    if (result.changed) view.emit(command::WriteDraft{*result.changed});
    if (result.submitted) {
      view.emit(command::CommitLine{*result.submitted});
      written = true;
    }
    if (ui.icon_button("add", {.icon = ui::Icon::kCornerDownLeft, .name = say("Keep the line")})) {
      view.emit(command::CommitDraft{});
      ui.focus("note");
      written = true;
    }
  });
  return written;
}

/// For what was pasted: a chat of 30 lines, or more than one line holds.
void draw_split(const Room& room) {
  const std::string& draft = room.it.draft;
  if (draft.find('\n') == draft.npos && draft.size() <= model::kLineBytesMax) return;
  const std::vector<model::ForeignLine> lines = model::foreign_lines(draft);
  if (lines.size() < 2) return;
  const bool timed = std::any_of(lines.begin(), lines.end(), [](const model::ForeignLine& line) {
    return line.second_of_day.has_value();
  });
  const std::string label = timed ? say("Keep as {number} lines with their times", lines.size())
                                  : say("Keep as {number} lines", lines.size());
  if (room.view.ui.button("split", {.label = label,
                                    .look = ui::ButtonLook::kQuiet,
                                    .description = say("Each becomes a line of its own."),
                                    .shortcut = "Control+Enter"})) {
    room.view.emit(command::KeepAsLines{});
    room.view.ui.focus("note");
    room.view.ui.scroll_to_end("notes");
  }
}

/// The line that a sign beside the field is about: the open one, or the last.
const model::Line* marked_line(const session::InterviewView& it) {
  for (const model::Line& line : it.lines) {
    if (line.id == it.selected_line) return &line;
  }
  return it.lines.empty() ? nullptr : &it.lines.back();
}

/// Off the record, a pause, marks: beside the kinds, each with its key.
void draw_tools(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const session::Shortcuts& keys = room.view.state.shortcuts;
  const bool off = room.it.off_record;
  ui.row([&] {
    if (ui.icon_button("off record", {.icon = ui::Icon::kMicOff,
                                      .name = say("Off the record"),
                                      .description = say("The next lines are locked."),
                                      .shortcut = keys.of(session::Act::kOffRecord),
                                      .ink = off ? ui::Ink::kWarn : ui::Ink::kSoft,
                                      .pressed = off ? Tristate::kTrue : Tristate::kFalse})) {
      room.view.emit(command::ToggleOffRecord{});
    }
    if (ui.icon_button("pause", {.icon = ui::Icon::kPause,
                                 .name = say("Note a pause"),
                                 .shortcut = keys.of(session::Act::kPause)})) {
      room.view.emit(command::AddPause{});
      ui.scroll_to_end("notes");
    }
    draw_mark_signs(
        room, marked_line(room.it),
        {say("Star the line"), say("The line surprised me"), say("The open one, or the last."),
         keys.of(session::Act::kStar), keys.of(session::Act::kSurprise)});
  });
}

/// What the #tag or @name that is being typed may become.
void draw_completions(const Room& room) {
  if (room.it.completions.empty()) return;
  ui::Ui& ui = room.view.ui;
  ui.list("completions", say("Known words"), {}, [&] {
    ui.wrap({.gap = Space::k8}, [&] {
      for (const std::string& word : room.it.completions) {
        ui.item(word, [&] {
          if (ui.chip_button("take", {.label = word})) {
            room.view.emit(command::CompleteWord{word});
          }
        });
      }
    });
  });
}

/// Said as long as it holds: nobody should have to wonder.
void draw_off_record(const Room& room) {
  if (!room.it.off_record) return;
  room.view.ui.row({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
    room.view.ui.icon(ui::Icon::kMicOff, ui::Ink::kWarn);
    room.view.ui.text("off record words",
                      say("Off the record: these lines are never shared or found."),
                      {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kWarn});
  });
}

void draw_kind_and_signs(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
    int chosen = -1;
    for (std::size_t at = 0; at < kKinds.size(); ++at) {
      if (kKinds[at] == room.it.kind) chosen = static_cast<int>(at);
    }
    const session::Shortcuts& keys = room.view.state.shortcuts;
    const std::array<ui::Segment, 3> segments = {{
        {.label = say("Q"),
         .shortcut = keys.of(session::Act::kQuote),
         .mark = ui::Ink::kQuote,
         .name = say("Quote")},
        {.label = say("P"),
         .shortcut = keys.of(session::Act::kParaphrase),
         .mark = ui::Ink::kParaphrase,
         .name = say("Paraphrase")},
        {.label = say("I"),
         .shortcut = keys.of(session::Act::kInference),
         .mark = ui::Ink::kInference,
         .name = say("My own inference")},
    }};
    const auto kind =
        ui.segmented("kind", {.name = say("Kind of line"), .segments = segments, .chosen = chosen});
    if (kind) room.view.emit(command::ChooseKind{kKinds[static_cast<std::size_t>(*kind)]});
    draw_tools(room);
    if (!ui.wide() && !room.view.state.clock_hidden) {
      ui.text("time", say("{minutes} min", room.it.elapsed_minutes),
              {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft, .tabular = true});
    }
    draw_split(room);
    draw_saved(room);
  });
}

void draw_closed(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::int64_t ended_ms = room.it.interview.ended_ms;
  const int offset = room.view.state.utc_offset_minutes;
  ui.wrap({.width = ui::grow(), .gap = Space::k12, .across = ui::Align::kCenter}, [&] {
    ui.text(ended_ms == 0 ? std::string(say("This 1:1 takes no more lines."))
                          : say("Closed on {day} at {time}.", session::long_date(ended_ms, offset),
                                session::clock_time(ended_ms, offset)),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    const bool case_closed = room.it.interview.case_closed;
    if (room.it.interview.state == model::InterviewState::kHeld && !case_closed &&
        ui.button("reopen", {.label = say("Go on with it")})) {
      room.view.emit(command::ReopenInterview{});
    }
    if (ui.button("read", {.label = say("Read back"), .icon = ui::Icon::kFileText})) {
      room.view.emit(command::OpenReadBack{});
    }
    if (room.it.interview.case_kind == model::CaseKind::kIncident &&
        model::check_may_clean(room.it.interview).ok() &&
        ui.button("clean up", {.label = say("Clean up"), .icon = ui::Icon::kListChecks})) {
      room.view.emit(command::OpenCleanUp{});
    }
    if (!case_closed &&
        ui.button("five minutes", {.label = say("My own five minutes"), .icon = ui::Icon::kLock})) {
      room.view.emit(command::OpenPrivate{});
    }
    if (room.it.interview.case_kind == model::CaseKind::kOutreach && ended_ms != 0 &&
        room.it.interview.state == model::InterviewState::kHeld &&
        ui.button("finish", {.label = say("Close it for good"), .look = ui::ButtonLook::kQuiet})) {
      room.view.emit(command::FinishInterview{});
    }
  });
}

}  // namespace

/// What became of the text in the field. Failures alone are spoken: words that change with every
/// key would talk over the person opposite.
void draw_saved(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const ui::TextOptions soft = {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft};
  switch (room.it.draft_saved) {
    case Saved::kNothing:
      return;
    case Saved::kWriting:
      ui.text("saved", say("Saving"), soft);
      return;
    case Saved::kSaved:
      // Said once it rests: a word that comes and goes with the letters would draw the eye.
      ui.text("saved", room.it.typing ? say("Saving") : say("Saved on this device"), soft);
      return;
    case Saved::kFailed:
      ui.status("not saved", say("Not saved yet"),
                {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kError});
      return;
  }
}

void draw_composer(const Room& room) {
  ui::Ui& ui = room.view.ui;
  bool written = false;
  const Space edge = ui.narrow() ? Space::k0 : Space::k24;  // In line with the notes above.
  // Side by side with what belongs to it, the field needs more than the measure.
  const bool one_row = ui.low() && !ui.narrow();
  ui.bottom_bar("write", say("Write"), [&] {
    ui.column({.width = ui::grow(),
               .max_width = one_row ? ui::Width::kPage : ui::Width::kMeasure,
               .padding = {edge, Space::k0},
               .gap = Space::k8,
               .self = ui::Align::kCenter},
              [&] {
                if (!room.may_write) {
                  draw_closed(room);
                  return;
                }
                draw_cue(room);
                draw_off_record(room);
                draw_completions(room);
                if (!one_row) {
                  written = draw_field(room);
                  draw_kind_and_signs(room);
                  return;
                }
                ui.row({.gap = Space::k16, .across = ui::Align::kEnd}, [&] {
                  ui.fill([&] { written = draw_field(room); });
                  draw_kind_and_signs(room);
                });
              });
  });
  if (written) ui.scroll_to_end("notes");
}

}  // namespace quietroom::screens
