#include "sync/format/sync_key_file.h"

#include <functional>

#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

/// The first epoch of a vault, with Ada as owner and Ben as member.
VaultEpoch first_epoch(TestVault& vault) {
  VaultEpoch epoch;
  epoch.vault = vault.vault;
  epoch.epoch = 1;
  epoch.key = vault.key_of(vault.key).clone();
  epoch.members = {vault.ada.member(Role::kOwner, "Ada"),
                   vault.ben.member(Role::kMember, "B\u00e9n")};
  std::sort(epoch.members.begin(), epoch.members.end(),
            [](const Member& a, const Member& b) { return a.identity < b.identity; });
  epoch.endpoint = to_bytes(as_bytes("https://files.example"));
  return epoch;
}

/// A child of `parents`, made by Ada, without Ben.
VaultEpoch child_of(TestVault& vault, std::vector<ParentFile> parents,
                    std::vector<Secret<32>> keys) {
  VaultEpoch epoch = first_epoch(vault);
  epoch.epoch = 2;
  epoch.parents = std::move(parents);
  epoch.parent_keys = std::move(keys);
  epoch.key = vault.key_of(vault.next_key).clone();
  epoch.members = {vault.ada.member(Role::kOwner, "Ada")};
  epoch.endpoint.clear();
  return epoch;
}

Bytes first_file(TestVault& vault) {
  return create_sync_key_file(first_epoch(vault), vault.ada.signing, vault.random).value();
}

/// Parses and opens in one.
Result<VaultEpoch> opened(ByteSpan bytes, const crypto::SealingPair& mine) {
  const SyncKeyFile file = TRY(SyncKeyFile::parse(bytes));
  return file.open(mine);
}

}  // namespace

TEST_CASE("vault key file: opens for each member, and says the same to all") {
  TestVault vault(51);
  const Bytes bytes = first_file(vault);
  const auto file = SyncKeyFile::parse(bytes);
  REQUIRE(file.ok());
  CHECK(file.value().vault() == vault.vault);
  CHECK(file.value().epoch() == 1);
  CHECK(file.value().key_id() == KeyId{1, front_of(file.value().hash())});
  CHECK(parse_path(path(file.value().name())).value() == ObjectName(file.value().name()));
  const VaultEpoch wanted = first_epoch(vault);
  for (const TestPerson* person : {&vault.ada, &vault.ben}) {
    const auto epoch = file.value().open(person->sealing);
    REQUIRE(epoch.ok());
    CHECK(epoch.value().members == wanted.members);
    CHECK(epoch.value().endpoint == wanted.endpoint);
    CHECK(epoch.value().signer == vault.ada.signing.public_key);
    CHECK(to_hex(epoch.value().key) == to_hex(wanted.key));
  }
}

TEST_CASE("P7: vault key file: a member who was removed opens the old file and not the new one") {
  TestVault vault(52);
  const auto parent = SyncKeyFile::parse(first_file(vault)).value();
  std::vector<Secret<32>> keys;
  keys.push_back(vault.key_of(vault.key).clone());
  const Bytes bytes = create_sync_key_file(child_of(vault, {{1, parent.hash()}}, std::move(keys)),
                                           vault.ada.signing, vault.random)
                          .value();
  CHECK(opened(bytes, vault.ben.sealing).error().code == ErrorCode::kAuthFailed);
  const auto child = opened(bytes, vault.ada.sealing);
  REQUIRE(child.ok());
  // Who has the new key reaches back to all that came before.
  REQUIRE(child.value().parents.size() == 1);
  CHECK(child.value().parents[0].key_id() == parent.key_id());
  const auto older = parent.open_with_key(child.value().parent_keys[0]);
  REQUIRE(older.ok());
  CHECK(older.value().members.size() == 2);
}

TEST_CASE("vault key file: two files of one parent have a child") {
  TestVault vault(53);
  const auto one = SyncKeyFile::parse(first_file(vault)).value();
  const auto two = SyncKeyFile::parse(first_file(vault)).value();
  std::vector<ParentFile> parents = {{1, one.hash()}, {1, two.hash()}};
  std::sort(parents.begin(), parents.end(),
            [](const ParentFile& a, const ParentFile& b) { return a.file < b.file; });
  std::vector<Secret<32>> keys;
  keys.push_back(secret_of(1));
  keys.push_back(secret_of(2));
  const auto bytes = create_sync_key_file(child_of(vault, parents, std::move(keys)),
                                          vault.ada.signing, vault.random);
  REQUIRE(bytes.ok());
  const auto child = opened(bytes.value(), vault.ada.sealing);
  REQUIRE(child.ok());
  CHECK(child.value().parents == parents);
  CHECK(to_hex(child.value().parent_keys[1]) == to_hex(secret_of(2)));
}

