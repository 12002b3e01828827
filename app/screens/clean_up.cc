// Clean-up: the lines of a 1:1 beside the clean text that is made of them, one item below the
// other.
#include <algorithm>
#include <array>
#include <functional>

#include "app/screens/clean_up_parts.h"
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/screens/wordings.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::Passage;
using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

/// A row of the clean text: an item's heading, or a passage.
struct CleanRow {
  const GuideItem* item = nullptr;  ///< Of a heading; null: of what is under none.
  const Passage* passage = nullptr;
};

Room room_of(const View& view) {
  const session::InterviewView& it = *view.state.interview;
  const bool may_clean = model::check_may_clean(it.interview).ok();
  return {.view = view, .it = it, .may_edit = may_clean, .may_mark = may_clean};
}

std::string_view title_of(const GuideItem* item) {
  return item == nullptr ? say("No item") : std::string_view(item->title);
}

std::vector<CleanRow> rows_of(const session::InterviewView& it) {
  std::vector<CleanRow> rows;
  const auto add = [&](const GuideItem* item) {
    const std::string_view id = item == nullptr ? std::string_view() : item->id;
    rows.push_back({item, nullptr});
    for (const Passage& passage : it.passages) {
      const bool known = it.guide != nullptr && it.guide->find(passage.item_id) != nullptr;
      if (known ? passage.item_id == id : item == nullptr) rows.push_back({item, &passage});
    }
  };
  if (it.guide != nullptr) {
    for (const GuideItem& item : it.guide->items) add(&item);
  }
  add(nullptr);
  return rows;
}

/// How many lines of an item wait to be taken up. Those that wait are in the order of the lines.
std::int64_t waiting_under(const session::InterviewView& it, std::string_view item_id) {
  std::int64_t count = 0;
  auto next = it.still_open.lines.begin();
  for (const model::Line& line : it.lines) {
    if (next == it.still_open.lines.end()) break;
    if (!(line.id == *next)) continue;
    ++next;
    if (line.item_id == item_id) ++count;
  }
  return count;
}

/// The item at which one key goes on: the first in the guide's order of which a line waits.
struct Next {
  std::string item_id;
  std::string_view title;
  std::int64_t count = 0;
};

Next next_item(const session::InterviewView& it) {
  if (it.guide != nullptr) {
    for (const GuideItem& item : it.guide->items) {
      if (const std::int64_t count = waiting_under(it, item.id))
        return {item.id, item.title, count};
    }
  }
  // Under none, or under one that the guide does not have.
  for (const model::Line& line : it.lines) {
    if (!it.still_open.lines.empty() && line.id == it.still_open.lines.front())
      return {line.item_id, say("No item"), waiting_under(it, line.item_id)};
  }
  return {};
}

std::string draft_words(std::int64_t count) {
  return words::count(count, "Draft from {n} line", "Draft from {n} lines");
}

ui::Key key_of(const GuideItem* item) {
  return item == nullptr ? ui::Key(0) : ui::Key(item->id);
}

void draw_heading(const Room& room, const GuideItem* item) {
  ui::Ui& ui = room.view.ui;
  const std::string id = item == nullptr ? std::string() : item->id;
  const bool chosen = room.it.item_id == id;
  ui.item(key_of(item), [&] {
    ui.column({.padding = {Space::k0, Space::k16, Space::k0, Space::k4}, .gap = Space::k4}, [&] {
      ui.heading(2, title_of(item));
      if (!room.may_edit) return;
      ui.wrap({.gap = Space::k8}, [&] {
        const std::int64_t waiting = waiting_under(room.it, id);
        if (waiting > 0 &&
            ui.button("draft", {.label = draft_words(waiting), .icon = ui::Icon::kPlus})) {
          room.view.emit(command::DraftPassages{id});
        }
        if (!chosen && ui.button("write here", {.label = say("Write here"),
                                                .look = ui::ButtonLook::kQuiet,
                                                .icon = ui::Icon::kPencil})) {
          room.view.emit(command::ChooseItem{id});
        }
        if (chosen) ui.text(say("What you write below stands here."), kSoft);
      });
    });
  });
}

