#include "app/ui/layout_engine.h"

#include <algorithm>
#include <cmath>

namespace quietroom::ui {
namespace {

/// A word wider than this many times the type size may be broken: an address, a long name.
constexpr float kWordEms = 11;
constexpr float kSlack = 0.01F;

float capped(const Box& box, float width) {
  return box.max_width > 0 ? std::min(width, box.max_width) : width;
}

float line_gap(const Box& box) {
  return box.line_gap < 0 ? box.gap : box.line_gap;
}

bool has_text(const Box& box) {
  return box.baseline > 0;
}

}  // namespace

void LayoutEngine::run(int root, float x, float y, float width, float height, float least_scroll) {
  least_scroll_ = least_scroll;
  want(root);
  give_width(root, width);
  find_height(root);
  place(root, x, y, std::max(height, tree_.at(root).natural));
}

void LayoutEngine::run_content(int root, float width, float height_max, float least_scroll) {
  least_scroll_ = least_scroll;
  want(root);
  give_width(root, width);
  find_height(root);
  place(root, 0, 0, std::min(height_max, tree_.at(root).natural));
}

void LayoutEngine::move(int root, float dx, float dy) {
  Box& box = tree_.at(root);
  box.x += dx;
  box.y += dy;
  if (box.scroll) return;  // Its children count from its own corner.
  for (int child = box.first; child != kNoBox; child = tree_.at(child).next) move(child, dx, dy);
}

// --- What each box wants -------------------------------------------------------------------------

void LayoutEngine::want_text(Box& box) {
  const float digit = box.tabular ? fonts_.advance(U'0', box.weight, box.size_px) : 0;
  const TextWidths widths = measure_text(tree_.text(box.text), [&](char32_t c) {
    return box.tabular && c >= '0' && c <= '9' ? digit : fonts_.advance(c, box.weight, box.size_px);
  });
  float widest = widths.widest_line;
  if (box.whole_lines) widest = std::max(0.0F, widest_whole_line(box, widest));
  box.wanted = std::max(box.min_width, std::ceil(widest));
  box.least = std::min(std::ceil(widths.widest_word), kWordEms * box.size_px);
  if (box.lines_max > 0) box.least = std::min(box.least, 3 * box.size_px);
  box.least = std::max(box.least, box.min_width);
}

/// The width of the widest paragraph, shaped; `otherwise` if the glyph seam cannot.
float LayoutEngine::widest_whole_line(const Box& box, float otherwise) {
  float widest = 0;
  // So wide that only line breaks end a line.
  constexpr float kEndless = 1e9F;
  const std::vector<TextLine>& lines = runs_.lines(
      {.text = tree_.text(box.text), .weight = box.weight, .size_px = box.size_px}, kEndless, 0);
  if (lines.empty()) return otherwise;
  for (const TextLine& line : lines) widest = std::max(widest, line.width);
  return widest;
}

void LayoutEngine::want(int index) {
  Box& box = tree_.at(index);
  if (box.kind == BoxKind::kText) {
    want_text(box);
    return;
  }
  float wanted = 0;
  float least = 0;
  int children = 0;
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    want(at);
    const Box& child = tree_.at(at);
    ++children;
    if (box.kind == BoxKind::kRow) {
      wanted += child.wanted;
      least += child.least;
    } else if (box.kind == BoxKind::kWrap) {
      wanted += child.wanted;
      least = std::max(least, child.least);
    } else {
      wanted = std::max(wanted, child.wanted);
      least = std::max(least, child.least);
    }
  }
  const float gaps = box.gap * static_cast<float>(std::max(0, children - 1));
  const float padding = box.left + box.right;
  if (box.kind == BoxKind::kRow || box.kind == BoxKind::kWrap) wanted += gaps;
  if (box.kind == BoxKind::kRow) least += gaps;
  box.wanted = std::max(box.min_width, capped(box, wanted + padding));
  box.least = std::max(box.min_width, capped(box, least + padding));
  if (box.wide == Extent::Kind::kFixed) {
    box.wanted = std::max(box.width_wish, box.min_width);
    box.least = std::min(box.least, box.wanted);
  }
}

// --- Widths --------------------------------------------------------------------------------------

