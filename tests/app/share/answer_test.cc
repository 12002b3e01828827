#include "app/share/answer.h"

#include "tests/app/share/made_packs.h"
#include "tests/support/golden.h"
#include "tests/support/spoil.h"

namespace quietroom::share {
namespace {

std::string outcome_of(const OpenedAnswer& opened) {
  if (!opened.fault) return "ok";
  switch (*opened.fault) {
    case AnswerFault::kNotAnAnswer:
      return "not an answer";
    case AnswerFault::kDamaged:
      return "damaged";
    case AnswerFault::kOtherPack:
      return "other pack";
    case AnswerFault::kForged:
      return "forged";
    case AnswerFault::kNewer:
      return "newer";
    case AnswerFault::kTooLarge:
      return "too large";
    case AnswerFault::kOtherPassages:
      return "other passages";
  }
  return "?";
}

std::string outcome(ByteSpan file, const SentPack& sent) {
  return outcome_of(open_answer(file, sent, sent.passages));
}

}  // namespace

TEST_CASE("open_answer: what the person said, passage by passage") {
  const SentPack sent = made_pack(small_input()).sent;
  const OpenedAnswer opened =
      open_answer(answer_file(sent, answer_json(sent)), sent, sent.passages);
  REQUIRE(outcome_of(opened) == "ok");
  const Answer& answer = opened.answer;
  CHECK(answer.number == 7);
  CHECK(answer.standing == Standing::kOpen);
  CHECK(answer.quotes == model::QuoteChoice::kNamed);
  CHECK(answer.comment == "all");
  REQUIRE(answer.passages.size() == 2);
  CHECK(answer.passages[0].choice == PassageChoice::kRight);
  CHECK(answer.passages[0].is_current);
  CHECK(answer.passages[1].choice == PassageChoice::kCorrect);
  CHECK(answer.passages[1].text == "It broke.");
  CHECK(answer.passages[1].comment == "c");
}

TEST_CASE("open_answer: also from a text with other words around it") {
  const SentPack sent = made_pack(small_input()).sent;
  const Bytes file = answer_file(sent, answer_json(sent));
  const std::string armour = crypto::to_age_armour(file);
  for (const std::string& text : {armour, "Hello Tom,\r\n\r\n" + armour + "\nBest, Ana"})
    CHECK(outcome(as_bytes(text), sent) == "ok");
  CHECK(outcome(as_bytes(armour.substr(0, armour.size() - 40)), sent) == "damaged");
}

TEST_CASE("open_answer: an answer to words that have changed since is known by their hash") {
  const PackInput before = small_input();
  const SentPack sent = made_pack(before).sent;
  std::vector<PassageState> now;
  PackPassage changed = before.passages[0];
  changed.text = "Restores are tested on Tuesdays.";
  now.push_back(state_of(changed));
  const OpenedAnswer opened = open_answer(answer_file(sent, answer_json(sent)), sent, now);
  REQUIRE(outcome_of(opened) == "ok");
  CHECK_FALSE(opened.answer.passages[0].is_current);
  CHECK_FALSE(opened.answer.passages[1].is_current);  // Gone.
}

TEST_CASE("open_answer: each refusal, byte for byte") {
  const MadePack pack = made_pack(small_input()), other = made_pack(small_input(), 99);
  const SentPack& sent = pack.sent;
  const std::string json = answer_json(sent);
  std::vector<golden::Vector> made;
  const auto add = golden::adder(made, {{"sent", to_hex(encode_sent_pack(sent))}});
  const auto add_json = [&](const char* name, const char* expect, const char* why,
                            std::string_view from, std::string_view to) {
    add(name, expect, why, answer_file(sent, replaced(json, from, to)));
  };
  add("ok", "ok", "an answer", answer_file(sent, json));
  add_json("withdrawn", "ok", "a withdrawal", R"("open")", R"("withdrawn")");
  add_json("as_agreed", "ok", "the quote choice unchanged", R"("named")", R"("")");
  add("to_other_pack", "other pack", "sealed for another pack",
      answer_file(other.sent, answer_json(other.sent)));
  add("replayed", "other pack", "another pack's answer, sealed for this one and signed for it",
      answer_file(sent, answer_json(other.sent)));
  add("forged", "forged", "a MAC under another key",
      sealed_for(sent, signed_text(json, other.sent.answer_key)));
  add("changed_inside", "forged", "words that the MAC is not over",
      sealed_for(sent, replaced(signed_text(json, sent.answer_key), "right", "wrong")));
  add("no_mac", "not an answer", "no MAC", sealed_for(sent, json));
  add("no_json", "not an answer", "a MAC over something else", answer_file(sent, "hello"));
  add_json("other_format", "not an answer", "another format", "review-answer", "review-pack");
  add_json("version_2", "newer", "a newer version", R"("version":1)", R"("version":2)");
  add_json("number_0", "not an answer", "no number", R"("number":7)", R"("number":0)");
  add_json("number_text", "not an answer", "a number as text", R"("number":7)", R"("number":"7")");
  add_json("choice", "not an answer", "a choice that there is not", R"("right")", R"("maybe")");
  add_json("standing", "not an answer", "a standing that there is not", R"("open")", R"("x")");
  add_json("quotes", "not an answer", "a quote choice that there is not", R"("named")", R"("x")");
  add_json("agreed_open", "ok", "agreed, everything answered", R"("open")", R"("agreed")");
  add("agreed_silent", "not an answer", "agreed, but silent on a passage",
      answer_file(sent,
                  replaced(replaced(json, R"("open")", R"("agreed")"), R"("right")", R"("none")")));
  add_json("no_words", "not an answer", "a correction without words", "It broke.", " ");
  add_json("unknown_passage", "other passages", "a passage that the pack had not",
           to_base32(sent.passages[0].id), to_base32(other.sent.pack));
  add_json("other_hash", "other passages", "words that the pack had not",
           to_hex(sent.passages[0].hash), std::string(64, '0'));
  add("passage_missing", "other passages", "a passage left out",
      answer_file(sent, json.substr(0, json.rfind(",{")) + "]}"));
  const Bytes whole = answer_file(sent, json);
  add("truncated", "damaged", "cut short", to_bytes(ByteSpan(whole).first(whole.size() - 20)));
  add("flipped", "damaged", "a bit turned over", flipped(whole, whole.size() * 8 - 3));
  add("foreign", "not an answer", "a letter", to_bytes(as_bytes("Dear Tom,")));
  golden::check_golden("review_answer", made);
  for (const golden::Vector& vector : golden::read_all("review_answer")) {
    CAPTURE(vector.name);
    const auto kept = decode_sent_pack(golden::from_text("", "\n" + vector.header("sent")).bytes);
    REQUIRE(kept.ok());
    CHECK(outcome(vector.bytes, kept.value()) == vector.header("expect"));
  }
}

TEST_CASE("open_answer: a huge one is refused before it is read, a deep one is no trap") {
  const SentPack sent = made_pack(small_input()).sent;
  CHECK(outcome(Bytes(kAnswerFileSizeMax + 1, 'x'), sent) == "too large");
  CHECK(outcome(answer_file(sent, std::string(200'000, '[')), sent) == "not an answer");
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(outcome(answer_file(sent, deep), sent) == "not an answer");
}

TEST_CASE("open_answer: no flipped bit and no cut of the file gives an answer") {
  const SentPack sent = made_pack(small_input()).sent;
  const Bytes whole = answer_file(sent, answer_json(sent));
  for (std::size_t bit = 0; bit < whole.size() * 8; bit += 3)
    CHECK(outcome(flipped(whole, bit), sent) != "ok");
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(outcome(ByteSpan(whole).first(size), sent) != "ok");
}

TEST_CASE("arrival_of: the same answer twice is one, a later one counts, an older one is told") {
  FakeRandom random(1);
  Answer answer;
  answer.id = random.id();
  answer.number = 5;
  CHECK(arrival_of(answer, {}) == Arrival::kNew);
  const SeenAnswer same{answer.id, 5}, before{random.id(), 4}, after{random.id(), 6};
  CHECK(arrival_of(answer, std::vector{before}) == Arrival::kNew);
  CHECK(arrival_of(answer, std::vector{before, after}) == Arrival::kOlder);
  CHECK(arrival_of(answer, std::vector{after, same}) == Arrival::kAgain);
}

}  // namespace quietroom::share
