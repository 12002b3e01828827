#include "app/ui/theme.h"

namespace quietroom::ui {
namespace {

// Order of `ink`: ink, soft, faint, accent, on accent, quote, paraphrase, inference, private, warn,
// error.
constexpr Theme kLight{
    .ink = {0x1F2328, 0x5A6169, 0x8B929A, 0x2F6F6A, 0xFFFFFF, 0x2F6F6A, 0x6B5B95, 0x9A6A1F,
            0x7A3E48, 0x8A5A00, 0xA3332B},
    .paper = 0xFBFAF7,
    .raised = 0xFFFFFF,
    .sunken = 0xF3F1EB,
    .private_paper = 0xF7ECEE,
    .off = 0x6F767E,
    .line = 0xE4E0D7,
    .field_line = 0x8A8F95,
    .hover = 0xEEEBE3,
    .pressed = 0xE9E5DD,
    .selected = 0xE3EEEB,
    .accent_hover = 0x285F5B,
    .accent_pressed = 0x214F4B,
    .warn_paper = 0xFBF3E2,
    .error_paper = 0xFAECEA,
    .focus = 0x2F6F6A,
    .scrim = 0x1F2328,
    .scrim_percent = 32,
};

constexpr Theme kDark{
    .ink = {0xE8E6E1, 0xA8AEB5, 0x6E757D, 0x7CC4BC, 0x0E1B1A, 0x7CC4BC, 0xB9A8E0, 0xE0B36A,
            0xE3A3AE, 0xE8C07A, 0xF2998F},
    .paper = 0x16181A,
    .raised = 0x1E2124,
    .sunken = 0x101214,
    .private_paper = 0x2A1D20,
    .off = 0x8A9198,
    .line = 0x2C3034,
    .field_line = 0x747B83,
    .hover = 0x25292C,
    .pressed = 0x2E3337,
    .selected = 0x1E302E,
    .accent_hover = 0x92D2CB,
    .accent_pressed = 0xA9DFD8,
    .warn_paper = 0x2A2418,
    .error_paper = 0x2E1E1C,
    .focus = 0x7CC4BC,
    .scrim = 0x000000,
    .scrim_percent = 56,
    .dark = true,
};

constexpr Theme kContrastLight{
    .ink = {0x000000, 0x000000, 0x000000, 0x00403B, 0xFFFFFF, 0x00403B, 0x3A1F73, 0x5A3600,
            0x5C0F1E, 0x5A3600, 0x7A0C05},
    .paper = 0xFFFFFF,
    .raised = 0xFFFFFF,
    .sunken = 0xFFFFFF,
    .private_paper = 0xFFFFFF,
    .off = 0x595959,
    .line = 0x000000,
    .field_line = 0x000000,
    .hover = 0xFFFFFF,
    .pressed = 0xFFFFFF,
    .selected = 0xFFFFFF,
    .accent_hover = 0x000000,
    .accent_pressed = 0x000000,
    .warn_paper = 0xFFFFFF,
    .error_paper = 0xFFFFFF,
    .focus = 0x000000,
    .scrim = 0x000000,
    .scrim_percent = 72,
    .line_px = 2,
    .high_contrast = true,
};

constexpr Theme kContrastDark{
    .ink = {0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x7FF0E4, 0x000000, 0x7FF0E4, 0xD9CCFF, 0xFFD28A,
            0xFFC2CC, 0xFFD98F, 0xFFB8B0},
    .paper = 0x000000,
    .raised = 0x000000,
    .sunken = 0x000000,
    .private_paper = 0x000000,
    .off = 0xA6A6A6,
    .line = 0xFFFFFF,
    .field_line = 0xFFFFFF,
    .hover = 0x000000,
    .pressed = 0x000000,
    .selected = 0x000000,
    .accent_hover = 0xFFFFFF,
    .accent_pressed = 0xFFFFFF,
    .warn_paper = 0x000000,
    .error_paper = 0x000000,
    .focus = 0xFFFFFF,
    .scrim = 0x000000,
    .scrim_percent = 72,
    .line_px = 2,
    .dark = true,
    .high_contrast = true,
};

constexpr TypeSpec kTypes[kTextStyleCount] = {
    {13, 1.35F, GlyphWeight::kRegular}, {15, 1.35F, GlyphWeight::kRegular},
    {17, 1.35F, GlyphWeight::kRegular}, {17, 1.5F, GlyphWeight::kRegular},
    {20, 1.3F, GlyphWeight::kSemibold}, {26, 1.25F, GlyphWeight::kSemibold},
    {22, 1.5F, GlyphWeight::kRegular},  {28, 1.5F, GlyphWeight::kRegular},
};

}  // namespace

Rgb Theme::of(Surface surface) const {
  switch (surface) {
    case Surface::kNone:
    case Surface::kPaper:
      return paper;
    case Surface::kRaised:
      return raised;
    case Surface::kSunken:
      return sunken;
    case Surface::kPrivate:
      return private_paper;
    case Surface::kAccent:
      return of(Ink::kAccent);
  }
  return paper;
}

const Theme& theme_for(const PreferencesEvent& preferences) {
  if (preferences.high_contrast || preferences.forced_colours) {
    return preferences.dark ? kContrastDark : kContrastLight;
  }
  return preferences.dark ? kDark : kLight;
}

const TypeSpec& type_of(TextStyle style) {
  return kTypes[static_cast<int>(style)];
}

float px(Width width, float text_scale) {
  switch (width) {
    case Width::kNone:
      return 0;
    case Width::kForm:
    case Width::kSheet:
      return 440 * text_scale;
    case Width::kMeasure:
      return 640 * text_scale;
    case Width::kPage:
      return 960 * text_scale;
    case Width::kRail:
      return 272 * text_scale;
    case Width::kSide:
      return 240 * text_scale;
    case Width::kDialog:
      return 480 * text_scale;
  }
  return 0;
}

}  // namespace quietroom::ui