void LayoutEngine::give_width(int index, float width) {
  Box& box = tree_.at(index);
  box.width = width;
  const float inner = std::max(0.0F, width - box.left - box.right);
  switch (box.kind) {
    case BoxKind::kColumn:
      widths_in_column(box, inner);
      break;
    case BoxKind::kRow:
      widths_in_row(index, inner);
      break;
    case BoxKind::kWrap:
      widths_in_wrap(box, inner);
      break;
    case BoxKind::kText:
    case BoxKind::kMark:
      break;
  }
}

void LayoutEngine::widths_in_column(const Box& box, float inner) {
  const bool stretch = box.across == Align::kAuto || box.across == Align::kStretch;
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    float width = inner;
    const bool fits_content =
        child.wide == Extent::Kind::kContent || (child.wide == Extent::Kind::kAuto && !stretch);
    if (fits_content) width = std::min(inner, child.wanted);
    if (child.wide == Extent::Kind::kFixed) width = std::min(inner, child.width_wish);
    give_width(at, capped(child, width));
  }
}

void LayoutEngine::widths_in_row(int index, float inner) {
  float least = 0;
  float fixed = 0;
  float give = 0;  // What content and fixed cells could do without.
  float weights = 0;
  int children = 0;
  const Box& box = tree_.at(index);
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    ++children;
    least += child.least;
    if (child.wide == Extent::Kind::kGrow) {
      weights += child.width_wish;
      fixed += child.least;
    } else {
      fixed += child.wanted;
      give += child.wanted - child.least;
    }
  }
  const float room = inner - box.gap * static_cast<float>(std::max(0, children - 1));
  if (least > room + kSlack) {
    // Not even the shortest forms fit side by side: go on in the next line rather than cut.
    tree_.at(index).kind = BoxKind::kWrap;
    widths_in_wrap(tree_.at(index), inner);
    return;
  }
  const float over = std::max(0.0F, fixed - room);
  const float shrink = give > 0 ? std::min(1.0F, over / give) : 0;
  const float extra = std::max(0.0F, room - fixed);
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    float width = 0;
    if (child.wide == Extent::Kind::kGrow) {
      width = child.least + (weights > 0 ? extra * child.width_wish / weights : 0);
    } else {
      width = child.wanted - (child.wanted - child.least) * shrink;
    }
    give_width(at, capped(child, width));
  }
}

void LayoutEngine::widths_in_wrap(const Box& box, float inner) {
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    float width = std::min(inner, child.wanted);
    if (child.wide == Extent::Kind::kGrow) width = inner;
    give_width(at, capped(child, width));
  }
}

// --- Heights -------------------------------------------------------------------------------------

void LayoutEngine::break_lines(Box& box) {
  box.baseline = box.ascent_px;
  if (box.whole_lines && break_whole_lines(box)) {
    box.natural = box.line_px * static_cast<float>(box.lines_count);
    return;
  }
  const float digit = box.tabular ? fonts_.advance(U'0', box.weight, box.size_px) : 0;
  const auto advance = [&](char32_t c) {
    return box.tabular && c >= '0' && c <= '9' ? digit : fonts_.advance(c, box.weight, box.size_px);
  };
  const std::string_view text = tree_.text(box.text);
  box.lines_begin = static_cast<std::uint32_t>(tree_.lines.size());
  break_text(text, std::ceil(box.width), advance, tree_.lines);
  box.lines_count = static_cast<std::uint32_t>(tree_.lines.size()) - box.lines_begin;
  const auto lines_max = static_cast<std::uint32_t>(box.lines_max);
  box.elided = box.lines_max > 0 && box.lines_count > lines_max;
  if (box.elided) {
    box.lines_count = lines_max;
    tree_.lines.resize(box.lines_begin + lines_max);
    TextLine& last = tree_.lines.back();
    last.end = static_cast<std::uint32_t>(text.size());  // Fill the last line up to its end.
    make_room_for_ellipsis(text, box.width, advance, last);
  }
  box.natural = box.line_px * static_cast<float>(box.lines_count);
}

