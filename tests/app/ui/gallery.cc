// Draws the made-up screens of gallery.h into a PPM picture, to look at them without a browser:
//   gallery SCREEN OUT.ppm WIDTH HEIGHT RATIO TEXT_SCALE THEME REGULAR.ttf SEMIBOLD.ttf ICONS
//   [STATE]
// THEME: light, dark, contrast. ICONS: a folder with one square grey PGM an icon, by Lucide's
// names. STATE: letters of s (sheet), t (toast), o (a line is open), h (hover), f (focus on the
// first control). It is a tool for whoever changes the look (docs/design/look.md), not a test.
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include "tests/app/ui/gallery.h"

#include <imgui.h>
#include <imstb_truetype.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "app/ui/painter.h"
#include "tests/app/ui/raster.h"

namespace quietroom::ui {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A grey square of `side` pixels.
struct Grey {
  int side = 0;
  std::string pixels;
};

Grey read_pgm(const std::string& path) {
  const std::string file = read_all(path);
  Grey out;
  int width = 0;
  int height = 0;
  int most = 0;
  int used = 0;
  if (std::sscanf(file.c_str(), "P5 %d %d %d%n", &width, &height, &most, &used) != 3) return out;
  out.side = width;
  out.pixels = file.substr(static_cast<std::size_t>(used) + 1);
  return out;
}

/// Real fonts and icons from files.
class FileGlyphs final : public Glyphs {
 public:
  FileGlyphs(const std::string& regular, const std::string& semibold, std::string icons)
      : files_{read_all(regular), read_all(semibold)}, icons_(std::move(icons)) {
    for (int i = 0; i < 2; ++i) {
      stbtt_InitFont(&fonts_[i], reinterpret_cast<const unsigned char*>(files_[i].data()), 0);
    }
    std::ifstream names(QUIETROOM_SOURCE_DIR "/app/ui/icons.txt");
    for (std::string name; std::getline(names, name);) names_.push_back(name);
  }

  FontMetrics metrics(GlyphWeight weight, float size) override {
    int ascent = 0;
    int descent = 0;
    int gap = 0;
    stbtt_GetFontVMetrics(font(weight), &ascent, &descent, &gap);
    const float scale = em_scale(weight, size);
    return {static_cast<float>(ascent) * scale, static_cast<float>(-descent) * scale};
  }

  float advance(char32_t code, GlyphWeight weight, float size) override {
    int advance = 0;
    int bearing = 0;
    stbtt_GetCodepointHMetrics(font(weight), static_cast<int>(code), &advance, &bearing);
    return static_cast<float>(advance) * em_scale(weight, size);
  }

  bool draw(char32_t code, GlyphWeight weight, float size, GlyphImage& out) override {
    if (code >= kIconFirst) return draw_icon(code - kIconFirst, size, out);
    const float scale = em_scale(weight, size);
    int left = 0;
    int top = 0;
    unsigned char* grey = stbtt_GetCodepointBitmap(
        font(weight), scale, scale, static_cast<int>(code), &out.width, &out.height, &left, &top);
    if (grey == nullptr) return false;
    out.left = static_cast<float>(left);
    out.top = static_cast<float>(top);
    for (int i = 0; i < out.width * out.height; ++i) put_white(out.rgba, grey[i]);
    stbtt_FreeBitmap(grey, nullptr);
    return out.width > 0;
  }

 private:
  static void put_white(Bytes& out, std::uint8_t alpha) {
    out.insert(out.end(), {255, 255, 255, alpha});
  }

  bool draw_icon(char32_t index, float size, GlyphImage& out) {
    if (index >= names_.size()) return false;
    Grey& grey = icon_pixels_[index];
    if (grey.side == 0) grey = read_pgm(icons_ + "/" + names_[index] + ".pgm");
    if (grey.side == 0) return false;
    const int side = static_cast<int>(size);
    out.width = out.height = side;
    out.top = -size;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) put_white(out.rgba, average(grey, x, y, side));
    }
    return true;
  }

  /// The mean of the source pixels under (x, y) of a square of `side`.
  static std::uint8_t average(const Grey& grey, int x, int y, int side) {
    const int x2 = std::max((x + 1) * grey.side / side, x * grey.side / side + 1);
    const int y2 = std::max((y + 1) * grey.side / side, y * grey.side / side + 1);
    int sum = 0;
    int count = 0;
    for (int v = y * grey.side / side; v < y2; ++v) {
      for (int u = x * grey.side / side; u < x2; ++u, ++count) {
        sum += static_cast<unsigned char>(grey.pixels[static_cast<std::size_t>(v * grey.side + u)]);
      }
    }
    return static_cast<std::uint8_t>(sum / count);
  }

  stbtt_fontinfo* font(GlyphWeight weight) { return &fonts_[static_cast<int>(weight)]; }
  float em_scale(GlyphWeight weight, float size) {
    return stbtt_ScaleForMappingEmToPixels(font(weight), size);
  }

  std::string files_[2];
  stbtt_fontinfo fonts_[2];
  std::string icons_;
  std::vector<std::string> names_;
  std::map<char32_t, Grey> icon_pixels_;
};

void show(Ui& ui, const std::string& screen, GalleryState& state) {
  if (screen == "widgets") return gallery_widgets(ui, state);
  if (screen == "interview") return gallery_interview(ui, state);
  if (screen == "home") return gallery_home(ui, state);
  return gallery_unlock(ui, state);
}

int run(const std::vector<std::string>& args) {
  FileGlyphs glyphs(args[7], args[8], args[9]);
  Ui ui(glyphs);
  Painter painter(ui);
  if (!painter.start().ok()) return 1;
  const std::string extra = args.size() > 10 ? args[10] : "";
  GalleryState state;
  state.sheet = extra.find('s') != std::string::npos;
  state.toast = extra.find('t') != std::string::npos;
  if (extra.find('o') != std::string::npos) state.open_line = 1;
  ui.feed(ViewportEvent{std::stof(args[2]), std::stof(args[3]), std::stof(args[4]),
                        std::stof(args[5])});
  ui.feed(PreferencesEvent{.dark = args[6] == "dark", .high_contrast = args[6] == "contrast"});
  for (int pass = 0; pass < 6; ++pass) {
    ui.begin_pass(0);
    show(ui, args[0], state);
    const PassResult result = ui.end_pass();
    painter.paint(1, 1);
    const bool focuses = extra.find('f') != std::string::npos;
    for (const SemanticsNode& node : ui.tree()) {
      if (pass != 1 || !focuses || !node.focusable || node.rect.y < 0) continue;
      ui.feed(ActionEvent{node.id, NodeAction::kFocus, {}});
      break;
    }
  }
  const Picture picture = Raster::draw(*ui.draw_data(), ui.theme().paper);
  std::ofstream(args[1], std::ios::binary) << picture.ppm();
  return 0;
}

}  // namespace
}  // namespace quietroom::ui

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() < 10) {
    std::fputs("usage: see the head of tests/app/ui/gallery.cc\n", stderr);
    return 2;
  }
  return quietroom::ui::run(args);
}
