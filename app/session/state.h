// All that a screen may read. Written by the session alone; a screen gets it const.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/guides/consent_text.h"
#include "app/guides/guide.h"
#include "app/model/clean_up.h"
#include "app/model/consent.h"
#include "app/model/language_hints.h"
#include "app/model/rules.h"
#include "app/model/text_diff.h"
#include "app/model/types.h"
#include "app/session/cues.h"
#include "app/session/fields.h"
#include "app/session/private_desk.h"
#include "app/session/shortcuts.h"
#include "app/session/sync_desk.h"
#include "platform/base/ids.h"
#include "platform/page.h"

namespace quietroom::session {

enum class Screen : std::uint8_t {
  kStarting,          ///< Nothing is known yet; shown for a moment at most.
  kUnavailable,       ///< This browser cannot keep files.
  kElsewhere,         ///< Another window holds the store.
  kWelcome,           ///< First visit.
  kChoosePassphrase,  ///< First visit, or a new one after the recovery code.
  kShowRecovery,
  kConfirmRecovery,
  kUnlock,
  kForgotten,
  kOpenCopy,
  kDamaged,     ///< The store or its keys cannot be read.
  kFirstSteps,  ///< What matters, once after the first setup; later from the about screen.
  kHome,
  kCases,
  kCase,
  kPeople,
  kPerson,
  kInterview,
  kConsent,
  kPrivate,  ///< What the interviewer notices, for the interviewer alone.
  kAbout,
  kLicences,
  kShortcuts,
  kSettings,
  kGuides,
  kGuide,
  kReadBack,         ///< The open interview as a clean page.
  kConsentReading,   ///< The consent text alone, in large type.
  kConsentText,      ///< The consent text of one's own, to be changed.
  kSync,             ///< Other devices: where to, how it stands.
  kPairing,          ///< A device is added: on the new one before there is a store, and on the old.
                     ///< Or a person, to a case: on either's device.
  kMembers,          ///< The people of the open case.
  kDevices,          ///< This person's devices.
  kCleanUp,          ///< The open interview: its lines, and the clean text that is made of them.
  kOthersInterview,  ///< A 1:1 that another member holds: to read, as far as consent names one.
};

/// What the person is told about the last thing that happened. One at a time.
struct Notice {
  enum class Kind : std::uint8_t { kDone, kProblem };
  Kind kind = Kind::kDone;
  std::string text;  ///< What happened, what is safe, what to do.
  bool can_undo = false;
  std::int64_t until_ms = 0;  ///< Steady time at which it goes by itself; 0: it stays.
};

/// Why the store does not open; each has its own words on the screen.
enum class Damage : std::uint8_t {
  kNone,
  kKeysMissing,   ///< The store is there, its key file is not.
  kKeysDamaged,   ///< The key file is not what was written.
  kStoreMissing,  ///< The key file is there, the store is not.
  kStoreDamaged,  ///< The store is not what was written.
  kNewer,         ///< Made by a newer version of the program.
  kDisk,          ///< The device's storage failed or is full.
};

/// How easily a passphrase is guessed, in words.
struct Strength {
  int level = 0;  ///< 0 nothing typed, 1 weak, 2 fair, 3 strong.
  std::string text;
};

struct Setup {
  std::vector<std::string> recovery_words;  ///< 24, only while they are shown or asked for.
  std::array<std::size_t, 3> asked{};       ///< Which words the confirmation asks for, from 0.
  bool replaces_passphrase = false;         ///< A new one after the recovery code.
  bool joins = false;                       ///< The first one here, of somebody with a device.
  bool has_copy = false;                    ///< A copy was picked and is well-formed.
  std::size_t copy_size_bytes = 0;
};

/// Where text stands between the field and the disk.
enum class Saved : std::uint8_t { kNothing, kWriting, kSaved, kFailed };

/// An interview that is open on the screen.
struct InterviewView {
  model::Interview interview;
  std::string held_by;           ///< Another member, who alone writes in it; empty: this person.
  const Guide* guide = nullptr;  ///< Null if the interview was held with a guide we do not have.
  std::vector<model::Line> lines;
  /// Lines that the storage has not taken yet; shown after `lines`, marked as not saved. Tried
  /// again until they are durable.
  std::vector<model::Line> unsaved;
  /// Of `lines` those whose last change is stored but not durable yet.
  std::vector<Id> settling;
  bool settling_failed = false;  ///< They take too long, or the device refused them.
  std::map<std::string, model::ItemState, std::less<>> items;
  model::ConsentRecord consent;
  std::vector<model::Conflict> conflicts;  ///< Of the interview itself; its lines have theirs.
  std::string item_id;                     ///< The item that new lines belong to; empty: none.
  model::LineKind kind = model::LineKind::kParaphrase;
  std::string draft;  ///< What is in the note field.
  /// Changes when the program itself sets the note field's text (a draft restored, the field
  /// emptied by its button); never after Enter, when the page has emptied it already.
  std::uint32_t draft_revision = 0;
  Saved draft_saved = Saved::kNothing;
  /// The note field changed a moment ago: its state is not told letter by letter.
  bool typing = false;
  Id selected_line;
  std::vector<model::LineVersion> earlier;  ///< Wordings that this line had before, newest first.
  Id editing_line;
  std::string line_edit;
  std::string edit_before;                ///< What was in it when the edit began.
  std::vector<model::Revision> edit_saw;  ///< The wordings that it replaces: those seen then.
  bool off_record = false;                ///< The next lines are off the record.
  bool sorting = false;                   ///< Lines without an item are put under one, one by one.
  bool probes_open = false;
  bool referrals_open = false;
  bool closing_open = false;               ///< The sheet before the conversation is closed.
  bool quiet_cues_open = false;            ///< The sheet of quiet cues and support contacts.
  Cue cue = Cue::kNone;                    ///< Shown above the field.
  std::vector<model::Referral> referrals;  ///< Who was named in this 1:1.
  /// Who is known under the name that was given: the question which of them it is.
  std::vector<model::Person> same_name;
  std::vector<std::string> completions;  ///< For the #tag or @name at the end of `draft`.
  Id jump_line;                          ///< To be scrolled to.
  bool only_item = false;                ///< Shows the lines of the chosen item only.
  bool items_open = false;               ///< The sheet of items, where it has no room of its own.
  bool more_open = false;     ///< The sheet of time, plan and consent, where they have no room.
  bool cues_open = false;     ///< The cues of the chosen item, where they are folded away.
  bool read_by_item = false;  ///< Read back by item instead of by time.
  int read_from = -1;         ///< The item to be scrolled to while reading; see reading.h.
  int elapsed_minutes = 0;
  int item_minutes = 0;              ///< Of these, roughly, about the chosen item; see item_time.h.
  std::uint32_t lines_revision = 0;  ///< Changes with every change of `lines` or `passages`.

