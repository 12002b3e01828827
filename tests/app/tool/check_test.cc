#include "app/tool/check.h"

#include <doctest/doctest.h>

#include "app/tool/audit.h"
#include "tests/sim/journal_memory.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"

namespace quietroom::tool {
namespace {

/// The vault that tests/golden has of format 1, as Ada may read it: two devices, a pack from which
/// her third operation was purged, two key files.
struct FrozenVault {
  FrozenVault() {
    for (golden::Vector& each : golden::read_all("sync_vault_1")) {
      if (each.name == "words") {
        vault = id_from_bytes(hex_bytes(each.header("vault"))).value();
        mine = crypto::SealingPair::from_secret(hex_secret(each.header("ada_sealing")));
        continue;
      }
      const std::string path = each.header("path");
      tree.objects.push_back({format::parse_path(path).value(), path, each.bytes.size()});
      bytes[path] = each.bytes;
    }
    tree.vault = vault;
    tree.is_there = true;
    for (const Listed& one : tree.objects) {
      if (!std::holds_alternative<format::KeyFileName>(one.name)) continue;
      const auto file = format::SyncKeyFile::parse(bytes[one.path]);
      if (file.value().parents().empty()) founder = file.value().open(mine).value().signer;
    }
  }

  /// What the audit of all objects but `left_out` finds.
  Report audit(std::string_view left_out = {}) {
    KnownVault known(vault, founder, mine);
    known.journal = std::make_unique<sim::MemoryJournal>(vault);
    for (const auto& [key, hash] : pins)
      REQUIRE(known.journal->commit({{}, {}, {{key, hash}}, {}, {}}).ok());
    Report report;
    Audit audit(known, report);
    for (const bool keys : {true, false}) {
      for (const Listed& one : tree.objects) {
        const bool is_key = std::holds_alternative<format::KeyFileName>(one.name);
        if (is_key != keys || one.path == left_out) continue;
        if (is_key)
          audit.key_file(one, bytes[one.path]);
        else
          REQUIRE(audit.object(one, format::read_object(bytes[one.path]).value()).ok());
      }
    }
    Facts facts;
    audit.finish(facts);
    report.vaults.push_back(std::move(facts));
    return report;
  }

  const std::string& path_with(std::string_view part) const {
    for (const auto& [path, content] : bytes) {
      if (path.find(part) != std::string::npos) return path;
    }
    FAIL("no such object");
    return bytes.begin()->first;
  }

