// What happens after the screen has been called: layout, scrolling, the tree's rectangles, and what
// the page is told.
#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "app/ui/core.h"
#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

/// A scrolling part keeps this much height (scaled) when there is no room; then the page scrolls.
constexpr float kScrollLeast = 132;
constexpr float kSame = 0.5F;

/// How many UTF-16 code units `text` has.
std::uint32_t utf16_length(std::string_view text) {
  std::uint32_t length = 0;
  while (!text.empty()) length += *next_code_point(text) > 0xFFFF ? 2 : 1;
  return length;
}

/// Where the lines of a text after the first begin.
std::vector<std::uint32_t> breaks_of(std::string_view text, std::span<const TextLine> lines) {
  std::vector<std::uint32_t> breaks;
  std::uint32_t counted = 0;
  std::uint32_t units = 0;
  for (const TextLine& line : lines.subspan(std::min<std::size_t>(1, lines.size()))) {
    units += utf16_length(text.substr(counted, line.begin - counted));
    counted = line.begin;
    breaks.push_back(units);
  }
  return breaks;
}

}  // namespace

void Ui::Core::lay_out() {
  engine.run(root, 0, 0, viewport.width, viewport.height, scaled(kScrollLeast));
  // The root scrolls only where the parts that do not scroll are too high for the viewport.
  Box& box = tree.at(root);
  box.content_height = box.height;
  box.height = viewport.height;
  place_overlays();
  for (OpenList& open : open_lists) settle_list(open);
  if (swiped.box != kNoBox) engine.move(swiped.box, swiped.x, 0);
}

void Ui::Core::place_overlays() {
  const float margin = px(Space::k16);
  const float least = scaled(kScrollLeast);
  for (const Overlay& overlay : overlays) {
    const Box& wish = tree.at(overlay.box);
    const float room = viewport.width - 2 * margin;
    if (overlay.kind == Overlay::Kind::kSkipLink) {
      engine.run_content(overlay.box, room, viewport.height, least);
      const bool shown = wish.node != kNoBox && focused == node_at(wish.node).id;
      const float hidden_y = -wish.height - 2 * margin;
      engine.move(overlay.box, px(Space::k8), shown ? px(Space::k8) : hidden_y);
      continue;
    }
    if (overlay.kind == Overlay::Kind::kSide) {
      engine.run(overlay.box, 0, 0, std::min(width_px(Width::kSheet), viewport.width),
                 viewport.height, least);
      Box& box = tree.at(overlay.box);
      box.height = viewport.height;
      engine.move(overlay.box, viewport.width - box.width, 0);
      continue;
    }
    const bool bottom = overlay.kind == Overlay::Kind::kBottom;
    float width = bottom ? viewport.width : std::min(room, width_px(Width::kDialog));
    if (overlay.kind == Overlay::Kind::kToast) width = std::min(room, width_px(Width::kDialog));
    engine.run_content(overlay.box, width, viewport.height - 2 * margin, least);
    const float height = wish.height;
    const float x = std::floor((viewport.width - width) / 2);
    float y = std::floor((viewport.height - height) / 2);
    if (bottom) y = viewport.height - height;
    if (overlay.kind == Overlay::Kind::kToast) {
      const float floor = bottom_bar == kNoBox ? viewport.height : tree.at(bottom_bar).y;
      y = std::max(margin, floor - margin - height);
    }
    engine.move(overlay.box, x, y);
  }
}

void Ui::Core::settle_scrolls() {
  settle_anchors();
  scroll_into_view();
  for (const int index : scroll_boxes) {
    const Box& box = tree.at(index);
    SemanticsNode& node = node_at(box.node);
    ScrollState& state = scrolls[node.id];
    const float end = std::max(0.0F, box.content_height - box.height);
    state.view_height = box.height;
    state.content_height = box.content_height;
    if (state.to_end && std::abs(state.y - end) > kSame) {
      state.y = end;
      ++state.seq;
      again = again || !open_lists.empty();  // Its last rows may not have been built.
    }
    // Whatever moved it elsewhere, it stays there.
    if (!state.to_end && state.seq != state.seq_sent) state.at_end = state.y >= end - kSame;
    state.to_end = false;
    state.y = std::clamp(state.y, 0.0F, end);
    // The page has a position of its own; ours is told only together with a new number, so that a
    // person's scrolling sends nothing back.
    if (state.seq != state.seq_sent) {
      state.seq_sent = state.seq;
      state.y_sent = state.y;
    }
    node.content_height = box.content_height;
    node.scroll_y = state.y_sent;
    node.scroll_seq = state.seq;
  }
}

