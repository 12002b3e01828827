// The items of the guide beside the notes: the list, and the question that is asked now.
#include "app/screens/interview_parts.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::ItemProgress;
using ui::Space;

struct Sign {
  ui::Icon icon;
  ui::Ink ink;
  std::string_view name;
};

Sign sign_of(ItemProgress progress) {
  switch (progress) {
    case ItemProgress::kDone:
      return {ui::Icon::kCircleCheck, ui::Ink::kAccent, say("Done")};
    case ItemProgress::kSkipped:
      return {ui::Icon::kSkipForward, ui::Ink::kSoft, say("Skipped")};
    case ItemProgress::kCovered:
      return {ui::Icon::kCircleDot, ui::Ink::kAccent, say("Covered")};
    case ItemProgress::kOpen:
      break;
  }
  return {ui::Icon::kCircle, ui::Ink::kFaint, ""};
}

void choose(const Room& room, std::string_view item_id, ItemsPlace place) {
  room.view.emit(command::ChooseItem{std::string(item_id)});
  if (place == ItemsPlace::kSheet) room.view.emit(command::ToggleItems{});
}

/// One mark of the chosen item; pressed again it opens the item anew.
void mark_button(const Room& room, ui::Key key, ItemProgress mark, std::string_view name,
                 session::Act act) {
  const bool on = progress_of(room.it, room.it.item_id) == mark;
  if (room.view.ui.icon_button(key, {.icon = sign_of(mark).icon,
                                     .name = name,
                                     .shortcut = room.view.state.shortcuts.of(act),
                                     .ink = on ? ui::Ink::kAccent : ui::Ink::kSoft,
                                     .disabled = !room.may_mark,
                                     .pressed = on ? Tristate::kTrue : Tristate::kFalse})) {
    room.view.emit(command::MarkItem{room.it.item_id, on ? ItemProgress::kOpen : mark});
  }
}

/// "4 of 15", with the word for its progress.
std::string place_words(const session::InterviewView& it) {
  const std::size_t number = item_number(it);
  const std::size_t count = it.guide == nullptr ? 0 : it.guide->items.size();
  if (number == 0) return std::string(say("Items"));
  std::string words = say("{number} of {count}", number, count);
  const std::string_view progress = progress_word(progress_of(it, it.item_id));
  if (!progress.empty()) words += ", " + std::string(progress);
  return words;
}

/// The same where there is little room: the marks beside it show the progress.
std::string short_place_words(const Room& room) {
  const std::size_t number = item_number(room.it);
  if (number == 0) return place_words(room.it);
  const std::size_t count = room.it.guide->items.size();
  if (room.view.ui.cramped()) return std::to_string(number) + "/" + std::to_string(count);
  return say("{number} of {count}", number, count);
}

/// Where it is in the guide; on small windows the way to all items.
void draw_place(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::string place = place_words(room.it);
  if (ui.wide()) {
    ui.text("place", place,
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .tabular = true});
    return;
  }
  const std::string label = ui.narrow() ? short_place_words(room) : place;
  if (ui.button("place", {.label = label,
                          .name = place,
                          .icon = ui.narrow() ? ui::Icon::kNone : ui::Icon::kList,
                          .description = say("Opens the list of items.")})) {
    room.view.emit(command::ToggleItems{});
  }
}

bool folds_cues(const ui::Ui& ui) {
  return ui.narrow() || ui.low();
}

void cues_button(const Room& room) {
  ui::Ui& ui = room.view.ui;
  if (!folds_cues(ui)) return;
  const Tristate open = room.it.cues_open ? Tristate::kTrue : Tristate::kFalse;
  if (ui.icon_button("cues",
                     {.icon = ui::Icon::kLightbulb, .name = say("Cues"), .expanded = open})) {
    room.view.emit(command::ToggleCues{});
  }
}

