#include "sync/format/pairing.h"

#include <functional>

#include "sync/crypto/recovery_code.h"
#include "sync/format/pasted.h"
#include "tests/support/answers.h"
#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

/// A person with an old device, and a new one that has asked.
struct Pairing {
  explicit Pairing(std::uint64_t seed)
      : random(seed),
        recovery(crypto::recovery_keys(crypto::generate_recovery_secret(random))),
        ada(random),
        mine(crypto::SealingPair::generate(random)),
        request_bytes(create_pairing_request(mine.public_key)) {
    for (Id& id : vaults) id = random.id();
    for (Id& id : devices) id = random.id();
    std::sort(vaults.begin(), vaults.end());
    std::sort(devices.begin(), devices.end());
  }

  PairingRequest request() const { return parse_pairing_request(request_bytes).value(); }

  PairingGift gift() {
    PairingGift gift;
    gift.sealing = crypto::SealingPair::from_secret(ada.sealing.secret.clone());
    gift.signing = crypto::SigningPair::from_seed(ada.signing.seed.clone());
    gift.recovery = recovery.pair.public_key;
    gift.recovery_authenticator = recovery.authenticator.clone();
    gift.own_vault = vaults[1];
    gift.address = "https://files.example/n\u00f6tes";
    gift.token = "qrt_token";
    gift.vaults = {
        {vaults[0], {7}, {}},
        {vaults[1], ada.signing.public_key, {{devices[0], 3, {1}}, {devices[1], kSeqMax, {2}}}}};
    return gift;
  }
  Bytes answer() { return create_pairing_answer(gift(), request(), random).value(); }

  FakeRandom random;
  crypto::RecoveryKeys recovery;
  TestPerson ada;
  crypto::SealingPair mine;  ///< Of the new device.
  Bytes request_bytes;
  std::array<Id, 2> vaults;
  std::array<Id, 2> devices;
};

/// An answer to the request of `mine` with `body` as it is.
Bytes answer_with(ByteSpan body, const crypto::SealingPair& mine, Random& random) {
  return answer_of("QRA1", body, create_pairing_request(mine.public_key), mine, random);
}

}  // namespace

