#include "app/ui/runs.h"

#include <imgui_internal.h>

#include <algorithm>
#include <iterator>

#include "platform/base/utf8.h"

namespace quietroom::ui {
namespace {

constexpr std::size_t kKeptMax = 256;
constexpr int kSideMax = 4096;  ///< Device pixels; a wider line is drawn code point by code point.

struct Span {
  char32_t first, last;
};

/// Scripts whose letters join, stack or reorder, and marks that change what is before them.
constexpr Span kWhole[] = {
    {0x0300, 0x036F},   {0x0590, 0x08FF},   {0x0900, 0x109F},   {0x1100, 0x11FF},
    {0x135D, 0x135F},   {0x1700, 0x18AF},   {0x1900, 0x1CFF},   {0x1DC0, 0x1DFF},
    {0x200C, 0x200F},   {0x202A, 0x202E},   {0x2066, 0x2069},   {0x20D0, 0x20FF},
    {0xA800, 0xABFF},   {0xFB1D, 0xFDFF},   {0xFE0F, 0xFE0F},   {0xFE20, 0xFE2F},
    {0xFE70, 0xFEFC},   {0x10800, 0x11FFF}, {0x1E800, 0x1EFFF}, {0x1F1E6, 0x1F1FF},
    {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF}};

constexpr Span kRightToLeft[] = {{0x0590, 0x08FF}, {0x200F, 0x200F},   {0xFB1D, 0xFDFF},
                                 {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};

template <std::size_t N>
bool is_in(const Span (&spans)[N], char32_t c) {
  return std::any_of(std::begin(spans), std::end(spans),
                     [c](const Span& span) { return c >= span.first && c <= span.last; });
}

/// Letters with a left-to-right direction, roughly: what is not a letter decides nothing.
bool is_left_to_right(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c < 0x0590 && c != 0xD7 && c != 0xF7) || (c >= 0x0900 && c < 0x2000) ||
         (c >= 0x2E80 && c < 0xFB1D);
}

std::string key_of(const GlyphRun& run) {
  std::string key(run.text);
  key += '\0';
  key += static_cast<char>(run.weight);
  key += run.right_to_left ? 'r' : 'l';
  key += std::to_string(run.size_px);
  key += ' ';
  key += std::to_string(run.colour);
  return key;
}

}  // namespace

bool needs_whole_drawing(std::string_view text) {
  // The first such code point, U+0300, begins with 0xCC: most texts are done here.
  const auto may = [](char c) { return static_cast<unsigned char>(c) >= 0xCC; };
  if (std::none_of(text.begin(), text.end(), may)) return false;
  while (!text.empty()) {
    if (is_in(kWhole, *next_code_point(text))) return true;
  }
  return false;
}

bool reads_right_to_left(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = *next_code_point(text);
    if (is_in(kRightToLeft, c)) return true;
    if (is_left_to_right(c)) return false;
  }
  return false;
}

void Runs::begin_pass(float density) {
  ++pass_;
  if (density != density_) {
    for (auto& [key, one] : kept_) drop(one);
    density_ = density;
  }
  if (kept_.size() <= kKeptMax) return;
  for (auto at = kept_.begin(); at != kept_.end();) {
    const bool in_use = at->second.pass + 1 >= pass_;
    if (!in_use) drop(at->second);
    at = in_use ? std::next(at) : kept_.erase(at);
  }
}

void Runs::drop(Kept& kept) {
  if (kept.rect != ImFontAtlasRectId_Invalid) atlas_.RemoveCustomRect(kept.rect);
  kept.rect = ImFontAtlasRectId_Invalid;
  kept.drawn = false;
}

Runs::Kept& Runs::kept(const GlyphRun& run) {
  Kept& one = kept_[key_of(run)];
  one.pass = pass_;
  return one;
}

float Runs::advance(const GlyphRun& run) {
  Kept& one = kept(run);
  if (!one.measured) {
    one.advance = glyphs_.run_advance(run).value_or(-1);
    one.measured = true;
  }
  return one.advance;
}

void Runs::draw(const GlyphRun& run, Kept& kept) {
  kept.drawn = true;
  GlyphRun large = run;
  large.size_px *= density_;
  GlyphImage image;
  if (!glyphs_.draw_run(large, image)) return;
  if (image.width <= 0 || image.height <= 0) return;
  if (image.width > kSideMax || image.height > kSideMax) return;
  kept.rect = atlas_.AddCustomRect(image.width, image.height);
  if (kept.rect == ImFontAtlasRectId_Invalid) return;
  const ImTextureRect* rect = ImFontAtlasPackGetRect(&atlas_, kept.rect);
  ImTextureData* texture = atlas_.TexData;
  ImFontAtlasTextureBlockConvert(
      image.rgba.data(), ImTextureFormat_RGBA32, image.width * 4,
      static_cast<unsigned char*>(texture->GetPixelsAt(rect->x, rect->y)), texture->Format,
      texture->GetPitch(), image.width, image.height);
  ImFontAtlasTextureBlockQueueUpload(&atlas_, texture, rect->x, rect->y, rect->w, rect->h);
  atlas_.TexPixelsUseColors = texture->UseColors = true;
  kept.left = image.left;
  kept.top = image.top;
  kept.width = static_cast<float>(image.width);
  kept.height = static_cast<float>(image.height);
}

bool Runs::find(const GlyphRun& run, RunPicture& out) {
  Kept& one = kept(run);
  if (!one.drawn) draw(run, one);
  ImFontAtlasRect rect;
  if (one.rect == ImFontAtlasRectId_Invalid || !atlas_.GetCustomRect(one.rect, &rect)) return false;
  out = {rect.uv0,
         rect.uv1,
         one.left / density_,
         one.top / density_,
         one.width / density_,
         one.height / density_};
  return true;
}

}  // namespace quietroom::ui