void draw_marks(const Room& room) {
  mark_button(room, "done", ItemProgress::kDone, say("Done"), session::Act::kDone);
  mark_button(room, "skip", ItemProgress::kSkipped, say("Skip"), session::Act::kSkip);
  mark_button(room, "covered", ItemProgress::kCovered, say("Covered already"),
              session::Act::kCovered);
  // The strip stays one row; the question has one of its own.
  if (!room.view.ui.cramped()) cues_button(room);
}

}  // namespace

std::string item_time_words(const Room& room) {
  const GuideItem* item = room.it.item();
  if (item == nullptr || room.view.state.clock_hidden) return "";
  const int planned = planned_minutes(*item, room.it.interview.plan_minutes);
  if (planned == 0) return say("{minutes} min", room.it.item_minutes);
  return say("{minutes} of about {planned} min", room.it.item_minutes, planned);
}

namespace {

/// The place; at the end its neighbours and the marks.
void draw_strip(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const session::Shortcuts& keys = room.view.state.shortcuts;
  ui.row([&] {
    ui.row({.gap = Space::k16}, [&] {
      draw_place(room);
      const std::string time = item_time_words(room);
      if (!time.empty() && !ui.narrow()) {
        ui.text("item time", time,
                {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .tabular = true});
      }
    });
    ui.space();
    if (ui.icon_button("previous", {.icon = ui::Icon::kChevronLeft,
                                    .name = say("Previous item"),
                                    .shortcut = keys.of(session::Act::kPreviousItem)})) {
      room.view.emit(command::PreviousItem{});
    }
    if (ui.icon_button("next", {.icon = ui::Icon::kChevronRight,
                                .name = say("Next item"),
                                .shortcut = keys.of(session::Act::kNextItem)})) {
      room.view.emit(command::NextItem{});
    }
    if (room.it.item() != nullptr) draw_marks(room);
  });
}

void draw_cues(const Room& room, const GuideItem& item) {
  ui::Ui& ui = room.view.ui;
  if (folds_cues(ui) && !room.it.cues_open) return;
  ui.text(item.purpose, {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  for (const std::string& cue : item.cues) {
    ui.text("\u2013 " + cue, {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  }
}

}  // namespace

ItemProgress progress_of(const session::InterviewView& it, std::string_view item_id) {
  const auto found = it.items.find(item_id);
  return found == it.items.end() ? ItemProgress::kOpen : found->second.progress;
}

std::string_view progress_word(ItemProgress progress) {
  switch (progress) {
    case ItemProgress::kDone:
      return say("done");
    case ItemProgress::kSkipped:
      return say("skipped");
    case ItemProgress::kCovered:
      return say("covered");
    case ItemProgress::kOpen:
      break;
  }
  return "";
}

std::size_t item_number(const session::InterviewView& it) {
  const GuideItem* item = it.item();
  return item == nullptr ? 0 : static_cast<std::size_t>(item - it.guide->items.data()) + 1;
}

namespace {

/// Said before it comes: at the item, and at the one before it.
void draw_emotion(const Room& room, const GuideItem& item) {
  ui::Ui& ui = room.view.ui;
  const ui::TextOptions soft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};
  if (item.brings_emotion) {
    ui.text(say("This often brings emotion. Slow down, breathe out, let it come."), soft);
    return;
  }
  const auto& items = room.it.guide->items;
  const auto next = static_cast<std::size_t>(&item - items.data()) + 1;
  if (next < items.size() && items[next].brings_emotion) {
    ui.text(say("The next question often brings emotion."), soft);
  }
}

/// Where it was covered, with the way there.
void draw_covered(const Room& room) {
  const auto state = room.it.items.find(room.it.item_id);
  if (state == room.it.items.end() || state->second.covered_by.is_none()) return;
  for (const model::Line& line : room.it.lines) {
    if (!(line.id == state->second.covered_by)) continue;
    const std::string label = say(
        "Covered at {time}", session::clock_time(line.at_ms, room.view.state.utc_offset_minutes));
    room.view.ui.wrap({}, [&] {
      if (room.view.ui.button("covered by", {.label = label,
                                             .icon = ui::Icon::kCornerDownLeft,
                                             .description = say("Goes to the line.")})) {
        room.view.emit(command::JumpToLine{line.id});
      }
    });
  }
}

/// The question itself, what it is for, and its cues.
void draw_asked(const Room& room, const GuideItem* item) {
  ui::Ui& ui = room.view.ui;
  if (item == nullptr) {
    ui.heading(2, say("No item chosen"));
    ui.text(say("Lines are kept without one, and can be put under an item later."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    return;
  }
  ui.row([&] {
    ui.column({.width = ui::grow()}, [&] { ui.heading(2, item->title); });
    if (ui.cramped()) cues_button(room);
  });
  draw_emotion(room, *item);
  draw_cues(room, *item);
  draw_covered(room);
  if (!item->opens_consent) return;
  ui.wrap({}, [&] {
    if (ui.button("consent",
                  {.label = say("Read the consent text"), .icon = ui::Icon::kBookOpen})) {
      room.view.emit(command::OpenConsent{});
    }
  });
}

/// A line that was dragged onto the row of an item belongs there.
void take_line(const Room& room, ui::Key row, std::string_view item_id) {
  const std::optional<std::string> dragged = room.view.ui.dropped_on(row);
  if (!dragged || !room.may_mark) return;
  for (const model::Line& line : room.it.lines) {
    if (to_base32(line.id) != *dragged) continue;
    room.view.emit(command::SetLineItem{line.id, std::string(item_id)});
  }
}

/// Brings the item that a key goes to into sight. Called within the list.
void follow_jump(const Room& room) {
  if (room.jump == 0) return;
  const auto& items = room.it.guide->items;
  const std::size_t number = item_number(room.it);
  const std::size_t target = room.jump > 0 ? number : number - 2;
  if (target >= items.size()) return;
  ui::Ui& ui = room.view.ui;
  ui.group(items[target].id, [&] { ui.scroll_to(ui.id("row")); });
}

}  // namespace

void draw_items(const Room& room, ItemsPlace place) {
  ui::Ui& ui = room.view.ui;
  if (room.it.guide == nullptr) {
    ui.text(say("This version does not have the guide of this 1:1. Its lines are all here."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    return;
  }
  ui.list("items", room.it.guide->title, [&] {
    follow_jump(room);
    std::size_t number = 0;
    for (const GuideItem& item : room.it.guide->items) {
      ++number;
      const ItemProgress progress = progress_of(room.it, item.id);
      const Sign sign = sign_of(progress);
      const std::string title = std::to_string(number) + "  " + item.title;
      if (ui.list_row(item.id, {.title = title,
                                .icon = sign.icon,
                                .icon_ink = sign.ink,
                                .icon_name = sign.name,
                                .action = ui::RowAction::kButton,
                                .current = item.id == room.it.item_id,
                                .done = progress != ItemProgress::kOpen,
                                .takes_drops = room.may_mark,
                                .title_lines_max = 3})) {
        choose(room, item.id, place);
      }
      take_line(room, item.id, item.id);
    }
    if (ui.list_row("none", {.title = say("No item"),
                             .icon = ui::Icon::kMinus,
                             .action = ui::RowAction::kButton,
                             .current = room.it.item_id.empty(),
                             .takes_drops = room.may_mark})) {
      choose(room, "", place);
    }
    take_line(room, "none", "");
  });
}

void draw_question(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const GuideItem* item = room.it.item();
  // In the narrowest windows the strip takes half of the edge.
  const Space inset = ui.cramped() ? Space::k8 : Space::k0;
  const Space edge = ui.cramped() ? Space::k8 : ui.narrow() ? Space::k16 : Space::k24;
  ui.column({.max_width = ui::Width::kMeasure,
             .padding = {edge, Space::k8, edge, Space::k12},
             .gap = Space::k4,
             .self = ui::Align::kCenter},
            [&] {
              draw_strip(room);
              ui.column({.padding = {inset, Space::k0, inset, Space::k0}, .gap = Space::k4},
                        [&] { draw_asked(room, item); });
            });
}

}  // namespace quietroom::screens
