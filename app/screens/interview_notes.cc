// The lines of an interview, and the one sentence about sharing that holds for all of them.
#include <algorithm>
#include <functional>
#include <vector>

#include "app/screens/interview_parts.h"
#include "app/screens/wordings.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::LineKind;
using ui::Space;

/// A line as it is listed.
struct Shown {
  const model::Line* line = nullptr;
  bool saved = true;
  bool settling = false;
  bool names_item = false;  ///< It begins a stretch that belongs to another item.
};

std::vector<Shown> shown_lines(const session::InterviewView& it) {
  std::vector<Shown> shown;
  shown.reserve(it.lines.size() + it.unsaved.size());
  const auto add = [&](const std::vector<model::Line>& lines, bool saved) {
    for (const model::Line& line : lines) {
      if (it.only_item && !line.is_under(it.item_id)) continue;
      if (it.sorting && !line.item_id.empty()) continue;
      const bool same = !shown.empty() && shown.back().line->item_id == line.item_id;
      const bool settling =
          std::find(it.settling.begin(), it.settling.end(), line.id) != it.settling.end();
      shown.push_back({&line, saved, settling, !it.only_item && !same && !line.item_id.empty()});
    }
  };
  add(it.lines, true);
  add(it.unsaved, false);
  return shown;
}

/// Changes whenever the row of `shown` may look different.
std::uint64_t revision_of(const Room& room, const Shown& shown) {
  const model::Line& line = *shown.line;
  std::uint64_t hash = std::hash<std::string_view>{}(line.text);
  const auto mix = [&hash](std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  };
  const bool open = room.it.selected_line == line.id;
  const bool editing = room.it.editing_line == line.id;
  mix(static_cast<std::uint64_t>(line.kind));
  mix(static_cast<std::uint64_t>(words::in_use()));
  mix((line.struck ? 1U : 0U) | (line.edited ? 2U : 0U) | (shown.saved ? 4U : 0U) |
      (shown.names_item ? 8U : 0U) | (open ? 16U : 0U) | (editing ? 32U : 0U) |
      (room.held ? 64U : 0U) | (shown.settling ? 256U : 0U) |
      (room.it.settling_failed ? 512U : 0U) | (line.star ? 1024U : 0U) |
      (line.surprise ? 2048U : 0U) | (line.held ? 4096U : 0U));
  if (line.asks()) mix(wordings_revision(line));
  for (const std::string& item : line.also_items) mix(std::hash<std::string_view>{}(item));
  if (shown.names_item || open) mix(std::hash<std::string_view>{}(line.item_id));
  if (open) mix(std::hash<std::string_view>{}(room.it.item_id));
  if (editing) mix(std::hash<std::string_view>{}(room.it.line_edit));
  return hash;
}

/// The items of a line as they are named below it: its own where a stretch begins, further ones
/// always.
std::string items_of(const Room& room, const Shown& shown) {
  if (room.it.guide == nullptr) return {};
  std::string words;
  const GuideItem* own = room.it.guide->find(shown.line->item_id);
  if (shown.names_item && own != nullptr) words = own->title;
  for (const std::string& also : shown.line->also_items) {
    const GuideItem* item = room.it.guide->find(also);
    if (item == nullptr) continue;
    if (!words.empty()) words += ". ";
    words += say("Also: {item}", item->title);
  }
  return words;
}

void draw_line(const Room& room, const Shown& shown) {
  const model::Line& line = *shown.line;
  const std::string time = session::clock_time(line.at_ms, room.view.state.utc_offset_minutes);
  const std::string items = items_of(room, shown);
  const bool open = shown.saved && room.it.selected_line == line.id;
  const bool editing = open && room.it.editing_line == line.id;
  const std::string itself = room.may_mark && shown.saved ? to_base32(line.id) : "";
  const bool pressed =
      room.view.ui.line_row(line.id,
                            {.time = time,
                             .mark = mark_of(line.kind),
                             .text = line.text,
                             .item = items,
                             .struck = line.struck,
                             .edited = line.edited,
                             .star = line.star,
                             .surprise = line.surprise,
                             .held = line.held,
                             .unsaved = !shown.saved || (shown.settling && room.it.settling_failed),
                             .settling = shown.settling && !room.it.settling_failed,
                             .unshareable = room.held.has_value() && !line.struck && !line.held,
                             .open = open,
                             .editing = editing,
                             .two_texts = line.has_two_texts(),
                             .asks = line.asks(),
                             .actions = shown.saved && (room.may_mark || room.may_edit),
                             .drags = itself},
                            [&] {
                              if (open) draw_line_actions(room, line);
                              if (!line.asks()) return;
                              draw_line_questions(room.view, line,
                                                  {.guide = room.it.guide,
                                                   .open = open,
                                                   .may_edit = room.may_edit && !editing,
                                                   .may_mark = room.may_mark && !editing});
                            });
  if (pressed) room.view.emit(command::SelectLine{open ? Id{} : line.id});
}

/// A strip above the lines: what is to be known of them, read out too, and behind it what `button`
/// draws.
void draw_strip(const Room& room, ui::Key key, std::string_view text, ui::Body button,
                ui::Stack stack = ui::Stack::kNever) {
  ui::Ui& ui = room.view.ui;
  ui.row({.padding = {Space::k16, Space::k4, Space::k4, Space::k4},
          .gap = Space::k8,
          .surface = ui::Surface::kSunken,
          .rounded = true,
          .stack = stack},
         [&] {
           ui.column({.width = ui::grow(), .padding = {Space::k0, Space::k8}},
                     [&] { ui.status(key, text, {.style = ui::TextStyle::kSmall}); });
           button();
         });
}

