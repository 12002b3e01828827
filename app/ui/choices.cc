// Check boxes and switches.
#include "app/ui/core.h"

namespace quietroom::ui {
namespace {

/// The label of a check box or switch with its softer sentence.
void build_label(Ui::Core& core, const CheckOptions& options) {
  Box words;
  words.wide = Extent::Kind::kGrow;
  words.width_wish = 1;
  words.gap = 2;
  core.build(words, [&] {
    const Ink ink = options.disabled ? Ink::kSoft : Ink::kInk;
    core.add_text(options.label, {.style = TextStyle::kBody, .ink = ink});
    if (!options.detail.empty()) {
      core.add_text(options.detail, {.style = TextStyle::kSmall, .ink = Ink::kSoft});
    }
  });
}

/// The whole row is the control.
Box row_box(const Ui::Core& core) {
  Box box;
  box.kind = BoxKind::kRow;
  box.gap = px(Space::k12);
  box.top = box.bottom = px(Space::k8);
  box.min_height = core.scaled(metric::kTarget);
  box.min_width = core.scaled(metric::kTarget);
  box.focus_radius = metric::kRadius;
  return box;
}

SemanticsNode& add_check_node(Ui::Core& core, Role role, Key key, const CheckOptions& options) {
  SemanticsNode& node = core.add_node(role, core.path_of(key), options.label);
  node.description = options.detail;
  node.shortcut = options.shortcut;
  node.checked = options.checked ? Tristate::kTrue : Tristate::kFalse;
  node.disabled = options.disabled;
  node.focusable = true;
  return node;
}

}  // namespace

bool Ui::check(Key key, const CheckOptions& options) {
  Core& core = *core_;
  const NodeId id = add_check_node(core, Role::kCheckbox, key, options).id;
  const Look state = core.look(id, options.disabled);
  Box box = row_box(core);
  box.node = core.node_index();
  box.across = Align::kStart;
  core.build(box, [&] {
    // Level with the label's first line, however many lines it has.
    const float side = core.scaled(metric::kIcon);
    Box holder;
    holder.top = std::max(0.0F, core.scaled(23) - side) / 2;
    core.build(holder, [&] {
      Box mark = core.mark_box(Mark::kCheck, side, side);
      mark.on = options.checked;
      mark.ink = core.ink(options.disabled ? Ink::kFaint : Ink::kAccent);
      mark.ink_2 = options.checked ? core.ink(Ink::kOnAccent)
                   : state.hovered ? core.ink(Ink::kAccent)
                                   : core.theme->field_line;
      core.tree.add(mark);
    });
    build_label(core, options);
  });
  return core.used(id, options.shortcut, options.disabled);
}

bool Ui::toggle(Key key, const CheckOptions& options) {
  Core& core = *core_;
  const NodeId id = add_check_node(core, Role::kToggle, key, options).id;
  const Look state = core.look(id, options.disabled);
  Box box = row_box(core);
  box.node = core.node_index();
  core.build(box, [&] {
    build_label(core, options);
    const float high = core.scaled(24);
    Box mark = core.mark_box(Mark::kSwitch, core.scaled(40), high);
    mark.on = options.checked;
    mark.ink = options.checked && !options.disabled ? core.ink(Ink::kAccent)
               : state.hovered                      ? core.ink(Ink::kSoft)
                                                    : core.theme->field_line;
    mark.ink_2 = options.checked ? core.ink(Ink::kOnAccent) : core.theme->raised;
    core.tree.add(mark);
  });
  return core.used(id, options.shortcut, options.disabled);
}

}  // namespace quietroom::ui
