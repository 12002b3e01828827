// What Ui holds and its widgets share: the boxes and nodes of the pass, who is hovered, pressed and
// focused, what scrolls where. Internal to app/ui; widgets are built from these functions alone.
#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ui/box.h"
#include "app/ui/canvas.h"
#include "app/ui/event_queue.h"
#include "app/ui/fonts.h"
#include "app/ui/imgui_context.h"
#include "app/ui/layout_engine.h"
#include "app/ui/semantics_diff.h"
#include "app/ui/ui.h"

namespace quietroom::ui {

/// Where a scrolling part stands.
struct ScrollState {
  float y = 0;
  float view_height = 0;
  float content_height = 0;
  std::uint32_t seq = 0;       ///< Raised whenever the program moved it.
  bool to_end = false;         ///< Asked for in this pass.
  bool at_end = true;          ///< The person has not scrolled away from its end.
  float y_told = 0;            ///< What the page told last.
  float y_sent = 0;            ///< What the page was told last, with
  std::uint32_t seq_sent = 0;  ///< this number.
  std::uint64_t pass = 0;
};

/// What is seen at the top of a scrolling part before all is laid out anew.
struct ScrollAnchor {
  NodeId scroller = 0;
  NodeId node = 0;
  float offset = 0;  ///< Of the node's top from the part's.
  float height = 0;
};

/// What the page shows in a field, as far as the program decides it.
struct FieldState {
  std::string shown;
  std::uint32_t revision = 0;
  std::string typed;  ///< Not of secret ones: their text now, as far as it was told.
  float width = 0;    ///< Note fields only: in the last pass; 0 before.
  std::uint64_t pass = 0;
};

/// A row of a virtual list.
struct RowState {
  std::uint64_t key = 0;
  std::uint64_t revision = 0;
  float height = 0;
  bool measured = false;  ///< When it was last built; else `height` is a guess, which stays.
};

struct ListState {
  std::vector<RowState> rows;
  float top = 0;            ///< In its scrolling part's content.
  double measured_sum = 0;  ///< For guesses.
  std::size_t measured_count = 0;
  std::uint64_t pass = 0;
};

/// A virtual list that was built in this pass and waits for its layout.
struct OpenList {
  NodeId list = 0;
  NodeId scroller = 0;
  int box = kNoBox;
  std::size_t first = 0, last = 0;  ///< Rows that were built: [first, last).
  std::vector<int> row_boxes;
  std::size_t anchor = 0;  ///< The first row that was visible,
  float anchor_y = 0;      ///< and where it stood in the content.
  float gap = 0;
};

/// A part over everything else.
struct Overlay {
  enum class Kind { kDialog, kSide, kBottom, kToast, kSkipLink };
  Kind kind = Kind::kToast;
  int box = kNoBox;
};

/// How a control looks because of the pointer and the keyboard.
struct Look {
  bool hovered = false;
  bool pressed = false;
  bool focused = false;
};

/// The part that keys are counted in.
struct Scope {
  std::uint64_t path = 0;
  NodeId parent = 0;    ///< For semantics.
  NodeId scroller = 0;  ///< The nearest scrolling part.
};

/// The row that a finger sweeps aside.
struct Swiped {
  NodeId node = 0;  ///< 0: none.
  float x = 0;
  bool acts = false;  ///< The finger has only to be lifted.
  int box = kNoBox;   ///< What goes with it, in this pass.
};

/// The focus ring of the pass, drawn over everything.
struct Ring {
  bool shown = false;
  Rect rect;
  Rect clip;
  float radius = 0;
};

/// Where a control that can be hovered stands in the viewport.
struct Hit {
  NodeId id = 0;
  Rect rect;
};

struct Ui::Core {
  explicit Core(Glyphs& glyphs);

  // --- Events and the pass (core.cc)
  // ---------------------------------------------------------------
  bool feed(const PageEvent& event);
  bool feed_pointer(const PointerEvent& event);
  bool feed_action(const ActionEvent& event);
  bool feed_scroll(const ScrollEvent& event);
  bool feed_swipe(const SwipeEvent& event);
  void begin_pass(std::int64_t now);
  PassResult end_pass();

  // --- After the screen (core_end.cc)
  // --------------------------------------------------------------
  void lay_out();
  void place_overlays();
  void settle_scrolls();
  void settle_list(OpenList& open);
  void keep_anchor(const OpenList& open, const ListState& state);
  void aim_at_row(const OpenList& open, const ListState& state);
  void scroll_into_view();
  void fill_rects();
  void collect_requests(PassResult& out);
  void settle_notes();
  void settle_focus(PassResult& out);
  /// What gets the keyboard when the sheet appears: its first control, rather not the close button.
  NodeId first_in_sheet() const;
  void forget_unseen();

  // --- Keeping the place (scroll_anchor.cc)
  // --------------------------------------------------------
  NodeId scroller_of(const SemanticsNode& node) const;
  void note_anchors();
  void settle_anchors();

  // --- Drawing (core_draw.cc)
  // ----------------------------------------------------------------------
  void draw();
  void draw_box(int index, float dx, float dy);
  void draw_text(const Box& box, float x, float y);
  void draw_text_marks(const Box& box, const TextLine& line, float left, float baseline);
  void draw_mark(const Box& box, float x, float y);
  void draw_paint(const Box& box, const Rect& rect);
  void draw_uncovered(const Rect& row);
  void note_control(const Box& box, const Rect& rect);
  void finish_draw_data();
  NodeId hit_test(float x, float y) const;

