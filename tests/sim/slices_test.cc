// A long segment is sealed in small steps, and what happens between two of them is not lost.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sim/world.h"

namespace quietroom::sim {
namespace {

constexpr std::size_t kNoteSize = 1000;

/// Notes what the engine reads of the own operations, which it does only to seal them.
class WatchedJournal final : public MemoryJournal {
 public:
  struct Reads {
    int count = 0;
    std::size_t largest = 0;
  };
  WatchedJournal(const Id& device, Reads& reads) : MemoryJournal(device), reads_(reads) {}

  Result<std::vector<sync::Own>> own_after(std::uint64_t local, std::size_t count_max,
                                           std::size_t size_bytes_max) const override {
    auto piece = MemoryJournal::own_after(local, count_max, size_bytes_max);
    std::size_t size = 0;
    for (const sync::Own& own : piece.value()) size += own.operation.content.size();
    reads_.count += 1;
    reads_.largest = std::max(reads_.largest, size);
    return piece;
  }

 private:
  Reads& reads_;
};

/// One device of one of two people, which takes single steps and has `notes` notes to send.
struct Writer {
  explicit Writer(int notes) : world(41, {}, 2) {
    world.keep_journals([this](const Id& device, const Id&) {
      return std::make_unique<WatchedJournal>(device, reads);
    });
    world.take_single_steps();
    world.add_device(0);
    world.run(60'000);
    for (int i = 0; i < notes; ++i) world.write(0, {}, kNoteSize);
  }
  sync::Engine& engine() { return *world.device(0).engine; }

  WatchedJournal::Reads reads;
  World world;
};

}  // namespace

TEST_CASE("a first upload: no step reads more than a piece, and segments are as large as ever") {
  Writer writer(2'500);
  const std::uint64_t before = writer.world.device(0).http->requests();
  writer.world.run(120'000);
  CHECK(writer.engine().status().only_here == 0);
  CHECK(writer.reads.largest > 32 * kNoteSize);
  CHECK(writer.reads.largest <= std::size_t{64} << 10);
  CHECK(writer.world.device(0).http->requests() - before <= 40);
}

TEST_CASE("whatever happens in the middle of a segment, all is there, or gone, in the end") {
  enum class What { kWritten, kPurged, kFirst, kEmptied, kMember, kHeal, kKilled, kCount };
  for (int what = 0; what < static_cast<int>(What::kCount); ++what) {
    CAPTURE(what);
    Writer writer(600);
    World& world = writer.world;
    const int before = writer.reads.count;
    while (writer.reads.count < before + 4) world.run(1);
    const std::uint64_t commits = world.device(0).journal->commits();
    switch (static_cast<What>(what)) {
      case What::kWritten:
        for (int i = 0; i < 100; ++i) world.write(0, {}, kNoteSize);
        break;
      case What::kPurged:
        for (std::uint64_t i = 0; i < 600; i += 7) world.purge(0, i);
        break;
      case What::kFirst:
        world.purge(0, 0);
        break;
      case What::kEmptied:
        for (std::uint64_t i = 0; i < 600; i += 7) world.empty(0, i);
        break;
      case What::kMember:
        REQUIRE(world.add_member(0, 1));
        break;
      case What::kHeal:
        REQUIRE(writer.engine().heal().ok());
        break;
      case What::kKilled:
        world.device(0).journal->kill_at(1, false);
        break;
      case What::kCount:
        break;
    }
    world.run(20'000);
    CHECK(world.device(0).journal->commits() > commits);
    world.add_device(0);
    if (static_cast<What>(what) == What::kMember) world.add_device(1);
    world.settle();
    CHECK(world.complaint() == "");
  }
}

}  // namespace quietroom::sim
