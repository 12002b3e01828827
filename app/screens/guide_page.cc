// One guide: its questions; those of one's own can be changed in place.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::Field;
using session::GuideView;
using session::Saved;
using ui::Space;

/// "5 min of 60, 3 of 30. May be skipped."
std::string facts_of(const GuideItem& item) {
  std::string facts = std::to_string(item.minutes[0]) + " min of 60, " +
                      std::to_string(item.minutes[1]) + " of 30.";
  if (item.may_skip) facts += " May be skipped.";
  if (item.brings_emotion) facts += " Often brings emotion.";
  if (item.opens_consent) facts += " The consent text is read here.";
  return facts;
}

std::string sums_of(const Guide& guide) {
  int sixty = 0;
  int thirty = 0;
  for (const GuideItem& item : guide.items) {
    sixty += item.minutes[0];
    thirty += item.minutes[1];
  }
  return session::counted(static_cast<std::int64_t>(guide.items.size()), "question") + ", " +
         std::to_string(sixty) + " min of 60 or " + std::to_string(thirty) + " of 30. Version " +
         std::to_string(guide.version) + ".";
}

void draw_actions(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  const Guide& guide = it.entry.guide;
  const bool chosen = guide.id == view.state.chosen_guide;
  const bool for_talks = guide.use == GuideUse::kIncident || guide.use == GuideUse::kOutreach;
  ui.wrap({.gap = Space::k12}, [&] {
    if (for_talks && !chosen &&
        ui.button("use", {.label = "Use for the next 1:1s", .look = ui::ButtonLook::kPrimary})) {
      view.emit(command::UseGuide{guide.id});
    }
    if (ui.button("copy",
                  {.label = it.is_own() ? "Copy" : "Copy and change", .icon = ui::Icon::kCopy})) {
      view.emit(command::CopyGuide{});
    }
    if (ui.button("export", {.label = "Save as a file", .icon = ui::Icon::kDownload})) {
      view.emit(command::ExportGuide{});
    }
    if (it.is_own() && ui.button("remove", {.label = "Remove",
                                            .look = ui::ButtonLook::kDanger,
                                            .description = "Can be undone."})) {
      view.emit(command::RemoveGuide{it.entry.own, true});
    }
  });
  if (chosen) {
    ui.text("The next 1:1s begin with this guide.",
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  }
}

void draw_saved(const View& view, Saved saved) {
  ui::Ui& ui = view.ui;
  const ui::TextOptions soft = {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft};
  if (saved == Saved::kWriting) ui.text("saved", "Saving", soft);
  if (saved == Saved::kSaved) ui.text("saved", "Saved on this device", soft);
  if (saved == Saved::kFailed) {
    ui.status("not saved", "Not saved yet",
              {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kError});
  }
}

void draw_cues_field(const View& view) {
  const ui::FieldResult result =
      view.ui.note_field(Field::kItemCues, {.label = "Cues for the interviewer",
                                            .value = view.state.fields[Field::kItemCues],
                                            .revision = view.state.fields_revision,
                                            .help = "One a line.",
                                            .assisted = !view.state.type_locally,
                                            .lines_min = 2,
                                            .lines_max = 10});
  if (result.changed) view.emit(command::EditField{Field::kItemCues, *result.changed});
}

void draw_item_actions(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  const int last = static_cast<int>(it.entry.guide.items.size()) - 1;
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button(
            "up",
            {.label = "Earlier", .icon = ui::Icon::kChevronUp, .disabled = it.item_index == 0})) {
      view.emit(command::MoveGuideItem{-1});
    }
    if (ui.button("down", {.label = "Later",
                           .icon = ui::Icon::kChevronDown,
                           .disabled = it.item_index == last})) {
      view.emit(command::MoveGuideItem{1});
    }
    if (ui.button("remove item", {.label = "Remove this question",
                                  .look = ui::ButtonLook::kDanger,
                                  .description = "Can be undone.",
                                  .disabled = last == 0})) {
      view.emit(command::RemoveGuideItem{it.item_index});
    }
    if (ui.button("close item", {.label = "Done", .icon = ui::Icon::kCheck})) {
      view.emit(command::OpenGuideItem{it.item_index});
    }
  });
}

/// The open question, as fields.
void draw_open_item(const View& view, const GuideView& it, const GuideItem& item) {
  ui::Ui& ui = view.ui;
  ui.card({.gap = Space::k16}, [&] {
    form_field(view, Field::kItemTitle, {.label = "Question, as it is asked", .autofocus = true});
    form_field(view, Field::kItemPurpose, {.label = "What it is for"});
    draw_cues_field(view);
    ui.row({.gap = Space::k16, .across = ui::Align::kStart, .stack = ui::Stack::kNarrow}, [&] {
      ui.fill([&] { form_field(view, Field::kItemSixty, {.label = "Minutes of 60"}); });
      ui.fill([&] { form_field(view, Field::kItemThirty, {.label = "Minutes of 30"}); });
    });
    if (ui.check("skip", {.label = "May be skipped", .checked = item.may_skip})) {
      view.emit(command::ToggleItemSkip{});
    }
    if (ui.check("emotion", {.label = "Often brings emotion",
                             .detail = "You are told before you ask it.",
                             .checked = item.brings_emotion})) {
      view.emit(command::ToggleItemEmotion{});
    }
    draw_item_actions(view, it);
  });
}

void draw_items(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  ui.list("questions", "Questions", [&] {
    int index = 0;
    for (const GuideItem& item : it.entry.guide.items) {
      const std::string title = std::to_string(index + 1) + "  " + item.title;
      const std::string detail = item.purpose + " " + facts_of(item);
      if (it.item_index == index) {
        ui.item(item.id, [&] { draw_open_item(view, it, item); });
      } else if (ui.list_row(item.id,
                             {.title = title,
                              .detail = detail,
                              .action = it.is_own() ? ui::RowAction::kButton : ui::RowAction::kNone,
                              .title_lines_max = 3})) {
        view.emit(command::OpenGuideItem{index});
      }
      ++index;
    }
  });
}

}  // namespace

void draw_guide_page(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.open_guide) {
    page(view, {.title = "Guide", .back = "Back", .autofocus = true},
         [&] { ui.text("This guide is not here any more.", {.ink = ui::Ink::kSoft}); });
    return;
  }
  const GuideView& it = *view.state.open_guide;
  const Guide& guide = it.entry.guide;
  page(view, {.title = guide.title, .back = "Back", .autofocus = true}, [&] {
    if (!it.is_own() && !guide.about.empty())
      ui.paragraph(guide.about, {.style = ui::TextStyle::kBody});
    ui.text("sums", sums_of(guide), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    draw_actions(view, it);
    if (it.is_own()) {
      ui.column({.gap = Space::k16}, [&] {
        form_field(view, Field::kGuideTitle, {.label = "Title of the guide"});
        form_field(view, Field::kGuideAbout, {.label = "When to take it"});
        draw_saved(view, it.saved);
        ui.text("Press a question to change it.",
                {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      });
    }
    draw_items(view, it);
    if (it.is_own()) {
      ui.wrap({}, [&] {
        if (ui.button("add", {.label = "Add a question", .icon = ui::Icon::kPlus})) {
          view.emit(command::AddGuideItem{});
        }
      });
    }
  });
}

}  // namespace quietroom::screens
