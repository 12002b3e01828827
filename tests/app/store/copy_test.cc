// A copy that is made piece by piece while lines are written: it is the store as it was when the
// copy began, whatever fails or dies meanwhile.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "tests/app/store/store_support.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

constexpr std::size_t kPieceBytes = 8192;
/// Where hundreds of runs are made: still several pieces, each with a line after it.
constexpr std::size_t kLargePieceBytes = 65536;

/// A device with an open interview of some lines, enough for a few dozen pieces.
struct Started {
  Bench bench;
  Id interview;
  std::vector<std::string> before;
  std::unique_ptr<Store> store;

  explicit Started(std::uint64_t seed, int lines = 12) : bench(seed) {
    const Made& from = made(lines);
    bench.files.set_content("store.db", from.file);
    interview = from.interview;
    before = from.before;
    store = bench.open();
  }

  /// Under which device `in` writes what is said in the interview.
  Id device(Store& in) const { return must(in.device(must(in.interview(interview)).case_id)); }

  struct Made {
    Bytes file;
    Id interview;
    std::vector<std::string> before;
  };
  /// Made once: hundreds of runs start from it.
  static const Made& made(int lines) {
    static std::map<int, Made> all;
    if (const auto found = all.find(lines); found != all.end()) return found->second;
    Made one;
    // Dice of its own: with those of the device that goes on, its ids would come once more.
    Bench first(4242);
    auto open = first.create();
    one.interview = must(open->start_interview(walk_in("Ada"))).interview_id;
    for (int i = 0; i < lines; ++i) {
      one.before.push_back("before " + std::to_string(i) + std::string(6000, 'x'));
      must(open->add_line({one.interview, "", LineKind::kQuote, one.before.back()}));
    }
    must(open->close());
    one.file = *first.files.content("store.db");
    return all[lines] = std::move(one);
  }
};

std::vector<std::string> texts(Store& store, const Id& interview) {
  std::vector<std::string> found;
  for (const model::Line& line : must(store.lines(interview))) found.push_back(line.text);
  return found;
}

/// What happened on the way of a copy.
struct Told {
  std::optional<Bytes> copy;       ///< If it was read to its end.
  std::vector<std::string> lines;  ///< Acknowledged while it was made.
  std::vector<std::string> maybe;  ///< Those whose saving failed.
};

/// Copies the store and writes a line between every two pieces.
Told copy_while_writing(Store& store, const Id& interview,
                        std::size_t piece_bytes = kLargePieceBytes) {
  Told told;
  const auto size = store.begin_copy();
  Bytes copy(size.ok() ? static_cast<std::size_t>(size.value()) : 0);
  bool good = size.ok();
  for (std::size_t at = 0; good && at < copy.size(); at += piece_bytes) {
    const std::size_t count = std::min(piece_bytes, copy.size() - at);
    good = store.read_copy(at, std::span(copy).subspan(at, count)).ok();
    const std::string text = "meanwhile " + std::to_string(at) + std::string(3000, 'y');
    if (store.add_line({interview, "", LineKind::kQuote, text}).ok()) {
      told.lines.push_back(text);
    } else {
      told.maybe.push_back(text);
      if (!store.is_open()) break;
    }
  }
  store.end_copy();
  if (good && store.is_open()) told.copy = std::move(copy);
  return told;
}

/// The copy opens on another device, whole, as of its beginning, under a device of its own.
void check_copy(const Bytes& copy, const Started& from, std::optional<Id> device) {
  Bench other(77);
  must(Store::install_copy(other.files, "store.db", copy));
  auto store = other.open();
  must(store->check());
  CHECK(texts(*store, from.interview) == from.before);
  if (!device) return;
  must(store->add_line({from.interview, "", LineKind::kQuote, "elsewhere"}));
  CHECK_FALSE(from.device(*store).is_none());
  CHECK_FALSE(from.device(*store) == *device);
}

/// Everything acknowledged is in the store, and at most one line more: with the storage dead, the
/// first that fails may be there, and those after it are not.
void check_original(Store& store, const Started& from, const Told& told) {
  must(store.check());
  const std::vector<std::string> found = texts(store, from.interview);
  std::vector<std::string> expected = from.before;
  expected.insert(expected.end(), told.lines.begin(), told.lines.end());
  if (found == expected) return;
  // A line whose flush failed may be there all the same; then as a whole.
  std::vector<std::string> without = found;
  const auto is_maybe = [&](const std::string& text) {
    return std::find(told.maybe.begin(), told.maybe.end(), text) != told.maybe.end();
  };
  CHECK(std::erase_if(without, is_maybe) == 1);
  CHECK(without == expected);
}

}  // namespace