/// Why nothing may be shared yet, once for all lines; with the next step.
void draw_held(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const bool none = *room.held == model::NotShareable::kNoConsent;
  const std::string text = say("{why} Lines are kept, and marked as not shareable.",
                               model::not_shareable_text(*room.held));
  const auto button = [&] {
    if (ui.button("open consent", {.label = none ? say("Read the consent text") : say("Consent"),
                                   .look = ui::ButtonLook::kQuiet})) {
      room.view.emit(command::OpenConsent{});
    }
  };
  draw_strip(
      room, "held", text, [&] { ui.wrap({}, button); }, ui::Stack::kNarrow);
}

/// Brings the line that was jumped to into sight, once. Called where the list is.
void draw_jump(const Room& room, const std::vector<Shown>& shown) {
  const Id& line = room.it.jump_line;
  if (line.is_none()) return;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (shown[at].line->id == line) room.view.ui.scroll_to_row("lines", at);
  }
  room.view.emit(command::JumpToLine{});
}

/// While lines are sorted: what to do, and the way out.
void draw_sorting(const Room& room, std::size_t left) {
  ui::Ui& ui = room.view.ui;
  const std::string text = words::count(
      static_cast<std::int64_t>(left), "{n} line without an item. Choose the item of the open one.",
      "{n} lines without an item. Choose the item of the open one.");
  draw_strip(room, "sorting", text, [&] {
    if (ui.button("end sorting", {.label = say("Done"), .look = ui::ButtonLook::kQuiet})) {
      room.view.emit(command::ToggleSorting{});
    }
  });
}

/// How many lines wait for a choice, and the way to the next one.
void draw_asking(const Room& room, const std::vector<Shown>& shown) {
  std::int64_t count = 0;
  const model::Line* first = nullptr;
  const model::Line* next = nullptr;  // Behind the one that is open.
  bool behind = false;
  for (const Shown& one : shown) {
    const model::Line& line = *one.line;
    if (line.asks()) {
      ++count;
      if (first == nullptr) first = &line;
      if (behind && next == nullptr) next = &line;
    }
    behind = behind || line.id == room.it.selected_line;
  }
  if (count == 0) return;
  ui::Ui& ui = room.view.ui;
  const std::string text = words::count(count, "{n} line was changed on two devices.",
                                        "{n} lines were changed on two devices.");
  draw_strip(room, "asking", text, [&] {
    if (ui.button("next asking", {.label = say("Show"),
                                  .look = ui::ButtonLook::kQuiet,
                                  .description = say("Goes to the next of these lines.")})) {
      room.view.emit(command::JumpToLine{(next == nullptr ? first : next)->id});
    }
  });
}

void draw_list(const Room& room, const std::vector<Shown>& shown) {
  ui::Ui& ui = room.view.ui;
  draw_jump(room, shown);
  if (shown.empty()) {
    ui.text(room.it.only_item ? say("No lines for this item yet. Enter keeps the first one.")
                              : say("Nothing written yet. Enter keeps a line."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    return;
  }
  ui.virtual_list("lines",
                  {.name = say("Lines"),
                   .count = shown.size(),
                   .key = [&](std::size_t at) { return ui::Key(shown[at].line->id); },
                   .revision = [&](std::size_t at) { return revision_of(room, shown[at]); },
                   .row = [&](std::size_t at) { draw_line(room, shown[at]); }});
}

}  // namespace

ui::LineMark mark_of(LineKind kind) {
  switch (kind) {
    case LineKind::kQuote:
      return ui::LineMark::kQuote;
    case LineKind::kInference:
      return ui::LineMark::kInference;
    case LineKind::kPause:
      return ui::LineMark::kPause;
    case LineKind::kParaphrase:
      break;
  }
  return ui::LineMark::kParaphrase;
}

void draw_notes(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::vector<Shown> shown = shown_lines(room.it);
  const Space edge = ui.narrow() ? Space::k16 : Space::k24;
  // Where there is little height, the sentence about sharing scrolls away with the lines.
  const bool inside = ui.narrow() || ui.low();
  const bool asks =
      std::any_of(shown.begin(), shown.end(), [](const Shown& one) { return one.line->asks(); });
  if (!inside && (room.held || asks)) {
    ui.column({.max_width = ui::Width::kMeasure,
               .padding = {edge, Space::k0, edge, Space::k8},
               .gap = Space::k8,
               .self = ui::Align::kCenter},
              [&] {
                if (room.held) draw_held(room);
                draw_asking(room, shown);
              });
  }
  ui.scroll("notes",
            {.name = say("Lines of this 1:1"),
             .follow_end = true,
             .box = {.max_width = ui::Width::kMeasure,
                     .padding = {edge, Space::k8, edge, Space::k16},
                     .self = ui::Align::kCenter}},
            [&] {
              if (ui.tight()) draw_head(room);
              if (inside && room.held) draw_held(room);
              if (room.it.sorting) draw_sorting(room, shown.size());
              if (inside) draw_asking(room, shown);
              draw_list(room, shown);
            });
}

}  // namespace quietroom::screens
