#include "sync/format/control.h"

#include <functional>

#include "tests/support/golden.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

crypto::Hash hash_of(std::string_view text) {
  return crypto::blake2b_256(as_bytes(text));
}

/// Two payloads of one segment, and one of a later one.
std::vector<SharedPayload> shared_of(const TestVault& vault) {
  std::vector<SharedPayload> all;
  for (const auto& [seq, index] : {std::pair(3, 1), std::pair(3, 4), std::pair(9, 0)}) {
    all.push_back({static_cast<std::uint64_t>(seq), static_cast<std::uint32_t>(index),
                   vault.room_key.clone()});
  }
  return all;
}

/// One record of each kind.
std::vector<std::pair<std::string, ControlRecord>> all_kinds() {
  TestVault vault(21);
  Id low = vault.ada.device;
  Id high = vault.ben.device;
  if (high < low) std::swap(low, high);
  const LogPosition position{low, 9, hash_of("nine")};
  return {
      {"grant", make_grant(vault.vault, vault.room, 2, vault.ben.sealing.public_key, vault.room_key,
                           vault.random)
                    .value()},
      {"purge_operations", PurgeOperations{{{low, 1}, {low, 2}, {high, 1}}}},
      {"purge_room", PurgeRoom{vault.room}},
      {"packed", Packed{low, 1, 64, hash_of("pack")}},
      {"retire", Retire{position}},
      {"remove", Remove{vault.ben.identity(), {position, {high, 0, {}}}}},
      {"device_name", DeviceName{"Ada\u2019s laptop"}},
      {"heartbeat", Heartbeat{}},
      {"share", make_share(vault.vault, low, vault.room, vault.ben.sealing.public_key,
                           shared_of(vault), vault.random)
                    .value()},
      {"elsewhere", Elsewhere{{{low, high}, {high, low}}}},
      {"reinstate", Reinstate{low}},
      {"person_name", PersonName{"Ada"}},
  };
}

}  // namespace

TEST_CASE("control record: decode(encode(x)) is x, for each kind") {
  std::size_t place = 0;
  for (const auto& [label, record] : all_kinds()) {
    const std::string& name = label;  // CAPTURE cannot take a binding.
    CAPTURE(name);
    CHECK(record.index() == place++);
    const auto bytes = encode_control(record);
    REQUIRE(bytes.ok());
    // The kind's number is kept for ever; 9 was one that nobody knows when the next came.
    CHECK(bytes.value()[1] == (place < 9 ? place : place + 1));
    const auto back = decode_control(bytes.value());
    REQUIRE(back.ok());
    CHECK(back.value() == record);
  }
  CHECK(place == std::variant_size_v<ControlRecord>);
}

TEST_CASE("decode_control: refuses every cut and every added byte; what it accepts is canonical") {
  FakeRandom random(1);
  for (const auto& [label, record] : all_kinds()) {
    const std::string& name = label;  // CAPTURE cannot take a binding.
    CAPTURE(name);
    const Bytes bytes = encode_control(record).value();
    for (std::size_t size = 0; size < bytes.size(); ++size)
      REQUIRE(decode_control(ByteSpan(bytes).first(size)).error().code == ErrorCode::kCorrupt);
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(decode_control(longer).error().code == ErrorCode::kCorrupt);
    for (int round = 0; round < 500; ++round) {
      Bytes changed = bytes;
      changed[static_cast<std::size_t>(random.below(changed.size()))] =
          static_cast<std::uint8_t>(random.next());
      const auto decoded = decode_control(changed);
      if (decoded.ok()) REQUIRE(encode_control(decoded.value()).value() == changed);
    }
  }
}

