// Rows of lists: general ones, and lines of notes.
#include "app/ui/core.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

using words::say;

/// As much of a line as tells it from its neighbours of the same minute when it is spoken.
constexpr std::size_t kSpokenBytes = 60;

Role role_of(RowAction action) {
  return action == RowAction::kLink ? Role::kLink : Role::kButton;
}

/// Title and detail of a row, growing between what leads and what trails.
void build_row_words(Ui::Core& core, const ListRowOptions& options) {
  Box words;
  words.wide = Extent::Kind::kGrow;
  words.width_wish = 1;
  words.gap = 1;
  core.build(words, [&] {
    const bool soft = options.done || options.disabled;
    core.add_text(options.title, {.style = TextStyle::kBody,
                                  .ink = soft ? Ink::kSoft : Ink::kInk,
                                  .semibold = options.current,
                                  .lines_max = options.title_lines_max});
    if (!options.detail.empty()) {
      core.add_text(options.detail, {.style = TextStyle::kSmall, .ink = Ink::kSoft});
    }
  });
}

void build_row(Ui::Core& core, const ListRowOptions& options) {
  if (options.icon != Icon::kNone) {
    const float size = core.scaled(metric::kIcon);
    core.add_icon(options.icon, size, core.ink(options.icon_ink));
  }
  build_row_words(core, options);
  if (!options.trailing.empty()) {
    core.add_text(options.trailing,
                  {.style = TextStyle::kLabel, .ink = Ink::kSoft, .tabular = true});
  }
  if (options.chevron) {
    core.add_icon(Icon::kChevronRight, core.scaled(metric::kIconSmall), core.ink(Ink::kFaint));
  }
}

std::string row_name(const ListRowOptions& options) {
  std::string name(options.icon_name);
  if (!name.empty()) name += ": ";
  name += options.title;
  return name;
}

std::string row_description(const ListRowOptions& options) {
  std::string out(options.detail);
  if (!out.empty() && !options.trailing.empty()) out += ", ";
  out += options.trailing;
  return out;
}

/// "Edited", "Not saved yet": what is to be said about a line besides its text.
void build_line_marks(Ui& ui, const LineRowOptions& options) {
  struct Remark {
    bool shown;
    Icon icon;
    Ink ink;
    std::string_view text;
  };
  const Remark remarks[] = {
      {options.struck, Icon::kStrikethrough, Ink::kSoft, say("Struck")},
      {options.edited, Icon::kPencil, Ink::kSoft, say("Edited")},
      {options.held, Icon::kMicOff, Ink::kSoft, say("Off the record")},
      {options.star, Icon::kStar, Ink::kAccent, say("Starred")},
      {options.surprise, Icon::kZap, Ink::kInference, say("My surprise")},
      {options.unsaved, Icon::kCircleDot, Ink::kWarn, say("Not saved yet")},
  };
  bool any = !options.item.empty();
  for (const Remark& remark : remarks) any = any || remark.shown;
  if (!any) return;
  Ui::Core& core = ui.core();
  Box wrap;
  wrap.kind = BoxKind::kWrap;
  wrap.gap = px(Space::k12);
  wrap.line_gap = 2;
  core.build(wrap, [&] {
    if (!options.item.empty()) {
      ui.text(options.item, {.style = TextStyle::kLabel, .ink = Ink::kSoft});
    }
    for (const Remark& remark : remarks) {
      if (!remark.shown) continue;
      ui.row({.gap = Space::k4}, [&] {
        core.add_icon(remark.icon, core.scaled(14), core.ink(remark.ink));
        ui.text(remark.text, {.style = TextStyle::kLabel, .ink = remark.ink});
      });
    }
  });
}

/// A sign only: its words would take a row of their own, or are said once above the lines.
void build_sign(Ui::Core& core, Icon icon, std::string_view name) {
  core.add_text_node(Role::kImage, name);
  Box sign = core.mark_box(Mark::kIcon, core.scaled(14), core.scaled(14));
  sign.icon = icon;
  sign.ink = core.ink(Ink::kSoft);
  sign.node = core.node_index();
  core.tree.add(sign);
}