bool LayoutEngine::break_whole_lines(Box& box) {
  const std::string_view text = tree_.text(box.text);
  const std::vector<TextLine>& lines =
      runs_.lines({.text = text, .weight = box.weight, .size_px = box.size_px},
                  std::ceil(box.width), box.lines_max);
  if (lines.empty()) return false;
  box.lines_begin = static_cast<std::uint32_t>(tree_.lines.size());
  box.lines_count = static_cast<std::uint32_t>(lines.size());
  tree_.lines.insert(tree_.lines.end(), lines.begin(), lines.end());
  const std::size_t inked = text.find_last_not_of(" \t\n");
  box.elided = box.lines_max > 0 && inked != text.npos && lines.back().end <= inked;
  return true;
}

void LayoutEngine::find_height(int index) {
  Box& box = tree_.at(index);
  if (box.kind == BoxKind::kText) {
    break_lines(box);
    return;
  }
  float natural = 0;
  int children = 0;
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    find_height(at);
    natural += tree_.at(at).natural;
    ++children;
  }
  if (box.kind == BoxKind::kColumn) {
    natural += box.gap * static_cast<float>(std::max(0, children - 1));
    if (box.first != kNoBox) {
      const Box& child = tree_.at(box.first);
      box.baseline = has_text(child) ? box.top + child.baseline : 0;
    }
  } else if (box.kind == BoxKind::kRow) {
    natural = height_of_row(box);
  } else if (box.kind == BoxKind::kWrap) {
    natural = height_of_wrap(box);
  }
  if (box.kind == BoxKind::kMark) natural = 0;
  natural += box.top + box.bottom;
  box.content_height = natural;
  if (box.scroll) {
    // In a box of given height it gets what is left; alone it is as high as its content.
    if (box.high == Extent::Kind::kGrow) natural = std::min(natural, least_scroll_);
  }
  const float natural_inside = natural;
  natural = std::max(natural, box.min_height);
  if (box.max_height > 0) natural = std::min(natural, box.max_height);
  if (box.kind == BoxKind::kRow && box.first != kNoBox) {
    for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
      const Box& child = tree_.at(at);
      if (!has_text(child)) continue;
      box.baseline = (natural - child.natural) / 2 + child.baseline;
      break;
    }
  } else if (box.kind == BoxKind::kColumn && has_text(box) && box.along == Align::kCenter) {
    box.baseline += (natural - natural_inside) / 2;
  }
  box.natural = natural;
}

float LayoutEngine::line_height(int from, int until, bool baseline) const {
  float highest = 0;
  float above = 0;
  float below = 0;
  for (int at = from; at != until; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    highest = std::max(highest, child.natural);
    if (has_text(child)) {
      above = std::max(above, child.baseline);
      below = std::max(below, child.natural - child.baseline);
    }
  }
  return baseline ? std::max(highest, above + below) : highest;
}

float LayoutEngine::height_of_row(const Box& box) {
  return line_height(box.first, kNoBox, box.across == Align::kBaseline);
}

float LayoutEngine::height_of_wrap(const Box& box) {
  const float inner = box.width - box.left - box.right;
  float total = 0;
  int from = box.first;
  while (from != kNoBox) {
    float width = 0;
    int at = from;
    for (; at != kNoBox; at = tree_.at(at).next) {
      const float with = width + (at == from ? 0 : box.gap) + tree_.at(at).width;
      if (at != from && with > inner + kSlack) break;
      width = with;
    }
    total +=
        (total > 0 ? line_gap(box) : 0) + line_height(from, at, box.across == Align::kBaseline);
    from = at;
  }
  return total;
}

// --- Places --------------------------------------------------------------------------------------

void LayoutEngine::place(int index, float x, float y, float height) {
  Box& box = tree_.at(index);
  box.x = x;
  box.y = y;
  box.height = height;
  if (box.scroll) {
    // A scrolling box's children count from its corner, and have all the height they want.
    x = 0;
    y = 0;
    height = std::max(height, box.content_height);
    box.content_height = height;
  }
  switch (box.kind) {
    case BoxKind::kColumn:
      place_column(box, x, y, height);
      break;
    case BoxKind::kRow:
      place_row(box, x, y, height);
      break;
    case BoxKind::kWrap:
      // Where it is higher than its lines, they stand in the middle, as in a row.
      place_wrap(box, x, y + std::max(0.0F, std::floor((height - box.content_height) / 2)));
      break;
    case BoxKind::kText:
    case BoxKind::kMark:
      break;
  }
}