/// "From 10:42, 10:43." and what else is to be known of it, below its text.
std::string about(const Room& room, const Passage& passage) {
  std::string times;
  int more = 0;
  constexpr int kTimesMax = 4;
  for (const model::Line& line : room.it.lines) {
    if (!passage.comes_from(line.id)) continue;
    if (++more > kTimesMax) continue;
    times += (times.empty() ? "" : ", ") +
             session::clock_time(line.at_ms, room.view.state.utc_offset_minutes);
  }
  if (more > kTimesMax) times += " \u2026";
  std::string words =
      times.empty() ? std::string(say("Not from a line.")) : say("From {times}.", times);
  if (model::lost_a_line(passage, room.it.lines)) {
    words += ' ';
    words += say("A line of it was taken back: it is not given to anybody.");
  }
  return words;
}

void draw_passage(const Room& room, const Passage& passage) {
  const bool open = room.it.selected_passage == passage.id;
  const bool editing = open && room.it.editing_line == passage.id;
  const bool settling = std::find(room.it.settling.begin(), room.it.settling.end(), passage.id) !=
                        room.it.settling.end();
  std::string words = about(room, passage);
  std::vector<ui::TextMark> marks;
  for (const model::LanguageHint& hint : hints_of(room, passage))
    marks.push_back({hint.begin, hint.size_bytes});
  if (!marks.empty()) {
    words += ' ';
    words += words::count(static_cast<std::int64_t>(marks.size()), "{n} wording to look at.",
                          "{n} wordings to look at.");
  }
  const bool pressed = room.view.ui.line_row(
      passage.id,
      {.mark = passage.verbatim ? ui::LineMark::kQuote : ui::LineMark::kParaphrase,
       .text = passage.text,
       .marks = marks,
       .item = words,
       .struck = passage.struck,
       .edited = passage.edited,
       .unsaved = settling && room.it.settling_failed,
       .settling = settling && !room.it.settling_failed,
       .open = open,
       .editing = editing,
       .two_texts = passage.has_two_texts(),
       .asks = passage.asks(),
       .change = say("Change the passage")},
      [&] {
        if (editing) {
          room.view.ui.column({.gap = Space::k8}, [&] { draw_edit(room, Edited::kPassage); });
        } else if (open) {
          draw_passage_actions(room, passage);
        }
        if (!passage.asks()) return;
        draw_line_questions(room.view, passage,
                            {.guide = room.it.guide,
                             .open = open,
                             .may_edit = room.may_edit && !editing,
                             .may_mark = room.may_mark && !editing,
                             .kind = model::EntityKind::kPassage});
      });
  if (pressed) room.view.emit(command::SelectPassage{open ? Id{} : passage.id});
}

std::uint64_t revision_of(const Room& room, const CleanRow& row) {
  std::uint64_t hash = room.it.lines_revision * 2 + static_cast<std::uint64_t>(words::in_use());
  if (row.passage == nullptr) return hash + (room.it.item_id == (row.item ? row.item->id : ""));
  hash = hash * 31 + (room.it.selected_passage == row.passage->id ? 1 : 0);
  hash = hash * 31 + (room.it.editing_line == row.passage->id ? 1 : 0);
  return hash ^ std::hash<std::string_view>{}(room.it.line_edit);
}

void draw_clean_text(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::vector<CleanRow> rows = rows_of(room.it);
  if (!room.may_edit) {
    const Status refused = model::check_may_clean(room.it.interview);
    ui.text(words::known(refused.error().context), kSoft);
  }
  ui.virtual_list("passages",
                  {.name = say("Clean text"),
                   .count = rows.size(),
                   .key =
                       [&](std::size_t at) {
                         const CleanRow& row = rows[at];
                         if (row.passage != nullptr) return ui::Key(row.passage->id);
                         return key_of(row.item);
                       },
                   .revision = [&](std::size_t at) { return revision_of(room, rows[at]); },
                   .row =
                       [&](std::size_t at) {
                         if (rows[at].passage == nullptr) {
                           draw_heading(room, rows[at].item);
                         } else {
                           draw_passage(room, *rows[at].passage);
                         }
                       }});
}