Ink ink_of(LineMark mark) {
  switch (mark) {
    case LineMark::kQuote:
      return Ink::kQuote;
    case LineMark::kParaphrase:
      return Ink::kParaphrase;
    case LineMark::kInference:
      return Ink::kInference;
    case LineMark::kPause:
      return Ink::kFaint;
  }
  return Ink::kInk;
}

/// The time and the letter before a line's text; as wide in every row, so that texts align.
void build_line_head(Ui& ui, const LineRowOptions& options) {
  Ui::Core& core = ui.core();
  if (!options.time.empty()) {
    Box time = core.text_box(options.time,
                             {.style = TextStyle::kLabel, .ink = Ink::kSoft, .tabular = true});
    core.add_text_node(Role::kText, options.time).selectable = true;
    time.min_width = core.scaled(40);
    core.add_named(time);
  }
  Box letter = core.text_box(letter_of(options.mark), {.style = TextStyle::kSmall,
                                                       .ink = ink_of(options.mark),
                                                       .semibold = true,
                                                       .align = Align::kCenter});
  core.add_text_node(Role::kImage, name_of(options.mark));
  letter.node = core.node_index();
  letter.min_width = core.scaled(16);
  core.tree.add(letter);
}

/// What stands at the end of a line. True when its button was pressed.
bool build_line_end(Ui& ui, const LineRowOptions& options) {
  bool toggled = false;
  ui.row({.gap = Space::k4, .across = Align::kCenter}, [&] {
    // In the other's place: the text beside it must not be broken anew for a blink.
    if (options.settling) {
      build_sign(ui.core(), Icon::kCircleDot, say("Saving"));
    } else if (options.unshareable) {
      build_sign(ui.core(), Icon::kLock, say("Not shareable"));
    }
    if (!options.actions) return;
    const std::string name = options.change.empty() ? say("Change the line of {time}", options.time)
                                                    : std::string(options.change);
    toggled = ui.icon_button("more", {.icon = options.open ? Icon::kX : Icon::kEllipsis,
                                      .name = name,
                                      .description = cut_utf8(options.text, kSpokenBytes),
                                      .expanded = options.open ? Tristate::kTrue : Tristate::kFalse,
                                      .drags = options.drags});
  });
  return toggled;
}

}  // namespace

std::string_view letter_of(LineMark mark) {
  switch (mark) {
    case LineMark::kQuote:
      return say("Q");
    case LineMark::kParaphrase:
      return say("P");
    case LineMark::kInference:
      return say("I");
    case LineMark::kPause:
      break;
  }
  return "\u2026";
}

std::string_view name_of(LineMark mark) {
  switch (mark) {
    case LineMark::kQuote:
      return say("Quote");
    case LineMark::kParaphrase:
      return say("Paraphrase");
    case LineMark::kInference:
      return say("Inference");
    case LineMark::kPause:
      return say("Pause");
  }
  return {};
}

bool Ui::list_row(Key key, const ListRowOptions& options) {
  return list_row(key, options, [] {});
}

