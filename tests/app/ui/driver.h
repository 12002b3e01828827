// Drives a screen without a browser: plays the page's part (mirror, focus, fields, scrolling) by
// the messages alone, finds controls by role and name, and checks that what a screen says is sound.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/ui/painter.h"
#include "app/ui/ui.h"
#include "platform/fake/glyphs_fake.h"

namespace quietroom::ui {

class Driver {
 public:
  using Screen = std::function<void(Ui&)>;

  explicit Driver(Screen screen, float width = 1280, float height = 800, float text_scale = 1)
      : ui_(glyphs_), painter_(ui_), screen_(std::move(screen)) {
    REQUIRE(painter_.start().ok());
    viewport_ = {width, height, 1, text_scale};
    send(viewport_);
  }

  Ui& ui() { return ui_; }

  // --- What the page does
  // --------------------------------------------------------------------------

  /// Hands in an event as the page would and runs passes until nothing more is wanted.
  void send(const PageEvent& event) {
    if (ui_.feed(event)) run();
  }
  /// Runs passes until nothing more is wanted, whatever happened.
  void run() {
    for (int i = 0; i < kPassesMax; ++i) {
      if (!run_pass()) {
        if (waiting_.empty()) return;
        std::vector<PageEvent> events = std::move(waiting_);
        waiting_.clear();
        bool any = false;
        for (const PageEvent& event : events) any = ui_.feed(event) || any;
        if (!any) return;
      }
    }
    FAIL("passes do not settle\n" << dump());
  }
  void resize(float width, float height, float text_scale = 1, float pixel_ratio = 1) {
    viewport_ = {width, height, pixel_ratio, text_scale};
    send(viewport_);
  }
  void prefer(const PreferencesEvent& preferences) { send(preferences); }
  /// Time goes on; only wake-ups that were asked for run a pass.
  void advance(std::int64_t by_ms) {
    now_ms_ += by_ms;
    if (wake_ms_ && *wake_ms_ <= now_ms_) run();
  }

  void click(Role role, std::string_view name) { click(get(role, name).id); }
  void click(NodeId id) {
    const SemanticsNode& node = at(id);
    REQUIRE_MESSAGE(node.focusable, "not a control: " << node.name);
    REQUIRE_MESSAGE(!node.disabled, "disabled: " << node.name);
    REQUIRE_MESSAGE(is_reachable(id), "behind a dialog: " << node.name);
    focus(id);
    send(ActionEvent{id, NodeAction::kClick, {}});
  }
  /// The control `from` is dragged onto `to` with the mouse.
  void drag(NodeId from, NodeId to) {
    const std::string drags = at(from).drags;
    REQUIRE_MESSAGE(!drags.empty(), "cannot be dragged: " << at(from).name);
    REQUIRE_MESSAGE(at(to).takes_drops, "takes nothing: " << at(to).name);
    send(ActionEvent{to, NodeAction::kDrop, drags});
  }
  /// The person types until the field `name` holds `text`.
  void type(std::string_view name, std::string text) {
    const NodeId id = get(Role::kTextField, name).id;
    focus(id);
    field_texts_[id] = text;
    send(TextEvent{id, std::move(text)});
  }
  /// Enter in the field `name`.
  void submit(std::string_view name) {
    const SemanticsNode& node = get(Role::kTextField, name);
    REQUIRE_MESSAGE(node.submit_on_enter, "Enter does not submit: " << name);
    const NodeId id = node.id;
    std::string value = std::move(field_texts_[id]);
    field_texts_[id].clear();
    send(ActionEvent{id, NodeAction::kSubmit, std::move(value)});
  }
  void focus(NodeId id) {
    if (focused_ == id) return;
    if (focused_ != 0) send(ActionEvent{focused_, NodeAction::kBlur, {}});
    if (!has(id)) return;
    focused_ = id;
    send(ActionEvent{id, NodeAction::kFocus, {}});
  }
  void scroll(std::string_view name, float y) {
    const SemanticsNode* found = nullptr;
    for (const auto& [id, node] : mirror_) {
      if (node.scrolls && node.name == name) found = &node;
    }
    REQUIRE_MESSAGE(found != nullptr, "nothing scrolls that is called " << name << "\n" << dump());
    const float end = std::max(0.0F, found->content_height - found->rect.height);
    scroll_tops_[found->id] = std::clamp(y, 0.0F, end);
    send(ScrollEvent{found->id, scroll_tops_[found->id]});
  }
  /// A key that no field used: "Alt+Q", "Escape".
  void key(std::string shortcut) {
    KeyEvent event;
    for (std::size_t plus = shortcut.find('+'); plus != std::string::npos && plus > 0;
         plus = shortcut.find('+')) {
      const std::string modifier = shortcut.substr(0, plus);
      event.ctrl = event.ctrl || modifier == "Control";
      event.alt = event.alt || modifier == "Alt";
      event.shift = event.shift || modifier == "Shift";
      shortcut.erase(0, plus + 1);
    }
    event.key = shortcut;
    event.focus = focused_;
    send(event);
  }
  void pick_file(std::string_view button, std::string file_name, Bytes bytes) {
    const SemanticsNode& node = get(Role::kButton, button);
    REQUIRE(node.picks_file);
    send(FileEvent{node.id, std::move(file_name), std::move(bytes)});
  }
  void point(PointerPhase phase, float x, float y, bool touch = false) {
    send(PointerEvent{phase, x, y, touch});
  }

