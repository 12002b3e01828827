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
  std::string facts = say("{long} min of 60, {short} of 30.", item.minutes[0], item.minutes[1]);
  const auto add = [&facts](std::string_view fact) { (facts += ' ') += fact; };
  if (item.may_skip) add(say("May be skipped."));
  if (item.brings_emotion) add(say("Often brings emotion."));
  if (item.opens_consent) add(say("The consent text is read here."));
  return facts;
}

std::string sums_of(const Guide& guide) {
  int sixty = 0;
  int thirty = 0;
  for (const GuideItem& item : guide.items) {
    sixty += item.minutes[0];
    thirty += item.minutes[1];
  }
  return words::count(static_cast<std::int64_t>(guide.items.size()),
                      "{n} question, {long} min of 60 or {short} of 30. Version {number}.",
                      "{n} questions, {long} min of 60 or {short} of 30. Version {number}.", sixty,
                      thirty, guide.version);
}

void draw_actions(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  const Guide& guide = it.entry.guide;
  const bool chosen = guide.id == view.state.chosen_guide;
  const bool for_talks = guide.use == GuideUse::kIncident || guide.use == GuideUse::kOutreach;
  ui.wrap({.gap = Space::k12}, [&] {
    if (for_talks && !chosen &&
        ui.button("use",
                  {.label = say("Use for the next 1:1s"), .look = ui::ButtonLook::kPrimary})) {
      view.emit(command::UseGuide{guide.id});
    }
    if (ui.button("copy", {.label = it.is_own() ? say("Copy") : say("Copy and change"),
                           .icon = ui::Icon::kCopy})) {
      view.emit(command::CopyGuide{});
    }
    if (ui.button("export", {.label = say("Save as a file"), .icon = ui::Icon::kDownload})) {
      view.emit(command::ExportGuide{});
    }
    if (it.is_own() && ui.button("remove", {.label = say("Remove"),
                                            .look = ui::ButtonLook::kDanger,
                                            .description = say("Can be undone.")})) {
      view.emit(command::RemoveGuide{it.entry.own, true});
    }
  });
  if (chosen) {
    ui.text(say("The next 1:1s begin with this guide."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  }
}

void draw_saved(const View& view, Saved saved) {
  ui::Ui& ui = view.ui;
  const ui::TextOptions soft = {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kSoft};
  if (saved == Saved::kWriting) ui.text("saved", say("Saving"), soft);
  if (saved == Saved::kSaved) ui.text("saved", say("Saved on this device"), soft);
  if (saved == Saved::kFailed) {
    ui.status("not saved", say("Not saved yet"),
              {.style = ui::TextStyle::kLabel, .ink = ui::Ink::kError});
  }
}

void draw_cues_field(const View& view) {
  const ui::FieldResult result =
      view.ui.note_field(Field::kItemCues, {.label = say("Cues for the interviewer"),
                                            .value = view.state.fields[Field::kItemCues],
                                            .revision = view.state.fields_revision,
                                            .help = say("One a line."),
                                            .assisted = !view.state.type_locally,
                                            .lines_min = 2,
                                            .lines_max = 10});
  if (result.changed) view.emit(command::EditField{Field::kItemCues, *result.changed});
}

void draw_item_actions(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  const int last = static_cast<int>(it.entry.guide.items.size()) - 1;
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button("up", {.label = say("Earlier"),
                         .icon = ui::Icon::kChevronUp,
                         .disabled = it.item_index == 0})) {
      view.emit(command::MoveGuideItem{-1});
    }
    if (ui.button("down", {.label = say("Later"),
                           .icon = ui::Icon::kChevronDown,
                           .disabled = it.item_index == last})) {
      view.emit(command::MoveGuideItem{1});
    }
    if (ui.button("remove item", {.label = say("Remove this question"),
                                  .look = ui::ButtonLook::kDanger,
                                  .description = say("Can be undone."),
                                  .disabled = last == 0})) {
      view.emit(command::RemoveGuideItem{it.item_index});
    }
    if (ui.button("close item", {.label = say("Done"), .icon = ui::Icon::kCheck})) {
      view.emit(command::OpenGuideItem{it.item_index});
    }
  });
}

/// The open question, as fields.
void draw_open_item(const View& view, const GuideView& it, const GuideItem& item) {
  ui::Ui& ui = view.ui;
  ui.card({.gap = Space::k16}, [&] {
    form_field(view, Field::kItemTitle,
               {.label = say("Question, as it is asked"), .autofocus = true});
    form_field(view, Field::kItemPurpose, {.label = say("What it is for")});
    draw_cues_field(view);
    ui.row({.gap = Space::k16, .across = ui::Align::kStart, .stack = ui::Stack::kNarrow}, [&] {
      ui.fill([&] { form_field(view, Field::kItemSixty, {.label = say("Minutes of 60")}); });
      ui.fill([&] { form_field(view, Field::kItemThirty, {.label = say("Minutes of 30")}); });
    });
    if (ui.check("skip", {.label = say("May be skipped"), .checked = item.may_skip})) {
      view.emit(command::ToggleItemSkip{});
    }
    if (ui.check("emotion", {.label = say("Often brings emotion"),
                             .detail = say("You are told before you ask it."),
                             .checked = item.brings_emotion})) {
      view.emit(command::ToggleItemEmotion{});
    }
    draw_item_actions(view, it);
  });
}

void draw_items(const View& view, const GuideView& it) {
  ui::Ui& ui = view.ui;
  ui.list("questions", say("Questions"), [&] {
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
    page(view, {.title = say("Guide"), .back = say("Back"), .autofocus = true},
         [&] { ui.text(say("This guide is not here any more."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const GuideView& it = *view.state.open_guide;
  const Guide& guide = it.entry.guide;
  page(view, {.title = guide.title, .back = say("Back"), .autofocus = true}, [&] {
    if (!it.is_own() && !guide.about.empty())
      ui.paragraph(guide.about, {.style = ui::TextStyle::kBody});
    ui.text("sums", sums_of(guide), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    draw_actions(view, it);
    if (it.is_own()) {
      ui.column({.gap = Space::k16}, [&] {
        form_field(view, Field::kGuideTitle, {.label = say("Title of the guide")});
        form_field(view, Field::kGuideAbout, {.label = say("When to take it")});
        draw_saved(view, it.saved);
        ui.text(say("Press a question to change it."),
                {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      });
    }
    draw_items(view, it);
    if (it.is_own()) {
      ui.wrap({}, [&] {
        if (ui.button("add", {.label = say("Add a question"), .icon = ui::Icon::kPlus})) {
          view.emit(command::AddGuideItem{});
        }
      });
    }
  });
}

}  // namespace quietroom::screens
