// Gives every box its place: what each wants (bottom up), widths (top down), heights (bottom up),
// places (top down). Exact in one go. Internal to app/ui.
#pragma once

#include "app/ui/box.h"
#include "app/ui/fonts.h"
#include "app/ui/runs.h"

namespace quietroom::ui {

class LayoutEngine {
 public:
  LayoutEngine(BoxTree& tree, Fonts& fonts, Runs& runs) : tree_(tree), fonts_(fonts), runs_(runs) {}

  /// Lays `root` out in `width` by at least `height` pixels at (x, y); what is higher grows below.
  /// `least_scroll`: the height in pixels that a scrolling part keeps when there is no room.
  void run(int root, float x, float y, float width, float height, float least_scroll);
  /// Lays `root` out for `width`, as high as its content but at most `height_max`; then at (0, 0).
  void run_content(int root, float width, float height_max, float least_scroll);
  /// Moves what was laid out.
  void move(int root, float dx, float dy);

 private:
  void want(int index);
  void want_text(Box& box);
  float widest_whole_line(const Box& box, float otherwise);
  void give_width(int index, float width);
  void widths_in_column(const Box& box, float inner);
  void widths_in_row(int index, float inner);
  void widths_in_wrap(const Box& box, float inner);
  void find_height(int index);
  void break_lines(Box& box);
  /// The same where lines are drawn whole. False if the glyph seam cannot.
  bool break_whole_lines(Box& box);
  float height_of_row(const Box& box);
  float height_of_wrap(const Box& box);
  void place(int index, float x, float y, float height);
  void place_column(const Box& box, float x, float y, float height);
  void place_row(const Box& box, float x, float y, float height);
  void place_wrap(const Box& box, float x, float y);
  /// One line of a row or wrap: children from `from` until before `until`.
  void place_line(const Box& box, int from, int until, float x, float y, float height);
  float line_height(int from, int until, bool baseline) const;

  BoxTree& tree_;
  Fonts& fonts_;
  Runs& runs_;
  float least_scroll_ = 0;
};

}  // namespace quietroom::ui
