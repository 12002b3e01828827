// Containers: they place what is in them. Only those with a role or a name write a node.
#include <utility>

#include "app/ui/core.h"

namespace quietroom::ui {

void Ui::column(const BoxOptions& options, Body body) {
  core_->build(core_->box_of(options, BoxKind::kColumn), body);
}

void Ui::row(const BoxOptions& options, Body body) {
  core_->build(core_->box_of(options, BoxKind::kRow), body);
}

void Ui::wrap(const BoxOptions& options, Body body) {
  core_->build(core_->box_of(options, BoxKind::kWrap), body);
}

void Ui::fill(Body body) {
  column({.width = grow(), .height = grow()}, body);
}

void Ui::space(Space size) {
  core_->add_gap(px(size), px(size));
}

void Ui::space() {
  Box box = core_->mark_box(Mark::kNothing, 0, 0);
  box.wide = Extent::Kind::kGrow;
  box.width_wish = 1;
  box.high = Extent::Kind::kGrow;
  box.height_wish = 1;
  core_->tree.add(box);
}

void Ui::separator() {
  Box box = core_->mark_box(Mark::kFill, 0, core_->theme->line_px);
  box.ink = core_->theme->line;
  core_->tree.add(box);
}

void Ui::region(Key key, const RegionOptions& options, Body body) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  const NodeId scroller = core.scope().scroller;
  Box box = core.box_of(options.box, BoxKind::kColumn);
  NodeId parent = core.scope().parent;
  if (options.role != Role::kGroup || !options.name.empty()) {
    parent = core.add_node(options.role, path, options.name).id;
    box.node = core.node_index();
  }
  core.build(box, [&] { core.within(path, parent, scroller, body); });
}

void Ui::group(Key key, Body body) {
  core_->within(core_->path_of(key), core_->scope().parent, core_->scope().scroller, body);
}

void Ui::scroll(Key key, const ScrollOptions& options, Body body) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  SemanticsNode& node = core.add_node(options.role, path, options.name);
  const NodeId id = node.id;
  node.scrolls = true;
  Box box;
  box.wide = Extent::Kind::kGrow;
  box.width_wish = 1;
  box.high = Extent::Kind::kGrow;
  box.height_wish = 1;
  box.scroll = true;
  box.scroll_id = id;
  box.node = core.node_index();
  ScrollState& state = core.scrolls[id];
  if (options.follow_end && state.at_end) state.to_end = true;
  state.pass = core.pass;
  const int index = core.build(box, [&] {
    core.build(core.box_of(options.box, BoxKind::kColumn),
               [&] { core.within(path, id, id, body); });
  });
  core.scroll_boxes.push_back(index);
}

void Ui::list(Key key, std::string_view name, const BoxOptions& options, Body body) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  const NodeId id = core.add_node(Role::kList, path, name).id;
  Box box = core.box_of(options, BoxKind::kColumn);
  box.node = core.node_index();
  core.build(box, [&] { core.within(path, id, core.scope().scroller, body); });
}

void Ui::item(Key key, Body body) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  const NodeId id = core.add_node(Role::kListItem, path, {}).id;
  Box box;
  box.node = core.node_index();
  core.build(box, [&] { core.within(path, id, core.scope().scroller, body); });
}

}  // namespace quietroom::ui
