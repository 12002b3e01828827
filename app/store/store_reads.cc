// Reads: rows of the tables as plain values.
#include <algorithm>
#include <set>
#include <tuple>

#include "app/store/cells.h"
#include "app/store/impl.h"
#include "app/words/words.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
namespace field = model::field;

std::int64_t ms_of(std::int64_t hlc) {
  return model::Hlc{static_cast<std::uint64_t>(hlc)}.wall_ms();
}

#define QUIETROOM_CASE_COLUMNS                                          \
  "SELECT id, title, kind, created_ms, archived, names_room, conflict," \
  " (SELECT count(*) FROM interviews i WHERE i.case_id = cases.id),"    \
  " (SELECT v.founder FROM vaults v WHERE v.id = cases.id) FROM cases "

model::Case read_case(const Query& row) {
  model::Case found;
  found.id = row.id(0);
  found.title = row.text(1);
  found.kind = static_cast<model::CaseKind>(row.number(2));
  found.created_ms = row.integer(3);
  found.closed = row.flag(4);
  found.names_room = row.id(5);
  found.conflict = row.flag(6);
  found.interview_count = row.number(7);
  found.founder = row.text(8);
  return found;
}

#define QUIETROOM_PERSON_COLUMNS                     \
  "SELECT id, name, created_ms, archived, conflict," \
  " (SELECT count(*) FROM interviews i WHERE i.person_id = people.id) FROM people "

model::Person read_person(const Query& row) {
  model::Person found;
  found.id = row.id(0);
  found.name = row.text(1);
  found.created_ms = row.integer(2);
  found.archived = row.flag(3);
  found.conflict = row.flag(4);
  found.interview_count = row.number(5);
  return found;
}

#define QUIETROOM_INTERVIEW_COLUMNS                                                           \
  "SELECT i.id, i.case_id, i.person_id, i.guide, i.guide_version, i.plan, i.state,"           \
  " i.raw, i.created_ms, i.started_ms, i.ended_ms, i.room_raw, i.room_held,"                  \
  " i.room_draft, i.room_signed, i.conflict, coalesce(p.name, i.told_name), c.title, c.kind," \
  " (SELECT count(*) FROM lines l WHERE l.interview = i.ref AND l.struck = 0),"               \
  " (SELECT max(l.hlc) FROM lines l WHERE l.interview = i.ref), i.follow_up, i.interviewer,"  \
  " c.archived"                                                                               \
  " FROM interviews i LEFT JOIN people p ON p.id = i.person_id"                               \
  " LEFT JOIN cases c ON c.id = i.case_id "

model::Interview read_interview(const Query& row) {
  model::Interview found;
  found.id = row.id(0);
  found.case_id = row.id(1);
  found.person_id = row.id(2);
  found.guide_id = row.text(3);
  found.guide_version = row.number(4);
  found.plan_minutes = row.number(5);
  found.state = static_cast<model::InterviewState>(row.number(6));
  found.raw_notes = static_cast<model::RawNotes>(row.number(7));
  found.created_ms = row.integer(8);
  found.started_ms = row.integer(9);
  found.ended_ms = row.integer(10);
  found.rooms = {row.id(11), row.id(12), row.id(13), row.id(14)};
  found.conflict = row.flag(15);
  found.person_name = row.text(16);
  found.case_title = row.text(17);
  if (!row.is_null(18)) found.case_kind = static_cast<model::CaseKind>(row.number(18));
  found.line_count = row.number(19);
  found.last_line_ms = ms_of(row.integer(20));
  found.follow_up = row.text(21);
  found.interviewer = row.id(22);
  found.case_closed = row.flag(23);
  return found;
}

#define QUIETROOM_LINE_COLUMNS                                                         \
  "SELECT l.id, k.id, l.item, l.kind, l.text, l.at_ms, l.struck, l.edited,"            \
  " l.conflict, l.ref, l.also_items, l.place, l.star, l.surprise, l.held FROM lines l" \
  " JOIN known_id k ON k.ref = l.interview "

