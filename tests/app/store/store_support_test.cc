// The shared helpers of the store's tests (named so that the glob takes it).
#include "tests/app/store/store_support.h"

#include <algorithm>
#include <sstream>

#include "app/store/database.h"

namespace quietroom::store {
namespace {

void dump_interview(Store& store, const model::Interview& one, std::ostringstream& out) {
  out << "interview " << to_base32(one.id) << ' ' << to_base32(one.case_id) << ' '
      << one.person_name << ' ' << one.guide_id << one.guide_version << ' ' << one.plan_minutes
      << ' ' << static_cast<int>(one.state) << ' ' << one.created_ms << ' ' << one.started_ms << ' '
      << one.ended_ms << ' ' << to_base32(one.rooms.raw) << to_base32(one.rooms.held_back)
      << to_base32(one.rooms.draft) << to_base32(one.rooms.signed_off) << ' ' << one.conflict << ' '
      << one.line_count << ' ' << one.last_line_ms << '\n';
  for (const model::InterviewStep& step : must(store.steps(one.id)))
    out << "  step " << static_cast<int>(step.state) << ' ' << step.at_ms << '\n';
  for (const model::Line& line : must(store.lines(one.id))) {
    out << "  line " << to_base32(line.id) << ' ' << line.item_id << ' '
        << static_cast<int>(line.kind) << ' ' << line.at_ms << ' ' << line.struck << line.edited
        << line.conflict << " [" << line.text << "]";
    for (const model::Conflict& apart : line.conflicts)
      out << " " << apart.field << apart.wordings.size();
    if (line.asks())
      out << " or " << line.merged << line.struck_over << " [" << line.whole_text() << "]";
    out << '\n';
    for (const model::LineVersion& version : must(store.line_history(line.id)))
      out << "    was [" << version.text << "] " << version.at_ms << ' ' << version.current << '\n';
  }
  for (const model::Passage& passage : must(store.passages(one.id))) {
    out << "  passage " << to_base32(passage.id) << ' ' << passage.item_id << ' '
        << passage.verbatim << passage.struck << passage.edited << passage.conflict << ' '
        << passage.lines.size() << " [" << passage.whole_text() << "]\n";
    for (const model::LineVersion& version : must(store.passage_history(passage.id)))
      out << "    was [" << version.text << "] " << version.at_ms << ' ' << version.current << '\n';
  }
  for (const model::ItemState& item : must(store.item_states(one.id))) {
    out << "  item " << item.item_id << ' ' << static_cast<int>(item.progress) << ' '
        << to_base32(item.covered_by) << ' ' << item.conflict << '\n';
  }
  for (const model::ConsentRecord& record : must(store.consent_history(one.id)))
    out << "  record " << to_base32(record.id) << ' ' << record.answers.destroy_date << '\n';
  const model::ConsentRecord holds = must(store.consent(one.id));
  out << "  consent " << to_base32(holds.id) << ' ' << static_cast<int>(holds.state) << ' '
      << holds.conflict << ' ' << holds.answers.readers.size() << '\n';
}

}  // namespace

std::string dump(Store& store) {
  std::ostringstream out;
  for (const model::Case& one : must(store.cases())) {
    out << "case " << to_base32(one.id) << ' ' << one.title << ' ' << static_cast<int>(one.kind)
        << ' ' << one.created_ms << ' ' << one.closed << one.conflict << ' ' << one.interview_count
        << ' ' << to_base32(one.names_room) << '\n';
  }
  for (const model::Person& one : must(store.people())) {
    out << "person " << to_base32(one.id) << ' ' << one.name << ' ' << one.archived << one.conflict
        << ' ' << one.interview_count << '\n';
  }
  for (const model::Interview& one : must(store.interviews())) dump_interview(store, one, out);
  for (const char* word : {"the", "pager", "db", "n"}) {
    std::vector<std::string> found;  // Their order is that of arrival: not compared.
    for (const Hit& hit : must(store.search(word, 1000))) found.push_back(to_base32(hit.line.id));
    std::sort(found.begin(), found.end());
    out << "found " << word;
    for (const std::string& id : found) out << ' ' << id;
    out << '\n';
  }
  return out.str();
}

Bytes decrypted(const Bytes& file, const Secret<32>& key) {
  Bench bench(3);
  bench.files.set_content("store.db", file);
  {
    const auto vfs = must(Vfs::create(bench.files, bench.clock, bench.random));
    const auto database = must(Database::open(*vfs, "store.db", key, DatabaseMode::kExisting));
    must(database->exec("PRAGMA journal_mode = DELETE"));
    must(database->exec("PRAGMA rekey = ''"));
  }
  Bytes plain = *bench.files.content("store.db");
  CHECK(holds(plain, "SQLite format 3"));
  return plain;
}

std::vector<LoggedOperation> log_of(Store& store) {
  return must(store.operations_after(0, 1000000));
}

}  // namespace quietroom::store