  // --- What the page shows
  // -------------------------------------------------------------------------

  /// These find what can be reached: while a dialog is open, only what is in it.
  const SemanticsNode* find(Role role, std::string_view name) const {
    for (const NodeId id : order_) {
      const SemanticsNode& node = at(id);
      if (node.role == role && node.name == name && is_reachable(id)) return &node;
    }
    return nullptr;
  }
  /// The first node of this role whose name contains `part`.
  const SemanticsNode* find_containing(Role role, std::string_view part) const {
    for (const NodeId id : order_) {
      const SemanticsNode& node = at(id);
      const bool named = node.role == role && node.name.find(part) != std::string::npos;
      if (named && is_reachable(id)) return &node;
    }
    return nullptr;
  }
  std::vector<const SemanticsNode*> find_all(Role role) const {
    std::vector<const SemanticsNode*> out;
    for (const NodeId id : order_) {
      if (at(id).role == role && is_reachable(id)) out.push_back(&at(id));
    }
    return out;
  }
  bool has(Role role, std::string_view name) const { return find(role, name) != nullptr; }
  bool has(NodeId id) const { return mirror_.contains(id); }
  /// False for what the page makes inert: everything outside an open dialog.
  bool is_reachable(NodeId id) const {
    const auto is_dialog = [](const auto& entry) { return entry.second.role == Role::kDialog; };
    if (std::none_of(mirror_.begin(), mirror_.end(), is_dialog)) return true;
    for (; id != 0; id = at(id).parent) {
      if (at(id).role == Role::kDialog) return true;
    }
    return false;
  }
  const SemanticsNode& get(Role role, std::string_view name) const {
    const SemanticsNode* found = find(role, name);
    REQUIRE_MESSAGE(found != nullptr, "no " << role_name(role) << " \"" << name << "\"\n"
                                            << dump());
    return *found;
  }
  const SemanticsNode& at(NodeId id) const { return mirror_.at(id); }
  const std::vector<NodeId>& order() const { return order_; }
  NodeId focused() const { return focused_; }
  /// In how many milliseconds the screen wants to be shown again by itself, if ever.
  std::optional<std::int64_t> wakes_in_ms() const {
    if (!wake_ms_) return std::nullopt;
    return *wake_ms_ - now_ms_;
  }
  /// The text that the page shows in the field `name`.
  std::string field_text(std::string_view name) const {
    return field_texts_.at(get(Role::kTextField, name).id);
  }
  float scroll_top(NodeId id) const {
    const auto at = scroll_tops_.find(id);
    return at == scroll_tops_.end() ? 0 : at->second;
  }
  std::vector<PageRequest> others;  ///< Requests that are not the mirror's.
  std::vector<PageEvent> undelivered;
  int passes = 0;
  int paints = 0;       ///< Passes that changed pixels.
  int differences = 0;  ///< SemanticsRequests.

