// Consent: what was read aloud, what the person answered, and what follows from it. The record is
// immutable: a change of mind is a new record that names the one before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/result.h"

namespace quietroom::model {

/// An answer to one item of the consent text. The numbers are stored: never renumber.
enum class Answer : std::uint8_t { kNotAsked = 1, kYes = 2, kNo = 3 };

/// How the person's words may be used. The numbers are stored: never renumber.
enum class QuoteChoice : std::uint8_t { kNone = 1, kParaphrase = 2, kPseudonym = 3, kNamed = 4 };

/// How the answers were given. The numbers are stored.
enum class ConsentForm : std::uint8_t { kSpoken = 1, kWritten = 2 };

/// Where consent stands. The numbers are stored.
enum class ConsentState : std::uint8_t { kNone = 1, kGiven = 2, kAmended = 3, kWithdrawn = 4 };

/// The answers, item by item. Dates are civil days "YYYY-MM-DD" (no time zone can shift them), or
/// empty: not agreed.
struct ConsentAnswers {
  Answer notes_taken = Answer::kNotAsked;
  std::vector<std::string> readers;  ///< Named people besides the interviewer; one line each.
  /// Those of `readers` who are members of the case: their notes come to them.
  std::vector<Id> reader_ids;
  Answer cleaned_and_returned = Answer::kNotAsked;
  QuoteChoice quote_choice = QuoteChoice::kNone;
  Answer medium_ok = Answer::kNotAsked;
  std::string destroy_date;    ///< The raw notes are destroyed by this day.
  std::string withdraw_until;  ///< Everything can be withdrawn up to and including this day.
  std::string review_date;     ///< The person gets the notes back by this day.
};

/// One record of consent. `state` kNone with `recorded_ms` 0 stands for "nothing recorded".
struct ConsentRecord {
  Id id;
  Id interview_id;
  ConsentState state = ConsentState::kNone;
  int text_version = 0;
  std::string text_read;  ///< The text as it was read, blanks filled; 1 byte to 16 KiB.
  ConsentAnswers answers;
  ConsentForm form = ConsentForm::kSpoken;
  Id recorded_by;                ///< The author.
  std::int64_t recorded_ms = 0;  ///< When, by the recorder's clock.
  Id previous;                   ///< The record that this one amends or withdraws, or none.
  bool conflict = false;         ///< Two devices recorded different things; nothing is shareable.
};

/// What is handed to record_consent(); the store adds who, when and which record came before.
struct ConsentInput {
  int text_version = 0;
  std::string text_read;
  ConsentAnswers answers;
  ConsentForm form = ConsentForm::kSpoken;
  bool withdrawn = false;  ///< True: the person takes consent back.
};

/// Errors: kInvalid, with the rule: text missing or over 16 KiB, a version below 1, a reader's name
/// that is empty, longer than 200 code points or given twice, more than 50 readers, a malformed
/// date.
Status check_consent(const ConsentInput& input);

/// The state that a new record has: withdrawn, given (nothing before it) or amended.
/// Errors: kInvalid for a withdrawal where nothing was given, or twice.
Result<ConsentState> consent_step(ConsentState before, bool withdrawn);

/// True if `text` is a day of the Gregorian calendar from 1970 to 9999, written YYYY-MM-DD.
bool is_civil_date(std::string_view text);

/// The civil day `day_count` days after `date`. Errors: kInvalid if `date` is not one, or the
/// result leaves 1970 to 9999.
Result<std::string> add_days(std::string_view date, int day_count);

/// The civil day at `wall_ms` where local time is `utc_offset_minutes` ahead of UTC.
std::string civil_date_at(std::int64_t wall_ms, int utc_offset_minutes);

}  // namespace quietroom::model