  // --- Building (core_build.cc)
  // --------------------------------------------------------------------
  float scale() const { return viewport.text_scale; }
  SizeClass size_class() const;
  /// A token width in pixels, at most the viewport's.
  float width_px(Width width) const;
  /// A length that grows with the text, in whole pixels.
  float scaled(float length) const;
  const Scope& scope() const { return scopes.back(); }
  /// The path of `key` in the current part.
  std::uint64_t path_of(Key key) const { return key.within(scope().path); }
  /// The id that `path` has in this pass.
  static NodeId id_of(std::uint64_t path);
  NodeId id_of(Key key) const { return id_of(path_of(key)); }
  /// Adds a node for `path`; `path` must be new in this pass, or the test's list of duplicates
  /// grows.
  SemanticsNode& add_node(Role role, std::uint64_t path, std::string_view name);
  /// The same for a text without a key: found by its words.
  SemanticsNode& add_text_node(Role role, std::string_view name);
  SemanticsNode& node_at(int index) { return nodes[static_cast<std::size_t>(index)]; }
  int node_index() const { return static_cast<int>(nodes.size()) - 1; }
  /// `body` in a part of its own: keys, parent and, with `scrolls`, scrolling.
  void within(std::uint64_t path, NodeId parent, NodeId scroller, Body body);
  /// `body` in `box`.
  int build(const Box& box, Body body);
  Box box_of(const BoxOptions& options, BoxKind kind) const;
  Box text_box(std::string_view text, const TextOptions& options);
  void add_text(std::string_view text, const TextOptions& options);
  /// Adds a text that is the picture of the last node.
  void add_named(Box box);
  void add_icon(Icon icon, float size, Rgb ink);
  void add_gap(float width, float height);
  Box mark_box(Mark mark, float width, float height) const;
  Rgb ink(Ink token) const { return theme->of(token); }

  Look look(NodeId id, bool disabled) const;
  /// True if the control was used in this pass, by its node or its shortcut.
  bool used(NodeId id, std::string_view shortcut, bool disabled);
  /// True while what lies behind a sheet is being built: nothing there can be used.
  bool is_behind() const { return sheet_before != 0 && sheet_id == 0; }
  void want_focus(NodeId id) { focus_wanted = id; }
  void autofocus(NodeId id, bool wanted);

  // --- Environment -----------------------------------------------------------------------------
  ViewportEvent viewport{1280, 800, 1, 1};
  PreferencesEvent preferences;
  const Theme* theme = nullptr;
  std::int64_t now_ms = 0;
  std::uint64_t pass = 0;

  // --- Tools -----------------------------------------------------------------------------------
  ImguiContext imgui;
  Fonts fonts;
  Runs runs;
  Canvas canvas;
  BoxTree tree;
  LayoutEngine engine;
  EventQueue events;
  SemanticsDiff diff;
  ImDrawData draw_data;
  bool drawn = false;

  // --- The pass at hand
  // ----------------------------------------------------------------------------
  std::vector<SemanticsNode> nodes;
  std::vector<Scope> scopes;
  std::unordered_map<std::uint64_t, int> paths;  ///< Path -> node index.
  std::unordered_map<NodeId, std::uint64_t> ids;
  std::vector<std::string> duplicates;
  std::vector<Overlay> overlays;
  std::vector<OpenList> open_lists;
  std::vector<int> scroll_boxes;
  std::vector<int> note_boxes;  ///< The inner boxes of note fields.
  std::vector<Hit> hits;
  Ring ring;
  std::vector<SetTextRequest> set_texts;
  NodeId scroll_target = 0;
  NodeId focus_wanted = 0;
  std::optional<std::int64_t> wake;
  int root = kNoBox;
  int bottom_bar = kNoBox;  ///< Its box: toasts stand above it.
  int sheet_first_node = kNoBox;
  NodeId sheet_id = 0;
  NodeId sheet_close_id = 0;
  bool again = false;

  // --- What lives longer
  // -----------------------------------------------------------------------------
  std::unordered_map<NodeId, ScrollState> scrolls;
  std::unordered_map<NodeId, FieldState> fields;
  std::unordered_map<NodeId, ListState> lists;
  Swiped swiped;
  NodeId hovered = 0;
  NodeId pressed = 0;
  NodeId focused = 0;
  bool focus_ring = true;  ///< The keyboard moved the focus, not the pointer.
  bool pointer_inside = false;
  bool pointer_touch = false;
  bool pointer_focuses = false;  ///< Pressed, and nothing else since: a focus now is its doing.
  float pointer_x = 0, pointer_y = 0;
  std::vector<ScrollAnchor> anchors;  ///< Until the next pass.
  NodeId sheet_before = 0;            ///< The sheet of the last pass.
  NodeId focus_before_sheet = 0;
  NodeId row_target_list = 0;  ///< A row that is being scrolled to, over passes,
  std::size_t row_target = 0;  ///< and its place.
  std::uint64_t fingerprint = 0;
  bool paper_sent = false;
  Rgb paper_last = 0;
};

}  // namespace quietroom::ui
