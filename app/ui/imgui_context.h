// What we use of Dear ImGui: draw lists and the glyph atlas. Its windows, widgets and input are
// not, and without ImGui::NewFrame() nothing of them is linked (docs/decisions/0019). Internal to
// app/ui.
#pragma once

#include <imgui.h>

#include <memory>

namespace quietroom::ui {

class ImguiContext {
 public:
  ImguiContext();
  ~ImguiContext();
  ImguiContext(const ImguiContext&) = delete;
  ImguiContext& operator=(const ImguiContext&) = delete;

  /// Makes it ImGui's current one: several may live at once (tests).
  void use() const;
  ImFontAtlas& atlas();
  /// What all draw lists share.
  ImDrawListSharedData& shared();

  /// Before anything is measured or drawn in a pass, and when all of it is.
  void begin_pass(float width, float height);
  void end_pass();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace quietroom::ui
