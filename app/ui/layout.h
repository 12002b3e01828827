// How things are placed: the options of containers. Widths come from above, heights from below;
// every pass lays the whole screen out exactly, nothing needs a second frame to settle.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "app/ui/function_ref.h"
#include "app/ui/theme.h"
#include "platform/base/ids.h"
#include "platform/semantics.h"

namespace quietroom::ui {

/// The three shapes of the viewport (docs/design/look.md): >= 1000, 600 to 999, < 600 px. Text
/// size counts: at 200 % a viewport is as narrow as one of half its width.
enum class SizeClass : std::uint8_t { kNarrow, kMiddle, kWide };

/// How wide or high a box is.
struct Extent {
  enum class Kind : std::uint8_t { kAuto, kContent, kFixed, kGrow };
  Kind kind = Kind::kAuto;
  float value = 0;             ///< Weight for kGrow.
  Width token = Width::kNone;  ///< For kFixed.
};
/// As large as the content (never wider than there is room).
constexpr Extent content() {
  return {Extent::Kind::kContent, 0, Width::kNone};
}
/// A share of what the others leave.
constexpr Extent grow(float weight = 1) {
  return {Extent::Kind::kGrow, weight, Width::kNone};
}
/// A named width (never wider than there is room).
constexpr Extent fixed(Width width) {
  return {Extent::Kind::kFixed, 0, width};
}

enum class Align : std::uint8_t {
  kAuto,  ///< Along: kStart. Across: kStretch in columns, kCenter in rows and wraps.
  kStart,
  kCenter,
  kEnd,
  kStretch,   ///< Across only: as large as the container.
  kBaseline,  ///< Across a row only: by the first line of text.
  kBetween,   ///< Along only: the gaps share what is left over.
};

/// When a row becomes a column.
enum class Stack : std::uint8_t { kNever, kNarrow, kBelowWide };

/// Which edges get a hairline.
struct Edges {
  bool top = false, right = false, bottom = false, left = false;
};

/// The room inside a box's edges.
struct Padding {
  Space left = Space::k0, top = Space::k0, right = Space::k0, bottom = Space::k0;
  constexpr Padding() = default;
  constexpr Padding(Space all)  // NOLINT: implicit on purpose
      : left(all), top(all), right(all), bottom(all) {}
  constexpr Padding(Space x, Space y) : left(x), top(y), right(x), bottom(y) {}
  constexpr Padding(Space l, Space t, Space r, Space b) : left(l), top(t), right(r), bottom(b) {}
};

/// Options of every container. Left at kAuto, a box in a column is as wide as the column and a box
/// in a row as wide as its content; heights are those of the content.
struct BoxOptions {
  Extent width = {};
  Extent height = {};
  Width max_width = Width::kNone;
  Padding padding = {};
  Space gap = Space::k0;        ///< Between children, in a wrap also between lines.
  Align along = Align::kAuto;   ///< Where children stand in the container's direction.
  Align across = Align::kAuto;  ///< And across it.
  Align self = Align::kStart;   ///< Where this box stands if `max_width` leaves room beside it.
  Surface surface = Surface::kNone;
  Edges line = {};              ///< Hairlines at the edges.
  bool rounded = false;         ///< 12 px corners; with `line` on all sides a card.
  Stack stack = Stack::kNever;  ///< Rows only.
};

/// Names a control within its parent; the same from pass to pass. A literal, a number or an Id.
class Key {
 public:
  constexpr Key(const char* text) : Key(std::string_view(text)) {}  // NOLINT: implicit on purpose
  constexpr Key(std::string_view text) : hash_(hash_text(text)) {}  // NOLINT: implicit on purpose
  Key(const std::string& text) : Key(std::string_view(text)) {}     // NOLINT: implicit on purpose
  template <typename Number>
  requires(std::is_integral_v<Number> ||
           std::is_enum_v<Number>) constexpr Key(Number number)  // NOLINT: implicit on purpose
      : hash_(mix(std::uint64_t{0x9E3779B97F4A7C15} ^ static_cast<std::uint64_t>(number))) {}
  Key(const Id& id)  // NOLINT: implicit on purpose
      : hash_(hash_text({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()})) {}

  constexpr std::uint64_t hash() const { return hash_; }
  /// This key within `parent`'s path.
  constexpr std::uint64_t within(std::uint64_t parent) const {
    return mix(parent * std::uint64_t{0xFF51AFD7ED558CCD} + hash_);
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t h) {
    h = (h ^ (h >> 30)) * std::uint64_t{0xBF58476D1CE4E5B9};
    h = (h ^ (h >> 27)) * std::uint64_t{0x94D049BB133111EB};
    return h ^ (h >> 31);
  }
  static constexpr std::uint64_t hash_text(std::string_view text) {
    std::uint64_t h =
        std::uint64_t{0xCBF29CE484222325};  // FNV-1a, then mixed: short keys differ in all bits.
    for (const char c : text) h = (h ^ static_cast<std::uint8_t>(c)) * std::uint64_t{0x100000001B3};
    return mix(h);
  }
  std::uint64_t hash_;
};

/// What a container calls for its content.
using Body = FunctionRef<void()>;

}  // namespace quietroom::ui
