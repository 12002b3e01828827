// What the store costs without a disk: lines written, read and found, in files in memory. The disk
// comes on top; a browser's is measured by the bench that runs in one.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "app/session/keeper.h"
#include "sync/format/copy_file.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_store.h"

namespace quietroom::store {
namespace {

using bench::median_of;
using bench::must;
using bench::percentile;
using bench::Seams;
using bench::store_options;

constexpr int kLinesPerInterview = 5000;
constexpr int kLines = 20000;

using Moment = std::chrono::steady_clock::time_point;

double ms_since(Moment start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

void print(const char* name, double value, const char* budget) {
  std::printf("%s\t%.2f\tms\t%s\n", name, value, budget);
}

std::string some_words(FakeRandom& random) {
  static constexpr const char* kWords[] = {"pager",  "database", "cache",   "slow",     "night",
                                           "deploy", "rota",     "alert",   "nobody",   "knew",
                                           "tired",  "graph",    "because", "failover", "latency"};
  std::string text;
  const std::uint64_t count = 8 + random.below(20);
  for (std::uint64_t i = 0; i < count; ++i) {
    text += kWords[random.below(std::size(kWords))];
    text += std::to_string(random.below(200)) + " ";
  }
  return text;
}

/// Writes kLines lines and prints how long one takes; returns the last interview.
Id write_lines(Seams& seams, Store& store) {
  const StartInterview start = bench::an_interview();
  Id interview;
  std::vector<double> lines;
  std::vector<double> drafts;
  for (int i = 0; i < kLines; ++i) {
    if (i % kLinesPerInterview == 0) interview = must(store.start_interview(start)).interview_id;
    seams.clock.advance(100);
    const std::string text = some_words(seams.random);
    Moment from = std::chrono::steady_clock::now();
    must(store.save_draft("line", text));
    drafts.push_back(ms_since(from));
    from = std::chrono::steady_clock::now();
    must(store.add_line({interview, "role", model::LineKind::kQuote, text}, "line"));
    lines.push_back(ms_since(from));
  }
  print("store: add a line, p50", percentile(lines, 50), "-");
  print("store: add a line, p95", percentile(lines, 95), "5");
  print("store: save a draft, p95", percentile(drafts, 95), "5");
  return interview;
}

/// The steps of a copy: each is one piece of work between two looks at the clock.
void measure_copy(Store& store, const Id& interview) {
  constexpr std::size_t kPieceBytes = session::kCopyPieceBytes;
  std::vector<double> begins;
  for (int i = 0; i < 9; ++i) {
    // What lies in the log when somebody saves a copy: a few lines, up to the 512 pages at which
    // any commit would write it into the file.
    for (int line = 0; line < 4 * i; ++line)
      must(store.add_line({interview, "role", model::LineKind::kQuote, "some words"}));
    const Moment from = std::chrono::steady_clock::now();
    must(store.begin_copy());
    begins.push_back(ms_since(from));
    store.end_copy();
  }
  print("store: begin a copy, p50", percentile(begins, 50), "-");
  print("store: begin a copy, worst of 9", percentile(begins, 100), "-");
  const auto size_bytes = static_cast<std::size_t>(must(store.begin_copy()));
  format::CopyWriter writer =
      must(format::CopyWriter::begin({.keys = 1, .store = size_bytes, .private_store = 1}));
  std::vector<double> pieces;
  Bytes piece;
  const auto measured = [&](const auto& work) {
    const Moment from = std::chrono::steady_clock::now();
    work();
    pieces.push_back(ms_since(from));
  };
  for (auto next = writer.wanted(); next; next = writer.wanted()) {
    piece.assign(std::min(next->left, kPieceBytes), 0);
    measured([&] {
      if (next->part == 1) must(store.read_copy(next->offset, piece));
      writer.add(piece);
    });
  }
  for (bool whole = false; !whole;) measured([&] { whole = writer.seal(kPieceBytes); });
  store.end_copy();
  const double megabytes = static_cast<double>(size_bytes) / 1e6;
  std::printf("store: size of 20,000 lines\t%.1f\tMB\t-\n", megabytes);
  print("store: one step of a copy, p50", percentile(pieces, 50), "4");
  print("store: one step of a copy, p95", percentile(pieces, 95), "4");
  print("store: one step of a copy, worst", percentile(pieces, 100), "4");
  double all = 0;
  for (const double one : pieces) all += one;
  print("store: all steps of a copy", all, "-");
}

void run() {
  Seams seams(1);
  Id interview;
  {
    auto store = must(Store::create(seams.files, seams.clock, seams.random, store_options()));
    interview = write_lines(seams, *store);
    print("store: read 5,000 lines", median_of(9, [&](int) { must(store->lines(interview)); }),
          "4");
    print("store: list interviews", median_of(9, [&](int) { must(store->interviews()); }), "-");
    for (const char* words : {"pager1", "n", "night12 slow"}) {
      const std::string name = std::string("store: search for \"") + words + "\" in 20,000 lines";
      print(name.c_str(), median_of(9, [&](int) { must(store->search(words, 50)); }), "20");
    }
    measure_copy(*store, interview);
    print("store: check all pages", median_of(1, [&](int) { must(store->check()); }), "-");
    print("store: rebuild the tables", median_of(1, [&](int) { must(store->rebuild_tables()); }),
          "-");
    must(store->close());
  }
  print("store: open",
        median_of(5,
                  [&](int) {
                    must(Store::open(seams.files, seams.clock, seams.random, store_options()));
                  }),
        "-");
}

}  // namespace
}  // namespace quietroom::store

int main() {
  quietroom::store::run();
  return 0;
}