std::vector<std::string> split_at(const std::string& text, char between) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(between, start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

/// Columns 0 to 14. Store::Impl::add_conflicts() fills in what is not in the table.
model::Line read_line(const Query& row) {
  model::Line line;
  line.id = row.id(0);
  line.interview_id = row.id(1);
  line.item_id = row.text(2);
  line.kind = static_cast<model::LineKind>(row.number(3));
  line.text = row.text(4);
  line.at_ms = row.integer(5);
  line.struck = row.flag(6);
  line.edited = row.flag(7);
  line.conflict = row.flag(8);
  line.also_items = split_at(row.text(10), ' ');
  line.place = row.integer(11);
  line.star = row.flag(12);
  line.surprise = row.flag(13);
  line.held = row.flag(14);
  return line;
}

#define QUIETROOM_CONSENT_COLUMNS                                                    \
  "SELECT c.id, k.id, c.hlc, c.author, c.previous, c.state, c.text_version, c.text," \
  " c.notes, c.readers, c.returned, c.quote, c.medium, c.destroy_date,"              \
  " c.withdraw_until, c.review_date, c.form, c.reader_ids FROM consents c"           \
  " JOIN known_id k ON k.ref = c.interview "

model::ConsentRecord read_consent(const Query& row) {
  model::ConsentRecord record;
  record.id = row.id(0);
  record.interview_id = row.id(1);
  record.recorded_ms = ms_of(row.integer(2));
  record.recorded_by = row.id(3);
  record.previous = row.id(4);
  record.state = static_cast<model::ConsentState>(row.number(5));
  record.text_version = row.number(6);
  record.text_read = row.text(7);
  record.answers.notes_taken = static_cast<model::Answer>(row.number(8));
  record.answers.readers = split_at(row.text(9), '\n');
  for (const std::string& text : split_at(row.text(17), '\n')) {
    const auto id = id_from_base32(text);
    if (id.ok()) record.answers.reader_ids.push_back(id.value());
  }
  record.answers.cleaned_and_returned = static_cast<model::Answer>(row.number(10));
  record.answers.quote_choice = static_cast<model::QuoteChoice>(row.number(11));
  record.answers.medium_ok = static_cast<model::Answer>(row.number(12));
  record.answers.destroy_date = row.text(13);
  record.answers.withdraw_until = row.text(14);
  record.answers.review_date = row.text(15);
  record.form = static_cast<model::ConsentForm>(row.number(16));
  return record;
}

Error not_found(const char* what) {
  return Error{ErrorCode::kNotFound, what};
}

std::int64_t last_activity(const model::Interview& interview) {
  return std::max(
      {interview.last_line_ms, interview.created_ms, interview.started_ms, interview.ended_ms});
}

}  // namespace

// --- one thing -------------------------------------------------------------------------------

Result<model::Case> Store::Impl::find_case(const Id& id) {
  TRY(ready());
  Query row = TRY(db().query(QUIETROOM_CASE_COLUMNS "WHERE id = ?"));
  const bool there = TRY(row.bind(id).next());
  if (!there) return not_found("no such case");
  return read_case(row);
}

Result<model::Person> Store::Impl::find_person(const Id& id) {
  TRY(ready());
  Query row = TRY(db().query(QUIETROOM_PERSON_COLUMNS "WHERE id = ?"));
  const bool there = TRY(row.bind(id).next());
  if (!there) return not_found("no such person");
  return read_person(row);
}

Result<model::Interview> Store::Impl::find_interview(const Id& id) {
  TRY(ready());
  Query row = TRY(db().query(QUIETROOM_INTERVIEW_COLUMNS "WHERE i.id = ?"));
  const bool there = TRY(row.bind(id).next());
  if (!there) return not_found("no such interview");
  model::Interview found = read_interview(row);
  // For one only: a list has no use for all of its guides.
  Query body = TRY(db().query("SELECT guide_body FROM interviews WHERE id = ?"));
  const bool kept = TRY(body.bind(id).next());
  if (kept) found.guide_body = body.text(0);
  return found;
}

Result<model::Interview> Store::Impl::find_own_interview(const Id& id) {
  model::Interview found = TRY(find_interview(id));
  if (found.interviewer == author) return found;
  return Error{ErrorCode::kInvalid, words::key("only whoever holds this 1:1 writes in it")};
}

Result<model::Line> Store::Impl::find_line(const Id& id) {
  TRY(ready());
  const std::int64_t ref = TRY(door->find(id));
  Query row = TRY(db().query(QUIETROOM_LINE_COLUMNS "WHERE l.ref = ?"));
  const bool there = TRY(row.bind(ref).next());
  if (!there) return not_found("no such line");
  model::Line line = read_line(row);
  if (line.conflict) TRY(add_conflicts(line, EntityKind::kLine, ref));
  return line;
}

