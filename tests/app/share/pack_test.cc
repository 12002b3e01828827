#include "app/share/pack.h"

#include <functional>

#include "app/share/passphrase.h"
#include "sync/crypto/word_list.h"
#include "tests/app/share/made_packs.h"
#include "tests/support/golden.h"

namespace quietroom::share {

TEST_CASE("make_pack: the text that is sealed, byte for byte") {
  std::vector<golden::Vector> made;
  const MadePack pack = made_pack(small_input());
  Bytes sent = encode_sent_pack(pack.sent);
  golden::adder(made, {{"sent", to_hex(sent)}})("ok", "ok", "a pack of two passages",
                                                to_bytes(as_bytes(pack.payload)));
  golden::check_golden("review_pack", made);
}

TEST_CASE("make_pack: each pack has an id, a key and a way back of its own") {
  const MadePack one = made_pack(small_input(), 1), other = made_pack(small_input(), 2);
  CHECK(one.sent.pack != other.sent.pack);
  CHECK(one.sent.answer_pair.public_key != other.sent.answer_pair.public_key);
  CHECK(to_hex(ByteSpan(one.sent.answer_key.view())) !=
        to_hex(ByteSpan(other.sent.answer_key.view())));
  CHECK(one.sent.passages == other.sent.passages);
}

TEST_CASE("make_pack: text with markup and controls stays text, in one line of JSON each") {
  PackInput input = small_input();
  input.passages[0].text = "</script><script>alert(1)</script>\x01\"\\";
  const std::string payload = made_pack(input).payload;
  CHECK(payload.find(R"("text": "</script><script>alert(1)</script>\u0001\"\\",)") != payload.npos);
}

TEST_CASE("make_pack: what a rule refuses") {
  struct Row {
    const char* name;
    std::function<void(PackInput&)> spoil;
  };
  const Row rows[] = {
      {"no passage", [](PackInput& input) { input.passages.clear(); }},
      {"the same passage twice",
       [](PackInput& input) { input.passages[1].id = input.passages[0].id; }},
      {"a passage without id", [](PackInput& input) { input.passages[0].id = {}; }},
      {"an empty text", [](PackInput& input) { input.passages[0].text.clear(); }},
      {"no UTF-8", [](PackInput& input) { input.passages[0].text = "\xff"; }},
      {"no UTF-8 in a reply", [](PackInput& input) { input.replies[0].reply = "\xff"; }},
      {"too long",
       [](PackInput& input) { input.passages[0].text.assign(kPackTextSizeMax + 1, 'x'); }},
      {"too much",
       [](PackInput& input) {
         FakeRandom random(5);
         for (int i = 0; i < 17; ++i)
           input.passages.push_back({random.id(), "", std::string(kPackTextSizeMax, 'x'), false});
       }},
      {"nobody", [](PackInput& input) { input.person.clear(); }},
      {"no day", [](PackInput& input) { input.made.clear(); }},
      {"a day that is none", [](PackInput& input) { input.review_by = "2026-02-30"; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    PackInput input = small_input();
    row.spoil(input);
    FakeRandom random(1);
    CHECK(golden::outcome(make_pack(input, random)) == "invalid");
  }
}

TEST_CASE("state_of: other words, another sort or another passage are another state") {
  const PackPassage passage = small_input().passages[0];
  PackPassage other = passage;
  other.text += ".";
  CHECK(state_of(other) != state_of(passage));
  other = passage;
  other.is_quote = false;
  CHECK(state_of(other) != state_of(passage));
  other = passage;
  other.item = "Another question";
  CHECK(state_of(other) == state_of(passage));
}

TEST_CASE("decode_sent_pack: what was written; nothing cut, longer or newer") {
  const MadePack pack = made_pack(small_input());
  const Bytes bytes = encode_sent_pack(pack.sent);
  const auto sent = decode_sent_pack(bytes);
  REQUIRE(sent.ok());
  CHECK(encode_sent_pack(sent.value()) == bytes);
  CHECK(sent.value().answer_pair.public_key == pack.sent.answer_pair.public_key);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(golden::outcome(decode_sent_pack(ByteSpan(bytes).first(size))) == "corrupt");
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(golden::outcome(decode_sent_pack(longer)) == "corrupt");
  Bytes newer = bytes;
  newer[0] = 2;
  CHECK(golden::outcome(decode_sent_pack(newer)) == "unsupported");
}

TEST_CASE("generate_passphrase: seven words of the list, other ones each time") {
  FakeRandom random(3);
  const std::string one = generate_passphrase(random);
  CHECK(one != generate_passphrase(random));
  std::size_t words = 0;
  for (std::size_t at = 0; at < one.size(); ++words) {
    const std::size_t end = std::min(one.find(' ', at), one.size());
    const std::string word = one.substr(at, end - at);
    CHECK(crypto::first_listed_from(word)->word == word);
    at = end + 1;
  }
  CHECK(words == 7);
}

}  // namespace quietroom::share
