#include "app/ui/theme.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "app/ui/icons.h"

namespace quietroom::ui {
namespace {

/// Relative luminance as WCAG 2 defines it.
double luminance(Rgb colour) {
  const auto channel = [colour](int shift) {
    const double v = static_cast<double>((colour >> shift) & 0xFF) / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

/// The WCAG 2 contrast ratio of two colours, 1 to 21.
double contrast_ratio(Rgb a, Rgb b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

struct Named {
  const char* name;
  const Theme* theme;
};

std::vector<Named> all_themes() {
  return {{"light", &theme_for({})},
          {"dark", &theme_for({.dark = true})},
          {"high contrast", &theme_for({.high_contrast = true})},
          {"dark high contrast", &theme_for({.dark = true, .high_contrast = true})},
          {"forced colours", &theme_for({.forced_colours = true})}};
}

/// What a text colour is laid on anywhere in app/ui.
struct Pair {
  const char* what;
  Rgb text;
  Rgb under;
};

std::vector<Pair> text_pairs(const Theme& t) {
  std::vector<Pair> out;
  const std::vector<std::pair<const char*, Rgb>> plain = {
      {"paper", t.paper}, {"raised", t.raised},   {"sunken", t.sunken},
      {"hover", t.hover}, {"pressed", t.pressed}, {"selected", t.selected}};
  for (const auto& [name, under] : plain) {
    out.push_back({name, t.of(Ink::kInk), under});
    out.push_back({name, t.of(Ink::kSoft), under});
    out.push_back({name, t.of(Ink::kAccent), under});
    out.push_back({name, t.of(Ink::kError), under});
  }
  for (const Ink mark : {Ink::kQuote, Ink::kParaphrase, Ink::kInference, Ink::kWarn}) {
    out.push_back({"mark on paper", t.of(mark), t.paper});
    out.push_back({"mark on raised", t.of(mark), t.raised});
  }
  out.push_back({"on accent", t.of(Ink::kOnAccent), t.of(Ink::kAccent)});
  out.push_back({"on accent, hovered", t.of(Ink::kOnAccent), t.accent_hover});
  out.push_back({"on accent, pressed", t.of(Ink::kOnAccent), t.accent_pressed});
  for (const Rgb under : {t.private_paper, t.warn_paper, t.error_paper}) {
    out.push_back({"ink on a banner", t.of(Ink::kInk), under});
    out.push_back({"action on a banner", t.of(Ink::kAccent), under});
  }
  out.push_back({"private", t.of(Ink::kPrivate), t.private_paper});
  out.push_back({"warn", t.of(Ink::kWarn), t.warn_paper});
  out.push_back({"error", t.of(Ink::kError), t.error_paper});
  return out;
}

TEST_CASE("contrast_ratio: the ends of the scale and a value from WCAG") {
  CHECK(contrast_ratio(0x000000, 0xFFFFFF) == doctest::Approx(21));
  CHECK(contrast_ratio(0x777777, 0x777777) == doctest::Approx(1));
  CHECK(contrast_ratio(0x767676, 0xFFFFFF) == doctest::Approx(4.54).epsilon(0.01));
}

TEST_CASE("theme: every text is 4.5:1 on what it lies on, 7:1 in high contrast") {
  for (const Named& named : all_themes()) {
    CAPTURE(named.name);
    const double least = named.theme->high_contrast ? 7.0 : 4.5;
    for (const Pair& pair : text_pairs(*named.theme)) {
      CAPTURE(pair.what);
      CAPTURE(pair.text);
      CAPTURE(pair.under);
      CHECK(contrast_ratio(pair.text, pair.under) >= least);
    }
  }
}

TEST_CASE("theme: edges of controls and the focus ring are 3:1 on what they lie on") {
  for (const Named& named : all_themes()) {
    CAPTURE(named.name);
    const Theme& t = *named.theme;
    for (const Rgb under : {t.paper, t.raised}) {
      CHECK(contrast_ratio(t.field_line, under) >= 3);
      CHECK(contrast_ratio(t.focus, under) >= 3);
    }
    CHECK(contrast_ratio(t.focus, t.sunken) >= 3);
    CHECK(contrast_ratio(t.of(Ink::kAccent), t.of(Ink::kOnAccent)) >= 3);
  }
}

TEST_CASE("theme: forced colours and high contrast have 2 px lines and no tints") {
  const Theme& t = theme_for({.forced_colours = true});
  CHECK(t.line_px == 2);
  for (const Rgb tint : {t.sunken, t.hover, t.selected, t.warn_paper, t.private_paper}) {
    CHECK(tint == t.paper);
  }
}

TEST_CASE("theme: named widths grow with the person's text size") {
  CHECK(px(Width::kForm, 2) == 2 * px(Width::kForm, 1));
  CHECK(px(Width::kNone, 2) == 0);
}

TEST_CASE("icons: the list for the web helper and the enumeration agree") {
  std::ifstream file(QUIETROOM_SOURCE_DIR "/app/ui/icons.txt");
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) names.push_back(line);
  REQUIRE(names.size() == static_cast<std::size_t>(Icon::kCount));

  std::ifstream header(QUIETROOM_SOURCE_DIR "/app/ui/icons.h");
  std::vector<std::string> enumerators;
  for (std::string line; std::getline(header, line);) {
    const bool one = line.starts_with("  k") && line.ends_with(",");
    if (one && line.find("kCount") == std::string::npos &&
        line.find("kNone") == std::string::npos) {
      enumerators.push_back(line.substr(2, line.find_first_of(" ,", 2) - 2));
    }
  }
  REQUIRE(enumerators.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string expected = "k";
    bool upper = true;
    for (const char c : names[i]) {
      if (c != '-') expected += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      upper = c == '-';
    }
    CHECK(enumerators[i] == expected);
  }
}

}  // namespace
}  // namespace quietroom::ui