  /// The tree as text, one node a line, indented.
  std::string dump() const {
    std::string out;
    for (const NodeId id : order_) {
      const SemanticsNode& node = at(id);
      int depth = 0;
      for (NodeId up = node.parent; up != 0; up = mirror_.at(up).parent) ++depth;
      out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + describe(node) + "\n";
    }
    return out;
  }

  // --- What must hold on every screen
  // --------------------------------------------------------------

  /// Nodes that may lie over others (a toast's button).
  std::set<std::string> floating;

  void check_sound() const {
    CAPTURE(viewport_.width);
    CAPTURE(viewport_.text_scale);
    for (const std::string& key : ui_.duplicate_keys()) FAIL_CHECK("key used twice: " << key);
    check_mirror();
    for (const NodeId id : order_) check_node(at(id));
    check_overlaps();
  }

 private:
  static constexpr int kPassesMax = 40;

  /// One pass and what it sends. True if another one is wanted.
  bool run_pass() {
    ++passes;
    ui_.begin_pass(now_ms_);
    screen_(ui_);
    PassResult result = ui_.end_pass();
    for (PageRequest& request : result.requests) take(std::move(request));
    for (PageEvent& event : result.undelivered) undelivered.push_back(std::move(event));
    if (result.pixels_changed) {
      ++paints;
      painter_.paint(static_cast<int>(viewport_.width), static_cast<int>(viewport_.height));
    }
    wake_ms_ = result.wake_ms;
    return result.again;
  }

  void take(PageRequest request) {
    if (auto* change = std::get_if<SemanticsRequest>(&request)) {
      ++differences;
      apply(*change);
    } else if (const auto* focus = std::get_if<FocusRequest>(&request)) {
      REQUIRE_MESSAGE(has(focus->node), "focus on a node that is not there");
      if (focused_ == focus->node) return;
      if (focused_ != 0) waiting_.push_back(ActionEvent{focused_, NodeAction::kBlur, {}});
      focused_ = focus->node;
      waiting_.push_back(ActionEvent{focused_, NodeAction::kFocus, {}});
    } else if (auto* text = std::get_if<SetTextRequest>(&request)) {
      REQUIRE(has(text->node));
      field_texts_[text->node] = text->value;
    } else {
      others.push_back(std::move(request));
    }
  }

  void apply(const SemanticsRequest& change) {
    for (const NodeId id : change.removed) {
      REQUIRE_MESSAGE(mirror_.erase(id) == 1, "removed a node that was not there");
      field_texts_.erase(id);
      scroll_tops_.erase(id);
      if (focused_ == id) focused_ = 0;
    }
    for (const SemanticsNode& node : change.changed) {
      const auto before = mirror_.find(node.id);
      const bool is_new = before == mirror_.end();
      if (is_new && node.field != FieldKind::kNone) field_texts_[node.id] = node.value;
      if (node.scrolls &&
          (is_new ? node.scroll_seq != 0 : node.scroll_seq != before->second.scroll_seq)) {
        scroll_tops_[node.id] = node.scroll_y;
        waiting_.push_back(ScrollEvent{node.id, node.scroll_y});
      }
      mirror_[node.id] = node;
    }
    if (!change.order.empty()) order_ = change.order;
    REQUIRE(order_.size() == mirror_.size());
  }

