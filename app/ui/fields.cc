// Text fields. The page draws and edits their text in a native field exactly over the inner
// rectangle; we draw what is around it: label, frame, help.
#include <algorithm>
#include <cmath>

#include "app/ui/core.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

using words::say;

/// The page breaks lines with kerning, we without: measured a little narrower, a field is sooner
/// one line too high than one too low.
constexpr float kMeasureAt = 0.98F;

/// Below this, iOS zooms the page when a field gets the keyboard.
constexpr float kSizeLeast = 16;

constexpr std::size_t kMeasuredBytes = 8 * 1024;

float field_size(const Ui::Core& core) {
  return std::max(kSizeLeast, core.scaled(type_of(TextStyle::kNotes).size_px));
}

/// What all kinds of fields are told.
struct FieldSpec {
  FieldKind kind = FieldKind::kLine;
  bool multiline = false;
  bool revealed = false;
  bool assisted = false;
  std::string_view label;
  bool label_hidden = false;
  std::string_view value;
  std::uint32_t revision = 0;
  std::string_view placeholder;
  std::string_view help;
  std::string_view error;
  bool submit_on_enter = false;
  bool disabled = false;
  bool autofocus = false;
  float text_height = 0;
  std::string_view behind;  ///< Its text, drawn by us: while a sheet hides the page's own field.
};

FieldSpec spec_of(const FieldOptions& options, FieldKind kind) {
  FieldSpec spec;
  spec.kind = options.kind == FieldKind::kNone ? kind : options.kind;
  spec.multiline = kind == FieldKind::kNote;
  spec.assisted = options.assisted;
  spec.label = options.label;
  spec.label_hidden = options.label_hidden;
  spec.value = options.value;
  spec.revision = options.revision;
  spec.placeholder = options.placeholder;
  spec.help = options.help;
  spec.error = options.error;
  spec.submit_on_enter = options.submit_on_enter;
  spec.disabled = options.disabled;
  spec.autofocus = options.autofocus;
  return spec;
}

/// Writes the node; returns its state. The page is told the text only if `revision` changed.
FieldState& add_field_node(Ui::Core& core, Key key, const FieldSpec& spec) {
  SemanticsNode& node = core.add_node(Role::kTextField, core.path_of(key), spec.label);
  const auto [at, is_new] = core.fields.try_emplace(node.id);
  FieldState& state = at->second;
  state.pass = core.pass;
  if (is_new || state.revision != spec.revision) {
    const bool secret =
        spec.kind == FieldKind::kPassphrase || spec.kind == FieldKind::kNewPassphrase;
    // What a secret field held is known to nobody here; others keep what was typed meanwhile.
    const auto base = secret ? std::nullopt : std::optional(std::move(state.typed));
    state.shown = spec.value;
    state.typed = spec.value;
    state.revision = spec.revision;
    if (!is_new) core.set_texts.push_back(SetTextRequest{node.id, state.shown, base});
  }
  node.description = spec.error.empty() ? spec.help : spec.error;
  node.value = state.shown;
  node.disabled = spec.disabled;
  node.invalid = !spec.error.empty();
  node.focusable = true;
  node.field = spec.kind;
  node.multiline = spec.multiline;
  node.revealed = spec.revealed;
  node.assisted = spec.assisted;
  node.submit_on_enter = spec.submit_on_enter;
  node.placeholder = spec.placeholder;
  node.font_size_px = field_size(core);
  node.ink = core.ink(Ink::kInk);
  node.placeholder_ink = core.ink(Ink::kSoft);
  node.accent = core.ink(Ink::kAccent);
  core.autofocus(node.id, spec.autofocus);
  return state;
}

/// The frame around a field whose node is the last one; `after` adds what stands inside at its end.
void build_frame(Ui::Core& core, const FieldSpec& spec, Body after) {
  const SemanticsNode& node = core.nodes.back();
  const Theme& theme = *core.theme;
  const Look state = core.look(node.id, spec.disabled);
  const int index = core.node_index();
  Box frame;
  frame.kind = BoxKind::kRow;
  frame.left = metric::kFieldPadding;
  frame.min_height = core.scaled(metric::kTarget);
  frame.paint.filled = true;
  frame.paint.fill = spec.disabled ? theme.paper : theme.raised;
  frame.paint.framed = true;
  frame.paint.radius = metric::kRadius;
  frame.paint.frame = node.invalid    ? core.ink(Ink::kError)
                      : state.focused ? theme.focus
                      : state.hovered ? core.ink(Ink::kSoft)
                                      : theme.field_line;
  // Where all lines are black, and wide already, only a wider one shows what has the keyboard.
  frame.paint.frame_width = state.focused || node.invalid ? 2 * theme.line_px : theme.line_px;
  core.build(frame, [&] {
    Box inner;
    inner.min_width = core.scaled(metric::kTarget);
    inner.min_height = inner.max_height = spec.text_height;
    inner.wide = Extent::Kind::kGrow;
    inner.width_wish = 1;
    inner.node = index;
    if (!spec.multiline) {
      inner.min_height = inner.max_height = core.scaled(metric::kTarget);
      inner.along = Align::kCenter;
    }
    Box holder;
    holder.wide = Extent::Kind::kGrow;
    holder.width_wish = 1;
    if (spec.multiline) holder.top = holder.bottom = px(Space::k8) + 1;
    core.build(holder, [&] {
      const int added = core.build(inner, [&] {
        if (!spec.behind.empty()) core.add_text(spec.behind, {.style = TextStyle::kNotes});
      });
      if (spec.multiline) core.note_boxes.push_back(added);
    });
    after();
  });
}

