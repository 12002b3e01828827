// The notes of a 1:1 as a clean page: by time or by item, searched, printed.
#include <array>
#include <functional>

#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/screens/wordings.h"
#include "app/session/reading.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::Field;
using session::ReadingRow;
using ui::Space;
using Rows = std::vector<ReadingRow>;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

/// What is read, worked out once a pass.
struct Reading {
  const View& view;
  const session::InterviewView& it;
  std::string_view words;
  Rows rows;
};

Reading reading_of(const View& view) {
  const session::InterviewView& it = *view.state.interview;
  const std::string& words = view.state.fields[Field::kReadSearch];
  return {view, it, words, session::reading_rows(it, it.read_by_item, words)};
}

std::string title_of(const Reading& reading, int index) {
  if (index == session::no_item_index(reading.it)) return std::string(say("No item"));
  const GuideItem& item = reading.it.guide->items[static_cast<std::size_t>(index)];
  return std::to_string(index + 1) + "  " + item.title;
}

/// The items that have something to read; a press scrolls there.
void draw_items_of(const Reading& reading) {
  ui::Ui& ui = reading.view.ui;
  bool any = false;
  ui.list("jumps", say("Items"), [&] {
    for (int index = 0; index <= session::no_item_index(reading.it); ++index) {
      if (session::reading_place(reading.it, reading.rows, index) == reading.rows.size()) continue;
      any = true;
      if (ui.list_row(index, {.title = title_of(reading, index),
                              .action = ui::RowAction::kButton,
                              .title_lines_max = 3})) {
        reading.view.emit(command::ReadFrom{index});
      }
    }
  });
  if (!any) ui.text(say("Nothing to go to."), kSoft);
}

void draw_pause(const Reading& reading, const ReadingRow& row, const std::string& time) {
  ui::Ui& ui = reading.view.ui;
  ui.item(row.key, [&] {
    ui.row({.padding = {Space::k16, Space::k8, Space::k0, Space::k8}, .gap = Space::k12}, [&] {
      ui.text(time, {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft, .tabular = true});
      ui.text(row.line->text, {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft});
      ui.fill([&] { ui.separator(); });
    });
  });
}

void draw_line(const Reading& reading, const ReadingRow& row) {
  const model::Line& line = *row.line;
  const std::string time = session::clock_time(line.at_ms, reading.view.state.utc_offset_minutes);
  if (line.kind == model::LineKind::kPause && !line.held && !line.asks())
    return draw_pause(reading, row, time);
  const std::string_view item = row.names_item ? std::string_view(row.item->title) : "";
  // What is locked is read here and nowhere else: it cannot be marked and copied.
  reading.view.ui.line_row(row.key,
                           {.time = time,
                            .mark = mark_of(line.kind),
                            .text = line.text,
                            .item = item,
                            .edited = line.edited,
                            .star = line.star,
                            .surprise = line.surprise,
                            .held = line.held,
                            .unshareable = line.held,
                            .two_texts = line.has_two_texts(),
                            .asks = line.asks(),
                            .actions = false,
                            .selectable = !line.held},
                           [&] { draw_line_questions(reading.view, line, {reading.it.guide}); });
}

void draw_heading(const Reading& reading, std::size_t at) {
  ui::Ui& ui = reading.view.ui;
  const ReadingRow& row = reading.rows[at];
  ui.item(row.key, [&] {
    const Space above = at == 0 ? Space::k0 : Space::k24;
    ui.column({.padding = {Space::k0, above, Space::k0, Space::k8}, .gap = Space::k4}, [&] {
      ui.heading(2, title_of(reading, row.index));
      if (row.item == nullptr) return;
      const bool has_lines = at + 1 < reading.rows.size() && reading.rows[at + 1].line != nullptr;
      const std::string note = session::item_note(reading.it, *row.item, has_lines,
                                                  reading.view.state.utc_offset_minutes);
      if (!note.empty()) ui.text(note, kSoft);
    });
  });
}

std::uint64_t revision_of(const Reading& reading, std::size_t at) {
  const ReadingRow& row = reading.rows[at];
  if (row.line == nullptr) {
    return (at == 0 ? 1U : 2U) + 4U * static_cast<std::uint64_t>(words::in_use());
  }
  const model::Line& line = *row.line;
  const std::uint64_t marks = (line.held ? 1U : 0U) | (line.star ? 2U : 0U) |
                              (line.surprise ? 4U : 0U) | (line.edited ? 8U : 0U) |
                              (row.names_item ? 16U : 0U);
  const auto language = static_cast<std::uint64_t>(words::in_use());
  return std::hash<std::string_view>{}(line.text) ^ wordings_revision(line) ^ (marks << 20U) ^
         (language << 40U);
}