TEST_CASE("copy: a commit between every two pieces, and it has everything up to its start") {
  Started at(1);
  const Id device = at.device(*at.store);
  const Told told = copy_while_writing(*at.store, at.interview, kPieceBytes);
  REQUIRE(told.copy.has_value());
  CHECK(told.lines.size() > 20);
  // So much was written that the log would have been put into the file in the middle of it.
  CHECK(at.bench.files.content("store.db-wal")->size() > 512 * 8192);
  // The file itself stayed as it was.
  CHECK(*at.bench.files.content("store.db") == *told.copy);
  check_copy(*told.copy, at, device);
  check_original(*at.store, at, told);
  // From then on the log goes into the file again, by itself.
  must(at.store->add_line({at.interview, "", LineKind::kQuote, "after"}));
  CHECK(at.bench.files.content("store.db")->size() > told.copy->size());
  at.store.reset();
  CHECK(at.device(*at.bench.open()) == device);
}

TEST_CASE("copy: killed at any call while it is made, the store has all and the copy is right") {
  std::uint64_t copies = 0;
  std::uint64_t n = 1;
  for (;; n += every_call(3)) {
    CAPTURE(n);
    Started at(n, 3);
    at.bench.files.kill_at(n);
    const Told told = copy_while_writing(*at.store, at.interview);
    const bool killed = at.bench.files.killed();
    at.store.reset();
    at.bench.files.crash(n * 7);
    if (told.copy) {
      ++copies;
      if (n % 5 == 0) check_copy(*told.copy, at, std::nullopt);
    }
    check_original(*at.bench.open(), at, told);
    if (!killed) break;
  }
  MESSAGE("storage calls of the script: " << n);
  CHECK(n > 50);
  CHECK(copies > 0);
}

TEST_CASE("copy: one call fails, and neither the lines nor a later copy suffer") {
  for (const ErrorCode code : {ErrorCode::kIo, ErrorCode::kQuota}) {
    for (std::uint64_t n = 1;; n += every_call(code == ErrorCode::kIo ? 3 : 11)) {
      CAPTURE(error_code_name(code));
      CAPTURE(n);
      Started at(n, 3);
      at.bench.files.fail_at(n, code);
      const Told told = copy_while_writing(*at.store, at.interview);
      const bool failed = at.bench.files.failed();
      if (!at.store->is_open()) {
        at.store.reset();
        at.store = at.bench.open();
      }
      if (told.copy && n % 5 == 0) check_copy(*told.copy, at, std::nullopt);
      check_original(*at.store, at, told);
      if (!failed) break;
      // The next one is whole, and has all that is there by now.
      at.before = texts(*at.store, at.interview);
      const Told again = copy_while_writing(*at.store, at.interview);
      REQUIRE(again.copy.has_value());
      if (n % 5 == 0) check_copy(*again.copy, at, at.device(*at.store));
    }
  }
}

TEST_CASE("copy: given up in the middle, it leaves no trace") {
  Started at(1, 3);
  const Id device = at.device(*at.store);
  CHECK(code_of(at.store->read_copy(0, {})) == ErrorCode::kConflict);
  Bytes piece(kPieceBytes);
  must(at.store->begin_copy());
  must(at.store->read_copy(0, piece));
  at.store->end_copy();
  at.store->end_copy();  // Nothing to do.
  CHECK(code_of(at.store->read_copy(0, piece)) == ErrorCode::kConflict);
  const auto files = must(at.bench.files.list());
  CHECK(files == std::vector<std::string>{"store.db", "store.db-wal"});
  // A second one does not mind the first, and closing ends it.
  must(at.store->begin_copy());
  must(at.store->begin_copy());
  must(at.store->read_copy(0, piece));
  must(at.store->close());
  CHECK(code_of(at.store->read_copy(0, piece)) == ErrorCode::kConflict);
  at.store.reset();
  auto store = at.bench.open();
  CHECK(at.device(*store) == device);
  CHECK(texts(*store, at.interview) == at.before);
}
