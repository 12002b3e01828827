// All that a user may ask. Screens return these; update.cc is the only code that carries them out.
// Plain data; a command that no longer fits the state is ignored or answered with a notice.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/guides/guide.h"
#include "app/model/consent.h"
#include "app/model/types.h"
#include "app/session/cues.h"
#include "app/session/fields.h"
#include "app/session/shortcuts.h"
#include "app/session/sync_desk.h"
#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/page.h"

namespace quietroom::session {

namespace command {

// --- Getting in --------------------------------------------------------------------------------
struct BeginSetup {};         ///< From the welcome screen to choosing a passphrase.
struct ChoosePassphrase {};   ///< Uses the fields kPassphrase and kPassphraseAgain.
struct RecoveryWritten {};    ///< The person says that the code is written down.
struct ConfirmRecovery {};    ///< Uses the fields kRecoveryWord0 to 2.
struct ShowRecoveryAgain {};  ///< Back from the confirmation to the code.
struct Unlock {};             ///< Uses the field kPassphrase.
struct BeginForgotten {};     ///< "I forgot the passphrase."
struct UseRecoveryCode {};    ///< Uses the field kRecoveryCode.
struct BeginOpenCopy {};      ///< To the screen that opens a copy.
struct CopyPicked {
  Bytes bytes;
};
struct OpenCopy {};     ///< Uses kPassphrase, or kRecoveryCode if that is filled.
struct BackToStart {};  ///< From any of these to where it began.
struct BeginErase {};   ///< To the second step, which says what is lost.
struct CancelErase {};  ///< Back from it.
struct EraseAndStartAnew {
};  ///< Only where the store cannot be opened; a copy of it is offered first.
struct TryExample {};
struct LeaveExample {};
struct TakeStore {};  ///< Use the app here instead of in the other window.
struct Lock {};

// --- Moving about ------------------------------------------------------------------------------
struct GoHome {};
struct GoBack {};
struct OpenCases {};
struct OpenPeople {};
struct OpenCase {
  Id id;
};
struct OpenPerson {
  Id id;
};
struct OpenInterview {
  Id id;
};
struct OpenConsent {};   ///< Of the open interview.
struct OpenReadBack {};  ///< Of the open interview.
struct OpenAbout {};
struct OpenLicences {};
struct OpenFirstSteps {};
struct OpenSettings {};
struct OpenShortcuts {};

// --- Sync --------------------------------------------------------------------------------------
struct OpenSync {};
struct TurnOnSync {};      ///< Uses kSyncAddress and kSyncToken.
struct TurnOnSyncHere {};  ///< With the server that this page is from.
struct TurnOffSync {};
struct SyncNow {};
struct PauseSync {};    ///< Until SyncNow, or the next opening.
struct OpenDevices {};  ///< This person's.
struct OpenDevice {     ///< Shows what can be done with it, or hides it.
  Id device;
};
struct NameDevice {};  ///< Uses the field kDeviceName.
struct SetDeviceRemoved {
  Id device;
  bool removed = false;
};
struct FillEndpoint {};  ///< It lost something: it gets it again from here.
struct DismissSyncTrouble {
  SyncTroubleKind kind;
};
struct BeginPairing {};  ///< Adds this device to another one's, or, unlocked, another one to this.
struct ReadPairing {};   ///< Uses the field kPairing.
struct PairingPicked {
  Bytes bytes;
};
struct SavePairing {};    ///< This device's request or answer, as a file.
struct PairingCopied {};  ///< The page has put it on the clipboard.
struct KeepOwnName {};    ///< Uses the field kOwnName; then goes on with what is added.
struct BeginJoining {};   ///< Asks to be added to another person's case.
struct PairingSame {};    ///< The six words are the same on both devices,
struct PairingDiffer {};  ///< or they are not.

// --- Fields ------------------------------------------------------------------------------------
struct EditField {
  Field field;
  std::string value;
};
struct ToggleReveal {};  ///< Shows or hides what passphrase fields hold.

// --- Cases and people --------------------------------------------------------------------------
struct CreateCase {};    ///< Uses the field kNewCase.
struct CreatePerson {};  ///< Uses the field kNewPerson.
struct BeginRename {};   ///< Of the open case or person.
struct Rename {};        ///< Uses the field kRename.
struct CancelRename {};
struct OpenMembers {};    ///< The people of the open case.
struct BeginInviting {};  ///< Adds another one to it.
struct OpenMember {       ///< Shows what can be done, or hides it.
  Id person;
};
struct KeepMemberName {};  ///< Uses the field kOwnName: of this person, in the open case.
struct RemoveMember {
  Id person;
};
struct SetOwner {
  Id person;
  bool owner = false;
};
/// Of the values of a field that two devices wrote apart, `value` is it. A line's text may be
/// another: both in one.
struct Settle {
  model::EntityKind kind;
  Id entity;
  std::string field;
  model::Value value;
  std::vector<model::Revision> saw;  ///< All that were shown.
};
struct BeginShortcut {
  Act act;
};
struct ChangeShortcut {};  ///< Uses the field kShortcut, for the one that was begun.
struct CancelShortcut {};
struct ResetShortcuts {};
// --- Guides ------------------------------------------------------------------------------------
struct OpenGuides {};
struct OpenGuide {
  std::string id;
};
struct UseGuide {
  std::string id;
};                      ///< For the next 1:1s.
struct CopyGuide {};    ///< Of the open one: a copy of one's own.
struct ExportGuide {};  ///< The open one, as a file.
struct GuidePicked {
  Bytes bytes;
};
struct RemoveGuide {
  Id own;
  bool removed;
};
struct OpenGuideItem {
  int index;
};  ///< Of the open guide, for changes; the open one again closes it.
struct AddGuideItem {};
struct RemoveGuideItem {
  int index;
};
struct PutGuideItemBack {
  int index;
  GuideItem item;
};
struct MoveGuideItem {
  int by;
};  ///< The open item.
struct ToggleItemSkip {};
struct ToggleItemEmotion {};

struct StartInterview {};  ///< Uses kStartName; in the open case if there is one.
struct StartInterviewWith {
  Id person;
  Id case_id;
};

// --- The interview -----------------------------------------------------------------------------
struct WriteDraft {
  std::string text;
};
struct CommitLine {
  std::string text;
};
struct CommitDraft {};  ///< The button beside the field: commits the draft and empties the field.
struct KeepAsLines {};  ///< The draft as several lines, one for each of its own.
struct TakeLinesBack {
  std::vector<Id> lines;
  std::string text;
};  ///< Undoes it: the lines are struck, and `text` is in the field again.
struct ChooseKind {
  model::LineKind kind;
};
struct ChooseItem {
  std::string item_id;
};  ///< Empty: no item.
struct NextItem {};
struct PreviousItem {};
struct MarkItem {
  std::string item_id;
  model::ItemProgress progress;
};
struct SelectLine {
  Id line;
};  ///< None: selects nothing.
struct BeginEditLine {
  Id line;
};
struct WriteLineEdit {
  std::string text;
};
struct SaveLineEdit {
  std::string text;
};
struct EndLineEdit {};  ///< Leaving keeps what was typed: it is saved.
struct StrikeLine {
  Id line;
  bool struck;
};
struct SetLineKind {
  Id line;
  model::LineKind kind;
};
struct SetLineItem {
  Id line;
  std::string item_id;
};
struct HoldLine {
  Id line;
  bool held;
};                          ///< Takes a line off the record, or back on it.
struct ToggleOffRecord {};  ///< For the lines to come.
struct StarLine {
  Id line;
  bool star;
};
struct MarkSurprise {
  Id line;
  bool surprise;
};
struct AddPause {};  ///< A line that says that nobody spoke.
// Clean text. What is typed into a passage is EndLineEdit's and SplitEdit's, as a line's is.
struct OpenCleanUp {};
struct ShowRawLines {
  bool on = false;
};
struct DraftPassages {
  std::string item_id;
};  ///< Of all lines of that item that wait for it.
struct CommitPassage {
  std::string text;
};  ///< Under the chosen item.
struct TakeUpLine {
  Id line;
};  ///< Into the open passage, or as one of its own.
struct SelectPassage {
  Id passage;
};
struct StrikePassage {
  Id passage;
  bool struck = false;
};
struct TakePassagesBack {
  std::vector<Id> passages;
};
struct RemovePassage {
  Id passage;
};  ///< Empties its wordings, for good.
struct SetVerbatim {
  Id passage;
  bool on = false;
};
struct SetPassageItem {
  Id passage;
  std::string item_id;
};
struct MovePassage {
  Id passage;
  int by = 0;
};
struct JoinPassage {
  Id passage;
};  ///< With the one before it.
struct TakePassagesApart {
  Id first;
  Id second;
  std::string wording;
};  ///< As TakeApart.
struct UseWording {
  Id passage;
  std::string text;
};
struct ToggleCleaned {};  ///< The sheet that says what is still open.
struct FinishCleanUp {};

struct SplitEdit {};  ///< The line or passage that is being edited, at the line breaks in its text.
struct JoinLine {
  Id line;
};  ///< With the one before it.
struct TakeApart {
  Id first;
  Id second;
  std::string wording;
};  ///< Undoes it: the first line has `wording` again, the second is not struck.
struct MoveLine {
  Id line;
  int by;
};  ///< -1: before the line above it, 1: behind the one below it.
struct SetAlsoItem {
  Id line;
  std::string item_id;
  bool belongs;
};
struct ToggleSorting {};  ///< Going through the lines without an item, one by one.
struct JumpToLine {
  Id line;
};
struct CompleteWord {
  std::string word;
};  ///< Puts a #tag or @name in the place of the one that is being typed.
struct NotesPicked {
  Bytes bytes;
};  ///< A text file with notes that were taken elsewhere.
struct ToggleClock {};
struct OpenProbes {};
struct CloseProbes {};
struct ChoosePlan {
  int minutes;
};
struct ShowOnlyItem {
  bool on;
};
struct ToggleItems {};      ///< The list of items as a sheet, where it has no room.
struct ToggleMore {};       ///< Time, plan and consent as a sheet, where they have no room.
struct ToggleCues {};       ///< The cues of the chosen item, where they are folded away.
struct CloseInterview {};   ///< The conversation is over; can be undone.
struct ReopenInterview {};  ///< Goes on with a closed one: its notes take lines again.
struct UndoLast {};         ///< Undoes what the toast offers to undo.

// --- Closing, and what helps meanwhile ----------------------------------------------------------
struct OpenClosing {};  ///< What is said at the end, before the conversation is closed.
struct CloseClosing {};
struct FinishInterview {};  ///< An outreach 1:1 whose conversation is closed: nothing comes after.
struct OpenQuietCues {};
struct CloseQuietCues {};
struct ChooseCue {
  Cue cue;
};  ///< Shown above the field until another or none is chosen.
struct ChooseBreaths {
  int per_minute;
};
struct BeginCloseCase {};  ///< Says what closing the open case does.
struct CancelCloseCase {};
struct CloseCase {};  ///< For good; its private notes are destroyed.

// --- Who else ----------------------------------------------------------------------------------
struct OpenReferrals {};
struct CloseReferrals {};
struct Refer {};  ///< Uses kReferralName and kReferralAbout. Asks back where the name is known.
struct ReferKnown {
  Id person;
};  ///< Answers that: it is this person; none: somebody else of that name.
struct StrikeReferral {
  Id referral;
  bool struck;
};
struct StartCandidate {
  Id interview;
};  ///< Somebody on the list: the 1:1 begins now.

// --- The private screen ------------------------------------------------------------------------
struct OpenPrivate {};  ///< Of the open interview.
struct MarkPrivate {
  model::ObservationKind kind;
  bool on;
};
struct TellFollowUp {
  bool told;
};  ///< With the person's yes: others may know what the field kFollowUp says. Or not any more.

// --- Reading back ------------------------------------------------------------------------------
struct ReadByItem {
  bool on;
};
struct ReadFrom {
  int item = -1;
};                     ///< Scrolls to an item, counted as in reading.h; -1: the screen is there.
struct PrintNotes {};  ///< As they are read: by time or by item.

// --- Consent -----------------------------------------------------------------------------------
struct SetConsentNotes {
  model::Answer answer;
};
struct SetConsentReturn {
  model::Answer answer;
};
struct SetConsentMedium {
  model::Answer answer;
};
struct SetConsentQuote {
  model::QuoteChoice choice;
};
struct SetConsentForm {
  model::ConsentForm form;
};
struct RecordConsent {};
struct ReadConsentAloud {};  ///< To the text alone, in large type.
struct PrintConsent {};      ///< A copy for the interviewee, on paper
struct SaveConsent {};       ///< or as a file.
struct ShowConsentRecord {
  Id record;
};  ///< An earlier one, whole; the open one again closes it.
struct OpenConsentText {};
struct KeepConsentText {};  ///< What is in the field kConsentText, as the next version.
struct TakeShippedText {};  ///< Into the field kConsentText.
struct WithdrawConsent {};

// --- Always ------------------------------------------------------------------------------------
struct Cover {};
struct Uncover {};
struct SaveCopy {};
struct CancelCopy {};
struct KeepStorage {};  ///< Asks the browser to keep the storage.
struct ApplyUpdate {};
struct LaterUpdate {};
struct Install {};
struct DismissNotice {};
struct LineCopied {};  ///< The page has put a line on the clipboard.
struct ChooseTheme {
  int choice;
};  ///< 0 as the system, 1 light, 2 dark, 3 high contrast.
struct ChooseLanguage {
  LanguageChoice choice;
};
struct TypeLocally {
  bool on;
};  ///< Off: the browser may check, correct and complete what is typed.

}  // namespace command

/// What somebody asks for: one of namespace command, whole. (A std::variant of so many kinds made
/// each file that looked into one take half a minute and 100 MB to compile.)
class Command {
 public:
  template <typename What>
  Command(What what) : kind_(kKind<What>), held_(std::make_shared<const What>(std::move(what))) {}

