// The things that a person works with, as plain values: cases, people, interviews, lines. What the
// screens read and what the store hands out. Not for rules (rules.h, interview_life.h) and not for
// how changes travel (entities.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/wording.h"
#include "platform/base/ids.h"

namespace quietroom::model {

/// What a case is about. The numbers are stored: never renumber.
enum class CaseKind : std::uint8_t { kIncident = 1, kOutreach = 2 };

/// An incident, or an outreach circle. A case is a vault: what is synced together.
struct Case {
  Id id;
  std::string title;  ///< One line, 1 to 200 code points.
  CaseKind kind = CaseKind::kIncident;
  std::int64_t created_ms = 0;  ///< Wall time, milliseconds since 1970 UTC.
  bool closed = false;          ///< For good: no 1:1 begins in it any more.
  Id names_room;                ///< The room for names and pseudonyms of this case.
  bool conflict = false;    ///< Some field has two values from two devices; the later one is shown.
  int interview_count = 0;  ///< Filled by Store::cases().
  /// Who founded its vault, as KnownVault has it; empty before it was synced.
  std::string founder;
};

/// Somebody to talk with.
struct Person {
  Id id;
  std::string name;  ///< One line, 1 to 200 code points.
  std::int64_t created_ms = 0;
  bool archived = false;
  bool conflict = false;
  int interview_count = 0;  ///< Filled by Store::people().
};

/// Where an interview stands. The numbers are stored: never renumber. Allowed steps:
/// interview_life.h.
enum class InterviewState : std::uint8_t {
  kCandidate = 1,
  kInvited = 2,
  kDeclined = 3,
  kScheduled = 4,
  kHeld = 5,  ///< From the first minute of the conversation on; see Interview::ended_ms.
  kCleaned = 6,
  kWithInterviewee = 7,
  kSigned = 8,
  kNoAnswer = 9,
  kStruck = 10,
  kCoded = 11,
  kClosed = 12,
};

/// What became of the raw notes. The numbers are stored.
enum class RawNotes : std::uint8_t { kKept = 1, kDestroyed = 2 };

/// The four keys of an interview; minted when it is made (docs/design/store.md, rooms).
struct InterviewRooms {
  Id raw;
  Id held_back;
  Id draft;
  Id signed_off;
};

/// One 1:1 with one person in one case.
struct Interview {
  Id id;
  Id case_id;
  Id person_id;
  std::string guide_id;
  int guide_version = 0;
  /// The guide as it was when the interview was made (guide_json.h); empty in interviews of
  /// program version 0.1.0, which knew one guide only. Filled by Store::interview() alone.
  std::string guide_body;
  int plan_minutes = 60;  ///< 60, 45 or 30.
  InterviewState state = InterviewState::kCandidate;
  RawNotes raw_notes = RawNotes::kKept;
  std::int64_t created_ms = 0;
  std::int64_t started_ms = 0;  ///< 0: not started.
  std::int64_t ended_ms = 0;    ///< The conversation was closed; 0: not yet.
  InterviewRooms rooms;
  bool conflict = false;
  Id interviewer;  ///< Who made it, and alone writes in it: the author of their operations.

  // Filled by the store for lists, so that a screen needs one read.
  std::string person_name;
  std::string case_title;
  CaseKind case_kind = CaseKind::kIncident;
  bool case_closed = false;
  std::string follow_up;  ///< What others may know of an agreed follow-up; empty: nothing.
  int line_count = 0;     ///< Struck lines not counted.
  std::int64_t last_line_ms = 0;

  /// True while the conversation runs: notes are being taken.
  bool under_way() const { return state == InterviewState::kHeld && ended_ms == 0; }
};

/// Whose words a line holds. The numbers are stored: never renumber.
enum class LineKind : std::uint8_t {
  kQuote = 1,
  kParaphrase = 2,
  kInference = 3,
  kPause = 4,  ///< Nobody spoke: the text says so.
};

/// What lines and passages have in common: a text in its place, which devices may have changed
/// apart.
struct Written {
  Id id;
  Id interview_id;
  std::string item_id;     ///< An item of the interview's guide; empty: not assigned yet.
  std::string text;        ///< 1 byte to 16 KiB of UTF-8; may hold line breaks.
  std::int64_t place = 0;  ///< Its order among its like; see docs/design/operations.md.
  bool struck = false;
  bool edited = false;    ///< Its text was changed after it was first written.
  bool conflict = false;  ///< Some field has two values from two devices.
  /// The fields whose values a person has to choose from, the text first.
  std::vector<Conflict> conflicts;
  /// `text` is put together from its two wordings, which both are in `conflicts`.
  bool merged = false;
  /// It was struck on one device while its text was changed on another: it stands.
  bool struck_over = false;

