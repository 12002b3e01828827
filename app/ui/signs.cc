// What tells how things stand: chips, banners, toasts, progress, time.
#include <algorithm>
#include <cmath>

#include "app/ui/core.h"
#include "app/words/words.h"

namespace quietroom::ui {
namespace {

struct ToneLook {
  Rgb paper;
  Rgb ink;
  Icon icon;
};

ToneLook look_of(const Theme& theme, BannerTone tone) {
  switch (tone) {
    case BannerTone::kInfo:
      return {theme.sunken, theme.of(Ink::kSoft), Icon::kInfo};
    case BannerTone::kWarn:
      return {theme.warn_paper, theme.of(Ink::kWarn), Icon::kTriangleAlert};
    case BannerTone::kError:
      return {theme.error_paper, theme.of(Ink::kError), Icon::kCircleAlert};
    case BannerTone::kPrivate:
      return {theme.private_paper, theme.of(Ink::kPrivate), Icon::kLock};
  }
  return {theme.sunken, theme.of(Ink::kInk), Icon::kInfo};
}

int percent_of(float fraction) {
  return static_cast<int>(std::lround(std::clamp(fraction, 0.0F, 1.0F) * 100));
}

}  // namespace

bool Ui::chip_button(Key key, const ChipOptions& options) {
  Core& core = *core_;
  SemanticsNode& node = core.add_node(Role::kButton, core.path_of(key), options.label);
  node.focusable = true;
  const NodeId id = node.id;
  const Look state = core.look(id, false);
  Box box;
  box.kind = BoxKind::kRow;
  box.wide = Extent::Kind::kContent;
  box.gap = px(Space::k4);
  box.left = box.right = px(Space::k12);
  box.min_height = core.scaled(metric::kTarget);
  box.min_width = core.scaled(metric::kTarget);
  box.along = Align::kCenter;
  box.focus_radius = metric::kTarget / 2;
  // Pressed in 44 px, drawn in 32.
  box.paint.grow_y = -core.scaled((metric::kTarget - metric::kChip) / 2);
  box.paint.framed = true;
  box.paint.frame = core.theme->field_line;
  box.paint.frame_width = core.theme->line_px;
  box.paint.radius = metric::kRadiusPill;
  box.paint.filled = state.hovered;
  box.paint.fill = state.pressed ? core.theme->pressed : core.theme->hover;
  box.node = core.node_index();
  core.build(box, [&] {
    core.add_icon(options.icon, core.scaled(metric::kIconSmall), core.ink(options.ink));
    core.add_text(options.label,
                  {.style = TextStyle::kLabel, .ink = options.ink, .semibold = true});
  });
  return core.used(id, {}, false);
}

bool Ui::banner(Key key, const BannerOptions& options) {
  Core& core = *core_;
  const ToneLook look = look_of(*core.theme, options.tone);
  const std::uint64_t path = core.path_of(key);
  bool pressed = false;
  Box box;
  box.kind = narrow() ? BoxKind::kColumn : BoxKind::kRow;
  box.gap = px(narrow() ? Space::k0 : Space::k8);
  box.left = px(Space::k16);
  box.right = px(options.action.empty() || narrow() ? Space::k16 : Space::k4);
  box.top = box.bottom = px(Space::k4);
  box.min_height = core.scaled(metric::kTarget + 8);
  box.along = narrow() ? Align::kCenter : Align::kAuto;
  box.paint.filled = true;
  box.paint.fill = look.paper;
  box.paint.radius = options.edge_to_edge ? 0 : metric::kRadius;
  box.paint.framed = core.theme->high_contrast;
  box.paint.frame = core.theme->line;
  box.paint.frame_width = core.theme->line_px;
  core.build(box, [&] {
    const Extent wide = narrow() ? Extent{} : grow();
    row({.width = wide,
         .padding = {Space::k0, Space::k8},
         .gap = Space::k12,
         .across = Align::kStart},
        [&] {
          core.add_icon(look.icon, core.scaled(metric::kIcon), look.ink);
          Box words = core.text_box(options.text, {.style = TextStyle::kSmall});
          core.add_node(options.assertive ? Role::kAlert : Role::kStatus, path, options.text);
          words.wide = Extent::Kind::kGrow;
          words.width_wish = 1;
          core.add_named(words);
        });
    if (options.action.empty()) return;
    // In line with the words, not with the icon before them.
    const Space before = narrow() ? Space::k16 : Space::k0;
    row({.padding = {before, Space::k0, Space::k0, Space::k0}}, [&] {
      core.within(path, core.scope().parent, core.scope().scroller, [&] {
        pressed = button("action", {.label = options.action, .look = ButtonLook::kQuiet});
      });
    });
  });
  return pressed;
}

bool Ui::toast(Key key, const ToastOptions& options) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  bool pressed = false;
  Box box;
  box.kind = BoxKind::kRow;
  box.gap = px(Space::k8);
  box.left = px(Space::k16);
  box.right = px(options.action.empty() ? Space::k16 : Space::k4);
  box.top = box.bottom = px(Space::k4);
  box.min_height = core.scaled(metric::kTarget + 8);
  box.paint.filled = true;
  box.paint.fill = core.theme->raised;
  box.paint.framed = true;
  box.paint.frame = core.theme->high_contrast ? core.theme->line : core.theme->field_line;
  box.paint.frame_width = core.theme->line_px;
  box.paint.radius = metric::kRadiusLarge;
  box.paint.shadow = !core.theme->high_contrast;
  BoxTree::Detached apart(core.tree);
  const int index = core.build(box, [&] {
    Box words = core.text_box(options.text, {.style = TextStyle::kSmall});
    core.add_node(Role::kStatus, path, options.text);
    words.wide = Extent::Kind::kGrow;
    words.width_wish = 1;
    core.add_named(words);
    if (!options.action.empty()) {
      core.within(path, core.scope().parent, core.scope().scroller, [&] {
        pressed = button("action", {.label = options.action,
                                    .look = ButtonLook::kQuiet,
                                    .icon = options.icon,
                                    .shortcut = options.shortcut});
      });
    }
  });
  core.overlays.push_back({Overlay::Kind::kToast, index});
  return pressed;
}

