// Draws the boxes of a pass and notes where the pointer would meet a control.
#include <algorithm>
#include <cmath>

#include "app/ui/core.h"
#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

Rect moved(const Box& box, float dx, float dy) {
  return {box.x + dx, box.y + dy, box.width, box.height};
}

Rect grown(const Rect& rect, float by) {
  return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

}  // namespace

void Ui::Core::draw() {
  hits.clear();
  ring.shown = false;
  canvas.begin(imgui.shared(), viewport.width, viewport.height);
  draw_box(root, 0, 0);
  for (const Overlay& overlay : overlays) {
    if (overlay.kind < Overlay::Kind::kToast) {
      canvas.fill({0, 0, viewport.width, viewport.height}, theme->scrim, 0, theme->scrim_percent);
      hits.clear();  // Nothing behind a sheet can be met.
    }
    draw_box(overlay.box, 0, 0);
  }
  if (!ring.shown) return;
  constexpr float kReach = metric::kFocusGap + metric::kFocusWidth;
  canvas.push_clip(grown(ring.clip, kReach));  // Also around a control at a scrolling part's edge.
  canvas.frame(grown(ring.rect, kReach), theme->focus, ring.radius + kReach, metric::kFocusWidth);
  canvas.pop_clip();
}

void Ui::Core::draw_box(int index, float dx, float dy) {
  const Box& box = tree.at(index);
  const Rect rect = moved(box, dx, dy);
  // What hangs over a box's edges is at most a focus ring or a shadow.
  if (box.kind != BoxKind::kMark && canvas.is_clipped(grown(rect, 32))) return;
  if (index == swiped.box) draw_uncovered(rect);
  note_control(box, rect);
  draw_paint(box, rect);
  if (box.kind == BoxKind::kText) draw_text(box, rect.x, rect.y);
  if (box.kind == BoxKind::kMark) draw_mark(box, rect.x, rect.y);
  if (box.scroll) {
    dx = rect.x;
    dy = rect.y - scrolls[box.scroll_id].y;
    canvas.push_clip(rect);
  }
  for (int child = box.first; child != kNoBox; child = tree.at(child).next) draw_box(child, dx, dy);
  if (box.scroll) canvas.pop_clip();
}

void Ui::Core::draw_paint(const Box& box, const Rect& place) {
  const Paint& paint = box.paint;
  const Rect rect{place.x - paint.grow_x, place.y - paint.grow_y, place.width + 2 * paint.grow_x,
                  place.height + 2 * paint.grow_y};
  if (paint.shadow) canvas.shadow(rect, paint.radius, theme->dark);
  if (paint.filled) canvas.fill(rect, paint.fill, paint.radius, 100, paint.round_top_only);
  if (paint.framed) canvas.frame(rect, paint.frame, paint.radius, paint.frame_width);
  const float wide = theme->line_px;
  if (paint.edges.top) canvas.line(rect.x, rect.y, rect.x + rect.width, rect.y, paint.edge, wide);
  if (paint.edges.left) canvas.line(rect.x, rect.y, rect.x, rect.y + rect.height, paint.edge, wide);
  if (paint.edges.bottom) {
    const float y = rect.y + rect.height - wide;
    canvas.line(rect.x, y, rect.x + rect.width, y, paint.edge, wide);
  }
  if (paint.edges.right) {
    const float x = rect.x + rect.width - wide;
    canvas.line(x, rect.y, x, rect.y + rect.height, paint.edge, wide);
  }
}

/// What a row leaves free that was moved aside, and what lifting the finger will do there.
void Ui::Core::draw_uncovered(const Rect& row) {
  const float wide = std::abs(swiped.x);
  const float left = swiped.x > 0 ? row.x - wide : row.x + row.width;
  canvas.fill({left, row.y, wide, row.height}, theme->sunken);
  const float size = scaled(metric::kIcon);  // The sign of the button that does the same.
  if (wide < size) return;
  canvas.icon(left + (wide - size) / 2, row.y + (row.height - size) / 2, Icon::kEllipsis, size,
              swiped.acts ? theme->of(Ink::kAccent) : theme->of(Ink::kSoft));
}

void Ui::Core::draw_text(const Box& box, float x, float y) {
  const std::string_view text = tree.text(box.text);
  TextPaint paint{box.weight, box.size_px, box.ink, box.tabular, box.whole_lines};
  for (std::uint32_t i = 0; i < box.lines_count; ++i) {
    const TextLine& line = tree.lines[box.lines_begin + i];
    const float top = y + static_cast<float>(i) * box.line_px;
    if (canvas.is_clipped({x - 4, top - 4, box.width + 8, box.line_px + 8})) continue;
    const Align align =
        line.right_to_left && box.text_align == Align::kStart ? Align::kEnd : box.text_align;
    float left = x;
    if (align == Align::kCenter) left += (box.width - line.width) / 2;
    if (align == Align::kEnd) left += box.width - line.width;
    const float baseline = top + box.ascent_px;
    const std::string_view part = text.substr(line.begin, line.end - line.begin);
    const bool dotted = box.elided && i + 1 == box.lines_count;
    paint.right_to_left = line.right_to_left;
    if (dotted && box.whole_lines) {
      // Within the same picture: on which side the dots stand is for the browser to say.
      canvas.text(left, baseline, std::string(part) + "…", paint);
    } else {
      canvas.text(left, baseline, part, paint);
    }
    if (dotted && !box.whole_lines) {
      const float dots = fonts.advance(0x2026, box.weight, box.size_px);
      canvas.text(left + line.width - dots, baseline, "…", paint);
    }
    if (!box.whole_lines) draw_text_marks(box, line, left, baseline);
    if (box.strike) {
      const float through = std::round(baseline - box.size_px * 0.3F);
      canvas.fill({left, through, line.width, std::max(1.0F, std::round(box.size_px / 14))},
                  box.ink);
    }
  }
}