void draw_rows(const Reading& reading) {
  ui::Ui& ui = reading.view.ui;
  const Rows& rows = reading.rows;
  // One list each: rows that stood elsewhere before have other places now.
  const ui::Key list = reading.it.read_by_item ? "by item" : "by time";
  if (reading.it.read_from >= 0) {
    const std::size_t at = session::reading_place(reading.it, rows, reading.it.read_from);
    if (at < rows.size()) ui.scroll_to_row(list, at);
    reading.view.emit(command::ReadFrom{});
  }
  if (!reading.words.empty()) {
    std::int64_t found = 0;
    for (const ReadingRow& row : rows) found += row.line != nullptr ? 1 : 0;
    ui.status(
        "found",
        found == 0
            ? std::string(say("No line has these words. Lines off the record are not searched."))
            : words::count(found, "{n} line found.", "{n} lines found."),
        kSoft);
  } else if (rows.empty()) {
    ui.text(say("Nothing is written yet."), kSoft);
  }
  if (rows.empty()) return;
  ui.virtual_list(list, {.name = say("Notes"),
                         .count = rows.size(),
                         .key = [&](std::size_t at) { return ui::Key(rows[at].key); },
                         .revision = [&](std::size_t at) { return revision_of(reading, at); },
                         .row =
                             [&](std::size_t at) {
                               if (rows[at].line == nullptr) {
                                 draw_heading(reading, at);
                               } else {
                                 draw_line(reading, rows[at]);
                               }
                             }});
}

void draw_controls(const Reading& reading) {
  ui::Ui& ui = reading.view.ui;
  const std::array<ui::Segment, 2> orders = {
      {{.label = say("By time")}, {.label = say("By item")}}};
  ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
    const auto order = ui.segmented("order", {.name = say("Order of the notes"),
                                              .segments = orders,
                                              .chosen = reading.it.read_by_item ? 1 : 0});
    if (order) reading.view.emit(command::ReadByItem{*order == 1});
    if (!ui.wide() && ui.button("jump", {.label = say("Go to an item"), .icon = ui::Icon::kList})) {
      reading.view.emit(command::ToggleItems{});
    }
  });
  form_field(reading.view, Field::kReadSearch,
             {.label = say("Search in these notes"), .placeholder = say("pager")});
}

void draw_paper(const Reading& reading) {
  ui::Ui& ui = reading.view.ui;
  const auto refusal =
      model::sharing_refusal(model::Outlet::kOwnPaper, reading.it.interview, reading.it.consent);
  const std::string_view about = refusal ? model::not_shareable_text(*refusal)
                                         : say("Paper is outside the app\u2019s protection. Struck "
                                               "lines and those off the record are not on it.");
  ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
    ui.fill([&] { ui.text(about, kSoft); });
    if (ui.button("print", {.label = say("Print"),
                            .icon = ui::Icon::kPrinter,
                            .description = about,
                            .disabled = refusal.has_value()})) {
      reading.view.emit(command::PrintNotes{});
    }
  });
}

void draw_page(const Reading& reading) {
  ui::Ui& ui = reading.view.ui;
  const model::Interview& interview = reading.it.interview;
  ui.column({.gap = Space::k4}, [&] {
    ui.heading(1, one_to_one_with(interview));
    std::string about = session::held_at(interview, reading.view.state.utc_offset_minutes);
    if (!interview.case_title.empty())
      about += " \u00B7 " + std::string(session::shown_case_title(interview.case_title));
    ui.text(about, kSoft);
    ui.text(session::sharing_words(reading.it), kSoft);
  });
  draw_paper(reading);
  ui.column({.gap = Space::k16}, [&] { draw_controls(reading); });
  ui.column({.gap = Space::k8}, [&] { draw_rows(reading); });
}

}  // namespace

void draw_read_back(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview) {
    page(view, {.title = say("Read back"), .autofocus = true},
         [&] { ui.text(say("No 1:1 is open."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const Reading reading = reading_of(view);
  page_with_rail(
      view,
      {.title = say("Read back"),
       .back = say("Back to the 1:1"),
       .title_hidden = true,
       .autofocus = true},
      say("Items"), [&] { draw_items_of(reading); }, [&] { draw_page(reading); });
}

void draw_read_back_sheet(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview || !view.state.interview->items_open || ui.wide()) return;
  const Reading reading = reading_of(view);
  if (ui.sheet("items sheet", {.title = say("Go to an item"), .close = say("Close")},
               [&] { draw_items_of(reading); })) {
    view.emit(command::ToggleItems{});
  }
}

}  // namespace quietroom::screens
