#include "app/ui/painter.h"

#include <imgui.h>

#include "app/ui/core.h"

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>
#endif

namespace quietroom::ui {

#ifdef __EMSCRIPTEN__

Painter::~Painter() {
  lost();
}

Status Painter::start() {
  ui_.core().imgui.use();
  if (!ImGui_ImplOpenGL3_Init("#version 300 es") || !ImGui_ImplOpenGL3_CreateDeviceObjects()) {
    return Error{ErrorCode::kUnsupported, "start painting: shaders"};
  }
  // After a loss the atlas is uploaded anew by the next paint, without a pass in between.
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_Destroyed) {
      texture->SetStatus(ImTextureStatus_WantCreate);
    }
  }
  started_ = true;
  return {};
}

void Painter::lost() {
  if (!started_) return;
  started_ = false;
  ui_.core().imgui.use();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;  // Passes go on.
}

void Painter::paint(int width_px, int height_px) {
  ImDrawData* data = ui_.draw_data();
  if (!started_ || data == nullptr || width_px <= 0 || height_px <= 0) return;
  ui_.core().imgui.use();
  const Rgb paper = ui_.theme().paper;
  const auto channel = [paper](int shift) {
    return static_cast<float>((paper >> shift) & 0xFF) / 255.0F;
  };
  glDisable(GL_SCISSOR_TEST);
  glClearColor(channel(16), channel(8), channel(0), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  // The framebuffer's size is a whole number of pixels, the viewport's times the ratio may not be;
  // the small addition keeps the backend's truncation from losing a pixel.
  data->FramebufferScale = ImVec2((static_cast<float>(width_px) + 0.01F) / data->DisplaySize.x,
                                  (static_cast<float>(height_px) + 0.01F) / data->DisplaySize.y);
  ImGui_ImplOpenGL3_RenderDrawData(data);
}

#else

Painter::~Painter() {
  lost();
}

Status Painter::start() {
  started_ = true;
  return {};
}

void Painter::lost() {
  started_ = false;
}

void Painter::paint(int width_px, int height_px) {
  ImDrawData* data = ui_.draw_data();
  if (!started_ || data == nullptr || width_px <= 0 || height_px <= 0) return;
  for (ImTextureData* texture : *data->Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_OK) {
      if (texture->TexID == ImTextureID_Invalid) {
        texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID) + 1);
      }
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

#endif

}  // namespace quietroom::ui