  Id vault;
  crypto::SealingPair mine;
  crypto::PublicKey founder{};
  VaultTree tree;
  std::map<std::string, Bytes> bytes;
  std::map<std::string, Bytes> pins;
};

std::uint64_t number(const Facts& facts, std::string_view name) {
  for (const auto& [key, value] : facts.all()) {
    if (key == name) return std::get<std::uint64_t>(value);
  }
  FAIL("no such fact");
  return 0;
}

}  // namespace

TEST_CASE("check_object: every flipped byte of a vault is found without a key") {
  FrozenVault frozen;
  for (const Listed& one : frozen.tree.objects) {
    CAPTURE(one.path);
    Bytes& bytes = frozen.bytes[one.path];
    CHECK(check_object(one.name, bytes).ok());
    for (std::size_t at = 0; at < bytes.size(); at += 97) {
      bytes[at] ^= 0x10;
      CHECK_FALSE(check_object(one.name, bytes).ok());
      bytes[at] ^= 0x10;
    }
    for (const Listed& other : frozen.tree.objects) {
      if (other.path != one.path) CHECK_FALSE(check_object(other.name, bytes).ok());
    }
  }
}

TEST_CASE("check_tree: a whole vault is fine; a gap, a missing key file, an odd size are found") {
  FrozenVault frozen;
  Report fine;
  Facts facts;
  check_tree(frozen.tree, facts, fine);
  CHECK(fine.findings.empty());
  CHECK(number(facts, "objects") == frozen.tree.objects.size());
  CHECK(number(facts, "devices") == 2);
  CHECK(number(facts, "packs") == 1);

  VaultTree broken = frozen.tree;
  const auto is_of = [](std::string_view part) {
    return [part](const Listed& one) { return one.path.find(part) != std::string::npos; };
  };
  std::erase_if(broken.objects, is_of("/k/"));
  std::erase_if(broken.objects, is_of("/p/"));
  broken.objects.back().size_bytes = 700;
  broken.strangers.push_back("q1/odd");
  broken.uploads.push_back("q1/t");
  Report report;
  Facts more;
  check_tree(broken, more, report);
  std::vector<std::string> what;
  for (const Finding& one : report.findings) what.push_back(one.what);
  CHECK(what == std::vector<std::string>{"damaged", "missing", "missing", "unknown", "unfinished"});
  CHECK(report.findings[1].why == "segments 1 to 2: neither there nor in a pack");
}

TEST_CASE("check_tree: an empty file is no object; one whose size is not said may be one") {
  FrozenVault frozen;
  for (const bool said : {false, true}) {
    for (Listed& one : frozen.tree.objects) {
      one.size_bytes.reset();
      if (said) one.size_bytes = 0;
    }
    Report report;
    Facts facts;
    check_tree(frozen.tree, facts, report);
    CHECK(report.findings.size() == (said ? frozen.tree.objects.size() : 0));
  }
}

TEST_CASE("check_gone: what vanished before it was fetched is lost, unless a pack has it now") {
  FrozenVault frozen;
  const std::string segment = frozen.path_with("/l/");
  const auto parsed = format::parse_path(segment).value();
  const auto& name = std::get<format::SegmentName>(parsed);
  const std::string key = frozen.path_with("/k/");
  VaultTree now = frozen.tree;
  std::erase_if(now.objects, [&](const Listed& one) { return one.path == segment; });
  Report report;
  check_gone({segment, key}, now, report);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].what == "lost");
  CHECK(report.findings[1].what == "missing");
  format::PackName pack{name.vault, name.device, 1, name.seq, {}};
  now.objects.push_back({pack, format::path(pack), 65'536});
  Report packed;
  check_gone({segment}, now, packed);
  CHECK(packed.findings.empty());
}

TEST_CASE("finding_of: an object of a newer version is not called damaged") {
  CHECK(finding_of({ErrorCode::kUnsupported, ""}) == std::string("newer"));
  CHECK(finding_of({ErrorCode::kCorrupt, ""}) == std::string("damaged"));
}

TEST_CASE("Audit: opens a whole vault, and takes a purge that its writer signed for one") {
  FrozenVault frozen;
  const Report report = frozen.audit();
  CHECK(report.findings.empty());
  CHECK(number(report.vaults[0], "emptied") == 1);
  CHECK(number(report.vaults[0], "operations") > 3);
}

TEST_CASE("Audit: what was taken out and nobody signed is found") {
  FrozenVault frozen;
  std::vector<std::string> what;
  // The purge stands in one of Ada's later segments.
  for (const char* later : {"aaaaaaaaad", "aaaaaaaaae"}) {
    for (const Finding& one : frozen.audit(frozen.path_with(std::string("/") + later)).findings)
      what.push_back(one.what);
  }
  CHECK(what == std::vector<std::string>{"emptied"});
}

TEST_CASE("Audit: another history than the store has seen is found, and so is a missing key") {
  FrozenVault frozen;
  const std::string ben = frozen.path_with("/l/");
  const auto name = format::parse_path(ben).value();
  const auto& segment = std::get<format::SegmentName>(name);
  frozen.pins[sync::hash_key(segment.device, segment.seq)] = Bytes(32, 7);
  const Report report = frozen.audit();
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].what == "other-history");
  CHECK(report.findings[0].where == ben + " segment " + std::to_string(segment.seq));
  frozen.pins.clear();
  bool lacks_key = false;
  for (const Listed& one : frozen.tree.objects) {
    if (!std::holds_alternative<format::KeyFileName>(one.name)) continue;
    for (const Finding& found : frozen.audit(one.path).findings)
      lacks_key = lacks_key || found.what == "no-key";
  }
  CHECK(lacks_key);
}

}  // namespace quietroom::tool
