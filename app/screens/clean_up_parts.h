// The parts of the clean-up screen, each in its file. For clean_up*.cc only.
#pragma once

#include "app/screens/interview_parts.h"

namespace quietroom::screens {

/// The lines of the 1:1, and which of them are taken up.
void draw_raw_lines(const Room& room);
/// What may be said otherwise in a passage; never in somebody's own words.
std::vector<model::LanguageHint> hints_of(const Room& room, const model::Passage& passage);
/// What can be done with the open passage, and where its words come from.
void draw_passage_actions(const Room& room, const model::Passage& passage);

}  // namespace quietroom::screens