  /// The wordings of its text, where it has several; else null.
  const Conflict* wordings() const {
    return conflicts.empty() || conflicts[0].field != field::kText ? nullptr : &conflicts[0];
  }
  /// Two wordings, and no way to see them as one text.
  bool has_two_texts() const { return wordings() != nullptr && !merged; }
  /// Somebody has to choose.
  bool asks() const { return !conflicts.empty() || struck_over; }
  /// All that was written: its text, or each of its wordings below the other.
  std::string whole_text() const { return has_two_texts() ? joined(*wordings()) : text; }
};

/// One timed entry of raw notes.
struct Line : Written {
  std::vector<std::string>
      also_items;  ///< Further items that it belongs to, sorted; without `item_id`.
  LineKind kind = LineKind::kParaphrase;
  std::int64_t at_ms = 0;  ///< When it was written.
  bool star = false;
  bool surprise = false;  ///< It surprised the interviewer.
  bool held = false;      ///< Off the record: in the held-back room, nowhere else.

  bool is_under(std::string_view item) const {
    return item_id == item ||
           std::find(also_items.begin(), also_items.end(), item) != also_items.end();
  }
  /// It belongs to no item, and should: somebody said it and it stands.
  bool waits_for_item() const { return item_id.empty() && !struck && kind != LineKind::kPause; }
};

/// A paragraph of clean text: what may be given back and shared. In the draft room.
struct Passage : Written {
  bool verbatim = false;  ///< The person's own words, as they were said.
  std::vector<Id> lines;  ///< The lines that it comes from, ascending by id.

  bool comes_from(const Id& line) const {
    return std::binary_search(lines.begin(), lines.end(), line);
  }
};

/// A guide that somebody here has made or brought.
struct OwnGuide {
  Id id;
  std::string body;  ///< As guide_json() writes it.
  std::int64_t created_ms = 0;
  bool archived = false;
  bool conflict = false;
};

/// One wording that a line or passage has or had.
struct LineVersion {
  std::string text;
  std::int64_t at_ms = 0;  ///< When this wording was written, by its writer's clock.
  Id author;
  Id device;
  bool current = false;  ///< Nothing has replaced it.
};

/// How far an item of the guide is. The numbers are stored: never renumber.
enum class ItemProgress : std::uint8_t { kOpen = 1, kDone = 2, kSkipped = 3, kCovered = 4 };

/// The state of one item in one interview. Items without one are open.
struct ItemState {
  std::string item_id;
  ItemProgress progress = ItemProgress::kOpen;
  Id covered_by;  ///< For kCovered: the line where it was covered, or none.
  bool conflict = false;
};

/// Who was named in a 1:1 as somebody to talk with, and about what.
struct Referral {
  Id id;
  Id interview_id;  ///< The 1:1 in which it was said.
  Id person_id;     ///< Who was named.
  std::string about;
  std::int64_t created_ms = 0;
  bool struck = false;
  bool conflict = false;

  // Filled by the store for lists.
  std::string person_name;
  std::string named_by;  ///< The person of `interview_id`.
};

/// One step that an interview took.
struct InterviewStep {
  InterviewState state = InterviewState::kCandidate;
  std::int64_t at_ms = 0;
  Id author;
};

/// What a private observation is about. The numbers are stored.
enum class ObservationKind : std::uint8_t {
  kNote = 1,
  kFatigue = 2,
  kBurnout = 3,
  kFrustration = 4,
  kHeroism = 5,
  kEngaged = 6,
  kMobilised = 7,
  kShutDown = 8,
  kUnderAnHour = 9,  ///< How long somebody worked on it: coarse on purpose, never summed.
  kPartOfADay = 10,
  kWholeDay = 11,
  kSeveralDays = 12,
  kWeeks = 13,
  kFollowUp = 14,  ///< What was agreed to follow; others see it only by the person's yes.
  kDebrief = 15,   ///< The interviewer's own debrief, by item of its guide.
};

/// The interviewer's own observation about how somebody is. Lives in the private store only.
struct Observation {
  Id id;
  Id interview_id;
  ObservationKind kind = ObservationKind::kNote;
  std::string item_id;  ///< For kDebrief: the item of its guide; else empty.
  std::string text;     ///< May be empty where the kind says it all.
  std::int64_t at_ms = 0;
  bool conflict = false;
};

}  // namespace quietroom::model