/// A dotted line below the marked words of a line of text: seen by who looks for it.
void Ui::Core::draw_text_marks(const Box& box, const TextLine& line, float left, float baseline) {
  const std::string_view text = tree.text(box.text);
  const auto width_until = [&](std::size_t end) {
    std::string_view part = text.substr(line.begin, end - line.begin);
    float width = 0;
    while (const auto c = next_code_point(part))
      width += fonts.advance(*c, box.weight, box.size_px);
    return width;
  };
  for (std::uint32_t i = 0; i < box.marks_count; ++i) {
    const TextMark& mark = tree.marks[box.marks_begin + i];
    const std::size_t begin = std::max<std::size_t>(mark.begin, line.begin);
    const std::size_t end = std::min<std::size_t>(mark.begin + mark.size_bytes, line.end);
    if (begin >= end) continue;
    const float size = std::max(1.0F, std::round(box.size_px / 10));
    const float right = left + width_until(end);
    for (float x = left + width_until(begin); x + size <= right; x += 2 * size)
      canvas.fill({x, baseline + 2 * size, size, size}, theme->of(Ink::kWarn));
  }
}

void Ui::Core::draw_mark(const Box& box, float x, float y) {
  const float w = box.min_width;
  const float h = box.height;
  const Rect rect{x, y, box.width, h};
  switch (box.mark) {
    case Mark::kNothing:
      break;
    case Mark::kFill:
      canvas.fill(rect, box.ink, box.paint.radius);
      break;
    case Mark::kIcon:
      canvas.icon(x, y, box.icon, w, box.ink);
      break;
    case Mark::kCheck:
      if (box.on) {
        canvas.fill(rect, box.ink, 5);
        canvas.tick(rect, box.ink_2, std::max(1.75F, w / 10));
      } else {
        canvas.frame(rect, box.ink_2, 5, std::max(1.5F, theme->line_px));
      }
      break;
    case Mark::kSwitch: {
      const float knob = h - 6;
      canvas.fill(rect, box.ink, h / 2);
      const float at = box.on ? x + w - knob - 3 : x + 3;
      canvas.fill({at, y + 3, knob, knob}, box.ink_2, knob / 2);
      break;
    }
    case Mark::kRing: {
      const float line = std::max(2.0F, std::round(w / 8));
      const float radius = (w - line) / 2;
      canvas.arc(x + w / 2, y + h / 2, radius, 1, box.ink_2, line);
      canvas.arc(x + w / 2, y + h / 2, radius, box.fraction, box.ink, line);
      break;
    }
    case Mark::kProgress: {
      canvas.fill(rect, box.ink_2, h / 2);
      const float done = std::clamp(box.fraction, 0.0F, 1.0F) * box.width;
      if (done > 0) canvas.fill({x, y, std::max(h, done), h}, box.ink, h / 2);
      break;
    }
  }
}

void Ui::Core::note_control(const Box& box, const Rect& rect) {
  if (box.node == kNoBox) return;
  const SemanticsNode& node = node_at(box.node);
  const Rect seen = canvas.clipped(rect);
  if (node.focusable && !node.disabled && seen.width > 0 && seen.height > 0) {
    hits.push_back({node.id, seen});
  }
  if (box.focus_radius < 0 || focused != node.id || !focus_ring) return;
  ring = {true, rect, canvas.clip(), box.focus_radius};
}

NodeId Ui::Core::hit_test(float x, float y) const {
  for (auto at = hits.rbegin(); at != hits.rend(); ++at) {
    const Rect& rect = at->rect;
    const bool inside =
        x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
    if (inside) return at->id;
  }
  return 0;
}

void Ui::Core::finish_draw_data() {
  draw_data.Clear();
  draw_data.Valid = true;
  draw_data.DisplayPos = ImVec2(0, 0);
  draw_data.DisplaySize = ImVec2(viewport.width, viewport.height);
  draw_data.FramebufferScale = ImVec2(viewport.pixel_ratio, viewport.pixel_ratio);
  draw_data.Textures = &ImGui::GetPlatformIO().Textures;
  for (ImDrawList* list : canvas.lists()) {
    draw_data.CmdLists.push_back(list);
    draw_data.TotalVtxCount += list->VtxBuffer.Size;
    draw_data.TotalIdxCount += list->IdxBuffer.Size;
  }
  draw_data.CmdListsCount = draw_data.CmdLists.Size;
}

}  // namespace quietroom::ui
