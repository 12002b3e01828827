// What can be done with one line: edit, strike, another kind, another item.
#include <array>

#include "app/screens/interview_parts.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::LineKind;
using ui::Space;

constexpr std::array<LineKind, 3> kKinds = {LineKind::kQuote, LineKind::kParaphrase,
                                            LineKind::kInference};
std::array<ui::Segment, 3> kind_segments() {
  return {{
      {.label = say("Q"), .mark = ui::Ink::kQuote, .name = say("Quote")},
      {.label = say("P"), .mark = ui::Ink::kParaphrase, .name = say("Paraphrase")},
      {.label = say("I"), .mark = ui::Ink::kInference, .name = say("My own inference")},
  }};
}

/// The chosen item as one more of an assigned line's items, or as one less.
void draw_also_item(const Room& room, const model::Line& line, const GuideItem& chosen) {
  ui::Ui& ui = room.view.ui;
  if (line.item_id.empty()) return;
  const bool in = line.is_under(chosen.id);
  if (in && line.also_items.empty()) return;
  const std::string label = in ? say("Not under \u201C{item}\u201D", chosen.title)
                               : say("Also under \u201C{item}\u201D", chosen.title);
  if (ui.button("also", {.label = label, .icon = in ? ui::Icon::kMinus : ui::Icon::kPlus})) {
    room.view.emit(command::SetAlsoItem{line.id, chosen.id, !in});
  }
}

void draw_item_choice(const Room& room, const model::Line& line) {
  ui::Ui& ui = room.view.ui;
  const GuideItem* chosen = room.it.item();
  if (chosen != nullptr && line.item_id != chosen->id) {
    const std::string label = say("Put under \u201C{item}\u201D", chosen->title);
    if (ui.button("put", {.label = label, .icon = ui::Icon::kCornerDownLeft})) {
      room.view.emit(command::SetLineItem{line.id, chosen->id});
    }
  }
  if (chosen != nullptr) draw_also_item(room, line, *chosen);
  if (!line.item_id.empty() &&
      ui.button("no item", {.label = say("Under no item"), .icon = ui::Icon::kMinus})) {
    room.view.emit(command::SetLineItem{line.id, ""});
  }
}

/// As it is copied: "10:42 Quote: I had no idea".
std::string copy_of(const Room& room, const model::Line& line) {
  std::string text = session::clock_time(line.at_ms, room.view.state.utc_offset_minutes);
  text += ' ';
  text += ui::name_of(mark_of(line.kind));
  return text + ": " + line.text;
}

int index_of(LineKind kind) {
  for (std::size_t at = 0; at < kKinds.size(); ++at) {
    if (kKinds[at] == kind) return static_cast<int>(at);
  }
  return -1;
}

Tristate state_of(bool on) {
  return on ? Tristate::kTrue : Tristate::kFalse;
}
ui::Ink ink_of(bool on) {
  return on ? ui::Ink::kAccent : ui::Ink::kSoft;
}

/// Marks and order: a row of signs, each with its name.
void draw_marks(const Room& room, const model::Line& line) {
  ui::Ui& ui = room.view.ui;
  draw_mark_signs(room, &line, {say("Star"), say("It surprised me")});
  if (ui.icon_button("held",
                     {.icon = ui::Icon::kMicOff,
                      .name = say("Off the record"),
                      .description = say("Locks the line; its earlier wordings are emptied."),
                      .ink = ink_of(line.held),
                      .pressed = state_of(line.held)})) {
    room.view.emit(command::HoldLine{line.id, !line.held});
  }
  if (ui.icon_button("up", {.icon = ui::Icon::kChevronUp, .name = say("Before the line above")})) {
    room.view.emit(command::MoveLine{line.id, -1});
  }
  if (ui.icon_button("down",
                     {.icon = ui::Icon::kChevronDown, .name = say("Behind the line below")})) {
    room.view.emit(command::MoveLine{line.id, 1});
  }
}

/// What the line said before it was changed.
void draw_earlier(const Room& room) {
  if (room.it.earlier.empty()) return;
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Earlier wordings"));
    ui.list("earlier", say("Earlier wordings"), [&] {
      int number = 0;
      for (const model::LineVersion& one : room.it.earlier) {
        const std::string words =
            session::clock_time(one.at_ms, room.view.state.utc_offset_minutes) + "  " + one.text;
        ui.item(++number, [&] {
          ui.text(words,
                  {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .selectable = true});
        });
      }
    });
  });
}

}  // namespace