/// The field for a passage that is typed, under the chosen item.
void draw_field(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const std::string label = say("New passage under \u201C{item}\u201D", title_of(room.it.item()));
  ui.row({.gap = Space::k8, .across = ui::Align::kEnd}, [&] {
    ui::FieldResult result;
    ui.fill([&] {
      result = ui.note_field("note", {.label = label,
                                      .value = room.it.draft,
                                      .revision = room.it.draft_revision,
                                      .assisted = !room.view.state.type_locally,
                                      .submit_on_enter = true,
                                      .lines_max = ui.low() ? 2 : 5});
    });
    if (result.changed) room.view.emit(command::WriteDraft{*result.changed});
    if (result.submitted) room.view.emit(command::CommitPassage{*result.submitted});
    if (ui.icon_button("add",
                       {.icon = ui::Icon::kCornerDownLeft, .name = say("Keep the passage")})) {
      room.view.emit(command::CommitPassage{room.it.draft});
    }
  });
}

/// One key for each item, and the way to the end.
void draw_steps(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const Next next = next_item(room.it);
  ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
    if (next.count > 0) {
      const std::string about = say("Of \u201C{item}\u201D", next.title);
      if (ui.button("next", {.label = say("Draft the next item"),
                             .look = ui::ButtonLook::kPrimary,
                             .description = about,
                             .shortcut = "Control+Enter"})) {
        room.view.emit(command::DraftPassages{next.item_id});
      }
    }
    const std::size_t lines = room.it.still_open.lines.size();
    if (ui.button("cleaned",
                  {.label = say("Is it clean?"),
                   .look = next.count > 0 ? ui::ButtonLook::kPlain : ui::ButtonLook::kPrimary})) {
      room.view.emit(command::ToggleCleaned{});
    }
    ui.status("left",
              lines == 0
                  ? std::string(say("Every line is taken up."))
                  : words::count(static_cast<std::int64_t>(lines), "{n} line is not taken up yet.",
                                 "{n} lines are not taken up yet."),
              {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft});
    draw_saved(room);
  });
}

void draw_foot(const Room& room) {
  ui::Ui& ui = room.view.ui;
  if (!room.may_edit) return;
  ui.bottom_bar("write", say("Write"), [&] {
    ui.column({.width = ui::grow(),
               .max_width = ui::Width::kMeasure,
               .gap = Space::k8,
               .self = ui::Align::kCenter},
              [&] {
                if (!ui.tight()) draw_field(room);
                draw_steps(room);
              });
  });
}

ui::BoxOptions column_of(const ui::Ui& ui) {
  const Space edge = ui.narrow() ? Space::k16 : Space::k24;
  return {.max_width = ui::Width::kMeasure,
          .padding = {edge, Space::k8, edge, Space::k16},
          .gap = Space::k8,
          .self = ui::Align::kCenter};
}

void draw_raw(const Room& room) {
  room.view.ui.scroll("raw", {.name = say("Lines of this 1:1"), .box = column_of(room.view.ui)},
                      [&] { draw_raw_lines(room); });
}

void draw_clean(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.scroll("clean", {.name = say("Clean text"), .box = column_of(ui)},
            [&] { draw_clean_text(room); });
  draw_foot(room);
}

