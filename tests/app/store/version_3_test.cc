// A store as the program left it before sync: one device for everything. From version 4 on each
// vault has a device of its own.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/app/store/older_store.h"

using namespace quietroom;
using namespace quietroom::store;

namespace {

/// Two cases, people, edits, a purge, a draft: what each names and replaces.
std::string make_store(Bench& bench) {
  auto store = bench.create();
  const Id interview = must(store->start_interview(walk_in("Ada"))).interview_id;
  const Id line = must(store->add_line({interview, "role", model::LineKind::kQuote, "the pager"}));
  StartInterview second = walk_in("Bob");
  second.case_title = "Second";
  const Id other = must(store->start_interview(second)).interview_id;
  must(store->add_line({other, "", model::LineKind::kInference, "the db was tired"}));
  must(store->edit_line(line, "the pager rang"));
  must(store->edit_line(line, "the pager rang twice"));
  must(store->hold_line(must(store->lines(other)).front().id, true));
  must(store->set_item_state(interview, "role", model::ItemProgress::kDone));
  must(store->save_draft("line", "half"));
  std::string all = dump(*store);
  must(store->close());
  OpenDatabase opened = open_below(bench);
  make_version_3(*opened.database);
  return all;
}

}  // namespace

TEST_CASE("version 3: a store with one device for everything opens with one for each vault") {
  Bench bench;
  const std::string before = make_store(bench);
  auto store = bench.open();
  CHECK(dump(*store) == before);
  CHECK(must(store->draft("line"))->text == "half");
  CHECK(must(store->search("pager", 5)).size() == 1);
  must(store->check());
  std::map<Id, Id> devices;
  std::map<Id, std::uint64_t> counters;
  std::set<format::OpId> ids;
  std::size_t replacing = 0;
  for (const LoggedOperation& one : log_of(*store)) {
    const format::Operation& operation = one.operation;
    const Id device = must(store->device(operation.vault));
    CHECK(operation.id.device == device);
    CHECK(operation.id.counter == ++counters[operation.vault]);
    CHECK_FALSE(device == shared_device());
    devices[operation.vault] = device;
    for (const format::OpId& id : operation.replaces) {
      CHECK(ids.contains(id));
      CHECK(id.device == device);
      ++replacing;
    }
    ids.insert(operation.id);
  }
  CHECK(devices.size() == 3);
  CHECK(replacing >= 3);
  std::set<Id> distinct;
  for (const auto& [vault, device] : devices) distinct.insert(device);
  CHECK(distinct.size() == 3);
  // It goes on where it was, also after the next opening.
  const std::vector<model::Interview> all = must(store->interviews());
  must(store->add_line({all[0].id, "", model::LineKind::kQuote, "later"}));
  const format::Operation last = log_of(*store).back().operation;
  CHECK(last.id.device == devices[last.vault]);
  CHECK(last.id.counter == counters[last.vault] + 3);
  store.reset();
  CHECK(must(bench.open()->device(last.vault)) == last.id.device);
}

TEST_CASE("version 3: killed at every call of the first opening, the second has everything") {
  Bench first;
  const std::string before = make_store(first);
  check_killed_openings(first, before);
}

TEST_CASE("version 3: a copy of such a store opens under devices that the original has not") {
  Bench bench;
  const std::string before = make_store(bench);
  const Bytes file = *bench.files.content("store.db");
  Bench other(2);
  must(Store::install_copy(other.files, "store.db", file));
  StoreOptions options = options_with();
  options.installation = numbered_id(0x31);
  auto copy = must(Store::open(other.files, other.clock, other.random, std::move(options)));
  auto store = bench.open();
  CHECK(dump(*copy) == before);
  for (const model::Case& one : must(store->cases())) {
    must(copy->rename_case(one.id, one.title + " of the copy"));
    CHECK_FALSE(must(copy->device(one.id)).is_none());
    CHECK_FALSE(must(copy->device(one.id)) == must(store->device(one.id)));
  }
}
