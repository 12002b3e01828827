#include "app/store/tables.h"

#include "app/model/hlc.h"
#include "app/model/types.h"
#include "app/store/cells.h"
#include "app/store/door.h"
#include "app/store/wordings.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
namespace field = model::field;

/// An entity whose row is to be written.
struct Target {
  Database& database;
  Door& door;
  std::int64_t ref;
  Id id;
};

Status drop(Target& at, const char* sql) {
  Query query = TRY(at.database.query(sql));
  return query.bind(at.ref).run();
}

Status write_case(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM cases WHERE ref = ?"));
  if (cells.shown(field::kTitle) == nullptr) return {};
  Query add = TRY(at.database.query(
      "INSERT INTO cases (ref, id, title, kind, created_ms, archived, names_room, conflict)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.text(field::kTitle));
  add.bind(cells.integer(field::kKind, static_cast<int>(model::CaseKind::kIncident)));
  add.bind(cells.integer(field::kCreated)).bind(cells.boolean(field::kArchived));
  return add.bind(cells.id(field::kRoomNames)).bind(cells.conflict()).run();
}

Status write_person(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM people WHERE ref = ?"));
  if (cells.shown(field::kName) == nullptr) return {};
  Query add =
      TRY(at.database.query("INSERT INTO people (ref, id, name, created_ms, archived, conflict)"
                            " VALUES (?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.text(field::kName));
  add.bind(cells.integer(field::kCreated)).bind(cells.boolean(field::kArchived));
  return add.bind(cells.conflict()).run();
}

Status write_interview(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM interviews WHERE ref = ?"));
  if (cells.id(field::kCase).is_none()) return {};
  Query add = TRY(at.database.query(
      "INSERT INTO interviews (ref, id, case_id, person_id, guide, guide_version, guide_body, plan,"
      " state, raw, created_ms, started_ms, ended_ms, follow_up, room_raw, room_held, room_draft, "
      "room_signed, conflict, interviewer, told_name)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.id(field::kCase)).bind(cells.id(field::kPerson));
  add.bind(cells.text(field::kGuide)).bind(cells.integer(field::kGuideVersion));
  add.bind(cells.text(field::kGuideBody)).bind(cells.integer(field::kPlanMinutes, 60));
  add.bind(cells.integer(field::kState, static_cast<int>(model::InterviewState::kCandidate)));
  add.bind(cells.integer(field::kRawNotes, static_cast<int>(model::RawNotes::kKept)));
  add.bind(cells.integer(field::kCreated)).bind(cells.integer(field::kStarted));
  add.bind(cells.integer(field::kEnded)).bind(cells.text(field::kFollowUp));
  add.bind(cells.id(field::kRoomRaw));
  add.bind(cells.id(field::kRoomHeldBack)).bind(cells.id(field::kRoomDraft));
  add.bind(cells.id(field::kRoomSigned)).bind(cells.conflict());
  return add.bind(cells.shown(field::kCase)->author).bind(cells.text(field::kName)).run();
}

Status write_item_states(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM item_states WHERE interview = ?"));
  for (const auto& [name, values] : cells.fields()) {
    const std::string item = model::item_id_of(field::kItemProgress, name);
    if (item.empty()) continue;
    const std::string by = model::item_field(field::kItemCoveredBy, item);
    Query add = TRY(at.database.query(
        "INSERT INTO item_states (interview, item, progress, covered_by, conflict)"
        " VALUES (?, ?, ?, ?, ?)"));
    add.bind(at.ref).bind(item).bind(cells.integer(name)).bind(cells.id(by));
    TRY(add.bind(cells.conflict(name) || cells.conflict(by)).run());
  }
  return {};
}

/// Takes the words of the line that the table has now out of the search index.
Status forget_words(Target& at) {
  Query old =
      TRY(at.database.query("SELECT text FROM lines WHERE ref = ? AND struck = 0 AND held = 0"));
  const bool there = TRY(old.bind(at.ref).next());
  if (!there) return {};
  Query forget = TRY(at.database.query(
      "INSERT INTO line_words (line_words, rowid, text) VALUES ('delete', ?, ?)"));
  return forget.bind(at.ref).bind(old.text(0)).run();
}

Result<bool> was_edited(Target& at, EntityKind kind) {
  Query count =
      // A purged wording is none that anybody can read: text that changed its room was not edited.
      // One that is there under two ids (Door::settle_register) is one.
      TRY(at.database.query("SELECT count(DISTINCT op.payload_commit) FROM op"
                            " JOIN op_payload ON op_payload.op = op.seq"
                            " WHERE entity = ? AND kind = ? AND field = ?"));
  count.bind(at.ref).bind(static_cast<int>(kind)).bind(field::kText);
  TRY(count.next());
  return count.integer(0) > 1;
}

/// True if the index has these words for this line already.
Result<bool> has_words(Target& at, std::string_view text, bool hidden) {
  Query old = TRY(at.database.query("SELECT text, struck OR held FROM lines WHERE ref = ?"));
  const bool there = TRY(old.bind(at.ref).next());
  return there && old.flag(1) == hidden && old.text(0) == text;
}

/// The further items of a line, a blank between two.
std::string also_items(const Cells& cells) {
  std::string items;
  for (const auto& [name, values] : cells.fields()) {
    const std::string item = model::item_id_of(field::kAlsoItem, name);
    if (item.empty() || !cells.boolean(name) || item == cells.text(field::kItem)) continue;
    if (!items.empty()) items += ' ';
    items += item;
  }
  return items;
}

Status write_line(Target& at, const Cells& cells) {
  const CellValue* home = cells.shown(field::kInterview);
  const bool complete = home != nullptr && cells.shown(field::kText) != nullptr;
  const WrittenAsOne one = TRY(written_as_one(at.door, EntityKind::kLine, at.ref, cells));
  const std::string& text = one.whole_text;
  const bool held = cells.any(field::kHeld);
  const bool hidden = one.struck || held;
  const bool same_words = complete && TRY(has_words(at, text, hidden));
  if (!same_words) TRY(forget_words(at));
  TRY(drop(at, "DELETE FROM lines WHERE ref = ?"));
  if (!complete) return {};
  const std::int64_t interview = TRY(at.door.intern(cells.id(field::kInterview)));
  const bool edited = TRY(was_edited(at, EntityKind::kLine));
  Query add = TRY(at.database.query(
      "INSERT INTO lines (ref, id, interview, hlc, at_ms, place, item, also_items, kind, text,"
      " struck, star, surprise, held, edited, conflict)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  const auto hlc = static_cast<std::int64_t>(home->hlc.packed);
  // What was noted elsewhere and came later stands where its time puts it.
  const bool timed = cells.shown(field::kAt) != nullptr;
  const std::int64_t at_ms = timed ? cells.integer(field::kAt) : home->hlc.wall_ms();
  const std::int64_t by_time = timed ? static_cast<std::int64_t>(model::hlc_at(at_ms).packed) : hlc;
  add.bind(at.ref).bind(at.id).bind(interview).bind(hlc).bind(at_ms);
  add.bind(cells.integer(field::kPlace, by_time)).bind(cells.text(field::kItem));
  add.bind(also_items(cells));
  add.bind(cells.integer(field::kKind, static_cast<int>(model::LineKind::kParaphrase)));
  add.bind(text).bind(one.struck).bind(cells.boolean(field::kStar));
  add.bind(cells.boolean(field::kSurprise)).bind(held);
  TRY(add.bind(edited).bind(cells.conflict() || one.struck_over).run());
  if (hidden || same_words) return {};
  Query words = TRY(at.database.query("INSERT INTO line_words (rowid, text) VALUES (?, ?)"));
  return words.bind(at.ref).bind(text).run();
}

/// The lines that a passage comes from, each in base32, a blank between two.
std::string from_lines(const Cells& cells) {
  std::string lines;
  for (const auto& [name, values] : cells.fields()) {
    const Id line = model::line_of(name);
    if (line.is_none() || !cells.boolean(name)) continue;
    if (!lines.empty()) lines += ' ';
    lines += to_base32(line);
  }
  return lines;
}

Status write_passage(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM passages WHERE ref = ?"));
  const CellValue* home = cells.shown(field::kInterview);
  if (home == nullptr || cells.shown(field::kText) == nullptr) return {};
  const WrittenAsOne one = TRY(written_as_one(at.door, EntityKind::kPassage, at.ref, cells));
  const std::int64_t interview = TRY(at.door.intern(cells.id(field::kInterview)));
  const bool edited = TRY(was_edited(at, EntityKind::kPassage));
  Query add = TRY(at.database.query(
      "INSERT INTO passages (ref, id, interview, place, item, verbatim, text, from_lines, struck,"
      " edited, conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(interview);
  add.bind(cells.integer(field::kPlace, static_cast<std::int64_t>(home->hlc.packed)));
  add.bind(cells.text(field::kItem)).bind(cells.boolean(field::kVerbatim)).bind(one.whole_text);
  add.bind(from_lines(cells)).bind(one.struck).bind(edited);
  return add.bind(cells.conflict() || one.struck_over).run();
}

Status write_consent(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM consents WHERE ref = ?"));
  // Half a record would say something that nobody agreed to.
  for (const std::string_view needed :
       {field::kInterview, field::kState, field::kTextVersion, field::kText, field::kNotesTaken,
        field::kReaders, field::kReturned, field::kQuote, field::kMedium, field::kDestroyDate,
        field::kWithdrawUntil, field::kReviewDate, field::kForm, field::kPrevious}) {
    if (cells.shown(needed) == nullptr) return {};
  }
  const CellValue& state = *cells.shown(field::kState);
  const std::int64_t interview = TRY(at.door.intern(cells.id(field::kInterview)));
  Query add = TRY(at.database.query(
      "INSERT INTO consents (ref, id, interview, hlc, author, previous, state, text_version, text,"
      " notes, readers, returned, quote, medium, destroy_date, withdraw_until, review_date, form,"
      " reader_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(interview);
  add.bind(static_cast<std::int64_t>(state.hlc.packed)).bind(state.author);
  add.bind(cells.id(field::kPrevious)).bind(cells.integer(field::kState));
  add.bind(cells.integer(field::kTextVersion)).bind(cells.text(field::kText));
  add.bind(cells.integer(field::kNotesTaken)).bind(cells.text(field::kReaders));
  add.bind(cells.integer(field::kReturned)).bind(cells.integer(field::kQuote));
  add.bind(cells.integer(field::kMedium)).bind(cells.text(field::kDestroyDate));
  add.bind(cells.text(field::kWithdrawUntil)).bind(cells.text(field::kReviewDate));
  return add.bind(cells.integer(field::kForm)).bind(cells.text(field::kReaderIds)).run();
}

Status write_observation(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM observations WHERE ref = ?"));
  const CellValue* home = cells.shown(field::kInterview);
  if (home == nullptr || cells.shown(field::kKind) == nullptr) return {};
  const std::int64_t interview = TRY(at.door.intern(cells.id(field::kInterview)));
  Query add =
      TRY(at.database.query("INSERT INTO observations (ref, id, interview, hlc, kind, item, text,"
                            " conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(interview);
  add.bind(static_cast<std::int64_t>(home->hlc.packed)).bind(cells.integer(field::kKind));
  add.bind(cells.text(field::kItem));
  return add.bind(cells.text(field::kText)).bind(cells.conflict()).run();
}

Status write_referral(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM referrals WHERE ref = ?"));
  if (cells.id(field::kInterview).is_none() || cells.id(field::kPerson).is_none()) return {};
  Query add = TRY(at.database.query(
      "INSERT INTO referrals (ref, id, interview_id, person_id, about, created_ms, struck,"
      " conflict, told_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.id(field::kInterview)).bind(cells.id(field::kPerson));
  add.bind(cells.text(field::kAbout)).bind(cells.integer(field::kCreated));
  add.bind(cells.boolean(field::kStruck)).bind(cells.conflict());
  return add.bind(cells.text(field::kName)).run();
}

Status write_guide(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM guides WHERE ref = ?"));
  if (cells.shown(field::kBody) == nullptr) return {};
  Query add =
      TRY(at.database.query("INSERT INTO guides (ref, id, body, created_ms, archived,"
                            " conflict) VALUES (?, ?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.text(field::kBody));
  add.bind(cells.integer(field::kCreated)).bind(cells.boolean(field::kArchived));
  return add.bind(cells.conflict()).run();
}

Status write_vault(Target& at, const Cells& cells) {
  TRY(drop(at, "DELETE FROM vaults WHERE ref = ?"));
  if (cells.shown(field::kFounder) == nullptr) return {};
  // Two founders of one vault cannot be: whoever says the second would like to be taken for the
  // first. No row is better than the wrong one.
  if (cells.conflict(field::kFounder)) return {};
  Query add = TRY(at.database.query(
      "INSERT INTO vaults (ref, id, founder, endpoint, has_left) VALUES (?, ?, ?, ?, ?)"));
  add.bind(at.ref).bind(at.id).bind(cells.text(field::kFounder));
  return add.bind(cells.text(field::kEndpoint)).bind(cells.boolean(field::kLeft)).run();
}

}  // namespace

Status write_row(Database& database, Door& door, std::int64_t kind, std::int64_t entity) {
  if (kind < 0 || kind > 0xffff || !model::is_known_kind(static_cast<std::uint16_t>(kind)))
    return {};
  const auto known = static_cast<EntityKind>(kind);
  const Cells cells = TRY(Cells::read(database, known, entity));
  Target at{database, door, entity, {}};
  {
    Query name = TRY(database.query("SELECT id FROM known_id WHERE ref = ?"));
    const bool there = TRY(name.bind(entity).next());
    if (!there) return Error{ErrorCode::kCorrupt, "an entity without an id"};
    at.id = name.id(0);
  }
  switch (known) {
    case EntityKind::kCase:
      return write_case(at, cells);
    case EntityKind::kPerson:
      return write_person(at, cells);
    case EntityKind::kInterview:
      return write_interview(at, cells);
    case EntityKind::kLine:
      return write_line(at, cells);
    case EntityKind::kItemState:
      return write_item_states(at, cells);
    case EntityKind::kConsent:
      return write_consent(at, cells);
    case EntityKind::kObservation:
      return write_observation(at, cells);
    case EntityKind::kGuide:
      return write_guide(at, cells);
    case EntityKind::kReferral:
      return write_referral(at, cells);
    case EntityKind::kVault:
      return write_vault(at, cells);
    case EntityKind::kPassage:
      return write_passage(at, cells);
  }
  return {};
}

}  // namespace quietroom::store