/// Both side by side, or one of them and a switch.
void draw_both(const Room& room) {
  ui::Ui& ui = room.view.ui;
  if (ui.wide()) {
    ui.row({.height = ui::grow(), .across = ui::Align::kStretch}, [&] {
      ui.region(
          "raw side",
          {.role = Role::kComplementary,
           .name = say("Lines"),
           .box = {.width = ui::grow(), .height = ui::grow(), .surface = ui::Surface::kSunken}},
          [&] { draw_raw(room); });
      ui.region("main",
                {.role = Role::kMain,
                 .name = say("Clean text"),
                 .box = {.width = ui::fixed(ui::Width::kMeasure), .height = ui::grow()}},
                [&] { draw_clean(room); });
    });
    return;
  }
  const std::array<ui::Segment, 2> sides = {
      {{.label = say("Clean text")}, {.label = say("Lines")}}};
  ui.region("main",
            {.role = Role::kMain,
             .name = say("Clean-up"),
             .box = {.width = ui::grow(), .height = ui::grow()}},
            [&] {
              ui.column({.padding = {Space::k16, Space::k8}}, [&] {
                const auto side = ui.segmented("side", {.name = say("What is shown"),
                                                        .segments = sides,
                                                        .chosen = room.it.raw_shown ? 1 : 0});
                if (side) room.view.emit(command::ShowRawLines{*side == 1});
              });
              if (room.it.raw_shown) {
                draw_raw(room);
              } else {
                draw_clean(room);
              }
            });
}

/// What is still open, one sentence each.
void draw_open_points(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const model::StillOpen& left = room.it.still_open;
  const auto count = [](const auto& all) { return static_cast<std::int64_t>(all.size()); };
  if (left.nothing()) ui.text(say("Nothing is open."));
  if (!left.lines.empty())
    ui.text(words::count(count(left.lines), "{n} line is not taken up yet.",
                         "{n} lines are not taken up yet."));
  for (const std::string& id : left.items) {
    const GuideItem* item = room.it.guide == nullptr ? nullptr : room.it.guide->find(id);
    ui.text(say("No text under \u201C{item}\u201D.", title_of(item)));
  }
  if (!left.lost.empty())
    ui.text(words::count(count(left.lost),
                         "{n} passage has a line that was taken back. It is not given to anybody.",
                         "{n} passages have lines that were taken back. They are not given to "
                         "anybody."));
  if (!left.asking.empty())
    ui.text(words::count(count(left.asking), "{n} passage was changed on two devices.",
                         "{n} passages were changed on two devices."));
  if (left.held > 0)
    ui.text(words::count(left.held, "{n} line off the record is still kept. It is never shared.",
                         "{n} lines off the record are still kept. They are never shared."));
}

}  // namespace

void draw_clean_up(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview) {
    page(view, {.title = say("Clean-up"), .autofocus = true},
         [&] { ui.text(say("No 1:1 is open."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const Room room = room_of(view);
  ui.skip_link(say("Skip to the main part"), ui.id("main"));
  ui.region("bar", {.role = Role::kBanner, .name = say("Bar")}, [&] {
    const bool back = ui.top_bar(say("Back to the 1:1"), one_to_one_with(room.it.interview),
                                 [&] { cover_and_lock(view); });
    if (back) view.emit(command::GoBack{});
  });
  draw_both(room);
}

void draw_cleaned_sheet(const View& view) {
  if (!view.state.interview || !view.state.interview->cleaned_open) return;
  ui::Ui& ui = view.ui;
  const Room room = room_of(view);
  const bool held = room.it.interview.state == model::InterviewState::kHeld;
  const auto body = [&] {
    ui.column({.gap = Space::k24}, [&] {
      ui.column({.gap = Space::k8}, [&] { draw_open_points(room); });
      if (!held) {
        ui.text(say("It was called clean already."), kSoft);
        return;
      }
      ui.text(say("What is open can stay so. Afterwards the lines are not reworded any more; the "
                  "clean text is."),
              kSoft);
      ui.wrap({}, [&] {
        if (ui.button("finish", {.label = say("It is clean"), .look = ui::ButtonLook::kPrimary}))
          view.emit(command::FinishCleanUp{});
      });
    });
  };
  if (ui.sheet("cleaned sheet", {.title = say("Is it clean?"), .close = say("Not yet")}, body))
    view.emit(command::ToggleCleaned{});
}

}  // namespace quietroom::screens
