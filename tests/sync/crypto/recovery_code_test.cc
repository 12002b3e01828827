#include "sync/crypto/recovery_code.h"

#include <cstdlib>

#include "platform/fake/random_fake.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"

namespace quietroom::crypto {
namespace {

std::string joined(const RecoveryWords& words, std::string_view between = " ") {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string times(int count, const std::string& word) {
  std::string text;
  for (int i = 0; i < count; ++i) text += word + " ";
  return text;
}

const std::string kLegal =
    "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth "
    "useful legal winner thank year wave sausage worth title";

std::string context_of(std::string_view text) {
  const auto secret = parse_recovery_words(text);
  REQUIRE_FALSE(secret.ok());
  CHECK(secret.error().code == ErrorCode::kInvalid);
  return secret.error().context;
}

}  // namespace

TEST_CASE("recovery words: the published BIP 39 vectors of 256 bits, both ways") {
  struct Row {
    std::string secret, words;
  };
  const Row rows[] = {
      {std::string(64, '0'), times(23, "abandon") + "art"},
      {"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f", kLegal},
      {"8080808080808080808080808080808080808080808080808080808080808080",
       "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount "
       "doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"},
      {std::string(64, 'f'), times(23, "zoo") + "vote"},
      {"68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
       "hamster diagram private dutch cause delay private meat slide toddler razor book happy "
       "fancy "
       "gospel tennis maple dilemma loan word shrug inflict delay length"},
      {"9f6a2878b2520799a44ef18bc7df394e7061a224d2c33cd015b157d746869863",
       "panda eyebrow bullet gorilla call smoke muffin taste mesh discover soft ostrich alcohol "
       "speed nation flash devote level hobby quick inner drive ghost inside"},
      {"066dca1a2bb7e8a1db2832148ce9933eea0f3ac9548d793112d9a95c9407efad",
       "all hour make first leader extend hole alien behind guard gospel lava path output census "
       "museum junior mass reopen famous sing advance salt reform"},
      {"f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f",
       "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing "
       "screen patrol group space point ten exist slush involve unfold"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.secret);
    CHECK(joined(recovery_words(hex_secret(row.secret))) == row.words);
    const auto parsed = parse_recovery_words(row.words);
    REQUIRE(parsed.ok());
    CHECK(to_hex(parsed.value()) == row.secret);
  }
}

TEST_CASE("parse_recovery_words: any code, however it is written down") {
  FakeRandom random(1);
  for (int round = 0; round < 50; ++round) {
    const RecoverySecret secret = generate_recovery_secret(random);
    const RecoveryWords words = recovery_words(secret);
    std::string numbered, prefixes, shouted;
    for (std::size_t i = 0; i < words.size(); ++i) {
      numbered += " " + std::to_string(i + 1) + ". " + std::string(words[i]) + "\r\n";
      prefixes += std::string(words[i].substr(0, 4)) + "\t";
      for (const char c : words[i]) shouted += static_cast<char>(c - 'a' + 'A');
      shouted += '\n';
    }
    const std::string ways[] = {joined(words),
                                joined(words, ", "),
                                joined(words, "\n\n"),
                                joined(words, "\u00a0\u2013\u3000"),
                                numbered,
                                prefixes,
                                shouted};
    for (const std::string& way : ways) {
      CAPTURE(way);
      const auto parsed = parse_recovery_words(way);
      REQUIRE(parsed.ok());
      CHECK(to_hex(parsed.value()) == to_hex(secret));
    }
  }
}

TEST_CASE("parse_recovery_words: says what is wrong, by place, and never which word") {
  CHECK(context_of("") == "recovery code: 0 words, not 24");
  CHECK(context_of("1. 2. 3.") == "recovery code: 0 words, not 24");
  CHECK(context_of("legal winner thank") == "recovery code: 3 words, not 24");
  CHECK(context_of(kLegal + " legal") == "recovery code: 25 words, not 24");
  CHECK(context_of("legal winner tank year") == "recovery code: 4 words, not 24");
  CHECK(context_of("legal winner thnk year") == "recovery code: word 3: not in the list");
  CHECK(context_of("legal win thank") == "recovery code: 3 words, not 24");
  CHECK(context_of("legal winn thank") == "recovery code: 3 words, not 24");
  CHECK(context_of("leg winner") == "recovery code: 2 words, not 24");
  CHECK(context_of("lega winnr") == "recovery code: word 2: not in the list");
  CHECK(context_of("lega legalx") == "recovery code: word 2: not in the list");
  CHECK(context_of("legal legallegal") == "recovery code: word 2: not in the list");
  CHECK(context_of("legal w\u00efnner") == "recovery code: word 2: not in the list");
  CHECK(context_of("legal \xff\xfe") == "recovery code: word 2: not in the list");
  CHECK(context_of("legal " + std::string(100000, 'a')) ==
        "recovery code: word 2: not in the list");
  CHECK(context_of(times(24, "legal")) == "recovery code: checksum");
}

TEST_CASE("recovery_fault: the same, for whoever says it in another language") {
  using What = RecoveryFault::What;
  const auto fault = [](const std::string& text) {
    const auto found = recovery_fault(text);
    REQUIRE(found.has_value());
    return *found;
  };
  CHECK(fault("legal winner thnk year").what == What::kUnknownWord);
  CHECK(fault("legal winner thnk year").number == 3);
  CHECK(fault("legal winner").what == What::kWordCount);
  CHECK(fault("legal winner").number == 2);
  CHECK(fault(times(24, "legal")).what == What::kChecksum);
  CHECK_FALSE(recovery_fault(kLegal).has_value());
}

TEST_CASE("parse_recovery_words: two words swapped, or one changed, is noticed 255 times in 256") {
  FakeRandom random(2);
  int missed = 0;
  for (int round = 0; round < 1000; ++round) {
    RecoveryWords words = recovery_words(generate_recovery_secret(random));
    const RecoveryWords others = recovery_words(generate_recovery_secret(random));
    const auto at = static_cast<std::size_t>(random.below(24));
    if (words[at] == others[0]) continue;
    words[at] = others[0];
    if (parse_recovery_words(joined(words)).ok()) ++missed;
  }
  CHECK(missed < 16);  // 4 are to be expected.
}

TEST_CASE("recovery_keys: fixed for a code, and different from the code and each other") {
  const RecoverySecret secret = secret_of(0x7f);
  const RecoveryKeys keys = recovery_keys(secret);
  const RecoveryKeys again = recovery_keys(secret);
  CHECK(keys.pair.public_key == again.pair.public_key);
  CHECK(to_hex(keys.authenticator) == to_hex(again.authenticator));
  CHECK(to_hex(keys.pair.secret) != to_hex(keys.authenticator));
  CHECK(to_hex(keys.pair.secret) != to_hex(secret));
  CHECK(keys.pair.public_key != recovery_keys(secret_of(0x7e)).pair.public_key);
}

TEST_CASE("golden: recovery_code vectors hold, and are what the encoder makes") {
  const auto vector = [](std::string name, std::string expect, std::string why,
                         const std::string& text, const std::string& secret = "") {
    golden::Vector made{std::move(name),
                        {{"expect", std::move(expect)}, {"why", std::move(why)}},
                        to_bytes(as_bytes(text))};
    if (!secret.empty()) {
      const RecoveryKeys keys = recovery_keys(hex_secret(secret));
      made.headers["secret"] = secret;
      made.headers["public_key"] = to_hex(keys.pair.public_key);
      made.headers["authenticator"] = to_hex(keys.authenticator);
    }
    return made;
  };
  FakeRandom random(39);
  const RecoverySecret secret = generate_recovery_secret(random);
  const std::string words = joined(recovery_words(secret));
  std::string numbered;
  int number = 0;
  for (const std::string_view word : recovery_words(secret))
    numbered += std::to_string(++number) + ". " + std::string(word.substr(0, 4)) + ",\n";
  std::string shuffled = "zoo" + words.substr(words.find(' '));
  golden::check_golden(
      "recovery_code",
      {vector("ok", "ok", "24 words with one blank between", words, to_hex(secret)),
       vector("ok_numbered", "ok", "numbers, four letters, commas, line breaks", numbered,
              to_hex(secret)),
       vector("ok_zero", "ok", "the all-zero vector of BIP 39", times(23, "abandon") + "art",
              std::string(64, '0')),
       vector("wrong_word", "invalid", "the second word is in no list", "zoo zooo"),
       vector("wrong_count", "invalid", "23 words", words.substr(0, words.rfind(' '))),
       vector("wrong_checksum", "invalid", "the first word is another one", shuffled)});
  for (const golden::Vector& read : golden::read_all("recovery_code")) {
    CAPTURE(read.name);
    const auto parsed = parse_recovery_words(as_text(read.bytes));
    CHECK(golden::outcome(parsed) == read.header("expect"));
    if (!parsed.ok()) continue;
    CHECK(to_hex(parsed.value()) == read.header("secret"));
    const RecoveryKeys keys = recovery_keys(parsed.value());
    CHECK(to_hex(keys.pair.public_key) == read.header("public_key"));
    CHECK(to_hex(keys.authenticator) == read.header("authenticator"));
  }
}

}  // namespace quietroom::crypto
