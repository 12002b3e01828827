// A pack for tests, and answers to it as a reviewer's page writes them.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "app/share/answer.h"
#include "app/share/pack.h"
#include "platform/fake/random_fake.h"
#include "sync/crypto/age.h"
#include "sync/crypto/age_armour.h"

namespace quietroom::share {

inline PackInput small_input() {
  PackInput input;
  input.person = "Ana";
  input.interviewer = "Tom";
  input.title = "Tuesday";
  input.made = "2026-11-24";
  input.review_by = "2026-12-01";
  input.withdraw_until = "2026-12-24";
  input.quotes = model::QuoteChoice::kPseudonym;
  FakeRandom random(11);
  input.passages = {{random.id(), "What surprised you?", "Restores are tested every day.", true},
                    {random.id(), "", "Half the site broke.\nNobody knew why.", false}};
  input.replies = {{input.passages[0].id, "not every day", "Changed.", Outcome::kAccepted},
                   {{}, "thanks", "", Outcome::kKept}};
  return input;
}

inline MadePack made_pack(const PackInput& input, std::uint64_t seed = 12) {
  FakeRandom random(seed);
  auto made = make_pack(input, random);
  REQUIRE(made.ok());
  return std::move(made).value();
}

/// An answer's JSON that says "right" to the first passage and corrects the second.
inline std::string answer_json(const SentPack& sent, std::uint32_t number = 7) {
  const auto row = [&](std::size_t i, const char* choice, const char* text) {
    const PassageState& passage = sent.passages[i];
    return R"({"id":")" + to_base32(passage.id) + R"(","hash":")" + to_hex(passage.hash) +
           R"(","choice":")" + choice + R"(","text":")" + text + R"(","comment":"c"})";
  };
  FakeRandom random(number);
  return R"({"format":"quietroom-review-answer","version":1,"pack":")" + to_base32(sent.pack) +
         R"(","answer":")" + to_base32(random.id()) + R"(","number":)" + std::to_string(number) +
         R"(,"standing":"open","quotes":"named","comment":"all","passages":[)" +
         row(0, "right", "") + "," + row(1, "correct", "It broke.") + "]}";
}

/// `json` behind its MAC.
inline std::string signed_text(const std::string& json, const Secret<32>& key) {
  const std::string message = "quietroom review answer\n" + json;
  return to_hex(crypto::hmac_sha256(key, as_bytes(message))) + "\n" + json;
}

inline Bytes sealed_for(const SentPack& sent, std::string_view text, std::uint64_t seed = 13) {
  FakeRandom random(seed);
  auto file = crypto::age_seal({&sent.answer_pair.public_key, 1}, as_bytes(text), random);
  REQUIRE(file.ok());
  return std::move(file).value();
}

/// The file of an answer whose JSON is `json`.
inline Bytes answer_file(const SentPack& sent, const std::string& json) {
  return sealed_for(sent, signed_text(json, sent.answer_key));
}

/// `text` with its first `from` as `to`.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace quietroom::share