TEST_CASE("pairing: the new device gets all that the old one gave, and nobody else does") {
  Pairing pairing(71);
  const Bytes bytes = pairing.answer();
  const auto opened = open_pairing_answer(bytes, pairing.mine);
  REQUIRE(opened.ok());
  const PairingGift& gift = opened.value();
  CHECK(gift.sealing.public_key == pairing.ada.sealing.public_key);
  CHECK(gift.signing.public_key == pairing.ada.signing.public_key);
  CHECK(gift.recovery == pairing.recovery.pair.public_key);
  CHECK(to_hex(gift.recovery_authenticator) == to_hex(pairing.recovery.authenticator));
  CHECK(gift.own_vault == pairing.vaults[1]);
  CHECK(gift.address == pairing.gift().address);
  CHECK(gift.token == "qrt_token");
  CHECK(gift.vaults == pairing.gift().vaults);
  const crypto::SealingPair other = crypto::SealingPair::generate(pairing.random);
  CHECK(open_pairing_answer(bytes, other).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("pairing: a request in whose place somebody put another is answered to the other alone") {
  Pairing pairing(72);
  const crypto::SealingPair meddler = crypto::SealingPair::generate(pairing.random);
  const auto swapped = parse_pairing_request(create_pairing_request(meddler.public_key)).value();
  // The words would have shown it: they come from this.
  CHECK(swapped.hash != pairing.request().hash);
  const Bytes bytes = create_pairing_answer(pairing.gift(), swapped, pairing.random).value();
  CHECK(open_pairing_answer(bytes, pairing.mine).error().code == ErrorCode::kAuthFailed);
  // Nor does it open if the meddler says that it answers this request.
  Bytes renamed = bytes;
  const crypto::Hash hash = pairing.request().hash;
  std::copy(hash.begin(), hash.end(), renamed.begin() + 5);
  CHECK(open_pairing_answer(mended(renamed), pairing.mine).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("pairing: what a message is can be told by its front, even where it is damaged") {
  Pairing pairing(73);
  CHECK(pairing_message(pairing.request_bytes) == PairingMessage::kRequest);
  CHECK(pairing_message(pairing.answer()) == PairingMessage::kAnswer);
  CHECK(pairing_message(as_bytes("QRP")) == PairingMessage::kNone);
  CHECK(pairing_message(as_bytes("QRC1 and so on")) == PairingMessage::kNone);
  CHECK(parse_pairing_request(pairing.answer()).error().code == ErrorCode::kCorrupt);
  CHECK(pairing_answer_hash(pairing.request_bytes).error().code == ErrorCode::kCorrupt);
  CHECK(from_pasted(to_pasted(pairing.request_bytes)).value() == pairing.request_bytes);
}

TEST_CASE("P5: pairing: every flipped bit, every cut and every added byte is found") {
  Pairing pairing(74);
  const Bytes answer = pairing.answer();
  const auto code = [&](const Bytes& bytes) {
    return pairing_message(bytes) == PairingMessage::kRequest
               ? parse_pairing_request(bytes).error().code
               : open_pairing_answer(bytes, pairing.mine).error().code;
  };
  for (const Bytes& bytes : {pairing.request_bytes, answer}) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      CAPTURE(bit);
      REQUIRE(code(flipped(bytes, bit)) == ErrorCode::kCorrupt);
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
      REQUIRE(code(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))) ==
              ErrorCode::kCorrupt);
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(code(longer) == ErrorCode::kCorrupt);
    CHECK(code(mended(flipped(bytes, 4 * 8 + 1))) == ErrorCode::kUnsupported);
  }
  CHECK(code(Bytes(kAnswerSizeMax + 1)) == ErrorCode::kCorrupt);
}

TEST_CASE("P5: pairing: nothing in an answer can be changed, though the checksum was mended") {
  Pairing pairing(75);
  const Bytes bytes = pairing.answer();
  const auto stride = static_cast<std::size_t>(every_call(7));
  for (std::size_t at = 0; at < bytes.size() - 32; at += stride) {
    CAPTURE(at);
    REQUIRE_FALSE(open_pairing_answer(mended(flipped(bytes, at * 8 + at % 8)), pairing.mine).ok());
  }
}

TEST_CASE("create_pairing_answer: names the rule that is broken") {
  struct Row {
    std::string why;
    std::function<void(PairingGift&)> spoil;
  };
  const Row rows[] = {
      {"own vault", [](PairingGift& g) { g.own_vault = {}; }},
      {"address", [](PairingGift& g) { g.address = std::string(2049, 'a'); }},
      {"address", [](PairingGift& g) { g.address = "\xc0"; }},
      {"token", [](PairingGift& g) { g.token = std::string(1025, 'a'); }},
      {"token", [](PairingGift& g) { g.token = "\xc0"; }},
      {"token without address", [](PairingGift& g) { g.address.clear(); }},
      {"vaults: too many", [](PairingGift& g) { g.vaults.resize(1025, g.vaults[0]); }},
      {"vaults: not ascending", [](PairingGift& g) { std::swap(g.vaults[0], g.vaults[1]); }},
      {"vaults: not ascending", [](PairingGift& g) { g.vaults[0] = g.vaults[1]; }},
      {"vault", [](PairingGift& g) { g.vaults[0].id = {}; }},
      {"frontier: too many",
       [](PairingGift& g) { g.vaults[1].frontier.resize(1025, g.vaults[1].frontier[0]); }},
      {"frontier: device", [](PairingGift& g) { g.vaults[1].frontier[0].device = {}; }},
      {"frontier: seq", [](PairingGift& g) { g.vaults[1].frontier[0].seq = 0; }},
      {"frontier: seq", [](PairingGift& g) { g.vaults[1].frontier[1].seq = kSeqMax + 1; }},
      {"frontier: not ascending",
       [](PairingGift& g) { std::swap(g.vaults[1].frontier[0], g.vaults[1].frontier[1]); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Pairing pairing(76);
    PairingGift gift = pairing.gift();
    row.spoil(gift);
    const auto bytes = create_pairing_answer(gift, pairing.request(), pairing.random);
    REQUIRE_FALSE(bytes.ok());
    CHECK(bytes.error().code == ErrorCode::kInvalid);
    CHECK(bytes.error().context == "pairing answer: " + row.why);
  }
  Pairing pairing(77);
  PairingRequest unusable;
  CHECK(create_pairing_answer(pairing.gift(), unusable, pairing.random).error().code ==
        ErrorCode::kInvalid);
}

TEST_CASE("create_pairing_answer: one that would be too large is not made") {
  Pairing pairing(78);
  PairingGift gift = pairing.gift();
  gift.vaults.clear();
  for (std::uint8_t v = 1; v <= 20; ++v) {
    PairedVault vault;
    vault.id.bytes.fill(v);
    for (std::uint32_t d = 0; d < 1024; ++d) {
      LogPosition position{{}, 1, {}};
      position.device.bytes = {1, static_cast<std::uint8_t>(d >> 8), static_cast<std::uint8_t>(d)};
      vault.frontier.push_back(position);
    }
    gift.vaults.push_back(vault);
  }
  CHECK(create_pairing_answer(gift, pairing.request(), pairing.random).error().context ==
        "pairing answer: over its size limit");
  gift.vaults.resize(15);
  const auto bytes = create_pairing_answer(gift, pairing.request(), pairing.random);
  REQUIRE(bytes.ok());
  CHECK(open_pairing_answer(bytes.value(), pairing.mine).value().vaults == gift.vaults);
}

TEST_CASE("golden: pairing request vectors hold, and are what the encoder makes") {
  Pairing pairing(79);
  const Bytes& ok = pairing.request_bytes;
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made);
  add("ok", "ok", "a request", ok);
  made.back().headers["key"] = to_hex(pairing.mine.public_key);
  made.back().headers["words"] = words_of(pairing.request().hash);
  made.back().headers["pasted"] = to_pasted(ok);
  add("empty", "corrupt", "no bytes", {});
  add("answer", "corrupt", "an answer", pairing.answer());
  add("version_2", "unsupported", "version 2", mended(flipped(flipped(ok, 4 * 8), 4 * 8 + 1)));
  add("version_2_damaged", "corrupt", "version 2, by accident", flipped(ok, 4 * 8 + 1));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("flipped", "corrupt", "a bit of the key", flipped(ok, 20 * 8));
  Bytes shorter = ok;
  shorter.erase(shorter.begin() + 20);
  add("short", "corrupt", "a key of 31 bytes", mended(shorter));
  Bytes longer = ok;
  longer.insert(longer.begin() + 20, 1);
  add("trailing", "corrupt", "a byte after the key", mended(longer));
  golden::check_golden("pairing_request", made);
  for (const golden::Vector& read : golden::read_all("pairing_request")) {
    CAPTURE(read.name);
    const auto request = parse_pairing_request(read.bytes);
    CHECK(golden::outcome(request) == read.header("expect"));
    if (!request.ok()) continue;
    CHECK(to_hex(request.value().to) == read.header("key"));
    CHECK(words_of(request.value().hash) == read.header("words"));
    CHECK(to_pasted(read.bytes) == read.header("pasted"));
    CHECK(create_pairing_request(request.value().to) == read.bytes);
  }
}

TEST_CASE("golden: pairing answer vectors hold, and are what the encoder makes") {
  Pairing pairing(80);
  const Bytes ok = pairing.answer();
  const Bytes right = body_of(ok, pairing.mine);
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made, {{"secret", to_hex(pairing.mine.secret)}});
  const auto add_ok = [&](std::string name, std::string why, const PairingGift& gift, Bytes bytes) {
    add(std::move(name), "ok", std::move(why), std::move(bytes));
    auto& headers = made.back().headers;
    headers["sealing"] = to_hex(gift.sealing.secret);
    headers["signing"] = to_hex(gift.signing.seed);
    headers["recovery"] = to_hex(gift.recovery);
    headers["authenticator"] = to_hex(gift.recovery_authenticator);
    headers["own_vault"] = to_hex(gift.own_vault.bytes);
    if (!gift.address.empty()) headers["address"] = to_hex(as_bytes(gift.address));
    if (!gift.token.empty()) headers["token"] = to_hex(as_bytes(gift.token));
    headers["vaults"] = std::to_string(gift.vaults.size());
  };
  // Offsets: docs/format.md section 15; in the body of `ok` the address begins at 148 (size at
  // 144), the token at 180 (176), the number of vaults is at 189, the first at 193, the second,
  // whose frontier begins at 297, at 245.
  const auto spoilt = [&](std::size_t at, std::size_t count, std::uint8_t byte) {
    return answer_with(filled(right, at, count, byte), pairing.mine, pairing.random);
  };
  add_ok("ok", "two vaults, one of them with two logs", pairing.gift(), ok);
  made.back().headers["words"] = words_of(pairing_answer_hash(ok).value());
  PairingGift alone = pairing.gift();
  alone.address.clear();
  alone.token.clear();
  alone.vaults.clear();
  add_ok("ok_no_endpoint", "a device that does not sync", alone,
         create_pairing_answer(alone, pairing.request(), pairing.random).value());
  add("empty", "corrupt", "no bytes", {});
  add("request", "corrupt", "a request", pairing.request_bytes);
  add("version_2", "unsupported", "version 2", mended(flipped(flipped(ok, 4 * 8), 4 * 8 + 1)));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("flipped", "corrupt", "a bit of what is sealed", flipped(ok, 200 * 8));
  add("changed", "corrupt", "the same, with the checksum mended", mended(flipped(ok, 200 * 8)));
  const auto other = crypto::SealingPair::generate(pairing.random);
  add("other_request", "auth failed", "an answer to another request",
      create_pairing_answer(pairing.gift(),
                            parse_pairing_request(create_pairing_request(other.public_key)).value(),
                            pairing.random)
          .value());
  Bytes renamed = made.back().bytes;
  std::copy(ok.begin() + 5, ok.begin() + 37, renamed.begin() + 5);
  add("renamed", "corrupt", "sealed to another key, and says that it answers this request",
      mended(renamed));
  add("short", "corrupt", "nothing sealed in it", mended(Bytes(ok.begin(), ok.begin() + 37 + 32)));
  add("own_vault_none", "corrupt", "own vault all zero", spoilt(128, 16, 0));
  add("address_long", "corrupt", "an address longer than the body", spoilt(146, 1, 1));
  add("address_utf8", "corrupt", "an address that is no UTF-8", spoilt(148, 1, 0xff));
  add("token_long", "corrupt", "a token of 1,289 bytes", spoilt(177, 1, 5));
  Bytes no_address = Bytes(right.begin(), right.begin() + 144);
  put_u32(no_address, 0);
  put_u32(no_address, 1);
  no_address.resize(1024, 0);
  no_address[152] = 't';
  add("token_alone", "corrupt", "a token without an address",
      answer_with(no_address, pairing.mine, pairing.random));
  add("vaults_many", "corrupt", "1,026 vaults", spoilt(190, 1, 4));
  add("vault_none", "corrupt", "a vault of zeros", spoilt(193, 16, 0));
  add("vault_order", "corrupt", "the second vault before the first", spoilt(193, 16, 0xff));
  add("frontier_many", "corrupt", "1,026 positions", spoilt(294, 1, 4));
  add("frontier_device", "corrupt", "a position of no device", spoilt(297, 16, 0));
  add("frontier_order", "corrupt", "positions in the wrong order", spoilt(297, 16, 0xff));
  add("frontier_seq_0", "corrupt", "a position of seq 0", spoilt(313, 8, 0));
  add("frontier_seq_huge", "corrupt", "a seq over its limit", spoilt(320, 1, 1));
  add("padding", "corrupt", "padding that is not zeros", spoilt(right.size() - 1, 1, 1));
  Bytes longer = right;
  longer.resize(longer.size() + 64);
  add("body_size", "corrupt", "more padding than there is to be",
      answer_with(longer, pairing.mine, pairing.random));
  golden::check_golden("pairing_answer", made);
  // So that each is refused for what it is about, and not for something before that.
  const std::map<std::string, std::string> rules = {
      {"address_long", "text over its size limit"},
      {"address_utf8", "address"},
      {"body_size", "body size"},
      {"frontier_device", "frontier: device"},
      {"frontier_many", "frontier: too many"},
      {"frontier_order", "frontier: not ascending"},
      {"frontier_seq_0", "frontier: seq"},
      {"frontier_seq_huge", "frontier: seq"},
      {"own_vault_none", "own vault"},
      {"padding", "padding is not zeros"},
      {"renamed", "does not open"},
      {"token_alone", "token without address"},
      {"token_long", "text over its size limit"},
      {"vault_none", "vault"},
      {"vault_order", "vaults: not ascending"},
      {"vaults_many", "vaults: too many"},
  };
  for (const golden::Vector& read : golden::read_all("pairing_answer")) {
    CAPTURE(read.name);
    const auto mine = crypto::SealingPair::from_secret(hex_secret(read.header("secret")));
    const auto gift = open_pairing_answer(read.bytes, mine);
    CHECK(golden::outcome(gift) == read.header("expect"));
    const auto rule = rules.find(read.name);
    if (rule != rules.end()) CHECK(gift.error().context == "pairing answer: " + rule->second);
    if (!gift.ok()) continue;
    CHECK(to_hex(gift.value().sealing.secret) == read.header("sealing"));
    CHECK(to_hex(gift.value().signing.seed) == read.header("signing"));
    const auto token = read.headers.find("token");
    CHECK(to_hex(as_bytes(gift.value().token)) ==
          (token == read.headers.end() ? "" : token->second));
    CHECK(std::to_string(gift.value().vaults.size()) == read.header("vaults"));
  }
}

}  // namespace quietroom::format
