// The words of packs and answers for what can be chosen, as their JSON has them.
#pragma once

#include <optional>
#include <string_view>

#include "app/share/answer.h"
#include "app/share/pack.h"

namespace quietroom::share {

/// "none", "paraphrase", "pseudonym", "named".
std::string_view quote_word(model::QuoteChoice choice);
std::optional<model::QuoteChoice> quote_of(std::string_view word);

/// "accepted", "answered", "kept".
std::string_view outcome_word(Outcome outcome);

/// Of "none", "right", "correct", "strike", "attribute".
std::optional<PassageChoice> choice_of(std::string_view word);

/// Of "open", "agreed", "withdrawn".
std::optional<Standing> standing_of(std::string_view word);

}  // namespace quietroom::share
