#include "sync/format/invitation.h"

#include <functional>

#include "tests/support/answers.h"
#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/sync_vault.h"

namespace quietroom::format {
namespace {

/// A person who asks, and what a member would answer.
struct Asking {
  explicit Asking(std::uint64_t seed)
      : random(seed), ben(random), mine(crypto::SealingPair::generate(random)) {
    request.to = mine.public_key;
    request.identity = ben.identity();
    request.person = ben.person;
    request.name = "Bj\u00f6rn";
    bytes = create_person_request(request, ben.signing).value();
    request.hash = hash_of_message(bytes);
    invitation.vault = random.id();
    invitation.founder = crypto::SigningPair::generate(random).public_key;
    invitation.address = "https://files.example/n\u00f6tes";
    invitation.title = "Checkout down";
    Id devices[] = {random.id(), random.id()};
    std::sort(std::begin(devices), std::end(devices));
    invitation.frontier = {{devices[0], 3, {1}}, {devices[1], kSeqMax, {2}}};
  }
  Bytes answer() { return create_invitation(invitation, request, random).value(); }

  FakeRandom random;
  TestPerson ben;
  crypto::SealingPair mine;  ///< Of the request.
  PersonRequest request;
  Bytes bytes;
  Invitation invitation;
};

}  // namespace

TEST_CASE("invitation: who asked gets what a member gave, and nobody else does") {
  Asking asking(91);
  const auto read = parse_person_request(asking.bytes);
  REQUIRE(read.ok());
  CHECK(read.value().to == asking.mine.public_key);
  CHECK(read.value().identity == asking.ben.identity());
  CHECK(read.value().person == asking.ben.person);
  CHECK(read.value().name == asking.request.name);
  CHECK(pairing_message(asking.bytes) == PairingMessage::kPersonRequest);
  const Bytes answer = asking.answer();
  CHECK(pairing_message(answer) == PairingMessage::kInvitation);
  CHECK(invitation_hash(answer).value() == hash_of_message(answer));
  const auto opened = open_invitation(answer, asking.request.hash, asking.mine);
  REQUIRE(opened.ok());
  CHECK(opened.value().vault == asking.invitation.vault);
  CHECK(opened.value().founder == asking.invitation.founder);
  CHECK(opened.value().address == asking.invitation.address);
  CHECK(opened.value().title == asking.invitation.title);
  CHECK(opened.value().frontier == asking.invitation.frontier);
  const crypto::SealingPair other = crypto::SealingPair::generate(asking.random);
  CHECK(open_invitation(answer, asking.request.hash, other).error().code == ErrorCode::kCorrupt);
  CHECK(open_invitation(answer, {}, asking.mine).error().code == ErrorCode::kAuthFailed);
}

TEST_CASE("person request: nobody can ask in the name of an identity that is not theirs") {
  Asking asking(92);
  const TestPerson eve(asking.random);
  CHECK(parse_person_request(create_person_request(asking.request, eve.signing).value())
            .error()
            .context == "person request: signature");
}

TEST_CASE("P5: invitation: every flipped bit, every cut and every added byte is found") {
  Asking asking(93);
  const Bytes answer = asking.answer();
  const auto code = [&](const Bytes& bytes) {
    return bytes.size() < answer.size() / 2
               ? parse_person_request(bytes).error().code
               : open_invitation(bytes, asking.request.hash, asking.mine).error().code;
  };
  for (const Bytes& bytes : {asking.bytes, answer}) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      CAPTURE(bit);
      REQUIRE(code(flipped(bytes, bit)) == ErrorCode::kCorrupt);
    }
    for (std::size_t size = 0; size < bytes.size(); size += 7)
      REQUIRE(code(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))) ==
              ErrorCode::kCorrupt);
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(code(longer) == ErrorCode::kCorrupt);
    CHECK(code(mended(flipped(bytes, 4 * 8 + 1))) == ErrorCode::kUnsupported);
  }
  const auto stride = static_cast<std::size_t>(every_call(5));
  for (std::size_t at = 5; at < asking.bytes.size() - 32; at += stride) {
    CAPTURE(at);
    REQUIRE_FALSE(parse_person_request(mended(flipped(asking.bytes, at * 8 + at % 8))).ok());
  }
}