TEST_CASE("encode_control: names the rule that is broken") {
  TestVault vault(22);
  const Id device = vault.ada.device;
  const IdentityKeys ben = vault.ben.identity();
  const std::pair<std::string, ControlRecord> rows[] = {
      {"grant: room", Grant{{}, 1, {}, {}}},
      {"grant: generation", Grant{vault.room, 0, {}, {}}},
      {"purge: how many", PurgeOperations{}},
      {"purge: how many", PurgeOperations{std::vector<OpId>(kPurgeIdsMax + 1)}},
      {"purge: id", PurgeOperations{{{device, 0}}}},
      {"purge: id", PurgeOperations{{{{}, 1}}}},
      {"purge: not ascending", PurgeOperations{{{device, 2}, {device, 2}}}},
      {"purge: room", PurgeRoom{}},
      {"packed: device", Packed{{}, 1, 1, {}}},
      {"packed: range", Packed{device, 0, 1, {}}},
      {"packed: range", Packed{device, 2, 1, {}}},
      {"packed: range", Packed{device, 1, kSeqMax + 1, {}}},
      {"retire: position", Retire{}},
      {"retire: position", Retire{{device, 0, hash_of("x")}}},
      {"retire: position", Retire{{device, kSeqMax + 1, {}}}},
      {"remove: position", Remove{ben, {{{}, 1, {}}}}},
      {"remove: not ascending", Remove{ben, {{device, 1, {}}, {device, 2, {}}}}},
      {"remove: too many positions",
       Remove{ben, std::vector<LogPosition>(kRemovePositionsMax + 1)}},
      {"share: room", Share{{}, {}, 1, Bytes(148)}},
      {"share: how many", Share{vault.room, {}, 0, Bytes(104)}},
      {"share: how many", Share{vault.room, {}, 2, Bytes(148)}},
      {"device name", DeviceName{""}},
      {"device name", DeviceName{std::string(65, 'a')}},
      {"device name", DeviceName{"\xff"}},
      {"elsewhere: too many", Elsewhere{std::vector<VaultDevice>(kElsewhereMax + 1)}},
      {"elsewhere: none", Elsewhere{{{device, {}}}}},
      {"elsewhere: not ascending", Elsewhere{{{device, device}, {device, device}}}},
      {"reinstate: device", Reinstate{}},
      {"person name", PersonName{""}},
  };
  for (const auto& [rule, record] : rows) {
    const std::string& why = rule;
    CAPTURE(why);
    const auto bytes = encode_control(record);
    REQUIRE_FALSE(bytes.ok());
    CHECK(bytes.error().code == ErrorCode::kInvalid);
    CHECK(bytes.error().context == "control record: " + why);
  }
}

TEST_CASE("grant: opens for its identity alone, in its vault alone") {
  TestVault vault(23);
  const auto grant = make_grant(vault.vault, vault.room, 1, vault.ben.sealing.public_key,
                                vault.room_key, vault.random);
  REQUIRE(grant.ok());
  const auto opened = open_grant(vault.vault, grant.value(), vault.ben.sealing);
  REQUIRE(opened.ok());
  CHECK(to_hex(opened.value()) == to_hex(vault.room_key));
  CHECK(open_grant(vault.vault, grant.value(), vault.ada.sealing).error().code ==
        ErrorCode::kAuthFailed);
  CHECK(open_grant(vault.room, grant.value(), vault.ben.sealing).error().code ==
        ErrorCode::kCorrupt);
  Grant moved = grant.value();
  moved.room = vault.vault;
  CHECK(open_grant(vault.vault, moved, vault.ben.sealing).error().code == ErrorCode::kCorrupt);
  moved = grant.value();
  moved.generation = 2;
  CHECK(open_grant(vault.vault, moved, vault.ben.sealing).error().code == ErrorCode::kCorrupt);
  CHECK(make_grant(vault.vault, vault.room, 1, {}, vault.room_key, vault.random).error().code ==
        ErrorCode::kInvalid);
}

TEST_CASE("share: opens for its identity alone, in its vault, log and room alone") {
  TestVault vault(24);
  const Id device = vault.ada.device;
  const Share share = make_share(vault.vault, device, vault.room, vault.ben.sealing.public_key,
                                 shared_of(vault), vault.random)
                          .value();
  const auto opened = open_share(vault.vault, device, share, vault.ben.sealing);
  REQUIRE(opened.ok());
  REQUIRE(opened.value().size() == 3);
  CHECK(opened.value()[1].seq == 3);
  CHECK(opened.value()[1].index == 4);
  CHECK(to_hex(opened.value()[2].key) == to_hex(vault.room_key));
  CHECK(open_share(vault.vault, device, share, vault.ada.sealing).error().code ==
        ErrorCode::kAuthFailed);
  CHECK_FALSE(open_share(vault.vault, vault.ben.device, share, vault.ben.sealing).ok());
  CHECK_FALSE(open_share(vault.room, device, share, vault.ben.sealing).ok());
  Share moved = share;
  moved.room = vault.vault;
  CHECK_FALSE(open_share(vault.vault, device, moved, vault.ben.sealing).ok());
  std::vector<SharedPayload> disordered = shared_of(vault);
  std::swap(disordered[0], disordered[2]);
  const Share wrong = make_share(vault.vault, device, vault.room, vault.ben.sealing.public_key,
                                 disordered, vault.random)
                          .value();
  CHECK(open_share(vault.vault, device, wrong, vault.ben.sealing).error().code ==
        ErrorCode::kCorrupt);
}

