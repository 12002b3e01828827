// What an operation can talk about: kinds of entity, their fields, and the type of each field. The
// numbers and names are stored and synced: never renumber, never rename. Source:
// docs/design/operations.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/model/value.h"
#include "platform/base/ids.h"

namespace quietroom::model {

/// Kinds of entity.
enum class EntityKind : std::uint16_t {
  kCase = 1,         ///< Entity: a case (= its vault).
  kPerson = 2,       ///< Entity: a person.
  kInterview = 3,    ///< Entity: an interview.
  kLine = 4,         ///< Entity: a line of raw notes.
  kItemState = 5,    ///< Entity: an interview; the field names the item.
  kConsent = 6,      ///< Entity: a consent record; or an interview, for kRecord alone.
  kObservation = 7,  ///< Entity: a private observation. In the private store only.
  kGuide = 8,        ///< Entity: a guide of one's own.
  kReferral = 9,     ///< Entity: somebody who was named in an interview.
  kVault = 10,       ///< Entity: a vault that this person's devices sync.
  kPassage = 11,     ///< Entity: a passage of clean text.
};

/// Field names, by kind: the type of the value, then what it says. Names are 1 to 64 of
/// a-z 0-9 _ . with a letter first, as the envelope of an operation demands.
namespace field {
// kCase, kPerson
inline constexpr std::string_view kTitle = "title";           ///< text (case)
inline constexpr std::string_view kName = "name";             ///< text (person; of whom an
                                                              ///< interview or referral is)
inline constexpr std::string_view kKind = "kind";             ///< integer (case, line, observation)
inline constexpr std::string_view kCreated = "created";       ///< integer, ms (also interview)
inline constexpr std::string_view kArchived = "archived";     ///< bool; of a case: it is closed
inline constexpr std::string_view kRoomNames = "room.names";  ///< id (case)
// kInterview
inline constexpr std::string_view kCase = "case";                   ///< id
inline constexpr std::string_view kPerson = "person";               ///< id
inline constexpr std::string_view kGuide = "guide";                 ///< text: id of the guide
inline constexpr std::string_view kGuideVersion = "guide.version";  ///< integer
inline constexpr std::string_view kGuideBody = "guide.body";        ///< text: the guide as JSON
inline constexpr std::string_view kPlanMinutes = "plan";            ///< integer: 60, 45 or 30
inline constexpr std::string_view kState = "state";      ///< integer: InterviewState (interview),
                                                         ///< ConsentState (consent)
inline constexpr std::string_view kRawNotes = "raw";     ///< integer: RawNotes
inline constexpr std::string_view kStarted = "started";  ///< integer, ms
inline constexpr std::string_view kEnded = "ended";      ///< integer, ms; 0: opened again
inline constexpr std::string_view kFollowUp = "follow.up";  ///< text: what others may know of it
inline constexpr std::string_view kRoomRaw = "room.raw";    ///< id
inline constexpr std::string_view kRoomHeldBack = "room.held";  ///< id
inline constexpr std::string_view kRoomDraft = "room.draft";    ///< id
inline constexpr std::string_view kRoomSigned = "room.signed";  ///< id
// kReferral, with kInterview, kPerson, kCreated and kStruck
inline constexpr std::string_view kAbout = "about";  ///< text
// kLine, kObservation, kConsent. A line has the time of the operation that sets its interview.
inline constexpr std::string_view kInterview = "interview";  ///< id
inline constexpr std::string_view kItem = "item";            ///< text: id of an item, may be empty
inline constexpr std::string_view kText = "text";            ///< text
inline constexpr std::string_view kStruck = "struck";        ///< bool (line, referral)
inline constexpr std::string_view kStar = "star";            ///< bool (line)
inline constexpr std::string_view kSurprise = "surprise";    ///< bool (line)
inline constexpr std::string_view kHeld = "held";            ///< bool (line)
inline constexpr std::string_view kAt = "at";  ///< integer, ms (line): instead of the operation's
inline constexpr std::string_view kPlace = "place";  ///< integer (line): its order; see the design
// kConsent: each field is written once.
inline constexpr std::string_view kTextVersion = "text.version";  ///< integer
inline constexpr std::string_view kNotesTaken = "notes";          ///< integer: Answer
inline constexpr std::string_view kReaders = "readers";           ///< text: names, one a line
inline constexpr std::string_view kReaderIds = "reader.ids";      ///< text: members, one a line
inline constexpr std::string_view kReturned = "returned";         ///< integer: Answer
inline constexpr std::string_view kQuote = "quote";               ///< integer: QuoteChoice
inline constexpr std::string_view kMedium = "medium";             ///< integer: Answer
inline constexpr std::string_view kDestroyDate = "destroy";       ///< text: YYYY-MM-DD or empty
inline constexpr std::string_view kWithdrawUntil = "withdraw";    ///< text: YYYY-MM-DD or empty
inline constexpr std::string_view kReviewDate = "review";         ///< text: YYYY-MM-DD or empty
inline constexpr std::string_view kForm = "form";                 ///< integer: ConsentForm
inline constexpr std::string_view kPrevious = "previous";  ///< id of the record before, or none
// kConsent again, with the interview as its entity: which record holds.
inline constexpr std::string_view kRecord = "record";  ///< id of a consent record
// kItemState: these prefixes and the item's id with "_" for "-" (ids have no "_").
inline constexpr std::string_view kItemProgress = "item.";  ///< integer: ItemProgress
inline constexpr std::string_view kItemCoveredBy = "by.";   ///< id of a line, or none
// kLine, with the same ending: further items that it belongs to.
inline constexpr std::string_view kAlsoItem = "also.";  ///< bool
// kPassage, with kInterview, kItem, kText, kStruck and kPlace
inline constexpr std::string_view kVerbatim = "verbatim";  ///< bool
inline constexpr std::string_view kFromLine = "line.";  ///< bool; ends with a line's id in base32
// kGuide
inline constexpr std::string_view kBody =
    "body";  ///< text: the guide as JSON (also kCreated, kArchived)
// kVault
inline constexpr std::string_view kFounder = "founder";    ///< text: Ed25519 key, 64 hex digits
inline constexpr std::string_view kEndpoint = "endpoint";  ///< text: an address
inline constexpr std::string_view kLeft = "left";          ///< bool
}  // namespace field

/// The field that starts with `prefix` (kItemProgress, kItemCoveredBy or kAlsoItem) for
/// `item_id`, which check_item_id() accepts and which is not empty.
std::string item_field(std::string_view prefix, std::string_view item_id);

/// The item's id in a field that item_field() made with `prefix`; empty if `name` is none.
std::string item_id_of(std::string_view prefix, std::string_view name);

/// The field of a passage that says whether it comes from `line`.
std::string line_field(const Id& line);

/// The line in a field that line_field() made; none if `name` is none.
Id line_of(std::string_view name);

/// True if this version knows `kind`.
bool is_known_kind(std::uint16_t kind);

/// True if entities of `kind` are for the owner's own devices alone: sealed under the own vault.
/// The others belong to a case.
bool is_own_kind(EntityKind kind);

/// Errors: kInvalid if `kind` has no field `name`, or `value` has not its type, or is a number that
/// this version gives no meaning. Operations from a newer version that fail this are kept, and
/// shown by nobody, until the program is updated.
Status check_field(EntityKind kind, std::string_view name, const Value& value);

}  // namespace quietroom::model
