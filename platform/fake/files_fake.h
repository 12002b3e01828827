// Files' fake twin, for tests of what storage does on a bad day. Everything lives in memory, in two
// states: what is durable, and what was written since the last flush. A crash keeps a random subset
// of the unflushed 512-byte sectors; any call can be made to fail; a kill fails all calls from one
// on. The same seeds give the same day.
//
// The loop that tests run:
//   for (n = 1;; ++n) { prepare; files.kill_at(n); act; if (!files.killed()) break;
//                       files.crash(n); reopen; check }
#pragma once

#include <map>
#include <optional>
#include <set>

#include "platform/fake/random_fake.h"
#include "platform/files.h"

namespace quietroom {

class FakeFiles final : public Files {
 public:
  static constexpr std::uint64_t kSectorSize = 512;

  explicit FakeFiles(std::uint64_t seed = 1) : random_(seed) {}

  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override;
  Status remove(std::string_view name) override;
  Result<bool> exists(std::string_view name) override;
  Result<std::vector<std::string>> list() override;
  std::uint64_t promised() const override { return promised_; }
  std::uint64_t epoch() const override { return epoch_; }

  // --- Bad luck --------------------------------------------------------------------------------

  /// How many calls of Files and File were made since the start, or since any of fail_at, kill_at
  /// and crash (which start the count anew). Closing is no call.
  std::uint64_t calls() const { return calls_; }

  /// The `n`-th call from now on (1 is the next) fails with `code`, which is kIo or kQuota. A call
  /// that needs no room fails with kIo in either case. A failing write or truncate may have been
  /// done in part; a failing flush may have made any part durable. Later calls work.
  void fail_at(std::uint64_t n, ErrorCode code);
  /// True once the call that fail_at() named came by.
  bool failed() const { return failed_; }

  /// From the `n`-th call on (1 is the next) every call fails with kIo, as if the program had been
  /// killed in the middle of that one, which may be done in part. Lasts until crash().
  void kill_at(std::uint64_t n);
  /// True once the call that kill_at() named came by.
  bool killed() const { return killed_; }

  /// The power goes and comes back: each unflushed sector is kept or lost by the dice of `seed`,
  /// all files are closed (their objects stay and fail with kIo), planned failures are forgotten.
  void crash(std::uint64_t seed);

  /// The program dies but the machine goes on: as crash(), but every byte that was written is
  /// there.
  void kill();

  // --- A device that cannot be waited for -------------------------------------------------------

  /// From now on flush() and remove() are promises: durable, in their order, once keep_promises()
  /// was told to; a crash keeps those and by its dice some of the next, and nothing else.
  void promise_flushes();
  /// Makes every flush up to the `count`-th durable.
  void keep_promises(std::uint64_t count);

  // --- Looking and meddling from outside, uncounted ---------------------------------------------

  /// What a reader sees in `name` now; nothing if there is no such file.
  std::optional<Bytes> content(std::string_view name) const;
  /// Makes `name` hold `bytes`, durably.
  void set_content(std::string_view name, ByteSpan bytes);
  /// The current content of all files, durable and not, for canary searches.
  Bytes everything() const;

 private:
  class OpenFile;
  struct Entry {
    bool durable_exists = false;  ///< A file that was made but never flushed may vanish.
    Bytes durable;
    Bytes current;
    std::set<std::uint64_t> dirty;  ///< Sector numbers that differ between the two, at most.
  };
  /// What a call has to do: nothing special, fail whole, or do a part and fail.
  struct Fate {
    std::optional<ErrorCode> failure;
  };

  /// What a promised flush or remove leaves behind; no content: no such file.
  struct Promise {
    std::string name;
    std::optional<Bytes> content;
  };

  Fate next_call(bool needs_room);
  void promise(std::string name, std::optional<Bytes> content);
  void lose_promises(FakeRandom& dice);
  Result<std::size_t> read_at(const std::string& name, std::uint64_t offset,
                              std::span<std::uint8_t> out);
  Status write_at(const std::string& name, std::uint64_t offset, ByteSpan data);
  Status truncate_to(const std::string& name, std::uint64_t size_bytes);
  Status flush_one(const std::string& name);
  void settle(Entry& entry, FakeRandom& dice);
  void start_over();
  Entry& entry(const std::string& name);

  FakeRandom random_;
  std::map<std::string, Entry, std::less<>> files_;
  std::set<std::string, std::less<>> open_;
  bool promises_ = false;
  std::uint64_t promised_ = 0;
  std::vector<Promise> open_promises_;              ///< The last one is number `promised_`.
  std::map<std::string, Bytes, std::less<>> kept_;  ///< What is durable, with promises.
  std::uint64_t epoch_ = 0;  ///< Counts crashes; a File of an earlier one is dead.
  std::uint64_t calls_ = 0;
  std::optional<std::uint64_t> fail_call_;
  std::optional<std::uint64_t> kill_call_;
  ErrorCode fail_code_ = ErrorCode::kIo;
  bool failed_ = false;
  bool killed_ = false;
};

}  // namespace quietroom
