// The rows of the clean-up screen when they are open, and the lines beside the clean text.
#include <functional>

#include "app/model/text_diff.h"
#include "app/screens/clean_up_parts.h"
#include "app/screens/word_changes.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::Line;
using model::Passage;
using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

/// What became of a line, in words.
std::string_view taken_words(const Room& room, const Line& line) {
  if (line.held) return say("Never taken up");
  if (line.struck || line.kind == model::LineKind::kPause) return {};
  if (model::is_taken_up(line.id, room.it.passages)) return say("Taken up");
  if (line.kind == model::LineKind::kInference) return say("Your own inference: by hand only");
  return say("Not taken up yet");
}

const Passage* open_passage(const Room& room) {
  for (const Passage& one : room.it.passages) {
    if (one.id == room.it.selected_passage && !one.struck) return &one;
  }
  return nullptr;
}

void draw_line(const Room& room, const Line& line) {
  ui::Ui& ui = room.view.ui;
  const bool may = room.may_edit && model::check_may_take_up(line).ok();
  const std::string words = line.whole_text();
  const bool open = may && room.it.selected_line == line.id;
  const bool pressed = ui.line_row(
      line.id,
      {.time = session::clock_time(line.at_ms, room.view.state.utc_offset_minutes),
       .mark = mark_of(line.kind),
       .text = words,
       .item = taken_words(room, line),
       .struck = line.struck,
       .edited = line.edited,
       .held = line.held,
       .open = open,
       .actions = may,
       .selectable = !line.held},
      [&] {
        const Passage* into = open_passage(room);
        ui.wrap({}, [&] {
          if (ui.button("take up", {.label = into == nullptr ? say("Make it a passage")
                                                             : say("Add it to the open passage"),
                                    .icon = ui::Icon::kPlus,
                                    .disabled = into != nullptr && into->comes_from(line.id)})) {
            room.view.emit(command::TakeUpLine{line.id});
          }
        });
      });
  if (pressed) room.view.emit(command::SelectLine{open ? Id{} : line.id});
}

/// Whose words, its order, its item.
void draw_marks(const Room& room, const Passage& passage) {
  ui::Ui& ui = room.view.ui;
  if (ui.check("verbatim", {.label = say("Their own words"), .checked = passage.verbatim}))
    room.view.emit(command::SetVerbatim{passage.id, !passage.verbatim});
  ui.row([&] {
    if (ui.icon_button("up",
                       {.icon = ui::Icon::kChevronUp, .name = say("Before the passage above")})) {
      room.view.emit(command::MovePassage{passage.id, -1});
    }
    if (ui.icon_button("down",
                       {.icon = ui::Icon::kChevronDown, .name = say("Behind the passage below")})) {
      room.view.emit(command::MovePassage{passage.id, 1});
    }
  });
  const GuideItem* chosen = room.it.item();
  if (chosen == nullptr || chosen->id == passage.item_id) return;
  if (ui.button("put", {.label = say("Put under \u201C{item}\u201D", chosen->title),
                        .icon = ui::Icon::kCornerDownLeft})) {
    room.view.emit(command::SetPassageItem{passage.id, chosen->id});
  }
}

/// What is different from the words of its lines.
void draw_difference(const Room& room, const Passage& passage) {
  const std::string source = model::source_words(passage, room.it.lines);
  const std::string words = model::words_of_same_lines(passage, room.it.passages);
  if (source.empty() || source == words) return;
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Compared with its lines"));
    draw_word_changes(room.view, model::word_diff(source, words));
  });
}

/// Each marked wording, and what to say instead.
void draw_hints(const Room& room, const Passage& passage) {
  const std::vector<model::LanguageHint> hints = hints_of(room, passage);
  if (hints.empty()) return;
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Another wording?"));
    for (const model::LanguageHint& hint : hints) {
      const std::string_view words =
          std::string_view(passage.text).substr(hint.begin, hint.size_bytes);
      ui.text(say("\u201C{words}\u201D. {offer}", words, hint.offer), kSoft);
    }
  });
}

void draw_earlier(const Room& room, const Passage& passage) {
  if (room.it.earlier_of_passage.empty()) return;
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Earlier wordings"));
    ui.list("earlier", say("Earlier wordings"), [&] {
      int number = 0;
      for (const model::LineVersion& one : room.it.earlier_of_passage) {
        const std::string when = session::clock_time(one.at_ms, room.view.state.utc_offset_minutes);
        ui.item(++number, [&] {
          ui.text(when + "  " + one.text,
                  {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .selectable = true});
          ui.wrap({}, [&] {
            if (room.may_edit && !passage.struck &&
                ui.button("use", {.label = say("Use this wording"),
                                  .look = ui::ButtonLook::kQuiet,
                                  .description = when})) {
              room.view.emit(command::UseWording{passage.id, one.text});
            }
          });
        });
      }
    });
  });
}

}  // namespace

std::vector<model::LanguageHint> hints_of(const Room& room, const Passage& passage) {
  if (passage.verbatim || passage.struck || passage.has_two_texts()) return {};
  return model::language_hints(passage.text, room.view.state.own_hints);
}

void draw_raw_lines(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::vector<Line>& lines = room.it.lines;
  if (lines.empty()) return ui.text(say("Nothing is written yet."), kSoft);
  ui.virtual_list("lines", {.name = say("Lines"),
                            .count = lines.size(),
                            .key = [&](std::size_t at) { return ui::Key(lines[at].id); },
                            .revision =
                                [&](std::size_t at) {
                                  const bool open = room.it.selected_line == lines[at].id;
                                  return room.it.lines_revision * 4 + (open ? 2U : 0U) +
                                         static_cast<std::uint64_t>(words::in_use());
                                },
                            .row = [&](std::size_t at) { draw_line(room, lines[at]); }});
}

void draw_passage_actions(const Room& room, const Passage& passage) {
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k8}, [&] {
    if (room.may_edit) {
      ui.wrap({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
        if (!passage.struck &&
            ui.button("edit", {.label = say("Edit"), .icon = ui::Icon::kPencil})) {
          room.view.emit(command::BeginEditLine{passage.id});
        }
        if (ui.button("strike", {.label = passage.struck ? say("Undo the strike") : say("Strike"),
                                 .icon = ui::Icon::kStrikethrough})) {
          room.view.emit(command::StrikePassage{passage.id, !passage.struck});
        }
        if (passage.struck) {
          if (ui.button("remove",
                        {.label = say("Take it out for good"),
                         .look = ui::ButtonLook::kDanger,
                         .description = say("Every wording of it is emptied, here and with the "
                                            "next sync elsewhere.")})) {
            room.view.emit(command::RemovePassage{passage.id});
          }
          return;
        }
        draw_marks(room, passage);
        if (ui.button("join", {.label = say("Join with the passage above")}))
          room.view.emit(command::JoinPassage{passage.id});
      });
    }
    draw_hints(room, passage);
    draw_difference(room, passage);
    draw_earlier(room, passage);
  });
}

}  // namespace quietroom::screens