void draw_edit(const Room& room, Edited what) {
  const bool line = what == Edited::kLine;
  ui::Ui& ui = room.view.ui;
  const ui::FieldResult result =
      ui.note_field("wording", {.label = line ? say("Edit the line") : say("Edit the passage"),
                                .label_hidden = true,
                                .value = room.it.line_edit,
                                .assisted = !room.view.state.type_locally,
                                .submit_on_enter = true,
                                .autofocus = true,
                                .lines_max = 12});
  if (result.changed) room.view.emit(command::WriteLineEdit{*result.changed});
  if (result.submitted) room.view.emit(command::SaveLineEdit{*result.submitted});
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button("end edit", {.label = say("Keep the change"), .icon = ui::Icon::kCheck})) {
      room.view.emit(command::EndLineEdit{});
    }
    const std::size_t parts = room.it.line_edit.find('\n') == std::string::npos
                                  ? 1
                                  : model::split_into_lines(room.it.line_edit).size();
    if (parts > 1) {
      const std::string label =
          line ? say("Make it {number} lines", parts) : say("Make it {number} passages", parts);
      if (ui.button("split", {.label = label, .description = say("One for each line break.")})) {
        room.view.emit(command::SplitEdit{});
      }
    }
  });
}

void draw_mark_signs(const Room& room, const model::Line* line, const MarkSigns& signs) {
  ui::Ui& ui = room.view.ui;
  const bool star = line != nullptr && line->star;
  const bool surprise = line != nullptr && line->surprise;
  if (ui.icon_button("star", {.icon = ui::Icon::kStar,
                              .name = signs.star,
                              .description = signs.about,
                              .shortcut = signs.star_key,
                              .ink = ink_of(star),
                              .disabled = line == nullptr,
                              .pressed = state_of(star)})) {
    room.view.emit(command::StarLine{line->id, !star});
  }
  if (ui.icon_button("surprise", {.icon = ui::Icon::kZap,
                                  .name = signs.surprise,
                                  .description = signs.about,
                                  .shortcut = signs.surprise_key,
                                  .ink = ink_of(surprise),
                                  .disabled = line == nullptr,
                                  .pressed = state_of(surprise)})) {
    room.view.emit(command::MarkSurprise{line->id, !surprise});
  }
}

void draw_line_actions(const Room& room, const model::Line& line) {
  ui::Ui& ui = room.view.ui;
  if (room.it.editing_line == line.id) {
    ui.column({.gap = Space::k8}, [&] { draw_edit(room, Edited::kLine); });
    return;
  }
  ui.wrap({.gap = Space::k8}, [&] {
    if (room.may_edit && ui.button("edit", {.label = say("Edit"), .icon = ui::Icon::kPencil})) {
      room.view.emit(command::BeginEditLine{line.id});
    }
    // For whoever marks no text with a mouse.
    const std::string text = copy_of(room, line);
    if (ui.button("copy", {.label = say("Copy"), .icon = ui::Icon::kCopy, .copies = text})) {
      room.view.emit(command::LineCopied{});
    }
    if (room.may_mark) {
      if (ui.button("strike", {.label = line.struck ? say("Undo the strike") : say("Strike"),
                               .icon = ui::Icon::kStrikethrough})) {
        room.view.emit(command::StrikeLine{line.id, !line.struck});
      }
      const auto segments = kind_segments();
      const auto kind = ui.segmented(
          "kind",
          {.name = say("Kind of this line"), .segments = segments, .chosen = index_of(line.kind)});
      if (kind) {
        room.view.emit(command::SetLineKind{line.id, kKinds[static_cast<std::size_t>(*kind)]});
      }
      draw_marks(room, line);
      draw_item_choice(room, line);
    }
    if (room.may_edit && !line.struck &&
        ui.button("join", {.label = say("Join with the line above")})) {
      room.view.emit(command::JoinLine{line.id});
    }
  });
  draw_earlier(room);
}

}  // namespace quietroom::screens