void LayoutEngine::place_column(const Box& box, float x, float y, float height) {
  const float inner_width = box.width - box.left - box.right;
  float used = box.top + box.bottom;
  float weights = 0;
  float yielding = 0;  // What scrolling parts could do without.
  int children = 0;
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    used += child.natural;
    if (child.high == Extent::Kind::kGrow) weights += child.height_wish;
    if (child.scroll) yielding += std::max(0.0F, child.natural - least_scroll_);
    ++children;
  }
  used += box.gap * static_cast<float>(std::max(0, children - 1));
  const float extra = std::max(0.0F, height - used);
  const float missing = std::max(0.0F, used - height);
  const float yields = yielding > 0 ? std::min(1.0F, missing / yielding) : 0;
  float at_y = y + box.top;
  float gap = box.gap;
  if (weights == 0) {
    if (box.along == Align::kCenter) at_y += std::floor(extra / 2);
    if (box.along == Align::kEnd) at_y += extra;
    if (box.along == Align::kBetween && children > 1)
      gap += extra / static_cast<float>(children - 1);
  }
  for (int at = box.first; at != kNoBox; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    float child_height = child.natural;
    if (child.high == Extent::Kind::kGrow && weights > 0) {
      child_height += extra * child.height_wish / weights;
    }
    if (child.scroll) child_height -= std::max(0.0F, child.natural - least_scroll_) * yields;
    Align align = box.across;
    if (child.max_width > 0 && child.width < inner_width) align = child.self;
    float at_x = x + box.left;
    if (align == Align::kCenter) at_x += std::floor((inner_width - child.width) / 2);
    if (align == Align::kEnd) at_x += inner_width - child.width;
    place(at, at_x, at_y, child_height);
    at_y += child_height + gap;
  }
}

void LayoutEngine::place_row(const Box& box, float x, float y, float height) {
  place_line(box, box.first, kNoBox, x + box.left, y + box.top, height - box.top - box.bottom);
}

void LayoutEngine::place_wrap(const Box& box, float x, float y) {
  const float inner = box.width - box.left - box.right;
  float at_y = y + box.top;
  int from = box.first;
  while (from != kNoBox) {
    float width = 0;
    int at = from;
    for (; at != kNoBox; at = tree_.at(at).next) {
      const float with = width + (at == from ? 0 : box.gap) + tree_.at(at).width;
      if (at != from && with > inner + kSlack) break;
      width = with;
    }
    const float high = line_height(from, at, box.across == Align::kBaseline);
    place_line(box, from, at, x + box.left, at_y, high);
    at_y += high + line_gap(box);
    from = at;
  }
}

void LayoutEngine::place_line(const Box& box, int from, int until, float x, float y, float height) {
  const float inner = box.width - box.left - box.right;
  float used = 0;
  float above = 0;
  int children = 0;
  for (int at = from; at != until; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    used += child.width;
    above = std::max(above, has_text(child) ? child.baseline : 0);
    ++children;
  }
  used += box.gap * static_cast<float>(std::max(0, children - 1));
  const float extra = std::max(0.0F, inner - used);
  float gap = box.gap;
  if (box.along == Align::kCenter) x += std::floor(extra / 2);
  if (box.along == Align::kEnd) x += extra;
  if (box.along == Align::kBetween && children > 1) gap += extra / static_cast<float>(children - 1);
  for (int at = from; at != until; at = tree_.at(at).next) {
    const Box& child = tree_.at(at);
    float child_height = child.natural;
    float at_y = y;
    if (child.high == Extent::Kind::kGrow || box.across == Align::kStretch) {
      child_height = std::max(child_height, height);
      if (child.scroll) child_height = height;
    } else if (box.across == Align::kBaseline && has_text(child)) {
      at_y += above - child.baseline;
    } else if (box.across == Align::kAuto || box.across == Align::kCenter) {
      at_y += std::floor((height - child.natural) / 2);
    } else if (box.across == Align::kEnd) {
      at_y += height - child.natural;
    }
    place(at, x, at_y, child_height);
    x += child.width + gap;
  }
}

}  // namespace quietroom::ui
