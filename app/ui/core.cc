#include "app/ui/core.h"

#include <algorithm>
#include <utility>

#include "platform/base/check.h"

namespace quietroom::ui {
namespace {

constexpr std::uint64_t kRootPath = 0x2545F4914F6CDD1DULL;
constexpr float kDensityMin = 0.5F;
constexpr float kDensityMax = 4;
constexpr float kAtEnd = 2;     ///< Browsers round.
constexpr float kNearEnd = 24;  ///< Who comes so near wants to be there.

}  // namespace

Ui::Core::Core(Glyphs& glyphs)
    : theme(&theme_for({})),
      fonts(imgui.atlas(), glyphs),
      runs(imgui.atlas(), glyphs),
      canvas(fonts, runs),
      engine(tree, fonts, runs) {}

// --- Events --------------------------------------------------------------------------------------

bool Ui::Core::feed(const PageEvent& event) {
  if (const auto* size = std::get_if<ViewportEvent>(&event)) {
    if (viewport.width != size->width || viewport.text_scale != size->text_scale) note_anchors();
    viewport = *size;
    viewport.width = std::max(1.0F, viewport.width);
    viewport.height = std::max(1.0F, viewport.height);
    viewport.pixel_ratio = std::clamp(viewport.pixel_ratio, kDensityMin, kDensityMax);
    viewport.text_scale = std::clamp(viewport.text_scale, 0.8F, 2.0F);
    return true;
  }
  if (const auto* wishes = std::get_if<PreferencesEvent>(&event)) {
    preferences = *wishes;
    theme = &theme_for(preferences);
    return true;
  }
  if (const auto* pointer = std::get_if<PointerEvent>(&event)) return feed_pointer(*pointer);
  if (const auto* scrolled = std::get_if<ScrollEvent>(&event)) return feed_scroll(*scrolled);
  if (const auto* swipe = std::get_if<SwipeEvent>(&event)) return feed_swipe(*swipe);
  if (const auto* action = std::get_if<ActionEvent>(&event)) return feed_action(*action);
  if (std::holds_alternative<KeyEvent>(event)) pointer_focuses = false;
  if (std::holds_alternative<TextEvent>(event) || std::holds_alternative<KeyEvent>(event) ||
      std::holds_alternative<FileEvent>(event)) {
    events.push(event);
    return true;
  }
  return false;
}

bool Ui::Core::feed_pointer(const PointerEvent& event) {
  const NodeId hovered_before = hovered;
  const NodeId pressed_before = pressed;
  pointer_x = event.x;
  pointer_y = event.y;
  pointer_inside = event.phase != PointerPhase::kLeave;
  pointer_touch = event.touch;
  hovered = pointer_inside ? hit_test(event.x, event.y) : 0;
  if (event.phase == PointerPhase::kDown) {
    pressed = hovered;
    pointer_focuses = true;
  } else if (event.phase != PointerPhase::kMove) {
    pressed = 0;
    if (!pointer_inside) pointer_focuses = false;
  } else if (pressed == 0 && !event.touch) {
    pointer_focuses = false;  // A finger's focus comes after it was lifted, with no move between.
  }
  return hovered != hovered_before || pressed != pressed_before;
}

bool Ui::Core::feed_scroll(const ScrollEvent& event) {
  const auto at = scrolls.find(event.node);
  if (at == scrolls.end()) return false;
  ScrollState& state = at->second;
  // A finger leaves the end in steps of a few pixels: any step up counts. A step down does not lead
  // away, even if it ends above the end: that has moved on meanwhile.
  const float below = state.content_height - state.view_height - event.y;
  const bool up = event.y < state.y_told;
  if (below < kAtEnd || !up) {
    state.at_end = state.at_end || below < kNearEnd;
  } else {
    state.at_end = false;
  }
  state.y_told = event.y;
  if (state.y == event.y) return false;
  state.y = event.y;
  return true;
}

bool Ui::Core::feed_swipe(const SwipeEvent& event) {
  const Swiped before = std::exchange(swiped, {});
  if (event.x != 0) {
    swiped.node = event.node;
    swiped.x = event.x;
    swiped.acts = event.acts;
  }
  return swiped.node != before.node || swiped.x != before.x || swiped.acts != before.acts;
}

bool Ui::Core::feed_action(const ActionEvent& event) {
  if (event.action == NodeAction::kFocus) {
    focused = event.node;
    focus_ring = !pointer_focuses;
    return true;
  }
  if (event.action == NodeAction::kBlur) {
    if (focused == event.node) focused = 0;
    return true;
  }
  events.push(event);
  return true;
}

// --- The pass ------------------------------------------------------------------------------------

void Ui::Core::begin_pass(std::int64_t now) {
  CHECK_THAT(scopes.empty(), "passes do not nest");
  ++pass;
  now_ms = now;
  swiped.box = kNoBox;
  fonts.set_density(viewport.pixel_ratio);
  imgui.begin_pass(viewport.width, viewport.height);
  runs.begin_pass(viewport.pixel_ratio);

  tree.clear();
  nodes.clear();
  paths.clear();
  ids.clear();
  duplicates.clear();
  overlays.clear();
  open_lists.clear();
  scroll_boxes.clear();
  note_boxes.clear();
  set_texts.clear();
  scroll_target = 0;
  focus_wanted = 0;
  wake.reset();
  bottom_bar = kNoBox;
  sheet_first_node = kNoBox;
  sheet_id = 0;
  sheet_close_id = 0;
  again = false;
  events.begin_pass();

  scopes.push_back({kRootPath, 0, 0});
  SemanticsNode& node = add_node(Role::kGroup, Key("root").within(kRootPath), {});
  node.scrolls = true;
  Box box;
  box.paint.filled = true;
  box.paint.fill = theme->paper;
  box.scroll = true;
  box.scroll_id = node.id;
  box.node = node_index();
  root = tree.add(box);
  tree.open(root);
  scroll_boxes.push_back(root);
  scrolls[node.id].pass = pass;
  scopes.push_back({kRootPath, node.id, node.id});
}

PassResult Ui::Core::end_pass() {
  CHECK_THAT(scopes.size() == 2, "a pass ends where it began");
  tree.close();
  scopes.clear();
  PassResult out;
  lay_out();
  settle_scrolls();
  settle_notes();
  fill_rects();
  draw();
  imgui.end_pass();
  finish_draw_data();
  collect_requests(out);
  settle_focus(out);
  forget_unseen();

  const std::uint64_t now_drawn = canvas.fingerprint();
  out.pixels_changed = !drawn || now_drawn != fingerprint;
  fingerprint = now_drawn;
  drawn = true;

  again = again || events.was_taken();
  if (auto left = events.end_pass()) out.undelivered.push_back(std::move(*left));
  if (pointer_inside) {
    const NodeId under = hit_test(pointer_x, pointer_y);
    if (under != hovered) {
      hovered = under;
      again = true;
    }
  }
  out.again = again || events.is_waiting();
  out.wake_ms = wake;
  return out;
}

}  // namespace quietroom::ui