  std::vector<model::Passage> passages;  ///< Of its clean text, in the order in which it is read.
  Id selected_passage;
  std::vector<model::LineVersion> earlier_of_passage;  ///< As `earlier`.
  model::StillOpen still_open;                         ///< Before it may be called clean.
  bool raw_shown = false;     ///< Its lines instead, where there is no room for both.
  bool cleaned_open = false;  ///< The sheet before it is called clean.

  const GuideItem* item() const { return guide == nullptr ? nullptr : guide->find(item_id); }
};

/// A device that is being added, as the device in hand sees it.
struct PairingView {
  enum class Step : std::uint8_t {
    kName,     ///< Of a case: how this person wants to be called there.
    kRequest,  ///< The one that asks: its request is shown, the answer is waited for.
    kRead,     ///< The other one: the request is waited for.
    kCompare,  ///< What came from the other device has six words, and a person says if they fit.
    kAnswer,   ///< The other one: its answer is shown.
  };
  bool of_case = false;  ///< A person is added to a case, and no device to a person.
  bool takes = false;    ///< This is the device that asks, and takes the answer.
  Step step = Step::kRead;
  std::string text;                 ///< The request or answer of this device, to be pasted.
  std::vector<std::string> own;     ///< The six words of that; empty until they are made.
  std::vector<std::string> theirs;  ///< Those of what came; empty likewise.
  /// Of a case, from what came: who asks, or what the case is called.
  std::string about;
};

/// The people of the open case, while their screen is open.
struct MembersView {
  std::vector<CaseMember> members;  ///< Empty while its keys are not here.
  Id open;                          ///< Whose row shows what can be done.

  bool i_own() const {
    return std::any_of(members.begin(), members.end(),
                       [](const CaseMember& one) { return one.me && one.owner; });
  }
};

/// The private screen, while it is open and never else.
struct PrivateView {
  PrivateNotes notes;
  Saved saved = Saved::kNothing;  ///< Of what is typed.
};

/// Somebody on a case's list, with whom no 1:1 was held yet.
struct Candidate {
  model::Interview interview;
  std::vector<model::Referral> referrals;  ///< Who named them; may be empty.
};

/// A guide that can be chosen.
struct GuideEntry {
  Id own;  ///< None: it ships with the program and cannot be changed.
  Guide guide;
};

/// The guide on the screen.
struct GuideView {
  GuideEntry entry;
  int item_index = -1;  ///< The item that is open for changes.
  Saved saved = Saved::kNothing;
  bool renumbered = false;  ///< It got its next version number since it was opened.

