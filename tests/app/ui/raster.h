// A software renderer of Dear ImGui's draw data, so that a screen can be looked at without a
// browser or a GPU. Slow and simple. Not for the program.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace quietroom::ui {

/// RGB pixels, rows from the top.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<float> rgb;

  /// As a binary PPM file.
  std::string ppm() const {
    std::string out = "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n";
    for (const float v : rgb) out += static_cast<char>(std::lround(std::clamp(v, 0.0F, 255.0F)));
    return out;
  }
};

class Raster {
 public:
  /// Draws all of `data` on `paper` (0xRRGGBB), one pixel of the result a device pixel.
  static Picture draw(const ImDrawData& data, std::uint32_t paper) {
    Raster raster(data, paper);
    for (const ImDrawList* list : data.CmdLists) raster.draw_list(*list);
    return std::move(raster.picture_);
  }

 private:
  struct Colour {
    float r, g, b, a;
  };

  Raster(const ImDrawData& data, std::uint32_t paper) : scale_(data.FramebufferScale.x) {
    picture_.width = static_cast<int>(std::lround(data.DisplaySize.x * scale_));
    picture_.height = static_cast<int>(std::lround(data.DisplaySize.y * scale_));
    const std::size_t count =
        static_cast<std::size_t>(picture_.width) * static_cast<std::size_t>(picture_.height);
    picture_.rgb.reserve(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
      for (const int shift : {16, 8, 0}) {
        picture_.rgb.push_back(static_cast<float>((paper >> shift) & 0xFF));
      }
    }
  }

  void draw_list(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      texture_ = command.TexRef._TexData;
      clip_ = command.ClipRect;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const auto at = static_cast<int>(command.IdxOffset + i);
        triangle(list.VtxBuffer[list.IdxBuffer[at]], list.VtxBuffer[list.IdxBuffer[at + 1]],
                 list.VtxBuffer[list.IdxBuffer[at + 2]]);
      }
    }
  }

  static Colour colour_of(ImU32 value) {
    return {static_cast<float>(value & 0xFF), static_cast<float>((value >> 8) & 0xFF),
            static_cast<float>((value >> 16) & 0xFF), static_cast<float>(value >> 24) / 255.0F};
  }

  Colour texel(int x, int y) const {
    x = std::clamp(x, 0, texture_->Width - 1);
    y = std::clamp(y, 0, texture_->Height - 1);
    const unsigned char* p = texture_->Pixels + (y * texture_->Width + x) * 4;
    return {p[0] / 255.0F, p[1] / 255.0F, p[2] / 255.0F, p[3] / 255.0F};
  }

  /// Bilinear, as the GPU does.
  Colour sample(float u, float v) const {
    const float x = u * static_cast<float>(texture_->Width) - 0.5F;
    const float y = v * static_cast<float>(texture_->Height) - 0.5F;
    const int x0 = static_cast<int>(std::floor(x));
    const int y0 = static_cast<int>(std::floor(y));
    const float fx = x - static_cast<float>(x0);
    const float fy = y - static_cast<float>(y0);
    Colour out{0, 0, 0, 0};
    for (int dy = 0; dy < 2; ++dy) {
      for (int dx = 0; dx < 2; ++dx) {
        const float w = (dx != 0 ? fx : 1 - fx) * (dy != 0 ? fy : 1 - fy);
        const Colour c = texel(x0 + dx, y0 + dy);
        out = {out.r + c.r * w, out.g + c.g * w, out.b + c.b * w, out.a + c.a * w};
      }
    }
    return out;
  }

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const float ax = a.pos.x * scale_, ay = a.pos.y * scale_;
    const float bx = b.pos.x * scale_, by = b.pos.y * scale_;
    const float cx = c.pos.x * scale_, cy = c.pos.y * scale_;
    const float area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (std::abs(area) < 1e-6F) return;
    const auto limit = [](float v, float low, float high) { return std::clamp(v, low, high); };
    const float x_low = std::max(clip_.x * scale_, 0.0F);
    const float y_low = std::max(clip_.y * scale_, 0.0F);
    const float x_high = std::min(clip_.z * scale_, static_cast<float>(picture_.width));
    const float y_high = std::min(clip_.w * scale_, static_cast<float>(picture_.height));
    if (x_low >= x_high || y_low >= y_high) return;
    const int x1 = static_cast<int>(std::floor(limit(std::min({ax, bx, cx}), x_low, x_high)));
    const int x2 = static_cast<int>(std::ceil(limit(std::max({ax, bx, cx}), x_low, x_high)));
    const int y1 = static_cast<int>(std::floor(limit(std::min({ay, by, cy}), y_low, y_high)));
    const int y2 = static_cast<int>(std::ceil(limit(std::max({ay, by, cy}), y_low, y_high)));
    const Colour ca = colour_of(a.col), cb = colour_of(b.col), cc = colour_of(c.col);
    // The top-left rule: a pixel on a shared edge belongs to one of both triangles.
    const float sign = area > 0 ? 1.0F : -1.0F;
    const auto edge = [&](float px, float py, float qx, float qy, float x, float y) {
      const float side = ((qx - px) * (y - py) - (qy - py) * (x - px)) * sign;
      const float dx = (qx - px) * sign;
      const float dy = (qy - py) * sign;
      const bool owns = dy < 0 || (dy == 0 && dx > 0);
      return side > 0 || (side == 0 && owns);
    };
    for (int y = y1; y < y2; ++y) {
      for (int x = x1; x < x2; ++x) {
        const float px = static_cast<float>(x) + 0.5F;
        const float py = static_cast<float>(y) + 0.5F;
        if (px < x_low || px >= x_high || py < y_low || py >= y_high) continue;
        if (!edge(ax, ay, bx, by, px, py) || !edge(bx, by, cx, cy, px, py) ||
            !edge(cx, cy, ax, ay, px, py)) {
          continue;
        }
        const float wb = ((px - ax) * (cy - ay) - (cx - ax) * (py - ay)) / area;
        const float wc = ((bx - ax) * (py - ay) - (px - ax) * (by - ay)) / area;
        const float wa = 1 - wb - wc;
        Colour s{1, 1, 1, 1};
        if (texture_ != nullptr) {
          s = sample(a.uv.x * wa + b.uv.x * wb + c.uv.x * wc,
                     a.uv.y * wa + b.uv.y * wb + c.uv.y * wc);
        }
        blend(
            x, y,
            {(ca.r * wa + cb.r * wb + cc.r * wc) * s.r, (ca.g * wa + cb.g * wb + cc.g * wc) * s.g,
             (ca.b * wa + cb.b * wb + cc.b * wc) * s.b, (ca.a * wa + cb.a * wb + cc.a * wc) * s.a});
      }
    }
  }

  void blend(int x, int y, const Colour& c) {
    float* p = picture_.rgb.data() + (y * picture_.width + x) * 3;
    p[0] += (c.r - p[0]) * c.a;
    p[1] += (c.g - p[1]) * c.a;
    p[2] += (c.b - p[2]) * c.a;
  }

  Picture picture_;
  float scale_;
  const ImTextureData* texture_ = nullptr;
  ImVec4 clip_{};
};

}  // namespace quietroom::ui
