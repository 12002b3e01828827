// One box of a pass: what widgets build, the layout places and the canvas draws. Boxes live in one
// array and know each other by index; a pass throws them all away. Internal to app/ui.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/icons.h"
#include "app/ui/layout.h"
#include "app/ui/text_layout.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"
#include "platform/semantics.h"

namespace quietroom::ui {

inline constexpr int kNoBox = -1;

enum class BoxKind : std::uint8_t {
  kColumn,
  kRow,
  kWrap,
  kText,
  kMark,  ///< Something small that is drawn by Mark; its size is min_width by min_height.
};

/// What a kMark box draws.
enum class Mark : std::uint8_t {
  kNothing,  ///< A gap.
  kFill,     ///< A filled rectangle in `ink`.
  kIcon,
  kCheck,     ///< A check box; `on` ticks it.
  kSwitch,    ///< A switch; `on` slides it.
  kRing,      ///< A ring, filled to `fraction`.
  kProgress,  ///< A line, filled to `fraction`.
};

/// Where text bytes of this pass are.
struct TextSlice {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// How a box is painted behind its content.
struct Paint {
  bool filled = false;
  Rgb fill = 0;
  bool framed = false;
  Rgb frame = 0;
  float frame_width = 1;
  float radius = 0;
  bool round_top_only = false;
  float grow_x = 0;  ///< Painted this much over the box's left and right edges,
  float grow_y = 0;  ///< and its upper and lower ones; below 0: inside them.
  Edges edges;       ///< Hairlines.
  Rgb edge = 0;
  bool shadow = false;
};

struct Box {
  BoxKind kind = BoxKind::kColumn;
  int parent = kNoBox, first = kNoBox, last = kNoBox, next = kNoBox;

  // Wishes.
  Extent::Kind wide = Extent::Kind::kAuto;
  Extent::Kind high = Extent::Kind::kAuto;
  float width_wish = 0;   ///< Pixels for kFixed, weight for kGrow.
  float height_wish = 0;  ///< Weight for kGrow.
  float max_width = 0;    ///< 0: none.
  float max_height = 0;   ///< 0: none.
  float min_width = 0;
  float min_height = 0;
  float left = 0, top = 0, right = 0, bottom = 0;  ///< Padding.
  float gap = 0;
  float line_gap = -1;  ///< Of a wrap, between its lines; below 0: as `gap`.
  Align along = Align::kAuto;
  Align across = Align::kAuto;
  Align self = Align::kStart;
  bool scroll = false;   ///< Content may be higher; children's places count from its own corner.
  NodeId scroll_id = 0;  ///< Its node.

  // Content.
  TextSlice text;
  TextStyle style = TextStyle::kBody;
  GlyphWeight weight = GlyphWeight::kRegular;
  float size_px = 17;
  float line_px = 22;
  float ascent_px = 17;  ///< From a line's top to its baseline.
  Align text_align = Align::kStart;
  int lines_max = 0;
  bool strike = false;
  std::uint32_t marks_begin = 0;  ///< Of BoxTree::marks.
  std::uint32_t marks_count = 0;
  bool tabular = false;
  bool whole_lines = false;  ///< Its script must be drawn line by line (runs.h).
  Mark mark = Mark::kNothing;
  Icon icon = Icon::kNone;
  bool on = false;
  float fraction = 0;
  Rgb ink = 0;
  Rgb ink_2 = 0;  ///< A mark's second colour (a ring's track).
  Paint paint;

  int node = kNoBox;        ///< Index of the semantics node that this is the rectangle of.
  float focus_radius = -1;  ///< Of the ring when its node has the keyboard; -1: no ring.

  // Found by the layout. x and y count from the corner of the nearest scrolling box's content.
  float wanted = 0;          ///< Width of the content on one line.
  float least = 0;           ///< Width below which something would be cut.
  float natural = 0;         ///< Height of the content.
  float baseline = 0;        ///< From the top to the first line's baseline; 0: has no text.
  float content_height = 0;  ///< Of a scrolling box.
  float x = 0, y = 0, width = 0, height = 0;
  std::uint32_t lines_begin = 0, lines_count = 0;
  bool elided = false;
};

/// All boxes of one pass with their texts. Emptied, never freed, between passes.
class BoxTree {
 public:
  void clear();
  /// Adds a box under the open one (none: a new root) and returns its index.
  int add(const Box& box);
  void open(int index) { open_.push_back(index); }
  void close() { open_.pop_back(); }
  int current() const { return open_.empty() ? kNoBox : open_.back(); }

  Box& at(int index) { return boxes_[static_cast<std::size_t>(index)]; }
  const Box& at(int index) const { return boxes_[static_cast<std::size_t>(index)]; }
  int count() const { return static_cast<int>(boxes_.size()); }

  /// While it lives, boxes are added to no open box: a root of its own begins.
  class Detached {
   public:
    explicit Detached(BoxTree& tree) : tree_(tree), open_(std::move(tree.open_)) {
      tree_.open_.clear();
    }
    ~Detached() { tree_.open_ = std::move(open_); }
    Detached(const Detached&) = delete;
    Detached& operator=(const Detached&) = delete;

   private:
    BoxTree& tree_;
    std::vector<int> open_;
  };

  /// Keeps a copy of `text` for this pass.
  TextSlice keep(std::string_view text);
  std::string_view text(TextSlice slice) const {
    return std::string_view(texts_).substr(slice.begin, slice.size);
  }

  /// Lines of all texts; a box has [lines_begin, lines_begin + lines_count).
  std::vector<TextLine> lines;
  /// Marks of all texts, likewise.
  std::vector<TextMark> marks;

 private:
  std::vector<Box> boxes_;
  std::vector<int> open_;
  std::string texts_;
};

}  // namespace quietroom::ui