void Ui::progress(Key key, const ProgressOptions& options) {
  Core& core = *core_;
  SemanticsNode& node = core.add_node(Role::kProgress, core.path_of(key), options.name);
  if (options.fraction >= 0) {
    node.value = options.value.empty() ? words::say("{percent} %", percent_of(options.fraction))
                                       : std::string(options.value);
  }
  Box box;
  box.gap = px(Space::k4);
  box.node = core.node_index();
  core.build(box, [&] {
    if (!options.value.empty()) {
      row({.gap = Space::k8, .along = Align::kBetween, .across = Align::kBaseline}, [&] {
        core.add_text(options.name, {.style = TextStyle::kLabel, .ink = Ink::kSoft});
        core.add_text(options.value,
                      {.style = TextStyle::kLabel, .ink = Ink::kSoft, .tabular = true});
      });
    }
    Box line = core.mark_box(Mark::kProgress, core.scaled(metric::kTarget), metric::kProgress);
    line.fraction = std::max(0.0F, options.fraction);
    line.ink = core.ink(Ink::kAccent);
    line.ink_2 = core.theme->line;
    core.tree.add(line);
  });
}

void Ui::time_bar(Key key, const TimeBarOptions& options) {
  Core& core = *core_;
  SemanticsNode& node = core.add_node(Role::kProgress, core.path_of(key), options.name);
  node.value = std::string(options.elapsed) + " " + std::string(options.plan);
  Box box;
  box.kind = options.ring ? BoxKind::kRow : BoxKind::kColumn;
  box.wide = options.ring ? Extent::Kind::kContent : Extent::Kind::kAuto;
  box.gap = px(options.ring ? Space::k8 : Space::k4);
  box.min_height = core.scaled(24);
  box.node = core.node_index();
  const auto words = [&] {
    row({.gap = Space::k4, .across = Align::kBaseline}, [&] {
      core.add_text(options.elapsed,
                    {.style = TextStyle::kSmall, .semibold = true, .tabular = true});
      core.add_text(options.plan, {.style = TextStyle::kLabel, .ink = Ink::kSoft, .tabular = true});
    });
  };
  core.build(box, [&] {
    if (!options.ring) words();
    Box mark =
        options.ring
            ? core.mark_box(Mark::kRing, core.scaled(metric::kIcon), core.scaled(metric::kIcon))
            : core.mark_box(Mark::kProgress, core.scaled(metric::kTarget), metric::kProgress);
    // The soft ink, whatever the time: nobody is to be hurried by a colour.
    mark.fraction = std::clamp(options.fraction, 0.0F, 1.0F);
    mark.ink = core.ink(Ink::kSoft);
    mark.ink_2 = core.theme->line;
    core.tree.add(mark);
    if (options.ring) words();
  });
}

}  // namespace quietroom::ui
