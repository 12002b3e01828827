// Everything that is pressed: buttons, links, switches, choices. Whether it was pressed comes from
// its node's event alone; the pointer only tints.
#include "app/ui/core.h"

namespace quietroom::ui {
namespace {

/// Colours of a button in its present state.
struct ButtonColours {
  bool filled = false;
  Rgb fill = 0;
  bool framed = false;
  Rgb frame = 0;
  Rgb ink = 0;
};

ButtonColours colours_of(const Theme& theme, ButtonLook look, const Look& state, bool disabled) {
  ButtonColours out;
  if (disabled) {
    out.filled = look == ButtonLook::kPrimary;
    out.fill = theme.line;
    out.framed = look == ButtonLook::kPlain || theme.high_contrast;
    out.frame = theme.high_contrast ? theme.off : theme.line;
    out.ink = theme.off;
    if (theme.high_contrast) out.filled = false;
    return out;
  }
  if (look == ButtonLook::kPrimary) {
    out.filled = true;
    out.fill = state.pressed   ? theme.accent_pressed
               : state.hovered ? theme.accent_hover
                               : theme.of(Ink::kAccent);
    out.ink = theme.of(Ink::kOnAccent);
    return out;
  }
  out.filled = state.hovered || state.pressed;
  out.fill = state.pressed ? theme.pressed : theme.hover;
  out.framed = look == ButtonLook::kPlain || (theme.high_contrast && out.filled);
  out.frame = theme.field_line;
  out.ink = look == ButtonLook::kDanger  ? theme.of(Ink::kError)
            : look == ButtonLook::kQuiet ? theme.of(Ink::kAccent)
                                         : theme.of(Ink::kInk);
  return out;
}

void paint_as(Box& box, const ButtonColours& colours, const Theme& theme) {
  box.paint.filled = colours.filled;
  box.paint.fill = colours.fill;
  box.paint.framed = colours.framed;
  box.paint.frame = colours.frame;
  box.paint.frame_width = theme.line_px;
  box.paint.radius = metric::kRadius;
}

/// A control's box: at least 44 px each way, content in its middle.
Box control_box(const Ui::Core& core, float padding) {
  Box box;
  box.kind = BoxKind::kRow;
  box.along = Align::kCenter;
  box.left = box.right = padding;
  box.top = box.bottom = px(Space::k4);
  box.gap = px(Space::k8);
  box.min_width = core.scaled(metric::kTarget);
  box.min_height = core.scaled(metric::kTarget);
  box.focus_radius = metric::kRadius;
  return box;
}

/// What button() and file_button() have in common: the picture of `label` for the last node.
void build_button(Ui::Core& core, std::string_view label, ButtonLook look, Icon icon, bool large,
                  bool fill) {
  const SemanticsNode& node = core.nodes.back();
  const ButtonColours colours =
      colours_of(*core.theme, look, core.look(node.id, node.disabled), node.disabled);
  const bool bare = look == ButtonLook::kQuiet || look == ButtonLook::kDanger;
  const bool is_row = look == ButtonLook::kRow;
  Box box = control_box(core, px(large    ? Space::k24
                                 : is_row ? Space::k0
                                 : bare   ? Space::k12
                                          : Space::k16));
  paint_as(box, colours, *core.theme);
  box.wide = fill || is_row ? Extent::Kind::kAuto : Extent::Kind::kContent;
  if (is_row) {
    box.along = Align::kStart;
    box.gap = px(Space::k12);
    box.paint.grow_x = metric::kRowReach;
  }
  if (large) box.min_height = core.scaled(metric::kTarget + 12);
  box.node = core.node_index();
  core.build(box, [&] {
    const bool soft = is_row && !node.disabled;
    core.add_icon(icon, core.scaled(metric::kIcon), soft ? core.ink(Ink::kSoft) : colours.ink);
    const TextStyle style = large    ? TextStyle::kQuestion
                            : is_row ? TextStyle::kBody
                                     : TextStyle::kSmall;
    Box words = core.text_box(
        label,
        {.style = style, .semibold = !is_row, .align = is_row ? Align::kStart : Align::kCenter});
    words.ink = colours.ink;
    core.tree.add(words);
  });
}

NodeId add_link(Ui::Core& core, Key key, std::string_view label, std::string_view file) {
  SemanticsNode& node = core.add_node(Role::kLink, core.path_of(key), label);
  node.focusable = true;
  node.href = file;
  const NodeId id = node.id;
  const Look state = core.look(id, false);
  Box box = control_box(core, 0);
  box.along = Align::kStart;
  box.wide = Extent::Kind::kContent;
  box.node = core.node_index();
  core.build(box, [&] {
    Box under;
    core.build(under, [&] {
      core.add_text(label, {.style = TextStyle::kSmall, .ink = Ink::kAccent, .semibold = true});
      Box line = core.mark_box(Mark::kFill, 0, 1);
      line.ink = core.ink(state.hovered ? Ink::kAccent : Ink::kFaint);
      core.tree.add(line);
    });
    if (!file.empty()) {
      core.add_icon(Icon::kExternalLink, core.scaled(metric::kIconSmall), core.ink(Ink::kAccent));
    }
  });
  return id;
}

}  // namespace

bool Ui::button(Key key, const ButtonOptions& options) {
  Core& core = *core_;
  const std::string_view name = options.name.empty() ? options.label : options.name;
  SemanticsNode& node = core.add_node(Role::kButton, core.path_of(key), name);
  node.description = options.description;
  node.shortcut = options.shortcut;
  node.copies = options.copies;
  node.disabled = options.disabled;
  node.focusable = true;
  node.page_action = options.page_action;
  const NodeId id = node.id;
  core.autofocus(id, options.autofocus);
  build_button(core, options.label, options.look, options.icon, options.large, options.fill);
  return core.used(id, options.shortcut, options.disabled);
}

std::optional<PickedFile> Ui::file_button(Key key, const FilePickOptions& options) {
  Core& core = *core_;
  SemanticsNode& node = core.add_node(Role::kButton, core.path_of(key), options.label);
  node.disabled = options.disabled;
  node.focusable = true;
  node.picks_file = true;
  node.file_accept = options.accept;
  const NodeId id = node.id;
  build_button(core, options.label, options.look, options.icon, false, options.fill);
  if (options.disabled) return std::nullopt;
  auto file = core.events.take_file(id);
  if (!file) return std::nullopt;
  return PickedFile{std::move(file->name), std::move(file->bytes)};
}

bool Ui::icon_button(Key key, const IconButtonOptions& options) {
  Core& core = *core_;
  const bool toggles = options.pressed != Tristate::kNone;
  SemanticsNode& node =
      core.add_node(toggles ? Role::kToggle : Role::kButton, core.path_of(key), options.name);
  node.description = options.description;
  node.shortcut = options.shortcut;
  node.disabled = options.disabled;
  node.expanded = options.expanded;
  node.checked = options.pressed;
  node.focusable = true;
  node.page_action = options.page_action;
  node.drags = options.drags;
  const NodeId id = node.id;
  const Look state = core.look(id, options.disabled);
  ButtonColours colours = colours_of(*core.theme, ButtonLook::kQuiet, state, options.disabled);
  colours.ink = core.ink(options.disabled ? Ink::kFaint : options.ink);
  if (options.pressed == Tristate::kTrue) {
    colours.filled = true;
    colours.fill = core.theme->selected;
    colours.framed = core.theme->high_contrast;
    colours.frame = core.theme->line;
    colours.ink = core.ink(Ink::kAccent);
  }
  Box box = control_box(core, 0);
  box.wide = Extent::Kind::kContent;
  box.node = core.node_index();
  paint_as(box, colours, *core.theme);
  core.build(box, [&] { core.add_icon(options.icon, core.scaled(metric::kIcon), colours.ink); });
  return core.used(id, options.shortcut, options.disabled);
}

bool Ui::blank_button(Key key, std::string_view name, std::string_view shortcut) {
  Core& core = *core_;
  SemanticsNode& node = core.add_node(Role::kButton, core.path_of(key), name);
  node.shortcut = shortcut;
  node.focusable = true;
  const NodeId id = node.id;
  core.autofocus(id, true);
  Box box;
  box.wide = Extent::Kind::kGrow;
  box.width_wish = 1;
  box.high = Extent::Kind::kGrow;
  box.height_wish = 1;
  box.min_height = core.scaled(metric::kTarget);
  box.focus_radius = -1;
  box.node = core.node_index();
  core.build(box, [] {});
  return core.used(id, shortcut, false);
}

bool Ui::link(Key key, std::string_view label) {
  Core& core = *core_;
  const NodeId id = add_link(core, key, label, {});
  return core.used(id, {}, false);
}

void Ui::file_link(Key key, std::string_view label, std::string_view file) {
  add_link(*core_, key, label, file);
}

void Ui::skip_link(std::string_view label, NodeId target) {
  Core& core = *core_;
  SemanticsNode& node = core.add_text_node(Role::kLink, label);
  node.focusable = true;
  const NodeId id = node.id;
  Box box = control_box(core, px(Space::k16));
  paint_as(box, colours_of(*core.theme, ButtonLook::kPlain, {}, false), *core.theme);
  box.paint.filled = true;
  box.paint.fill = core.theme->raised;
  box.wide = Extent::Kind::kContent;
  box.node = core.node_index();
  // A root of its own: it floats over the upper left corner while it has the keyboard.
  BoxTree::Detached apart(core.tree);
  const int index = core.build(
      box, [&] { core.add_text(label, {.style = TextStyle::kSmall, .semibold = true}); });
  core.overlays.push_back({Overlay::Kind::kSkipLink, index});
  if (core.used(id, {}, false)) core.want_focus(target);
}

std::optional<int> Ui::segmented(Key key, const SegmentedOptions& options) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  const NodeId group = core.add_node(Role::kRadioGroup, path, options.name).id;
  const Theme& theme = *core.theme;
  Box track;
  track.kind = BoxKind::kRow;
  track.wide = options.fill ? Extent::Kind::kAuto : Extent::Kind::kContent;
  track.node = core.node_index();
  track.paint.filled = true;
  track.paint.fill = theme.sunken;
  track.paint.framed = true;
  track.paint.frame = theme.line;
  track.paint.frame_width = theme.line_px;
  track.paint.radius = metric::kRadius;
  std::optional<int> chosen;
  const auto choice = [&](int index, const Segment& segment) {
    const bool is_chosen = index == options.chosen;
    SemanticsNode& node = core.add_node(Role::kRadio, core.path_of(Key(index)),
                                        segment.name.empty() ? segment.label : segment.name);
    node.shortcut = segment.shortcut;
    node.checked = is_chosen ? Tristate::kTrue : Tristate::kFalse;
    node.disabled = options.disabled;
    node.focusable = true;
    const NodeId id = node.id;
    const Look state = core.look(id, options.disabled);
    Box box = control_box(core, px(Space::k12));
    if (options.fill) {
      box.wide = Extent::Kind::kGrow;
      box.width_wish = 1;
    }
    box.node = core.node_index();
    // Without tints the chosen one is turned inside out.
    const bool inverted = is_chosen && theme.high_contrast;
    const Ink words = inverted ? Ink::kOnAccent : is_chosen ? Ink::kInk : Ink::kSoft;
    box.paint.filled = is_chosen || state.hovered;
    box.paint.fill = inverted ? core.ink(Ink::kAccent) : is_chosen ? theme.raised : theme.hover;
    box.paint.framed = is_chosen;
    box.paint.frame = inverted ? core.ink(Ink::kAccent) : theme.field_line;
    box.paint.frame_width = theme.line_px;
    box.paint.radius = metric::kRadius - 3;
    box.paint.grow_x = box.paint.grow_y = -3;
    core.build(box, [&] {
      if (segment.mark != Ink::kFaint) {
        Box mark = core.mark_box(Mark::kFill, metric::kMark, core.scaled(16));
        mark.ink = core.ink(inverted ? Ink::kOnAccent : segment.mark);
        mark.paint.radius = metric::kMark / 2;
        core.tree.add(mark);
      }
      core.add_text(
          segment.label,
          {.style = TextStyle::kSmall, .ink = words, .semibold = true, .align = Align::kCenter});
    });
    if (core.used(id, segment.shortcut, options.disabled)) chosen = index;
  };
  core.build(track, [&] {
    core.within(path, group, core.scope().scroller, [&] {
      for (std::size_t i = 0; i < options.segments.size(); ++i) {
        choice(static_cast<int>(i), options.segments[i]);
      }
    });
  });
  return chosen;
}

}  // namespace quietroom::ui
