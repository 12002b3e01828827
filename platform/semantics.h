// One node of the semantics tree: what a control is, is called and holds. Widgets in app/ui write
// it; the ARIA mirror, native tests and end-to-end tests read it. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quietroom {

/// Stable from frame to frame for the same control; 0 is none.
using NodeId = std::uint32_t;

enum class Role : std::uint8_t {
  kGroup,  ///< Layout only; no role for assistive technology unless it has a name.
  kMain,
  kNavigation,
  kComplementary,
  kForm,
  kRegion,
  kBanner,   ///< Landmarks.
  kHeading,  ///< `level` 1 to 6.
  kText,
  kButton,
  kLink,    ///< Leads to another screen of this app.
  kToggle,  ///< A button that stays pressed (`checked`).
  kCheckbox,
  kRadioGroup,
  kRadio,
  kTextField,  ///< A real <textarea> or <input> in the page.
  kList,
  kListItem,
  kStatus,  ///< A polite live region.
  kAlert,   ///< An assertive one.
  kDialog,
  kImage,
  kProgress,
  kSeparator,
};

/// The ARIA-like name of `role` ("button", "textbox", ...), as tests and the bridge write it.
std::string_view role_name(Role role);

enum class Tristate : std::uint8_t { kNone, kFalse, kTrue };

/// What a text field is for; the page chooses the soft keyboard and the helpers by it.
enum class FieldKind : std::uint8_t {
  kNone,
  kNote,  ///< What somebody says.
  kLine,
  kName,  ///< Of a person: no dictionary knows it.
  kCode,  ///< The words of a recovery code.
  kPassphrase,
  kNewPassphrase,
};

/// What the page does itself when a control is pressed, inside the person's own gesture.
enum class PageAction : std::uint8_t {
  kNone,
  kSmallWindow,   ///< Opens the small window, or closes it (SecondWindowEvent tells).
  kTextSmaller,   ///< One step of the text size; a ViewportEvent brings the new one.
  kTextLarger,    ///< So do these two.
  kTextAsDevice,  ///< The size that browser or system has set.
};

/// In CSS pixels of the viewport, or of the content of the nearest scroll container above.
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const Rect&, const Rect&) = default;
};

struct SemanticsNode {
  NodeId id = 0;
  NodeId parent = 0;  ///< 0 for the root's children.
  Role role = Role::kGroup;
  std::string name;         ///< What it is called; for kText the text itself.
  std::string description;  ///< A sentence more, read after the name.
  std::string value;        ///< A field's or progress line's value.
  std::string shortcut;     ///< As aria-keyshortcuts writes it ("Alt+Q").
  int level = 0;            ///< Of a heading.
  int position = 0;         ///< 1-based place in a list whose rows are not all here; 0 if they are.
  int set_size = 0;
  Tristate checked = Tristate::kNone;  ///< kToggle (pressed), kCheckbox, kRadio.
  Tristate current = Tristate::kNone;  ///< The current one of a set (aria-current).
  Tristate expanded = Tristate::kNone;
  bool disabled = false;
  bool invalid = false;
  bool focusable = false;    ///< Takes the keyboard and sends clicks.
  bool hidden_text = false;  ///< Spoken and found by name only; not selectable text on the screen.
  Rect rect;

  // Texts that can be selected only: where and how their letters are drawn.
  bool selectable = false;
  bool shaped = false;  ///< Its lines are drawn whole (joined letters, kerning, both directions).
  bool semibold = false;
  float line_height_px = 0;
  /// Where the drawn lines after the first begin, in UTF-16 code units of `name`.
  std::vector<std::uint32_t> breaks;

  // Text fields only.
  FieldKind field = FieldKind::kNone;
  bool multiline = false;
  bool submit_on_enter = false;
  bool revealed = false;  ///< A passphrase field shows what is typed.
  bool assisted = false;  ///< The browser may check, correct and complete what is typed.
  std::string placeholder;
  float font_size_px = 0;
  std::uint32_t ink = 0;  ///< 0xRRGGBB
  std::uint32_t placeholder_ink = 0;
  std::uint32_t accent = 0;  ///< Caret and selection.

  // Scroll containers only.
  bool scrolls = false;
  float content_height = 0;
  float scroll_y = 0;  ///< Where the program wants it; obeyed when `scroll_seq` changes.
  std::uint32_t scroll_seq = 0;

  // Controls whose work the browser allows only inside the person's own gesture.
  bool picks_file = false;
  std::string file_accept;  ///< As <input accept>.
  std::string copies;       ///< Of a button: what a press puts on the clipboard.
  PageAction page_action = PageAction::kNone;

  /// What a control stands for when it is dragged with the mouse; empty: it cannot be. Only the
  /// program reads it (ActionEvent kDrop).
  std::string drags;
  bool takes_drops = false;  ///< Such a control can be dropped here.

  /// The control in this part that a long press on it, or a finger's swipe to the side, presses.
  NodeId touch_opens = 0;

  /// kLink only: a file that lies beside the program ("licences.txt"), opened in a tab of its own;
  /// empty for a link to a screen of this app.
  std::string href;

  friend bool operator==(const SemanticsNode&, const SemanticsNode&) = default;
};

}  // namespace quietroom