  std::string describe(const SemanticsNode& node) const {
    std::string out(role_name(node.role));
    if (!node.name.empty()) out += " \"" + node.name + "\"";
    if (!node.value.empty()) out += " = \"" + node.value + "\"";
    if (!node.description.empty()) out += " (" + node.description + ")";
    if (node.checked == Tristate::kTrue) out += " checked";
    if (node.current == Tristate::kTrue) out += " current";
    if (node.expanded == Tristate::kTrue) out += " expanded";
    if (node.disabled) out += " disabled";
    if (node.invalid) out += " invalid";
    if (node.id == focused_) out += " focused";
    if (node.set_size != 0) {
      out += " " + std::to_string(node.position) + "/" + std::to_string(node.set_size);
    }
    const auto whole = [](float v) { return std::to_string(std::lround(v)); };
    out += " [" + whole(node.rect.x) + " " + whole(node.rect.y) + " " + whole(node.rect.width) +
           " " + whole(node.rect.height) + "]";
    if (node.scrolls) out += " scrolls " + whole(node.content_height);
    return out;
  }

  void check_mirror() const {
    const std::vector<SemanticsNode>& tree = ui_.tree();
    REQUIRE(order_.size() == tree.size());
    std::set<NodeId> before;
    for (std::size_t i = 0; i < tree.size(); ++i) {
      REQUIRE(order_[i] == tree[i].id);
      CHECK_MESSAGE(at(order_[i]) == tree[i], "mirror differs: " << describe(tree[i]));
      CHECK_MESSAGE((tree[i].parent == 0 || before.contains(tree[i].parent)),
                    "comes before its parent: " << describe(tree[i]));
      before.insert(tree[i].id);
    }
  }

  const SemanticsNode* scroller_of(const SemanticsNode& node) const {
    for (NodeId up = node.parent; up != 0; up = at(up).parent) {
      if (at(up).scrolls) return &at(up);
    }
    return nullptr;
  }

  void check_node(const SemanticsNode& node) const {
    const std::string what = describe(node);
    CAPTURE(what);
    const Rect& rect = node.rect;
    if (node.focusable) {
      CHECK_FALSE(node.name.empty());
      CHECK(rect.width >= 24);
      CHECK(rect.height >= 24);
      const float target = 44 * std::min(1.0F, viewport_.text_scale);
      if (node.role != Role::kTextField) CHECK(rect.height >= target - 0.5F);
      if (node.role == Role::kButton) CHECK(rect.width >= target - 0.5F);
    }
    if (node.role == Role::kText) CHECK_FALSE(node.name.empty());
    const bool parked = rect.y + rect.height <= 0;  // A skip link without the keyboard.
    const SemanticsNode* scroller = scroller_of(node);
    if (scroller == nullptr || parked) return;
    CHECK(rect.x >= -0.5F);
    CHECK(rect.y >= -0.5F);
    CHECK(rect.x + rect.width <= scroller->rect.width + 0.5F);
    CHECK(rect.y + rect.height <= scroller->content_height + 0.5F);
  }

  void check_overlaps() const {
    std::vector<const SemanticsNode*> controls;
    for (const NodeId id : order_) {
      const SemanticsNode& node = at(id);
      if (node.focusable && !node.disabled && is_reachable(id) && !floating.contains(node.name) &&
          node.rect.y + node.rect.height > 0) {
        controls.push_back(&node);
      }
    }
    for (std::size_t i = 0; i < controls.size(); ++i) {
      for (std::size_t j = i + 1; j < controls.size(); ++j) {
        const Rect& a = controls[i]->rect;
        const Rect& b = controls[j]->rect;
        if (scroller_of(*controls[i]) != scroller_of(*controls[j])) continue;
        const float wide = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
        const float high = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
        CHECK_MESSAGE((wide <= 1 || high <= 1), describe(*controls[i])
                                                    << " overlaps " << describe(*controls[j]));
      }
    }
  }

  FakeGlyphs glyphs_;
  Ui ui_;
  Painter painter_;
  Screen screen_;
  ViewportEvent viewport_;
  std::int64_t now_ms_ = 1000;
  std::optional<std::int64_t> wake_ms_;
  std::vector<PageEvent> waiting_;  // What the page answers to requests.
  std::map<NodeId, SemanticsNode> mirror_;
  std::vector<NodeId> order_;
  std::map<NodeId, std::string> field_texts_;
  std::map<NodeId, float> scroll_tops_;
  NodeId focused_ = 0;
};

}  // namespace quietroom::ui
