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

template <std::size_t N>
bool is_in(const Span (&spans)[N], char32_t c) {
  return std::any_of(std::begin(spans), std::end(spans),
                     [c](const Span& span) { return c >= span.first && c <= span.last; });
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

void Runs::begin_pass(float density) {
  ++pass_;
  if (density != density_) {
    for (auto& [key, one] : kept_) drop(one);
    density_ = density;
  }
  if (broken_.size() > kKeptMax) {
    std::erase_if(broken_, [this](const auto& one) { return one.second.pass + 1 < pass_; });
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

float Runs::measure(const GlyphRun& run) {
  return glyphs_.run_advance(run).value_or(-1);
}

std::vector<std::uint8_t> Runs::cuts_of(std::string_view text) {
  std::vector<std::uint8_t> cuts(text.size());
  if (!glyphs_.cuts(text, cuts)) cuts.clear();
  return cuts;
}

const std::vector<TextLine>& Runs::lines(const GlyphRun& run, float width_max, int lines_max) {
  std::string key = key_of(run);
  key += ' ' + std::to_string(width_max) + ' ' + std::to_string(lines_max);
  Broken& one = broken_[std::move(key)];
  one.pass = pass_;
  if (one.known) return one.lines;
  one.known = true;
  GlyphRun part = run;
  const auto measure = [&](std::string_view text, bool right_to_left) {
    part.text = text;
    part.right_to_left = right_to_left;
    return this->measure(part);
  };
  if (measure(run.text.substr(0, run.text.find('\n')), false) < 0) return one.lines;
  const std::vector<std::uint8_t> cuts = cuts_of(run.text);
  one.lines = break_shaped_text(run.text, cuts, width_max, measure);
  const auto most = static_cast<std::size_t>(lines_max);
  if (lines_max > 0 && one.lines.size() > most) {
    one.lines.resize(most);
    shorten_shaped_line(run.text, cuts, width_max, measure, one.lines.back());
  }
  return one.lines;
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