void Ui::Core::settle_notes() {
  for (const int index : note_boxes) {
    const Box& box = tree.at(index);
    float& width = fields[node_at(box.node).id].width;
    if (std::abs(width - box.width) <= kSame) continue;
    width = box.width;
    again = true;  // Its height was found for another width.
  }
}

void Ui::Core::scroll_into_view() {
  if (scroll_target == 0) return;
  for (const int index : scroll_boxes) {
    const Box& scroller = tree.at(index);
    const NodeId scroller_id = node_at(scroller.node).id;
    for (int at = 0; at < tree.count(); ++at) {
      const Box& box = tree.at(at);
      if (box.node == kNoBox || node_at(box.node).id != scroll_target) {
        continue;
      }
      int above = box.parent;
      while (above != kNoBox && !tree.at(above).scroll) above = tree.at(above).parent;
      if (above != index) continue;
      ScrollState& state = scrolls[scroller_id];
      const float margin = px(Space::k16);
      float y = state.y;
      if (box.y + box.height + margin > y + scroller.height) {
        y = box.y + box.height + margin - scroller.height;
      }
      y = std::min(y, box.y - margin);
      y = std::clamp(y, 0.0F, std::max(0.0F, scroller.content_height - scroller.height));
      if (std::abs(y - state.y) <= kSame) return;
      state.y = y;
      ++state.seq;
      again = again || !open_lists.empty();
      return;
    }
  }
}

void Ui::Core::fill_rects() {
  for (int index = 0; index < tree.count(); ++index) {
    const Box& box = tree.at(index);
    if (box.node == kNoBox) continue;
    const float x = canvas.snap(box.x);
    const float y = canvas.snap(box.y);
    node_at(box.node).rect = {x, y, canvas.snap(box.x + box.width) - x,
                              canvas.snap(box.y + box.height) - y};
    if (node_at(box.node).selectable) {
      const std::span<const TextLine> lines(tree.lines);
      node_at(box.node).breaks =
          breaks_of(tree.text(box.text), lines.subspan(box.lines_begin, box.lines_count));
    }
  }
}

void Ui::Core::collect_requests(PassResult& out) {
  if (!paper_sent || paper_last != theme->paper) {
    out.requests.push_back(ChromeRequest{theme->paper, theme->dark});
    paper_sent = true;
    paper_last = theme->paper;
  }
  if (auto difference = diff.update(nodes)) out.requests.push_back(std::move(*difference));
  for (SetTextRequest& request : set_texts) out.requests.push_back(std::move(request));
}

NodeId Ui::Core::first_in_sheet() const {
  for (std::size_t i = static_cast<std::size_t>(sheet_first_node); i < nodes.size(); ++i) {
    const SemanticsNode& node = nodes[i];
    if (node.focusable && !node.disabled && node.id != sheet_close_id) return node.id;
  }
  return sheet_close_id;
}

void Ui::Core::settle_focus(PassResult& out) {
  if (sheet_id != sheet_before) {
    if (sheet_before == 0) focus_before_sheet = focused;
    if (sheet_id != 0 && focus_wanted == 0) {
      focus_wanted = first_in_sheet();
    }
    if (sheet_id == 0 && focus_wanted == 0 && diff.was_sent(focus_before_sheet)) {
      focus_wanted = focus_before_sheet;
    }
    sheet_before = sheet_id;
    again = true;  // Shortcuts and looks depend on whether there is a sheet.
  }
  if (focus_wanted != 0 && diff.was_sent(focus_wanted)) {
    out.requests.push_back(FocusRequest{focus_wanted});
    pointer_focuses = false;
  }
  if (focused != 0 && !diff.was_sent(focused)) focused = 0;
}

void Ui::Core::forget_unseen() {
  const auto unseen = [this](const auto& entry) { return entry.second.pass != pass; };
  std::erase_if(scrolls, unseen);
  std::erase_if(fields, unseen);
  std::erase_if(lists, unseen);
}

}  // namespace quietroom::ui
