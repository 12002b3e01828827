// What became of a text, word by word: it says both texts, and no more than needed.
#include "app/model/text_diff.h"

#include <doctest/doctest.h>

#include "platform/base/utf8.h"
#include "platform/fake/random_fake.h"

using namespace quietroom;
using namespace quietroom::model;

namespace {

using Kind = DiffPart::Kind;

/// "we [-wait-][+talk+] now"
std::string shown(const std::vector<DiffPart>& parts) {
  std::string out;
  for (const DiffPart& part : parts) {
    if (part.kind == Kind::kKept) out += part.text;
    if (part.kind == Kind::kRemoved) out += "[-" + part.text + "-]";
    if (part.kind == Kind::kAdded) out += "[+" + part.text + "+]";
  }
  return out;
}

/// One of the two texts, put together from the parts.
std::string without(Kind kind, const std::vector<DiffPart>& parts) {
  std::string out;
  for (const DiffPart& part : parts) {
    if (part.kind != kind) out += part.text;
  }
  return out;
}

/// Words, blanks and ideographs in any order.
std::string random_text(FakeRandom& random, std::uint64_t count_max) {
  const char* const kPieces[] = {"we", "talk", " ",      " ",      "\n\n",   "x",   ".",
                                 "a",  "\t",   "\u00E4", "\u8A71", "\u3057", " b ", "\U0001F600"};
  std::string text;
  for (std::uint64_t left = random.below(count_max); left > 0; --left)
    text += kPieces[random.below(std::size(kPieces))];
  return text;
}

}  // namespace

TEST_CASE("word diff: what a person would say has changed") {
  struct Row {
    const char* before;
    const char* after;
    const char* parts;
  };
  const Row rows[] = {
      {"", "", ""},
      {"we talk", "we talk", "we talk"},
      {"", "we", "[+we+]"},
      {"we wait now", "we talk now", "we [-wait-][+talk+] now"},
      {"we talk", "we can talk", "we [+can +]talk"},
      {"we can talk", "we talk", "we [-can -]talk"},
      // One change, not three with blanks in between.
      {"gone in two days, all", "gone after a month, all",
       "gone [-in two days,-][+after a month,+] all"},
      {"thanks for the time now and then", "thank you for this hour now and then",
       "[-thanks for the time-][+thank you for this hour+] now and then"},
      {"a one two b", "c one two d", "[-a-][+c+] one two [-b-][+d+]"},
      {"one\n\ntwo", "one\n\nnew\n\ntwo", "one\n\n[+new\n\n+]two"},
      // A script without blanks: the sign, not the paragraph.
      {"\u4ECA\u65E5\u8A71\u3059", "\u4ECA\u5915\u8A71\u3059",
       "\u4ECA[-\u65E5-][+\u5915+]\u8A71\u3059"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.parts);
    CHECK(shown(word_diff(row.before, row.after)) == row.parts);
  }
}

TEST_CASE("word diff: whatever changed, the parts are both texts") {
  FakeRandom random(11);
  for (int round = 0; round < 4000; ++round) {
    const std::string before = random_text(random, 30);
    const std::string after = random_text(random, 30);
    CAPTURE(before);
    CAPTURE(after);
    const std::vector<DiffPart> parts = word_diff(before, after);
    CHECK(without(Kind::kAdded, parts) == before);
    CHECK(without(Kind::kRemoved, parts) == after);
    for (std::size_t at = 0; at < parts.size(); ++at) {
      CHECK_FALSE(parts[at].text.empty());
      CHECK(is_utf8(parts[at].text));
      if (at == 0) continue;
      CHECK(parts[at].kind != parts[at - 1].kind);
      const bool in_order = parts[at].kind != Kind::kRemoved || parts[at - 1].kind == Kind::kKept;
      CHECK(in_order);
    }
    CHECK(shown(word_diff(before, before)) == before);
  }
}

TEST_CASE("word diff: a text written anew from end to end is told as a whole, at once") {
  std::string before = "same ";
  std::string after = "same ";
  for (int at = 0; at < 3000; ++at) {
    before += "b" + std::to_string(at) + " ";
    after += "a" + std::to_string(at) + " ";
  }
  const std::vector<DiffPart> parts = word_diff(before + "end", after + "end");
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].text == "same ");
  CHECK(without(Kind::kAdded, parts) == before + "end");
  CHECK(without(Kind::kRemoved, parts) == after + "end");
}