TEST_CASE("P9: vault key file: not for me, damaged, and newer are three answers") {
  TestVault vault(54);
  const Bytes bytes = first_file(vault);
  const crypto::SealingPair stranger = crypto::SealingPair::generate(vault.random);
  CHECK(opened(bytes, stranger).error().code == ErrorCode::kAuthFailed);
  CHECK(opened(flipped(bytes, 700), vault.ada.sealing).error().code == ErrorCode::kCorrupt);
  CHECK(opened(mended(flipped(bytes, 4 * 8 + 1)), vault.ada.sealing).error().code ==
        ErrorCode::kUnsupported);
  const auto file = SyncKeyFile::parse(bytes).value();
  CHECK(file.open_with_key(secret_of(9)).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("P5: vault key file: every flipped bit, every cut and every added byte is found") {
  TestVault vault(55);
  const Bytes bytes = first_file(vault);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    CAPTURE(bit);
    REQUIRE(SyncKeyFile::parse(flipped(bytes, bit)).error().code == ErrorCode::kCorrupt);
  }
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE(SyncKeyFile::parse(ByteSpan(bytes).first(size)).error().code == ErrorCode::kCorrupt);
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(SyncKeyFile::parse(longer).error().code == ErrorCode::kCorrupt);
  CHECK(SyncKeyFile::parse(Bytes(kSyncKeyFileSizeMax + 1)).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("P5: vault key file: nothing in it can be changed, though the checksum was mended") {
  TestVault vault(56);
  const Bytes bytes = first_file(vault);
  const auto stride = static_cast<std::size_t>(every_call(7));
  for (std::size_t at = 0; at < bytes.size() - 32; at += stride) {
    CAPTURE(at);
    REQUIRE_FALSE(opened(mended(flipped(bytes, at * 8 + at % 8)), vault.ada.sealing).ok());
  }
}

TEST_CASE("vault key file: what a member forges with the key in hand does not pass as an owner's") {
  TestVault vault(57);
  // Ben knows the key, and names Ada as signer; her signature he cannot make.
  const Bytes forged =
      create_sync_key_file(first_epoch(vault), vault.ben.signing, vault.random).value();
  const auto epoch = opened(forged, vault.ada.sealing);
  REQUIRE(epoch.ok());
  CHECK(epoch.value().signer == vault.ben.signing.public_key);
  crypto::SigningPair posing = crypto::SigningPair::from_seed(vault.ben.signing.seed.clone());
  posing.public_key = vault.ada.signing.public_key;
  const Bytes posed = create_sync_key_file(first_epoch(vault), posing, vault.random).value();
  CHECK(opened(posed, vault.ada.sealing).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("vault key file: what no writer writes is refused, whoever sealed and signed it") {
  TestVault vault(61);
  const Secret<32>& key = vault.key_of(vault.key);
  Bytes context = to_bytes(vault.vault.span());
  put_u32(context, 1);
  // A file of one member and without parents, made by hand from docs/format.md section 13.
  const auto made = [&](Bytes slot_plain, Bytes body, std::size_t padded, std::uint8_t last) {
    Bytes out = to_bytes(as_bytes("QRV1"));
    out.push_back(1);
    put_bytes(out, context);
    out.push_back(0);
    put_bytes(out, crypto::derive_key(key, "qr vault check", context).view());
    out.push_back(1);
    const Bytes front = out;
    put_bytes(
        out,
        crypto::seal_to(vault.ada.sealing.public_key, {}, slot_plain, front, vault.random).value());
    Bytes message = out;
    put_bytes(message, body);
    put_bytes(body, crypto::sign_as("qr vault key", vault.ada.signing, message));
    body.resize(padded);
    if (last != 0) body.back() = last;
    put_u32(out, static_cast<std::uint32_t>(body.size() + crypto::kSealOverhead));
    put_bytes(out, crypto::seal(crypto::derive_key(key, "qr vault body", context), body, front,
                                vault.random));
    put_bytes(out, crypto::blake2b_256(out));
    return opened(out, vault.ada.sealing);
  };
  const auto body = [&](std::uint32_t members, std::uint8_t role, std::uint32_t endpoint) {
    Bytes out;
    put_u32(out, members);
    for (std::uint32_t i = 0; i < std::min(members, 2u); ++i) {
      Bytes signing(32, static_cast<std::uint8_t>(i));
      put_bytes(out, signing);
      put_bytes(out, vault.ada.sealing.public_key);
      put_bytes(out, vault.ada.person.span());
      out.insert(out.end(), {role, 1, 'A'});
    }
    put_bytes(out, vault.ada.signing.public_key);
    put_u32(out, endpoint);
    return out;
  };
  const Bytes right = to_bytes(key.view());
  CHECK(made(right, body(1, 1, 0), 512, 0).ok());
  struct Row {
    std::string why;
    Result<VaultEpoch> epoch;
  };
  const Row rows[] = {
      {"slot holds another key", made(Bytes(32), body(1, 1, 0), 512, 0)},
      {"body: members: no owner", made(right, body(1, 2, 0), 512, 0)},
      {"body: members: role", made(right, body(1, 3, 0), 512, 0)},
      {"body: members: how many", made(right, body(65, 1, 0), 512, 0)},
      {"body: members: how many", made(right, body(0, 1, 0), 512, 0)},
      {"members are not its slots", made(right, body(2, 1, 0), 512, 0)},
      {"body: endpoint: over its size limit", made(right, body(1, 1, 4097), 512, 0)},
      {"body: truncated", made(right, body(1, 1, 4096), 512, 0)},
      {"body size", made(right, body(1, 1, 0), 544, 0)},
      {"padding is not zeros", made(right, body(1, 1, 0), 512, 1)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    REQUIRE_FALSE(row.epoch.ok());
    CHECK(row.epoch.error().code == ErrorCode::kCorrupt);
    CHECK(row.epoch.error().context == "vault key file: " + row.why);
  }
}

TEST_CASE("create_sync_key_file: names the rule that is broken") {
  struct Row {
    std::string why;
    std::function<void(VaultEpoch&)> spoil;
  };
  const Row rows[] = {
      {"vault", [](VaultEpoch& e) { e.vault = {}; }},
      {"epoch", [](VaultEpoch& e) { e.epoch = 0; }},
      {"epoch", [](VaultEpoch& e) { e.epoch = kEpochMax + 1; }},
      {"parents: epoch",
       [](VaultEpoch& e) {
         e.epoch = 2;
         e.parents = {{0, {}}};
       }},
      {"epoch does not follow its parents", [](VaultEpoch& e) { e.epoch = 2; }},
      {"parents: epoch",
       [](VaultEpoch& e) {
         e.parents = {{1, {}}};
       }},
      {"parents: not ascending",
       [](VaultEpoch& e) {
         e.epoch = 2;
         e.parents = {{1, {}}, {1, {}}};
       }},
      {"parents: too many", [](VaultEpoch& e) { e.parents.resize(9); }},
      {"parents: keys",
       [](VaultEpoch& e) {
         e.epoch = 2;
         e.parents = {{1, {}}};
       }},
      {"members: how many", [](VaultEpoch& e) { e.members.clear(); }},
      {"members: how many", [](VaultEpoch& e) { e.members.resize(65); }},
      {"members: not ascending", [](VaultEpoch& e) { std::swap(e.members[0], e.members[1]); }},
      {"members: person", [](VaultEpoch& e) { e.members[0].person = {}; }},
      {"members: role", [](VaultEpoch& e) { e.members[0].role = static_cast<Role>(3); }},
      {"members: name", [](VaultEpoch& e) { e.members[0].name = ""; }},
      {"members: name", [](VaultEpoch& e) { e.members[0].name = "\xc0"; }},
      {"members: name", [](VaultEpoch& e) { e.members[0].name = std::string(65, 'a'); }},
      {"members: no owner",
       [](VaultEpoch& e) {
         for (Member& member : e.members) member.role = Role::kMember;
       }},
      {"endpoint: over its size limit", [](VaultEpoch& e) { e.endpoint = Bytes(4097); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    TestVault vault(58);
    VaultEpoch epoch = first_epoch(vault);
    row.spoil(epoch);
    const auto bytes = create_sync_key_file(epoch, vault.ada.signing, vault.random);
    REQUIRE_FALSE(bytes.ok());
    CHECK(bytes.error().code == ErrorCode::kInvalid);
    CHECK(bytes.error().context == "vault key file: " + row.why);
  }
}

TEST_CASE("vault key file: the largest one is within its limit") {
  TestVault vault(59);
  VaultEpoch epoch = first_epoch(vault);
  epoch.members.clear();
  for (int i = 0; i < 64; ++i)
    epoch.members.push_back(TestPerson(vault.random).member(Role::kOwner, std::string(64, 'n')));
  std::sort(epoch.members.begin(), epoch.members.end(),
            [](const Member& a, const Member& b) { return a.identity < b.identity; });
  epoch.epoch = 2;
  for (std::uint8_t i = 0; i < 8; ++i) {
    epoch.parents.push_back({1, {i}});
    epoch.parent_keys.push_back(secret_of(i));
  }
  epoch.endpoint = Bytes(4096);
  const auto bytes = create_sync_key_file(epoch, vault.ada.signing, vault.random);
  REQUIRE(bytes.ok());
  CHECK(bytes.value().size() <= kSyncKeyFileSizeMax);
  CHECK(SyncKeyFile::parse(bytes.value()).value().open_with_key(epoch.key).ok());
}

TEST_CASE("golden: vault key file vectors hold, and are what the encoder makes") {
  TestVault vault(60);
  const Bytes ok = first_file(vault);
  const auto parent = SyncKeyFile::parse(ok).value();
  std::vector<Secret<32>> keys;
  keys.push_back(vault.key_of(vault.key).clone());
  const Bytes child = create_sync_key_file(child_of(vault, {{1, parent.hash()}}, std::move(keys)),
                                           vault.ada.signing, vault.random)
                          .value();
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made, {{"sealing", to_hex(vault.ada.sealing.secret)},
                                        {"signer", to_hex(vault.ada.signing.public_key)}});
  add("ok", "ok", "the first epoch, two members", ok);
  made.back().headers["key"] = to_hex(vault.key_of(vault.key));
  add("ok_child", "ok", "the second epoch, one member, one parent", child);
  made.back().headers["key"] = to_hex(vault.key_of(vault.next_key));
  made.back().headers["parent_key"] = to_hex(vault.key_of(vault.key));
  add("empty", "corrupt", "no bytes", {});
  add("magic", "corrupt", "a key file of a device", spoilt(ok, 2, 1, 'K'));
  add("version_2", "unsupported", "version 2", spoilt(ok, 4, 1, 2));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("flipped", "corrupt", "a bit of a sealed key", flipped(ok, 100 * 8));
  // Offsets: docs/format.md section 13; the slots of `ok` begin at 59, its body at 335.
  add("vault_none", "corrupt", "vault all zero", spoilt(ok, 5, 16, 0));
  add("epoch_0", "corrupt", "epoch 0", spoilt(ok, 21, 4, 0));
  add("epoch_2", "corrupt", "epoch 2 without parents", spoilt(ok, 21, 1, 2));
  add("parents_9", "corrupt", "nine parents", spoilt(ok, 25, 1, 9));
  add("parent_epoch", "corrupt", "a parent of a later epoch", spoilt(child, 26, 1, 2));
  add("check_changed", "corrupt", "another key-check value: no sealed key fits this front",
      spoilt(ok, 26, 1, static_cast<std::uint8_t>(ok[26] ^ 1)));
  add("members_0", "corrupt", "no members", spoilt(ok, 58, 1, 0));
  add("members_3", "corrupt", "more slots than there are", spoilt(ok, 58, 1, 3));
  add("body_changed", "corrupt", "the body's seal", mended(flipped(ok, 420 * 8)));
  add("body_size", "corrupt", "the body longer than the file", spoilt(ok, 332, 1, 0xff));
  crypto::SigningPair posing = crypto::SigningPair::from_seed(vault.ben.signing.seed.clone());
  posing.public_key = vault.ada.signing.public_key;
  add("signature", "corrupt", "signed by a member who poses as an owner",
      create_sync_key_file(first_epoch(vault), posing, vault.random).value());
  add("not_for_me", "auth failed", "sealed to somebody else", [&] {
    VaultEpoch epoch = first_epoch(vault);
    epoch.members = {vault.ben.member(Role::kOwner, "Ben")};
    return create_sync_key_file(epoch, vault.ben.signing, vault.random).value();
  }());
  golden::check_golden("vault_key_file", made);
  for (const golden::Vector& read : golden::read_all("vault_key_file")) {
    CAPTURE(read.name);
    const auto mine = crypto::SealingPair::from_secret(hex_secret(read.header("sealing")));
    const auto epoch = opened(read.bytes, mine);
    CHECK(golden::outcome(epoch) == read.header("expect"));
    if (!epoch.ok()) continue;
    CHECK(to_hex(epoch.value().key) == read.header("key"));
    CHECK(to_hex(epoch.value().signer) == read.header("signer"));
  }
}

}  // namespace quietroom::format