  /// The command if it is a `What`, else null.
  template <typename What>
  const What* as() const {
    return kind_ == kKind<What> ? static_cast<const What*>(held_.get()) : nullptr;
  }

  /// Calls `visitor` with the one that it is.
  template <typename Visitor>
  void visit(Visitor&& visitor) const {
    switch (kind_) {
#define QUIETROOM_COMMAND(name) \
  case Kind::k##name:           \
    return visitor(*static_cast<const command::name*>(held_.get()));
#include "app/session/command_list.inc"
#undef QUIETROOM_COMMAND
    }
  }

  /// Which of them it is, from 0 in the order of the list.
  std::size_t kind() const {
    return static_cast<std::size_t>(kind_);
  }

 private:
  enum class Kind : std::uint16_t {
#define QUIETROOM_COMMAND(name) k##name,
#include "app/session/command_list.inc"
#undef QUIETROOM_COMMAND
  };
  template <typename What>
  struct KindOf;
  template <typename What>
  static constexpr Kind kKind = KindOf<What>::value;

  Kind kind_;
  std::shared_ptr<const void> held_;
};

#define QUIETROOM_COMMAND(name)                  \
  template <>                                    \
  struct Command::KindOf<command::name> {        \
    static constexpr Kind value = Kind::k##name; \
  };
#include "app/session/command_list.inc"
#undef QUIETROOM_COMMAND

using Commands = std::vector<Command>;

}  // namespace quietroom::session
