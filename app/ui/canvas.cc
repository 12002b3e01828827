#include "app/ui/canvas.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "app/ui/text_layout.h"
#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

// Indices are 16 bits wide and WebGL 2 has no base vertex, so a list ends well before 65,536.
constexpr int kVerticesMax = 40000;

ImU32 to_imgui(Rgb colour, int percent = 100) {
  const ImU32 alpha = static_cast<ImU32>(percent) * 255 / 100;
  return IM_COL32((colour >> 16) & 0xFF, (colour >> 8) & 0xFF, colour & 0xFF, alpha);
}

std::uint64_t mix(std::uint64_t hash, const void* data, std::size_t size_bytes) {
  const auto* at = static_cast<const unsigned char*>(data);
  std::uint64_t word = 0;
  for (; size_bytes >= 8; size_bytes -= 8, at += 8) {
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0x9FB21C651E98DF25ULL;
    hash ^= hash >> 32;
  }
  word = size_bytes;
  std::memcpy(&word, at, size_bytes);
  hash = (hash ^ word) * 0x9FB21C651E98DF25ULL;
  return hash ^ (hash >> 29);
}

}  // namespace

void Canvas::begin(ImDrawListSharedData& shared, float width, float height) {
  shared_ = &shared;
  used_.clear();
  clips_.assign(1, ImVec4(0, 0, width, height));
  start_list();
}

void Canvas::start_list() {
  const std::size_t index = used_.size();
  if (index == owned_.size()) owned_.push_back(std::make_unique<ImDrawList>(shared_));
  ImDrawList& made = *owned_[index];
  made._ResetForNewFrame();
  made._FringeScale = 1.0F / fonts_.density();
  made.PushTexture(shared_->FontAtlas->TexRef);
  const ImVec4& clip = clips_.back();
  made.PushClipRect(ImVec2(clip.x, clip.y), ImVec2(clip.z, clip.w));
  used_.push_back(&made);
}

ImDrawList& Canvas::list() {
  if (used_.back()->VtxBuffer.Size > kVerticesMax) start_list();
  return *used_.back();
}

std::uint64_t Canvas::fingerprint() const {
  std::uint64_t hash = 0x51ED270B35A2C4D1ULL;
  for (const ImDrawList* drawn : used_) {
    for (const ImDrawCmd& command : drawn->CmdBuffer) {
      hash = mix(hash, &command.ClipRect, sizeof command.ClipRect);
      hash = mix(hash, &command.ElemCount, sizeof command.ElemCount);
      const ImTextureData* texture = command.TexRef._TexData;
      if (texture != nullptr) hash = mix(hash, &texture->UniqueID, sizeof texture->UniqueID);
    }
    hash = mix(hash, drawn->VtxBuffer.Data,
               static_cast<std::size_t>(drawn->VtxBuffer.Size) * sizeof(ImDrawVert));
    hash = mix(hash, drawn->IdxBuffer.Data,
               static_cast<std::size_t>(drawn->IdxBuffer.Size) * sizeof(ImDrawIdx));
  }
  return hash;
}

void Canvas::push_clip(const Rect& rect) {
  const ImVec4 outer = clips_.back();
  ImVec4 clip(std::max(outer.x, snap(rect.x)), std::max(outer.y, snap(rect.y)),
              std::min(outer.z, snap(rect.x + rect.width)),
              std::min(outer.w, snap(rect.y + rect.height)));
  clip.z = std::max(clip.z, clip.x);
  clip.w = std::max(clip.w, clip.y);
  clips_.push_back(clip);
  used_.back()->PushClipRect(ImVec2(clip.x, clip.y), ImVec2(clip.z, clip.w));
}

void Canvas::pop_clip() {
  clips_.pop_back();
  // A list started since has the clip only as its first one: set it anew instead of popping.
  const ImVec4& clip = clips_.back();
  used_.back()->PushClipRect(ImVec2(clip.x, clip.y), ImVec2(clip.z, clip.w));
}

bool Canvas::is_clipped(const Rect& rect) const {
  const ImVec4& clip = clips_.back();
  return rect.x >= clip.z || rect.y >= clip.w || rect.x + rect.width <= clip.x ||
         rect.y + rect.height <= clip.y;
}

Rect Canvas::clip() const {
  const ImVec4& clip = clips_.back();
  return {clip.x, clip.y, clip.z - clip.x, clip.w - clip.y};
}

Rect Canvas::clipped(const Rect& rect) const {
  const ImVec4& clip = clips_.back();
  const float x = std::max(rect.x, clip.x);
  const float y = std::max(rect.y, clip.y);
  return {x, y, std::max(0.0F, std::min(rect.x + rect.width, clip.z) - x),
          std::max(0.0F, std::min(rect.y + rect.height, clip.w) - y)};
}

float Canvas::snap(float value) const {
  return std::round(value * fonts_.density()) / fonts_.density();
}

void Canvas::fill(const Rect& rect, Rgb colour, float radius, int percent, bool round_top_only) {
  const ImVec2 from(snap(rect.x), snap(rect.y));
  const ImVec2 to(snap(rect.x + rect.width), snap(rect.y + rect.height));
  const float round = std::min({radius, (to.x - from.x) / 2, (to.y - from.y) / 2});
  list().AddRectFilled(from, to, to_imgui(colour, percent), round,
                       round_top_only ? ImDrawFlags_RoundCornersTop : ImDrawFlags_None);
}

