// What the journal of sync costs on a store with 100,000 operations, in files in memory.
#include "sync/journal.h"

#include <cstdio>
#include <string>
#include <vector>

#include "tests/bench/bench.h"
#include "tests/bench/bench_store.h"
#include "tests/support/store_copy.h"

namespace quietroom::store {
namespace {

using bench::must;
using bench::Seams;
using bench::store_options;

constexpr int kLines = 25'000;
constexpr int kLinesAtOnce = 100;

template <typename Work>
void measure(const char* name, const char* budget, int rounds, Work work) {
  std::printf("journal: %s\t%.3f\tms\t%s\n", name, bench::median_of(rounds, work), budget);
}

StartedInterview write_lines(Store& store) {
  const StartedInterview made = must(store.start_interview(bench::an_interview()));
  for (int i = 0; i < kLines; i += kLinesAtOnce) {
    std::vector<NewLine> lines;
    for (int k = 0; k < kLinesAtOnce; ++k) {
      lines.push_back({made.interview_id, "role", model::LineKind::kQuote,
                       "the pager went off and nobody knew why, number " + std::to_string(i + k)});
    }
    must(store.add_lines(lines));
  }
  return made;
}

void measure_reading(const sync::Journal& journal, const std::vector<sync::Own>& all) {
  const std::uint64_t middle = all[all.size() / 2].local;
  measure("count 100,000 that wait, for the first time", "-", 1,
          [&](int) { must(journal.waiting_after(0)); });
  measure("count them again, 2,048 further on", "8", 9, [&](int i) {
    must(journal.waiting_after(all[static_cast<std::size_t>(i + 1) * 2048].local));
  });
  measure("a segment's worth from the middle (2,048)", "-", 9,
          [&](int) { must(journal.own_after(middle, 2048, std::size_t{1} << 20)); });
  measure("the first one from the middle", "1", 99,
          [&](int) { must(journal.own_after(middle, 1, std::size_t{1} << 20)); });
  measure("find one", "1", 999, [&](int i) {
    must(journal.find(all[static_cast<std::size_t>(i) * 97 % all.size()].operation.id));
  });
}

void measure_changing(Store& store, sync::Journal& journal, Seams& seams,
                      const std::vector<sync::Own>& all) {
  measure("keep an entry of 1 MiB", "-", 9, [&](int i) {
    sync::Batch batch;
    batch.put = {{"out/" + std::to_string(i), Bytes(std::size_t{1} << 20, 7)}};
    must(journal.commit(std::move(batch)));
  });
  measure("purge one", "-", 99, [&](int i) {
    sync::Batch batch;
    batch.purge = {all[static_cast<std::size_t>(i) * 13 + 40].operation.id};
    must(journal.commit(std::move(batch)));
  });
  measure("a new device for the last 1,000", "-", 1, [&](int) {
    sync::Batch batch;
    batch.new_device = sync::Batch::NewDevice{seams.random.id(), all[all.size() - 1001].local};
    must(journal.commit(std::move(batch)));
  });
  measure("check all pages", "-", 1, [&](int) { must(store.check()); });
}

void run() {
  Seams seams(1);
  auto store = must(Store::create(seams.files, seams.clock, seams.random, store_options()));
  const StartedInterview made = write_lines(*store);
  auto journal = must(store->journal(made.case_id));
  const std::vector<sync::Own> all = must(journal->own_after(0, 1'000'000, std::size_t{1} << 30));
  std::printf("journal: operations\t%zu\tcount\t-\n", all.size());
  measure_reading(*journal, all);

  Seams others(2);
  auto second = must(Store::create(others.files, others.clock, others.random, store_options()));
  auto theirs = must(second->journal(made.case_id));
  measure("take in a manifest of 500 operations of another device", "-", 9, [&](int i) {
    sync::Batch batch;
    for (std::size_t k = 0; k < 500; ++k)
      batch.operations.push_back(all[static_cast<std::size_t>(i) * 500 + k].operation);
    must(theirs->commit(std::move(batch)));
  });
  // A copy is opened, and its vault is to be synced for the first time.
  const Bytes copy = must(whole_copy(*store));
  Seams third(3);
  must(Store::install_copy(third.files, "store.db", copy));
  auto opened = must(Store::open(third.files, third.clock, third.random, store_options()));
  measure("all 100,000 to the device of a copy", "-", 1,
          [&](int) { must(opened->journal(made.case_id)); });
  measure_changing(*store, *journal, seams, all);
}

}  // namespace
}  // namespace quietroom::store

int main() {
  quietroom::store::run();
  return 0;
}