TEST_CASE("create_invitation, create_person_request: name the rule that is broken") {
  struct Row {
    std::string why;
    std::function<void(Asking&)> spoil;
  };
  const Row rows[] = {
      {"invitation: vault", [](Asking& a) { a.invitation.vault = {}; }},
      {"invitation: address", [](Asking& a) { a.invitation.address.clear(); }},
      {"invitation: address", [](Asking& a) { a.invitation.address = std::string(2049, 'a'); }},
      {"invitation: title", [](Asking& a) { a.invitation.title = "\xc0"; }},
      {"invitation: title", [](Asking& a) { a.invitation.title = std::string(1025, 'a'); }},
      {"invitation: frontier: seq", [](Asking& a) { a.invitation.frontier[0].seq = 0; }},
      {"person request: person", [](Asking& a) { a.request.person = {}; }},
      {"person request: name", [](Asking& a) { a.request.name.clear(); }},
      {"person request: name", [](Asking& a) { a.request.name = std::string(65, 'a'); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Asking asking(94);
    row.spoil(asking);
    const bool of_request = row.why.starts_with("person");
    const auto made = of_request
                          ? create_person_request(asking.request, asking.ben.signing)
                          : create_invitation(asking.invitation, asking.request, asking.random);
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().code == ErrorCode::kInvalid);
    CHECK(made.error().context == row.why);
  }
}

TEST_CASE("golden: person request vectors hold, and are what the encoder makes") {
  Asking asking(95);
  const Bytes& ok = asking.bytes;
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made);
  add("ok", "ok", "a request of a person", ok);
  made.back().headers["key"] = to_hex(asking.request.to);
  made.back().headers["sealing"] = to_hex(asking.request.identity.sealing);
  made.back().headers["signing"] = to_hex(asking.request.identity.signing);
  made.back().headers["person"] = to_hex(asking.request.person.bytes);
  made.back().headers["name"] = to_hex(as_bytes(asking.request.name));
  made.back().headers["words"] = words_of(asking.request.hash);
  // Offsets: docs/format.md section 15; the name has 6 bytes.
  add("empty", "corrupt", "no bytes", {});
  add("other_kind", "corrupt", "the request of a device",
      mended(filled(ok, 3, 1, static_cast<std::uint8_t>('P'))));
  add("version_2", "unsupported", "version 2", mended(flipped(flipped(ok, 4 * 8), 4 * 8 + 1)));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("signature", "corrupt", "a key that its signature is not of", mended(flipped(ok, 40 * 8)));
  add("short", "corrupt", "a name longer than what is there", mended(filled(ok, 117, 1, 200)));
  Bytes longer = ok;
  longer.insert(longer.end() - 32, 1);
  add("trailing", "corrupt", "a byte after the signature", mended(longer));
  const auto signed_anew = [&](const Bytes& said) {
    Bytes out = to_bytes(as_bytes("QRM1"));
    out.push_back(1);
    put_bytes(out, said);
    put_bytes(out, crypto::sign_as("qr person", asking.ben.signing, said));
    put_bytes(out, crypto::blake2b_256(out));
    return out;
  };
  const Bytes said(ok.begin() + 5, ok.end() - 96);
  add("person_none", "corrupt", "a person of zeros", signed_anew(filled(said, 96, 16, 0)));
  add("name_utf8", "corrupt", "a name that is no UTF-8", signed_anew(filled(said, 113, 1, 0xff)));
  add("name_empty", "corrupt", "no name",
      signed_anew(filled(Bytes(said.begin(), said.begin() + 113), 112, 1, 0)));
  golden::check_golden("person_request", made);
  for (const golden::Vector& read : golden::read_all("person_request")) {
    CAPTURE(read.name);
    const auto request = parse_person_request(read.bytes);
    CHECK(golden::outcome(request) == read.header("expect"));
    if (!request.ok()) continue;
    CHECK(to_hex(request.value().to) == read.header("key"));
    CHECK(to_hex(request.value().identity.signing) == read.header("signing"));
    CHECK(to_hex(as_bytes(request.value().name)) == read.header("name"));
    CHECK(words_of(request.value().hash) == read.header("words"));
  }
}