/// Label, frame and help, in a column.
void build_field(Ui::Core& core, const FieldSpec& spec, Body frame) {
  Box column;
  column.gap = px(Space::k4);
  core.build(column, [&] {
    if (!spec.label_hidden) {
      core.add_text(spec.label, {.style = TextStyle::kSmall, .ink = Ink::kSoft, .semibold = true});
    }
    frame();
    if (!spec.error.empty()) {
      Box row;
      row.kind = BoxKind::kRow;
      row.gap = px(Space::k4);
      row.across = Align::kStart;
      core.build(row, [&] {
        core.add_icon(Icon::kCircleAlert, core.scaled(metric::kIconSmall), core.ink(Ink::kError));
        core.add_text(spec.error, {.style = TextStyle::kSmall, .ink = Ink::kError});
      });
    } else if (!spec.help.empty()) {
      core.add_text(spec.help, {.style = TextStyle::kSmall, .ink = Ink::kSoft});
    }
  });
}

FieldResult take_result(Ui::Core& core, NodeId id, FieldState& state) {
  FieldResult out;
  out.changed = core.events.take_text(id, state.typed);
  out.submitted = core.events.take_submit(id, state.typed);
  if (out.changed) state.typed = *out.changed;
  if (out.submitted) state.typed.clear();
  out.focused = core.focused == id;
  return out;
}

/// The height of `text` in a field as wide as the part that is being built.
float note_height(Ui::Core& core, std::string_view text, float width, int lines_min,
                  int lines_max) {
  const float size = field_size(core);
  const float room = std::max(size, width * kMeasureAt);
  // More than this fills the field anyway; a long paste must not cost with every key.
  const std::string_view start = cut_utf8(text, kMeasuredBytes);
  std::vector<TextLine> lines;
  if (needs_whole_drawing(start))
    lines = core.runs.lines({.text = start, .size_px = size}, room, 0);
  if (lines.empty()) {
    break_text(
        start, room, [&](char32_t c) { return core.fonts.advance(c, GlyphWeight::kRegular, size); },
        lines);
  }
  const int count =
      std::clamp(static_cast<int>(lines.size()), lines_min, std::max(lines_min, lines_max));
  return std::round(size * metric::kFieldLineHeight * static_cast<float>(count));
}

}  // namespace

FieldResult Ui::text_field(Key key, const FieldOptions& options) {
  Core& core = *core_;
  FieldSpec spec = spec_of(options, FieldKind::kLine);
  FieldResult out;
  build_field(core, spec, [&] {
    FieldState& state = add_field_node(core, key, spec);
    const NodeId id = core.nodes.back().id;
    out = take_result(core, id, state);
    if (core.is_behind()) spec.behind = state.typed;
    build_frame(core, spec, [] {});
  });
  return out;
}

FieldResult Ui::note_field(Key key, const FieldOptions& options) {
  Core& core = *core_;
  FieldSpec spec = spec_of(options, FieldKind::kNote);
  FieldResult out;
  build_field(core, spec, [&] {
    FieldState& state = add_field_node(core, key, spec);
    const NodeId id = core.nodes.back().id;
    out = take_result(core, id, state);
    // Its width is known from the last pass; where that was another one, there is one pass more.
    const float width = state.width > 0 ? state.width : core.width_px(Width::kMeasure);
    if (core.is_behind()) spec.behind = state.typed;
    spec.text_height = note_height(core, state.typed, width, options.lines_min, options.lines_max);
    build_frame(core, spec, [] {});
  });
  return out;
}

PassphraseResult Ui::passphrase_field(Key key, const PassphraseOptions& options) {
  Core& core = *core_;
  FieldSpec spec;
  spec.kind = options.is_new ? FieldKind::kNewPassphrase : FieldKind::kPassphrase;
  spec.revealed = options.revealed;
  spec.label = options.label;
  spec.help = options.help;
  spec.error = options.error;
  spec.revision = options.revision;
  spec.submit_on_enter = options.submit_on_enter;
  spec.disabled = options.disabled;
  spec.autofocus = options.autofocus;
  PassphraseResult out;
  build_field(core, spec, [&] {
    const std::uint64_t path = core.path_of(key);
    add_field_node(core, key, spec);
    const NodeId id = core.nodes.back().id;
    // The text is nobody's but the caller's: nothing of it is kept here.
    // What a secret field holds is not known here; the page never asks to have it put together.
    out.changed = core.events.take_text(id, {});
    out.submitted = core.events.take_submit(id, {});
    build_frame(core, spec, [&] {
      core.within(path, core.scope().parent, core.scope().scroller, [&] {
        out.toggled_reveal = icon_button(
            "reveal",
            {.icon = options.revealed ? Icon::kEyeOff : Icon::kEye,
             .name = options.revealed ? say("Hide what is typed") : say("Show what is typed"),
             .disabled = options.disabled});
      });
    });
  });
  return out;
}

}  // namespace quietroom::ui
