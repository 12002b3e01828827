// A consent record in words: for the screen, and as the copy that the interviewee gets. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/model/consent.h"
#include "platform/page.h"

namespace quietroom::session {

/// What was asked, and the answer.
using AnswerRow = std::pair<std::string_view, std::string>;

/// All answers, always in the same order and number.
std::vector<AnswerRow> answer_rows(const model::ConsentAnswers& answers);

/// "Who else reads the notes: from Nobody else to Kim", one for each answer that differs.
std::vector<std::string> answer_changes(const model::ConsentAnswers& before,
                                        const model::ConsentAnswers& after);

/// "Consent is recorded", "Consent was changed", "Consent was withdrawn".
std::string_view consent_title(const model::ConsentRecord& record);
/// "On 22 November 2026 at 10:42, spoken. Text version 1."
std::string consent_when(const model::ConsentRecord& record, int utc_offset_minutes);

/// The copy for the interviewee: what was read, what was answered, when and how. Names nobody but
/// `person_name` and the readers, and no incident.
std::vector<PrintBlock> consent_copy(const model::ConsentRecord& record,
                                     std::string_view person_name, int utc_offset_minutes);
/// The same as plain text, lines ended by CR LF so that every editor shows them.
std::string as_text(const std::vector<PrintBlock>& page);

}  // namespace quietroom::session