TEST_CASE("golden: invitation vectors hold, and are what the encoder makes") {
  Asking asking(96);
  const Bytes ok = asking.answer();
  const Bytes right = body_of(ok, asking.mine);
  std::vector<golden::Vector> made;
  const auto add = golden::adder(
      made, {{"secret", to_hex(asking.mine.secret)}, {"request", to_hex(asking.request.hash)}});
  // In the body of `ok` the address begins at 52 (size at 48), the title at 84 (80), the number of
  // positions is at 97, the first at 101.
  const auto spoilt = [&](std::size_t at, std::size_t count, std::uint8_t byte) {
    return answer_of("QRI1", filled(right, at, count, byte), asking.bytes, asking.mine,
                     asking.random);
  };
  add("ok", "ok", "a case with two logs", ok);
  made.back().headers["vault"] = to_hex(asking.invitation.vault.bytes);
  made.back().headers["founder"] = to_hex(asking.invitation.founder);
  made.back().headers["address"] = to_hex(as_bytes(asking.invitation.address));
  made.back().headers["title"] = to_hex(as_bytes(asking.invitation.title));
  made.back().headers["positions"] = "2";
  made.back().headers["words"] = words_of(hash_of_message(ok));
  add("empty", "corrupt", "no bytes", {});
  add("other_kind", "corrupt", "the answer to a device", mended(filled(ok, 2, 1, 'A')));
  add("version_2", "unsupported", "version 2", mended(flipped(flipped(ok, 4 * 8), 4 * 8 + 1)));
  add("truncated", "corrupt", "the last byte is missing", Bytes(ok.begin(), ok.end() - 1));
  add("changed", "corrupt", "a bit of what is sealed", mended(flipped(ok, 200 * 8)));
  add("other_request", "auth failed", "an answer to another request", mended(flipped(ok, 5 * 8)));
  add("short", "corrupt", "nothing sealed in it", mended(Bytes(ok.begin(), ok.begin() + 37 + 32)));
  add("vault_none", "corrupt", "a vault of zeros", spoilt(0, 16, 0));
  add("address_none", "corrupt", "no address", [&] {
    Bytes body(right.begin(), right.begin() + 48);
    put_u32(body, 0);
    body.insert(body.end(), right.begin() + 80, right.begin() + 213);
    body.resize(1024);
    return answer_of("QRI1", body, asking.bytes, asking.mine, asking.random);
  }());
  add("address_long", "corrupt", "an address of 65,564 bytes", spoilt(50, 1, 1));
  add("address_utf8", "corrupt", "an address that is no UTF-8", spoilt(52, 1, 0xff));
  add("title_long", "corrupt", "a title of 1,293 bytes", spoilt(81, 1, 5));
  add("title_utf8", "corrupt", "a title that is no UTF-8", spoilt(84, 1, 0xff));
  add("frontier_many", "corrupt", "1,026 positions", spoilt(98, 1, 4));
  add("frontier_order", "corrupt", "positions in the wrong order", spoilt(101, 16, 0xff));
  add("padding", "corrupt", "padding that is not zeros", spoilt(right.size() - 1, 1, 1));
  Bytes longer = right;
  longer.resize(longer.size() + 64);
  add("body_size", "corrupt", "more padding than there is to be",
      answer_of("QRI1", longer, asking.bytes, asking.mine, asking.random));
  golden::check_golden("invitation", made);
  // So that each is refused for what it is about, and not for something before that.
  const std::map<std::string, std::string> rules = {
      {"address_long", "text over its size limit"},
      {"address_none", "address"},
      {"address_utf8", "address"},
      {"body_size", "body size"},
      {"changed", "does not open"},
      {"frontier_many", "frontier: too many"},
      {"frontier_order", "frontier: not ascending"},
      {"padding", "padding is not zeros"},
      {"title_long", "text over its size limit"},
      {"title_utf8", "title"},
      {"vault_none", "vault"},
  };
  for (const golden::Vector& read : golden::read_all("invitation")) {
    CAPTURE(read.name);
    const auto mine = crypto::SealingPair::from_secret(hex_secret(read.header("secret")));
    crypto::Hash hash{};
    const Bytes request = from_hex(read.header("request")).value();
    std::copy(request.begin(), request.end(), hash.begin());
    const auto invitation = open_invitation(read.bytes, hash, mine);
    CHECK(golden::outcome(invitation) == read.header("expect"));
    const auto rule = rules.find(read.name);
    if (rule != rules.end()) CHECK(invitation.error().context == "invitation: " + rule->second);
    if (!invitation.ok()) continue;
    CHECK(to_hex(invitation.value().vault.bytes) == read.header("vault"));
    CHECK(to_hex(as_bytes(invitation.value().title)) == read.header("title"));
    CHECK(std::to_string(invitation.value().frontier.size()) == read.header("positions"));
  }
}

}  // namespace quietroom::format