Result<model::Case> Store::find_case(const Id& case_id) {
  return impl_->find_case(case_id);
}
Result<model::Person> Store::person(const Id& person_id) {
  return impl_->find_person(person_id);
}
Result<model::Interview> Store::interview(const Id& interview_id) {
  return impl_->find_interview(interview_id);
}
Result<model::Line> Store::line(const Id& line_id) {
  return impl_->find_line(line_id);
}

// --- lists -----------------------------------------------------------------------------------

Result<std::vector<model::Case>> Store::cases() {
  TRY(impl_->ready());
  std::vector<model::Case> all;
  Query row =
      TRY(impl_->db().query(QUIETROOM_CASE_COLUMNS "ORDER BY archived, created_ms DESC, id"));
  while (TRY(row.next())) all.push_back(read_case(row));
  return all;
}

Result<std::vector<model::Person>> Store::people() {
  TRY(impl_->ready());
  std::vector<model::Person> all;
  Query row =
      TRY(impl_->db().query(QUIETROOM_PERSON_COLUMNS "ORDER BY archived, name COLLATE NOCASE, id"));
  while (TRY(row.next())) all.push_back(read_person(row));
  return all;
}

Result<std::vector<model::Interview>> Store::interviews(const InterviewFilter& filter) {
  TRY(impl_->ready());
  std::vector<model::Interview> all;
  Query row = TRY(
      impl_->db().query(QUIETROOM_INTERVIEW_COLUMNS
                        "WHERE (?1 IS NULL OR i.case_id = ?1) AND (?2 IS NULL OR i.person_id = ?2)"
                        " AND (?3 IS NULL OR i.state = ?3)"));
  filter.case_id ? row.bind(*filter.case_id) : row.bind_null();
  filter.person_id ? row.bind(*filter.person_id) : row.bind_null();
  filter.state ? row.bind(static_cast<int>(*filter.state)) : row.bind_null();
  while (TRY(row.next())) {
    model::Interview found = read_interview(row);
    if (!filter.under_way_only || found.under_way()) all.push_back(std::move(found));
  }
  std::sort(all.begin(), all.end(), [](const model::Interview& a, const model::Interview& b) {
    if (a.under_way() != b.under_way()) return a.under_way();
    const std::int64_t a_ms = last_activity(a);
    const std::int64_t b_ms = last_activity(b);
    return a_ms != b_ms ? a_ms > b_ms : a.id < b.id;
  });
  return all;
}

Result<std::vector<model::InterviewStep>> Store::steps(const Id& interview_id) {
  std::vector<model::InterviewStep> all;
  for (const Write& write :
       TRY(impl_->history(EntityKind::kInterview, interview_id, field::kState))) {
    const std::int64_t* state = write.value.as_integer();
    if (state == nullptr) continue;
    all.push_back({static_cast<model::InterviewState>(*state), write.hlc.wall_ms(), write.author});
  }
  return all;
}

Result<std::vector<model::LineVersion>> Store::Impl::text_history(EntityKind kind,
                                                                  const Id& entity) {
  std::vector<model::LineVersion> all;
  for (const Write& write : TRY(history(kind, entity, field::kText))) {
    const std::string* text = write.value.as_text();
    if (text == nullptr) continue;
    all.push_back({*text, write.hlc.wall_ms(), write.author, write.device, write.current});
  }
  return all;
}

Result<std::vector<model::LineVersion>> Store::line_history(const Id& line_id) {
  TRY(impl_->find_line(line_id));
  return impl_->text_history(EntityKind::kLine, line_id);
}

Result<std::vector<Write>> Store::Impl::history(EntityKind kind, const Id& entity,
                                                std::string_view name) {
  TRY(ready());
  const std::int64_t ref = TRY(door->find(entity));
  Query row = TRY(db().query(
      "SELECT o.hlc, a.id, d.id, p.body, c.op IS NOT NULL, o.payload_commit FROM op o"
      " JOIN known_id d ON d.ref = o.device LEFT JOIN known_id a ON a.ref = o.author"
      " JOIN op_payload p ON p.op = o.seq LEFT JOIN cell c"
      " ON c.entity = o.entity AND c.kind = o.kind AND c.field = o.field AND c.op = o.seq"
      " WHERE o.entity = ? AND o.kind = ? AND o.field = ? ORDER BY o.hlc, d.id, o.counter"));
  row.bind(ref).bind(static_cast<int>(kind)).bind(name);
  std::vector<Write> writes;
  std::set<Bytes> commits;
  while (TRY(row.next())) {
    // One that is there under two ids (Door::settle_register) is shown once, under the first, which
    // is the one that can be current.
    if (!commits.insert(to_bytes(row.bytes(5))).second) continue;
    const ByteSpan payload = row.bytes(3);
    if (payload.size() < format::kPayloadSaltSize)
      return Error{ErrorCode::kCorrupt, "operation: its payload is too short"};
    auto value = model::decode_value(payload.subspan(format::kPayloadSaltSize));
    if (!value.ok() || !model::check_field(kind, name, value.value()).ok()) continue;
    Write write;
    write.value = std::move(value).value();
    write.hlc.packed = static_cast<std::uint64_t>(row.integer(0));
    write.author = row.id(1);
    write.device = row.id(2);
    write.current = row.flag(4);
    writes.push_back(std::move(write));
  }
  return writes;
}

