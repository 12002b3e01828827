// What widgets are told and what they answer: plain structs, filled with designated initialisers.
// Texts are borrowed for the call. See ui.h for the widgets themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/icons.h"
#include "app/ui/layout.h"
#include "platform/base/bytes.h"
#include "platform/semantics.h"

namespace quietroom::ui {

/// A stretch of a text, in bytes, with a quiet line below it.
struct TextMark {
  std::size_t begin = 0;
  std::size_t size_bytes = 0;
};

/// How a text is set and how it gives way.
struct TextOptions {
  TextStyle style = TextStyle::kBody;
  Ink ink = Ink::kInk;
  bool semibold = false;        ///< Besides the styles that are semibold anyway.
  Align align = Align::kStart;  ///< kStart, kCenter or kEnd of each line.
  int lines_max = 0;            ///< 0 wraps freely; otherwise the last line ends in "…".
  bool strike = false;          ///< A line through it.
  bool tabular = false;         ///< Figures of one width: for times.
  bool selectable = false;      ///< Can be marked and copied. Never within a control.
  bool silent = false;          ///< Drawn only: no node. For what a neighbour's name says already.
  std::span<const TextMark> marks = {};  ///< Ascending; what they mean is said elsewhere.
};

enum class ButtonLook : std::uint8_t {
  kPrimary,  ///< Filled: the one action of a screen.
  kPlain,    ///< Outlined: an action among others.
  kQuiet,    ///< Words only: beside other things.
  kDanger,   ///< Words in the error colour; what it does can be undone.
  kRow,      ///< A row as wide as its place: one of several, one below the other without a gap.
};

struct ButtonOptions {
  std::string_view label = {};  ///< Also the node's name, unless there is a longer
  std::string_view name = {};   ///< one, for a label that was shortened.
  ButtonLook look = ButtonLook::kPlain;
  Icon icon = Icon::kNone;
  std::string_view description = {};  ///< A sentence more for a screen reader.
  std::string_view shortcut = {};     ///< "Alt+Q"; a KeyEvent of it counts as a click.
  std::string_view copies = {};       ///< What a press puts on the clipboard.
  bool disabled = false;
  bool fill = false;       ///< As wide as the container, in a column.
  bool large = false;      ///< The largest thing on its screen (home's "Start a 1:1 now").
  bool autofocus = false;  ///< Takes the keyboard when it first appears.
  PageAction page_action = PageAction::kNone;  ///< The page does it; the answer means nothing.
};

struct IconButtonOptions {
  Icon icon = Icon::kNone;
  std::string_view name = {};  ///< Always; it is what the button is called.
  std::string_view description = {};
  std::string_view shortcut = {};
  Ink ink = Ink::kSoft;
  bool disabled = false;
  Tristate expanded = Tristate::kNone;  ///< For one that opens something.
  Tristate pressed = Tristate::kNone;   ///< For one that stays pressed (a toggle).
  PageAction page_action = PageAction::kNone;
  std::string_view drags = {};  ///< What it stands for where it is dropped; empty: stays put.
};

/// A row of a list: 44 px or more. It is one control if `action` is not kNone.
enum class RowAction : std::uint8_t { kNone, kButton, kLink };
struct ListRowOptions {
  std::string_view title = {};
  std::string_view detail = {};    ///< A second line, softer.
  std::string_view trailing = {};  ///< At the end: a time, a count.
  Icon icon = Icon::kNone;         ///< Leading.
  Ink icon_ink = Ink::kSoft;
  std::string_view icon_name = {};  ///< Said before the title if the icon means something ("done").
  RowAction action = RowAction::kLink;
  std::string_view shortcut = {};
  bool current = false;  ///< The one that is shown beside the list.
  bool disabled = false;
  bool done = false;         ///< Soft title: ticked, skipped.
  bool chevron = false;      ///< Shows that it leads somewhere.
  bool takes_drops = false;  ///< What drags can be dropped on it (Ui::dropped_on).
  int title_lines_max = 0;
  PageAction page_action = PageAction::kNone;
};

/// One choice of a segmented control.
struct Segment {
  std::string_view label = {};
  std::string_view shortcut = {};
  Ink mark = Ink::kFaint;      ///< A 3 px mark before the label if it is not kFaint.
  std::string_view name = {};  ///< What it is called, if the label is only a letter.
};
struct SegmentedOptions {
  std::string_view name = {};  ///< Of the whole group.
  std::span<const Segment> segments = {};
  int chosen = 0;  ///< Index; -1 for none yet.
  bool disabled = false;
  bool fill = false;  ///< As wide as the container, in a column.
};

struct CheckOptions {
  std::string_view label = {};
  std::string_view detail = {};  ///< A softer sentence below; the node's description.
  bool checked = false;
  bool disabled = false;
  std::string_view shortcut = {};
};

/// What a field is told. Its text lives in the page: `value` is shown when the field appears, and
/// again whenever `revision` changes (a draft restored, a field cleared by the program); otherwise
/// the page's own text stands, whatever `value` says.
struct FieldOptions {
  std::string_view label = {};  ///< Drawn above, and the node's name.
  bool label_hidden = false;    ///< Name only, not drawn: where the place says it.
  std::string_view value = {};
  std::uint32_t revision = 0;
  std::string_view placeholder = {};  ///< An example, never the label.
  std::string_view help = {};         ///< A softer sentence below; also the description.
  std::string_view error = {};        ///< A sentence below with an icon; marks the field invalid.
  FieldKind kind = FieldKind::kNone;  ///< kNone: a note in a note field, else a line.
  bool assisted = false;  ///< The browser may check, correct and complete what is typed.
  bool submit_on_enter = false;
  bool disabled = false;
  bool autofocus = false;  ///< Takes the keyboard when it first appears.
  int lines_min = 1;       ///< Note fields: height in lines,
  int lines_max = 8;       ///< growing with the text up to this many; then it scrolls.
};

/// What a field answers in one pass.
struct FieldResult {
  std::optional<std::string> changed;    ///< The whole text after an edit.
  std::optional<std::string> submitted;  ///< Enter: the whole text; the field is empty already.
  bool focused = false;
};

struct PassphraseOptions {
  std::string_view label = {};
  std::string_view help = {};
  std::string_view error = {};
  bool is_new = false;         ///< A passphrase that is being chosen: no old one is offered.
  bool revealed = false;       ///< Shows what is typed.
  std::uint32_t revision = 0;  ///< A change empties the field.
  bool submit_on_enter = true;
  bool disabled = false;
  bool autofocus = false;
};
struct PassphraseResult {
  std::optional<std::string> changed;
  std::optional<std::string> submitted;
  bool toggled_reveal = false;  ///< The eye beside it was pressed: the caller flips `revealed`.
};

/// What a line of notes is; drawn as a 3 px mark and a letter, never by colour alone.
enum class LineMark : std::uint8_t { kQuote, kParaphrase, kInference, kPause };
/// "Q", "P", "I".
std::string_view letter_of(LineMark mark);
/// "Quote", "Paraphrase", "Inference".
std::string_view name_of(LineMark mark);

struct LineRowOptions {
  std::string_view time = {};  ///< "10:42"; empty where there is none
  LineMark mark = LineMark::kParaphrase;
  std::string_view text = {};
  std::span<const TextMark> marks = {};  ///< Of its text, as TextOptions has them.
  std::string_view item = {};            ///< The item it belongs to, if it is shown; softer, below.
  bool struck = false;
  bool edited = false;
  bool star = false;
  bool surprise = false;         ///< It surprised whoever wrote it.
  bool held = false;             ///< Off the record: visibly locked.
  bool unsaved = false;          ///< Not durable yet.
  bool settling = false;         ///< Not durable yet, and will be in a moment: a sign alone.
  bool unshareable = false;      ///< Written before consent was recorded.
  bool open = false;             ///< Its actions are shown.
  bool editing = false;          ///< Its actions hold its text: it is not drawn besides.
  bool two_texts = false;        ///< The same for its wordings, with its marks.
  bool asks = false;             ///< Its actions are called always: they hold a question.
  bool actions = true;           ///< Has a button that opens and closes them.
  std::string_view change = {};  ///< That button's name; empty: of the line of its time.
  std::string_view drags = {};   ///< What that button stands for where it is dropped.
  bool selectable = true;        ///< Its text can be marked and copied.
};

enum class BannerTone : std::uint8_t { kInfo, kWarn, kError, kPrivate };
struct BannerOptions {
  std::string_view text = {};    ///< One sentence: what happened.
  std::string_view action = {};  ///< The next step; a button. Empty for none.
  BannerTone tone = BannerTone::kInfo;
  bool assertive = false;     ///< Role alert instead of status.
  bool edge_to_edge = false;  ///< No rounded corners: where it fills a bar from side to side.
};

struct ToastOptions {
  std::string_view text = {};
  std::string_view action = {};  ///< "Undo"
  Icon icon = Icon::kNone;       ///< Of the action.
  std::string_view shortcut = {};
};

struct ChipOptions {
  std::string_view label = {};
  Icon icon = Icon::kNone;
  Ink ink = Ink::kSoft;
};

struct ProgressOptions {
  std::string_view name = {};
  float fraction = 0;           ///< 0 to 1; below 0: unknown how long.
  std::string_view value = {};  ///< In words ("4 of 15").
};

/// Elapsed time against a plan, without pressure: it never changes colour.
struct TimeBarOptions {
  std::string_view name = {};     ///< "Time"
  std::string_view elapsed = {};  ///< "24:10"
  std::string_view plan = {};     ///< "of 60 min"
  float fraction = 0;             ///< 0 to 1; more is drawn as full.
  bool ring = true;               ///< A ring before the words; else a line below them.
};

struct FilePickOptions {
  std::string_view label = {};
  std::string_view accept = {};  ///< As <input accept>.
  Icon icon = Icon::kUpload;
  ButtonLook look = ButtonLook::kPlain;
  bool disabled = false;
  bool fill = false;
};
struct PickedFile {
  std::string name;
  Bytes bytes;
};

/// A landmark or another part that has a name and a role.
struct RegionOptions {
  Role role = Role::kRegion;
  std::string_view name = {};
  BoxOptions box = {};
};

struct ScrollOptions {
  std::string_view name = {};  ///< What it holds; it can be scrolled by keyboard.
  Role role = Role::kRegion;
  bool follow_end = false;  ///< Stays at the end as content is added, if it was there.
  BoxOptions box = {};      ///< Of the content; width and height are the container's.
};

/// Where a dialog or sheet stands.
enum class SheetSide : std::uint8_t {
  kCenter,  ///< A dialog.
  kAuto,    ///< From the right on wide viewports, from below on others.
};
struct SheetOptions {
  std::string_view title = {};  ///< Drawn as its heading, and its name.
  SheetSide side = SheetSide::kAuto;
  std::string_view close =
      {};  ///< The close button's name; empty: no such button, Escape does nothing.
};

/// A list of many rows of which only those near the visible part exist. Inside `scroll` only.
struct VirtualListOptions {
  std::string_view name = {};
  std::size_t count = 0;
  /// The row's key: the same as long as it is the same row, wherever it stands.
  FunctionRef<Key(std::size_t index)> key;
  /// Changes whenever the row's height may have changed (text, state); hash or counter. A built row
  /// is always measured; the others are remembered by this.
  FunctionRef<std::uint64_t(std::size_t index)> revision;
  FunctionRef<void(std::size_t index)> row;  ///< Emits the row's widgets.
  Space gap = Space::k0;
};

}  // namespace quietroom::ui
