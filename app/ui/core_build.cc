// What widgets are built from: ids, nodes, boxes, and how a control stands with pointer and
// keyboard.
#include <algorithm>
#include <cmath>

#include "app/ui/core.h"
#include "app/ui/shortcut.h"
#include "platform/base/check.h"

namespace quietroom::ui {

SizeClass Ui::Core::size_class() const {
  const float width = viewport.width / std::max(1.0F, scale());
  if (width >= metric::kWide) return SizeClass::kWide;
  return width >= metric::kMiddle ? SizeClass::kMiddle : SizeClass::kNarrow;
}

float Ui::Core::width_px(Width width) const {
  return std::min(std::round(px(width, scale())), viewport.width);
}

float Ui::Core::scaled(float length) const {
  return std::round(length * scale());
}

NodeId Ui::Core::id_of(std::uint64_t path) {
  const auto id = static_cast<NodeId>(path ^ (path >> 32));
  return id == 0 ? 1 : id;
}

SemanticsNode& Ui::Core::add_node(Role role, std::uint64_t path, std::string_view name) {
  SemanticsNode node;
  node.id = id_of(path);
  if (!paths.try_emplace(path, static_cast<int>(nodes.size())).second) {
    duplicates.push_back(std::string(role_name(role)) + " " + std::string(name));
  }
  // Two paths in one 32-bit id: one in many millions. The later one moves on, so that the tree
  // stays sound; its control cannot be pressed in this pass.
  while (!ids.try_emplace(node.id, path).second) ++node.id;
  node.parent = scope().parent;
  node.role = role;
  node.name = name;
  nodes.push_back(std::move(node));
  return nodes.back();
}

SemanticsNode& Ui::Core::add_text_node(Role role, std::string_view name) {
  std::uint64_t path = Key(name).within(scope().path + static_cast<std::uint64_t>(role) + 1);
  while (paths.contains(path)) path = Key(1).within(path);
  return add_node(role, path, name);
}

void Ui::Core::within(std::uint64_t path, NodeId parent, NodeId scroller, Body body) {
  scopes.push_back({path, parent, scroller});
  body();
  scopes.pop_back();
}

int Ui::Core::build(const Box& box, Body body) {
  const int index = tree.add(box);
  tree.open(index);
  body();
  tree.close();
  return index;
}

Box Ui::Core::box_of(const BoxOptions& options, BoxKind kind) const {
  Box box;
  const bool stacked = (options.stack == Stack::kNarrow && size_class() == SizeClass::kNarrow) ||
                       (options.stack == Stack::kBelowWide && size_class() != SizeClass::kWide);
  box.kind = kind == BoxKind::kRow && stacked ? BoxKind::kColumn : kind;
  box.wide = options.width.kind;
  box.width_wish = options.width.kind == Extent::Kind::kFixed ? width_px(options.width.token)
                                                              : options.width.value;
  box.high = options.height.kind;
  box.height_wish = options.height.value;
  if (options.max_width != Width::kNone) box.max_width = width_px(options.max_width);
  box.left = px(options.padding.left);
  box.top = px(options.padding.top);
  box.right = px(options.padding.right);
  box.bottom = px(options.padding.bottom);
  box.gap = px(options.gap);
  box.along = options.along;
  box.across = options.across;
  if (stacked && (box.across == Align::kCenter || box.across == Align::kBaseline)) {
    box.across = Align::kAuto;
  }
  box.self = options.self;
  if (options.surface != Surface::kNone) {
    box.paint.filled = true;
    box.paint.fill = theme->of(options.surface);
  }
  const Edges& line = options.line;
  const bool all = line.top && line.right && line.bottom && line.left;
  box.paint.edge = theme->line;
  box.paint.edges = line;
  if (options.rounded) box.paint.radius = metric::kRadiusLarge;
  if (all) {
    box.paint.edges = {};
    box.paint.framed = true;
    box.paint.frame = theme->line;
    box.paint.frame_width = theme->line_px;
  }
  return box;
}

Box Ui::Core::text_box(std::string_view text, const TextOptions& options) {
  const TypeSpec& type = type_of(options.style);
  Box box;
  box.kind = BoxKind::kText;
  box.text = tree.keep(text);
  box.style = options.style;
  box.weight = options.semibold ? GlyphWeight::kSemibold : type.weight;
  box.size_px = scaled(type.size_px);
  box.line_px = std::round(box.size_px * type.line_height);
  const LineMetrics metrics = fonts.metrics(box.weight, box.size_px);
  const float inside = metrics.ascent + metrics.descent;
  box.ascent_px = std::round((box.line_px - inside) / 2 + metrics.ascent);
  box.text_align = options.align;
  box.lines_max = options.lines_max;
  box.strike = options.strike;
  box.marks_begin = static_cast<std::uint32_t>(tree.marks.size());
  box.marks_count = static_cast<std::uint32_t>(options.marks.size());
  tree.marks.insert(tree.marks.end(), options.marks.begin(), options.marks.end());
  box.tabular = options.tabular;
  box.whole_lines = needs_whole_drawing(text);
  box.ink = ink(options.ink);
  return box;
}

void Ui::Core::add_named(Box box) {
  box.node = node_index();
  nodes.back().font_size_px = box.size_px;
  if (nodes.back().selectable) {
    nodes.back().line_height_px = box.line_px;
    nodes.back().semibold = box.weight == GlyphWeight::kSemibold;
    nodes.back().shaped = box.whole_lines;
  }
  tree.add(box);
}

void Ui::Core::add_text(std::string_view text, const TextOptions& options) {
  tree.add(text_box(text, options));
}

Box Ui::Core::mark_box(Mark mark, float width, float height) const {
  Box box;
  box.kind = BoxKind::kMark;
  box.mark = mark;
  box.min_width = width;
  box.min_height = height;
  return box;
}

void Ui::Core::add_icon(Icon icon, float size, Rgb colour) {
  if (icon == Icon::kNone) return;
  Box box = mark_box(Mark::kIcon, size, size);
  box.icon = icon;
  box.ink = colour;
  tree.add(box);
}

void Ui::Core::add_gap(float width, float height) {
  tree.add(mark_box(Mark::kNothing, width, height));
}

Look Ui::Core::look(NodeId id, bool disabled) const {
  if (disabled) return {};
  return {.hovered = hovered == id && (!pointer_touch || pressed == id),
          .pressed = pressed == id && hovered == id,
          .focused = focused == id};
}

bool Ui::Core::used(NodeId id, std::string_view shortcut, bool disabled) {
  if (disabled || is_behind()) return false;
  if (events.take_click(id)) return true;
  if (shortcut.empty()) return false;
  const KeyEvent* key = events.key();
  if (key == nullptr || !matches(*key, shortcut)) return false;
  events.take_key();
  return true;
}

void Ui::Core::autofocus(NodeId id, bool wanted) {
  if (wanted && !diff.was_sent(id)) focus_wanted = id;
}

}  // namespace quietroom::ui