Result<std::vector<model::Line>> Store::lines(const Id& interview_id) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  std::vector<model::Line> all;
  Query row =
      TRY(impl_->db().query(QUIETROOM_LINE_COLUMNS "WHERE l.interview = ? ORDER BY l.place, l.id"));
  row.bind(ref);
  while (TRY(row.next())) {
    all.push_back(read_line(row));
    if (all.back().conflict)
      TRY(impl_->add_conflicts(all.back(), EntityKind::kLine, row.integer(9)));
  }
  return all;
}

Result<std::vector<model::ItemState>> Store::item_states(const Id& interview_id) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  std::vector<model::ItemState> all;
  Query row = TRY(impl_->db().query(
      "SELECT item, progress, covered_by, conflict FROM item_states WHERE interview = ?"
      " ORDER BY item"));
  row.bind(ref);
  while (TRY(row.next())) {
    all.push_back(
        {row.text(0), static_cast<model::ItemProgress>(row.number(1)), row.id(2), row.flag(3)});
  }
  return all;
}

// --- guides ----------------------------------------------------------------------------------

Status Store::Impl::find_guide(const Id& id) {
  TRY(ready());
  Query row = TRY(db().query("SELECT 1 FROM guides WHERE id = ?"));
  const bool there = TRY(row.bind(id).next());
  if (!there) return not_found("no such guide");
  return {};
}

Result<std::vector<model::OwnGuide>> Store::own_guides() {
  TRY(impl_->ready());
  std::vector<model::OwnGuide> all;
  Query row = TRY(impl_->db().query(
      "SELECT id, body, created_ms, archived, conflict FROM guides WHERE archived = 0"
      " ORDER BY created_ms, id"));
  while (TRY(row.next())) {
    all.push_back({row.id(0), row.text(1), row.integer(2), row.flag(3), row.flag(4)});
  }
  return all;
}

// --- consent -----------------------------------------------------------------------------------

Result<std::vector<model::ConsentRecord>> Store::consent_history(const Id& interview_id) {
  TRY(impl_->ready());
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  std::vector<model::ConsentRecord> all;
  Query row = TRY(
      impl_->db().query(QUIETROOM_CONSENT_COLUMNS "WHERE c.interview = ? ORDER BY c.hlc, c.id"));
  row.bind(ref);
  while (TRY(row.next())) all.push_back(read_consent(row));
  return all;
}

Result<model::ConsentRecord> Store::consent(const Id& interview_id) {
  TRY(impl_->ready());
  model::ConsentRecord shown;
  const std::int64_t ref = TRY(impl_->door->find(interview_id));
  if (ref < 0) return shown;
  const Cells cells = TRY(Cells::read(impl_->db(), EntityKind::kConsent, ref));
  const std::vector<model::ConsentRecord> records = TRY(consent_history(interview_id));
  bool any_withdrawn = false;
  for (const CellValue& head : cells.all(field::kRecord)) {
    const Id& id = *head.value.as_id();
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const model::ConsentRecord& one) { return one.id == id; });
    if (found == records.end()) continue;  // Not all of it has arrived: it opens nothing.
    // A withdrawal holds whatever somebody else recorded meanwhile.
    const bool withdrawn = found->state == model::ConsentState::kWithdrawn;
    if (shown.id.is_none() || (withdrawn && !any_withdrawn)) shown = *found;
    any_withdrawn = any_withdrawn || withdrawn;
  }
  shown.conflict = cells.conflict(field::kRecord);
  return shown;
}

}  // namespace quietroom::store