TEST_CASE("golden: control record vectors hold, and are what the encoder makes") {
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made);
  std::map<std::string, Bytes> ok;
  for (const auto& [name, record] : all_kinds()) {
    ok[name] = encode_control(record).value();
    add("ok_" + name, "ok", "a record of this kind", ok[name]);
  }
  const auto spoilt = [&ok](const std::string& name, std::size_t at, std::size_t count,
                            std::uint8_t byte) { return filled(ok[name], at, count, byte); };
  Bytes trailing = ok["heartbeat"];
  trailing.push_back(0);
  add("empty", "corrupt", "no bytes", {});
  add("version_2", "unsupported", "version 2", spoilt("heartbeat", 0, 1, 2));
  add("kind_0", "unsupported", "kind 0", spoilt("heartbeat", 1, 1, 0));
  add("kind_9", "unsupported", "a kind that is not known", spoilt("heartbeat", 1, 1, 9));
  add("trailing", "corrupt", "a byte after the end", trailing);
  add("grant_room_none", "corrupt", "a grant of no room", spoilt("grant", 2, 16, 0));
  add("grant_generation_0", "corrupt", "generations begin at 1", spoilt("grant", 18, 4, 0));
  add("purge_none", "corrupt", "a purge of nothing", Bytes{1, 2, 0, 0, 0, 0});
  add("purge_many", "corrupt", "more ids than there are bytes",
      spoilt("purge_operations", 2, 4, 0xff));
  add("purge_order", "corrupt", "ids not ascending", spoilt("purge_operations", 22, 1, 3));
  add("purge_counter_0", "corrupt", "a number 0", spoilt("purge_operations", 22, 8, 0));
  add("purge_room_none", "corrupt", "a purge of no room", spoilt("purge_room", 2, 16, 0));
  add("packed_order", "corrupt", "first after last", spoilt("packed", 18, 1, 65));
  add("retire_seq_huge", "corrupt", "seq over 2^50 - 1", spoilt("retire", 18, 8, 0xff));
  add("retire_hash_of_0", "corrupt", "a hash where there is no manifest",
      spoilt("retire", 18, 8, 0));
  add("remove_many", "corrupt", "more positions than there are bytes",
      spoilt("remove", 66, 4, 0xff));
  add("share_room_none", "corrupt", "payloads of no room", spoilt("share", 2, 16, 0));
  add("share_none", "corrupt", "no payload", spoilt("share", 50, 1, 0));
  add("share_many", "corrupt", "more payloads than there are bytes", spoilt("share", 50, 1, 4));
  add("name_empty", "corrupt", "a name of no bytes", Bytes{1, 7, 0});
  add("name_utf8", "corrupt", "a name that is not UTF-8", Bytes{1, 7, 1, 0xff});
  add("elsewhere_none", "corrupt", "a device that is none", spoilt("elsewhere", 22, 16, 0));
  add("elsewhere_order", "corrupt", "vaults not ascending", spoilt("elsewhere", 6, 16, 0xff));
  add("elsewhere_many", "corrupt", "more devices than there are bytes",
      spoilt("elsewhere", 2, 4, 0xff));
  add("reinstate_none", "corrupt", "no device", spoilt("reinstate", 2, 16, 0));
  add("person_name_empty", "corrupt", "a name of no bytes", Bytes{1, 13, 0});
  golden::check_golden("control", made);
  for (const golden::Vector& read : golden::read_all("control")) {
    CAPTURE(read.name);
    const auto decoded = decode_control(read.bytes);
    CHECK(golden::outcome(decoded) == read.header("expect"));
    if (decoded.ok()) CHECK(encode_control(decoded.value()).value() == read.bytes);
  }
}

}  // namespace quietroom::format
