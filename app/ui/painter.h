// Paints the newest pass: WebGL 2 in web builds; in native ones there is no GPU, and painting only
// does the bookkeeping of glyph textures that the atlas expects of its renderer. The canvas and its
// context are platform/web's.
#pragma once

#include "app/ui/ui.h"
#include "platform/base/result.h"

namespace quietroom::ui {

class Painter {
 public:
  /// `ui` outlives the Painter.
  explicit Painter(Ui& ui) : ui_(ui) {}
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  /// The current GL context is there (first time, or again after a loss). Errors: kUnsupported if
  /// its shaders cannot be made.
  Status start();
  /// The context was lost: everything in it is gone. Paints do nothing until start().
  void lost();
  /// Draws the newest pass over all of the current framebuffer, `width_px` by `height_px` device
  /// pixels. Nothing before start() or before the first pass.
  void paint(int width_px, int height_px);

 private:
  Ui& ui_;
  bool started_ = false;
};

}  // namespace quietroom::ui
