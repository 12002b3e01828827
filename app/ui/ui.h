// Ui: an immediate-mode kit of widgets that draw themselves (through Dear ImGui's draw lists and
// glyph atlas) and say what they are (platform/semantics.h). One per program.
//
// An event leads to passes: begin_pass, one call of the screen, end_pass; again while `again` says
// so. A pass lays out exactly, writes the semantics tree, and answers what must be sent and whether
// pixels changed; it uses no GPU. Painting is painter.h's. Between passes nothing happens.
//
// A control is pressed by an ActionEvent with its node's id and in no other way (plus its
// shortcut); the pointer's position serves looks only. Each such event is delivered exactly once,
// in order, at most one a pass.
//
// Ids: a control's id is the hash of its key within the keyed parts around it (region, scroll,
// list, list rows, dialogs, group). Plain row, column, wrap, card do not count, so they may come
// and go. Texts need no key. The same key twice in one part is a bug (duplicate_keys() tells).
//
// Not for: state of the product (screens are told everything), keys, storage, time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/layout.h"
#include "app/ui/theme.h"
#include "app/ui/widgets.h"
#include "platform/glyphs.h"
#include "platform/page.h"

struct ImDrawData;

namespace quietroom::ui {

/// What one pass has led to.
struct PassResult {
  /// For the page, in this order: colours, the difference of the semantics tree, field texts,
  /// focus.
  std::vector<PageRequest> requests;
  bool pixels_changed = false;  ///< The next paint would show something else than the last one.
  bool again = false;  ///< Events wait, or a virtual list must be filled: run another pass.
  std::optional<std::int64_t> wake_ms;  ///< When to run a pass without an event (see wake_at).
  /// Text, submitted text or files whose node was not there any more: nobody has read them yet.
  std::vector<PageEvent> undelivered;
};

class Ui {
 public:
  /// `glyphs` outlives the Ui. No viewport yet: passes before the first ViewportEvent lay out in
  /// 1280 x 800.
  explicit Ui(Glyphs& glyphs);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // --- The pass ----------------------------------------------------------------------------------

  /// Takes an event from the page. True if it may change something, so that a pass is wanted (a
  /// pointer move within the same control does not; neither do events that are not the UI's).
  bool feed(const PageEvent& event);
  /// Starts a pass. `now_ms`: steady time, for wake-ups only.
  void begin_pass(std::int64_t now_ms);
  PassResult end_pass();
  /// Forgets what the page and the screen were told, so that the next pass sends and paints all
  /// (the page was reloaded, the GPU's context was lost).
  void forget_sent();
  /// The newest pass's drawing, valid until the next begin_pass; null before the first.
  ImDrawData* draw_data();

  // --- What screens may ask ----------------------------------------------------------------------

  SizeClass size_class() const;
  bool wide() const { return size_class() == SizeClass::kWide; }
  bool narrow() const { return size_class() == SizeClass::kNarrow; }
  /// So little width that strips of buttons are shortened.
  bool cramped() const;
  /// Little height: a phone on its side, a small window, a soft keyboard. What can be folded is.
  bool low() const;
  /// So little that only what is worked with may stay in its place; the rest scrolls with it.
  bool tight() const;
  bool touch() const;
  bool reduced_motion() const;
  /// 1 is 100 %: what text is enlarged by.
  float text_scale() const;
  const Theme& theme() const;
  std::int64_t now_ms() const;
  /// True in the pass that `shortcut` ("Escape", "Alt+Q", "Control+Enter") was pressed, and nobody
  /// has used it yet; using it up.
  bool shortcut(std::string_view shortcut);
  /// The key that nobody has used yet in this pass, if any; for what shortcuts cannot say.
  const KeyEvent* key() const;
  /// Asks for a pass at `at_ms` (steady time); the earliest asked for in a pass counts.
  void wake_at(std::int64_t at_ms);
  /// Moves the keyboard to the control `key` of the part that is being built, after this pass.
  void focus(Key key);
  /// The id of the control `key` of the part that is being built.
  NodeId id(Key key) const;

  // --- Containers --------------------------------------------------------------------------------

  void column(const BoxOptions& options, Body body);
  void column(Body body) { column({}, body); }
  void row(const BoxOptions& options, Body body);
  void row(Body body) { row({}, body); }
  /// A row that goes on in the next line where there is no room left.
  void wrap(const BoxOptions& options, Body body);
  /// A box that takes what its row or column leaves: column({.width = grow()}).
  void fill(Body body);
  /// A gap; without a size, all the room that is left.
  void space(Space size);
  void space();
  void separator();

  /// A part with role, name and a key path of its own; with no name and kGroup only a key path.
  void region(Key key, const RegionOptions& options, Body body);
  /// Only a key path: for the rows of a hand-made list and other repeated things.
  void group(Key key, Body body);
  /// A part that scrolls by itself and takes the height that is left.
  void scroll(Key key, const ScrollOptions& options, Body body);
  /// Scrolls the `scroll` part `key` (of the part that is being built) to its end, after this pass.
  void scroll_to_end(Key key);
  /// Scrolls the part around the node `id` until that is visible, after this pass; also for a row
  /// of a virtual list by index.
  void scroll_to(NodeId id);
  void scroll_to_row(Key list, std::size_t index);

