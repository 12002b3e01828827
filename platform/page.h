// The page seam: what the page tells the program (events) and what the program asks of the page
// (requests), as plain data. The web bridge turns both into messages (web/protocol.js has the same
// list); native tests hand events in and read requests out. No callbacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/semantics.h"

namespace quietroom {

// --- From the page -----------------------------------------------------------------------------

/// The visible size in CSS pixels. `height` excludes what a soft keyboard covers.
struct ViewportEvent {
  float width = 0;
  float height = 0;
  float pixel_ratio = 1;
  /// 1 is 100 %. The person's own text size (browser or system), 0.8 to 2.
  float text_scale = 1;
};

/// The languages that the page and the program speak.
enum class PageLanguage { kEnglish, kGerman };
/// What the person chose; the page keeps it, because it holds before anything is unlocked.
enum class LanguageChoice { kBrowser, kEnglish, kGerman };

/// What the person set in their system, and which language the page speaks.
struct PreferencesEvent {
  bool dark = false;
  bool reduced_motion = false;
  bool high_contrast = false;
  bool forced_colours = false;
  bool touch = false;      ///< The first pointer is a finger.
  bool installed = false;  ///< Runs as an installed app.
  PageLanguage language = PageLanguage::kEnglish;
  LanguageChoice language_choice = LanguageChoice::kBrowser;
};

enum class PointerPhase { kMove, kDown, kUp, kLeave };
/// For hover and pressed looks only; activation comes as ActionEvent from the mirror's real
/// elements.
struct PointerEvent {
  PointerPhase phase = PointerPhase::kMove;
  float x = 0;
  float y = 0;
  bool touch = false;
};

/// A real scroll container in the mirror was scrolled (by wheel, finger, keys or a screen reader).
struct ScrollEvent {
  NodeId node = 0;
  float y = 0;
};

/// A finger sweeps a row aside that `touch_opens` something; when it is lifted, once more with x 0.
struct SwipeEvent {
  NodeId node = 0;
  float x = 0;        ///< How far the row goes with it; below 0: to the left.
  bool acts = false;  ///< Lifted now, it would press what the row opens.
};

/// A key that no field and no control used. `key` as KeyboardEvent.key; `code` as .code ("KeyQ").
struct KeyEvent {
  std::string key;
  std::string code;
  bool ctrl = false;  ///< Ctrl, or Command on Apple systems.
  bool shift = false;
  bool alt = false;
  NodeId focus = 0;  ///< The focused node; 0 for none.
};

/// A field's whole text after an edit (never in the middle of a composition). `base`: what the page
/// believed the program to hold when it was typed, if the program may have set another text since
/// (the page is being left and cannot wait for that).
struct TextEvent {
  NodeId node = 0;
  std::string value;
  std::optional<std::string> base = {};
};

/// kSubmit is Enter in a field whose node says `submit_on_enter`; the field is empty afterwards, so
/// `value` is the only copy of what it held. kDrop: another control was dropped on this one, and
/// `value` is what that one `drags`.
enum class NodeAction { kClick, kFocus, kBlur, kSubmit, kDrop };
struct ActionEvent {
  NodeId node = 0;
  NodeAction action = NodeAction::kClick;
  std::string value;
  std::optional<std::string> base = {};  ///< As in TextEvent; of kSubmit.
};

/// The person picked or dropped a file on a node with `picks_file`, or, with `node` 0, dropped it
/// on a screen that has no such node.
struct FileEvent {
  NodeId node = 0;
  std::string name;
  Bytes bytes;
};

enum class LifecyclePhase { kVisible, kHidden, kLeaving };
struct LifecycleEvent {
  LifecyclePhase phase = LifecyclePhase::kVisible;
};

/// Who holds the store, and whether it can be held at all.
enum class StoreAccess {
  kOurs,         ///< Files may be used from now on.
  kElsewhere,    ///< Another tab holds it.
  kAskedFor,     ///< Another tab asks for it: flush, close, then answer with ReleaseStoreRequest.
  kTakenAway,    ///< It was stolen: stop writing at once; the files are gone.
  kUnavailable,  ///< This browser cannot keep files here (private window, old browser).
};
/// What keeps the files.
enum class StorageKind {
  kFiles,     ///< Files: flush() is durable.
  kDatabase,  ///< The browser's database: durable when a KeptEvent says so.
  kPassing,   ///< The same in a private window: it is gone when the window is.
};
struct StoreEvent {
  StoreAccess access = StoreAccess::kElsewhere;
  std::string reason;  ///< For kUnavailable and kTakenAway: the browser's own words, no user text.
  StorageKind storage = StorageKind::kFiles;  ///< For kOurs.
};

/// So many flushes are durable by now; see Files::promised.
struct KeptEvent {
  std::uint64_t flushes = 0;
  std::string problem;  ///< Why no more are, in the browser's words; empty while all is well.
};

/// The answer to a request to keep the storage; absent while unknown.
struct PersistEvent {
  bool granted = false;
};

/// A new version of the program waits to be used.
struct UpdateEvent {};

/// The browser offers to install the app.
struct InstallEvent {
  bool available = false;
};

/// A connection came or went, as far as the browser knows.
struct OnlineEvent {
  bool online = true;
};

/// Something that the person gave was not taken, and nothing was changed.
enum class Refusal {
  kTooLong,      ///< More text than the field takes.
  kFileHere,     ///< A file was dropped where nothing takes one.
  kUnreadable,   ///< A file or folder that cannot be read.
  kNoClipboard,  ///< The browser does not let the text be copied.
  kNoPrint,      ///< The browser prints no pages.
};
struct RefusedEvent {
  Refusal what = Refusal::kTooLong;
};

/// Where the program is shown, as far as the page has anything to do with it.
enum class SecondWindow {
  kNone,     ///< In its tab.
  kPanel,    ///< In a panel over all windows; the tab holds its place.
  kPopup,    ///< The page has opened a small window, which takes the store over.
  kIsPopup,  ///< This page is that small window.
  kRefused,  ///< The browser has no such panel and opened no window.
};
struct SecondWindowEvent {
  SecondWindow state = SecondWindow::kNone;
};

using PageEvent = std::variant<ViewportEvent, PreferencesEvent, PointerEvent, ScrollEvent,
                               SwipeEvent, KeyEvent, TextEvent, ActionEvent, FileEvent,
                               LifecycleEvent, StoreEvent, PersistEvent, UpdateEvent, InstallEvent,
                               OnlineEvent, KeptEvent, RefusedEvent, SecondWindowEvent>;

// --- To the page -------------------------------------------------------------------------------

/// What changed in the semantics tree since the last one. Applying it in order gives the tree.
struct SemanticsRequest {
  std::vector<SemanticsNode> changed;  ///< New or changed nodes, whole.
  std::vector<NodeId> removed;
  /// All nodes in reading order, parents before children; empty if the order did not change.
  std::vector<NodeId> order;
};

/// Says `text` to a screen reader, politely or at once. Never typed text.
struct AnnounceRequest {
  std::string text;
  bool assertive = false;
};

/// Moves the keyboard to `node`.
struct FocusRequest {
  NodeId node = 0;
};

/// Replaces a field's text from the program's side (a draft restored, a field cleared). What was
/// typed since it held `base` stays; without it the text is replaced as it is.
struct SetTextRequest {
  NodeId node = 0;
  std::string value;
  std::optional<std::string> base;
};

/// Offers `bytes` as a download.
struct SaveFileRequest {
  std::string name;
  std::string media_type;
  Bytes bytes;
};

/// One paragraph of a page on paper.
struct PrintBlock {
  enum class Kind {
    kTitle,    ///< Once, first.
    kHeading,  ///< A part of it.
    kNote,     ///< Small: what is said about the page or a part.
    kText,
    kLine,  ///< A timed entry.
  };
  Kind kind = Kind::kText;
  std::string text;
  std::string lead;  ///< Small, before the text ("10:42 Quote"); may be empty.
};

/// Prints a page of its own through the browser. Plain text that leaves the store: nothing of it
/// stays in the page afterwards.
struct PrintRequest {
  std::vector<PrintBlock> blocks;
};

/// Asks the browser to keep the storage (answer: PersistEvent).
struct PersistRequest {};
/// Takes the store over from another tab (answer: StoreEvent).
struct TakeStoreRequest {};
/// The store is closed; the page may give it away.
struct ReleaseStoreRequest {};
/// Activates the waiting version; the page reloads when it is in charge.
struct ApplyUpdateRequest {};
/// Shows the browser's own install dialog.
struct InstallRequest {};
/// The page's own colours (0xRRGGBB), for what lies behind and around the canvas.
struct ChromeRequest {
  std::uint32_t paper = 0;
  bool dark = false;
};

/// Whether anything is written that is not durable yet; the page asks before it is left then.
struct UnsavedRequest {
  bool any = false;
};

/// Keeps the choice and speaks that language; answered with a PreferencesEvent.
struct LanguageRequest {
  LanguageChoice choice = LanguageChoice::kBrowser;
};

using PageRequest = std::variant<SemanticsRequest, AnnounceRequest, FocusRequest, SetTextRequest,
                                 SaveFileRequest, PrintRequest, PersistRequest, TakeStoreRequest,
                                 ReleaseStoreRequest, ApplyUpdateRequest, InstallRequest,
                                 ChromeRequest, UnsavedRequest, LanguageRequest>;

}  // namespace quietroom
