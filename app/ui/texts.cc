// Texts: each is drawn and is a node with the same words.
#include "app/ui/core.h"

namespace quietroom::ui {

void Ui::text(std::string_view text, const TextOptions& options) {
  Core& core = *core_;
  Box box = core.text_box(text, options);
  if (options.silent) {
    core.tree.add(box);
    return;
  }
  core.add_text_node(Role::kText, text).selectable = options.selectable;
  core.add_named(box);
}

void Ui::text(Key key, std::string_view text, const TextOptions& options) {
  Core& core = *core_;
  Box box = core.text_box(text, options);
  core.add_node(Role::kText, core.path_of(key), text).selectable = options.selectable;
  core.add_named(box);
}

void Ui::heading(int level, std::string_view text) {
  Core& core = *core_;
  const TextStyle style = level <= 1   ? TextStyle::kTitle
                          : level == 2 ? TextStyle::kQuestion
                                       : TextStyle::kSmall;
  Box box = core.text_box(text, {.style = style, .semibold = true});
  core.add_text_node(Role::kHeading, text).level = level;
  core.add_named(box);
}

void Ui::section(std::string_view text, std::string_view trailing) {
  Core& core = *core_;
  Box row;
  row.kind = BoxKind::kRow;
  row.across = Align::kBaseline;
  row.gap = px(Space::k8);
  row.top = px(Space::k8);
  row.bottom = px(Space::k4);
  core.build(row, [&] {
    Box box =
        core.text_box(text, {.style = TextStyle::kLabel, .ink = Ink::kSoft, .semibold = true});
    core.add_text_node(Role::kHeading, text).level = 2;
    box.wide = Extent::Kind::kGrow;
    box.width_wish = 1;
    core.add_named(box);
    if (!trailing.empty()) {
      this->text(trailing, {.style = TextStyle::kLabel, .ink = Ink::kSoft, .tabular = true});
    }
  });
}

void Ui::paragraph(std::string_view text, const TextOptions& given) {
  TextOptions options = given;
  options.selectable = !options.silent;
  column({.max_width = Width::kMeasure, .gap = Space::k12}, [&] {
    while (!text.empty()) {
      const std::size_t end = text.find("\n\n");
      const std::string_view part = text.substr(0, end);
      if (!part.empty()) this->text(part, options);
      if (end == std::string_view::npos) break;
      text.remove_prefix(end + 2);
    }
  });
}

void Ui::status(Key key, std::string_view text, const TextOptions& options) {
  Core& core = *core_;
  Box box = core.text_box(text, options);
  core.add_node(Role::kStatus, core.path_of(key), text);
  core.add_named(box);
}

void Ui::icon(Icon icon, Ink ink, std::string_view name) {
  Core& core = *core_;
  const float size = core.scaled(metric::kIcon);
  Box box = core.mark_box(Mark::kIcon, size, size);
  box.icon = icon;
  box.ink = core.ink(ink);
  if (!name.empty()) {
    core.add_text_node(Role::kImage, name);
    box.node = core.node_index();
  }
  core.tree.add(box);
}

}  // namespace quietroom::ui