  bool is_own() const { return !entry.own.is_none(); }
  const GuideItem* item() const {
    const auto at = static_cast<std::size_t>(item_index);
    return item_index >= 0 && at < entry.guide.items.size() ? &entry.guide.items[at] : nullptr;
  }
};

/// The answers that are being filled in before they are recorded.
struct ConsentForm {
  model::ConsentAnswers answers;
  model::ConsentForm form = model::ConsentForm::kSpoken;
  std::string text;                           ///< As it is to be read, blanks filled.
  int text_version = 0;                       ///< Of `text`.
  std::string problem;                        ///< Why it cannot be recorded yet; empty if it can.
  std::vector<model::ConsentRecord> history;  ///< All records, oldest first.
  Id open_record;                             ///< The earlier one that is shown whole.
  /// What became of the text that was read last, since; empty if it is the same version.
  std::vector<model::DiffPart> text_changes;
  std::vector<CaseMember> members;  ///< Of its case, but for this person.
};

/// Facts about the device and the program that several screens show.
struct Device {
  std::string build;    ///< The hash of the program's files.
  std::string version;  ///< "0.1.0"
  bool online = true;
  bool installed = false;
  bool can_install = false;
  bool update_waiting = false;
  bool update_put_off = false;
  std::optional<bool> persisted;  ///< The browser's answer; absent while unknown.
  std::int64_t last_copy_ms = 0;  ///< 0: never.
  std::string unavailable_reason;
  StorageKind storage = StorageKind::kFiles;
  SecondWindow second_window = SecondWindow::kNone;
  LanguageChoice language_choice = LanguageChoice::kBrowser;
};

/// A copy that is being made.
struct CopyUnderWay {
  std::int64_t since_ms = 0;  ///< Steady time.
  bool shown = false;         ///< It takes long enough for people to wonder.
  int percent = 0;            ///< In steps of kCopyPercentStep.
};

struct State {
  Screen screen = Screen::kStarting;
  /// Grows with every change of screen: a screen that sees a new one puts the keyboard where its
  /// work begins.
  std::uint32_t visit = 0;
  bool covered = false;
  bool unlocked = false;
  bool example = false;
  bool busy = false;    ///< A key is being derived.
  bool reveal = false;  ///< Passphrase fields show what they hold.
  bool taking_store = false;
  bool interview_kept = false;  ///< Locked in the middle of an interview: unlocking goes on there.
  bool renaming = false;
  Shortcuts shortcuts;
  std::optional<Act> changing_shortcut;  ///< The one whose keys are in the field kShortcut.
  std::string problem;  ///< What is wrong with the form on the screen; empty if nothing.
  /// The field that `problem` is about; absent: the form as a whole.
  std::optional<Field> problem_field;
  bool asking_erase = false;    ///< The second step before everything on this device is erased.
  bool may_close_case = false;  ///< The open one: who has made it may.
  bool asking_close = false;    ///< The same before the open case is closed.
  Damage damage = Damage::kNone;
  Strength strength;
  Setup setup;
  Fields fields;
  /// Changes when the session itself sets or empties a field: the screens then show what `fields`
  /// says instead of what was typed.
  std::uint32_t fields_revision = 0;
  std::optional<Notice> notice;
  std::optional<CopyUnderWay> copy;
  std::optional<Notice> storage_problem;  ///< Stays until a write has succeeded again.

  std::vector<model::Case> cases;
  std::vector<model::Person> people;
  std::vector<model::Interview> under_way;
  std::vector<model::Interview> recent;   ///< Closed ones, latest first.
  std::vector<model::Interview> of_open;  ///< Of the open case or person.
  std::optional<model::Case> open_case;
  std::optional<model::Person> open_person;
  std::vector<model::Conflict> conflicts;  ///< Of the open case or person.
  std::optional<InterviewView> interview;
  std::optional<PrivateView> private_view;
  std::vector<Candidate> candidates;  ///< Of the open case.
  std::vector<GuideEntry> guides;     ///< Those that ship first.
  std::string chosen_guide;           ///< The id of the one for the next 1:1.
  std::optional<GuideView> open_guide;
  ConsentForm consent_form;
  ConsentText consent_text;  ///< The one that is read from now on: one's own, or what ships.
  bool consent_text_is_own = false;

  SyncView sync;
  std::optional<PairingView> pairing;
  MembersView members;
  Id open_device;  ///< Whose row shows what can be done.
  Device device;
  int theme_choice = 0;  ///< 0 as the system, 1 light, 2 dark, 3 high contrast.
  /// What is typed is shown to nobody: the browser's spell checking and the like are off.
  bool type_locally = true;
  model::OwnHints own_hints;  ///< What the field kHints says.
  bool clock_hidden = false;  ///< In a 1:1 no time is shown.
  int breaths_per_minute = kBreathsUsual;
  std::int64_t now_ms = 0;     ///< Wall time of this pass.
  int utc_offset_minutes = 0;  ///< Of local time at `now_ms`.
};

}  // namespace quietroom::session
