#include "app/share/choices.h"

#include <array>

namespace quietroom::share {
namespace {

template <typename Value>
struct Row {
  std::string_view word;
  Value value;
};

constexpr Row<model::QuoteChoice> kQuotes[] = {{"none", model::QuoteChoice::kNone},
                                               {"paraphrase", model::QuoteChoice::kParaphrase},
                                               {"pseudonym", model::QuoteChoice::kPseudonym},
                                               {"named", model::QuoteChoice::kNamed}};
constexpr Row<Outcome> kOutcomes[] = {
    {"accepted", Outcome::kAccepted}, {"answered", Outcome::kAnswered}, {"kept", Outcome::kKept}};
constexpr Row<PassageChoice> kChoices[] = {{"none", PassageChoice::kNone},
                                           {"right", PassageChoice::kRight},
                                           {"correct", PassageChoice::kCorrect},
                                           {"strike", PassageChoice::kStrike},
                                           {"attribute", PassageChoice::kAttribute}};
constexpr Row<Standing> kStandings[] = {
    {"open", Standing::kOpen}, {"agreed", Standing::kAgreed}, {"withdrawn", Standing::kWithdrawn}};

template <typename Value, std::size_t kSize>
std::string_view word_of(const Row<Value> (&rows)[kSize], Value value) {
  for (const Row<Value>& row : rows)
    if (row.value == value) return row.word;
  CHECK_THAT(false, "a choice without a word");
  return {};
}

template <typename Value, std::size_t kSize>
std::optional<Value> value_of(const Row<Value> (&rows)[kSize], std::string_view word) {
  for (const Row<Value>& row : rows)
    if (row.word == word) return row.value;
  return std::nullopt;
}

}  // namespace

std::string_view quote_word(model::QuoteChoice choice) {
  return word_of(kQuotes, choice);
}
std::optional<model::QuoteChoice> quote_of(std::string_view word) {
  return value_of(kQuotes, word);
}
std::string_view outcome_word(Outcome outcome) {
  return word_of(kOutcomes, outcome);
}
std::optional<PassageChoice> choice_of(std::string_view word) {
  return value_of(kChoices, word);
}
std::optional<Standing> standing_of(std::string_view word) {
  return value_of(kStandings, word);
}

}  // namespace quietroom::share