void Canvas::frame(const Rect& rect, Rgb colour, float radius, float width) {
  const float wide = std::max(snap(width), 1.0F / fonts_.density());
  const float x1 = snap(rect.x) + wide / 2;
  const float y1 = snap(rect.y) + wide / 2;
  const float x2 = snap(rect.x + rect.width) - wide / 2;
  const float y2 = snap(rect.y + rect.height) - wide / 2;
  const float round =
      std::max(0.0F, std::min({radius, rect.width / 2, rect.height / 2}) - wide / 2);
  ImDrawList& to = list();
  // AddRect shifts by half a pixel for crispness at density 1; our corners are placed already.
  to.PathRect(ImVec2(x1, y1), ImVec2(x2, y2), round);
  to.PathStroke(to_imgui(colour), ImDrawFlags_Closed, wide);
}

void Canvas::shadow(const Rect& rect, float radius, bool dark) {
  constexpr int kSteps = 8;
  for (int step = kSteps; step >= 1; --step) {
    const float by = static_cast<float>(step) * 2;
    fill({rect.x - by, rect.y - by + 4, rect.width + 2 * by, rect.height + 2 * by}, 0x000000,
         radius + by, dark ? 4 : 1);
  }
}

void Canvas::line(float x1, float y1, float x2, float y2, Rgb colour, float width) {
  const float wide = std::max(snap(width), 1.0F / fonts_.density());
  if (y1 == y2) {
    fill({x1, y1, x2 - x1, wide}, colour);
  } else if (x1 == x2) {
    fill({x1, y1, wide, y2 - y1}, colour);
  } else {
    list().AddLine(ImVec2(x1, y1), ImVec2(x2, y2), to_imgui(colour), wide);
  }
}

void Canvas::arc(float x, float y, float radius, float fraction, Rgb colour, float width) {
  if (fraction <= 0) return;
  constexpr float kPi = 3.14159265F;
  const float from = -kPi / 2;
  const float turn = 2 * kPi * std::min(fraction, 1.0F);
  ImDrawList& to = list();
  to.PathArcTo(ImVec2(x, y), radius, from, from + turn, 48);
  to.PathStroke(to_imgui(colour), ImDrawFlags_None, width);
}

void Canvas::tick(const Rect& rect, Rgb colour, float width) {
  ImDrawList& to = list();
  const float unit = rect.width / 18;
  to.PathLineTo(ImVec2(rect.x + 4.2F * unit, rect.y + 9.4F * unit));
  to.PathLineTo(ImVec2(rect.x + 7.6F * unit, rect.y + 12.8F * unit));
  to.PathLineTo(ImVec2(rect.x + 14.0F * unit, rect.y + 5.6F * unit));
  to.PathStroke(to_imgui(colour), ImDrawFlags_None, width);
}

void Canvas::glyph_quad(const ImFontGlyph& glyph, float x, float y, ImU32 colour) {
  const float left = snap(x + glyph.X0);
  const float top = snap(y + glyph.Y0);
  const ImVec2 to(left + (glyph.X1 - glyph.X0), top + (glyph.Y1 - glyph.Y0));
  ImDrawList& on = list();
  on.PrimReserve(6, 4);
  on.PrimRectUV(ImVec2(left, top), to, ImVec2(glyph.U0, glyph.V0), ImVec2(glyph.U1, glyph.V1),
                glyph.Colored ? colour | ~static_cast<ImU32>(IM_COL32_A_MASK) : colour);
}

bool Canvas::text_picture(float x, float y, std::string_view text, const TextPaint& paint) {
  RunPicture picture;
  const GlyphRun run{text, paint.weight, paint.size_px, paint.right_to_left, paint.colour};
  if (!runs_.find(run, picture)) return false;
  const float left = snap(x + picture.left);
  const float top = snap(y + picture.top);
  ImDrawList& on = list();
  on.PrimReserve(6, 4);
  on.PrimRectUV(ImVec2(left, top), ImVec2(left + picture.width, top + picture.height), picture.uv_0,
                picture.uv_1, IM_COL32_WHITE);
  return true;
}

void Canvas::text(float x, float y, std::string_view text, const TextPaint& paint) {
  if (paint.whole && text_picture(x, y, text, paint)) return;
  const ImU32 colour = to_imgui(paint.colour);
  const float digit = paint.tabular ? fonts_.advance(U'0', paint.weight, paint.size_px) : 0;
  float pen = x;
  while (!text.empty()) {
    const char32_t c = *next_code_point(text);
    if (is_invisible(c)) continue;
    const bool joins = joins_previous(c);
    const float own = fonts_.advance(c, paint.weight, paint.size_px);
    const bool figure = paint.tabular && c >= '0' && c <= '9';
    const ImFontGlyph* glyph = fonts_.glyph(c, paint.weight, paint.size_px);
    if (glyph != nullptr) {
      const float at = figure ? pen + (digit - own) / 2 : pen;
      glyph_quad(*glyph, joins ? at - own / 2 : at, y, colour);
    }
    if (!joins) pen += figure ? digit : own;
  }
}

void Canvas::icon(float x, float y, Icon icon, float size_px, Rgb colour) {
  const ImFontGlyph* glyph = fonts_.icon(icon, size_px);
  if (glyph == nullptr) return;
  // The seam draws an icon as one square; where it stands to a baseline does not matter here.
  const float left = x + (size_px - (glyph->X1 - glyph->X0)) / 2;
  const float top = y + (size_px - (glyph->Y1 - glyph->Y0)) / 2;
  glyph_quad(*glyph, left - glyph->X0, top - glyph->Y0, to_imgui(colour));
}

}  // namespace quietroom::ui
