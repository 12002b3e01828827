#include "sync/format/names.h"

#include "platform/fake/random_fake.h"
#include "tests/support/golden.h"
#include "tests/support/seeds.h"

namespace quietroom::format {
namespace {

ObjectName random_name(FakeRandom& random) {
  const Id vault = random.id();
  const std::uint64_t seq = 1 + random.below(kSeqMax);
  switch (random.below(4)) {
    case 0:
      return KeyFileName{vault,
                         {static_cast<std::uint32_t>(1 + random.below(kEpochMax)), random.id()}};
    case 1:
      return SegmentName{vault, random.id(), seq};
    case 2: {
      PackName name{vault, random.id(), seq, seq + random.below(kSeqMax - seq + 1), {}};
      random.fill(name.hash);
      return name;
    }
    default:
      return StagingName{vault, random.id()};
  }
}

}  // namespace

TEST_CASE("names: parse(path(x)) is x, and paths are short, plain and lower case") {
  for (const std::uint64_t seed : seeds(500)) {
    INFO("QUIETROOM_SEED=" << seed);
    FakeRandom random(seed);
    const ObjectName name = random_name(random);
    const std::string text = path(name);
    CAPTURE(text);
    const auto parsed = parse_path(text);
    REQUIRE(parsed.ok());
    CHECK(parsed.value() == name);
    CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz1234567/-") == std::string::npos);
    std::size_t part = 0;
    for (const char c : text) {
      part = c == '/' ? 0 : part + 1;
      REQUIRE(part <= 64);
    }
  }
}

TEST_CASE("names: whatever parses of changed text is what path() writes") {
  for (const std::uint64_t seed : seeds(300)) {
    INFO("QUIETROOM_SEED=" << seed);
    FakeRandom random(seed);
    const std::string text = path(random_name(random));
    for (int round = 0; round < 100; ++round) {
      std::string changed = text;
      const auto at = static_cast<std::size_t>(random.below(changed.size()));
      switch (random.below(3)) {
        case 0:
          changed[at] = static_cast<char>(random.next());
          break;
        case 1:
          changed.erase(at, 1);
          break;
        default:
          changed.insert(at, 1, "a7-/.A\0"[random.below(7)]);
      }
      CAPTURE(changed);
      const auto parsed = parse_path(changed);
      if (parsed.ok()) CHECK(path(parsed.value()) == changed);
    }
  }
}

TEST_CASE("names: every shorter and longer form is refused") {
  FakeRandom random(3);
  for (int i = 0; i < 20; ++i) {
    const std::string text = path(random_name(random));
    for (std::size_t size = 0; size < text.size(); ++size) {
      CAPTURE(text.substr(0, size));
      CHECK_FALSE(parse_path(text.substr(0, size)).ok());
    }
    CHECK_FALSE(parse_path(text + "a").ok());
    CHECK_FALSE(parse_path(text + "/").ok());
    CHECK_FALSE(parse_path("/" + text).ok());
  }
}

TEST_CASE("names: folders are the fronts of the paths in them") {
  FakeRandom random(4);
  const Id vault = random.id();
  const Id device = random.id();
  const std::string segment = path(SegmentName{vault, device, 5000});
  CHECK(segment.rfind(shard_folder(vault, device, shard_of(5000)) + "/", 0) == 0);
  CHECK(segment.rfind(log_folder(vault, device) + "/", 0) == 0);
  CHECK(segment.rfind(logs_folder(vault) + "/", 0) == 0);
  CHECK(path(PackName{vault, device, 1, 2, {}}).rfind(pack_folder(vault, device) + "/", 0) == 0);
  CHECK(pack_folder(vault, device).rfind(packs_folder(vault) + "/", 0) == 0);
  CHECK(path(KeyFileName{vault, {1, device}}).rfind(key_folder(vault) + "/", 0) == 0);
  CHECK(path(StagingName{vault, device}).rfind(staging_folder(vault) + "/", 0) == 0);
  const std::string log = log_folder(vault, device);
  CHECK(parse_device(log.substr(log.size() - 26)).value() == device);
  const std::string shard = shard_folder(vault, device, shard_of(5000));
  CHECK(parse_shard(shard.substr(shard.size() - 8)).value() == 4);
  CHECK_FALSE(parse_shard("aaaaaaa").ok());
  CHECK_FALSE(parse_shard("aaaaaaaaa").ok());
  CHECK_FALSE(parse_shard("aaaaaaa1").ok());
  CHECK_FALSE(parse_device(to_base32(Id{})).ok());
}

TEST_CASE("golden: names hold") {
  FakeRandom random(9);
  const Id vault = random.id();
  const Id device = random.id();
  const std::string q = "q1/" + to_base32(vault);
  const std::string log = q + "/l/" + to_base32(device);
  const std::string none(26, 'a');
  PackName pack{vault, device, 1, 1025, {}};
  random.fill(pack.hash);
  const std::string packed = path(pack);
  struct Row {
    std::string name, expect, why, text;
  };
  const Row rows[] = {
      {"ok_key_file", "ok", "key file of epoch 33", path(KeyFileName{vault, {33, device}})},
      {"ok_segment", "ok", "segment 1025, in the second shard",
       path(SegmentName{vault, device, 1025})},
      {"ok_segment_last", "ok", "the highest seq", path(SegmentName{vault, device, kSeqMax})},
      {"ok_pack", "ok", "pack of 1 to 1025", packed},
      {"ok_staging", "ok", "an upload on its way", path(StagingName{vault, device})},
      {"empty", "corrupt", "no bytes", ""},
      {"version", "corrupt", "another root", "q2" + log.substr(2) + "/aaaaaaaa/aaaaaaaaab"},
      {"folder", "corrupt", "reserved folder", q + "/s/" + to_base32(device)},
      {"shard", "corrupt", "a segment in another's shard", log + "/aaaaaaaa/aaaaaaabab"},
      {"seq_0", "corrupt", "seqs begin at 1", log + "/aaaaaaaa/aaaaaaaaaa"},
      {"seq_short", "corrupt", "nine digits", log + "/aaaaaaaa/aaaaaaaab"},
      {"digit", "corrupt", "a digit that base32 does not have", log + "/aaaaaaaa/aaaaaaaaa1"},
      {"upper", "corrupt", "upper case", log + "/aaaaaaaa/aaaaaaaaaB"},
      {"device_none", "corrupt", "device none", q + "/l/" + none + "/aaaaaaaa/aaaaaaaaab"},
      {"vault_none", "corrupt", "vault none", "q1/" + none + "/t/" + to_base32(device)},
      {"epoch_0", "corrupt", "epochs begin at 1", q + "/k/aaaa-" + to_base32(device)},
      {"pack_order", "corrupt", "first after last",
       q + "/p/" + to_base32(device) + "/aaaaaaaaac-aaaaaaaaab-aaaaaaaaaaaaaaaa"},
      {"trailing", "corrupt", "a slash at the end", packed + "/"},
      {"dots", "corrupt", "a way up", q + "/t/../k/aaab-" + to_base32(device)},
  };
  std::vector<golden::Vector> made;
  for (const Row& row : rows)
    made.push_back(
        {row.name, {{"expect", row.expect}, {"why", row.why}}, to_bytes(as_bytes(row.text))});
  golden::check_golden("sync_name", made);
  for (const golden::Vector& read : golden::read_all("sync_name")) {
    CAPTURE(read.name);
    const auto parsed = parse_path(as_text(read.bytes));
    CHECK(golden::outcome(parsed) == read.header("expect"));
    if (parsed.ok()) CHECK(path(parsed.value()) == as_text(read.bytes));
  }
}

}  // namespace quietroom::format
