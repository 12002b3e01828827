// Panels: what a screen is divided into, and what lies over it.
#include <string>

#include "app/ui/core.h"

namespace quietroom::ui {

void Ui::card(Body body) {
  card({}, body);
}

void Ui::card(const BoxOptions& options, Body body) {
  BoxOptions card = options;
  card.surface = Surface::kRaised;
  card.rounded = true;
  card.line = {true, true, true, true};
  card.padding = Space::k16;
  if (card.gap == Space::k0) card.gap = Space::k12;
  column(card, body);
}

void Ui::rail(Key key, const RegionOptions& options, Width width, Body body) {
  Core& core = *core_;
  Box frame;
  frame.wide = Extent::Kind::kFixed;
  frame.width_wish = core.width_px(width);
  frame.high = Extent::Kind::kGrow;
  frame.height_wish = 1;
  frame.paint.filled = true;
  frame.paint.fill = core.theme->sunken;
  core.build(frame, [&] {
    BoxOptions content = options.box;
    content.padding = {Space::k16, Space::k16};
    scroll(key, {.name = options.name, .role = options.role, .box = content}, body);
  });
}

void Ui::bottom_bar(Key key, std::string_view name, Body body) {
  BoxOptions box;
  box.padding = {Space::k16, Space::k8};
  box.gap = Space::k8;
  box.surface = Surface::kPaper;
  box.line.top = true;
  region(key, {.role = Role::kRegion, .name = name, .box = box}, [&] {
    core_->bottom_bar = core_->tree.current();
    body();
  });
}

namespace {

bool viewport_is_tight(const Ui::Core& core) {
  return core.viewport.width < core.scaled(metric::kSlim);
}

Box title_box(Ui::Core& core, std::string_view title) {
  // In little height two lines must do; all of it is still read out and found.
  const bool low = core.viewport.height < core.scaled(metric::kLow);
  Box words = core.text_box(title, {.style = TextStyle::kQuestion, .lines_max = low ? 2 : 0});
  core.add_text_node(Role::kHeading, title).level = 1;
  words.wide = Extent::Kind::kGrow;
  words.width_wish = 1;
  return words;
}

}  // namespace

bool Ui::top_bar(std::string_view back, std::string_view title, Body body) {
  bool pressed = false;
  Core& core = *core_;
  BoxOptions options;
  options.padding = {back.empty() ? Space::k16 : Space::k8, Space::k4, Space::k16, Space::k4};
  options.gap = Space::k8;
  options.line.bottom = true;
  // Very narrow, or very large type: the title has a line of its own below the buttons.
  const bool stacked = viewport_is_tight(core);
  Box box = core.box_of(options, stacked ? BoxKind::kColumn : BoxKind::kRow);
  box.min_height = core.scaled(metric::kTarget + 12);
  const auto go_back = [&] {
    if (back.empty()) return;
    pressed = icon_button("back", {.icon = Icon::kArrowLeft, .name = back});
  };
  core.build(box, [&] {
    if (!stacked) {
      go_back();
      if (title.empty()) {
        space();
      } else {
        core.add_named(title_box(core, title));
      }
      body();
      return;
    }
    wrap({.gap = Space::k8}, [&] {
      go_back();
      body();
    });
    if (title.empty()) return;
    column({.padding = {Space::k8, Space::k0, Space::k0, Space::k8}},
           [&] { core.add_named(title_box(core, title)); });
  });
  return pressed;
}

bool Ui::sheet(Key key, const SheetOptions& options, Body body) {
  Core& core = *core_;
  const bool side = options.side == SheetSide::kAuto && wide();
  const bool bottom = options.side == SheetSide::kAuto && !side;
  const std::uint64_t path = core.path_of(key);
  core.sheet_first_node = static_cast<int>(core.nodes.size());
  // It belongs to nothing behind it.
  core.scopes.push_back(core.scopes[1]);
  SemanticsNode& node = core.add_node(Role::kDialog, path, options.title);
  core.sheet_id = node.id;
  Box box;
  box.node = core.node_index();
  box.paint.filled = true;
  box.paint.fill = core.theme->raised;
  box.paint.shadow = !core.theme->high_contrast;
  box.paint.radius = side ? 0 : metric::kRadiusLarge;
  box.paint.round_top_only = bottom;
  box.paint.framed = core.theme->high_contrast;
  box.paint.frame = core.theme->line;
  box.paint.frame_width = core.theme->line_px;
  bool closes = !options.close.empty() && shortcut("Escape");
  BoxTree::Detached apart(core.tree);
  const int index = core.build(box, [&] {
    core.within(path, core.sheet_id, 0, [&] {
      BoxOptions head;
      head.padding = {Space::k24, Space::k12, Space::k12, Space::k4};
      head.gap = Space::k8;
      row(head, [&] {
        column({.width = grow()}, [&] { heading(2, options.title); });
        if (options.close.empty()) return;
        closes = icon_button("close", {.icon = Icon::kX, .name = options.close}) || closes;
        core.sheet_close_id = core.nodes.back().id;
      });
      BoxOptions content;
      content.padding = {Space::k24, Space::k8, Space::k24, Space::k24};
      content.gap = Space::k16;
      scroll("content", {.name = options.title, .role = Role::kGroup, .box = content}, body);
      // As high as its content, unless the viewport is lower.
      if (!side) core.tree.at(core.scroll_boxes.back()).high = Extent::Kind::kAuto;
    });
  });
  core.scopes.pop_back();
  const Overlay::Kind kind = side     ? Overlay::Kind::kSide
                             : bottom ? Overlay::Kind::kBottom
                                      : Overlay::Kind::kDialog;
  core.overlays.push_back({kind, index});
  return closes;
}

}  // namespace quietroom::ui