bool Ui::list_row(Key key, const ListRowOptions& options, Body trailing) {
  Core& core = *core_;
  bool was_used = false;
  item(key, [&] {
    Box outer;
    outer.kind = BoxKind::kRow;
    outer.gap = px(Space::k4);
    Box row;
    row.kind = BoxKind::kRow;
    row.wide = Extent::Kind::kGrow;
    row.width_wish = 1;
    row.gap = px(Space::k12);
    row.top = row.bottom = px(Space::k8);
    row.min_height = core.scaled(metric::kTarget);
    row.focus_radius = metric::kRadius;
    row.paint.radius = metric::kRadius;
    row.paint.grow_x = metric::kRowReach;
    if (options.action == RowAction::kNone) {
      row.focus_radius = -1;
      core.add_text_node(Role::kText, row_name(options)).description = row_description(options);
    } else {
      const std::uint64_t path = core.path_of("row");
      SemanticsNode& node = core.add_node(role_of(options.action), path, row_name(options));
      node.description = row_description(options);
      node.shortcut = options.shortcut;
      node.disabled = options.disabled;
      node.current = options.current ? Tristate::kTrue : Tristate::kNone;
      node.focusable = true;
      node.page_action = options.page_action;
      node.takes_drops = options.takes_drops && !options.disabled;
      const NodeId id = node.id;
      const Look state = core.look(id, options.disabled);
      row.paint.filled = options.current || state.hovered;
      row.paint.fill = state.pressed     ? core.theme->pressed
                       : options.current ? core.theme->selected
                                         : core.theme->hover;
      row.paint.framed = core.theme->high_contrast && options.current;
      row.paint.frame = core.theme->line;
      row.paint.frame_width = core.theme->line_px;
      was_used = core.used(id, options.shortcut, options.disabled);
    }
    row.node = core.node_index();
    core.build(outer, [&] {
      core.build(row, [&] { build_row(core, options); });
      trailing();
    });
  });
  return was_used;
}

std::optional<std::string> Ui::dropped_on(Key key) {
  std::optional<std::string> dragged;
  group(key, [&] {
    if (!core_->is_behind()) dragged = core_->events.take_drop(core_->id_of("row"));
  });
  return dragged;
}

bool Ui::line_row(Key key, const LineRowOptions& options, Body actions) {
  Core& core = *core_;
  bool toggled = false;
  item(key, [&] {
    // A finger need not meet the small button at the end.
    SemanticsNode& node = core.node_at(core.node_index());
    if (options.actions) node.touch_opens = core.id_of("more");
    const NodeId id = node.id;
    // In the narrowest places time and letter stand above the text instead of before it.
    const bool stacked = core.viewport.width < core.scaled(metric::kCramped);
    Box row;
    row.kind = BoxKind::kRow;
    row.across = Align::kStretch;
    row.gap = px(Space::k12);
    row.min_height = core.scaled(metric::kTarget);
    // A stretch off the record stands apart as one block.
    row.paint.filled = options.held;
    row.paint.fill = core.theme->sunken;
    const int built = core.build(row, [&] {
      Box mark = core.mark_box(Mark::kFill, metric::kMark, 0);
      mark.ink = core.ink(ink_of(options.mark));
      mark.paint.radius = metric::kMark / 2;
      core.tree.add(mark);
      Box middle;
      middle.wide = Extent::Kind::kGrow;
      middle.width_wish = 1;
      middle.gap = px(Space::k4);
      middle.top = middle.bottom = px(Space::k8);
      core.build(middle, [&] {
        Box line;
        line.kind = stacked ? BoxKind::kColumn : BoxKind::kRow;
        line.across = stacked ? Align::kAuto : Align::kBaseline;
        line.gap = px(stacked ? Space::k4 : Space::k12);
        core.build(line, [&] {
          this->row({.gap = Space::k8, .across = Align::kBaseline},
                    [&] { build_line_head(*this, options); });
          column({.width = grow(), .gap = Space::k4}, [&] {
            if (!options.editing && !options.two_texts) {
              text(options.text, {.style = TextStyle::kNotes,
                                  .ink = options.struck ? Ink::kSoft : Ink::kInk,
                                  .strike = options.struck,
                                  .selectable = options.selectable,
                                  .marks = options.marks});
            }
            if (!options.editing) build_line_marks(*this, options);
            if (options.open || options.asks) actions();
          });
        });
      });
      column({.width = content()}, [&] { toggled = build_line_end(*this, options); });
    });
    if (core.swiped.node == id) core.swiped.box = built;
  });
  return toggled;
}

}  // namespace quietroom::ui