  /// A list: list_row, line_row or item inside.
  void list(Key key, std::string_view name, const BoxOptions& box, Body body);
  void list(Key key, std::string_view name, Body body) { list(key, name, {}, body); }
  /// A list item with anything in it.
  void item(Key key, Body body);
  void virtual_list(Key key, const VirtualListOptions& options);

  // --- Panels ------------------------------------------------------------------------------------

  /// Raised, rounded, 16 px inside.
  void card(Body body);
  void card(const BoxOptions& box, Body body);
  /// Sunken, at the side, as high as the viewport, scrolling by itself.
  void rail(Key key, const RegionOptions& options, Width width, Body body);
  /// Pinned under what grows above it: a hairline, then a column.
  void bottom_bar(Key key, std::string_view name, Body body);
  /// Pinned above: a back button, a title, actions. `body` adds what follows the title; true when
  /// back was pressed. `back`: that button's name, empty for none.
  bool top_bar(std::string_view back, std::string_view title, Body body);
  /// A dialog or sheet over everything: focus moves in and later back; the rest cannot be reached,
  /// its fields keep their text. True when it should close. At most one a pass; call it last.
  bool sheet(Key key, const SheetOptions& options, Body body);

  // --- Texts -------------------------------------------------------------------------------------

  void text(std::string_view text, const TextOptions& options = {});
  /// A text whose node stays the same while its words change (times, counts).
  void text(Key key, std::string_view text, const TextOptions& options = {});
  /// `level` 1 is the screen's title (26), 2 a question or part (20), 3 a section label (15).
  void heading(int level, std::string_view text);
  /// A section heading over a list: softer, with an optional count or word at the end.
  void section(std::string_view text, std::string_view trailing = {});
  /// What is read: blank lines divide paragraphs; no wider than the measure.
  void paragraph(std::string_view text, const TextOptions& options = {.style = TextStyle::kNotes});
  /// Spoken politely whenever its words change, and drawn like a text; a key, as it lives long.
  void status(Key key, std::string_view text, const TextOptions& options = {});
  void icon(Icon icon, Ink ink = Ink::kSoft, std::string_view name = {});

  // --- Controls: true (or a value) in the pass that it was used
  // ------------------------------------

  bool button(Key key, const ButtonOptions& options);
  bool icon_button(Key key, const IconButtonOptions& options);
  /// Fills all the room of its column and draws nothing, not even when it has the keyboard: the
  /// cover.
  bool blank_button(Key key, std::string_view name, std::string_view shortcut = {});
  /// Words that lead to another screen.
  bool link(Key key, std::string_view label);
  /// Words that open `file`, which lies beside the program, in a tab of its own.
  void file_link(Key key, std::string_view label, std::string_view file);
  /// Not seen until it has the keyboard; then it leads to the control or part `target`.
  void skip_link(std::string_view label, NodeId target);
  std::optional<int> segmented(Key key, const SegmentedOptions& options);
  /// A switch at the end of its label. True when pressed: the caller flips `checked`.
  bool toggle(Key key, const CheckOptions& options);
  /// A check box before its label. True when pressed: the caller flips `checked`.
  bool check(Key key, const CheckOptions& options);
  FieldResult text_field(Key key, const FieldOptions& options);
  FieldResult note_field(Key key, const FieldOptions& options);
  PassphraseResult passphrase_field(Key key, const PassphraseOptions& options);
  std::optional<PickedFile> file_button(Key key, const FilePickOptions& options);
  /// True when its one control was used (RowAction).
  bool list_row(Key key, const ListRowOptions& options);
  /// The same with further controls at its end.
  bool list_row(Key key, const ListRowOptions& options, Body trailing);
  /// What was dropped on the row `key` of this list (ListRowOptions::takes_drops), as it `drags`.
  std::optional<std::string> dropped_on(Key key);
  /// A line of notes. True when its actions should be opened or closed; `actions` is called while
  /// `open`, and may hold anything (also a note_field to edit it).
  bool line_row(Key key, const LineRowOptions& options, Body actions);

  // --- Signs -------------------------------------------------------------------------------------

  /// A chip that is pressed.
  bool chip_button(Key key, const ChipOptions& options);
  /// True when its action was pressed.
  bool banner(Key key, const BannerOptions& options);
  /// Floats over the lower edge; shown as long as the caller calls it (see wake_at). True when its
  /// action was pressed.
  bool toast(Key key, const ToastOptions& options);
  void progress(Key key, const ProgressOptions& options);
  void time_bar(Key key, const TimeBarOptions& options);

  // --- For tests ---------------------------------------------------------------------------------

  /// The tree of the newest pass, in reading order.
  const std::vector<SemanticsNode>& tree() const;
  /// Paths of keys that were used twice in the newest pass; must be empty.
  const std::vector<std::string>& duplicate_keys() const;

  struct Core;
  Core& core() { return *core_; }

 private:
  std::unique_ptr<Core> core_;
};

}  // namespace quietroom::ui
