// A reviewer's answer to a pack: read, found to be theirs, and compared with the text as it is now.
// Pure; what is done with it is for the session and the person. Every byte: docs/review-pack.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/consent.h"
#include "app/share/pack.h"

namespace quietroom::share {

/// What the person says of a passage. kNone: nothing yet, which is no consent.
enum class PassageChoice { kNone, kRight, kCorrect, kStrike, kAttribute };

struct PassageAnswer {
  Id passage;
  PassageChoice choice = PassageChoice::kNone;
  std::string text;     ///< kCorrect: how it should read. kAttribute: who or what to name instead.
  std::string comment;  ///< May be empty.
  /// Whether the passage still has the words that were answered to; false too if it is gone.
  bool is_current = false;
};

/// What the person says of all of it.
enum class Standing { kOpen, kAgreed, kWithdrawn };

struct Answer {
  Id id;                     ///< The same for the same answer, however often it comes.
  std::uint32_t number = 0;  ///< From 1; a later answer of the same person has a higher one.
  Standing standing = Standing::kOpen;
  std::optional<model::QuoteChoice> quotes;  ///< Only if the person changed it.
  std::vector<PassageAnswer> passages;       ///< All of the pack's, in its order.
  std::string comment;
};

/// Why an answer was not taken; each leads to a sentence of its own.
enum class AnswerFault {
  kNotAnAnswer,    ///< Something else.
  kDamaged,        ///< Cut short or changed on its way.
  kOtherPack,      ///< Sealed for another pack; not for this one.
  kForged,         ///< Opens, but does not come from who has this pack.
  kNewer,          ///< Of a newer version of the format.
  kTooLarge,       ///< Refused before anything is read.
  kOtherPassages,  ///< Does not speak of just the passages that the pack had.
};

/// An answer, or why it is none.
struct OpenedAnswer {
  std::optional<AnswerFault> fault;
  Answer answer;  ///< Only without a fault.
};

inline constexpr std::size_t kAnswerFileSizeMax = 4 * 1024 * 1024;

/// The answer in `file` (the bytes of an age file, or its text with blanks and other words around
/// it) to `sent`; `now` are the passages as they are.
OpenedAnswer open_answer(ByteSpan file, const SentPack& sent, std::span<const PassageState> now);

/// An answer that was taken before.
struct SeenAnswer {
  Id id;
  std::uint32_t number = 0;
};

/// How an answer stands to those that came before it.
enum class Arrival { kNew, kAgain, kOlder };
Arrival arrival_of(const Answer& answer, std::span<const SeenAnswer> seen);

}  // namespace quietroom::share
