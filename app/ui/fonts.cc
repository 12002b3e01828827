#include "app/ui/fonts.h"

#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

#include "platform/base/check.h"

namespace quietroom::ui {
namespace {

constexpr ImU32 kIconFace = 2;

// ImGui indexes glyphs by an array as long as the largest code point, so icons are numbered in a
// face of their own instead of from the private-use plane (six megabytes a size). Not from 1: what
// has the number of a blank is never drawn.
constexpr ImWchar kIconNumberFirst = 0x100;

constexpr bool is_icon_number(ImWchar code_point) {
  return code_point >= kIconNumberFirst &&
         code_point < kIconNumberFirst + static_cast<ImWchar>(Icon::kCount);
}

constexpr char32_t seam_code_point(bool is_icon, ImWchar code_point) {
  return is_icon ? kIconFirst + static_cast<char32_t>(code_point - kIconNumberFirst)
                 : static_cast<char32_t>(code_point);
}

bool source_init(ImFontAtlas*, ImFontConfig*) {
  return true;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig* source, ImWchar code_point) {
  return source->FontNo != kIconFace || is_icon_number(code_point);
}

GlyphWeight weight_of(const ImFontConfig& source) {
  return source.FontNo == 1 ? GlyphWeight::kSemibold : GlyphWeight::kRegular;
}

bool baked_init(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*) {
  Glyphs& glyphs = *static_cast<Glyphs*>(atlas->UserData);
  const FontMetrics metrics = glyphs.metrics(weight_of(*source), baked->Size);
  baked->Ascent = metrics.ascent;
  baked->Descent = -metrics.descent;
  baked->LoadNoRenderOnLayout = true;  // Measuring a long list must not draw it.
  return true;
}

/// Puts `image` into the atlas. False if there is no room left in the largest texture.
bool pack(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, const GlyphImage& image,
          ImFontGlyph* out) {
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, image.width, image.height);
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  const float density = baked->RasterizerDensity;
  out->X0 = image.left / density;
  out->Y0 = image.top / density;  // From the baseline: we place glyphs ourselves.
  out->X1 = out->X0 + static_cast<float>(image.width) / density;
  out->Y1 = out->Y0 + static_cast<float>(image.height) / density;
  out->Visible = true;
  out->Colored = image.colored;
  out->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, out, rect, image.rgba.data(),
                                     ImTextureFormat_RGBA32, image.width * 4);
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*,
                ImWchar code_point, ImFontGlyph* out, float* out_advance) {
  Glyphs& glyphs = *static_cast<Glyphs*>(atlas->UserData);
  const bool is_icon = source->FontNo == kIconFace;
  if (is_icon && !is_icon_number(code_point)) return false;
  const char32_t code = seam_code_point(is_icon, code_point);
  const float advance =
      is_icon ? baked->Size : glyphs.advance(code, weight_of(*source), baked->Size);
  if (out_advance != nullptr) {
    *out_advance = advance;
    return true;
  }
  out->Codepoint = code_point & 0x1FFFFF;
  out->AdvanceX = advance;
  GlyphImage image;
  if (!glyphs.draw(code, weight_of(*source), baked->Size * baked->RasterizerDensity, image)) {
    return true;  // Blank: an advance and nothing else.
  }
  if (image.width <= 0 || image.height <= 0) return true;
  return pack(atlas, source, baked, image, out);
}

/// Of every source of ours.
const ImFontLoader& our_loader() {
  static const ImFontLoader instance = [] {
    ImFontLoader made;
    made.Name = "quietroom glyphs";
    made.FontSrcInit = source_init;
    made.FontSrcContainsGlyph = contains_glyph;
    made.FontBakedInit = baked_init;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return instance;
}

}  // namespace

Fonts::Fonts(ImFontAtlas& atlas, Glyphs& glyphs) : glyphs_(glyphs) {
  atlas.UserData = &glyphs_;
  // Mouse cursors are the page's; lines are drawn with their own edges (our fringe is in device
  // pixels).
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  for (int face = 0; face < kFaceCount; ++face) {
    ImFontConfig config;
    config.FontNo = static_cast<ImU32>(face);
    config.SizePixels = type_of(TextStyle::kBody).size_px;
    config.FontLoader = &our_loader();
    config.PixelSnapH = false;
    faces_[face] = atlas.AddFont(&config);
    CHECK_THAT(faces_[face] != nullptr, "the glyph atlas takes our fonts");
  }
}

ImFontBaked* Fonts::baked(Face face, float size_px) {
  return faces_[face]->GetFontBaked(size_px, density_);
}

float Fonts::advance(char32_t code_point, GlyphWeight weight, float size_px) {
  const Face face = weight == GlyphWeight::kSemibold ? kSemibold : kRegular;
  return baked(face, size_px)->GetCharAdvance(static_cast<ImWchar>(code_point));
}

LineMetrics Fonts::metrics(GlyphWeight weight, float size_px) {
  const Face face = weight == GlyphWeight::kSemibold ? kSemibold : kRegular;
  const ImFontBaked* from = baked(face, size_px);
  return {from->Ascent, -from->Descent};
}

const ImFontGlyph* Fonts::glyph(char32_t code_point, GlyphWeight weight, float size_px) {
  const Face face = weight == GlyphWeight::kSemibold ? kSemibold : kRegular;
  const ImFontGlyph* found =
      baked(face, size_px)->FindGlyphNoFallback(static_cast<ImWchar>(code_point));
  return found != nullptr && found->Visible ? found : nullptr;
}

const ImFontGlyph* Fonts::icon(Icon icon, float size_px) {
  const ImWchar code = kIconNumberFirst + static_cast<ImWchar>(icon);
  const ImFontGlyph* found = baked(kIcons, size_px)->FindGlyphNoFallback(code);
  return found != nullptr && found->Visible ? found : nullptr;
}

}  // namespace quietroom::ui

// ImGui asks for this one where an atlas has none, and then links no rasteriser of its own.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
  return &quietroom::ui::our_loader();
}
