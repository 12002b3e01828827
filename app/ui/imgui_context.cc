#include "app/ui/imgui_context.h"

#include <imgui_internal.h>

namespace quietroom::ui {
namespace {

/// Those of ImGui's own style, in pixels.
constexpr float kCurveTolerance = 1.25F;
constexpr float kCircleError = 0.30F;

}  // namespace

struct ImguiContext::Parts {
  ImFontAtlas atlas;
  ImDrawListSharedData shared;
  /// For the painter's backend alone, which keeps its own things in it. Not initialised: nothing in
  /// it has anything to do.
  ImGuiContext context{&atlas};
  int pass = 0;
};

ImguiContext::ImguiContext() : parts_(std::make_unique<Parts>()) {
  use();
  parts_->context.IO.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;  // See painter.h.
  parts_->atlas.RendererHasTextures = true;
  parts_->atlas.RefCount = 1;
  ImDrawListSharedData& shared = parts_->shared;
  ImFontAtlasAddDrawListSharedData(&parts_->atlas, &shared);
  shared.FontAtlas = &parts_->atlas;
  shared.CurveTessellationTol = kCurveTolerance;
  shared.SetCircleTessellationMaxError(kCircleError);
  // Lines have edges of their own and no texture (fonts.cc); WebGL 2 has no vertex offset.
  shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
}

ImguiContext::~ImguiContext() {
  // Whoever painted is gone: its textures went with its GPU context.
  for (ImTextureData* texture : parts_->atlas.TexList) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->BackendUserData = nullptr;
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImFontAtlasRemoveDrawListSharedData(&parts_->atlas, &parts_->shared);
  if (ImGui::GetCurrentContext() == &parts_->context) ImGui::SetCurrentContext(nullptr);
}

void ImguiContext::use() const {
  ImGui::SetCurrentContext(&parts_->context);
}

ImFontAtlas& ImguiContext::atlas() {
  return parts_->atlas;
}

ImDrawListSharedData& ImguiContext::shared() {
  return parts_->shared;
}

void ImguiContext::begin_pass(float width, float height) {
  use();
  ImFontAtlasUpdateNewFrame(&parts_->atlas, ++parts_->pass, true);
  ImFontAtlasUpdateDrawListsSharedData(&parts_->atlas);
  parts_->shared.ClipRectFullscreen = ImVec4(0, 0, width, height);
}

void ImguiContext::end_pass() {
  ImVector<ImTextureData*>& textures = parts_->context.PlatformIO.Textures;
  textures.resize(0);
  for (ImTextureData* texture : parts_->atlas.TexList) {
    texture->RefCount = 1;  // The backend frees those that one context alone has.
    textures.push_back(texture);
  }
}

}  // namespace quietroom::ui
