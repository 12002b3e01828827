// Which vaults this person syncs: for the own devices, under the own vault.
#include <algorithm>

#include "app/model/rules.h"
#include "app/store/changes.h"
#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::store {
namespace {

using model::EntityKind;
using model::Value;
namespace field = model::field;

constexpr std::size_t kFounderDigits = 64;
constexpr std::size_t kEndpointBytesMax = 2048;

bool is_small_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

Status check_vault(const Id& vault, std::string_view founder, std::string_view endpoint) {
  if (vault.is_none()) return Error{ErrorCode::kInvalid, words::key("no vault")};
  const bool is_key =
      founder.size() == kFounderDigits && std::all_of(founder.begin(), founder.end(), is_small_hex);
  if (!is_key) return Error{ErrorCode::kInvalid, words::key("a founder is a key of 64 hex digits")};
  const bool is_address =
      !endpoint.empty() && endpoint.size() <= kEndpointBytesMax && is_utf8(endpoint);
  if (!is_address) return Error{ErrorCode::kInvalid, words::key("an endpoint has an address")};
  return {};
}

}  // namespace

Status Store::note_vault(const Id& vault, std::string_view founder, std::string_view endpoint) {
  TRY(check_vault(vault, founder, endpoint));
  const std::vector<KnownVault> all = TRY(vaults());
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const KnownVault& one) { return one.id == vault; });
  const bool is_new = known == all.end();
  if (!is_new && known->founder != founder)
    return Error{ErrorCode::kConflict, "the vault has another founder"};
  if (!is_new && known->endpoint == endpoint && !known->left) return {};
  Changes changes;
  changes.at(EntityKind::kVault, vault, impl_->own_vault);
  if (is_new) changes.set(field::kFounder, Value::text(std::string(founder)));
  changes.set(field::kEndpoint, Value::text(std::string(endpoint)));
  if (!is_new && known->left) changes.set(field::kLeft, Value::boolean(false));
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Result<std::vector<KnownVault>> Store::vaults() {
  TRY(impl_->ready());
  Query row =
      TRY(impl_->db().query("SELECT id, founder, endpoint, has_left FROM vaults ORDER BY id"));
  std::vector<KnownVault> all;
  while (TRY(row.next())) all.push_back({row.id(0), row.text(1), row.text(2), row.flag(3)});
  return all;
}

Status Store::tell_names(const Id& case_id) {
  TRY(impl_->ready());
  Changes changes;
  const auto add = [&](EntityKind kind, const char* sql) -> Status {
    Query row = TRY(impl_->db().query(sql));
    row.bind(case_id).bind(impl_->author);
    while (TRY(row.next()))
      changes.at(kind, row.id(0), case_id).set(field::kName, Value::text(row.text(1)));
    return {};
  };
  TRY(add(EntityKind::kInterview,
          "SELECT i.id, p.name FROM interviews i JOIN people p ON p.id = i.person_id"
          " WHERE i.case_id = ? AND i.interviewer = ? AND i.told_name <> p.name"));
  TRY(add(EntityKind::kReferral,
          "SELECT r.id, p.name FROM referrals r JOIN interviews i ON i.id = r.interview_id"
          " JOIN people p ON p.id = r.person_id"
          " WHERE i.case_id = ? AND i.interviewer = ? AND r.told_name <> p.name"));
  if (changes.all().empty()) return {};
  TRY(impl_->commit(changes.all(), {}));
  return {};
}

Result<std::vector<SharedNotes>> Store::shared_notes(const Id& case_id) {
  std::vector<SharedNotes> all;
  InterviewFilter filter;
  filter.case_id = case_id;
  const Id own_device = TRY(device(case_id));
  for (const model::Interview& one : TRY(interviews(filter))) {
    if (!(one.interviewer == impl_->author) || one.ended_ms == 0) continue;
    const model::ConsentRecord record = TRY(consent(one.id));
    SharedNotes notes{one.rooms.raw, {}, {}};
    if (!model::sharing_refusal(model::Outlet::kReaders, one, record))
      notes.readers = record.answers.reader_ids;
    if (!notes.readers.empty()) {
      // What a struck line says is left out; that it was struck is not, for who has it already.
      Query row = TRY(impl_->db().query(
          "SELECT o.counter FROM op o JOIN known_id d ON d.ref = o.device"
          " JOIN known_id r ON r.ref = o.room LEFT JOIN lines l ON l.ref = o.entity"
          " WHERE d.id = ? AND r.id = ? AND (o.kind <> ? OR o.field <> 'text' OR"
          " (l.struck = 0 AND l.held = 0)) AND EXISTS (SELECT 1 FROM op_payload p WHERE p.op ="
          " o.seq) ORDER BY o.counter"));
      row.bind(own_device).bind(one.rooms.raw).bind(static_cast<int>(EntityKind::kLine));
      while (TRY(row.next())) notes.counters.push_back(static_cast<std::uint64_t>(row.integer(0)));
    }
    all.push_back(std::move(notes));
  }
  return all;
}

}  // namespace quietroom::store
